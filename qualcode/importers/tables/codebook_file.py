"""Codebook files: csv and xlsx with one row a code."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from qualcode.importers.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.tables.table_file import FileTable, places_of, read_table
from qualcode.model.codebook import CodebookRow, split_path
from qualcode.model.errors import UnreadableFileError
from qualcode.model.pinned_keys import KEYS_IN_WORDS, key_number
from qualcode.model.study import PATH_SEPARATOR

_SPELLINGS: Final[Mapping[str, Sequence[str]]] = {
    "code": ("name", "code name", "codes", "path"),
    "parent": ("parent code", "parent path", "parents"),
    "codable": ("can code", "is codable", "iscodable"),
    "colour": ("color",),
    "definition": ("description",),
    "include": ("inclusion", "inclusion criteria", "when to use"),
    "exclude": ("exclusion", "exclusion criteria", "when not to use"),
    "examples": ("example",),
    "memo": ("memos", "note", "notes", "comment", "comments"),
    "digit": ("key", "shortcut"),
}
_YES: Final = frozenset(("yes", "y", "true", "t", "1", "x", "ja", "oui", "sí", "si", "code"))
_NO: Final = frozenset(("no", "n", "false", "f", "0", "nein", "non", "category"))


class _Place(NamedTuple):
    """A row's code as written: its name and what is said about its parent."""

    name: str
    parent: str


def read_codebook(path: Path, limits: ImportLimits = DEFAULT_LIMITS) -> list[CodebookRow]:
    """The codes of the file at ``path``, in its order.

    A parent is named by its full path, by its name where only one code of the file has it, or in
    front of the code's own name (``Trust > trust in private firms``). Raises UnreadableFileError
    with the line of what cannot be understood.
    """
    table = read_table(path, limits)
    places = places_of(table.name, table.header, _SPELLINGS, ("code",))
    written = [_written(table, places, number) for number in range(len(table.rows))]
    parents = _Parents(table, written)
    return [
        _row(table, places, number, place.name, parents.path_above(number))
        for number, place in enumerate(written)
    ]


def _written(table: FileTable, places: Mapping[str, int], number: int) -> _Place:
    line, cells = table.rows[number]
    name = _tidy(cells[places["code"]])
    parent = _tidy(cells[places["parent"]]) if "parent" in places else ""
    if not name:
        raise UnreadableFileError(f"“{table.name}”, line {line}: the code has no name.")
    if parent and name.startswith(parent + PATH_SEPARATOR):
        name = name.removeprefix(parent + PATH_SEPARATOR)
    above, own = split_path(name)
    return _Place(own, PATH_SEPARATOR.join(part for part in (parent, above) if part))


def _tidy(path: str) -> str:
    return PATH_SEPARATOR.join(part.strip() for part in path.strip().split(PATH_SEPARATOR))


class _Parents:
    """Full paths of parents that were named by full path or by name alone."""

    def __init__(self, table: FileTable, written: Sequence[_Place]) -> None:
        self._table = table
        self._written = written
        self._top = {place.name for place in written if not place.parent}
        self._numbers: dict[str, list[int]] = {}
        for number, place in enumerate(written):
            self._numbers.setdefault(place.name, []).append(number)

    def path_above(self, number: int, below: frozenset[int] = frozenset()) -> str:
        """The full path of the code above that in row ``number``; empty at the top."""
        parent = self._written[number].parent
        rows = self._numbers.get(parent, [])
        if not parent or PATH_SEPARATOR in parent or parent in self._top or len(rows) != 1:
            return parent
        if rows[0] in below | {number}:
            line = self._table.rows[number].line
            raise UnreadableFileError(
                f"“{self._table.name}”, line {line}: “{self._written[number].name}” is its own parent, "
                "directly or through others."
            )
        above = self.path_above(rows[0], below | {number})
        return above + PATH_SEPARATOR + parent if above else parent


def _row(table: FileTable, places: Mapping[str, int], number: int, name: str, parent: str) -> CodebookRow:
    line, cells = table.rows[number]
    texts = {
        column: cells[places[column]] if column in places else None
        for column in ("colour", "definition", "include", "exclude", "examples", "memo")
    }
    return CodebookRow(
        name=name,
        parent=parent,
        codable=_codable(table, line, cells[places["codable"]]) if "codable" in places else None,
        colour=(texts["colour"] or "").strip() or None,
        definition=texts["definition"],
        include=texts["include"],
        exclude=texts["exclude"],
        examples=texts["examples"],
        memo=texts["memo"],
        digit=_digit(table, line, cells[places["digit"]]) if "digit" in places else None,
        line=line,
    )


def _codable(table: FileTable, line: int, cell: str) -> bool | None:
    plain = cell.strip().casefold()
    if not plain:
        return None
    if plain in _YES or plain in _NO:
        return plain in _YES
    raise UnreadableFileError(
        f"“{table.name}”, line {line}: “{cell}” in the column “codable” is neither yes nor no."
    )


def _digit(table: FileTable, line: int, cell: str) -> int | None:
    plain = cell.strip()
    if not plain:
        return None
    number = key_number(plain)
    if number is None:
        raise UnreadableFileError(
            f"“{table.name}”, line {line}: the key “{cell}” is not one of {KEYS_IN_WORDS}."
        )
    return number
