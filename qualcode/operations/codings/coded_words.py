"""The words that a file says were coded, beside those of the text: the same, elsewhere, or nowhere."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from qualcode.model.codes.coding_rows import CodingTable
from qualcode.model.words.cutting import in_one_line

_CUT: Final = 32_000
"""Spreadsheets cut cells that are longer; what is left is compared."""

_SHOWN: Final = 40


class Settled(NamedTuple):
    """A table whose rows lie on the words they name, how many were moved to them, and rows without place."""

    table: CodingTable
    moved: int
    faults: Sequence[tuple[int, str]]


def on_their_words(table: CodingTable, texts: Sequence[str | None], names: Sequence[str]) -> Settled:
    """Rows moved to their words where these are elsewhere in the transcript, once.

    ``texts`` and ``names`` are those of each distinct transcript of the table. Codings made on another
    version of a text would lie on other words; the words themselves are what was meant.
    """
    if table.text is None:
        return Settled(table, 0, ())
    start, end = table.start.copy(), table.end.copy()
    faults: list[tuple[int, str]] = []
    moved = 0
    numbers = table.transcript.numbers.tolist()
    for place, (number, first, last, words) in enumerate(
        zip(numbers, table.start.tolist(), table.end.tolist(), table.text, strict=True)
    ):
        text = texts[number]
        if text is None or not words or (first >= 0 and text[first:last] == words):
            continue
        if not words.strip() or (0 <= first < last <= len(text) and _alike(words, text[first:last])):
            continue
        found = _places(words, text)
        if len(found) == 1:
            start[place], end[place] = found[0]
            moved += 1
        else:
            how = "are there several times" if found else "are not there"
            where = f"its words “{_short(words)}” are not where it says in “{names[number]}”"
            faults.append((place, f"{where} and {how}"))
    if not moved:
        return Settled(table, 0, faults)
    return Settled(replace(table, start=start, end=end), moved, faults)


def _alike(words: str, text: str) -> bool:
    """Whether two stretches are the same but for their blanks and line ends, or for a cell that was cut."""
    one, other = " ".join(words.split()), " ".join(text.split())
    return one == other or (len(words) >= _CUT and other.startswith(one[: _CUT // 2]))


def _places(words: str, text: str) -> list[tuple[int, int]]:
    """Where in a text the words are, whatever blanks are between them; two places are as good as more."""
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    found: list[tuple[int, int]] = []
    for match in pattern.finditer(text):
        found.append(match.span())
        if len(found) > 1:
            break
    return found


def _short(words: str) -> str:
    return in_one_line(words, _SHOWN)
