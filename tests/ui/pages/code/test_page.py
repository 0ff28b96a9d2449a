"""When the page is seen again, in other colours or after a large step, the words are painted first."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qualcode.operations.codes.codebook import rename_code
from qualcode.operations.codes.codebook_structure import delete_codes
from qualcode.operations.codings.coding import apply_code
from qualcode.ui.look.theme import Theme, ThemeChoice
from qualcode.ui.pages.code.page import CodePage
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from tests.ui.material import code, found


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


def test_after_a_step_that_is_seen_everywhere_the_words_come_first(
    qtbot: QtBot, window: MainWindow, page: CodePage
) -> None:
    session = _session(window)
    stigma = code(session.study, "stigma")
    renamed, gone = _Passes(window, page), _Passes(window, page)
    session.do(lambda: rename_code(session.study, stigma, "shame"))
    qtbot.waitUntil(lambda: renamed.whole)
    assert renamed.in_turns(), renamed.passes
    qtbot.waitUntil(lambda: not page._painting.under_way)
    gone.passes.clear()
    session.do(lambda: delete_codes(session.study, [stigma]))
    qtbot.waitUntil(lambda: gone.whole)
    assert gone.in_turns(), gone.passes
    qtbot.waitUntil(lambda: not page._painting.under_way)
    # One after the other, before anything of the first is painted.
    passes = _Passes(window, page)
    session.undo()
    session.undo()
    qtbot.waitUntil(lambda: passes.whole)
    assert passes.in_turns(), passes.passes
    qtbot.waitUntil(lambda: not page._painting.under_way)
    assert all(part.updatesEnabled() for part in page._covered)


def test_after_a_long_step_the_turns_wait_for_what_is_held_back_as_a_whole(
    qtbot: QtBot, window: MainWindow, page: CodePage
) -> None:
    session = _session(window)
    assert window.workbench is not None
    passes = _Passes(window, page)
    session.do(lambda: delete_codes(session.study, [code(session.study, "stigma")]))
    window.workbench.setUpdatesEnabled(False)
    qtbot.wait(50)
    assert not passes.whole
    assert page._painting.under_way
    window.workbench.setUpdatesEnabled(True)
    qtbot.waitUntil(lambda: passes.whole)
    assert passes.in_turns(), passes.passes


def test_a_coding_is_seen_at_once(window: MainWindow, page: CodePage) -> None:
    session = _session(window)
    place, span = found(session.study, "FG1", "Nobody at all.")
    stigma = code(session.study, "stigma")
    session.do_as_coder(lambda study, coder: apply_code(study, stigma, place, span, coder.id))
    assert not page._painting.under_way
    assert all(part.updatesEnabled() for part in page._covered)


def _session(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session
