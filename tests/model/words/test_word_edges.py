"""Places within words go to the nearer end of the word; all others stay where they are."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.span import Span
from qualcode.model.words.word_edges import nearer_word_edge, word_within


@pytest.mark.parametrize(
    ("text", "edges"),
    [
        ("would", [0, 0, 0, 5, 5, 5]),
        ("even", [0, 0, 0, 4, 4]),
        ("don’t go", [0, 0, 0, 5, 5, 5, 6, 6, 8]),
        ("it's", [0, 0, 0, 4, 4]),
        # A hyphen parts words, quotation marks and underscores are none of them.
        ("so-so", [0, 0, 2, 3, 3, 5]),
        ("‘no’", [0, 1, 1, 3, 4]),
        ("__", [0, 1, 2]),
        ("é1b", [0, 0, 3, 3]),
        ("私は行く", [0, 1, 2, 3, 4]),
        ("ไป", [0, 1, 2]),
        ("a 🙂b", [0, 1, 2, 3, 4]),
        ("", [0]),
    ],
)
def test_each_place_of_a_text(text: str, edges: list[int]) -> None:
    assert [nearer_word_edge(text, place) for place in range(len(text) + 1)] == edges


@given(st.text("ab'. -\n", max_size=40), st.data())
def test_the_word_is_found_that_the_whole_text_has_there(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    words = [Span(*found.span()) for found in re.finditer(r"[ab]+(?:'[ab]+)*", text)]
    assert word_within(text, place) == next((w for w in words if w.start < place < w.end), None)


def test_a_word_without_end_does_not_hold_anything_up() -> None:
    text = "x" * 100_000
    word = word_within(text, 50_000)
    assert word is not None
    assert word.start < 50_000 < word.end
