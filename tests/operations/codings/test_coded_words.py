"""Rows of a file lie on the words they name: where they say, where the words are once, or nowhere."""

import numpy as np
import pytest

from qualcode.model.codes.coding_rows import CodingTable
from qualcode.operations.codings.coded_words import Settled, on_their_words

TEXT = "one two three two\nfour  five"


def settled(*rows: tuple[int, int, str], text: str | None = TEXT) -> Settled:
    count = len(rows)
    starts, ends = (np.array([row[place] for row in rows]) for place in (0, 1))
    words = [row[2] for row in rows]
    table = CodingTable.of(["T"] * count, ["a"] * count, ["AB"] * count, starts, ends, texts=words)
    return on_their_words(table, [text], ["T"])


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ((0, 3, "one"), (0, 3)),
        ((1, 4, "one"), (0, 3)),
        ((18, 28, "four five"), (18, 28)),
        ((18, 27, "four  five"), (18, 28)),
        ((24, 28, "five"), (24, 28)),
        # Beyond the text, before it and from the end on: what they say is no place.
        ((23, 29, "five"), (24, 28)),
        ((-4, 28, "five"), (24, 28)),
        ((-4, -1, "fiv"), (24, 27)),
        ((28, 24, "one"), (0, 3)),
        ((3, 3, "one"), (0, 3)),
        ((40, 50, "three"), (8, 13)),
        # Blanks by themselves and nothing at all are no words.
        ((5, 9, " \n"), (5, 9)),
        ((5, 9, ""), (5, 9)),
    ],
)
def test_a_row_lies_on_its_words_where_they_are(row: tuple[int, int, str], place: tuple[int, int]) -> None:
    found = settled(row)
    assert (found.table.start.tolist(), found.table.end.tolist()) == ([place[0]], [place[1]])
    assert (found.moved, list(found.faults)) == (int(place != row[:2]), [])


def test_rows_are_moved_and_told_each_by_its_place() -> None:
    found = settled((0, 3, "two"), (0, 3, "three"), (4, 7, "two"), (0, 3, "six"))
    assert found.table.start.tolist() == [0, 8, 4, 0]
    assert found.table.end.tolist() == [3, 13, 7, 3]
    assert found.moved == 1
    where = "are not where it says in “T” and are"
    assert found.faults == [
        (0, f"its words “two” {where} there several times"),
        (3, f"its words “six” {where} not there"),
    ]


def test_without_words_or_without_the_text_nothing_is_moved() -> None:
    table = CodingTable.of(["T"], ["a"], ["AB"], np.array([3]), np.array([4]))
    found = on_their_words(table, [TEXT], ["T"])
    assert (found.table is table, found.moved, found.faults) == (True, 0, ())
    unknown = settled((3, 4, "one"), text=None)
    assert (unknown.table.start.tolist(), unknown.moved, unknown.faults) == ([3], 0, [])


@pytest.mark.parametrize(("differs", "is_known"), [(10_000, False), (20_000, True)])
def test_a_cell_that_was_cut_is_known_by_its_first_half(differs: int, is_known: bool) -> None:
    text = "".join(chr(97 + place % 25) for place in range(40_000))
    words = f"{text[:differs]}?{text[differs + 1 : 32_000]}"
    found = settled((0, 40_000, words), text=text)
    assert (list(found.faults) == []) is is_known
