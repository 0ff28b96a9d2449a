"""Large steps: in the background, one after the other, stopped without a trace, never lost.

Tests as well: ``ui.dialogs.step_progress``.
"""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from uuid import UUID

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from qualcode.model.change import ChangeSet
from qualcode.model.errors import QualcodeError
from qualcode.model.span import Span
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.operations.coders import ensure_coder
from qualcode.operations.codes.codebook import add_code
from qualcode.operations.codings.coding import code_passages
from qualcode.project.project import Project
from qualcode.ui.dialogs.step_progress import StepProgress
from qualcode.ui.session import session as sessions
from qualcode.ui.session.background import Background, Task
from qualcode.ui.session.long_steps import STOPPED
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from tests.ui.material import code, coded, transcript

MANY = 1500


@pytest.fixture
def large(project: Project, background: Background) -> Iterator[Session]:
    """A session whose large steps are large enough to be made in the background."""
    made = Session(project, "AB", background=background)
    yield made
    made.deleteLater()


@pytest.fixture
def wait(qtbot: QtBot, background: Background) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(lambda: not background.busy)


def many(study: Study, name: str = "stigma") -> ChangeSet:
    """So many passages coded that it takes longer than a moment to save them."""
    place = transcript(study, "FG1")
    coder, _ = ensure_coder(study, "AB")
    ends = [(start, end) for start in range(60) for end in range(start + 1, 61)]
    places: list[tuple[UUID, Span]] = [(place, Span(*ends_)) for ends_ in ends[:MANY]]
    return code_passages(study, code(study, name), places, coder.id)


def add(name: str) -> Callable[[Study], ChangeSet]:
    return lambda study: add_code(study, name)[1]


def _more(made: list[Step], count: int) -> bool:
    return len(made) > count


class Holding:
    """Work that goes on until it is let go, and says on which thread it is."""

    def __init__(self, work: Callable[[Study], ChangeSet]) -> None:
        self._work = work
        self._go = threading.Event()
        self.thread: int | None = None

    def __call__(self, study: Study) -> ChangeSet:
        self.thread = threading.get_ident()
        assert self._go.wait(20)
        return self._work(study)

    def let_go(self) -> None:
        self._go.set()


def test_a_small_step_is_made_at_once(large: Session, background: Background) -> None:
    made: list[Step] = []
    large.carry_out(add("privacy"), made.append)
    assert [step.label for step in made] == ["Add code “privacy”"]
    assert not background.busy
    large.undo(then=made.append)
    assert made[-1].target == made[0].number


def test_a_large_step_is_made_in_the_background_and_undone_there(
    qtbot: QtBot,
    large: Session,
    background: Background,
    wait: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sessions, "_MUCH_ON_RECORD", 10_000)
    before = large.study
    made: list[Step] = []
    heard: list[int] = []
    words: list[str] = []
    large.long_began.connect(lambda _task, said: words.append(said))
    large.changed.connect(lambda step, _touched: heard.append(step.number))
    asks: tuple[Callable[[], None], ...] = (
        lambda: large.carry_out(many, made.append),
        lambda: large.undo(then=made.append),
        lambda: large.redo(then=made.append),
    )
    for ask in asks:
        count = len(made)
        ask()
        assert background.busy
        assert len(made) == count
        qtbot.waitUntil(partial(_more, made, count))
        assert not background.busy
    assert heard == [step.number for step in made]
    label = made[0].label
    assert words == ["Working out what changes", f"Undo: {label}", f"Redo: {label}"]
    assert len(coded(large.study, "stigma")) == MANY + 1
    large.undo()
    wait()
    assert large.study == before


def test_in_a_large_study_it_is_worked_out_in_the_background_too(
    large: Session, wait: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "_LITTLE", 1)
    holding = Holding(add("privacy"))
    large.carry_out(holding)
    holding.let_go()
    wait()
    assert holding.thread not in (None, threading.get_ident())
    assert "privacy" in {row.name for row in large.study.codes.values()}


def test_what_is_done_meanwhile_follows_it(
    large: Session, wait: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "_LITTLE", 1)
    labels: list[str] = []
    large.changed.connect(lambda step, _touched: labels.append(step.title))
    first, second = Holding(add("one")), Holding(add("two"))
    large.carry_out(first)
    large.carry_out(second)
    large.undo()
    first.let_go()
    second.let_go()
    # It waits, so that nothing that is typed or chosen gets lost.
    assert large.do(lambda: add("three")(large.study)) is not None
    assert labels == [
        "Add code “one”", "Add code “two”", "Undo: Add code “two”", "Add code “three”",
    ]  # fmt: skip
    wait()
    assert len(labels) == 4


def test_a_refusal_is_told_to_all_and_to_who_asked(
    large: Session, wait: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_study: Study) -> ChangeSet:
        raise QualcodeError("It cannot be.")

    told: list[str] = []
    large.refused.connect(told.append)
    large.carry_out(refuse, failed=told.append)
    assert told == ["It cannot be."] * 2
    monkeypatch.setattr(sessions, "_LITTLE", 1)
    large.carry_out(refuse, failed=told.append)
    wait()
    assert told == ["It cannot be."] * 4
    while large.undoable:
        large.undo()
        wait()
    large.undo(failed=told.append)
    assert told[4:] == ["There is nothing to undo."] * 2


def test_a_bug_in_it_is_no_refusal(
    qtbot: QtBot, large: Session, wait: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_study: Study) -> ChangeSet:
        raise ZeroDivisionError

    monkeypatch.setattr(sessions, "_LITTLE", 1)
    with qtbot.captureExceptions() as caught:
        large.carry_out(fail)
        wait()
    assert [kind for kind, _error, _trace in caught] == [ZeroDivisionError]
    large.carry_out(add("privacy"))
    wait()
    assert "privacy" in {row.name for row in large.study.codes.values()}


def test_stopped_it_leaves_no_trace(
    large: Session, wait: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "_LITTLE", 1)
    tasks: list[Task] = []
    told: list[str] = []
    large.long_began.connect(lambda task, _words: tasks.append(task))
    before, holding = large.study, Holding(many)
    large.carry_out(holding, failed=told.append)
    (task,) = tasks
    task.cancel()
    holding.let_go()
    wait()
    assert told == [STOPPED]
    assert large.study is before
    assert large.undoable == large.project.history.undoable("AB")
    assert len(large.project.history.steps) == before.step


def test_stopped_too_late_it_is_taken_in(
    large: Session, wait: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks: list[Task] = []
    large.long_began.connect(lambda task, _words: tasks.append(task))
    saved = threading.Event()
    save = Project.save

    def tell(*asked: object, **how: object) -> object:
        try:
            return save(*asked, **how)  # type: ignore[arg-type]
        finally:
            saved.set()

    monkeypatch.setattr(Project, "save", tell)
    large.carry_out(many)
    assert saved.wait(20)
    tasks[0].cancel()
    wait()
    assert len(coded(large.study, "stigma")) == MANY + 1


def test_a_closed_window_is_not_told(
    large: Session, wait: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Asking(QObject):
        heard = 0

        def take(self, _step: Step) -> None:
            type(self).heard += 1

    monkeypatch.setattr(sessions, "_LITTLE", 1)
    for gone in (False, True):
        asking, holding = Asking(), Holding(add(f"privacy {gone}"))
        large.carry_out(holding, asking.take)
        if gone:
            asking.deleteLater()
            QApplication.sendPostedEvents(asking, 0)
        holding.let_go()
        wait()
        QTest.qWait(20)
    assert Asking.heard == 1
    assert {"privacy False", "privacy True"} <= {row.name for row in large.study.codes.values()}


def test_closing_the_session_waits_for_it(
    large: Session, background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "_LITTLE", 1)
    made: list[Step] = []
    holding = Holding(many)
    large.carry_out(holding, made.append)
    threading.Timer(0.05, holding.let_go).start()
    large.close()
    background.close()
    assert not made


# -- what is seen ---------------------------------------------------------------------------------


def progress_windows() -> list[StepProgress]:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, StepProgress)]


def test_the_window_says_how_far_it_is_and_stops_it(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = window.session
    assert session is not None
    monkeypatch.setattr(sessions, "_LITTLE", 1)
    before, holding = session.study, Holding(many)
    session.carry_out(holding)
    (shown,) = progress_windows()
    assert not shown.isVisible()
    qtbot.waitUntil(shown.isVisible)
    assert shown.windowModality() is Qt.WindowModality.ApplicationModal
    assert "Working out what changes" in _words(shown)
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.cancel.isEnabled()
    assert "Stopping" in _words(shown)
    holding.let_go()
    qtbot.waitUntil(lambda: not progress_windows())
    assert session.study is before
    assert window.messages.text == STOPPED


def test_a_quick_one_is_not_seen(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    assert session is not None
    session.carry_out(many)
    (shown,) = progress_windows()
    seen = []
    shown.destroyed.connect(lambda: seen.append(True))
    qtbot.waitUntil(lambda: not progress_windows())
    assert len(coded(session.study, "stigma")) == MANY + 1


def test_leaving_during_a_large_step_leaves_a_whole_project(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = window.session
    assert session is not None
    monkeypatch.setattr(sessions, "_LITTLE", 1)
    address, holding = session.project.address, Holding(many)
    session.carry_out(holding)
    threading.Timer(0.05, holding.let_go).start()
    window.close_project()
    assert window.open_address(address)
    again = window.session
    assert again is not None
    assert len(coded(again.study, "stigma")) in (1, MANY + 1)


def _words(widget: QWidget) -> str:
    return " ".join(child.text() for child in widget.findChildren(QWidget) if hasattr(child, "text"))


def test_its_window_is_as_high_as_the_words(qtbot: QtBot, background: Background) -> None:
    go = threading.Event()
    task = background.run(lambda _progress: go.wait(20), lambda _done: None)
    shown = StepProgress(task, "Working out what changes")
    shown.open_now()
    before = shown.height()
    shown._on_progress(1, 2, "Merge " + "“a code with a long name”, " * 12 + "into “shame”")
    after = shown.height()
    assert after > before
    shown._on_progress(2, 2, "Merge")
    assert shown.height() == after
    go.set()
    qtbot.waitUntil(lambda: not progress_windows())
