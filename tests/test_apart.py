"""Work in a process of its own: the answers, every way to end, and nothing left running.

Tests as well: ``model.machine.progress``.
"""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator

import pytest

from qualcode.apart import Apart
from qualcode.model.errors import Cancelled, QualcodeError
from tests.support.answering import answered

pytestmark = pytest.mark.starts_anew

ENDED = "The process that counts has ended."


@pytest.fixture
def apart() -> Iterator[Apart]:
    made = Apart(answered, ENDED)
    yield made
    made.close()
    assert made.process is None


def test_nothing_is_started_before_something_is_asked(apart: Apart) -> None:
    assert apart.process is None
    assert apart.ask(21) == 42
    assert apart.ask("who") != os.getpid()
    assert apart.process in multiprocessing.active_children()


def test_refusals_and_bugs_are_those_of_the_asker(apart: Apart) -> None:
    with pytest.raises(QualcodeError, match="not to be had"):
        apart.ask("refuse")
    with pytest.raises(RuntimeError, match="ValueError: a bug"):
        apart.ask("stumble")
    process = apart.ask("who")
    assert apart.ask(1) == 2
    assert apart.ask("who") == process


@pytest.mark.allows_log
def test_a_process_that_dies_is_told_logged_and_replaced(
    apart: Apart, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(QualcodeError, match="has ended"):
        apart.ask("die")
    assert [row.levelname for row in caplog.records] == ["ERROR"]
    assert f"{ENDED} (exit code 7, asked by answered)" in caplog.text
    assert apart.ask(4) == 8


def test_who_is_no_longer_wanted_ends_the_process_at_once(apart: Apart) -> None:
    before = apart.ask("who")
    looks = []

    def look(_done: int, _total: int, _what: str) -> None:
        looks.append(apart.asked)
        if len(looks) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        apart.ask("sleep", look)
    assert looks == [True, True, True]
    assert not multiprocessing.active_children()
    assert apart.ask("who") != before


def test_who_waits_for_another_can_give_up_without_harm_to_it(apart: Apart) -> None:
    outcome: list[str] = []

    def ask() -> None:
        try:
            apart.ask("sleep")
        except Cancelled:
            outcome.append("closed")

    def give_up(_done: int, _total: int, _what: str) -> None:
        raise Cancelled

    thread = threading.Thread(target=ask)
    thread.start()
    while not apart.asked:
        thread.join(0.001)
    with pytest.raises(Cancelled):
        apart.ask(1, give_up)
    assert thread.is_alive()
    assert apart.asked
    apart.close()
    thread.join(20)
    assert outcome == ["closed"]
    with pytest.raises(Cancelled):
        apart.ask(1)


def test_closing_without_a_question_does_nothing() -> None:
    Apart(answered, ENDED).close()


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
@pytest.mark.allows_log
def test_a_process_that_is_ended_from_outside_is_started_once_more(
    apart: Apart, caplog: pytest.LogCaptureFixture
) -> None:
    first = apart.ask("who")
    os.kill(first, signal.SIGTERM)
    # Whoever asks next hears nothing of it.
    assert apart.ask(21) == 42
    assert apart.ask("who") != first
    assert "started again" in caplog.text
    with pytest.raises(QualcodeError, match=ENDED):
        apart.ask("be killed")
    assert apart.ask(1) == 2
