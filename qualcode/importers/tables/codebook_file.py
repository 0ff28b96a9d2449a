"""Codebook files: csv and xlsx with one row a code, from this program and from others."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.tables.codebook_columns import (
    CodebookPart,
    guessed_parts,
    guessed_separator,
    unknown_columns,
    with_levels,
)
from qualcode.importers.tables.colours import colour_from
from qualcode.importers.tables.table_file import TableRow, read_table
from qualcode.model.branches import PATH_SEPARATOR
from qualcode.model.codes.codebook import CodebookRow, split_path
from qualcode.model.codes.pinned_keys import KEYS_IN_WORDS, key_number
from qualcode.model.errors import UnreadableFileError
from qualcode.model.words.in_words import listed, plural_of

_YES: Final = frozenset(("yes", "y", "true", "t", "1", "x", "ja", "oui", "sí", "si", "code"))
_NO: Final = frozenset(("no", "n", "false", "f", "0", "nein", "non", "category"))
_TEXTS: Final = (
    *(CodebookPart.DEFINITION, CodebookPart.INCLUDE, CodebookPart.EXCLUDE),
    *(CodebookPart.EXAMPLES, CodebookPart.MEMO),
)


class _Place(NamedTuple):
    """A row's code as written: its name and what is said about its parent."""

    name: str
    parent: str


def read_codebook(path: Path, limits: ImportLimits = DEFAULT_LIMITS) -> list[CodebookRow]:
    """The codes of the file at ``path``, in its order, each with the cells that cannot be kept as ``faults``.

    Raises UnreadableFileError where no column holds codes.
    """
    table = read_table(path, limits, ragged=True)
    parts = guessed_parts(table.header)
    if CodebookPart.CODE not in parts:
        titles = "”, “".join(table.header)
        raise UnreadableFileError(f"“{table.name}” has no column “code”; its columns are “{titles}”.")
    rows = [
        *_unread(table.header, table.rows),
        *codes_of(table.rows, parts),
        *(_left_out(line, len(table.header)) for line in table.ragged),
    ]
    return sorted(rows, key=lambda row: row.line)


def _unread(header: Sequence[str], rows: Sequence[TableRow]) -> list[CodebookRow]:
    """Which columns have something in them that was read as nothing; no row where all were read."""
    there = [place for place in unknown_columns(header) if any(row.cells[place].strip() for row in rows)]
    if not there:
        return []
    names = listed([f"“{header[place].strip()}”" for place in there])
    what, was = plural_of(len(there), "column", "columns"), plural_of(len(there), "was", "were")
    return [CodebookRow("", line=1, faults=(f"the {what} {names} {was} not read",))]


def codes_of(
    rows: Sequence[TableRow], parts: Mapping[CodebookPart, int], separator: str | None = None
) -> list[CodebookRow]:
    """The codes of rows whose columns are known; ``separator`` parts levels, and is guessed where it is None.

    A parent is named by its full path, by its name where only one code has it, or in front of the code's
    own name.
    """
    names = [row.cells[parts[CodebookPart.CODE]] for row in rows]
    if separator is None:
        # A column of ours: the file is this program's, and a stroke in a name is part of it.
        at = parts.get(CodebookPart.PARENT)
        above = [] if at is None else [row.cells[at] for row in rows]
        separator = PATH_SEPARATOR if CodebookPart.CODABLE in parts else guessed_separator(names, above)
    written = [_written(row.cells, parts, separator) for row in rows]
    parents = _Parents(written)
    return [
        _row(
            row,
            parts,
            place.name,
            *parents.path_above(number),
            parted=name.strip() if with_levels(name, separator) != name.strip() else "",
        )
        for number, (row, place, name) in enumerate(zip(rows, written, names, strict=True))
    ]


def _left_out(line: int, width: int) -> CodebookRow:
    return CodebookRow(
        "", line=line, faults=(f"the row has more cells than the {width} columns and was left out",)
    )


def _written(cells: Sequence[str], parts: Mapping[CodebookPart, int], separator: str) -> _Place:
    name = _tidy(cells[parts[CodebookPart.CODE]], separator)
    parent = _tidy(cells[parts[CodebookPart.PARENT]], separator) if CodebookPart.PARENT in parts else ""
    if parent and name.startswith(parent + PATH_SEPARATOR):
        name = name.removeprefix(parent + PATH_SEPARATOR)
    above, own = split_path(name)
    return _Place(own, PATH_SEPARATOR.join(part for part in (parent, above) if part))


def _tidy(path: str, separator: str) -> str:
    plain = with_levels(path, separator)
    return PATH_SEPARATOR.join(part.strip() for part in plain.split(PATH_SEPARATOR))


class _Parents:
    """Full paths of parents that were named by full path or by name alone."""

    def __init__(self, written: Sequence[_Place]) -> None:
        self._written = written
        self._top = {place.name for place in written if not place.parent}
        self._numbers: dict[str, list[int]] = {}
        for number, place in enumerate(written):
            self._numbers.setdefault(place.name, []).append(number)

    def path_above(self, number: int) -> tuple[str, tuple[str, ...]]:
        """The full path of the code above that in row ``number`` (empty at the top), and what is wrong."""
        levels: list[str] = []
        seen = {number}
        parent = self._written[number].parent
        while parent:
            levels.insert(0, parent)
            rows = self._numbers.get(parent, [])
            if PATH_SEPARATOR in parent or parent in self._top or len(rows) != 1:
                break
            if rows[0] in seen:
                name = self._written[number].name
                return "", (
                    f"“{name}” is its own parent, directly or through others, and was put at the top",
                )
            seen.add(rows[0])
            parent = self._written[rows[0]].parent
        return PATH_SEPARATOR.join(levels), ()


def _row(
    row: TableRow,
    parts: Mapping[CodebookPart, int],
    name: str,
    parent: str,
    faults: tuple[str, ...],
    *,
    parted: str,
) -> CodebookRow:
    cells = {part: row.cells[place] for part, place in parts.items()}
    told = list(faults)
    if not name:
        told.append("the code has no name; the row was left out")
    texts = {part.value: cells.get(part) for part in _TEXTS}
    return CodebookRow(
        name=name,
        parent=parent,
        codable=_codable(cells.get(CodebookPart.CODABLE, ""), told),
        colour=_colour(cells.get(CodebookPart.COLOUR, ""), told),
        digit=_digit(cells.get(CodebookPart.DIGIT, ""), told),
        line=row.line,
        faults=tuple(told),
        parted=parted,
        **texts,
    )


def _colour(cell: str, told: list[str]) -> str | None:
    found = colour_from(cell) if cell.strip() else None
    if cell.strip() and found is None:
        told.append(f"“{cell.strip()}” is not a colour")
    return found


def _codable(cell: str, told: list[str]) -> bool | None:
    plain = cell.strip().casefold()
    if plain in _YES or plain in _NO:
        return plain in _YES
    if plain:
        told.append(f"“{cell}” says neither code (yes) nor category (no)")
    return None


def _digit(cell: str, told: list[str]) -> int | None:
    number = key_number(cell.strip()) if cell.strip() else None
    if cell.strip() and number is None:
        told.append(f"the key “{cell}” is not one of {KEYS_IN_WORDS}")
    return number
