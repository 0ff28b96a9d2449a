"""Long turns go on in rows that name them again; names are apart from what is said, in every script."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.exporters.document.blocks import plain
from qualcode.exporters.transcripts.turn_pieces import pieces_in, pieces_of
from qualcode.model.span import Span
from qualcode.model.transcript import Role
from qualcode.model.turns import Turn
from qualcode.model.words.direction import at_isolates, reads_leftwards
from qualcode.operations.people.participants import rename_participant
from tests.analysis.building import Said, Talk, identity, study_of
from tests.support.studies import FG1, example_study

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
    said = [Said(6 * place, 6 * place + 6, label or None) for place, label in enumerate(labels)]
    text = "".join("Said.\n" if label else "A: 9.\n" for label in labels)
    study = study_of({"T": Talk(text, said)}, {})
    pieces = pieces_in(study, identity("transcript", "T"))
    assert [plain(piece.number().words) for piece in pieces] == numbers


@pytest.mark.parametrize(
    ("head", "label", "shown"),
    [
        ("JOAN: ", "JOAN", "Anna:"),
        ("Joan Marsh (driver): ", "Joan Marsh", "Anna):"),
        ("00:00:27\tJOAN\t", "JOAN", "00:00:27 Anna"),
        ("[0:27] JOAN: ", "JOAN", "[0:27] Anna:"),
        ("JOAN  00:27\n", "JOAN", "Anna 00:27"),
        ("JOAN (00:27): ", "JOAN", "Anna (00:27):"),
        ("Jo 0:27 Marsh: ", "Jo Marsh", "0:27 Anna"),
        ("Anna: ", "Anna", "Anna:"),
        ("0:27 ", "Anna", "0:27"),
        ("Mo JOAN: ", "renamed on import", "Anna:"),
    ],
)
def test_who_was_given_another_name_is_called_so_wherever_the_label_was(
    head: str, label: str, shown: str
) -> None:
    text = f"{head}It was."
    (piece,) = pieces_of(text, turn_of(text, len(head), label))
    assert plain(piece._replace(name="Anna").speaker(text)).rstrip("\u2002") == shown


def test_every_row_of_a_transcript_has_the_names_of_its_participants() -> None:
    study = example_study()
    place = study.transcript_named(FG1.name).id
    renamed = ("Ada", "Bea", "Cleo", "Dora", "Eve", "Flo", "Gwen", "Hope")
    for row, name in zip(study.participants_in_order, renamed, strict=False):
        study = study.after(rename_participant(study, row.id, name))
    text = study.text(place)
    said = {plain(piece.speaker(text)).split(":")[0] for piece in pieces_in(study, place)} - {""}
    assert said <= {*renamed}
    assert len(said) > 1
