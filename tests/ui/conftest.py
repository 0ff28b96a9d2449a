"""Fixtures of the window's tests: a study to look at, a session, the window; and nothing left behind."""

from collections.abc import Callable, Iterator
from functools import partialmethod
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from qualcode.language.pipeline import pipeline
from qualcode.project.opening import create_project, open_project
from qualcode.project.project import Project
from qualcode.ui.look.theme import Theme, ThemeChoice
from qualcode.ui.session.background import Background
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from tests.support.ready import ReadyProjects
from tests.ui.material import fill
from tests.ui.shared_window import SharedWindow, delete_what_is_due, is_shared

_PATIENCE = 40_000
"""Milliseconds."""


@pytest.fixture(autouse=True)
def no_windows_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that leaves a window behind fails."""
    if "qapp" not in request.fixturenames and "qtbot" not in request.fixturenames:
        yield
        return
    app = request.getfixturevalue("qapp")
    before = set(app.topLevelWidgets())
    yield
    delete_what_is_due()
    left = [widget for widget in QApplication.topLevelWidgets() if widget not in before]
    if "shared_window" in request.fixturenames:
        # What it hides is still there for the next test.
        left = [widget for widget in left if widget.isVisible() and not is_shared(widget)]
    assert not [_described(widget) for widget in left]


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting ends when what is waited for is there; on a busy machine that may take longer than usual."""
    for name in ("waitUntil", "waitSignal"):
        patient = partialmethod(getattr(QtBot, name), timeout=_PATIENCE)
        monkeypatch.setattr(QtBot, name, patient)


def _described(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.windowTitle() or widget.accessibleName()}"


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return _preferences_in(tmp_path)


def _preferences_in(folder: Path) -> Preferences:
    made = Preferences(QSettings(str(folder / "preferences.ini"), QSettings.Format.IniFormat))
    made.coder_name = "AB"
    return made


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, ThemeChoice.LIGHT)


@pytest.fixture
def project(tmp_path: Path, ready_projects: ReadyProjects) -> Iterator[Project]:
    """Two transcripts, four codes, three codings."""
    made = open_project(ready_projects.copy(_small_study, tmp_path / "study.qualcode"))
    yield made
    made.close()


def _small_study(address: str) -> Project:
    made = create_project(address, "AB", "Study")
    fill(made)
    return made


@pytest.fixture
def session(project: Project, qapp: QApplication) -> Iterator[Session]:
    made = Session(project, "AB")
    yield made
    made.deleteLater()


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


@pytest.fixture
def open_window(qtbot: QtBot, preferences: Preferences, theme: Theme) -> Iterator[Callable[[], MainWindow]]:
    """Opens the real window; closed after the test."""
    windows: list[MainWindow] = []

    def make() -> MainWindow:
        windows.append(_shown(qtbot, preferences, theme))
        return windows[-1]

    yield make
    for window in windows:
        window.close()
        window.deleteLater()


def _shown(qtbot: QtBot, preferences: Preferences, theme: Theme) -> MainWindow:
    # The window has sentences found, for which spaCy is loaded: the first test would wait seconds for it.
    pipeline("en")
    window = MainWindow(preferences, theme)
    window.resize(1280, 720)
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def window(
    open_window: Callable[[], MainWindow], ready_projects: ReadyProjects, tmp_path: Path
) -> MainWindow:
    """The window with the small study open."""
    address = ready_projects.copy(_small_study, tmp_path / "study.qualcode")
    made = open_window()
    assert made.open_address(address), made.messages.text
    return made


@pytest.fixture(scope="module")
def window_of_module() -> Iterator[SharedWindow]:
    shared = SharedWindow()
    yield shared
    shared.close()


@pytest.fixture
def shared_window(
    window_of_module: SharedWindow,
    qtbot: QtBot,
    theme: Theme,
    ready_projects: ReadyProjects,
    tmp_path: Path,
) -> Iterator[MainWindow]:
    """The window with the small study open, for tests that leave the study as it is: one in a module."""
    if window_of_module.window is None:
        address = ready_projects.copy(_small_study, tmp_path / "shared.qualcode")
        window = window_of_module.keep(_shown(qtbot, _preferences_in(tmp_path), theme))
        assert window.open_address(address), window.messages.text
    with window_of_module.looked_at() as window:
        yield window


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform complains of every window that it has no window manager to talk to."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.qt_log_ignore("^This plugin does not support", extend=True))
