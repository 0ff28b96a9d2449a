"""After a correction the blocks that stay are expected to be as high as they were."""

import random

import numpy as np
import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from qualcode.model.turns import Turns
from qualcode.ui.look.reading_style import ReadingStyle
from qualcode.ui.transcript.column import TextColumn
from qualcode.ui.transcript.display import Display
from qualcode.ui.transcript.look import TranscriptLook
from tests.ui.transcript.material import random_turns

WIDTH = 500


def column(lines: list[str], before: TextColumn | None = None, zoom: int = 100) -> TextColumn:
    look = TranscriptLook.of(QFont(), zoom, (), 0, ReadingStyle())
    return TextColumn(Display("\n".join(lines) + "\n", Turns.empty()), look, WIDTH, before=before)


def settled(one: TextColumn) -> TextColumn:
    while not one.settled:
        one.settle(1)
    return one


@pytest.fixture
def lines(qapp: QApplication) -> list[str]:
    return [speech for _, speech in random_turns(9_000)]


@pytest.mark.parametrize(
    ("place", "instead"),
    [(4, ["some other words"]), (7, []), (0, ["one", "two"]), (9, ["word " * 200]), (3, None)],
)
def test_nothing_moves_but_what_was_corrected(
    lines: list[str], place: int, instead: list[str] | None
) -> None:
    before = settled(column(lines))
    corrected = lines if instead is None else [*lines[:place], *instead, *lines[place + 1 :]]
    after = column(corrected, before)
    expected = np.diff(after.tops).copy()
    exact = np.diff(settled(column(corrected)).tops)
    changed = range(place, place + len(instead or []))
    assert [block for block in np.flatnonzero(expected != exact) if block not in changed] == []
    assert np.array_equal(np.diff(settled(after).tops), exact)


@pytest.mark.parametrize("seed", range(5))
def test_of_any_other_text_the_heights_are_exact_in_the_end(lines: list[str], seed: int) -> None:
    chance = random.Random(seed)
    other = [chance.choice(lines)[: chance.randint(1, 400)] for _ in range(chance.randint(1, 40))]
    after = settled(column(other, settled(column(lines))))
    assert np.array_equal(after.tops, settled(column(other)).tops)


def test_larger_letters_are_expected_to_take_more_room(lines: list[str]) -> None:
    before = settled(column(lines))
    larger = column(lines, before, zoom=150)
    assert np.array_equal(larger.tops, column(lines, zoom=150).tops)
    assert larger.height > before.height
