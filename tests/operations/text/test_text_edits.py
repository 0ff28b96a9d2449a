"""What was replaced is never nothing and never part of a word by chance; words are paired by likeness.

Words in the place of others are paired each for each where they are as many, else those that are most alike.
"""

from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qualcode.operations.text import text_edits
from qualcode.operations.text.text_edits import Edit, edits
from qualcode.operations.text.word_matching import matched, words_of

words = st.lists(st.text("abcd", min_size=2, max_size=5), min_size=1, max_size=4)


def places(among: list[str]) -> list[tuple[int, int]]:
    """Where words stand in a text that has a blank between them."""
    starts = [sum(len(word) + 1 for word in among[:number]) for number in range(len(among))]
    return [(start, start + len(word)) for start, word in zip(starts, among, strict=True)]


@given(words, words)
def test_words_are_paired_in_order_so_that_they_are_most_alike(were: list[str], are: list[str]) -> None:
    old, new = places(were), places(are)
    found = text_edits._paired(" ".join(were), " ".join(are), old, new)
    pairs = [(old.index(one), new.index(other)) for one, other in found]
    if len(were) == len(are):
        assert pairs == [(number, number) for number in range(len(were))]
        return
    likeness = [[text_edits._likeness(one, other) for other in are] for one in were]
    fewer = min(len(were), len(are))
    most = max(
        sum(likeness[one][other] for one, other in zip(ones, others, strict=True))
        for size in range(fewer + 1)
        for ones in combinations(range(len(were)), size)
        for others in combinations(range(len(are)), size)
    )
    assert pairs == sorted(set(pairs))
    assert len({one for one, _ in pairs}) == len({other for _, other in pairs}) == len(pairs)
    assert abs(sum(likeness[one][other] for one, other in pairs) - most) < 1e-9
    assert all(likeness[one][other] for one, other in pairs)


TEXT = st.text("ab ,\n", max_size=30)


def found_in(old: str, new: str) -> list[Edit]:
    words = words_of(old, new)
    return list(edits(old, new, (words[0], words[1]), matched(words[0], words[1])))


@given(TEXT, TEXT)
@example("one a b two", "one c d two")
def test_edits_are_in_order_never_empty_and_make_the_new_text(old: str, new: str) -> None:
    at_old = at_new = 0
    made = ""
    for edit in found_in(old, new):
        assert old[edit.old_start : edit.old_end] != new[edit.new_start : edit.new_end]
        assert old[at_old : edit.old_start] == new[at_new : edit.new_start]
        made += old[at_old : edit.old_start] + new[edit.new_start : edit.new_end]
        at_old, at_new = edit.old_end, edit.new_end
    assert made + old[at_old:] == new


@pytest.mark.parametrize(
    ("was", "became"),
    [("pq abcdes", "s"), ("sabcde pq", "s"), ("pq abcdes", "k l xyzuvs")],
)
def test_several_words_and_others_are_not_cut_where_letters_are_alike_by_chance(
    was: str, became: str
) -> None:
    for one, other in ((was, became), (became, was)):
        (edit,) = found_in(f"one {one} two", f"one {other} two")
        assert edit == Edit(4, 4 + len(one), 4, 4 + len(other))
