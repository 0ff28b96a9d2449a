"""Words in a row, as they are compared."""

from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.word_runs import runs, words_in


def test_marks_and_case_do_not_count() -> None:
    assert words_in("“I’d SAY so!” – it's, well, 3.50") == ("i'd", "say", "so", "it's", "well", "3", "50")


@given(st.lists(st.sampled_from("abc")), st.integers(0, 9))
def test_every_run_is_given_once(letters: list[str], length: int) -> None:
    words = tuple(letters)
    found = list(runs(words, length))
    assert len(found) == (max(0, len(words) - length + 1) if length else 0)
    assert all(words[place : place + length] == run for place, run in enumerate(found))
