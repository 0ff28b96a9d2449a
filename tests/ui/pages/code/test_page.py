"""When the page is seen again, or in other colours, its words are painted first and the rest in turns."""

import pytest
import shiboken6 as shiboken
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from qualcode.ui.look.theme import Theme, ThemeChoice
from qualcode.ui.pages.code.page import CodePage
from qualcode.ui.shell.main_window import MainWindow


class _Passes(QObject):
    """Which parts of the page are painted in which pass."""

    def __init__(self, window: MainWindow, page: CodePage) -> None:
        super().__init__(window)
        self._names = {
            page.reading.view.viewport(): "text",
            page.navigator.codebook.viewport(): "codebook",
            page.navigator.transcripts.viewport(): "transcripts",
            page.inspector.segments: "inspector",
        }
        self.passes: list[set[str]] = []
        for watched in (window, *self._names):
            watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.UpdateRequest:
            self.passes.append(set())
        elif event.type() is QEvent.Type.Paint and watched in self._names and self.passes:
            self.passes[-1].add(self._names[watched])
        return False

    def first(self, name: str) -> int:
        """The first pass in which a part was painted; -1: it was not."""
        return next((place for place, names in enumerate(self.passes) if name in names), -1)

    @property
    def whole(self) -> bool:
        return all(self.first(name) >= 0 for name in self._names.values())

    def in_turns(self) -> bool:
        """Whether the text came first and each of the others in a pass without another that is as new."""
        places = {name: self.first(name) for name in self._names.values()}
        return min(places, key=lambda name: places[name]) == "text" and len(set(places.values())) == 4


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> CodePage:
    assert window.workbench is not None
    found = window.workbench.code_page
    # With a segment panel, which a narrow window leaves out.
    window.resize(1440, 900)
    qtbot.waitUntil(found.inspector.isVisible)
    qtbot.wait(50)
    return found


def test_back_on_the_page_the_words_come_first(qtbot: QtBot, window: MainWindow, page: CodePage) -> None:
    window.actions_["analyse.matrix"].trigger()
    qtbot.waitUntil(lambda: not page.isVisible())
    passes = _Passes(window, page)
    window.actions_["view.code"].trigger()
    qtbot.waitUntil(lambda: passes.whole)
    assert passes.in_turns(), passes.passes
    qtbot.waitUntil(lambda: not page._painting.under_way)
    assert all(part.updatesEnabled() for part in page._covered)


def test_in_another_theme_the_words_come_first(
    qtbot: QtBot, window: MainWindow, page: CodePage, theme: Theme
) -> None:
    passes = _Passes(window, page)
    theme.choose(ThemeChoice.DARK)
    assert not page.updatesEnabled()
    qtbot.waitUntil(lambda: passes.whole)
    assert passes.in_turns(), passes.passes
    assert page.updatesEnabled()
    theme.choose(ThemeChoice.LIGHT)
    # A window that is asked to paint in between is painted all the same.
    window.update()
    QApplication.sendEvent(window, QEvent(QEvent.Type.UpdateRequest))
    again = _Passes(window, page)
    qtbot.waitUntil(lambda: again.whole)


def test_left_in_between_all_of_it_is_painted_when_it_comes_again(
    qtbot: QtBot, window: MainWindow, page: CodePage
) -> None:
    for _ in range(2):
        window.actions_["analyse.matrix"].trigger()
        window.actions_["view.code"].trigger()
        QApplication.processEvents()
    passes = _Passes(window, page)
    window.actions_["analyse.matrix"].trigger()
    window.actions_["view.code"].trigger()
    qtbot.waitUntil(lambda: passes.whole)
    qtbot.waitUntil(lambda: all(part.updatesEnabled() for part in page._covered))


def test_what_waits_to_be_painted_may_be_gone_before(page: CodePage) -> None:
    """The project is closed in between: what its page holds goes, then what was under way."""
    gone, there = QWidget(), QWidget()
    waiting = page._beside_the_words((gone, there))
    there.setUpdatesEnabled(False)
    next(waiting)
    shiboken.delete(gone)
    del waiting
    assert there.updatesEnabled()
    shiboken.delete(there)
