from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.language.pipeline import pipeline
from qualcode.language.stretches import speech_stretches
from qualcode.language.words import words
from qualcode.model.span import Span
from tests.analysis.building import Said
from tests.language.test_stretches import turns_of


def words_of(text: str, *turns: Said, language: str = "en") -> list[str]:
    spans = words(pipeline(language).nlp, text, speech_stretches(text, turns_of(text, *turns)))
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        (" \n\t", []),
        ("Well, yes... (laughs)!", ["Well", "yes", "laughs"]),
        ("don't", ["do", "n't"]),
        ("so 😀 e\u0301te\u0301", ["so", "😀", "e\u0301te\u0301"]),
        ("one\u00a0two\u2028three", ["one", "two", "three"]),
        ("😀😀 after", ["😀", "😀", "after"]),
    ],
)
def test_words_are_tokens_that_are_not_punctuation_or_space(text: str, found: list[str]) -> None:
    assert words_of(text) == found


def test_speaker_labels_are_no_words() -> None:
    text = "MOD: And you?\nP3: Me\n"
    assert words_of(text, Said(0, 14, "MOD", 5), Said(14, 21, "P3", 18)) == ["And", "you", "Me"]


@given(st.text(max_size=80))
def test_words_are_in_order_and_hold_no_space_at_their_ends(text: str) -> None:
    found = words(pipeline("en").nlp, text, speech_stretches(text, turns_of(text)))
    assert found.shape == (len(found), 2)
    assert (found[:, 0] < found[:, 1]).all()
    assert (found[1:, 0] >= found[:-1, 1]).all()
    assert all(text[start:end].strip() == text[start:end] for start, end in found)


PIECES = st.lists(
    st.one_of(
        st.sampled_from(("a. m.", "don't ", "...", "Mr.", "\n", " ", "e.g", ".", "😀", "\u2028", "U.S", "-")),
        st.text(max_size=12),
    ),
    min_size=1,
    max_size=12,
)


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "xx"])
@given(pieces=PIECES, data=st.data())
def test_turns_that_are_read_together_have_the_words_they_have_alone(
    language: str, pieces: list[str], data: st.DataObject
) -> None:
    text = "".join(pieces)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    edges = [0, *cuts, len(text)]
    stretches = [Span(start, end) for start, end in pairwise(edges) if start < end]
    nlp = pipeline(language).nlp
    together = words(nlp, text, stretches)
    alone = [words(nlp, text, [stretch]) for stretch in stretches]
    assert together.tolist() == [span for found in alone for span in found.tolist()]
