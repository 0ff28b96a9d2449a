"""A codebook from a csv file or a spreadsheet, as rows that can become codes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from qualcode.importers.tables.table_file import Table, read_table
from qualcode.model.codebook import CodebookRow, split_path
from qualcode.model.errors import UnreadableFileError

_TEXTS: Final = ("colour", "definition", "include", "exclude", "examples", "memo")
_OTHER_NAMES: Final = {
    "code": ("code", "name", "code name"),
    "colour": ("colour", "color"),
    "definition": ("definition", "description"),
    "include": ("include", "inclusion", "when to use"),
    "exclude": ("exclude", "exclusion", "when not to use"),
    "examples": ("examples", "example"),
    "digit": ("digit", "key"),
}
_YES: Final = frozenset({"yes", "y", "true", "1", "x", "code"})
_NO: Final = frozenset({"no", "n", "false", "0", "category"})


def read_codebook(path: Path) -> list[CodebookRow]:
    """The codes of a codebook file, in its order.

    The column "code" is needed and may hold full paths; columns that are not there leave the
    fields of codes as they are. Raises UnreadableFileError, naming the line.
    """
    table = read_table(path)
    names = _column(table, "code")
    if names is None:
        raise UnreadableFileError(
            f"{path.name}: there is no column “code”; the first row should name the columns "
            "code, parent, definition and so on."
        )
    try:
        return list(_rows(table, names))
    except UnreadableFileError as error:
        raise UnreadableFileError(f"{path.name}: {error}") from error


def _column(table: Table, name: str) -> list[str] | None:
    found = (table.column(other) for other in _OTHER_NAMES.get(name, (name,)))
    return next((column for column in found if column is not None), None)


def _rows(table: Table, names: list[str]) -> Iterator[CodebookRow]:
    parents = table.column("parent")
    texts = {field: column for field in _TEXTS if (column := _column(table, field)) is not None}
    codable = table.column("codable")
    digits = _column(table, "digit")
    for place, (name, line) in enumerate(zip(names, table.lines, strict=True)):
        if not name.strip():
            raise UnreadableFileError(f"line {line} has no code name.")
        parent = parents[place].strip() if parents else ""
        above, own = ("", name.strip()) if parent else split_path(name.strip())
        yield CodebookRow(
            name=own,
            parent=parent or above,
            codable=None if codable is None else _yes_or_no(codable[place], line),
            digit=None if digits is None else _digit(digits[place], line),
            line=line,
            **{field: column[place] for field, column in texts.items()},
        )


def _yes_or_no(cell: str, line: int) -> bool | None:
    word = cell.strip().casefold()
    if word in _YES or word in _NO:
        return word in _YES
    if word:
        raise UnreadableFileError(f"line {line}: “codable” should be yes or no, not “{cell.strip()}”.")
    return None


def _digit(cell: str, line: int) -> int | None:
    word = cell.strip()
    if not word:
        return None
    if not (word.isascii() and word.isdigit()):
        raise UnreadableFileError(f"line {line}: the key should be a digit from 1 to 9, not “{word}”.")
    return int(word)
