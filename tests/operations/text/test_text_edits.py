"""Words in the place of others: each for each where they are as many, else those that are most alike."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.operations.text import text_edits

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
