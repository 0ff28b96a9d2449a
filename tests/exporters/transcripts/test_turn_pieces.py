"""Long turns go on in rows that name them again; names are apart from what is said, in every script."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.exporters.document.blocks import plain
from qualcode.exporters.transcripts.turn_pieces import pieces_in, pieces_of
from qualcode.model.span import Span
from qualcode.model.transcript import Role
from qualcode.model.turns import Turn, Turns
from qualcode.model.words.direction import at_isolates, reads_leftwards

HEBREW, ARABIC = "שרה לוי", "ليلى"

UNSEEN = {0x200E: None, 0x200F: None}
"""Marks of a direction."""


def turn_of(text: str, speech: int, label: str) -> Turn:
    return Turn(uuid4(), 12, Span(0, len(text)), speech, label, None, Role.PARTICIPANT, None)


@given(st.text(st.sampled_from("ab .\n"), max_size=400), st.integers(5, 90))
def test_pieces_are_all_that_was_said_in_its_order(said: str, most: int) -> None:
    text = f"Ann: {said}"
    pieces = list(pieces_of(text, turn_of(text, 5, "Ann"), most))
    assert "".join(text[piece.speech : piece.span.end] for piece in pieces) == said
    assert [piece.first for piece in pieces] == [True, *[False] * (len(pieces) - 1)]
    assert (len(pieces) > 1) == (len(said) > most)
    assert all(piece.span.end > piece.speech for piece in pieces[1:])


def test_each_row_of_a_long_turn_names_it_and_ends_with_a_sentence() -> None:
    text = "Ann:\t" + "This is a sentence of eight words, said. " * 120
    pieces = list(pieces_of(text, turn_of(text, 5, "Ann")))
    assert [plain(piece.number().words) for piece in pieces] == [
        "13",
        *["13 (continued)"] * (len(pieces) - 1),
    ]
    assert [plain(piece.speaker(text)) for piece in pieces] == [
        "Ann:\u2002",
        *["Ann (continued)\u2002"] * (len(pieces) - 1),
    ]
    assert len(pieces) > 2
    assert all(text[: piece.span.end].rstrip().endswith(".") for piece in pieces)


def test_a_turn_without_a_speaker_has_no_gap_before_it() -> None:
    text = "[pause] " * 400
    assert [piece.speaker(text) for piece in pieces_of(text, turn_of(text, 0, ""))][:2] == [(), ()]


@pytest.mark.parametrize(
    ("name", "said", "leftwards"),
    [
        (HEBREW, "I would want to be asked.", False),
        (ARABIC, "I would want to be asked.", False),
        ("Facilitator", "שלום לכולם", True),
        (HEBREW, "שלום לכולם", True),
        ("Ann", "Hello.", False),
    ],
)
def test_the_direction_of_a_turn_is_that_of_what_is_said(name: str, said: str, leftwards: bool) -> None:
    text = f"{name}: {said}"
    (piece,) = pieces_of(text, turn_of(text, len(name) + 2, name))
    words = plain(piece.speaker(text)) + said
    assert reads_leftwards(words) is leftwards
    assert "".join(at_isolates(words)).translate(UNSEEN) == f"{name}:\u2002{said}"


@pytest.mark.parametrize(
    ("labels", "numbers"),
    [
        (["", "Ann", "", "Ben"], ["", "2", "3", "4"]),
        (["", "", "Ann"], ["", "", "3"]),
        (["Ann", ""], ["1", "2"]),
        (["", ""], ["1", "2"]),
    ],
)
def test_what_a_file_says_of_itself_has_no_number(labels: list[str], numbers: list[str]) -> None:
    text = "".join("Said.\n" if label else "A: 9.\n" for label in labels)
    turns = Turns.from_rows(
        Turn(uuid4(), place, Span(6 * place, 6 * place + 6), 6 * place, label, None, Role.OTHER, None)
        for place, label in enumerate(labels)
    )
    assert [plain(piece.number().words) for piece in pieces_in(text, turns)] == numbers
