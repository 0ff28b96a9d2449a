"""Quotations are found where they are, word for word or nearly, and nowhere else."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.span import Span
from qualcode.operations.text import words_found
from qualcode.operations.text.text_matching import even
from qualcode.operations.text.words_found import QuotedText, line_of, told_apart

TEXT = (
    "Anna: We had a garden behind the mill, with pears and “bitter” plums.\n"
    "Ben: Nobody told us that the mill would close before winter came.\n"
    "Anna: Nobody told us. 🙂 We had a garden, and then we had nothing at all.\n"
)


def found(words: str) -> list[str]:
    return [TEXT[span.start : span.end] for span in QuotedText(TEXT).places(words)]


def near(words: str, least: float = 90) -> str | None:
    place = QuotedText(TEXT).nearest(words, least)
    return None if place is None else TEXT[place.span.start : place.span.end]


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("pears and 'bitter' plums", []),
        ('pears and "bitter" plums', ["pears and “bitter” plums"]),
        ("with  pears\nand", ["with pears and"]),
        ("nobody TOLD us that", ["Nobody told us that"]),
        ("Nobody told us", ["Nobody told us", "Nobody told us"]),
        ("us. 🙂 We", ["us. 🙂 We"]),
        ("  ", []),
    ],
)
def test_blanks_quotation_marks_and_capitals_make_no_difference(words: str, there: list[str]) -> None:
    assert found(words) == there


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("[...] told us that the mine had shut long before the winter", None),
        (
            "[...] told us that the mill would closed before winter came…",
            "told us that the mill would close before winter came",
        ),
        ("Nobody told us that the mil would close", "Nobody told us that the mill would close"),
        ("a gardn behind the mill with pears", "a garden behind the mill, with pears"),
        ("Anna We had a gardn behind the mill", "Anna: We had a garden behind the mill"),
        ("something that nobody here ever said aloud", None),
        ("xyz", None),
        ("", None),
    ],
)
def test_what_was_typed_a_little_differently_is_found_in_whole_words(words: str, there: str | None) -> None:
    assert near(words) == there


def test_words_that_are_too_common_lead_to_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Some loud mill. An old mill."
    monkeypatch.setattr("qualcode.operations.text.words_found._COMMON", 2)
    found = QuotedText(text).nearest("lout mill", 80)
    assert found is not None
    assert text[found.span.start : found.span.end] == "loud mill"
    monkeypatch.setattr("qualcode.operations.text.words_found._COMMON", 1)
    assert QuotedText(text).nearest("lout mill", 80) is None


@pytest.mark.parametrize(
    ("text", "words", "there"),
    [
        (
            "Then consideration in an of a or we went",
            "consideration of a or we",
            "consideration in an of a or we",
        ),
        ("Then consideration in an up by of a or we went", "consideration of a or we", "consideration in an"),
        ("Then we or a of by up an in consideration went", "we or a of consideration", "an in consideration"),
    ],
)
def test_a_stretch_ends_a_few_words_from_where_the_letters_are_alike(
    text: str, words: str, there: str
) -> None:
    found = QuotedText(text).nearest(words, 60)
    assert found is not None
    assert text[found.span.start : found.span.end] == there


def test_what_is_nearly_in_two_places_is_in_none() -> None:
    text = QuotedText("We never had a garden here.\nWe never had a garden there.\n")
    assert text.nearest("We never had the garden", 80) is None


def test_a_row_may_say_the_letter_or_the_line() -> None:
    spans = QuotedText(TEXT).places("Nobody told us")
    assert [line_of(TEXT, span.start) for span in spans] == [2, 3]
    assert told_apart(spans, TEXT, 3) == spans[1]
    assert told_apart(spans, TEXT, spans[0].start) == spans[0]
    assert told_apart(spans, TEXT, 40) is None
    assert told_apart(spans, TEXT, -1) is None


def test_of_very_many_places_only_the_first_are_told() -> None:
    spans = QuotedText("ab " * (words_found._MOST_PLACES + 1)).places("ab")
    assert spans == [Span(3 * at, 3 * at + 2) for at in range(words_found._MOST_PLACES)]


def test_places_may_begin_within_one_another() -> None:
    assert QuotedText("ab ab ab").places("ab ab") == [Span(0, 5), Span(3, 8)]


WORDS = st.lists(
    st.sampled_from(["ab", "cd", "efg", "hij", "ö🙂", "klm", "nop", "qrs"]), min_size=1, max_size=40
)


@given(WORDS, st.data())
def test_every_stretch_of_words_is_among_the_places_of_itself(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start = len(" ".join(words[:first])) + (first > 0)
    end = len(" ".join(words[: last + 1]))
    places = QuotedText(text).places(text[start:end])
    assert Span(start, end) in places
    assert all(text[span.start : span.end] == text[start:end] for span in places)


LETTERS = st.text(alphabet='aAbB \n\t\u00a0“"', max_size=24)


@given(LETTERS, LETTERS)
def test_places_are_those_of_a_plain_search(text: str, words: str) -> None:
    parts = even(words).split()
    pattern = r"\s+".join(map(re.escape, parts))
    wanted: list[Span] = []
    for flags in (0, re.IGNORECASE) if parts else ():
        inside = (re.compile(pattern, flags).match(even(text), at) for at in range(len(text)))
        wanted = wanted or [Span(*match.span()) for match in inside if match is not None]
    assert QuotedText(text).places(words) == wanted


def test_capitals_that_change_the_length_of_a_word_move_nothing() -> None:
    text = "İSTANBUL: the STREET was called Straße, said ΟΔΟΣ."
    for words in ("the street was", "straße, SAID", "οδος."):
        (place,) = QuotedText(text).places(words)
        assert text[place.start : place.end].casefold() == words.casefold()


@pytest.mark.parametrize(
    ("start", "there"),
    [(0, Span(0, 2)), (3, Span(3, 5)), (6, Span(6, 8)), (1, None), (2, Span(6, 8)), (9, None)],
)
def test_places_are_told_apart_by_letter_before_line(start: int, there: Span | None) -> None:
    text = "ab ab\nab"
    assert told_apart(QuotedText(text).places("ab"), text, start) == there


def test_four_letters_are_enough_to_look_for() -> None:
    assert near("came", 100) == "came"
    assert near("cam", 50) is None


def test_the_place_must_be_ahead_of_any_other() -> None:
    """By three percent; a place that overlaps it is no other."""
    text = QuotedText("We never had a garden here at all.\nSo it was.\nWe never had a garden there.\n")
    found = text.nearest("We never had a garden here at al", 80)
    assert found is not None
    assert text.text[found.span.start : found.span.end] == "We never had a garden here at all"
    assert text.nearest("We never had a garden", 80) is None


def test_three_words_in_a_row_lead_to_a_place_though_each_is_everywhere() -> None:
    common = " ".join(f"{one} {other}" for one in ("had", "the", "mill") for other in ["x"] * 60)
    text = QuotedText(f"{common}. Nobody had the mill, they said. {common}")
    found = text.nearest("nobdy had the mill", 85)
    assert found is not None
    assert text.text[found.span.start : found.span.end] == "Nobody had the mill"


NUMBERED = QuotedText(" ".join(f"w{number:03d}" for number in range(200)))
"""Two hundred words of four letters with a blank between them."""


@pytest.mark.parametrize(
    ("wanted", "first", "last"),
    [
        ((100, 101, 102, 103), 79, 117),
        ((96, 97, 98), 80, 115),
        ((103, 104, 105), 80, 115),
        ((104, 105, 106), 88, 123),
        # Twenty words leave room for 21 more on each side.
        (range(100, 120), 75, 137),
        ((1, 2, 3), 0, 19),
        ((197, 198, 199), 176, 199),
        # One word alone leads to it where no three in a row are there.
        ((100, 50), 80, 114),
    ],
)
def test_a_quotation_is_looked_for_about_the_words_that_it_has(
    wanted: Sequence[int], first: int, last: int
) -> None:
    found = NUMBERED._candidates(" ".join(f"W{number:03d}" for number in wanted))
    assert found[0] == (5 * first, 5 * last + 4)


def test_parts_with_most_words_are_looked_at_first_and_five_of_them() -> None:
    wanted = " ".join(f"w{number:03d}" for number in (150, 151, 152, 153, 8, 9, 10))
    assert NUMBERED._candidates(wanted) == [
        (5 * (144 - 17), 5 * (144 + 7 + 17) + 4),
        (0, 5 * (0 + 7 + 17) + 4),
    ]
    many = " ".join(f"w{number:03d}" for number in (150, 20, 60, 100, 130, 90, 151, 152))
    assert len(NUMBERED._candidates(many)) == 5
    assert NUMBERED._candidates("nothing of it") == []


@pytest.mark.parametrize(("number", "told"), [(50, True), (51, False)])
def test_what_is_in_more_than_fifty_places_says_nothing(number: int, told: bool) -> None:
    assert bool(QuotedText("came " * number)._candidates("came")) is told


def test_single_words_lead_nowhere_where_three_in_a_row_do() -> None:
    between = " ".join(f"x{number:03d}" for number in range(60))
    text = f"one two three {between} four y four y four y four"
    places = [match.span() for match in re.finditer(r"\w+", text)]
    assert QuotedText(text)._candidates("one two three four") == [(0, places[21][1])]


def test_three_words_about_one_are_tried() -> None:
    around = [words_found._around(at, 10) for at in (0, 2, 5, 9)]
    assert around == [range(4), range(6), range(2, 9), range(6, 10)]


@pytest.mark.parametrize(
    ("text", "words", "there"),
    [
        ("alpha beta gamma delta", "gamma deltb", "gamma delta"),
        ("alpha beta gamma delta", "alphb beta", "alpha beta"),
        ("alpha beta gamma delta", "alphb beta gamma deltb", "alpha beta gamma delta"),
        ("alpha", "alphb", None),
        ("Alpha beta. Gamma delta!", "alpha beta gamma delta", "Alpha beta. Gamma delta"),
    ],
)
def test_a_stretch_may_be_the_first_or_the_last_words_of_a_text(
    text: str, words: str, there: str | None
) -> None:
    found = QuotedText(text).nearest(words, 70)
    assert (None if found is None else text[found.span.start : found.span.end]) == there


def test_the_least_likeness_is_enough() -> None:
    text = QuotedText("Some loud mill stood here.")
    found = text.nearest("lout mill stood", 50)
    assert found is not None
    assert found.span == Span(5, 20)
    assert found.likeness == pytest.approx(100 * (1 - 2 / 30))
    assert text.nearest("lout mill stood", found.likeness) == found
    assert text.nearest("lout mill stood", found.likeness + 0.01) is None


def test_of_stretches_that_are_as_like_the_first_one_is_told() -> None:
    found = QuotedText("mill mill")._in_whole_words("mill", 0, 4, 0, 9)
    assert found == (Span(0, 4), 100.0)
