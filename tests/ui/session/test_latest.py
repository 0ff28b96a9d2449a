"""The newest question counts."""

import threading

from pytestqt.qtbot import QtBot

from qualcode.model.errors import QualcodeError
from qualcode.model.machine.progress import Progress
from qualcode.ui.session.background import Background
from qualcode.ui.session.latest import Latest


def test_the_answer_comes_and_it_is_free_again(qtbot: QtBot, background: Background) -> None:
    latest, got = Latest(background), []
    latest.ask(lambda _progress: 42, lambda found: got.append((found, latest.under_way)))
    assert latest.under_way
    qtbot.waitUntil(lambda: bool(got))
    assert got == [(42, False)]


def test_of_an_earlier_question_nothing_is_heard(qtbot: QtBot, background: Background) -> None:
    latest, go = Latest(background), threading.Event()
    got: list[str] = []

    def slow(_progress: Progress) -> str:
        go.wait(20)
        return "old"

    first = latest.ask(slow, got.append)
    latest.ask(lambda _progress: "new", got.append)
    assert first.cancelled
    go.set()
    qtbot.waitUntil(lambda: not background.busy)
    assert got == ["new"]
    latest.ask(lambda _progress: "unwanted", got.append)
    latest.stop()
    assert not latest.under_way
    qtbot.waitUntil(lambda: not background.busy)
    assert got == ["new"]


def test_a_refusal_is_told_once(qtbot: QtBot, background: Background) -> None:
    def refuse(_progress: Progress) -> None:
        raise QualcodeError("It cannot be.")

    latest = Latest(background)
    told: list[str] = []
    latest.ask(refuse, lambda _none: None, told.append)
    qtbot.waitUntil(lambda: not latest.under_way)
    assert told == ["It cannot be."]
    with qtbot.waitSignal(background.refused):
        latest.ask(refuse, lambda _none: None)
    assert not latest.under_way


def test_after_a_bug_nothing_is_awaited_any_more(qtbot: QtBot, background: Background) -> None:
    def work(_progress: Progress) -> None:
        raise ZeroDivisionError

    latest, told = Latest(background), []
    with qtbot.captureExceptions() as raised:
        latest.ask(work, lambda _result: None, told.append, lambda: told.append("broken"))
        qtbot.waitUntil(lambda: not background.busy)
    assert [kind for kind, _error, _trace in raised] == [ZeroDivisionError]
    assert told == ["broken"]
    assert not latest.under_way
