"""What stands in brackets, compared with a count letter by letter."""

import numpy as np
import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.bracketed import in_brackets

PAIR = regex.compile(r"\([^()\[\]{}\n]*\)|\[[^()\[\]{}\n]*\]|\{[^()\[\]{}\n]*\}")
"""Brackets with none inside."""


def outside(text: str) -> list[str]:
    """The words of a text that are not in brackets; a word is a run of letters, or one in square brackets."""
    spans = [match.span() for match in regex.finditer(r"\[\w+\]|\w+", text)]
    words = np.array(spans, dtype=np.int32).reshape(-1, 2)
    inside = in_brackets(text, words).tolist()
    return [text[slice(*span)] for span, hidden in zip(spans, inside, strict=True) if not hidden]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("we [laughs] went {vocalsound} home (inaudible) then <pause> out", "we went home then out"),
        ("my [son] said", "my said"),
        ("one (two [three] four) five", "one five"),
        ("one (two [three four) five] six", "one five six"),
        ("one (two three", "one two three"),
        ("one (two\nthree) four", "one two three four"),
        ("a < b and c > d", "a b and c d"),
        ("<v Ana>hello</v> you", "hello you"),
        ("她（笑）说 【停】 了", "她 说 了"),
        ("", ""),
        ("]) one [two]", "one"),
    ],
)
def test_words_in_brackets_are_told(text: str, words: str) -> None:
    assert outside(text) == words.split()


@given(st.text("ab ()[]{}\n", max_size=40))
def test_a_word_is_inside_where_something_is_open_that_will_be_closed(text: str) -> None:
    # Slowly: take out pairs without brackets inside, whatever is within, until there are none.
    bare = text
    while True:
        fewer = PAIR.sub(lambda match: "." * len(match[0]), bare)
        if fewer == bare:
            break
        bare = fewer
    if not regex.search(r"[()\[\]{}]", bare):
        assert outside(text) == regex.findall(r"\w+", bare)
