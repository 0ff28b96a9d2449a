import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.operations.alignment import Alignment

LINES = st.lists(st.sampled_from(("one two", "one", "", "three, four", "🙂 e\u0301", "two")), max_size=8)
texts = LINES.map("\n".join)


def moved(old: str, new: str, words: str) -> str | None:
    """What is marked in ``new`` of the first ``words`` of ``old``; None where nothing is."""
    start = old.index(words)
    alignment = Alignment(old, new)
    begins = int(alignment.starts(np.array([start]))[0])
    ends = int(alignment.ends(np.array([start + len(words)]))[0])
    return new[begins:ends] if begins < ends else None


OLD = "MOD: Well then.\nP1: They just asume that you agree.\nP2: No.\n"


@pytest.mark.parametrize(
    ("old_words", "new_words", "marked", "now"),
    [
        ("asume", "assume", "asume", "assume"),
        ("asume", "assume", "just asume that", "just assume that"),
        ("asume", "assume", "agree", "agree"),
        ("asume", "believe", "asume", "believe"),
        ("asume", "", "asume", None),
        ("just asume ", "", "They just asume that", "They that"),
        ("They just", "We", "just asume", " asume"),
        ("They just", "We", "just", None),
        ("that you", "that all of you", "that you", "that all of you"),
        ("just", "only just", "just", "just"),
        ("agree", "agree now", "agree", "agree"),
        ("P1: They just asume that you agree.\n", "", "P2: No.", "P2: No."),
        ("MOD: Well", "MOD: 🙂 Well", "P1: They", "P1: They"),
    ],
)
def test_marked_words_keep_what_is_left_of_them(
    old_words: str, new_words: str, marked: str, now: str | None
) -> None:
    assert moved(OLD, OLD.replace(old_words, new_words, 1), marked) == now


@given(texts, texts)
def test_positions_stay_in_the_text_and_in_order(old: str, new: str) -> None:
    alignment = Alignment(old, new)
    positions = np.arange(len(old) + 1)
    for found in (alignment.starts(positions), alignment.ends(positions)):
        assert np.all(found >= 0)
        assert np.all(found <= len(new))
        assert np.all(np.diff(found) >= 0)


@given(texts, texts, st.data())
def test_a_letter_that_still_has_its_place_is_the_same_letter(
    old: str, new: str, data: st.DataObject
) -> None:
    if not old:
        return
    at = data.draw(st.integers(0, len(old) - 1))
    alignment = Alignment(old, new)
    start, end = int(alignment.starts(np.array([at]))[0]), int(alignment.ends(np.array([at + 1]))[0])
    # One letter may be replaced by several others as a whole; where one is left, it is the same one.
    kept = [Alignment(old, new)._old_start <= at, Alignment(old, new)._old_end > at]
    if not np.any(kept[0] & kept[1]):
        assert new[start:end] == old[at]


@given(texts)
def test_the_same_text_moves_nothing(text: str) -> None:
    positions = np.arange(len(text) + 1)
    alignment = Alignment(text, text)
    assert np.array_equal(alignment.starts(positions), positions)
    assert np.array_equal(alignment.ends(positions), positions)
