"""Differences settled in a spreadsheet: written, filled in, read back.

Tests as well: ``exporters.agreement.differences_file``, ``importers.tables.settled_file``.
"""

import csv
import getpass
import json
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from qualcode.operations.coders import ensure_coder
from qualcode.project.opening import open_project
from tests.cli.conftest import Run, steps_of
from tests.support.ready import ReadyProjects
from tests.support.teams import PASSAGE, code_as, team_project


@pytest.fixture
def file(ready_projects: ReadyProjects, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(getpass, "getuser", lambda: "Lead")
    return ready_projects.copy(team_project, tmp_path / "team.qualcode")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def codings_of(run: Run, file: str, tmp_path: Path, coder: str) -> list[tuple[str, str]]:
    path = tmp_path / "codings.csv"
    run("codings", "export", file, path, "--coder", coder)
    return sorted((row["code"], row["text"]) for row in rows_of(path))


def test_a_lead_without_codings_is_no_third_coder(file: str, run: Run, tmp_path: Path) -> None:
    with closing(open_project(file)) as project:
        project.do(ensure_coder(project.whole, "Lead")[1], "Lead", whole=True)
    path = tmp_path / "differences.csv"
    assert "4 passages read differently" in run("adjudicate", "export", file, path).output
    with closing(open_project(file)) as project:
        project.do(code_as(project.whole, "Lead", "consent", PASSAGE), "Lead", whole=True)
    assert "Name two coders" in run("adjudicate", "export", file, path, code=1).output


def test_a_table_is_settled_and_read_back(file: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "differences.csv"
    assert run("team", "reasons", file).output == "No decision gives a reason.\n"
    assert (
        run("adjudicate", "export", file, path).output == f"{path}: 4 passages read differently, 0 settled.\n"
    )
    rows = rows_of(path)
    assert ", ".join(rows[0]) == "transcript, turn, difference, AB, CD, text, decision, code, reason, key"
    assert [row["difference"] for row in rows] == ["only AB", "only AB", "only CD", "only AB"]
    assert rows[2]["text"] == PASSAGE
    rows[0] |= {"decision": "AB", "reason": "slip"}
    rows[2] |= {"decision": "new", "code": "consent", "reason": "definition unclear"}
    write(path, rows)
    assert run("adjudicate", "import", file, path).output == "Settled 2 passages.\n"
    assert steps_of(file)[-1] == ("Lead", "Settle 2 passages")
    assert codings_of(run, file, tmp_path, "Agreed") == [
        ("consent", PASSAGE),
        ("stigma", "They just assume that you must be poor."),
    ]
    told = json.loads(run("team", "reasons", file, "--json").output)
    assert {(row["code"], row["decisions"], row["reason"]) for row in told} == {
        ("stigma", 1, "slip"),
        ("stigma", 1, "definition unclear"),
        ("consent", 1, "definition unclear"),
    }
    assert "slip" not in run("team", "reasons", file, "--code", "consent").output
    assert "nothing was changed" in run("adjudicate", "import", file, path).output
    again = tmp_path / "again.csv"
    assert "4 passages read differently, 2 settled" in run("adjudicate", "export", file, again).output
    kept = rows_of(again)
    assert [(row["decision"], row["code"], row["reason"]) for row in kept][:3] == [
        ("AB", "", "slip"),
        ("", "", ""),
        ("new", "consent", "definition unclear"),
    ]
    left = run("adjudicate", "export", file, again, "--open", "--code", "consent").output
    assert "2 passages read differently, 0 settled" in left
    run("undo", file)
    assert "0 settled" in run("adjudicate", "export", file, again).output


def test_a_spreadsheet_goes_there_and_back(file: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "differences.xlsx"
    run("adjudicate", "export", file, path, "--between", "CD", "--between", "AB", "--transcript", "FG1")
    book = openpyxl.load_workbook(path)
    sheet = book["Differences"]
    header = [cell.value for cell in sheet[1]]
    assert header[3:5] == ["CD", "AB"]
    sheet.cell(2, header.index("decision") + 1).value = "neither"
    book.save(path)
    # Whoever comes first, the differences are the same.
    assert "Settled FG1, turn 2: neither." in run("adjudicate", "import", file, path).output
    assert codings_of(run, file, tmp_path, "Agreed") == []


def test_what_is_alike_is_taken_over(file: str, run: Run, tmp_path: Path) -> None:
    assert "nothing was changed" in run("adjudicate", "agreed", file).output
    run("codings", "recode", file, "consent", "--code", "stigma", "--by", "CD")
    run("code", file, "consent", "--query", f'"{PASSAGE[:10]}"', "--unit", "sentence", "--coder", "AB")
    said = run("adjudicate", "agreed", file, "--as", "Team").output
    assert said == "Copied 1 segment that both coded alike.\n"
    assert codings_of(run, file, tmp_path, "Team") == [("consent", PASSAGE)]


def test_what_cannot_be_settled_is_said(file: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "differences.csv"
    assert (
        "Name two coders with --between A --between B"
        in run("adjudicate", "export", file, path, "--between", "AB", code=1).output
    )
    run("adjudicate", "export", file, path)
    assert "settles nothing" in run("adjudicate", "import", file, path, code=1).output
    rows = rows_of(path)
    rows[0]["decision"] = "perhaps"
    write(path, rows)
    refused = run("adjudicate", "import", file, path, code=1).output
    assert "line 2: “perhaps” is not a decision" in refused
    path.write_text("a,b\n1,2\n", "utf-8")
    assert "key" in run("adjudicate", "import", file, path, code=1).output


def test_nobody_blinded_is_given_differences_to_what_they_do_not_see(
    file: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FG1 is in a blind round and INT01 is not: of CD, AB sees nothing there."""
    path = tmp_path / "differences.csv"
    monkeypatch.setattr(getpass, "getuser", lambda: "AB")
    steps = len(steps_of(file))
    for command in (
        ("export", file, path),
        ("export", file, path, "--transcript", "FG1"),
        ("agreed", file),
    ):
        result = run("adjudicate", *command, "--between", "AB", "--between", "CD", code=1)
        assert result.stderr.startswith(
            "qualcode: Readings are not compared for you while the round “Pilot” is"
        )
        assert not path.exists()
    assert len(steps_of(file)) == steps
    pair = ("--between", "AB", "--between", "CD")
    assert (
        "read differently" in run("adjudicate", "export", file, path, *pair, "--transcript", "INT01").stdout
    )
    rows = rows_of(path)
    assert {row["transcript"] for row in rows} == {"INT01"}
    write(path, [rows[0] | {"decision": "neither"}])
    assert run("adjudicate", "import", file, path, *pair).stdout == "Settled INT01, turn 4: neither.\n"


def test_differences_of_a_blind_round_are_not_settled_by_those_who_do_not_see_them(
    file: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "differences.csv"
    run("adjudicate", "export", file, path, "--transcript", "FG1")
    write(path, [row | {"decision": "neither"} for row in rows_of(path)])
    monkeypatch.setattr(getpass, "getuser", lambda: "AB")
    pair = ("--between", "AB", "--between", "CD")
    result = run("adjudicate", "import", file, path, *pair, code=1)
    assert "there is no such difference" in result.stderr
