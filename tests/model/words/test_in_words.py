"""Numbers and names in words: one and many, and lists of any length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.words.in_words import (
    BETWEEN,
    beginning,
    briefly,
    counted,
    enough_places,
    listed,
    of_an_import,
    plural_of,
    said_with,
    sentence,
    some_of,
)


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 codings"), (1, "1 coding"), (2, "2 codings"), (1_200, "1,200 codings")],
)
def test_one_is_singular_and_thousands_are_set_apart(number: int, words: str) -> None:
    assert counted(number, "coding") == words


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("age band", "40-44", "age\u00a0band:\u00a040-44"),
        ("contact", "support worker in the past", "contact:\u00a0support worker in the past"),
    ],
)
def test_a_short_value_is_on_the_line_of_its_name(name: str, value: str, said: str) -> None:
    assert said_with(name, value) == said


def test_no_line_begins_with_what_stands_between_two() -> None:
    assert BETWEEN[0] == "\u00a0"
    assert BETWEEN.split() == ["·"]


def test_a_plural_of_its_own_is_taken() -> None:
    assert counted(2, "category", "categories") == "2 categories"
    assert counted(1, "category", "categories") == "1 category"
    assert plural_of(0, "person", "people") == "people"


@pytest.mark.parametrize(
    ("names", "words"),
    [((), ""), (("A",), "A"), (("A", "B"), "A and B"), (("A", "B", "C"), "A, B and C")],
)
def test_names_are_listed_as_one_says_them(names: tuple[str, ...], words: str) -> None:
    assert listed(names) == words


def test_of_many_names_the_first_are_listed_and_how_many_more_there_are() -> None:
    names = [f"N{number}" for number in range(1, 101)]
    assert listed(names[:21]).endswith("N20 and N21")
    assert listed(names[:22]).endswith("N19, N20 and 2 more")
    assert listed(names, 2) == "N1, N2 and 98 more"


@given(st.lists(st.text("abc", min_size=1), min_size=2, max_size=21))
def test_every_name_is_in_its_list_once_and_in_order(names: list[str]) -> None:
    assert listed(names).replace(" and ", ", ").split(", ") == names


def test_what_was_typed_is_cut_where_it_is_long() -> None:
    assert briefly("x" * 80) == "x" * 80
    assert briefly("x" * 81) == "x" * 79 + "…"
    assert briefly("many words " * 8) == "many words " * 6 + "many words…"
    assert briefly("housing", 4) == "hou…"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.664, "0.66"),
        (0.6651, "0.665"),
        (0.6668, "0.6668"),
        (0.667, "0.67"),
        (0.79996, "0.79996"),
        (0.8, "0.80"),
        (0.7969, "0.797"),
        (-0.001, "0.00"),
        (-0.05, "−0.05"),
        (1.0, "1.00"),
    ],
)
def test_no_figure_is_rounded_across_a_limit(value: float, shown: str) -> None:
    assert enough_places(value, (0.8, 0.667)) == shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("0 segments by AB", "No segments by AB"),
        ("1 quote is left out", "One quote is left out"),
        ("7 of 9 items have an answer", "Seven of 9 items have an answer"),
        ("13 codes", "Thirteen codes"),
        ("20 codes", "Twenty codes"),
        ("21\u00a0codes", "Twenty-one\u00a0codes"),
        ("99 codes were reworded", "Ninety-nine codes were reworded"),
        ("100 codes were reworded", "In all, 100 codes were reworded"),
        ("1,200 segments", "In all, 1,200 segments"),
        # What is no number of something is not put in words.
        ("12.5 per cent", "In all, 12.5 per cent"),
        ("no quote is left out", "No quote is left out"),
        ("", ""),
    ],
)
def test_no_sentence_begins_with_a_digit(words: str, said: str) -> None:
    assert beginning(words) == said
    assert sentence(words) == f"{said}."


def test_numbers_at_the_beginning_are_each_other_words() -> None:
    said = [beginning(f"{number} codes") for number in range(100)]
    assert len(set(said)) == 100
    assert not [words for words in said if any(letter.isdigit() for letter in words)]


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (0, "none yet"),
        (1, "n0"),
        (4, "n0, n1, n2, n3"),
        (5, "n0, n1, n2 and 2 more"),
        (1943, "n0, n1, n2 and 1,940 more"),
    ],
)
def test_a_sentence_names_the_first_and_counts_the_others(number: int, told: str) -> None:
    assert some_of([f"n{each}" for each in range(number)], most=3) == told


@pytest.mark.parametrize(
    ("new", "changed", "said"),
    [
        ("3 new codes", 1, "3 new codes, 1 changed"),
        ("3 new", 0, "3 new"),
        ("", 1200, "1,200 changed"),
        ("", 0, "nothing new"),
    ],
)
def test_of_an_import_no_zero_is_told(new: str, changed: int, said: str) -> None:
    assert of_an_import(new, changed) == said
