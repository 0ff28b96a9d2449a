"""How a file comes into being: whole or not at all, CSV that no spreadsheet runs."""

import codecs
import csv
import io
import itertools
import os
import re
import sqlite3
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from contextvars import ContextVar
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO, Final, TypeVar

from qualcode.model.errors import QualcodeError
from qualcode.model.identity import now
from qualcode.model.machine.partial import partial_name, remove_given_up
from qualcode.model.machine.project_file import APPLICATION_ID, SUFFIX
from qualcode.model.machine.refusals import in_words
from qualcode.model.words.spreadsheet_signs import RUN_BY_SPREADSHEETS
from qualcode.model.words.xml_letters import REPLACEMENT

Cell = str | int | float | None
"""What stands in a cell of a table: words, a figure, or nothing."""

Key = TypeVar("Key", bound=Hashable)

_NEEDS_A_LOOK: Final = RUN_BY_SPREADSHEETS | {"'"}
_NEEDS_MARKS: Final = re.compile('[,"\\r\\n]').search


def _replace_broken(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return REPLACEMENT.encode() * (error.end - error.start), error.end


_REPLACING: Final = "qualcode.replacement"
# Half of a surrogate pair has no UTF-8 form; one such letter in a name must not stop an export.
codecs.register_error(_REPLACING, _replace_broken)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A stream whose content becomes the file at ``path`` when the block ends without an error.

    Until then, and for good where the block fails, what was at ``path`` stays as it was.
    """
    # A link is followed, so that the file behind it is exchanged and the link stays.
    target = check_replaceable(path)
    temporary = partial_name(target)
    try:
        # What only its owner may read is not open to others while it is written again, either.
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666
        with _kept_or_gone(temporary):
            made = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), mode)
            with os.fdopen(made, "wb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            if target.exists():
                temporary.chmod(mode)
            temporary.replace(target)
        # What was killed while it wrote here has left what it had; nobody else would ever look for it.
        remove_given_up(target.parent, now(), target.name)
    except OSError as error:
        raise QualcodeError(in_words(f"“{path}” could not be written", error)) from error


def check_replaceable(path: Path) -> Path:
    """What is really at ``path``. Raises QualcodeError where that is not a file that may be replaced."""
    target = path.resolve()
    if target.exists() and not target.is_file():
        raise QualcodeError(f"“{path}” is not a file that could be replaced; choose another name.")
    if _is_project(target):
        raise QualcodeError(f"“{path}” is a qualcode project, which is not overwritten; choose another name.")
    return target


def check_place(path: Path) -> None:
    """Raise QualcodeError where a file cannot be written at ``path``; nothing is left there."""
    target = path.resolve()
    temporary = partial_name(target)
    try:
        temporary.touch(exist_ok=False)
        temporary.unlink()
    except OSError as error:
        raise QualcodeError(in_words(f"“{path}” could not be written", error)) from error


def _is_project(target: Path) -> bool:
    """Whether a file is a project, whatever its name. Asked of SQLite: it may be the one that is open."""
    if not target.exists():
        return False
    # As it lies there where another program is writing to it, or was ended while it did.
    for way in ("mode=ro", "mode=ro&immutable=1"):
        with (
            suppress(sqlite3.Error),
            closing(sqlite3.connect(f"{target.as_uri()}?{way}", uri=True, timeout=0)) as connection,
        ):
            return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)
    return target.suffix == SUFFIX


@contextmanager
def _kept_or_gone(temporary: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


# -- CSV ------------------------------------------------------------------------------------------


_marked: ContextVar[bool] = ContextVar("csv marked for Excel", default=False)


@contextmanager
def csv_for_excel(wanted: bool = True) -> Iterator[None]:
    """Every CSV written in this block, and on this thread, begins with the mark by which Excel knows it."""
    before = _marked.set(wanted)
    try:
        yield
    finally:
        _marked.reset(before)


def guarded(words: str) -> str:
    """``words`` as a CSV cell that a spreadsheet shows and does not run.

    An apostrophe goes before a value that begins with one of ``= + - @``, full-width or not, tab or CR,
    also where apostrophes stand before that sign already: so the reader can take exactly one off again.
    """
    if words[:1] in _NEEDS_A_LOOK and words.lstrip("'")[:1] in RUN_BY_SPREADSHEETS:
        return f"'{words}"
    return words


def write_csv(stream: BinaryIO, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """Write header and rows (RFC 4180, UTF-8) and return how many rows there were."""
    if _marked.get():
        stream.write(codecs.BOM_UTF8)
    text = io.TextIOWrapper(stream, encoding="utf-8", errors=_REPLACING, newline="")
    numbers = itertools.count()
    try:
        writer = csv.writer(text)
        writer.writerow([guarded(name) for name in header])
        # Counted on the way, since the writer does not tell; zip stops before it counts one too many.
        ready = (list(map(_guarded_cell, row)) for row in rows)
        writer.writerows(map(itemgetter(0), zip(ready, numbers, strict=False)))
        text.flush()
    finally:
        with suppress(OSError):
            text.detach()
    return next(numbers)


def csv_cell(words: str) -> str:
    """``words`` guarded, and in quotation marks where they need them: a cell for ``write_csv_columns``."""
    shown = guarded(words)
    if _NEEDS_MARKS(shown):
        return '"' + shown.replace('"', '""') + '"'
    return shown


def write_csv_columns(
    stream: BinaryIO, header: Sequence[str], some: Iterable[Sequence[Iterable[str]]]
) -> int:
    """The same for rows by the million: ``some`` of them at a time, column by column.

    Cells are ready, words by ``csv_cell``. That takes a third of what Python's writer needs, which looks
    at each letter of each cell. The table has two columns or more.
    """
    if _marked.get():
        stream.write(codecs.BOM_UTF8)
    stream.write(utf8(",".join(map(csv_cell, header)) + "\r\n"))
    number = 0
    for columns in some:
        lines = list(map(",".join, zip(*columns, strict=True)))
        number += len(lines)
        stream.write(utf8("\r\n".join([*lines, ""])))
    return number


def _guarded_cell(cell: Cell) -> Cell:
    return guarded(cell) if isinstance(cell, str) else cell


class Repeated(dict[Key, str]):
    """Cells for what repeats in many rows, such as names: each is worked out once."""

    _MOST = 100_000

    def __init__(self, cell_of: Callable[[Key], str]) -> None:
        super().__init__()
        self._cell_of = cell_of

    def __missing__(self, key: Key) -> str:
        if len(self) >= self._MOST:
            self.clear()
        cell = self[key] = self._cell_of(key)
        return cell


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The same as ``write_csv``, as bytes: for tables that are small."""
    stream = io.BytesIO()
    write_csv(stream, header, rows)
    return stream.getvalue()


def utf8(words: str) -> bytes:
    """``words`` in UTF-8, broken letters replaced."""
    return words.encode("utf-8", _REPLACING)
