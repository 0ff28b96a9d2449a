"""The steps of a project as a table: number, time, coder, what was done, and whether it is in force."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from qualcode.exporters.formats import writer_for
from qualcode.exporters.spreadsheet import Column, spreadsheet
from qualcode.exporters.writing import Cell, whole_file, write_csv
from qualcode.model.step import Step

_COLUMNS: Final = (
    Column("step", 8), Column("when", 20), Column("coder", 18), Column("what", 90), Column("in force", 10),
    Column("reason", 50),
)  # fmt: skip

Steps = Iterable[tuple[Step, bool]]
"""Steps in order, and whether each is in force."""


def write_history(path: Path, steps: Steps) -> int:
    """Write steps as csv or xlsx; returns how many. Times are in UTC, to the second."""
    writers: dict[str, Callable[[], int]] = {
        ".csv": lambda: _write_csv(path, steps),
        ".xlsx": lambda: _write_xlsx(path, steps),
    }
    return writer_for(path, writers)()


def _rows(steps: Steps) -> Iterator[list[Cell]]:
    for step, in_force in steps:
        yield [
            step.number,
            f"{step.at:%Y-%m-%d %H:%M:%S}",
            step.coder,
            step.title,
            "yes" if in_force else "no",
            step.reason,
        ]


def _write_csv(path: Path, steps: Steps) -> int:
    with whole_file(path) as stream:
        return write_csv(stream, [column.name for column in _COLUMNS], _rows(steps))


def _write_xlsx(path: Path, steps: Steps) -> int:
    count = 0
    with whole_file(path) as stream, spreadsheet(stream) as book:
        sheet = book.sheet("History", _COLUMNS, frozen_columns=1)
        for row in _rows(steps):
            sheet.write(row)
            count += 1
    return count
