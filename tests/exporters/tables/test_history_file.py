"""The steps of a project as csv and xlsx."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from qualcode.exporters.tables.history_file import write_history
from qualcode.model.errors import QualcodeError
from qualcode.model.step import Step
from tests.exporters.reading import csv_table, sheets
from tests.exporters.studies import provenance

STEPS = [
    (Step(7, datetime(2026, 3, 11, 9, 5, 1, tzinfo=UTC), "AB", "Apply “=stigma”", reason="why"), True),
    (Step(8, datetime(2026, 3, 11, 9, 6, 2, tzinfo=UTC), "CD", "Undo: Delete FG1"), False),
]
ROWS = [
    ["step", "when (UTC)", "coder", "what", "in force", "reason"],
    ["7", "2026-03-11 09:05:01", "AB", "Apply “=stigma”", "yes", "why"],
    ["8", "2026-03-11 09:06:02", "CD", "Undo: Delete FG1", "no", ""],
]


def test_steps_are_written_in_order(tmp_path: Path) -> None:
    assert write_history(tmp_path / "a.csv", STEPS, provenance()) == 2
    assert csv_table(tmp_path / "a.csv") == ROWS
    assert write_history(tmp_path / "a.xlsx", STEPS, provenance()) == 2
    sheet = sheets(tmp_path / "a.xlsx")["History"]
    assert [["" if cell is None else str(cell) for cell in row] for row in sheet] == ROWS


def test_other_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(QualcodeError, match="end the file name"):
        write_history(tmp_path / "a.txt", STEPS, provenance())
