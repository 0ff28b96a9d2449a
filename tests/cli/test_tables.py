"""Codebook, codings and attributes: from a file into a project and out again; files that do not fit.

Tests: ``attributes``, ``coding.codebook``, ``coding.codings``.
"""

import csv
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Run, steps_of


def _file(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# -- codebook -------------------------------------------------------------------------------------


def test_a_codebook_adds_and_updates(run: Run, project: str, tmp_path: Path) -> None:
    book = _file(
        tmp_path, "book.csv", "code,parent,definition", "stigma,Trust,Shamed", "privacy,,Own affairs"
    )
    said = run("codebook", "import", project, book, "--coder", "CD").stdout
    assert said == "Imported the codebook: 1 new code, 1 changed.\n"
    assert steps_of(project)[-1][0] == "CD"
    run("codebook", "export", project, tmp_path / "out.csv")
    assert {row["code"]: row["definition"] for row in _read(tmp_path / "out.csv")} == {
        "Trust": "",
        "stigma": "Shamed",
        "privacy": "Own affairs",
    }
    again = run("codebook", "import", project, book)
    assert again.stdout == "Every code is in the project as the file has it.\n"
    assert len(steps_of(project)) == 3


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_codebook_survives_the_way_out_and_in(run: Run, sample: str, tmp_path: Path, ending: str) -> None:
    assert run("codebook", "export", sample, tmp_path / f"a.{ending}").stdout.endswith("26 codes.\n")
    run("new", tmp_path / "other.qualcode", "--codebook", tmp_path / f"a.{ending}")
    run("codebook", "export", tmp_path / "other.qualcode", tmp_path / "b.csv")
    run("codebook", "export", sample, tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_a_cell_of_a_codebook_that_says_nothing_is_named_and_the_project_made(
    run: Run, tmp_path: Path
) -> None:
    book = _file(tmp_path, "book.csv", "code,colour", "stigma,#aa3355", "privacy,loud")
    result = run("new", tmp_path / "thesis.qualcode", "--codebook", book)
    assert "book.csv, line 3: “loud” is not a colour" in result.stderr
    assert "with 2 codes" in result.stdout


def test_a_table_that_is_no_codebook_makes_no_project(run: Run, tmp_path: Path) -> None:
    book = _file(tmp_path, "book.csv", "who,age", "Ruth,34")
    result = run("new", tmp_path / "thesis.qualcode", "--codebook", book, code=1)
    assert "has no column “code”" in result.stderr
    assert not (tmp_path / "thesis.qualcode").exists()
    missing = run("new", tmp_path / "thesis.qualcode", "--codebook", tmp_path / "no.csv", code=1)
    assert "no.csv" in missing.stderr


# -- codings --------------------------------------------------------------------------------------


def test_codings_bring_codes_and_coders_along(run: Run, project: str, tmp_path: Path) -> None:
    rows = ("FG1,stigma,AB,23,27,", "FG1.txt,Trust > hope,EF,23,27,why", "FG1,stigma,AB,23,27,")
    file = _file(tmp_path, "codings.csv", "transcript,code,coder,start,end,memo", *rows)
    said = run("codings", "import", project, file, "--coder", "CD").stdout.splitlines()
    assert said == [
        "Imported 2 segments.",
        "1 row skipped: in the project already, or twice in the file.",
        "New codes: hope.",
        "New coders: EF.",
    ]
    assert steps_of(project)[-1] == ("CD", "Import 2 segments")
    run("codings", "export", project, tmp_path / "out.csv", "--coder", "EF")
    (row,) = _read(tmp_path / "out.csv")
    assert (row["transcript"], row["code"], row["memo"]) == ("FG1", "Trust > hope", "why")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("FG7,stigma,AB,1,2", "line 3: there is no transcript “FG7”"),
        ("FG1,stigma,AB,1,900", "line 3: 1 to 900 is outside the text"),
        ("FG1,stigma,AB,5,5", "line 3: its end 5 is not after its start 5"),
        ("FG1,stigma,AB,one,2", "line 3: its start “one” is not a whole number"),
        ("FG1,Trust,AB,1,2", "line 3: “Trust” is a category"),
    ],
)
def test_one_row_that_does_not_fit_stops_all(
    run: Run, project: str, tmp_path: Path, row: str, reason: str
) -> None:
    file = _file(tmp_path, "codings.csv", "transcript,code,coder,start,end", "FG1,stigma,AB,1,4", row)
    assert reason in run("codings", "import", project, file, code=1).stderr
    assert len(steps_of(project)) == 2


def test_our_own_export_can_be_read_back(run: Run, sample: str, tmp_path: Path) -> None:
    run("codings", "export", sample, tmp_path / "first.csv")
    run("undo", sample, "--coder", "AB")
    run("undo", sample, "--coder", "AB")
    said = run("codings", "import", sample, tmp_path / "first.csv").stdout
    assert said == "Imported 860 segments.\nNew coders: AB, CD.\n"
    run("codings", "export", sample, tmp_path / "second.csv")
    assert _said(tmp_path / "first.csv") == _said(tmp_path / "second.csv")


def _said(path: Path) -> list[list[str]]:
    """What an export says but for the identities and moments of the codings."""
    kept = ("transcript", "code", "coder", "start", "end", "speaker", "turn", "text", "memo")
    return [[row[name] for name in kept] for row in _read(path)]


def test_segments_can_be_chosen(run: Run, sample: str, tmp_path: Path) -> None:
    def rows(*words: str) -> list[dict[str, str]]:
        run("codings", "export", sample, tmp_path / "out.csv", *words)
        return _read(tmp_path / "out.csv")

    assert len(rows()) == 860
    stigma = rows("--code", "stigma")
    assert {row["code"] for row in stigma} == {"Concerns > stigma"}
    below = rows("--code", "Concerns")
    assert all(row["code"].startswith("Concerns > ") for row in below)
    assert len(below) > len(stigma)
    two = rows("--code", "stigma", "--code", "consent", "--coder", "AB", "--transcript", "INT01 Ruth")
    assert {row["coder"] for row in two} == {"AB"}
    assert {row["transcript"] for row in two} == {"INT01 Ruth"}
    with_context = rows("--code", "stigma", "--context", "20")
    assert {len(row["before"]) for row in with_context} == {20}


# -- attributes -----------------------------------------------------------------------------------


def test_attributes_of_participants(run: Run, project: str, tmp_path: Path) -> None:
    people = _file(tmp_path, "people.csv", "pseudonym,income,age", "P1,high,41", "P9,low,")
    said = run("attributes", "import", project, people, "--coder", "CD").stdout.splitlines()
    assert said == [
        "Imported attributes of 2 people.",
        "2 new values, 1 changed.",
        "New attribute: age (number).",
        "New participant: P9.",
    ]
    run("attributes", "export", project, tmp_path / "out.csv")
    assert [(row["participant"], row["income"], row["age"]) for row in _read(tmp_path / "out.csv")] == [
        ("P1", "high", "41"),
        ("MOD", "", ""),
        ("P9", "low", ""),
    ]


@pytest.mark.parametrize(("column", "words"), [("transcript", ()), ("name", ("--of", "transcript"))])
def test_attributes_of_transcripts(
    run: Run, project: str, tmp_path: Path, column: str, words: tuple[str, ...]
) -> None:
    sessions = _file(tmp_path, "sessions.csv", f"{column},place", "FG1,online")
    run("attributes", "import", project, sessions, *words)
    run("attributes", "export", project, tmp_path / "out.xlsx", "--of", "transcript")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[1]
    assert list(sheet.iter_rows(values_only=True)) == [("transcript", "place"), ("FG1", "online")]


def test_attributes_that_do_not_fit(run: Run, project: str, tmp_path: Path) -> None:
    sessions = _file(tmp_path, "sessions.csv", "transcript,place", "FG9,online")
    result = run("attributes", "import", project, sessions, code=1)
    assert "“FG9” is no transcript of this project" in result.stderr
    assert len(steps_of(project)) == 2
