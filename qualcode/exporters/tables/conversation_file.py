"""Figures about conversations as CSV or spreadsheet, one line each, with the turns they stand on."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from qualcode.exporters.formats import writer_for
from qualcode.exporters.tables.matrix_file import meta_path
from qualcode.exporters.tables.sheet_pages import Column
from qualcode.exporters.tables.spreadsheet import spreadsheet
from qualcode.exporters.writing import Cell, csv_bytes, utf8, whole_file
from qualcode.model.questions.provenance import Provenance, caption, facts

_COLUMNS: Final = (
    Column("transcript", 24),
    Column("row", 34),
    Column("column", 24),
    Column("value", 12, "General"),
    Column("turns", 60),
)
HEADER: Final = ("table", "transcript", "speaker", "next speaker", "code", "measure", "figure", "turns")
"""Of the one file with all tables. ``turns`` are numbered from 1 and separated by spaces."""

_DECIMALS: Final = 2
"""Of shares and minutes in a spreadsheet, which is for reading; a csv holds all that there are."""


@dataclass(frozen=True, slots=True)
class TalkSheet:
    """One table: its name, what it shows, and rows of transcript, two names, a figure, and turns.

    ``heads`` are what names and figure are called; in a csv each is in a column of ``HEADER``, and those
    that are not among them are a ``measure`` or a participant, who is a ``speaker`` there.
    """

    name: str
    about: str
    heads: tuple[str, str, str]
    rows: tuple[tuple[Cell, ...], ...]


def write_conversations(
    path: Path, tables: Sequence[TalkSheet], about: Provenance, remarks: Sequence[str], *, created: datetime
) -> None:
    """Write tables as the ending of ``path`` says: csv (all in one) or xlsx (a sheet each)."""
    writers: dict[str, Callable[[], None]] = {
        ".csv": lambda: _write_csv(path, tables, about, remarks, created),
        ".xlsx": lambda: _write_xlsx(path, tables, about, remarks),
    }
    writer_for(path, writers)()


def _write_csv(
    path: Path, tables: Sequence[TalkSheet], about: Provenance, remarks: Sequence[str], created: datetime
) -> None:
    content = csv_bytes(HEADER, (cells for table in tables for cells in _in_one_table(table)))
    meta = {
        **dict(facts(about)),
        "step": about.step,
        "caption": caption(about),
        "created": created.isoformat(timespec="seconds"),
        "file": path.name,
        "sha256": hashlib.sha256(content).hexdigest(),
        "remarks": list(remarks),
    }
    with whole_file(path) as stream, whole_file(meta_path(path)) as meta_stream:
        stream.write(content)
        meta_stream.write(utf8(json.dumps(meta, ensure_ascii=False, indent=2) + "\n"))


def _in_one_table(table: TalkSheet) -> Iterator[list[Cell]]:
    """Its rows with a cell for each column of all tables; what is counted is the measure where none is."""
    *names, figure = ("speaker" if head == "participant" else head for head in table.heads)
    for transcript, *said, value, turns in table.rows:
        cells = {"measure": figure, **dict(zip(names, said, strict=True)), "figure": value, "turns": turns}
        yield [table.name, transcript, *(cells.get(name) for name in HEADER[2:])]


def _write_xlsx(path: Path, tables: Sequence[TalkSheet], about: Provenance, remarks: Sequence[str]) -> None:
    with whole_file(path) as stream, spreadsheet(stream, about, remarks, printed=True) as book:
        for table in tables:
            sheet = book.sheet(table.name, _headed(table.heads), table.about, frozen_columns=1)
            for row in table.rows:
                sheet.write([round(cell, _DECIMALS) if isinstance(cell, float) else cell for cell in row])


def _headed(heads: Sequence[str]) -> list[Column]:
    transcript, *columns, turns = _COLUMNS
    return [
        transcript,
        *(column._replace(name=name) for column, name in zip(columns, heads, strict=True)),
        turns,
    ]
