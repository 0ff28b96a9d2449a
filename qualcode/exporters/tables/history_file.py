"""The steps of a project as a table: number, time, coder, what was done, and whether it is in force."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from qualcode.exporters.tables.list_file import ListSheet, write_list
from qualcode.exporters.tables.sheet_pages import Column
from qualcode.exporters.writing import Cell
from qualcode.model.questions.provenance import Provenance
from qualcode.model.step import Step

_COLUMNS: Final = (
    *(Column("step", 8, "#,##0"), Column("when (UTC)", 20), Column("coder", 18), Column("what", 90)),
    *(Column("in force", 10), Column("reason", 50)),
)

_SHEET: Final = ListSheet("History", "A row for each step, in the order in which they were taken", _COLUMNS)

Steps = Iterable[tuple[Step, bool]]
"""Steps in order, and whether each is in force."""


def write_history(path: Path, steps: Steps, about: Provenance) -> int:
    """Write steps as csv or xlsx; returns how many. Times are in UTC, to the second."""
    return write_list(path, _SHEET, _rows(steps), about)


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
