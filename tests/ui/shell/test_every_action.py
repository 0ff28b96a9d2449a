"""Every entry of every menu in many states of the window: what can be chosen does something, the rest cannot.

Tests as well: ``ui.pages.code.sense``.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import TimeoutError as QtTimeoutError
from pytestqt.qtbot import QtBot

from qualcode.importers.reading import transcript_of
from qualcode.model.span import Span
from qualcode.operations.transcripts.documents import add_transcripts
from qualcode.project.opening import create_project
from qualcode.project.project import Project
from qualcode.ui.commands.action_list import ACTIONS
from qualcode.ui.shell.main_window import MainWindow
from tests.ui.material import FG1, found

ELSEWHERE: Final = frozenset(("project.close", "project.quit", "project.sample", "project.print"))
"""These end what is looked at, or ask the system: they have tests of their own."""


class State:
    """A window in one state, which can be brought about again after anything was done in it."""

    def __init__(self, window: MainWindow, arrange: Callable[[MainWindow], object]) -> None:
        self.window = window
        self._arrange = arrange
        actions = [window.actions_[info.name] for info in ACTIONS]
        self._checkable = [action for action in actions if action.isCheckable()]
        self.refusals: list[str] = []
        self._first = self._undoable
        if window.session is not None:
            window.session.refused.connect(self.refusals.append)

    def _take_back(self) -> None:
        session = self.window.session
        if session is None:
            return
        while self._undoable > self._first:
            session.undo()
        while self._undoable < self._first:
            session.redo()

    @property
    def _undoable(self) -> int:
        session = self.window.session
        return 0 if session is None or session.undoable is None else session.undoable.number

    @property
    def _number(self) -> int:
        return 0 if self.window.session is None else self.window.session.study.step

    def arrange(self) -> None:
        """Bring the state about, whatever was done."""
        window = self.window
        for widget in QApplication.topLevelWidgets():
            if widget is not window and widget.isVisible():
                widget.close()
        self._take_back()
        window.messages.hide()
        self._arrange(window)
        QApplication.clipboard().clear()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        self.refusals.clear()

    def seen(self) -> tuple[object, ...]:
        """All that somebody would notice."""
        window, workbench = self.window, self.window.workbench
        shown = sorted(
            f"{type(top).__name__} {top.windowTitle()}"
            for top in QApplication.topLevelWidgets()
            if top.isVisible()
        )
        checked = [action.isChecked() for action in self._checkable]
        inside: tuple[object, ...] = ()
        if workbench is not None:
            view = workbench.code_page.reading.view
            inside = (
                workbench.pages.currentIndex(),
                workbench.tour,
                workbench.code_page.reading.tabs.kept,
                view.transcript_id,
                view.selected_span(),
                view.place(),
                view.zoom,
                workbench.code_page.navigator.codebook.selected,
            )
        return (self._number, shown, checked, window.messages.text, window.focusWidget(), _copied(), inside)

    @contextmanager
    def a_menu_open(self) -> Iterator[None]:
        menu = self.window.menus["Code"]
        menu.aboutToShow.emit()
        yield
        menu.aboutToHide.emit()

    def offered(self) -> set[str]:
        """The actions that can be chosen while a menu is open; what is greyed is so in all of them."""
        with self.a_menu_open():
            return {info.name for info in ACTIONS if self.window.actions_[info.name].isEnabled()}


def _copied() -> str:
    return QApplication.clipboard().text()


def nothing(window: MainWindow) -> None:
    if window.workbench is not None:
        window.workbench.show_page(0)


def with_nothing_selected(window: MainWindow) -> None:
    _in_text(window, "you.\nP1", selected=False)


def with_words_selected(window: MainWindow) -> None:
    _in_text(window, "Nobody at", selected=True)


def at_a_segment(window: MainWindow) -> None:
    _in_text(window, "just assume", selected=False)


def on_the_matrix(window: MainWindow) -> None:
    assert window.workbench is not None
    window.workbench.show_page(1)
    window.workbench.code_page.navigator.codebook.choose([])


def _in_text(window: MainWindow, words: str, *, selected: bool) -> None:
    assert window.workbench is not None
    assert window.session is not None
    workbench = window.workbench
    workbench.show_page(0)
    place, span = found(window.session.study, "FG1", words)
    view = workbench.code_page.reading.view
    workbench.code_page.reading.show_transcript(place)
    view.select_span(span if selected else Span(span.start, span.start))
    workbench.code_page.navigator.codebook.choose([])
    view.setFocus()


def _wait_for_more(qtbot: QtBot, state: State, before: tuple[object, ...]) -> None:
    with suppress(QtTimeoutError):
        qtbot.waitUntil(lambda: bool(state.refusals) or state.seen() != before, timeout=500)


def _check(qtbot: QtBot, state: State) -> list[str]:
    state.arrange()
    wrong = _wrong_of_greyed(state)
    tried = set(ELSEWHERE)
    # What was done may be remembered: then more makes sense.
    while more := state.offered() - tried:
        for name in [info.name for info in ACTIONS if info.name in more]:
            wrong += _wrong_of_offered(qtbot, state, name)
        tried |= more
        state.arrange()
    return wrong


def _wrong_of_greyed(state: State) -> list[str]:
    """What is greyed does nothing: all of it can be tried where it is."""
    wrong = []
    before = state.seen()
    with state.a_menu_open():
        for info in ACTIONS:
            action = state.window.actions_[info.name]
            if not action.isEnabled():
                action.trigger()
                if state.seen() != before:
                    wrong.append(f"{info.name} is greyed and does something")
                    before = state.seen()
    return wrong


def _wrong_of_offered(qtbot: QtBot, state: State, name: str) -> list[str]:
    state.arrange()
    action = state.window.actions_[name]
    if action.isCheckable() and action.isChecked():
        # One of several, and chosen already.
        return []
    before = state.seen()
    action.trigger()
    _wait_for_more(qtbot, state, before)
    if state.refusals:
        return [f"{name} refuses: {state.refusals[0]}"]
    return [f"{name} does nothing"] if state.seen() == before else []


@pytest.mark.parametrize("arrange", [with_nothing_selected, with_words_selected, at_a_segment, on_the_matrix])
def test_in_a_coded_project(qtbot: QtBot, window: MainWindow, arrange: Callable[[MainWindow], None]) -> None:
    assert _check(qtbot, State(window, arrange)) == []


@pytest.mark.parametrize("arrange", [with_words_selected, at_a_segment])
def test_in_a_project_that_may_only_be_read(
    qtbot: QtBot, window: MainWindow, arrange: Callable[[MainWindow], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Project, "read_only", property(lambda _project: "Only to be read."))
    assert _check(qtbot, State(window, arrange)) == []


def test_in_an_empty_project(qtbot: QtBot, open_window: Callable[[], MainWindow], tmp_path: Path) -> None:
    create_project(str(tmp_path / "empty.qualcode"), "AB", "Empty").close()
    window = open_window()
    assert window.open_address(str(tmp_path / "empty.qualcode"))
    assert _check(qtbot, State(window, nothing)) == []


def test_where_nothing_is_coded(qtbot: QtBot, open_window: Callable[[], MainWindow], tmp_path: Path) -> None:
    project = create_project(str(tmp_path / "bare.qualcode"), "AB", "Bare")
    project.do(add_transcripts(project.study, [transcript_of(FG1.encode(), "FG1.txt")]).change, "AB")
    project.close()
    window = open_window()
    assert window.open_address(str(tmp_path / "bare.qualcode"))
    assert _check(qtbot, State(window, with_nothing_selected)) == []


def test_without_a_project(qtbot: QtBot, window: MainWindow) -> None:
    window.close_project()
    assert _check(qtbot, State(window, nothing)) == []
