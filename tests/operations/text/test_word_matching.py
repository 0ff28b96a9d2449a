"""Which words of one text are which of another: the same ones in the same order, as many as there are."""

from collections.abc import Sequence
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.operations.text import word_matching
from qualcode.operations.text.word_matching import matched, words_of

SMALL = st.sampled_from((0, word_matching._SMALL))
"""Whether words that occur once decide, as in long texts, or everything is compared at once."""


def pairs_of(old: str, new: str, small: int) -> list[tuple[int, int]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(word_matching, "_SMALL", small)
        one, other = matched(*words_of(old, new))
    return list(zip(one.tolist(), other.tolist(), strict=True))


texts = st.lists(st.sampled_from(("a", "b", "B", "c\n", "d.\n", "b\n")), max_size=12).map(" ".join)


@given(texts, texts, SMALL)
def test_what_is_matched_is_the_same_word_in_the_order_of_both(old: str, new: str, small: int) -> None:
    found = pairs_of(old, new, small)
    words = [text.casefold().replace(".", "").split() for text in (old, new)]
    assert all(words[0][one] == words[1][other] for one, other in found)
    assert all(one < two and other < another for (one, other), (two, another) in pairwise(found))


@given(st.permutations([f"w{number}" for number in range(7)]), st.integers(0, 2), SMALL)
def test_of_words_that_occur_once_as_many_are_matched_as_keep_their_order(
    order: list[str], gone: int, small: int
) -> None:
    new = order[gone:]
    most = max(
        size
        for size in range(len(new) + 1)
        if any(list(some) == sorted(some) for some in combinations(new, size))
    )
    assert len(pairs_of(" ".join(sorted(order)), " ".join(new), small)) == most


@pytest.mark.parametrize(("number", "is_line"), [(100, True), (101, False)])
def test_what_went_is_looked_for_where_a_line_begins_up_to_a_hundred_words_away(
    number: int, is_line: bool
) -> None:
    run = " ".join(f"w{place}" for place in range(number))
    # Which run of words stays where the other one is a line, after it and before it.
    for old, new, stays in (
        (f"x b {run}\n{run} y z", f"b {run} y z", 0),
        (f"x\n{run} b {run} y z", f"x\n{run} y z", 1),
    ):
        kept = {one for one, _ in pairs_of(old, new, word_matching._SMALL)}
        runs = [place for place, word in enumerate(old.split()) if word == "w0"]
        assert [place in kept for place in runs] == [(stays == side) == is_line for side in (0, 1)]
        assert len(kept) == len(new.split())


def test_a_line_that_went_is_the_one_and_not_the_same_word_before_it() -> None:
    assert pairs_of("yes so yes\nyes", "so\nyes", word_matching._SMALL) == [(1, 0), (2, 1)]


# -- against slow references ------------------------------------------------------------------------------


def longest_common(one: Sequence[object], other: Sequence[object]) -> int:
    """How many things two sequences have in common in one order, at most."""
    row = [0] * (len(other) + 1)
    for left in one:
        above = row
        row = [0]
        for place, right in enumerate(other):
            row.append(above[place] + 1 if left == right else max(row[place], above[place + 1]))
    return row[-1]


@given(texts, texts)
def test_as_many_words_are_matched_as_can_be(old: str, new: str) -> None:
    words = [text.casefold().replace(".", "").split() for text in (old, new)]
    assert len(pairs_of(old, new, word_matching._SMALL)) == longest_common(*words)


@given(st.text(st.sampled_from("aB1ßİ_-.,\n \u0e01\u4e00\ufaff🙂\u0301"), max_size=30))
def test_words_are_runs_of_letters_and_single_letters_of_scripts_without_blanks(text: str) -> None:
    (found,) = words_of(text)
    places: list[tuple[int, int]] = []
    for at, letter in enumerate(text):
        alone = letter in "\u0e01\u4e00\ufaff"
        if alone or not (letter.isalnum() or letter == "_"):
            places += [(at, at + 1)] if alone else []
        elif places and places[-1][1] == at and text[at - 1] not in "\u0e01\u4e00\ufaff":
            places[-1] = (places[-1][0], at + 1)
        else:
            places.append((at, at + 1))
    assert list(zip(found.start.tolist(), found.end.tolist(), strict=True)) == places
    names = [text[start:end].casefold() for start, end in places]
    known = list(dict.fromkeys(names))
    assert found.number.tolist() == [known.index(name) for name in names]
    lines = [text.count("\n", 0, start) for start, _ in places]
    assert found.begins_line.tolist() == [
        place == 0 or lines[place - 1] != line for place, line in enumerate(lines)
    ]


def test_one_word_has_one_number_in_all_texts() -> None:
    one, other = words_of("a b", "B ßc SSC a")
    assert (one.number.tolist(), other.number.tolist()) == ([0, 1], [1, 2, 2, 0])


@given(st.permutations(range(8)), st.integers(0, 8))
def test_a_rising_sequence_is_the_longest(order: list[int], size: int) -> None:
    values = order[:size]
    found = word_matching._longest_rising(values)
    assert found == sorted(set(found))
    assert all(values[one] < values[two] for one, two in pairwise(found))
    longest = max(
        number
        for number in range(size + 1)
        if any(list(some) == sorted(some) for some in combinations(values, number))
    )
    assert len(found) == longest


@pytest.mark.parametrize("same", [0, 1, 63, 64, 65, 319, 320, 321, 400])
@pytest.mark.parametrize("more", [(0, 0), (1, 1), (0, 1), (70, 0), (600, 600)])
def test_what_two_stretches_begin_with_is_counted_to_the_word(same: int, more: tuple[int, int]) -> None:
    one, other = (
        np.array([*range(same), *([rest] * number)], dtype=np.int64)
        for rest, number in zip((-1, -2), more, strict=True)
    )
    assert word_matching._common_start(one, other) == same


def test_words_that_occur_once_are_anchors_and_between_them_is_what_has_words_on_both_sides() -> None:
    first, second = np.array([1, 7, 7, 2, 5, 3, 8]), np.array([2, 9, 7, 7, 3, 1, 4])
    assert word_matching._anchors(first, second) == [(3, 0), (5, 4)]
    assert word_matching._anchors(second, first) == [(0, 3), (4, 5)]
    assert word_matching._anchors(np.array([1, 1]), np.array([1, 2])) == []
    between = word_matching._between
    assert between([(3, 0), (5, 4)], 10, 17, 20, 27) == [(14, 15, 21, 24), (16, 17, 25, 27)]
    assert between([(0, 0), (2, 2)], 10, 13, 20, 23) == [(11, 12, 21, 22)]
    assert between([(1, 2)], 10, 14, 20, 25) == [(10, 11, 20, 22), (12, 14, 23, 25)]
    assert between([(0, 2)], 10, 12, 20, 24) == [(11, 12, 23, 24)]
    assert between([], 10, 11, 20, 22) == [(10, 11, 20, 22)]


def test_a_small_stretch_is_compared_as_a_whole_and_a_larger_one_by_its_anchors(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Four words by four: the longest sequence has three, the only word that occurs once stands alone."""
    old, new = "x r r r", "r r r x"
    assert pairs_of(old, new, 16) == [(1, 0), (2, 1), (3, 2)]
    assert pairs_of(old, new, 15) == [(0, 3)]
    # Without an anchor: compared as a whole all the same, unless it is too large for that.
    old, new = "x x r r r", "r r r y y"
    for large, found in ((25, [(2, 0), (3, 1), (4, 2)]), (24, [])):
        monkeypatch.setattr(word_matching, "_LARGE", large)
        assert pairs_of(old, new, 0) == found


def test_the_same_at_both_ends_is_matched_first_and_the_rest_by_its_place() -> None:
    for small in (0, word_matching._SMALL):
        assert pairs_of("a b x c d", "a b y z c d", small) == [(0, 0), (1, 1), (3, 4), (4, 5)]
        assert pairs_of("a b", "a b c", small) == [(0, 0), (1, 1)]
        assert pairs_of("b c", "a b c", small) == [(0, 1), (1, 2)]
        assert pairs_of("a q r b s c", "a t r b u v c", small) == [(0, 0), (2, 2), (3, 3), (5, 6)]
        assert pairs_of("", "a", small) == pairs_of("a", "", small) == []
    # Between two anchors others are found, which are no anchors of the whole; all stretches are looked at.
    for small in (0, 6):
        assert pairs_of("k x a x l b y", "m x a n x b z", small) == [(1, 1), (2, 2), (3, 4), (5, 5)]


def slid(old: str, new: str) -> list[tuple[int, int]]:
    """The pairs as they are; and what went one way comes the other way."""
    found = pairs_of(old, new, word_matching._SMALL)
    assert [(two, one) for one, two in pairs_of(new, old, word_matching._SMALL)] == found
    return found


@pytest.mark.parametrize(
    ("old", "new", "gone"),
    [
        # A line that went, though what follows it begins with the same words.
        ("a\nb c\nb d", "a\nb d", [1, 2]),
        ("a x\na y", "a y", [0, 1]),
        # It lies there already.
        ("a\nb c\nb c d", "a\nb c d", [3, 4]),
        ("a b\nc b\nd", "a b\nd", [2, 3]),
        ("a\nb\nb", "a\nb", [2]),
        # Nothing in reach begins a line.
        ("a b c b d", "a b d", [2, 3]),
        ("z\na b c b d", "z\na b d", [3, 4]),
        # Three lines that are the same but for the first word of each.
        ("p one\nq one\nr one", "p one\nr one", [2, 3]),
    ],
)
def test_what_went_lies_where_lines_begin(old: str, new: str, gone: list[int]) -> None:
    kept = [place for place in range(len(old.split())) if place not in gone]
    assert slid(old, new) == list(zip(kept, range(len(kept)), strict=True))


def test_what_went_goes_on_to_where_a_line_begins() -> None:
    assert slid("q a x\nb x c", "r a x c") == [(1, 1), (2, 2), (5, 3)]
    assert slid("q a x y\nb x y c", "r a x y c") == [(1, 1), (2, 2), (3, 3), (7, 4)]
    # Not where the words are others, and not to the end of the text.
    assert slid("q a x z\nb x y c", "r a x y c") == [(1, 1), (5, 2), (6, 3), (7, 4)]
    assert slid("q a x b x", "r a x") == [(1, 1), (4, 2)]
