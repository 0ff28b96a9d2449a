"""Which words of one text are which of another: the same ones in the same order, as many as there are."""

from itertools import combinations, pairwise

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
