import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.words.names import (
    given_name,
    kept_name,
    name_key,
    name_or_path,
    numbered_name,
    numbered_names,
)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Cafe\u0301", "Caf\u00e9"),
        ("\ufeffstigma\u200b ", "stigma"),
        ("\u200f\u05d3\u05e0\u05d4\u200e", "\u05d3\u05e0\u05d4"),
        ("pri\u00advacy", "privacy"),
        ("\u200c \u0645\u06cc\u200c\u0646\u0627\u200d", "\u0645\u06cc\u200c\u0646\u0627"),
        (" two  words ", "two  words"),
        ("\u200b", ""),
    ],
)
def test_names_are_kept_composed_and_without_what_nobody_sees(written: str, kept: str) -> None:
    assert kept_name(written) == kept


@given(st.text(max_size=12))
def test_a_kept_name_is_kept_and_spellings_of_one_name_are_the_same(name: str) -> None:
    assert kept_name(kept_name(name)) == kept_name(name)
    for other in (unicodedata.normalize("NFD", name), f"\ufeff{name} ", f"\u200e{name}\u200b"):
        assert name_key(other) == name_key(name)
        assert kept_name(other) == kept_name(name)


def test_thousands_of_things_of_one_name_are_numbered_one_after_the_other() -> None:
    found = list(numbered_names(["same"] * 3_000))
    assert found == ["same", *(f"same ({number})" for number in range(2, 3_001))]


def test_few_things_of_one_name_fill_the_gap_between_them() -> None:
    assert numbered_name("same", {"same", "same (2)", "same (4)"}) == "same (3)"


@pytest.mark.parametrize(
    ("name", "names", "said"),
    [
        ("fear", ["fear", "trust"], "fear"),
        ("fear", ["fear", "Fear"], "Concerns > fear"),
        ("Cafe\u0301", ["Cafe\u0301", "caf\u00e9"], "Concerns > fear"),
    ],
)
def test_a_name_that_several_have_is_said_by_its_path(name: str, names: list[str], said: str) -> None:
    assert name_or_path(name, names, "Concerns > fear") == said


@pytest.mark.parametrize(
    ("written", "given"),
    [
        ("a\nb", "a b"),
        ("a\r\n\tb\n", "a b"),
        ("a\u2028b\x85c", "a b c"),
        ("be\x07ll\x00\x9f", "bell"),
        ("two  words", "two  words"),
        ("Ann\u202e Lee", "Ann Lee"),
        ("\n\x1b", ""),
    ],
)
def test_a_name_that_is_given_is_one_line_of_what_can_be_seen(written: str, given: str) -> None:
    assert given_name(written) == given


@given(st.text(max_size=12))
def test_a_given_name_is_kept_as_it_is(name: str) -> None:
    once = given_name(name)
    assert given_name(once) == kept_name(once) == once
    assert len(once.splitlines()) < 2
