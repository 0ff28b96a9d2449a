"""Fixtures of the window's tests: a study to look at, a session, the window; and nothing left behind."""

import gc
from collections.abc import Callable, Iterator
from functools import partialmethod
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from qualcode.language.pipeline import pipeline
from qualcode.project.opening import create_project, open_project
from qualcode.project.project import Project
from qualcode.ui.look.theme import Theme, ThemeChoice
from qualcode.ui.session import lazy_imports
from qualcode.ui.session.background import Background
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.shell import letting_go, main_window
from qualcode.ui.shell.main_window import MainWindow
from tests.support.drawn_once import DrawnOnce
from tests.support.ready import ReadyProjects
from tests.ui.material import fill

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
    _delete_what_is_due()
    left = [widget for widget in QApplication.topLevelWidgets() if widget not in before]
    assert not [_described(widget) for widget in left]


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting ends when what is waited for is there; on a busy machine that may take longer than usual."""
    for name in ("waitUntil", "waitSignal"):
        patient = partialmethod(getattr(QtBot, name), timeout=_PATIENCE)
        monkeypatch.setattr(QtBot, name, patient)


def _delete_what_is_due() -> None:
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _described(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.windowTitle() or widget.accessibleName()}"


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    made = Preferences(QSettings(str(tmp_path / "preferences.ini"), QSettings.Format.IniFormat))
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


@pytest.fixture(scope="session")
def drawer() -> DrawnOnce:
    """Who draws for all windows of a test run."""
    return DrawnOnce()


@pytest.fixture(autouse=True)
def kept_from_collector() -> Iterator[None]:
    """What was loaded with the tests stays out of every collection.

    The program freezes what it has when a project is opened and thaws all when it is closed. Here all is a
    hundred times as much, thousands of tests among it, and the next collection would take a second. Tests of
    letting go have a fixture of this name that leaves the program as it is.
    """
    collector = SimpleNamespace(**vars(gc))
    collector.freeze = collector.unfreeze = lambda: None
    with pytest.MonkeyPatch.context() as patch:
        for module in (main_window, letting_go, lazy_imports):
            patch.setattr(module, "gc", collector)
        yield


@pytest.fixture
def open_window(
    qtbot: QtBot, preferences: Preferences, theme: Theme, drawer: DrawnOnce
) -> Iterator[Callable[[], MainWindow]]:
    """Opens the real window; closed after the test."""
    # The window has sentences found, for which spaCy is loaded: the first test would wait seconds for it.
    pipeline("en")
    windows: list[MainWindow] = []

    def make() -> MainWindow:
        window = MainWindow(preferences, theme, drawer=drawer)
        windows.append(window)
        window.resize(1280, 720)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield make
    for window in windows:
        window.close()
        window.deleteLater()
    # The theme is one for all windows of a test run: the next one begins in the light.
    if theme.choice is not ThemeChoice.LIGHT:
        theme.choose(ThemeChoice.LIGHT)


@pytest.fixture
def window(
    open_window: Callable[[], MainWindow], ready_projects: ReadyProjects, tmp_path: Path
) -> MainWindow:
    """The window with the small study open."""
    address = ready_projects.copy(_small_study, tmp_path / "study.qualcode")
    made = open_window()
    assert made.open_address(address), made.messages.text
    return made


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform complains of every window that it has no window manager to talk to."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.qt_log_ignore("^This plugin does not support", extend=True))
