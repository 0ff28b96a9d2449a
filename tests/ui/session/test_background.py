"""Work in the background: its result, its errors, cancelling it, and closing while it runs."""

import gc
import threading
import weakref
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from qualcode.model.errors import QualcodeError
from qualcode.model.machine.progress import Progress
from qualcode.ui.session.background import Background


def test_the_result_arrives_on_the_window_s_thread(qtbot: QtBot, background: Background) -> None:
    got: list[tuple[int, int, int]] = []

    def work(_progress: Progress) -> tuple[int, int]:
        return 42, threading.get_ident()

    background.run(work, lambda found: got.append((*found, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(got))
    answer, there, here = got[0]
    assert answer == 42
    assert here == threading.get_ident()
    assert there != here
    assert not background.busy


def test_progress_is_told(qtbot: QtBot, background: Background) -> None:
    steps: list[tuple[int, int, str]] = []
    done: list[None] = []
    listening = threading.Event()

    def work(progress: Progress) -> None:
        listening.wait(5)
        progress(1, 2, "half")

    task = background.run(work, done.append)
    task.progressed.connect(lambda *step: steps.append(step))
    listening.set()
    qtbot.waitUntil(lambda: bool(done))
    assert steps == [(1, 2, "half")]


class _Held:
    """As much as a study, for all that the work knows."""


@pytest.mark.parametrize("how", ["done", "failed", "cancelled", "closed"])
def test_nothing_that_the_work_was_about_stays(qtbot: QtBot, background: Background, how: str) -> None:
    """However it ended: a study that stayed with each piece of work would fill the memory in a day."""
    # What there is already, all tests among it, need not be looked through.
    gc.freeze()
    held = _Held()
    stays = weakref.ref(held)
    goes_on = threading.Event()

    def work(progress: Progress, held: _Held = held) -> _Held:
        goes_on.wait(5)
        progress(1, 2, "half")
        if how == "failed":
            raise QualcodeError("It cannot be.")
        return held

    task = background.run(work, lambda _found: None, lambda _told: None)
    if how == "cancelled":
        task.cancel()
    del work, held, task
    goes_on.set()
    if how == "closed":
        background.close()
        qtbot.wait(1)
    qtbot.waitUntil(lambda: not background.busy)
    gc.collect()
    assert stays() is None


def _refuse(_progress: Progress) -> None:
    raise QualcodeError("It cannot be.")


def test_a_known_error_is_told_as_a_sentence(qtbot: QtBot, background: Background) -> None:
    with qtbot.waitSignal(background.refused) as caught:
        background.run(_refuse, lambda _result: None)
    assert caught.args == ["It cannot be."]


def test_a_known_error_goes_to_whoever_wants_it(qtbot: QtBot, background: Background) -> None:
    told: list[str] = []
    background.run(_refuse, lambda _result: None, told.append)
    qtbot.waitUntil(lambda: told == ["It cannot be."])


def test_a_bug_is_raised_where_it_is_seen(qtbot: QtBot, background: Background) -> None:
    def work(_progress: Progress) -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as raised:
        background.run(work, lambda _result: None)
        qtbot.waitUntil(lambda: not background.busy)
    assert [kind for kind, _error, _trace in raised] == [ZeroDivisionError]


def _endless(started: threading.Event) -> Callable[[Progress], None]:
    def work(progress: Progress) -> None:
        started.set()
        while True:
            progress(0, 0, "on and on")

    return work


def test_cancelled_work_stops_and_says_nothing(qtbot: QtBot, background: Background) -> None:
    started = threading.Event()
    task = background.run(_endless(started), lambda _result: pytest.fail("it was cancelled"))
    assert started.wait(5)
    with qtbot.waitSignal(task.ended, timeout=1000):
        task.cancel()


def test_closing_stops_what_is_running(qtbot: QtBot, background: Background) -> None:
    started = threading.Event()
    background.run(_endless(started), lambda _result: pytest.fail("it was cancelled"))
    assert started.wait(5)
    background.close()
    assert not background.busy


def test_what_tells_of_the_end_outlives_the_task(qtbot: QtBot, background: Background) -> None:
    """The work's thread may be held up within the signal until its task has been deleted on this one."""
    gone, told = threading.Event(), threading.Event()

    def hold(*_: object) -> None:
        assert gone.wait(30)
        told.set()

    background._finished.connect(hold, Qt.ConnectionType.DirectConnection)
    task = background.run(lambda _progress: 1, lambda _result: None)
    with qtbot.waitSignal(task.destroyed):
        pass
    gone.set()
    assert told.wait(30)
    assert not isValid(task)


@pytest.mark.parametrize("how", ["done", "failed", "progress"])
def test_work_that_ends_after_its_window_has_gone_says_nothing(qtbot: QtBot, how: str) -> None:
    """A window that may not be closed, because of words that are not saved, can be deleted all the same."""
    background = Background()
    started, gone, ended = threading.Event(), threading.Event(), threading.Event()
    background.destroyed.connect(gone.set)

    def work(progress: Progress) -> None:
        started.set()
        assert gone.wait(30)
        ended.set()
        if how == "failed":
            raise ZeroDivisionError
        if how == "progress":
            progress(1, 2, "half")

    background.run(work, lambda _result: pytest.fail("nobody waits for it"))
    assert started.wait(30)
    with qtbot.captureExceptions() as raised:
        with qtbot.waitSignal(background.destroyed):
            background.deleteLater()
        assert ended.wait(30)
        qtbot.wait(20)
    assert not isValid(background)
    assert not raised
