"""Which lines are at another place: those that are told from all others by their words."""

import pytest

from qualcode.operations.text.moved_lines import Move, moved_lines
from qualcode.operations.text.word_matching import matched, words_of

# What stays: the words of the moved lines occur here, too, but for "alone" and "other".
STAYS = "x1 x2 x3 a x4\ny1 b c y2 d y3\nz1 a b z2 c d z3"


def moves(*lines: str) -> list[Move]:
    """What is found where lines go from the beginning of a text to its end, in the opposite order."""
    old, new = words_of("\n".join((*lines, STAYS)), "\n".join((STAYS, *reversed(lines))))
    return moved_lines(old, new, matched(old, new))


@pytest.mark.parametrize(
    ("line", "moved"),
    [
        ("a b c d", True),
        # Three words that occur elsewhere may be another line by chance.
        ("a b c", False),
        ("a alone b", True),
        ("alone", True),
    ],
)
def test_a_line_is_known_by_four_words_or_by_one_that_occurs_nowhere_else(line: str, moved: bool) -> None:
    words, before = len(line.split()), len(STAYS.split())
    assert moves(line) == ([Move(0, words, before, before + words)] if moved else [])


def test_lines_of_the_same_words_are_known_by_their_order() -> None:
    before = len(STAYS.split())
    assert moves("a b c d", "d c b a") == [Move(4, 8, before, before + 4), Move(0, 4, before + 4, before + 8)]
    assert moves("a b c", "c b a") == []
