"""A plain list as a table: csv with all its columns, or a spreadsheet with those that are for people."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from qualcode.exporters.formats import writer_for
from qualcode.exporters.tables.sheet_pages import Column, shown_places
from qualcode.exporters.tables.spreadsheet import spreadsheet
from qualcode.exporters.writing import Cell, whole_file, write_csv
from qualcode.model.questions.provenance import Provenance


class ListSheet(NamedTuple):
    """The sheet of a list, what a row of it is, and its columns, of which the first stays in sight."""

    name: str
    about: str
    columns: Sequence[Column]


def write_list(path: Path, sheet: ListSheet, rows: Iterable[Sequence[Cell]], about: Provenance) -> int:
    """Write rows as csv or xlsx, by the ending of ``path``; returns how many."""

    def as_csv() -> int:
        with whole_file(path) as stream:
            return write_csv(stream, [column.name for column in sheet.columns], rows)

    def as_xlsx() -> int:
        count = 0
        with whole_file(path) as stream, spreadsheet(stream, about) as book:
            shown = shown_places(sheet.columns)
            columns = [sheet.columns[place] for place in shown]
            table = book.sheet(sheet.name, columns, sheet.about, frozen_columns=1)
            for row in rows:
                table.write([row[place] for place in shown])
                count += 1
        return count

    writers: dict[str, Callable[[], int]] = {".csv": as_csv, ".xlsx": as_xlsx}
    return writer_for(path, writers)()
