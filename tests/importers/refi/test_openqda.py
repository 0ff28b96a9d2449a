"""An export of OpenQDA: a .zip, codes below others again at the top, names of its own for sources.

Tests: ``codes``, ``model.exchange.program_files``.
"""

import zipfile
from pathlib import Path

import pytest

from qualcode.importers.refi.document import read_refi
from qualcode.model.exchange.program_files import is_program_file

_AT = "2026-03-01T10:00:00+00:00"
_MADE = f'creatingUser="{1:08}-0000-4000-8000-000000000000" creationDateTime="{_AT}" modifiedDateTime="{_AT}"'


def identity(number: int) -> str:
    return f"{number:08}-0000-4000-8000-000000000000"


def code(number: int, name: str, inside: str = "") -> str:
    return f'<Code guid="{identity(number)}" name="{name}" isCodable="true" color="#aa0000">{inside}</Code>'


def selection(number: int, start: int, end: int, of: int) -> str:
    coding = f'<Coding guid="{identity(number + 500)}"><CodeRef targetGUID="{identity(of)}"/></Coding>'
    head = f'guid="{identity(number)}" startPosition="{start}" endPosition="{end}" {_MADE}'
    return f"<PlainTextSelection {head}>{coding}</PlainTextSelection>"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    user = f'<User guid="{identity(1)}" name="Ada" id="7"/>'
    leaf = code(12, "leaf")
    branch = code(11, "branch", leaf)
    # The rows of the table, each with what is below it: levels come again and again.
    first = f"<CodeBook><Codes>{leaf}{code(10, 'root', branch)}{branch}</Codes></CodeBook>"
    second = f"<CodeBook><Codes>{code(20, 'other')}</Codes></CodeBook>"
    text = f'<TextSource guid="{identity(100)}" name="talk" plainTextPath="internal://sources/{identity(100)}.txt"'
    sources = (
        f"{text} {_MADE}>{selection(200, 0, 5, 12)}{selection(201, 6, 11, 20)}</TextSource>"
        f'<PDFDocument guid="{identity(101)}" name="paper.pdf" path="internal://sources/x.pdf" {_MADE}/>'
        f'<Picture guid="{identity(102)}" name="photo.png" path="internal://sources/x.png" {_MADE}/>'
    )
    head = (
        f'name="Study" xmlns="urn:QDA-XML:project:1.0" origin="OpenQDA-1.2" creatingUserGUID="{identity(1)}"'
    )
    document = f"<Project {head}><Users>{user}</Users>{first}{second}<Sources>{sources}</Sources></Project>"
    path = tmp_path / "OpenQDA Project Study.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", f'<?xml version="1.0" encoding="UTF-8"?>{document}')
        # The ending is that of the name of the source, which has none here.
        archive.writestr(f"sources/{identity(100)}.", "Hello world and more.")
    return path


def test_each_code_comes_once_at_its_place(export: Path) -> None:
    found = read_refi(export)
    names = {each.id: each.name for each in found.codes}
    above = [(each.name, names.get(each.parent) if each.parent else None) for each in found.codes]
    assert above == [("root", None), ("branch", "root"), ("leaf", "branch"), ("other", None)]
    assert any("each is one code" in line for line in found.repairs)


def test_sources_come_with_their_words_and_codings(export: Path) -> None:
    found = read_refi(export)
    assert [source.kind for source in found.sources] == ["text", "pdf", "picture"]
    (talk, *_) = found.sources
    assert talk.text is not None
    assert talk.text.text.strip() == "Hello world and more."
    assert [len(each.codings) for each in talk.selections] == [1, 1]


def test_codes_that_stand_below_each_other_are_no_circle(tmp_path: Path) -> None:
    one, two = code(1, "one", code(2, "two")), code(2, "two", code(1, "one"))
    path = tmp_path / "x.qde"
    path.write_text(f"<Project><CodeBook><Codes>{one}{two}</Codes></CodeBook></Project>", encoding="utf-8")
    assert [(each.name, each.parent is None) for each in read_refi(path).codes] == [
        ("one", True),
        ("two", False),
    ]


def test_the_archive_is_a_project_and_others_are_none(export: Path, tmp_path: Path) -> None:
    assert is_program_file(export)
    with zipfile.ZipFile(tmp_path / "talks.zip", "w") as archive:
        archive.writestr("talk.qde.txt", "A: project.qde")
    (tmp_path / "empty.zip").write_bytes(b"")
    assert not is_program_file(tmp_path / "talks.zip")
    assert not is_program_file(tmp_path / "empty.zip")
    assert not is_program_file(tmp_path / "missing.zip")
