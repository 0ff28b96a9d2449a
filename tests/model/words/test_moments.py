"""One law of dates: the window goes by the computer's clock and says so, reports and files are in UTC."""

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qualcode.model.words.in_words import moment_in_words
from qualcode.model.words.moments import clock_told, day_here, moment_here

ROOT = Path(__file__).parents[3] / "qualcode"
AT = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)


@pytest.fixture
def far_away(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """In a place where it is the next day already."""
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows has no clock of its own for a program")
@pytest.mark.usefixtures("far_away")
def test_the_window_goes_by_the_clock_and_says_what_reports_say() -> None:
    assert moment_here(AT) == "2 March 2026, 12:30"
    assert day_here(AT) == "2 March 2026"
    assert clock_told(AT) == "By this computer’s clock; in reports and files 1 March 2026, 23:30 UTC"
    assert moment_in_words(AT) == "1 March 2026, 23:30 UTC"


LOCAL = re.compile(r"\.astimezone\(\)")
ALLOWED = {"cli/failures.py", "ui/pages/start/page.py"}
"""The start page tells when a project was opened here last, a log when the program failed: of neither a
report speaks."""
NUMBERS = re.compile(r"%Y-%m|%d %[bB]|%[dm]/%|isoformat\(\)")
FOR_PROGRAMS = {
    *("exporters/codebook/codebook_report.py", "exporters/papers/audit_report.py"),
    *("exporters/papers/saturation_report.py", "exporters/passages/memos_file.py"),
    *("exporters/tables/history_file.py", "exporters/transcripts/coded_transcript_comments.py"),
    *("importers/tables/answer_days.py", "importers/tables/spreadsheet_file.py"),
    *("importers/tables/table_cells.py", "model/exchange/kept.py", "project/reports/report_memory.py"),
    *("project/teamwork/team_lists.py", "storage/backups.py", "storage/codec.py", "storage/column_types.py"),
    *("cli/memos.py", "cli/questions/saved_reports.py"),
    *("ui/dialogs/papers/days.py",),
}
"""These write days for spreadsheets, programs, databases and names of files."""


def _written_with(pattern: re.Pattern[str], *rooms: str) -> set[str]:
    return {
        path.relative_to(ROOT).as_posix()
        for room in rooms
        for path in (ROOT / room).rglob("*.py")
        if pattern.search(path.read_text("utf-8"))
    }


def test_neither_window_nor_command_words_a_moment_by_itself() -> None:
    assert _written_with(LOCAL, "ui", "cli") == ALLOWED


def test_days_are_written_in_numbers_for_programs_alone() -> None:
    assert _written_with(NUMBERS, "") == FOR_PROGRAMS


def test_nothing_that_is_written_goes_by_the_clock() -> None:
    below = [path for name in ("exporters", "analysis", "operations") for path in (ROOT / name).rglob("*.py")]
    assert [path.name for path in below if LOCAL.search(path.read_text("utf-8"))] == []
