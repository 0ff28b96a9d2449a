"""Conversations of the sample project by command.

Tests as well: ``exporters.tables.conversation_file``, ``project.reports.conversing``.
"""

import csv
import hashlib
import json
import re
import shutil
from pathlib import Path

import openpyxl
import pytest

from qualcode.model.entities import AttributeValue
from qualcode.project.opening import open_project
from tests.cli.conftest import Run


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_with_its_rule_beside_it(run: Run, sample_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "talk.csv"
    assert run("conversation", sample_file, path).stdout == (
        f"{path}: Turns in order, speakers by participant or label, all coders merged, 10 transcripts.\n"
    )
    rows = _rows(path)
    assert [*rows[0]] == [
        "table", "transcript", "speaker", "next speaker", "code", "measure", "figure", "turns",
    ]  # fmt: skip
    assert {row["table"] for row in rows} == {"Shares", "Who after whom", "Codes taken up"}
    meta = json.loads((tmp_path / "talk.csv.meta.json").read_text(encoding="utf-8"))
    assert meta["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert meta["in words"].endswith("10 transcripts")
    assert any(remark.startswith("FG3 Black parents: Minutes are those of") for remark in meta["remarks"])


def test_figures_lead_back_to_their_turns(run: Run, sample_file: Path, tmp_path: Path) -> None:
    name = "FG4 Larger families"
    run("conversation", sample_file, tmp_path / "talk.csv", "--transcript", name)
    project = open_project(str(sample_file), writing=False)
    try:
        study = project.study
        turns = study.turns_of(study.transcript_named(name).id)
        people = [
            None if turn.participant_id is None else study.participants[turn.participant_id].name
            for turn in turns
        ]
    finally:
        project.close()
    rows = _rows(tmp_path / "talk.csv")
    for row in rows:
        numbers = [int(number) - 1 for number in row["turns"].split()]
        if row["table"] == "Shares":
            assert {people[number] for number in numbers} == {row["speaker"]}
            whole = row["measure"] == "turns"
            assert not whole or int(row["figure"]) == len(numbers) == people.count(row["speaker"])
            assert row["next speaker"] == row["code"] == ""
        elif row["table"] == "Who after whom":
            assert {people[number] for number in numbers} == {row["next speaker"]}
            assert (int(row["figure"]), row["measure"]) == (len(numbers), "times")
        elif row["figure"] != "never":
            assert (int(row["figure"]), row["measure"]) == (numbers[0] + 1, "first turn")
            assert {people[number] for number in numbers} == {row["speaker"]}
        else:
            assert numbers == []


def test_a_sheet_for_each_table(run: Run, sample_file: Path, tmp_path: Path) -> None:
    words = ("--transcript", "INT01 Ruth", "--coder", "AB", "--interviewers")
    run("conversation", sample_file, tmp_path / "talk.xlsx", *words)
    first = (tmp_path / "talk.xlsx").read_bytes()
    run("conversation", sample_file, tmp_path / "talk.xlsx", *words)
    assert (tmp_path / "talk.xlsx").read_bytes() == first
    book = openpyxl.load_workbook(tmp_path / "talk.xlsx")
    assert book.sheetnames == ["About", "Shares", "Who after whom", "Codes taken up"]
    heads = {name: [cell.value for cell in book[name][1]] for name in book.sheetnames[1:]}
    assert heads == {
        "Shares": ["transcript", "speaker", "measure", "figure", "turns"],
        "Who after whom": ["transcript", "speaker", "next speaker", "times", "turns"],
        "Codes taken up": ["transcript", "code", "participant", "first turn", "turns"],
    }


@pytest.mark.parametrize("ending", ["docx", "html", "pdf"])
def test_documents_of_groups_are_the_same_twice(
    run: Run, sample_file: Path, tmp_path: Path, ending: str
) -> None:
    words = ("--kind", "focus-group", "--title", "Who spoke")
    for name in ("a", "b"):
        run("conversation", sample_file, tmp_path / f"{name}.{ending}", *words)
    assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()


def test_a_document_has_a_chapter_for_each_conversation_after_all_side_by_side(
    run: Run, sample_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "talk.html"
    run("conversation", sample_file, path, "--kind", "focus-group")
    text = path.read_text("utf-8")
    heads = re.findall(r"<h2[^>]*>(.*?)</h2>", text, re.DOTALL)
    assert heads[:2] == ["Contents", "Tables"]
    assert heads[2:] == [
        *("Side by side", "FG1 Home owners", "FG2 Lone parents", "FG3 Black parents", "FG4 Larger families"),
        "About these conversations",
    ]
    # Two kinds of sentence name tables, and neither speaks of the use of codes.
    assert "compares how much each speaker said." in text
    assert "breaks down" not in text
    # Minutes are a column only where times are known, and turns are whole numbers.
    tables = dict(re.findall(r"(Who speaks how much in [^.<]+)\.?.*?<thead>(.*?)</thead>", text, re.DOTALL))
    assert "Minutes" not in tables["Who speaks how much in FG1 Home owners"]
    assert "Minutes" in tables["Who speaks how much in FG4 Larger families"]
    first = text[text.index("FG1-P1") :]
    assert re.search(r"<td[^>]*>25</td>", first)
    run("conversation", sample_file, path, "--transcript", "INT01 Ruth")
    alone = path.read_text("utf-8")
    assert "Side by side" not in alone
    assert ">Contents<" not in alone


def test_chosen_codes_within_a_query(run: Run, sample_file: Path, tmp_path: Path) -> None:
    project = tmp_path / "own.qualcode"
    shutil.copy(sample_file, project)
    run("query", "save", project, "Tenants", 'housing:"private rent"')
    path = tmp_path / "talk.csv"
    choices = ("--code", "stigma", "--code", "consent", "--query", "tenants")
    said = run("conversation", project, path, *choices).stdout
    assert "10 transcripts, 2 chosen codes, only with “Tenants” (" in said
    taken = [row for row in _rows(path) if row["table"] == "Codes taken up"]
    assert {row["code"].rpartition(" > ")[2].casefold() for row in taken} == {"stigma", "consent"}
    opened = open_project(str(project), writing=False)
    try:
        study = opened.study
        people = {row.name: row.id for row in study.participants.values()}
        housing = next(row for row in study.attributes_in_order if row.name == "housing")
        renting = {
            row.subject_id
            for row in study.rows(AttributeValue).values()
            if row.attribute_id == housing.id and row.value == "private rent"
        }
    finally:
        opened.close()
    assert taken
    assert {people[row["speaker"]] for row in taken} <= renting
    meta = json.loads((tmp_path / "talk.csv.meta.json").read_text(encoding="utf-8"))
    assert "2 chosen codes, only with “Tenants”" in meta["in words"]
    assert meta["codes"].startswith("2 (chosen)")


def test_the_most_used_codes(run: Run, sample_file: Path, tmp_path: Path) -> None:
    run("conversation", sample_file, tmp_path / "talk.csv", "--most-used", "3")
    codes = {row["code"] for row in _rows(tmp_path / "talk.csv") if row["table"] == "Codes taken up"}
    assert len(codes) == 3
