"""A plain list as a table: csv, or one sheet of a spreadsheet."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from qualcode.exporters.formats import writer_for
from qualcode.exporters.tables.sheet_pages import Column
from qualcode.exporters.tables.spreadsheet import spreadsheet
from qualcode.exporters.writing import Cell, whole_file, write_csv


def write_list(path: Path, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> int:
    """Write rows as csv or xlsx, by the ending of ``path``; returns how many."""

    def as_csv() -> int:
        with whole_file(path) as stream:
            return write_csv(stream, [column.name for column in columns], rows)

    def as_xlsx() -> int:
        count = 0
        with whole_file(path) as stream, spreadsheet(stream) as book:
            sheet = book.sheet(title, columns, frozen_columns=1)
            for row in rows:
                sheet.write(row)
                count += 1
        return count

    writers: dict[str, Callable[[], int]] = {".csv": as_csv, ".xlsx": as_xlsx}
    return writer_for(path, writers)()
