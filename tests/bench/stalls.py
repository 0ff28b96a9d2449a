"""The longest time for which the window does not answer, in a day's work told in a minute."""

import shutil
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple
from uuid import UUID

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QWidget

from qualcode.model.queries.query import always_quoted
from qualcode.operations.codes.codebook import rename_code
from qualcode.project.opening import open_project
from qualcode.ui.models.codebook_order import CodeOrder
from qualcode.ui.transcript.limit import Limit
from tests.bench.corpus import large_transcript
from tests.bench.measuring import Figure
from tests.bench.places import project_file
from tests.bench.showing import BenchWindow

KEY: Final = Qt.Key
NONE: Final = Qt.KeyboardModifier.NoModifier
CONTROL: Final = Qt.KeyboardModifier.ControlModifier
SHIFT: Final = Qt.KeyboardModifier.ShiftModifier

_BEAT: Final = 2
"""Milliseconds between two beats of a window that answers."""
_WORDS, _CODINGS = 170_000, 10_000


class Stall(NamedTuple):
    """Seconds: how long the window did not answer, and the longest that it worked without a pause."""

    seconds: float
    own: float


class Heartbeat(QObject):
    """Beats while the event loop runs; the longest pause between two beats is the longest stall."""

    def __init__(self) -> None:
        super().__init__()
        self._since = QElapsedTimer()
        self._longest = 0
        self._worked = 0
        self._most_worked = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_BEAT)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        self._longest = self._most_worked = 0
        self._worked = time.thread_time_ns()
        self._since.start()
        self._timer.start()

    def stop(self) -> Stall:
        """The longest stall since the start."""
        self._beat()
        self._timer.stop()
        return Stall(max(0.0, self._longest / 1e9 - _BEAT / 1000), self._most_worked / 1e9)

    def _beat(self) -> None:
        self._longest = max(self._longest, self._since.nsecsElapsed())
        worked = time.thread_time_ns()
        self._most_worked = max(self._most_worked, worked - self._worked)
        self._worked = worked
        self._since.restart()


class Part(NamedTuple):
    """A part of the day: its name, one step of it, how often, and what is asked of it."""

    name: str
    step: Callable[[int], object]
    times: int = 1
    target: str = "< 50 ms"


def journeys(folder: Path) -> list[Figure]:
    """Every figure is the longest stall of one part of the work."""
    path = folder / "stalls.qualcode"
    path.unlink(missing_ok=True)
    shutil.copy(project_file(folder), path)
    with closing(open_project(str(path))) as project:
        project.do(large_transcript(project.study, _WORDS, _CODINGS), "bench")
        text = project.study.text(project.study.transcripts_in_order[-1].id)
    # Before there is a window, which would not get the keyboard back.
    app = QApplication.instance() or QApplication([])
    floor = _plain_text(text)
    with BenchWindow() as window:
        opening = Part("open a project of 1,000,000 codings", lambda _: window.open_later(path))
        figures = [stall(window, opening), *(stall(window, part) for part in _day(window))]
    del app
    return [replace(figure, floor=floor, floor_name="QPlainTextEdit, 20 pages down") for figure in figures]


def _plain_text(text: str) -> float:
    """What Qt's own field for plain text needs for the same text: the floor of this machine, today."""
    plain = QPlainTextEdit(text)
    plain.resize(700, 800)
    plain.show()
    _run_for(0.3)
    down = Part("pages down", lambda _: QTest.keyClick(plain, KEY.Key_PageDown), 20)
    longest = _longest(down, lambda: False).seconds
    plain.close()
    return longest


def stall(window: BenchWindow, part: Part) -> Figure:
    """The longest stall while all steps of a part are made, until nothing is under way."""
    longest = _longest(part, lambda: window.busy)
    return Figure(f"longest stall: {part.name}", longest.seconds, part.target, own=longest.own)


def _longest(part: Part, busy: Callable[[], bool]) -> Stall:
    """The longest stall in a part of the work, until nothing is under way any more."""
    beat = Heartbeat()
    beat.start()
    for number in range(part.times):
        QTimer.singleShot(0, beat, _tell_of_a_person)
        QTimer.singleShot(0, beat, lambda number=number: part.step(number))
        _run_for(0.06)
    _run_until(lambda: not busy())
    _run_for(0.2)
    return beat.stop()


def _tell_of_a_person() -> None:
    """A key of no meaning: what is called here, a person does by a key or the mouse."""
    window = QApplication.focusWindow()
    if window is not None:
        QTest.keyClick(window, KEY.Key_Shift)


def _run_for(seconds: float) -> None:
    end = time.monotonic() + seconds
    _run_until(lambda: time.monotonic() >= end)


def _run_until(done: Callable[[], bool]) -> None:
    """Run the event loop, as the program does, until something is so."""
    app = QApplication.instance()
    if app is None:
        raise AssertionError("there is no application")
    ask = QTimer()
    ask.setInterval(5)
    ask.timeout.connect(lambda: app.exit() if done() else None)
    ask.start()
    app.exec()
    ask.stop()


def _day(window: BenchWindow) -> list[Part]:
    reading, study = window.page.reading, window.study
    view, desk = reading.view, reading.desk
    large = study.transcripts_in_order[-1].id
    others = [row.id for row in study.transcripts_in_order[:20]]
    codes = [code.id for code in study.codes_in_order[:20]]

    def key(which: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> Callable[[int], object]:
        return lambda _: QTest.keyClick(_focused(window), which, modifiers)

    def letters(text: str) -> Callable[[int], object]:
        return lambda number: QTest.keyClicks(_focused(window), text[number % len(text)])

    def code_a_sentence(number: int) -> None:
        """As a person does: a click, S and a key, each by itself."""
        sentence, gesture = divmod(number, 3)
        if gesture == 0:
            view.set_selection(2000 + 400 * sentence, 2000 + 400 * sentence)
        elif gesture == 1:
            window.actions["transcript.sentence"].trigger()
        else:
            desk.apply(codes[sentence])

    def pages(name: str) -> Callable[[int], object]:
        return lambda _: window.actions[name].trigger()

    return [
        Part("open 1 MB with 10,000 codings", lambda _: reading.show_transcript(large), 1, "< 500 ms"),
        Part("code 20 sentences", code_a_sentence, 60),
        Part("undo 20 times", key(KEY.Key_Z, CONTROL), 20),
        Part("redo 20 times", key(KEY.Key_Z, CONTROL | SHIFT), 20),
        Part("go through 20 segments", key(KEY.Key_N), 20),
        Part("go through 20 turns", key(KEY.Key_Down, CONTROL), 20),
        Part("go through uncoded stretches", key(KEY.Key_U), 5),
        Part("20 pages down", key(KEY.Key_PageDown), 20),
        Part("select, grow, shrink", lambda n: key((KEY.Key_S, KEY.Key_Plus, KEY.Key_Minus)[n % 3])(n), 12),
        Part("open the field for a code", key(KEY.Key_C)),
        Part("type in it", letters("code 12"), 7),
        Part("apply the code", key(KEY.Key_Return)),
        Part("emphasise a segment", key(KEY.Key_N)),
        Part("open the field for another code", key(KEY.Key_R, SHIFT)),
        Part("find it", letters("code 7"), 6),
        Part("recode", key(KEY.Key_Return)),
        Part("select a sentence", key(KEY.Key_S)),
        Part("open the field for several codes", key(KEY.Key_C)),
        Part("tick codes", lambda n: key((KEY.Key_Space, KEY.Key_Down)[n % 2])(n), 6),
        Part("close it", key(KEY.Key_Escape)),
        Part("the form for a new code", pages("codebook.add")),
        Part("type its name", letters("another code"), 12),
        Part("add it and another", key(KEY.Key_Return, CONTROL)),
        Part("close the form", lambda _: close_dialogs()),
        Part("close all branches of the codebook", lambda _: window.page.navigator.codebook.collapseAll()),
        Part("open them", lambda _: window.page.navigator.codebook.expandAll()),
        Part("begin a memo", key(KEY.Key_M)),
        Part("type a memo", letters("they assume that renters "), 25),
        Part("end the memo", key(KEY.Key_Escape)),
        Part("larger and smaller letters", lambda n: view.set_zoom((110, 120, 110, 100)[n % 4]), 4),
        Part("find in the transcript", key(KEY.Key_F, CONTROL)),
        Part("type what is looked for", letters("meno"), 4),
        Part("close the find bar", key(KEY.Key_Escape)),
        Part("show the chosen codes only", lambda _: view.set_limit(Limit.to(set(codes[:3]), None))),
        Part("show all codings", lambda _: view.set_limit(Limit.to(None, None))),
        Part("through 20 transcripts", lambda n: reading.show_transcript(others[n]), 20),
        Part("rename a code", lambda _: _rename(window)),
        Part("all commands", pages("help.palette")),
        Part("close them", lambda _: close_dialogs()),
        Part("search everything", pages("edit.search")),
        Part("type a search", letters("meno ri"), 7),
        Part("close the search", lambda _: close_dialogs()),
        Part("history", pages("edit.history")),
        Part("close the history", lambda _: close_dialogs()),
        Part("memos", pages("edit.memos")),
        Part("close the memos", lambda _: close_dialogs()),
        Part("begin a free memo", pages("edit.new_memo")),
        Part("type its title", letters("who asks whom"), 13),
        Part("close it again", lambda _: close_dialogs()),
        Part("a transcript as it will be printed", pages("project.print")),
        Part("close the pages", lambda _: close_dialogs()),
        Part("open the large transcript again", lambda _: reading.show_transcript(large), 1, "< 500 ms"),
        *_in_the_list(window, codes[0]),
        Part("matrix page", pages("analyse.matrix")),
        Part("groups page", pages("analyse.groups")),
        Part("picture page", pages("analyse.pictures")),
        Part("report page", pages("analyse.report")),
        Part("back to coding", pages("view.code")),
        Part("code 20 sentences after all that", code_a_sentence, 60),
        *_in_the_words(window),
        *_in_the_whole_project(window),
    ]


def _in_the_list(window: BenchWindow, code_id: UUID) -> list[Part]:
    """Segments beside the text: those of the large transcript, and those of a code in the whole project."""
    pane, actions = window.page.segments, window.actions

    def sort(number: int) -> None:
        pane.sort.setCurrentIndex((1, 2, 0)[number])
        pane.sort.activated.emit(pane.sort.currentIndex())

    def step(_number: int) -> None:
        """What N does in the list; without a screen the keyboard may not be there."""
        pane.step_in_list(1)

    def choose(number: int) -> None:
        """Two keys, and each opens another transcript."""
        pane.list.setFocus()
        QTest.keyClick(pane.list, (KEY.Key_Home, KEY.Key_End)[number], (NONE, SHIFT)[number])

    return [
        Part("list its 10,000 segments beside the text", lambda _: actions["view.segments"].trigger()),
        Part("go through 20 of them", step, 20),
        Part("list the segments of a code", lambda _: pane.open_code(code_id)),
        # From transcript to transcript, the largest among them.
        Part("go through 20 of those", step, 20, "< 500 ms"),
        Part("type a word in the list", lambda n: QTest.keyClicks(pane.list, "rent"[n]), 4),
        Part("sort them", sort, 3),
        Part("select them all", choose, 2),
        Part("close the list", lambda _: pane.dismiss()),
    ]


def _in_the_words(window: BenchWindow) -> list[Part]:
    """What corrects the large transcript."""
    view, actions = window.page.reading.view, window.actions

    def edit(number: int, _step: int) -> None:
        view.set_selection(400_000 + 5_000 * number, 400_000 + 5_000 * number)
        actions["transcript.edit_text"].trigger()

    def key(which: Qt.Key) -> Callable[[int], object]:
        return lambda _: QTest.keyClick(_focused(window), which)

    large = window.study.transcripts_in_order[-1].id

    def go_there(_number: int) -> None:
        window.page.reading.show_transcript(large)
        view.set_selection(400_000, 400_000)
        view.setFocus()

    parts = [Part("go to the middle of the large transcript", go_there, 1, "< 500 ms")]
    for number in range(2):
        time_ = ("", " again")[number]
        parts += [
            Part(f"open the field for words{time_}", partial(edit, number)),
            Part(f"type a word{time_}", lambda n: QTest.keyClicks(_focused(window), "word "[n]), 5),
            Part(f"save the words{time_}", key(KEY.Key_Return)),
        ]
    return [
        *parts,
        Part("undo a correction", lambda _: actions["edit.undo"].trigger()),
        Part("split a turn", lambda _: actions["transcript.split_turn"].trigger()),
        Part("join it again", lambda _: actions["transcript.join_turns"].trigger()),
        Part("find and replace", lambda _: actions["edit.replace"].trigger()),
        Part("type what is replaced", lambda n: QTest.keyClicks(_focused(window), "meno"[n]), 4),
        Part("close find and replace", lambda _: close_dialogs()),
        Part("history of the text", lambda _: actions["transcript.text_history"].trigger()),
        Part("close the history of the text", lambda _: close_dialogs()),
    ]


def _in_the_whole_project(window: BenchWindow) -> list[Part]:
    """What goes through a million codings, or changes thousands of them."""
    tree, actions = window.page.navigator.codebook, window.actions
    used = window.study.codes_in_order[0].id
    word = "code:" + always_quoted(window.study.path(used))

    def on_the_code(name: str) -> Callable[[int], object]:
        def work(_number: int) -> None:
            tree.choose([used])
            actions[name].trigger()

        return work

    def closed(name: str, words: str) -> list[Part]:
        return [Part(words, on_the_code(name)), Part(f"close {words}", lambda _: close_dialogs())]

    return [
        *closed("codebook.page", "the page of the most used code"),
        *closed("codebook.merge", "merging it"),
        *closed("codebook.split", "splitting it"),
        *closed("transcript.people", "people"),
        Part("codebook by name", lambda _: tree.show_in(CodeOrder.NAME)),
        Part("codebook by use", lambda _: tree.show_in(CodeOrder.USE)),
        Part("codebook in its own order", lambda _: tree.show_in(CodeOrder.OWN)),
        Part("find all passages of a code", lambda _: window.find_page().show_query(word)),
        Part("back to coding again", lambda _: actions["view.code"].trigger()),
        Part("delete the most used code", on_the_code("codebook.delete")),
        Part("undo that", lambda _: actions["edit.undo"].trigger()),
        Part("redo that", lambda _: actions["edit.redo"].trigger()),
        Part("undo it again", lambda _: actions["edit.undo"].trigger()),
    ]


def _focused(window: BenchWindow) -> QWidget:
    return QApplication.focusWidget() or window.page.reading.view


def close_dialogs() -> None:
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            widget.reject()


def _rename(window: BenchWindow) -> None:
    code = window.study.codes_in_order[3]
    window.session.do(lambda: rename_code(window.study, code.id, "another name"))
