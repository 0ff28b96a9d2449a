"""The words that were coded are the words that come out, whatever letters stand before them.

Tests: ``transcripts.transcripts``, ``questions.search``.
"""

import csv
import json
import re
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from qualcode.project.opening import open_project
from tests.cli.conftest import Run

BEFORE = "Q: Well 😀 …\nAnna: Cafe\u0301\u00a0talk 👩‍👧, you know.\u2028 So "
WORDS = "they just assume \u00a3 👍🏽 e\u0301"
TEXT = f"{BEFORE}{WORDS} that we say yes.\nQ: Yes?\nAnna: Yes.\n"
START, END = len(BEFORE), len(BEFORE) + len(WORDS)


@pytest.fixture
def coded(run: Run, address: str, tmp_path: Path) -> str:
    """A project in which WORDS are coded as stigma."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "INT1.txt").write_bytes(TEXT.encode("utf-8"))
    (folder / "codings.csv").write_text(
        f"transcript,code,coder,start,end,memo\nINT1,stigma,AB,{START},{END},\n", encoding="utf-8"
    )
    run("new", address)
    run("import", address, folder / "INT1.txt")
    run("codings", "import", address, folder / "codings.csv")
    return address


def test_in_the_database(coded: str) -> None:
    project = open_project(coded, writing=False)
    try:
        (transcript,) = project.study.transcripts.values()
        (coding,) = project.study.codings_of(transcript.id)
        assert project.study.text(transcript.id) == TEXT
        assert project.study.quoted(transcript.id, coding.span) == WORDS
    finally:
        project.close()


@pytest.fixture
def exported(run: Run, coded: str, tmp_path: Path) -> Path:
    out = tmp_path / "out"
    out.mkdir()
    for ending in ("csv", "xlsx", "json", "docx", "html"):
        run("codings", "export", coded, out / f"segments.{ending}")
    return out


def test_in_every_export(exported: Path) -> None:
    with (exported / "segments.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["text"], row["start"], row["end"]) == (WORDS, str(START), str(END))
    assert (row["speaker"], row["code"], row["coder"]) == ("Anna", "stigma", "AB")

    (segment,) = json.loads((exported / "segments.json").read_text(encoding="utf-8"))["segments"]
    assert segment["text"] == WORDS

    header, cells = (
        openpyxl.load_workbook(exported / "segments.xlsx").worksheets[1].iter_rows(values_only=True)
    )
    assert dict(zip(header, cells, strict=True))["text"] == WORDS

    document: Any = docx.Document(str(exported / "segments.docx"))
    assert any(WORDS in paragraph.text for paragraph in document.paragraphs)

    page = (exported / "segments.html").read_text(encoding="utf-8")
    assert WORDS in re.sub(r"<[^>]+>", "", page)
