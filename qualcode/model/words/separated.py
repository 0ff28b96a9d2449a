"""Cells with signs between them, as programs copy and write them and as people type them."""

import csv
import io
import re
from collections.abc import Iterator
from typing import NamedTuple


class SeparatedRow(NamedTuple):
    """A row: the line in which it begins, from 1, and its cells; none in an empty line."""

    line: int
    cells: list[str]


def separated_rows(text: str, separator: str) -> list[SeparatedRow]:
    """The rows of a text. A cell in quotation marks may hold separators, line ends and doubled marks.

    A mark at the beginning of a cell that none before a separator or a line end answers is a letter, as in
    ``"Big Issue" seller``: taken for the beginning of a cell in marks, it would swallow the rows below.
    """
    try:
        return list(_well_formed(text, separator))
    except csv.Error:
        return list(_read_sign_by_sign(text, separator))


def _well_formed(text: str, separator: str) -> Iterator[SeparatedRow]:
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    for cells in reader:
        yield SeparatedRow(line, cells)
        line = reader.line_num + 1


def _read_sign_by_sign(text: str, separator: str) -> Iterator[SeparatedRow]:
    sign = re.escape(separator)
    # Marks are looked for once: without possessive signs a lone one would be tried at every length.
    cell = re.compile(
        rf'(?:"((?:[^"]++|"")*+)"[ ]*(?={sign}|[\r\n]|\Z)|([^\r\n{sign}]*))({sign}|\r\n?|\n|\Z)'
    )
    cells: list[str] = []
    line = now = 1
    at = 0
    while at < len(text):
        found = cell.match(text, at)
        if found is None:
            raise AssertionError("a cell may hold anything")
        quoted, bare, end = found.groups()
        cells.append(bare if quoted is None else quoted.replace('""', '"'))
        now += _line_ends(found[0])
        at = found.end()
        if end != separator:
            yield SeparatedRow(line, [] if cells == [""] and quoted is None else cells)
            cells, line = [], now
        elif at == len(text):
            yield SeparatedRow(line, [*cells, ""])


def _line_ends(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")
