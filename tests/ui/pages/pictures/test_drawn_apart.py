"""Pictures are drawn in a process of its own, which goes when the window goes.

Tests: ``page``.
"""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qualcode.exporters.pictures.drawing import IsolatedDrawer
from qualcode.model.questions.pictures import BarsQuestion
from qualcode.project.project import Project
from qualcode.ui.look.theme import Theme
from qualcode.ui.pages.offered import TITLES
from qualcode.ui.pages.pictures.page import PicturesPage
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.shell.main_window import MainWindow

pytestmark = pytest.mark.starts_anew


@pytest.fixture
def drawer() -> IsolatedDrawer:
    return IsolatedDrawer()


@pytest.fixture
def window(
    qtbot: QtBot,
    preferences: Preferences,
    theme: Theme,
    project: Project,
    tmp_path: Path,
    drawer: IsolatedDrawer,
) -> Iterator[MainWindow]:
    project.close()
    made = MainWindow(preferences, theme, drawer=drawer)
    made.show()
    qtbot.waitExposed(made)
    assert made.open_address(str(tmp_path / "study.qualcode"))
    yield made
    made.close()
    made.deleteLater()


def _page(window: MainWindow) -> PicturesPage:
    assert window.workbench is not None
    return window.workbench.pages.pictures


def test_the_picture_arrives_and_nothing_stays(
    qtbot: QtBot, window: MainWindow, drawer: IsolatedDrawer
) -> None:
    qtbot.waitUntil(lambda: not window.background.busy)
    assert not multiprocessing.active_children()
    window.actions_["analyse.pictures"].trigger()
    page = _page(window)
    qtbot.waitUntil(lambda: page.preview.accessibleDescription().startswith("Co-occurrence of codes."))
    assert drawer.apart.process in multiprocessing.active_children()
    window.close()
    assert not multiprocessing.active_children()


def test_closing_while_a_picture_is_drawn_waits_for_nothing(
    qtbot: QtBot, window: MainWindow, drawer: IsolatedDrawer
) -> None:
    window.actions_["analyse.pictures"].trigger()
    qtbot.waitUntil(lambda: drawer.apart.process is not None)
    window.close()
    assert not window.background.busy
    assert not multiprocessing.active_children()


@pytest.mark.allows_log
def test_a_process_that_was_ended_from_outside_is_started_again(
    qtbot: QtBot, window: MainWindow, drawer: IsolatedDrawer, caplog: pytest.LogCaptureFixture
) -> None:
    window.actions_["analyse.pictures"].trigger()
    page = _page(window)
    qtbot.waitUntil(lambda: page.preview.picture is not None)
    process = drawer.apart.process
    assert process is not None
    process.kill()
    process.join()
    before = page.preview.picture
    page.line.kind.setFocus()
    QTest.keyClicks(page.line.kind, TITLES[BarsQuestion][:4])
    qtbot.waitUntil(lambda: page.preview.picture not in (None, before))
    assert not page._said.isVisible()
    assert "ended from outside and is started again" in caplog.text


@pytest.mark.allows_log
@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
def test_a_process_that_dies_is_one_sentence_on_the_page(
    qtbot: QtBot, window: MainWindow, drawer: IsolatedDrawer, caplog: pytest.LogCaptureFixture
) -> None:
    window.actions_["analyse.pictures"].trigger()
    page = _page(window)
    qtbot.waitUntil(lambda: page.preview.picture is not None)
    process = drawer.apart.process
    assert process is not None
    os.kill(process.pid or 0, signal.SIGSEGV)
    process.join()
    page.line.kind.setFocus()
    QTest.keyClicks(page.line.kind, TITLES[BarsQuestion][:4])
    qtbot.waitUntil(page._said.isVisible)
    assert page._said.text() == (
        "The picture could not be drawn: the process that draws has ended. Try again."
    )
    assert "the process that draws has ended" in caplog.text
    page.redraw()
    qtbot.waitUntil(lambda: page.preview.isVisible() and page.preview.picture is not None)
