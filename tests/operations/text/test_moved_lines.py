"""Which lines are at another place: those that are told from all others by their words."""

from collections.abc import Sequence

import numpy as np
import pytest

from qualcode.operations.text.moved_lines import Move, moved_lines
from qualcode.operations.text.word_matching import Words, matched, words_of

# What stays: the words of the moved lines occur here, too, but for "alone" and "other".
STAYS = "x1 x2 x3 a x4\ny1 b c y2 d y3\nz1 a b z2 c d z3"


def moves(*lines: str) -> list[Move]:
    """What is found where lines go from the beginning of a text to its end, in the opposite order."""
    old, new = words_of("\n".join((*lines, STAYS)), "\n".join((STAYS, *reversed(lines))))
    return moved_lines(old, new, matched(old, new))


@pytest.mark.parametrize(
    ("line", "moved"),
    [
        ("a b c d", True),
        # Three words that occur elsewhere may be another line by chance.
        ("a b c", False),
        ("a alone b", True),
        ("alone", True),
    ],
)
def test_a_line_is_known_by_four_words_or_by_one_that_occurs_nowhere_else(line: str, moved: bool) -> None:
    words, before = len(line.split()), len(STAYS.split())
    assert moves(line) == ([Move(0, words, before, before + words)] if moved else [])


def test_lines_of_the_same_words_are_known_by_their_order() -> None:
    before = len(STAYS.split())
    assert moves("a b c d", "d c b a") == [Move(4, 8, before, before + 4), Move(0, 4, before + 4, before + 8)]
    assert moves("a b c", "c b a") == []


# -- lines of words that are said by their numbers --------------------------------------------------------


def text_of(*lines: list[int]) -> Words:
    numbers = [word for line in lines for word in line]
    begins = [place == 0 for line in lines for place in range(len(line))]
    places = np.arange(len(numbers), dtype=np.int64)
    return Words(places, places + 1, np.array(numbers, dtype=np.int64), np.array(begins, dtype=np.bool_))


def found(
    old: Words, new: Words, one: Sequence[int] = (), other: Sequence[int] = ()
) -> list[tuple[int, ...]]:
    """The moves where the words at these places of both texts are known to be the same ones."""
    pairs = np.array(one, dtype=np.int64), np.array(other, dtype=np.int64)
    return [tuple(move) for move in moved_lines(old, new, pairs)]


FIVE = [1, 2, 3, 4, 5]


@pytest.mark.parametrize(("matched", "is_moved"), [([], True), ([0, 4], True), ([0, 1, 4], False)])
def test_a_line_is_elsewhere_where_three_fifths_of_its_words_are_not_in_their_place(
    matched: list[int], is_moved: bool
) -> None:
    other = [8, 8], FIVE, [9]
    wanted = [(2, 7, 0, 5)] if is_moved else []
    assert found(text_of(*other), text_of(FIVE), [2 + place for place in matched]) == wanted
    assert found(text_of(FIVE), text_of(*other), (), [2 + place for place in matched]) == [
        (to, until, start, end) for start, end, to, until in wanted
    ]


def test_nothing_is_moved_into_nothing() -> None:
    nothing = text_of()
    assert found(nothing, nothing) == found(nothing, text_of(FIVE)) == found(text_of(FIVE), nothing) == []
    assert found(text_of(FIVE), text_of(FIVE), range(5), range(5)) == []
    assert found(text_of(FIVE), text_of([6, 7, 8, 9, 10])) == []


def test_a_line_that_came_twice_is_neither_and_one_that_was_there_twice_is_the_first() -> None:
    one, two = text_of([6, 7], FIVE), text_of([6, 7], FIVE, FIVE)
    assert found(one, one) == [(0, 7, 0, 7)]
    assert found(one, two) == found(two, two) == [(0, 2, 0, 2)]
    assert found(two, one) == [(0, 7, 0, 7)]


@pytest.mark.parametrize(
    ("old", "new", "is_moved"),
    [
        # Four words of six are two thirds; four of seven are less than three fifths, whichever has more.
        ([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 7, 8], True),
        ([1, 2, 3, 4], [1, 2, 3, 4, 7, 8], True),
        ([1, 2, 3, 4], [1, 2, 3, 4, 7, 8, 9], False),
        ([1, 2, 3, 4, 7, 8, 9], [1, 2, 3, 4], False),
        ([1, 2, 3, 4, 5, 6, 7], [1, 2, 3, 4, 8, 9, 10], False),
        # Six of ten are three fifths.
        ([*range(10)], [*range(6), 20, 21, 22, 23], True),
        ([*range(10)], [*range(5), 20, 21, 22, 23, 24], False),
        # Three are too few in any line, and so are three of a word that is there once.
        ([1, 2, 3, 4], [1, 2, 3, 5], False),
        ([1, 1, 1, 2, 3], [1, 2, 3, 4, 5], False),
        ([1, 1, 2, 3, 9], [1, 1, 2, 3, 4], True),
    ],
)
def test_a_line_that_was_moved_and_corrected_has_most_words_of_the_longer_one(
    old: list[int], new: list[int], is_moved: bool
) -> None:
    one, other = text_of([50, 51], old), text_of(new, [60, 61, 62, 63, 64])
    assert found(one, other) == ([(2, 2 + len(old), 0, len(new))] if is_moved else [])


def test_words_that_only_one_line_has_lead_to_it() -> None:
    old = [1, 2, 3, 4, 5, 6]
    # The second one has more words of its own in common; both together have all the others.
    one, other = [1, 20, 2, 3, 21, 22], [2, 3, 4, 5, 6, 23]
    assert found(text_of(old), text_of(one, other)) == [(0, 6, 6, 12)]
    assert found(text_of(old), text_of(other, one)) == [(0, 6, 0, 6)]
    # Where two lines have the same words in common nothing leads to either.
    alike = [1, 2, 3, 4, 5, 7], [1, 2, 3, 4, 5, 8]
    assert found(text_of(old), text_of(*alike)) == []


def test_a_line_has_one_counterpart_at_most() -> None:
    new = [1, 2, 3, 4, 5]
    first, second = [1, 2, 3, 4, 6], [1, 2, 3, 4, 7]
    assert found(text_of(first, second), text_of(new)) == [(0, 5, 0, 5)]
    # What is the same word for word goes before what is alike.
    assert found(text_of(first, new), text_of(new)) == [(5, 10, 0, 5)]


def test_lines_that_follow_each_other_in_both_texts_are_one_stretch() -> None:
    one, two, three = [1, 2, 3, 4], [11, 12, 13, 14, 15], [21, 22, 23, 24]
    between = [31, 32]
    assert found(text_of(one, two, three), text_of([41, 42], one, two, three)) == [(0, 13, 2, 15)]
    assert found(text_of(one, between, two), text_of(one, two)) == [(0, 4, 0, 4), (6, 11, 4, 9)]
    assert found(text_of(one, two), text_of(one, between, two)) == [(0, 4, 0, 4), (4, 9, 6, 11)]
    assert found(text_of(one, two, three), text_of(three, one, two)) == [(9, 13, 0, 4), (0, 9, 4, 13)]
    assert found(text_of(one, two), text_of([11, 12, 13, 14, 16], one)) == [(4, 9, 0, 5), (0, 4, 5, 9)]


def test_a_word_that_is_there_twice_on_either_side_makes_no_short_line_known() -> None:
    once, twice = text_of([50, 51], [7]), text_of([7], [60, 7, 61, 62, 63])
    assert found(once, twice) == found(twice, once) == []
    assert found(once, text_of([7], [60, 61, 62, 63])) == [(2, 3, 0, 1)]


def test_a_line_that_is_like_two_is_the_one_to_which_more_of_its_own_words_lead() -> None:
    assert found(text_of([1, 2, 3, 4, 5, 6]), text_of([1, 2, 3, 4], [2, 3, 4, 5, 6])) == [(0, 6, 4, 9)]
