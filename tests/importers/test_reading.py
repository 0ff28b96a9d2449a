"""Tests of reading.

Tests as well: ``speakers.rearranged``, ``speakers.speaker_columns``, ``speakers.time_stamps``.
"""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from qualcode.importers.guarded.limits import ImportLimits
from qualcode.importers.reading import name_order, read_folder, read_transcript, transcript_of
from qualcode.model.errors import UnreadableFileError
from qualcode.model.transcript import Role, TranscriptKind
from tests.importers.open_document_files import document as odt
from tests.importers.pdf_files import document as pdf
from tests.importers.word_files import document as docx
from tests.importers.word_files import paragraph, run

TALK = "INT: So?\nP1: Yes.\nINT: And?\nP1: No.\n"
WORD_TALK = docx("".join(paragraph(run(line)) for line in TALK.splitlines()))


def packed(files: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return written.getvalue()


@pytest.mark.parametrize(
    ("raw", "name", "shape"),
    [
        (TALK.encode(), "a.txt", "text"),
        (TALK.encode(), "a.unknown", "text"),
        (TALK.encode(), "a.md", "markdown"),
        (WORD_TALK, "a.docx", "docx"),
        (WORD_TALK, "a.txt", "docx"),
        (odt("<text:p>INT: So?</text:p><text:p>P1: Yes.</text:p>"), "a.doc", "odt"),
        (rb"{\rtf1 INT: So?\par P1: Yes.\par}", "a.doc", "rtf"),
        (pdf([[(72, 700, "INT: So?"), (72, 680, "P1: Yes.")]]), "a", "pdf"),
        (b"<!DOCTYPE html><html><p>INT: So?<p>P1: Yes.</html>", "a", "html"),
        (
            b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v INT>So?\n\n00:02.000 --> 00:03.000\n<v P1>Yes.\n",
            "a.txt",
            "vtt",
        ),
        (
            b"1\n00:00:01,000 --> 00:00:02,000\nINT: So?\n\n2\n00:00:02,000 --> 00:00:03,000\nP1: Yes.\n",
            "a.txt",
            "srt",
        ),
    ],
)
def test_the_content_decides_and_then_the_name(raw: bytes, name: str, shape: str) -> None:
    read = transcript_of(raw, name)
    assert read.format == shape
    assert {"INT", "P1"} <= set(read.labels) or shape == "srt"
    assert read.source_sha256 == hashlib.sha256(raw).hexdigest()
    assert (read.name, read.source_name) == (Path(name).stem, name)


@pytest.mark.parametrize(
    ("raw", "name", "reason"),
    [
        (b"", "a.txt", "empty"),
        (b" \n\n", "a.txt", "no text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", "old Office format"),
        (b"\x89PNG\r\n\x1a\n", "a.png", "picture"),
        (b"ID3\x04", "a.mp3", "sound recording"),
        (b"a,b\n1,2\n", "a.csv", "table"),
        (packed({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>"}), "a.xlsx", "table"),
        (packed({"[Content_Types].xml": b"<a/>", "ppt/presentation.xml": b"<a/>"}), "a.pptx", "presentation"),
        (packed({"a.txt": TALK.encode()}), "a.zip", "archive"),
        (b"PK\x03\x04broken", "a.docx", "damaged"),
        *((b"PK nothing", f"a.{end}", "damaged") for end in ("docx", "DOCX", "xlsx", "odt", "pdf", "rtf")),
        (b"P1: We moved.\nINT: When?\n", "a.docx", "damaged"),
        (b"PK nothing", "a.vtt", "no captions"),
        (b"WEBVTT\n\nWe moved.\n", "a.vtt", "no captions"),
    ],
)
def test_what_is_no_transcript_is_refused_in_a_sentence(
    tmp_path: Path, raw: bytes, name: str, reason: str
) -> None:
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(UnreadableFileError, match=reason) as caught:
        read_transcript(tmp_path / name)
    assert str(caught.value).startswith(f"{name}: ")
    assert str(caught.value).endswith(".")


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="could not be opened"):
        read_transcript(tmp_path / "none.txt")
    with pytest.raises(UnreadableFileError, match="folder"):
        read_transcript(tmp_path)


def test_wishes_are_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TALK)
    read = read_transcript(tmp_path / "a.txt", interviewers=["P1"], kind=TranscriptKind.OTHER)
    assert read.kind is TranscriptKind.OTHER
    assert {turn.role for turn in read.turns} == {Role.INTERVIEWER}


def test_a_folder_is_walked_in_order_without_what_is_hidden(tmp_path: Path) -> None:
    for name in (
        "FG10.txt",
        "FG2.txt",
        "sub/FG1.txt",
        ".hidden.txt",
        "~$FG2.docx",
        ".git/x.txt",
        "README.md",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TALK)
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    heard: list[tuple[int, int]] = []

    def progress(done: int, total: int, what: str) -> None:
        heard.append((done, total))

    read, refused = read_folder([tmp_path], progress=progress)
    assert [transcript.name for transcript in read] == ["FG1", "FG2", "FG10"]
    assert {item.path.name for item in refused} == {"photo.png", "README.md"}
    assert heard == [(number, 5) for number in range(6)]
    assert [transcript.name for transcript in read_folder([tmp_path / "README.md"])[0]] == ["README"]


def test_an_archive_is_read_like_a_folder(tmp_path: Path) -> None:
    inner = packed({"x.txt": TALK.encode()})
    files = {
        "b/FG2.txt": TALK.encode(),
        "FG1.docx": WORD_TALK,
        "__MACOSX/._x": b"x",
        "in.zip": inner,
        "x.bin": b"\0\1" * 99,
    }
    (tmp_path / "all.zip").write_bytes(packed(files))
    read, refused = read_folder([tmp_path / "all.zip"])
    assert sorted(transcript.name for transcript in read) == ["FG1", "FG2"]
    assert {item.path.relative_to(tmp_path).as_posix() for item in refused} == {
        "all.zip/in.zip",
        "all.zip/x.bin",
    }


def test_bombs_are_refused(tmp_path: Path) -> None:
    limits = ImportLimits(file_bytes=400_000, unpacked_bytes=100_000, archive_files=3, xml_elements=1000)
    bomb = docx(paragraph(run("x" * 1_000_000)))
    laughs = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    entities = packed({"[Content_Types].xml": b"<a/>", "word/document.xml": laughs})
    for raw, reason in (
        (bytes(400_001), "too large"),
        (bomb, "unpacks to more"),
        (entities, "entities"),
        (packed({"a.txt": b"x" * 200_000}), "unpacks to more"),
        (packed({str(number): b"x" for number in range(4)}), "more than 3 files"),
        (docx(paragraph("<w:r/>" * 2000)), "more than 1,000 elements"),
    ):
        (tmp_path / "a.any").write_bytes(raw)
        read, refused = read_folder([tmp_path / "a.any"], limits=limits)
        assert read == []
        assert [reason in item.reason for item in refused] == [True], refused


def test_names_are_ordered_as_people_count() -> None:
    assert sorted(["FG10", "fg2", "FG1b", "a", "FG1"], key=name_order) == ["a", "FG1", "FG1b", "fg2", "FG10"]
