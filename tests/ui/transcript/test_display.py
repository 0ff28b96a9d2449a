"""Stored positions and shown positions: there and back on any text."""

from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.identity import new_id
from qualcode.model.span import Span
from qualcode.model.transcript import Role
from qualcode.model.turns import Turn, Turns
from qualcode.ui.transcript.display import NO_TURN, Display

LETTERS = st.text(
    st.sampled_from("ab \n\U0001f600e\u0301\u00a0\u2028\u2029\x00\r\ufffcשم漢"), min_size=0, max_size=12
)


@st.composite
def transcripts(draw: st.DrawFn) -> tuple[str, Turns]:
    """A text with turns, some of them with labels, now and then with text outside turns."""
    text, rows = "", []
    labels = draw(st.lists(st.sampled_from(["", "P1: ", "MOD:\n"]), max_size=5))
    for place, label in enumerate(labels):
        text += draw(LETTERS) + "\n" if draw(st.booleans()) else ""
        start, speech = len(text), len(text) + len(label)
        text += label + draw(LETTERS)
        if place + 1 < len(labels) or draw(st.booleans()):
            text += "\n"
        if len(text) > start:
            row = Turn(new_id(), 0, Span(start, len(text)), speech, label, None, Role.PARTICIPANT, None)
            rows.append(row)
    return text, Turns.from_rows(rows)


@given(transcripts())
def test_every_shown_position_maps_there_and_back(material: tuple[str, Turns]) -> None:
    display = Display(*material)
    for block in range(len(display)):
        for position in range(int(display.starts[block]), int(display.ends[block]) + 1):
            assert display.visible(position) == position
            assert display.block_at(position) == block
            assert display.position_in(block, display.units_in(block, position)) == position
            assert display.to_stored(display.to_display(position)) == position


@given(transcripts())
def test_every_displayed_unit_maps_there_and_back(material: tuple[str, Turns]) -> None:
    display = Display(*material)
    shown = display.displayed(0, display.shown_length)
    assert len(shown.encode("utf-16-le")) // 2 == display.shown_length
    before = ""
    for letter in [*shown, ""]:
        units = len(before.encode("utf-16-le")) // 2
        assert display.to_display(display.to_stored(units)) == units
        before += letter


@given(transcripts())
def test_all_speech_is_shown_and_no_label(material: tuple[str, Turns]) -> None:
    text, turns = material
    display = Display(text, turns)
    for index, turn in enumerate(turns):
        speech = display.speech_of(index)
        assert speech.start == turn.speech
        assert text[turn.speech : turn.span.end].rstrip("\n") == text[speech.start : speech.end]
    hidden = set(range(len(text)))
    for start, end in zip(display.starts.tolist(), display.ends.tolist(), strict=True):
        hidden -= set(range(start, end))
    for position in hidden:
        owner = turns.index_at(position)
        in_label = owner is not None and position < turns.speech[owner]
        assert in_label or text[position] == "\n"


@given(transcripts())
def test_blocks_are_in_order_and_know_their_turn(material: tuple[str, Turns]) -> None:
    display = Display(*material)
    assert all(display.starts <= display.ends)
    assert all(display.starts[1:] > display.ends[:-1])
    for block, turn in enumerate(display.turn_of.tolist()):
        if turn != NO_TURN:
            assert display.turns.start[turn] <= display.starts[block] <= display.turns.end[turn]


@given(transcripts(), st.integers(0, 80), st.integers(0, 80))
def test_a_selection_begins_and_ends_with_shown_text(
    material: tuple[str, Turns], anchor: int, caret: int
) -> None:
    display = Display(*material)
    span = display.selected(anchor, caret)
    low, high = sorted((display.visible(anchor), display.visible(caret)))
    shown = {
        position
        for start, end in zip(display.starts.tolist(), display.ends.tolist(), strict=True)
        for position in range(max(start, low), min(end, high))
    }
    if span is None:
        assert not shown
    else:
        assert (span.start, span.end - 1) == (min(shown), max(shown))


def test_a_span_across_turns_holds_the_hidden_label() -> None:
    text = "P1: one two\nP2: three\n"
    rows = [
        Turn(new_id(), 0, Span(0, 12), 4, "P1", None, Role.PARTICIPANT, None),
        Turn(new_id(), 1, Span(12, 22), 16, "P2", None, Role.PARTICIPANT, None),
    ]
    display = Display(text, Turns.from_rows(rows))
    assert [display.shown(block) for block in range(2)] == ["one two", "three"]
    assert display.selected(8, 18) == Span(8, 18)
    assert display.selected(11, 18) == Span(16, 18)
    assert display.selected(8, 16) == Span(8, 11)
    assert display.selected(11, 16) is None
    assert display.visible(13) == 16
    assert display.visible(2) == 4
    assert display.visible(22) == 21


def test_letters_without_a_picture_are_replaced_one_for_one() -> None:
    text = "a\x00b\u2029c\u2028d\u00a0e\ufffcf\tg\x85h"
    assert Display(text, Turns.empty()).shown(0) == "a\u2400b\u2028c\u2028d\u00a0e\ufffdf\tg\u2028h"


def test_an_empty_text_has_one_empty_block() -> None:
    display = Display("", Turns.empty())
    assert len(display) == 1
    assert display.shown(0) == ""
    assert display.selected(0, 0) is None


def test_turns_without_a_line_end_between_them_share_a_position() -> None:
    rows = [
        Turn(new_id(), 0, Span(0, 3), 0, "", None, Role.PARTICIPANT, None),
        Turn(new_id(), 1, Span(3, 6), 3, "", None, Role.PARTICIPANT, None),
    ]
    display = Display("onetwo", Turns.from_rows(rows))
    assert [display.shown(block) for block in range(len(display))] == ["one", "two"]
    assert display.selected(0, 6) == Span(0, 6)
    assert display.selected(0, 3) == Span(0, 3)
