"""Encodings that are chosen, and how else a file may be read.

Tests as well: ``model.transcripts.reading_choices``.
"""

import pytest

from qualcode.importers.formats.text_encodings import (
    ENCODINGS,
    can_be_chosen,
    doubtful_lines,
    encoding_named,
    in_full,
    recoded,
    second_reading,
    text_in,
)
from qualcode.importers.guarded.file_kind import FileKind
from qualcode.importers.reading import transcript_of
from qualcode.model.errors import QualcodeError
from qualcode.model.transcripts.reading_choices import ReadingChoices
from tests.importers.formats.test_decoding import TEXTS


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("cp1250", "Windows-1250"),
        ("windows_1251", "Windows-1251"),
        ("Win1254", "Windows-1254"),
        ("latin5", "ISO-8859-9"),
        ("iso 8859-2", "ISO-8859-2"),
        ("utf8", "UTF-8"),
        ("shift_jis", "Shift-JIS"),
        ("ISO-2022-JP", "ISO-2022-JP"),
    ],
)
def test_encodings_are_known_by_their_usual_names(written: str, name: str) -> None:
    assert encoding_named(written) == name


@pytest.mark.parametrize("name", ["rot13", "klingon", "", "utf-7\0", "Windows-9999"])
def test_what_is_no_encoding_is_refused_with_those_there_are(name: str) -> None:
    with pytest.raises(QualcodeError, match="Windows-1250"):
        encoding_named(name)


@pytest.mark.parametrize("name", ENCODINGS)
def test_every_encoding_names_itself(name: str) -> None:
    assert encoding_named(name) == name
    assert in_full(name).startswith(name)
    assert text_in(b"Ana: So.", name) or name.startswith("UTF-16")


CASES = [
    (language, encoding)
    for language, (_, names) in TEXTS.items()
    for encoding in names.split()
    if not encoding.startswith("utf")
]


@pytest.mark.parametrize(("language", "encoding"), CASES)
def test_what_is_chosen_is_read_without_doubt(language: str, encoding: str) -> None:
    text = TEXTS[language][0] * 6
    choices = ReadingChoices(encoding=encoding_named(encoding))
    read = transcript_of(text.encode(encoding), "a.txt", choices=choices)
    assert read.text == text
    assert not any("assumed" in told for told in read.warnings)
    assert (read.encoding, read.other_encoding) == (choices.encoding, "")


@pytest.mark.parametrize(
    ("language", "encoding", "read", "other"),
    [
        ("Turkish", "cp1254", "Windows-1254", "Windows-1252"),
        ("Russian", "koi8-r", "KOI8-R", "Windows-1251"),
        ("Polish", "cp1250", "Windows-1250", "ISO-8859-2"),
        ("Czech", "iso8859-2", "ISO-8859-2", "Windows-1250"),
        ("French", "cp1252", "Windows-1252", "Windows-1250"),
    ],
)
def test_doubt_names_the_two_likeliest(language: str, encoding: str, read: str, other: str) -> None:
    found = transcript_of((TEXTS[language][0] * 6).encode(encoding), "a.txt")
    assert (found.encoding, found.other_encoding) == (read, other)
    (told,) = (words for words in found.warnings if "assumed" in words)
    assert told.startswith(read)
    assert in_full(other) in told


def test_a_text_that_reads_alike_raises_no_doubt() -> None:
    raw = "Interviewerin: Äh, schön.\nB: Größer.\n".encode("cp1252")
    assert second_reading(raw, "Windows-1252") == ""
    assert recoded(b"Ana: So.", FileKind.TEXT, "").other == ""


def test_letters_that_the_choice_does_not_have_are_told() -> None:
    found = recoded("Ça va".encode("cp1252"), FileKind.TEXT, "UTF-8")
    assert found.raw.decode("utf-8-sig") == "\ufffda va"
    assert found.warnings == ("1 character not readable as UTF-8, shown as \ufffd",)


def test_only_files_that_may_say_it_wrongly_have_a_choice() -> None:
    assert can_be_chosen(FileKind.HTML, b"<html>")
    assert not can_be_chosen(FileKind.DOCX, b"PK")
    assert not can_be_chosen(FileKind.TABLE, b"PK")
    assert recoded(b"\xff\xfe", FileKind.DOCX, "UTF-8").raw == b"\xff\xfe"


def test_a_chosen_encoding_is_believed_rather_than_the_page() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body><p>Ana: için</p></body></html>'
    read = transcript_of(page.encode("cp1254"), "a.html", choices=ReadingChoices(encoding="Windows-1254"))
    assert "için" in read.text


def test_the_lines_are_shown_on_which_an_encoding_makes_a_difference() -> None:
    raw = "Ana: So.\r\nBen: Ça.\r\nAna: No.\r\nBen: Là.\r\n".encode("cp1252")
    found = doubtful_lines(raw)
    assert [(line.number, text_in(line.raw, "Windows-1252")) for line in found] == [
        (2, "Ben: Ça."),
        (4, "Ben: Là."),
    ]
    assert len(doubtful_lines("é\n".encode() * 900, most=5)) == 5
    wide = "Ана: Да.\nБен: Нет.\n".encode("utf-16-le")
    (only,) = doubtful_lines(wide)
    assert text_in(only.raw, "UTF-16LE").startswith("Ана: Да.\nБен")
