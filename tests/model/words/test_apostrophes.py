"""Apostrophes in print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.words.apostrophes import as_printed, with_apostrophes


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("I wouldn't, 'cause they've the kids' things.", "I wouldn’t, ’cause they’ve the kids’ things."),
        ("back in the '90s, rock 'n' roll", "back in the ’90s, rock ’n’ roll"),
        ("doin' it\nMum's", "doin’ it\nMum’s"),
        ("she said 'the parents' and left", "she said 'the parents' and left"),
        ("5' 11'' and 6'", "5' 11'' and 6'"),
        ("[daughter]'s school, (my son)'ll, P5's", "[daughter]’s school, (my son)’ll, P5’s"),
        ("a wrong 'un, the young 'uns, over 'ere", "a wrong ’un, the young ’uns, over ’ere"),
        ("[laughs] 'stop it' [pause]'so she said'", "[laughs] 'stop it' [pause]'so she said'"),
        ("[mum]'so', 3's company", "[mum]'so', 3’s company"),
        ("l'école, d’accord", "l’école, d’accord"),
        ("' alone and '' two", "' alone and '' two"),
    ],
)
def test_an_apostrophe_is_printed_and_nothing_else_is_changed(said: str, printed: str) -> None:
    assert with_apostrophes(said) == printed


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en-GB", '“Don’t,” she said, 3" from me'),
        ("de", '„Don’t,“ she said, 3" from me'),
        ("fr", '"Don’t," she said, 3" from me'),
    ],
)
def test_what_is_quoted_in_what_is_said_has_the_marks_of_its_language(language: str, printed: str) -> None:
    assert as_printed('"Don\'t," she said, 3" from me', language) == printed


@given(st.text(alphabet="ab s5'\"’\n.,"), st.sampled_from(("en", "de", "fr", "sv")))
def test_no_letter_is_changed_nor_moved(words: str, language: str) -> None:
    printed = as_printed(words, language)
    assert len(printed) == len(words)
    changed = {(old, new) for old, new in zip(words, printed, strict=True) if old != new}
    assert changed <= {("'", "’"), *(('"', mark) for mark in "“”„")}
    assert as_printed(printed, language) == printed
