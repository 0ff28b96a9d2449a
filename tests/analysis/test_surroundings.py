import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.surroundings import words_after, words_before

TEXT = "Anna: We had a visit.\n\nMOD: A visit?\nAnna: Yes, on Monday, unannounced."
MONDAY = TEXT.index("Monday")


def before(start: int, length: int) -> str:
    return words_before(TEXT, start - length, start)


@pytest.mark.parametrize(
    ("length", "shown"),
    [
        (0, ""),
        (1, ""),
        (2, ""),
        (3, "… on "),
        (4, "… on "),
        (8, "… Yes, on "),
        (14, "Anna: Yes, on "),
        (16, "Anna: Yes, on "),
        (28, "MOD: A visit?\nAnna: Yes, on "),
        (36, "… visit.\nMOD: A visit?\nAnna: Yes, on "),
        (MONDAY, "Anna: We had a visit.\nMOD: A visit?\nAnna: Yes, on "),
    ],
)
def test_what_stands_before_begins_with_a_whole_word(length: int, shown: str) -> None:
    assert before(MONDAY, length) == shown


@pytest.mark.parametrize(
    ("length", "shown"),
    [
        (0, ""),
        (1, "."),
        (4, "."),
        (7, ".\nMOD: …"),
        (9, ".\nMOD: A …"),
        (16, ".\nMOD: A visit?"),
        (200, ".\nMOD: A visit?\nAnna: Yes, on Monday, unannounced."),
    ],
)
def test_what_stands_behind_ends_with_a_whole_word(length: int, shown: str) -> None:
    end = TEXT.index("visit.") + len("visit")
    assert words_after(TEXT, end, min(end + length, len(TEXT))) == shown


PLACES = st.lists(st.sampled_from(("a", "bc", "d’e", " ", "\n", "\n\n", "\t", "🙂")), max_size=30).map(
    "".join
)


@given(text=PLACES, data=st.data())
def test_only_whole_words_of_the_text_are_shown(text: str, data: st.DataObject) -> None:
    first, start, end, last = sorted(data.draw(st.integers(0, len(text))) for _ in range(4))
    earlier = words_before(text, first, start).removeprefix("… ")
    later = words_after(text, end, last).removesuffix(" …")
    assert text[first:start].split()[-len(earlier.split()) :] == earlier.split() or not earlier
    assert text[end:last].split()[: len(later.split())] == later.split() or not later
    assert "\n\n" not in earlier
    assert "\n\n" not in later
