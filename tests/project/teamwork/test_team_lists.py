"""Rounds, versions and other tools as lists, in the window and by command alike.

Tests as well: ``exporters.tables.list_file``, ``cli.lists``.
"""

import csv
from contextlib import closing as closed_after
from pathlib import Path

import pytest

from qualcode.model.errors import QualcodeError
from qualcode.model.teamwork.rounds import round_named
from qualcode.operations.papers.codebook_versions import name_version
from qualcode.operations.papers.tool_register import ToolWords, record_tool
from qualcode.project.opening import open_project
from qualcode.project.reports.closing import closing
from qualcode.project.teamwork.team_lists import TeamList, write_team_list
from tests.cli.conftest import Run, run
from tests.exporters.reading import sheets
from tests.support.ready import ReadyProjects
from tests.support.teams import team_project

__all__ = ["run"]


@pytest.fixture
def file(ready_projects: ReadyProjects, tmp_path: Path) -> str:
    path = ready_projects.copy(team_project, tmp_path / "team.qualcode")
    with closed_after(open_project(path)) as project:
        project.do(name_version(project.study, "Pilot", "Lead", "two groups"), "Lead")
        words = ToolWords("Scribe", "transcribing", "2", "2025", "a service")
        project.do(record_tool(project.study, words, "Lead"), "Lead")
        project.do(closing(project, round_named(project.study, "Pilot").id), "Lead")
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            ("team", "rounds"),
            [
                {"round": "Pilot", "open": "no", "blind": "yes", "coder": "AB", "progress": "in progress"},
                {"round": "Pilot", "open": "no", "blind": "yes", "coder": "CD", "progress": "in progress"},
            ],
        ),
        (
            ("codebook", "version", "list"),
            [{"version": "Pilot", "by": "Lead", "now": "yes", "note": "two groups"}],
        ),
        (("tools", "list"), [{"tool": "Scribe", "what for": "transcribing", "recorded by": "Lead"}]),
    ],
    ids=str,
)
def test_lists_are_written_by_command(
    file: str, run: Run, tmp_path: Path, words: tuple[str, ...], expected: list[dict[str, str]]
) -> None:
    path = tmp_path / "list.csv"
    printed = run(*words, file, path, code=0).output
    found = rows_of(path)
    assert [
        {name: row[name] for name in wanted} for row, wanted in zip(found, expected, strict=True)
    ] == expected
    assert f"{len(expected)} row" in printed
    run(*words, file, tmp_path / "list.xlsx", code=0)
    assert len(sheets(tmp_path / "list.xlsx")) == 2
    refused = run(*words, file, tmp_path / "list.odd", code=1).output
    assert "end the file name in csv or xlsx" in refused


def test_moments_are_in_utc_and_the_columns_say_so(
    file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {}
    with closed_after(open_project(file, writing=False)) as project:
        for zone in ("UTC", "Pacific/Auckland"):
            monkeypatch.setenv("TZ", zone)
            for what in TeamList:
                write_team_list(tmp_path / "list.csv", project.study, what)
                found[zone, what] = (tmp_path / "list.csv").read_bytes()
        row = round_named(project.study, "Pilot")
    for what in TeamList:
        assert found["UTC", what] == found["Pacific/Auckland", what]
    (tmp_path / "list.csv").write_bytes(found["UTC", TeamList.ROUNDS])
    first = rows_of(tmp_path / "list.csv")[0]
    assert first["opened (UTC)"] == f"{row.opened_at:%Y-%m-%d %H:%M:%S}"
    assert first["kept at closing"] == row.closing[0]


def test_a_format_that_is_unknown_is_refused(file: str, tmp_path: Path) -> None:
    with closed_after(open_project(file, writing=False)) as project, pytest.raises(QualcodeError):
        write_team_list(tmp_path / "list.txt", project.study, TeamList.TOOLS)
