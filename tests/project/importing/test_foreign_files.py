"""Every reader of a single file, in a process apart: what it reads, and what ends in a sentence.

Tests as well: ``importers.definition_file``.
"""

import os
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.importers.guarded.limits import ImportLimits
from qualcode.model.errors import Cancelled, UnreadableFileError
from qualcode.model.machine.progress import no_progress
from qualcode.project.importing import foreign_files
from qualcode.project.importing.sources import read_files
from tests.importers.pdf_files import document
from tests.support.foreign import NO_FILES, SilentPath, is_a_sentence, zeros_in_gigabytes

READERS = (
    "attributes_at",
    "codebook_at",
    "codings_at",
    "comments_at",
    "definition_at",
    "settled_at",
    "summaries_at",
)
TABLES = ("attributes_at", "codebook_at", "codings_at", "settled_at", "summaries_at")

needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")


def reader(name: str) -> Callable[..., object]:
    made: Callable[..., object] = getattr(foreign_files, name)
    return made


def refusal(name: str, path: Path, limits: ImportLimits | None = None) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        reader(name)(path, no_progress, limits or ImportLimits())
    assert is_a_sentence(str(caught.value))
    assert path.name in str(caught.value)
    return str(caught.value)


def test_no_reader_of_a_path_is_forgotten_here() -> None:
    assert set(READERS) == {name for name in vars(foreign_files) if name.endswith("_at")}


def test_tables_and_texts_are_read(tmp_path: Path) -> None:
    (tmp_path / "book.csv").write_text("code,definition\nstigma,Shame\n")
    assert [row.name for row in foreign_files.codebook_at(tmp_path / "book.csv")] == ["stigma"]
    (tmp_path / "people.csv").write_text("participant,age\nAna,31\n")
    assert foreign_files.attributes_at(tmp_path / "people.csv").columns == ("participant", "age")
    (tmp_path / "cells.csv").write_text("participant,code,text\nAna,stigma,Often\n")
    assert [row.text for row in foreign_files.summaries_at(tmp_path / "cells.csv")] == ["Often"]
    (tmp_path / "codings.csv").write_text("transcript,code,coder,start,end\nI1,stigma,AB,0,5\n")
    assert len(foreign_files.codings_at(tmp_path / "codings.csv")) == 1
    (tmp_path / "report.json").write_text('\ufeff{"outputs": []}', "utf-8")
    assert foreign_files.definition_at(tmp_path / "report.json") == '{"outputs": []}'


@needs_pipes
@pytest.mark.parametrize("name", READERS)
def test_what_is_no_file_is_named(tmp_path: Path, name: str) -> None:
    for number, (what, make) in enumerate(NO_FILES.items()):
        path = tmp_path / str(number) / "a.csv"
        path.parent.mkdir()
        make(path)
        said = refusal(name, path)
        assert "This is a" in said or "could not be opened" in said, what


@pytest.mark.parametrize("name", READERS)
def test_silence_of_a_drive_and_size_are_told(tmp_path: Path, name: str) -> None:
    limits = ImportLimits(seconds_to_answer=1, seconds_per_file=300)
    assert "does not answer" in refusal(name, SilentPath(tmp_path / "a.csv"), limits)
    zeros_in_gigabytes(tmp_path / "b.csv", 20)
    assert "too large" in refusal(name, tmp_path / "b.csv")


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_a_million_columns_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.csv").write_text(",".join(f"c{number}" for number in range(10**6)) + "\n1\n")
    assert "1,000,000 columns" in refusal(name, tmp_path / "a.csv")


@pytest.mark.parametrize("name", TABLES)
def test_a_spreadsheet_that_unpacks_without_end_is_refused(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(60):
                sheet.write(b" " * 2**20)
    assert "unpacks to more" in refusal(name, tmp_path / "a.xlsx", ImportLimits(table_bytes=50 * 2**20))


def test_reading_can_be_cancelled(tmp_path: Path) -> None:
    (tmp_path / "book.csv").write_text("code\nstigma\n")

    def cancel(done: int, total: int, what: str) -> None:
        assert what == "book.csv"
        raise Cancelled

    with pytest.raises(Cancelled):
        foreign_files.codebook_at(tmp_path / "book.csv", cancel)


# -- what the import window and the command read ----------------------------------------------


@needs_pipes
def test_what_is_no_file_is_listed_beside_what_is_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "talk.txt").write_text("INT: So?\nP1: Yes.\n")
    for number, (what, make) in enumerate(NO_FILES.items()):
        folder = tmp_path / "in" / f"{number}"
        folder.mkdir()
        if what != "a folder":
            make(folder / f"{number}.txt")
    found = read_files([tmp_path / "in"], no_progress)
    assert [file.name for file in found.files] == ["talk.txt"]
    # A link to a pipe stands beside its pipe.
    assert {file.name for file in found.refused} == {"0.txt", "1.txt", "2.txt", "3.txt", "4.txt", "pipe"}
    assert all(is_a_sentence(file.reason) for file in found.refused)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_in_an_archive_are_both_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("talk.txt", "INT: So?\nP1: Yes.\n")
        archive.writestr("talk.txt", "INT: So?\nP2: No.\n")
        archive.writestr("people.csv", "name,age\nAna,31\n")
        archive.writestr("people.csv", "name,age\nBen,32\n")
    found = read_files([tmp_path / "a.zip"], no_progress)
    assert [list(file.transcript.labels) for file in found.files] == [["INT", "P1"], ["INT", "P2"]]
    assert [table.table.rows for table in found.tables] == [(("Ana", "31"),), (("Ben", "32"),)]


def test_a_table_of_a_million_columns_is_refused_in_the_window(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(",".join(f"c{number}" for number in range(10**6)) + "\n1\n")
    found = read_files([tmp_path], no_progress)
    assert [file.reason.split(",")[0] for file in found.refused] == ["The table has 1"]


@pytest.mark.skipif(sys.platform != "linux", reason="the figures are those of Linux")
def test_a_pdf_may_need_less_memory_than_other_files(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(document([[(10, 10, "word")] * 100_000]))
    (tmp_path / "b.txt").write_text("INT: So?\nP1: Yes.\n")
    found = read_files([tmp_path], no_progress, ImportLimits(pdf_memory_bytes=80 * 2**20))
    assert [file.name for file in found.files] == ["b.txt"]
    assert "more than 80 MB of memory" in found.refused[0].reason
