"""What was replaced is never nothing and never part of a word by chance; words are paired by likeness.

A word is the correction of one that it is like, or stands alone in its place; that the words are as many is
no reason, unless somebody looked for them and replaced each.
"""

from itertools import combinations, takewhile

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


@given(words, words, st.booleans())
def test_words_are_paired_in_order_so_that_they_are_most_alike(
    were: list[str], are: list[str], each: bool
) -> None:
    old, new = places(were), places(are)
    found = text_edits._paired(" ".join(were), " ".join(are), old, new, each=each)
    pairs = [(old.index(one), new.index(other)) for one, other in found]
    if each and len(were) == len(are):
        assert pairs == [(number, number) for number in range(len(were))]
        return
    how_alike = [[text_edits.likeness(one, other) for other in are] for one in were]
    fewer = min(len(were), len(are))
    most = max(
        sum(how_alike[one][other] for one, other in zip(ones, others, strict=True))
        for size in range(fewer + 1)
        for ones in combinations(range(len(were)), size)
        for others in combinations(range(len(are)), size)
    )
    assert pairs == sorted(set(pairs))
    assert len({one for one, _ in pairs}) == len({other for _, other in pairs}) == len(pairs)
    assert abs(sum(how_alike[one][other] for one, other in pairs) - most) < 1e-9
    assert all(how_alike[one][other] for one, other in pairs)


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


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        # TextMarks and blanks between words are replaced letter by letter.
        ("a, b", "a; b", [(1, 2, 1, 2)]),
        ("a b", "a  b", [(2, 2, 2, 3)]),
        ("a\n\nb", "a\nb", [(2, 3, 2, 2)]),
        ("a.", "a", [(1, 2, 1, 1)]),
        ("a", "a.", [(1, 1, 1, 2)]),
        ("(a", "a", [(0, 1, 0, 0)]),
        # A word in capitals that are more letters; of one in as many there is no edit.
        ("a straße b", "A STRASSE B", [(2, 8, 2, 9)]),
        ("a strasse b", "A STRASSE B", []),
        # Words came or went, with the blank that is theirs.
        ("one two", "one and two", [(4, 4, 4, 8)]),
        ("one and two", "one two", [(4, 8, 4, 4)]),
        ("one", "one two", [(3, 3, 3, 7)]),
        ("one two", "one", [(3, 7, 3, 3)]),
        ("two", "one two", [(0, 0, 0, 4)]),
        # A word in the place of another, and two in the place of two: without what they have in common.
        ("we went", "we want", [(4, 5, 4, 5)]),
        ("we went, oh dear", "we want: oh deer", [(4, 5, 4, 5), (7, 8, 7, 8), (14, 15, 14, 15)]),
        ("we went home", "we came", [(3, 12, 3, 7)]),
        # Of two and one those that are alike are paired; the other one came or went.
        ("we write", "we have written", [(3, 3, 3, 8), (7, 8, 12, 15)]),
        ("we have written", "we write", [(3, 8, 3, 3), (12, 15, 7, 8)]),
        ("we wrote", "we have written", [(3, 8, 3, 15)]),
        # As many words, but others; in the place of one word that is alone, another.
        ("a cold winter there", "a book into there", [(2, 13, 2, 11)]),
        ("we met Tasha and left", "we met Maria and left", [(7, 11, 7, 11)]),
        ("teh winter bigan", "the storm began", [(1, 3, 1, 3), (4, 10, 4, 9), (12, 13, 11, 12)]),
        (
            "yes teh winter bigan",
            "no the storm began",
            [(0, 3, 0, 2), (5, 7, 4, 6), (8, 14, 7, 12), (16, 17, 14, 15)],
        ),
        ("it came teh so winter", "they the so storm", [(0, 7, 0, 4), (9, 11, 6, 8), (15, 21, 12, 17)]),
        ("the winter was long by now", "the car was fast by now", [(4, 10, 4, 7), (15, 19, 12, 16)]),
        ("", "", []),
        ("", "a", [(0, 0, 0, 1)]),
        ("a", "", [(0, 1, 0, 0)]),
    ],
)
def test_what_was_replaced_is_told_to_the_letter(
    old: str, new: str, found: list[tuple[int, int, int, int]]
) -> None:
    assert [tuple(edit) for edit in found_in(old, new)] == found


def test_a_place_is_within_a_word_between_two_letters_or_digits() -> None:
    assert [text_edits.in_word("a1 b-c", place) for place in range(7)] == [
        False, True, False, False, False, False, False,
    ]  # fmt: skip
    assert [text_edits.in_word("abc", place) for place in range(4)] == [False, True, True, False]
    assert not text_edits.in_word("", 0)


def alike(one: str, other: str) -> int:
    """How many letters two texts begin with alike."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))


@given(TEXT, TEXT)
def test_an_edit_is_trimmed_of_all_that_is_the_same_at_its_ends(was: str, became: str) -> None:
    head = alike(was, became)
    tail = alike(was[head:][::-1], became[head:][::-1])
    found = text_edits.trimmed(f"x{was}y", f"{became}z", Edit(1, 1 + len(was), 0, len(became)))
    assert found == Edit(1 + head, 1 + len(was) - tail, head, len(became) - tail)


@pytest.mark.parametrize(
    ("old", "new", "edit"),
    [
        ("ab cd", "ab xd", Edit(3, 5, 3, 5)),
        ("ab cd", "ab cx", Edit(3, 5, 3, 5)),
        ("ab, cd ef", "ab. cd ef", Edit(2, 3, 2, 3)),
        ("ab cd", "xb cd", Edit(0, 2, 0, 2)),
        ("ab cd", "abx cd", Edit(0, 2, 0, 3)),
        ("abx cd", "ab cd", Edit(0, 3, 0, 2)),
        ("cd ab", "cd xab", Edit(3, 5, 3, 6)),
        ("cd xab", "cd ab", Edit(3, 6, 3, 5)),
        ("ab cd ef", "ab ef", Edit(3, 6, 3, 3)),
    ],
)
def test_an_edit_of_several_words_cuts_none(old: str, new: str, edit: Edit) -> None:
    whole = Edit(0, len(old), 0, len(new))
    assert text_edits._trimmed_by_words(old, new, whole) == edit
    # The same within a text, where the words beside it are others.
    moved = Edit(*(place + 2 for place in edit))
    around = Edit(*(place + 2 for place in whole))
    assert text_edits._trimmed_by_words(f"- {old} -", f"+ {new} +", around) == moved


@pytest.mark.parametrize(
    ("was", "became", "alike"),
    [
        ("teh", "the", True),
        ("Tascha", "Tasha", True),
        ("color", "colour", True),
        ("asume", "assume", True),
        ("their", "there", True),
        ("bored", "board", True),
        ("recieve", "receive", True),
        ("Straße", "STRASSE", True),
        ("ABCDE", "abcxy", True),
        ("abcdefg", "abcdxyz", False),
        ("winter", "into", False),
        ("cold", "book", False),
        ("house", "shame", False),
        ("sixteen", "60", False),
    ],
)
def test_a_correction_leaves_three_fifths_of_a_word_untouched(was: str, became: str, alike: bool) -> None:
    assert (text_edits.likeness(was, became) > 0) == alike
    assert (text_edits.likeness(became, was) > 0) == alike


def test_as_many_words_are_paired_each_for_each_where_that_is_meant_and_none_with_nothing() -> None:
    old, new = "ab cd", "xy zw"
    were, are = places(["ab", "cd"]), places(["xy", "zw"])
    assert text_edits._paired(old, new, were, are, each=True) == [((0, 2), (0, 2)), ((3, 5), (3, 5))]
    assert text_edits._paired(old, new, were, are, each=False) == []
    for each in (False, True):
        assert text_edits._paired(old, "", were, [], each=each) == []
        assert text_edits._paired("", new, [], are, each=each) == []
