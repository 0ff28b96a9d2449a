"""Tests of sentences.

Tests as well: ``abbreviations``, ``sentence_ends``, ``tagged_sentences``.
"""

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.language.pipeline import pipeline
from qualcode.language.sentence_ends import _CANDIDATE, _candidates, ends_in
from qualcode.language.sentences import sentences
from qualcode.language.stretches import speech_stretches
from qualcode.model.measures import SpanArray
from qualcode.model.span import Span
from tests.analysis.building import Said
from tests.language.test_stretches import turns_of


def found_in(text: str, *turns: Said) -> SpanArray:
    return sentences(pipeline("en").nlp, text, speech_stretches(text, turns_of(text, *turns)))


def sentences_of(text: str, *turns: Said) -> list[str]:
    return [text[start:end] for start, end in found_in(text, *turns)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        (" \n ", []),
        ("Yes. No!", ["Yes.", "No!"]),
        ("  Yes.\n\n  No!  \n", ["Yes.", "No!"]),
        ("I don't know [pause] really. Ok", ["I don't know [pause] really.", "Ok"]),
        ("He said so. [pause] Then he left.", ["He said so.", "[pause] Then he left."]),
        ("Go. (laughs) [“Yes”] Well.", ["Go.", "(laughs) [“Yes”] Well."]),
        ('He said "Yes." She left.', ['He said "Yes."', "She left."]),
        ('Right. "Yes" she said.', ["Right.", '"Yes" she said.']),
        ("And then – bang! – it fell. Was it? – no", ["And then – bang! – it fell.", "Was it?", "– no"]),
        ("So... maybe. 3.5 km", ["So... maybe.", "3.5 km"]),
        (
            "😀 Fine. e\u0301te\u0301\u00a0here.\u2028Last 😀.",
            ["😀 Fine.", "e\u0301te\u0301\u00a0here.", "Last 😀."],
        ),
    ],
)
def test_sentences(text: str, found: list[str]) -> None:
    assert sentences_of(text) == found


SEGMENTED = Path(__file__).with_name("hand_segmented.txt").read_text(encoding="utf-8").splitlines()


def passage_and_ends(line: str) -> tuple[str, str, set[int]]:
    """Language, text, and where a person ends its sentences."""
    language = "en"
    if line[2:3] == ":" and line[:2].islower():
        language, line = line[:2], line[3:]
    text, ends, glued = "", set(), True
    for part in line.replace("\\n", "\n").replace("||", "\0|").split("|"):
        text += ("" if glued or text[-1].isspace() else " ") + part.removesuffix("\0")
        ends.add(len(text.rstrip()))
        glued = part.endswith("\0")
    return language, text, ends


def test_sentences_are_those_of_a_person() -> None:
    right = wrong = missed = 0
    for line in SEGMENTED:
        if not line.startswith("#"):
            language, text, ends = passage_and_ends(line)
            found = set(sentences(pipeline(language).nlp, text, [Span(0, len(text))])[:, 1].tolist())
            right, wrong, missed = (
                right + len(ends & found),
                wrong + len(found - ends),
                missed + len(ends - found),
            )
    assert right + missed >= 400
    assert 2 * right / (2 * right + wrong + missed) >= 0.97


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("I don't know... Well, yes.", 2),
        ("I stopped… Then it rang.", 2),
        ("No. 5 is ours.", 1),
        ("1. First.", 1),
        ("p. 12, fig. 3.", 1),
        ("“Who?” she asked.", 1),
        ("I said: “Go! Now!” and went.", 1),
        ("That was lovely! 😀", 1),
        ("I mean… I don't know.", 1),
        ("Yahoo! is what we had.", 1),
        ("Is that ok? she said.", 1),
        (". ... maybe", 1),
        ("She says, “Is it yours?” I said, “Which one?”", 2),
        ("10:45 a.m. Arrived at the centre. Door locked.", 2),
        ("Section 3. The tenant pays.", 1),
        ("Closed on Sat. and Sun.", 1),
        ("Τι είπε; Δεν ξέρω.", 2),
        ("that's awful 😢 are you ok?", 2),
    ],
)
def test_sentences_that_were_counted_wrongly(text: str, number: int) -> None:
    assert len(sentences_of(text)) == number


def test_a_sentence_never_crosses_a_turn_and_holds_no_label() -> None:
    text = "P1: I think that\nP2: we all do. Yes.\n"
    turns = Said(0, 17, "P1", 4), Said(17, 37, "P2", 21)
    assert sentences_of(text, *turns) == ["I think that", "we all do.", "Yes."]


def test_a_text_longer_than_spacy_takes_at_once_is_read() -> None:
    text = "Sentence here.\n" * 80_000
    assert len(text) > pipeline("en").nlp.max_length
    assert len(found_in(text)) == 80_000


@st.composite
def talks(draw: st.DrawFn) -> tuple[str, list[Said]]:
    alphabet = st.sampled_from('ab.?![]() "“”\n😀\u0301\u00a0\u2028\t')
    text = draw(st.text(alphabet=alphabet, max_size=60))
    edges = sorted({0, len(text), *draw(st.sets(st.integers(0, len(text)), max_size=4))})
    turns = [Said(start, end, "P1", draw(st.integers(start, end))) for start, end in pairwise(edges)]
    return text, turns


@given(talks())
def test_sentences_cover_what_was_said_exactly_once(talk: tuple[str, list[Said]]) -> None:
    text, turns = talk
    spans = found_in(text, *turns).tolist()
    covered = [place for start, end in spans for place in range(start, end)]
    assert len(covered) == len(set(covered))
    assert covered == sorted(covered)
    spoken = {
        place for turn in turns for place in range(turn.speech or 0, turn.end) if not text[place].isspace()
    }
    assert {place for place in covered if not text[place].isspace()} == spoken


@given(talks())
def test_sentences_stay_in_their_turn_without_space_at_their_ends(talk: tuple[str, list[Said]]) -> None:
    text, turns = talk
    for start, end in found_in(text, *turns).tolist():
        assert any((turn.speech or 0) <= start and end <= turn.end for turn in turns)
        assert text[start:end] == text[start:end].strip()


@pytest.mark.parametrize("piece", ["🙂 long text ", "it was (so ", "'cause it's that ", "“a.” b. "])
def test_twice_as_much_takes_twice_as_long_and_no_more(piece: str) -> None:
    """A transcript without speakers is one stretch, however long it is."""

    def seconds(count: int) -> float:
        begun = time.process_time()
        list(ends_in(piece * count, frozenset(), "en"))
        return time.process_time() - begun

    # If each piece were compared with all others it would be sixteen times sixteen.
    assert min(seconds(8000) for _ in range(2)) < 100 * max(seconds(500), 0.002)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("that's awful 😢 are you ok", ["that's awful 😢"]),
        ("she's a ❤️ and left", []),
        ("He said “no. I won’t.” and left. Then (he. said) it.", ["He said “no. I won’t.” and left."]),
        ("An ( open one. Then more.", ["An ( open one."]),
        ("((in) one. another) more. Then", ["((in) one. another) more."]),
        ("he was 'cause. it's 'so.' then", []),
    ],
)
def test_what_is_enclosed_ends_no_sentence_and_what_is_not_closed_encloses_nothing(
    text: str, ends: list[str]
) -> None:
    assert [text[:end].strip() for end in ends_in(text, frozenset(), "en")] == ends


def test_whatever_may_end_a_sentence_is_found() -> None:
    # One of each sign there is, after a letter of the kind that some of them need before them.
    every = "".join(f"a{chr(code)} Bα{chr(code)} " for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    assert [match.span() for match in _candidates(every)] == [m.span() for m in _CANDIDATE.finditer(every)]


@given(st.text(alphabet="aB.!?…;:)(D -\u037e😢❤\ufe0fα。\n", max_size=40))
def test_no_mark_is_found_within_another(text: str) -> None:
    assert [match.span() for match in _candidates(text)] == [m.span() for m in _CANDIDATE.finditer(text)]
