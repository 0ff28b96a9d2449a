import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.language.pipeline import pipeline
from qualcode.language.stretches import speech_stretches
from qualcode.language.words import words
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
