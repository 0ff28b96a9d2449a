"""Sections of the segment panel are filled one a turn, each once, as they are then."""

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from qualcode.model.identity import id_at
from qualcode.ui.inspector.filling import Filling
from qualcode.ui.inspector.segment_card import SegmentCard
from qualcode.ui.pages.code.page import CodePage
from qualcode.ui.shell.main_window import MainWindow


def test_without_turns_a_section_is_filled_when_it_is_wanted(qtbot: QtBot) -> None:
    filled: list[str] = []
    Filling().want("code", lambda: filled.append("code"))
    assert filled == ["code"]


def test_one_section_a_turn_each_once_and_as_it_was_wanted_last(qtbot: QtBot) -> None:
    filling, filled = Filling(), list[str]()
    filling.in_turns = True
    filling.want("segments", lambda: filled.append("segments before"))
    filling.want("segments", lambda: filled.append("segments now"))
    filling.want("code", lambda: filled.append("code"))
    assert filled == []
    turns = QTimer()
    turns.timeout.connect(lambda: filled.append("turn"))
    turns.start(0)
    qtbot.waitUntil(lambda: "code" in filled)
    turns.stop()
    assert [each for each in filled if each != "turn"] == ["segments now", "code"]
    assert "turn" in filled[filled.index("segments now") : filled.index("code")]


def test_what_is_about_to_be_written_in_does_not_wait(qtbot: QtBot) -> None:
    filling, filled = Filling(), list[str]()
    filling.in_turns = True
    filling.want("code", lambda: filled.append("code"))
    filling.fill_now("code")
    filling.fill_now("code")
    assert filled == ["code"]
    qtbot.wait(20)
    assert filled == ["code"]


@pytest.fixture
def page(window: MainWindow) -> CodePage:
    assert window.workbench is not None
    return window.workbench.code_page


def test_a_step_of_the_cursor_fills_no_card_and_keys_know_the_segment(
    qtbot: QtBot, page: CodePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Passing over ten segments before the window is idle again, the last is filled alone."""
    view, segments = page.reading.view, page.inspector.segments
    assert len(segments.cards) > 0
    told: list[object] = []
    show = SegmentCard.show_coding

    def show_coding(card: SegmentCard, *args: object, **kwargs: object) -> None:
        told.append(args[2])
        show(card, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(SegmentCard, "show_coding", show_coding)
    for row in range(len(view.codings)):
        view.activate_coding(id_at(view.codings.id, row))
        current = segments.current
        assert current is not None
        assert current.id == id_at(view.codings.id, row)
    assert told == []
    qtbot.waitUntil(lambda: len(told) > 0)
    assert current in told
