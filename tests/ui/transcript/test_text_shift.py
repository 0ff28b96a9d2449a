"""Tests of where places go when one stretch of a text has changed."""

from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.span import Span
from qualcode.ui.transcript.text_shift import text_shift

texts = st.text(alphabet="ab 🙂\n\u0301", max_size=12)


@given(texts, texts)
def test_outside_the_stretch_both_texts_are_the_same(old: str, new: str) -> None:
    shift = text_shift(old, new)
    assert old[: shift.old.start] == new[: shift.new.start]
    assert old[shift.old.end :] == new[shift.new.end :]
    assert old[shift.old.start : shift.old.end] != new[shift.new.start : shift.new.end] or old == new
    places = [shift.position(place) for place in range(len(old) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(new) for place in places)


@given(texts, texts, texts, texts)
def test_a_stretch_with_the_same_words_is_found_again(first: str, was: str, now: str, last: str) -> None:
    shift = text_shift(first + was + last, first + now + last)
    for start, words in ((0, first), (len(first) + len(was), last)):
        span = shift.span(Span(start, start + len(words)))
        if span is not None:
            assert (first + now + last)[span.start : span.end] == words


def test_a_stretch_that_was_changed_is_not_found() -> None:
    shift = text_shift("one two three", "one 2 three")
    assert shift.span(Span(4, 7)) is None
    assert shift.span(Span(0, 13)) is None
    assert shift.span(Span(8, 13)) == (6, 11)
    assert shift.span(Span(0, 3)) == (0, 3)
    assert shift.position(6) == 5


def test_a_selection_stays_with_its_words_and_is_a_caret_where_they_are_gone() -> None:
    old = "Ana asked Ana, and Ben asked Ana."
    new = old.replace("Ana", "Elizabeth")
    begin = old.index(", and Ben")

    def kept(before: str, now: str, anchor: int, caret: int) -> tuple[int, int]:
        return text_shift(before, now).selection(before, now, anchor, caret)

    assert kept("x " + old, "xyz " + old, begin + 2, begin + 9) == (begin + 4, begin + 11)
    assert kept(old, old + " More.", begin + 9, begin) == (begin + 9, begin)
    begin, end = old.index("Ana,"), old.index("Ana,") + 3
    for anchor, caret in ((begin, end), (end, begin)):
        now = kept(old, new, anchor, caret)
        assert now[0] == now[1]
