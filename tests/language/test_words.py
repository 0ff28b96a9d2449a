"""Words against passages that were counted by hand, and against the pieces between blanks."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from qualcode.importers.reading import read_folder
from qualcode.language.stretches import speech_stretches
from qualcode.language.words import words
from qualcode.model.span import Span
from qualcode.model.transcripts.stand_ins import USUAL, is_stand_in
from tests.analysis.building import Said
from tests.language.test_stretches import turns_of

COUNTED = Path(__file__).with_name("hand_counted.txt").read_text(encoding="utf-8").splitlines()
SAMPLES = Path(__file__).parents[2] / "sample_transcripts"


def words_of(text: str, *turns: Said, stand_ins: tuple[str, ...] = USUAL) -> list[str]:
    spans = words(text, speech_stretches(text, turns_of(text, *turns)), stand_ins)
    return [text[start:end] for start, end in spans.tolist()]


def test_there_are_two_hundred_passages() -> None:
    assert len(COUNTED) >= 200


@pytest.mark.parametrize("line", COUNTED)
def test_a_passage_counted_by_hand(line: str) -> None:
    number, _, passage = line.partition("\t")
    assert len(words_of(passage)) == int(number), words_of(passage)


def pieces(text: str) -> int:
    """Pieces between blanks that hold a letter or digit, remarks and stamps in brackets taken out."""
    rest = re.sub(r"\[([^\]]*)\]|\{[^}]*\}", lambda match: _kept(match[1] or "", match[0]), text)
    return sum(any(map(str.isalnum, piece)) for piece in rest.split())


def _kept(inside: str, whole: str) -> str:
    return whole.replace(" ", "") if is_stand_in(inside, USUAL) else " "


def test_transcripts_have_about_as_many_words_as_pieces_between_blanks() -> None:
    transcripts, _ = read_folder([SAMPLES])
    assert len(transcripts) == 10
    found = expected = 0
    for transcript in transcripts:
        stretches = [Span(turn.speech, turn.span.end) for turn in transcript.turns]
        number = len(words(transcript.text, stretches, USUAL))
        between_blanks = sum(pieces(transcript.text[start:end]) for start, end in stretches)
        assert abs(number - between_blanks) <= 0.005 * between_blanks
        found, expected = found + number, expected + between_blanks
    assert abs(found - expected) <= 0.005 * expected


def test_what_is_counted_as_one() -> None:
    assert words_of("I’m at the U.K., well-being; 28,903 of £3.50 [Town 2]") == [
        "I’m", "at", "the", "U.K.", "well-being", "28,903", "of", "3.50", "[Town 2]",
    ]  # fmt: skip


def test_stand_ins_are_those_of_the_list() -> None:
    text = "[Ship] met [son] at the [ship’s] [captain]"
    assert words_of(text, stand_ins=("ship",)) == ["[Ship]", "met", "at", "the", "[ship’s]"]
    assert words_of(text, stand_ins=()) == ["met", "at", "the"]


def test_speaker_labels_are_no_words() -> None:
    text = "MOD: And you?\nP3: Me\n"
    assert words_of(text, Said(0, 14, "MOD", 5), Said(14, 21, "P3", 18)) == ["And", "you", "Me"]


@given(st.text(max_size=80))
def test_words_are_in_order_and_hold_a_letter_or_digit(text: str) -> None:
    found = words(text, speech_stretches(text, turns_of(text)), USUAL)
    assert found.shape == (len(found), 2)
    assert (found[:, 0] < found[:, 1]).all()
    assert (found[1:, 0] >= found[:-1, 1]).all()
    for start, end in found.tolist():
        assert text[start:end].strip() == text[start:end]
        assert regex.search(r"[\p{L}\p{N}]", text[start:end])


@given(st.lists(st.sampled_from(["so", "I’m", "well-being", "U.K.", "28,903", "7:30", "e\u0301te\u0301"])))
def test_words_between_blanks_are_found_as_they_are(said: list[str]) -> None:
    assert words_of(" \n".join(said)) == said


@given(st.lists(st.text(alphabet="ab1’'-.,:[]{} \n#é", max_size=12), max_size=6))
def test_turns_that_are_read_together_have_the_words_they_have_alone(said: list[str]) -> None:
    text = "".join(said)
    edges = [0]
    for piece in said:
        edges.append(edges[-1] + len(piece))
    stretches = [Span(start, end) for start, end in pairwise(edges) if start < end]
    together = words(text, stretches, USUAL).tolist()
    assert together == [span for stretch in stretches for span in words(text, [stretch], USUAL).tolist()]


@pytest.mark.parametrize(
    "inside",
    ["son", "Son’s", "sons’", "town 2", "TOWN2", "my eldest daughter", "name of town", "P4"],
)
def test_what_stands_for_a_spoken_word(inside: str) -> None:
    assert is_stand_in(inside, USUAL)


@pytest.mark.parametrize(
    "inside",
    ["laughs", "", "pause", "reads letter to son", "00:12:31", "inaudible", "talks to son", "the"],
)
def test_what_is_a_remark(inside: str) -> None:
    assert not is_stand_in(inside, USUAL)
