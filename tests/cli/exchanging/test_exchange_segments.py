"""A spreadsheet of segments comes in by command, as one step, and what is left out is written down."""

import json
from pathlib import Path

from qualcode.project.opening import open_project
from tests.cli.conftest import Run


def table(tmp_path: Path, *rows: str, header: str = "Document,Segment,Code,Created by") -> Path:
    path = tmp_path / "segments.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def coded(project: str) -> int:
    opened = open_project(project, writing=False)
    number = opened.study.coding_count
    opened.close()
    return number


def test_segments_come_in_and_go_again(run: Run, project: str, tmp_path: Path) -> None:
    words = "they just assume."
    file = table(tmp_path, f'FG1,"{words}",waiting,CD', "FG1,nobody ever said this here,waiting,CD")
    before = coded(project)
    rest = tmp_path / "rest.csv"
    said = run("exchange", "segments", project, file, "--left-out", rest, "--coder", "AB").output
    assert "Columns: Document: Document, Words of the segment: Segment" in said
    assert "Imported 1 segment." in said
    assert "Row 3" in said
    assert "its words are not there" in rest.read_text(encoding="utf-8")
    assert coded(project) == before + 1
    run("undo", project)
    assert coded(project) == before


def test_a_dry_run_changes_nothing_and_says_it_as_json(run: Run, project: str, tmp_path: Path) -> None:
    words = "they just assume."
    file = table(tmp_path, f'FG1,"{words}",waiting,CD', header="Where,Said,Topic,Who")
    before = coded(project)
    refused = run("exchange", "segments", project, file, "--dry-run", code=1).output
    assert "Choose the column that holds the words" in refused
    columns = ["--column", "document=Where", "--column", "words=Said", "--column", "code=Topic"]
    found = json.loads(run("exchange", "segments", project, file, *columns, "--dry-run", "--json").output)
    assert (found["added"], found["exact"], found["left out"]) == (1, 1, [])
    assert coded(project) == before


def test_the_door_for_other_programs_takes_spreadsheets_too(run: Run, project: str, tmp_path: Path) -> None:
    file = table(tmp_path, "FG1,they just assume.,waiting,CD")
    assert "Imported 1 segment." in run("exchange", "import", file, project).output


def test_import_leads_a_spreadsheet_of_segments_there(run: Run, project: str, tmp_path: Path) -> None:
    file = table(tmp_path, "FG1,they just assume.,waiting,CD")
    assert "Imported 1 segment." in run("import", project, file).output
    refused = run("import", project, file, "--kind", "interview", code=2).output
    assert "--kind is for transcripts" in refused
    survey = run("import", project, file, "--survey", "--answers", "Segment", "--dry-run").output
    assert "Would import 1 transcript" in survey
