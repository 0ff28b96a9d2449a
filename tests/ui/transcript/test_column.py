"""Blocks that stay after a correction are expected to be as high as they were; pieces of lines are exact.

Tests as well: ``tab_stops``.
"""

import random
from itertools import combinations, pairwise

import numpy as np
import pytest
from PySide6.QtGui import QFont, QTextLine
from PySide6.QtWidgets import QApplication

from qualcode.model.span import Span
from qualcode.model.turns import Turns
from qualcode.ui.look.reading_style import ReadingStyle
from qualcode.ui.transcript import column as column_module
from qualcode.ui.transcript.column import TextColumn, x_of
from qualcode.ui.transcript.display import Display
from qualcode.ui.transcript.look import TranscriptLook
from qualcode.ui.transcript.tab_stops import tab_distance
from qualcode.ui.transcript.turn_head import TurnHead, head_height
from tests.ui.transcript.material import random_turns, transcript_of

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


@pytest.mark.parametrize("words", ["they just assume that you rent ", "they אומרים just שאת rent "])
def test_pieces_of_a_line_meet_and_cover_what_the_whole_covers(qapp: QApplication, words: str) -> None:
    one = column([words * 30])
    length, cuts = len(words * 30), [0, 7, 31, 32, 200, 480, len(words * 30)]
    whole = one.pieces(0, Span(0, length))
    assert [piece.line for piece in whole] == sorted(piece.line for piece in whole)
    assert {piece.line for piece in whole} == set(range(one.layout(0).lineCount()))
    parts = [piece for start, end in pairwise(cuts) for piece in one.pieces(0, Span(start, end))]
    for number in {piece.line for piece in whole}:
        wide = sum(piece.rect.width() for piece in whole if piece.line == number)
        assert sum(piece.rect.width() for piece in parts if piece.line == number) == pytest.approx(wide)


def test_an_edge_that_twenty_codes_share_is_looked_for_once(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def x_of(line: QTextLine, units: int, *, trailing: bool = False) -> float:
        asked.append(units)
        return found(line, units, trailing=trailing)

    one, found = column(["they just assume that you rent " * 20]), column_module.x_of
    monkeypatch.setattr(column_module, "x_of", x_of)
    edges = (10, 25, 44, 60, 75)
    for start, end in combinations(edges, 2):
        assert one.pieces(0, Span(start, end))
    lines = one.layout(0).lineForTextPosition(75).lineNumber() + 1
    # Each as a beginning and as an end, and both ends of the lines between.
    assert len(asked) <= 2 * len(edges) + 2 * lines


def test_what_stands_beside_a_turn_is_asked_of_short_ones_alone_and_always_has_its_room(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("Al", "Bethan Wojciechowska-Brown of the tenants’ association", "")
    look = TranscriptLook.of(QFont(), 100, names, 99, ReadingStyle())
    times, lengths = ("", "0:01:00"), (1, 40, 60, 100, 160, 900)
    heads = [
        (TurnHead("7", name, time, quiet), length)
        for name in names
        for time in times
        for quiet in (False, True)
        for length in lengths
    ]
    display = Display("\n".join(("word " * length)[:length] for _, length in heads) + "\n", Turns.empty())
    asked: list[int] = []

    def head_room(block: int) -> int:
        asked.append(block)
        return head_height(heads[block][0], look)

    found = settled(TextColumn(display, look, WIDTH, head_room))
    some = {heads[block][1] for block in asked}
    assert 1 in some
    assert 900 not in some
    monkeypatch.setattr(column_module, "tallest_head", lambda _look: 10_000)
    always = settled(TextColumn(display, look, WIDTH, head_room))
    assert set(asked) == set(range(len(display)))
    assert np.array_equal(found.tops, always.tops)
    higher = TextColumn(display, look, WIDTH)
    assert not np.array_equal(found.tops, settled(higher).tops)


HEADING = ["Place\tonline", "Participants\t5", "Second reader\tTB and others", "Speech as usual"]


def _of_tab(one: TextColumn, block: int) -> float:
    """Where the words after the tab of a line begin."""
    return x_of(one.layout(block).lineAt(0), one.display.shown(block).index("\t") + 1)


@pytest.mark.parametrize("zoom", [80, 100, 200])
@pytest.mark.parametrize("lines", [HEADING, ["\tno name", *HEADING], [*HEADING, "Coder\tAB\n"]])
def test_values_after_tabs_stand_below_each_other(qapp: QApplication, lines: list[str], zoom: int) -> None:
    one = settled(column(lines, zoom=zoom))
    with_tabs = [block for block in range(len(one.display)) if "\t" in one.display.shown(block)]
    assert len(with_tabs) >= 3
    assert len({round(_of_tab(one, block)) for block in with_tabs}) == 1


def test_a_long_cell_leaves_room_for_what_is_after_it(qapp: QApplication) -> None:
    one = settled(column(["What was said before the tape was switched on again\tnothing", "Place\tonline"]))
    assert _of_tab(one, 1) <= WIDTH * 0.55
    assert one.layout(0).lineCount() <= 2


def test_lines_of_another_turn_say_nothing_of_where_columns_begin(qapp: QApplication) -> None:
    *_, turns, text = transcript_of([("", "Place\tonline"), ("", "A long name of something\t5")])
    look = TranscriptLook.of(QFont(), 100, (), 0, ReadingStyle())
    one = settled(TextColumn(Display(text, turns), look, WIDTH))
    assert _of_tab(one, 0) < _of_tab(one, 1)


def test_words_before_a_tab_stop_never_touch_those_behind_it() -> None:
    """Also where a cell is too long for the first column and would end right before the next stop."""
    for widest in range(10, 300):
        lines = [f"{'x' * 12}\ta", f"{'x' * widest}\tb"]
        distance = tab_distance(lines, len, 1.0, 200.0)
        for line in lines:
            cell = len(line.partition("\t")[0])
            assert distance - cell % distance >= 1.0, (widest, distance)
