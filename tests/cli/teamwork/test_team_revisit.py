"""The commands about revisiting and outcomes, and of agreement over time, with oneself and with an expert."""

import csv
import getpass
import json
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook

from qualcode.operations.codes.codebook import edit_code
from qualcode.project.opening import open_project
from tests.cli.conftest import Run
from tests.support.ready import ReadyProjects
from tests.support.teams import team_project


@pytest.fixture
def file(ready_projects: ReadyProjects, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(getpass, "getuser", lambda: "Lead")
    return ready_projects.copy(team_project, tmp_path / "team.qualcode")


def test_segments_are_listed_kept_and_recoded(file: str, run: Run) -> None:
    assert run("team", "revisit", file).output.startswith("Nothing to revisit")
    for text in ("first", "second"):
        with closing(open_project(file)) as project:
            code = project.study.code_named("consent").id
            project.do(edit_code(project.study, code, definition=text), "Lead")
        if text == "first":
            run("code", file, "consent", "--query", "hate")
    (row,) = json.loads(run("team", "revisit", file, "--json").output)
    assert (row["code"], row["definition then"], row["revisited"]) == ("consent", "first", None)
    assert row["id"] in run("team", "revisit", file, "--code", "consent").output
    assert "not one of the segments" in run("team", "revisit", file, "--keep", "ffff", code=1).output
    assert "go together" in run("team", "revisit", file, "--as", "stigma", code=2).output
    kept = run("team", "revisit", file, "--keep", row["id"][:12])
    assert kept.output == "Marked 1 segment as revisited.\n"
    assert run("team", "revisit", file).output.startswith("Nothing to revisit")
    assert json.loads(run("team", "revisit", file, "--seen", "--json").output)[0]["revisited"] == "Lead"
    run("undo", file)
    assert "Recode" in run("team", "revisit", file, "--recode", row["id"], "--as", "stigma").output
    assert run("team", "revisit", file, "--code", "consent").output.startswith("Nothing to revisit")
    run("undo", file)
    assert run("team", "revisit", file, "--keep-all").output == "Marked 1 segment as revisited.\n"


def test_what_became_of_codings_is_said(file: str, run: Run, tmp_path: Path) -> None:
    told = run("team", "outcomes", file, "--coder", "AB").stdout
    assert (
        told == "There are no settled codings that you may see while the round “Pilot” is open and blind.\n"
    )
    sheet = tmp_path / "differences.csv"
    run("adjudicate", "export", file, sheet, "--between", "AB", "--between", "CD")
    with sheet.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    rows[0] |= {"decision": "neither", "reason": "slip"}
    with sheet.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows[:1])
    run("adjudicate", "import", file, sheet, "--between", "AB", "--between", "CD")
    # As long as the round is blind, AB does not see what was settled about the work of others.
    assert "There are no settled codings that" in run("team", "outcomes", file, "--coder", "AB").output
    run("team", "round", "close", file, "Pilot")
    became = json.loads(run("team", "outcomes", file, "--coder", "AB", "--json").output)
    gone = [row for row in became if row["became"] == "not kept"]
    assert [row["reason"] for row in gone] == ["slip"]
    assert gone[0]["in words"].startswith("Not kept. Between AB and CD it was settled as neither (slip)")
    assert "not kept" in run("team", "outcomes", file, "--coder", "AB").output


def test_agreement_has_more_sides(file: str, run: Run, tmp_path: Path) -> None:
    run("team", "round", "close", file, "Pilot")
    run("team", "round", "open", file, "Again", "--coder", "AB", "--second", "--transcript", "FG1")
    run("code", file, "consent", "--query", "hate", "--coder", "AB (second coding)")
    found = tmp_path / "agreement.json"
    told = run("agreement", file, found, "--self", "--expert", "CD", "--bootstrap", 0, "--json").output
    sides = json.loads(told[told.index("{") :])
    assert sides["coders"] == ["AB", "CD"]
    assert [row["name"] for row in sides["with themselves"]["rows"]] == ["AB"]
    (row,) = sides["with an expert"]["rows"]
    assert (row["name"], sides["with an expert"]["expert"]) == ("AB", "CD")
    assert row["found"] + row["missed"] > 0
    # Of one coder alone: with themself.
    alone = run("agreement", file, found, "--coder", "AB", "--self", "--bootstrap", 0).output
    assert "AB and AB (second coding)" in alone
    assert "at least two rounds" in run("agreement", file, found, "--drift", code=1).output
    sheets = tmp_path / "agreement.xlsx"
    run("agreement", file, sheets, "--self", "--expert", "CD", "--bootstrap", 0)
    book = load_workbook(sheets)
    rows = list(book["With an expert"].iter_rows(values_only=True))
    assert rows[0][:6] == ("coder", "code", "units", "found", "missed", "more")
    assert rows[1][:2] == ("AB", "all codes pooled")
    assert rows[1][3:6] == (row["found"], row["missed"], row["more"])
    assert book["With themselves"].cell(2, 1).value == "AB"
    written = tmp_path / "agreement.html"
    run("agreement", file, written, "--self", "--expert", "CD", "--bootstrap", 0)
    text = written.read_text(encoding="utf-8")
    assert "Compared with CD" in text
    assert "Each coder with their own second coding" in text


def test_words_of_segments_are_listed_from_a_project_just_opened(tmp_path: Path, run: Run) -> None:
    """Nothing else has asked for the texts: the list itself has to fetch them while the project is open."""
    file, words = tmp_path / "care.qualcode", "My sister drives me on Fridays."
    talks = [tmp_path / f"Talk {number}.txt" for number in (1, 2)]
    rows = ["transcript,code,coder,start,end"]
    for number, talk in enumerate(talks):
        talk.write_text(f"I: Who takes you there?\nP1: {words}\nP1: {number} times.\n", encoding="utf-8")
        rows.append(f"{talk.stem},kin,Ana,28,{28 + len(words)}")
    (tmp_path / "codings.csv").write_text("\n".join(rows), encoding="utf-8")
    book = tmp_path / "book.csv"
    run("new", file)
    run("import", file, *talks)
    for definition in ("Family.", "Help by relatives."):
        book.write_text(f"code,definition\nkin,{definition}\n", encoding="utf-8")
        run("codebook", "import", file, book)
        if definition == "Family.":
            run("codings", "import", file, tmp_path / "codings.csv")
    assert run("team", "revisit", file).output.count(words) == len(talks)
    found = json.loads(run("team", "revisit", file, "--json").output)
    assert [row["words"] for row in found] == [words] * len(talks)
