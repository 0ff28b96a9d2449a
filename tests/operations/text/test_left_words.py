"""What becomes of stretches whose words were swapped, corrected, replaced by others or taken out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.span import Span
from qualcode.operations.text.alignment import Alignment
from qualcode.operations.text.left_words import Left, LeftWords

SENTENCE = "nobody asked whether our landlord could simply raise every rent again"


def after(old: str, new: str, words: str, *, meant: bool = False) -> tuple[list[str], bool]:
    """The words that a stretch has in the new text, piece by piece, and whether they are others only."""
    start = old.index(words)
    found = LeftWords(old, new, Alignment(old, new), meant=meant).follow(Span(start, start + len(words)))
    return [new[piece.start : piece.end] for piece in found.pieces], found.others


@given(st.data())
def test_each_of_two_words_that_were_swapped_takes_along_what_it_was_coded_with(data: st.DataObject) -> None:
    words = SENTENCE.split()
    one = data.draw(st.integers(0, len(words) - 2))
    other = data.draw(st.integers(one + 1, min(one + 4, len(words) - 1)))
    swapped = list(words)
    swapped[one], swapped[other] = words[other], words[one]
    for word in words:
        assert after(SENTENCE, " ".join(swapped), word) == ([word], False)


@pytest.mark.parametrize(
    ("old", "new", "coded", "now"),
    [
        # Several words that changed places with others, over a comma, at the end, in other capitals.
        ("we were cold and hungry there", "we were hungry and cold there", "cold", "cold"),
        ("at night, or so, he came", "he came at night, or so", "he came", "he came"),
        ("Slowly he went home", "He slowly went home", "Slowly", "slowly"),
        # The nearest of several that came, and none that was there before.
        ("well yes we did ask yes there", "we did well ask yes there", "well", "well"),
    ],
)
def test_words_that_were_moved_nearby_are_found_there(old: str, new: str, coded: str, now: str) -> None:
    assert after(old, new, coded) == ([now], False)


def test_a_word_is_not_looked_for_in_another_line_nor_far_away_nor_where_it_was_before() -> None:
    far = " ".join(f"w{number}" for number in range(60))
    assert after("cold tea\nwe talked", "tea\nwe talked cold", "cold") == ([], False)
    assert after(f"cold {far}", f"{far} cold", "cold") == ([], False)
    assert after("cold tea and cold milk", "tea and cold milk", "cold") == ([], False)


@pytest.mark.parametrize(
    ("old", "new", "coded", "now"),
    [
        ("they kept the whole street awake", "they moved out in spring", "kept the whole street awake", None),
        ("we met Tasha and left", "we met Maria and left", "Tasha", "Maria"),
        ("we met Tasha Brown and left", "we met an old man and left", "Tasha Brown", "an old man"),
    ],
)
def test_other_words_only_are_told(old: str, new: str, coded: str, now: str | None) -> None:
    pieces, others = after(old, new, coded)
    assert others
    assert pieces == [now or new.removeprefix("they ")]


@pytest.mark.parametrize(
    ("old", "new", "coded"),
    [
        # A correction, a word kept among others, another spelling, marks that have no words.
        ("we write to them", "we have written to them", "write"),
        ("the rent went up", "the fee and the rent rose", "rent went up"),
        ("it was COLD there", "it was cold there", "COLD"),
        ("well … we left", "well – we left", "…"),
        ("we met teh landlord", "we met the landlord", "teh"),
    ],
)
def test_what_keeps_or_corrects_a_word_is_not_said_to_have_others_only(
    old: str, new: str, coded: str
) -> None:
    pieces, others = after(old, new, coded)
    assert pieces
    assert not others


def test_of_very_many_other_words_none_is_compared_and_one_that_is_kept_is_seen() -> None:
    old = " ".join(f"aa{number}" for number in range(40))
    new = " ".join(f"zz{number}" for number in range(40))
    assert after(f"x {old} y", f"x {new} y", old) == ([new], True)
    assert after(f"x {old} y", f"x {new} aa39 y", old) == ([f"{new} aa39"], False)


def test_words_that_were_looked_for_and_replaced_are_as_good_as_the_same() -> None:
    assert after("we met Tasha and left", "we met Maria and left", "Tasha", meant=True) == (["Maria"], False)
    assert after("we met Tasha and left", "we met and left", "Tasha", meant=True) == ([], False)


def test_where_it_is_known_already_where_a_stretch_is_that_is_taken() -> None:
    old, new = "we met Tasha and left", "we met Maria and left"
    left = LeftWords(old, new, Alignment(old, new))
    assert left.follow(Span(7, 12), [Span(7, 16)]) == Left([Span(7, 16)], others=True)
    assert left.follow(Span(7, 12)).pieces == [Span(7, 16)]


def test_in_a_text_that_was_written_again_no_word_is_looked_for_nor_read_twice() -> None:
    """As many codings as there are would each read all of it."""
    old = " ".join(f"aa{number}" for number in range(500))
    new = " ".join(f"zz{number}" for number in range(500))
    reader = Counting(new)
    left = LeftWords(old, reader, Alignment(old, new))
    for number in range(100, 400):
        start = old.index(f"aa{number}")
        assert left.follow(Span(start, start + 5)) == Left(())
    assert reader.searched == 0


class Counting(str):
    """A text that counts how often somebody looks for the line around a place of it."""

    searched = 0

    def rfind(self, *asked: object) -> int:
        self.searched += 1
        return super().rfind(*asked)  # type: ignore[arg-type]
