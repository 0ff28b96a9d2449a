"""A turn has parts where lines were moved; each has its label once, and every letter belongs to one part."""

from collections.abc import Sequence
from itertools import pairwise, product

import pytest

from qualcode.model.identity import new_id
from qualcode.model.span import Span
from qualcode.model.transcript import Role
from qualcode.model.turns import Turn, Turns
from qualcode.operations.text.alignment import MovedStretch, Order
from qualcode.operations.text.text_edits import Edit
from qualcode.operations.text.turn_parts import TurnPart, firsts, with_moved, without_blanks


def test_parts_of_a_turn_that_meet_are_one_and_only_the_first_has_its_label() -> None:
    one, met = TurnPart(0, 0, 5, 2), TurnPart(0, 5, 9, 5)
    between, later = TurnPart(1, 9, 12, 10), TurnPart(0, 12, 20, 12)
    assert list(firsts([one, met, between, later])) == [
        (TurnPart(0, 0, 9, 2), True),
        (between, True),
        (later, False),
    ]


def test_parts_with_something_between_them_stay_apart() -> None:
    parts = [TurnPart(0, 0, 5, 2), TurnPart(0, 6, 9, 6)]
    assert list(firsts(parts)) == [(parts[0], True), (parts[1], False)]


def turns(*places: tuple[int, int, int]) -> Turns:
    """Turns that begin, begin to speak and end at these places."""
    return Turns.from_rows(
        Turn(new_id(), 0, Span(start, end), speech, "", None, Role.OTHER, None)
        for start, speech, end in places
    )


TALK = turns((0, 2, 10), (10, 12, 20), (20, 22, 30))


def moved(old: tuple[int, int], new: tuple[int, int], *found: Edit, words: str = "") -> MovedStretch:
    text = words or "x" * (new[1] - new[0])
    return MovedStretch(Span(*old), Span(*new), Order(found, text))


@pytest.mark.parametrize(
    ("parts", "move", "wanted"),
    [
        # The middle turn came to the end: the text put in there had been given to the last one.
        (
            [(0, 0, 10, 2), (2, 10, 30, 12)],
            moved((10, 20), (20, 30)),
            [(0, 0, 10, 2), (2, 10, 20, 12), (1, 20, 30, 22)],
        ),
        # It came into the middle of another turn, which goes on after it.
        (
            [(0, 0, 10, 2), (2, 10, 40, 12)],
            moved((10, 20), (20, 30)),
            [(0, 0, 10, 2), (2, 10, 20, 12), (1, 20, 30, 22), (2, 30, 40, 12)],
        ),
        # What is moved without its label begins to speak at once.
        ([(2, 0, 16, 2)], moved((14, 20), (10, 16)), [(2, 0, 10, 2), (1, 10, 16, 10)]),
        # Two turns with a letter more at the end of each: the last one has what was put in last.
        (
            [(2, 0, 22, 2)],
            moved((0, 20), (0, 22), Edit(10, 10, 10, 11), Edit(20, 20, 21, 22)),
            [(0, 0, 10, 2), (1, 10, 22, 13)],
        ),
        # Of the first one nothing is left.
        (
            [(0, 0, 10, 2), (2, 10, 30, 12)],
            moved((0, 20), (20, 30), Edit(0, 10, 0, 0)),
            [(0, 0, 10, 2), (2, 10, 20, 12), (1, 20, 30, 22)],
        ),
        # One was swallowed by other words, which are its part.
        (
            [(2, 0, 30, 2)],
            moved((0, 30), (0, 30), Edit(5, 21, 5, 21)),
            [(0, 0, 5, 2), (1, 5, 21, 5), (2, 21, 30, 22)],
        ),
        # Two turns that were not the first, with a letter more after the first of them.
        (
            [(0, 0, 31, 2)],
            moved((10, 30), (0, 21), Edit(10, 10, 10, 11)),
            [(1, 0, 10, 2), (2, 10, 21, 13), (0, 21, 31, 2)],
        ),
        # Another label, of which the blank at its end is no part.
        (
            [(2, 0, 13, 2)],
            moved((10, 20), (0, 13), Edit(0, 2, 0, 5), words=f"Ana: {8 * 'x'}"),
            [(1, 0, 13, 4)],
        ),
        # Nothing of what was moved was in a turn.
        ([(0, 0, 20, 2)], moved((30, 35), (5, 10)), [(0, 0, 5, 2), (0, 5, 10, 2), (0, 10, 20, 2)]),
        (
            [(0, 0, 8, 2), (1, 8, 10, 9), (2, 10, 20, 12)],
            moved((30, 35), (5, 10)),
            [(0, 0, 5, 2), (0, 5, 8, 2), (1, 8, 10, 9), (2, 10, 20, 12)],
        ),
    ],
)
def test_what_was_moved_goes_back_to_the_turns_it_was_in(
    parts: Sequence[tuple[int, int, int, int]],
    move: MovedStretch,
    wanted: Sequence[tuple[int, int, int, int]],
) -> None:
    found = with_moved([TurnPart(*part) for part in parts], TALK, move)
    assert found == [TurnPart(*part) for part in wanted]


def test_a_turn_without_label_after_one_that_was_swallowed_speaks_from_its_beginning() -> None:
    table = turns((0, 2, 10), (10, 12, 20), (20, 20, 30))
    move = moved((0, 30), (0, 30), Edit(5, 21, 5, 21))
    assert with_moved([TurnPart(2, 0, 30, 2)], table, move)[-1] == TurnPart(2, 21, 30, 21)


LETTERS = [(turn, letter) for turn in range(2) for letter in "x\n"]


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_blanks_that_a_moved_line_leaves_belong_to_the_part_before_or_else_to_the_next(size: int) -> None:
    """Parts of a letter or a blank line each, of two turns in any order."""
    for drawn in product(LETTERS, repeat=size):
        text = "".join(letter for _, letter in drawn)
        parts = [TurnPart(turn, place, place + 1, place) for place, (turn, _) in enumerate(drawn)]
        speaking = {turn for turn, letter in drawn if letter == "x"}
        kept = [place for place, (turn, letter) in enumerate(drawn) if letter == "x" or turn not in speaking]
        edges = [0, *kept[1:], size]
        assert without_blanks(parts, text) == [
            TurnPart(drawn[place][0], start, end, place)
            for place, (start, end) in zip(kept, pairwise(edges), strict=True)
        ]
