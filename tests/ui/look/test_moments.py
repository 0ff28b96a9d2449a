"""One law of dates: the window goes by the computer's clock and says so, reports and files are in UTC."""

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qualcode.model.words.in_words import moment_in_words
from qualcode.ui.look.moments import clock_told, day_here, moment_here, short_moment_here

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
    assert short_moment_here(AT) == "2 Mar 2026, 12:30"
    assert day_here(AT) == "2 March 2026"
    assert clock_told(AT) == "By this computer’s clock; in reports and files 2026-03-01 23:30 UTC"
    assert moment_in_words(AT) == "1 March 2026, 23:30 UTC"


LOCAL = re.compile(r"\.astimezone\(\)")
ALLOWED = {"ui/look/moments.py", "ui/pages/start/page.py"}
"""The start page tells when a project was opened here last: of that no report speaks."""


def test_no_window_words_a_moment_by_itself() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "ui").rglob("*.py")
        if LOCAL.search(path.read_text("utf-8"))
    }
    assert found == ALLOWED


def test_nothing_that_is_written_goes_by_the_clock() -> None:
    below = [path for name in ("exporters", "analysis", "operations") for path in (ROOT / name).rglob("*.py")]
    assert [path.name for path in below if LOCAL.search(path.read_text("utf-8"))] == []
