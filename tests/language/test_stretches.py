from hypothesis import given
from hypothesis import strategies as st

from qualcode.language.stretches import speech_stretches
from qualcode.model.span import Span
from qualcode.model.turns import Turns
from tests.analysis.building import Said, Talk, identity, study_of

TEXT = "P1: Hello\nP2: Yes\n"


def turns_of(text: str, *turns: Said) -> Turns:
    return study_of({"T": Talk(text, turns)}, {}).turns_of(identity("transcript", "T"))


def test_labels_are_left_out() -> None:
    turns = turns_of(TEXT, Said(0, 10, "P1", 4), Said(10, 18, "P2", 14))
    assert list(speech_stretches(TEXT, turns)) == [Span(4, 10), Span(14, 18)]


def test_a_text_without_turns_is_one_stretch() -> None:
    assert list(speech_stretches(TEXT, turns_of(TEXT))) == [Span(0, 18)]


def test_a_turn_without_speech_is_no_stretch() -> None:
    assert list(speech_stretches("P1:", turns_of("P1:", Said(0, 3, "P1", 3)))) == []


def test_long_turns_are_cut_at_line_ends_then_spaces_then_anywhere() -> None:
    text = "aa\nbb cc dddddd"
    pieces = list(speech_stretches(text, turns_of(text), longest=5))
    assert [text[start:end] for start, end in pieces] == ["aa\n", "bb ", "cc ", "ddddd", "d"]


@given(st.text(alphabet="ab \n", max_size=60), st.integers(1, 20))
def test_pieces_cover_a_text_in_order(text: str, longest: int) -> None:
    pieces = list(speech_stretches(text, turns_of(text), longest))
    assert "".join(text[start:end] for start, end in pieces) == text
    assert all(0 < piece.length <= longest for piece in pieces)
