import pytest

from qualcode.importers.guarded.file_kind import FileKind, kind_of
from qualcode.model.errors import UnreadableFileError


@pytest.mark.parametrize(
    ("raw", "name", "kind"),
    [
        (b"INT: x", "a.txt", FileKind.TEXT),
        (b"INT: x", "a.MD", FileKind.MARKDOWN),
        (b"INT: x", "noname", FileKind.TEXT),
        (b"\xef\xbb\xbfWEBVTT", "a.txt", FileKind.VTT),
        (b"1\r\n00:00:01,000 --> 00:00:02,000\r\nx", "a.txt", FileKind.SRT),
        (b"x", "a.srt", FileKind.SRT),
        (rb"{\rtf1}", "a.doc", FileKind.RTF),
        (b"junk %PDF-1.4", "a", FileKind.PDF),
        (b"<!-- x --><!DOCTYPE HTML><p>", "a", FileKind.HTML),
        (b"<html> is how it begins", "a.txt", FileKind.TEXT),
        (b"a;b", "a.csv", FileKind.TABLE),
    ],
)
def test_kinds(raw: bytes, name: str, kind: FileKind) -> None:
    assert kind_of(raw, name) is kind


@pytest.mark.parametrize(
    "raw", [b"\x89PNG", b"OggS", b"\0\0\0\x18ftypmp42", b"SQLite format 3\0", b"Rar!", b"PK\x03\x04"]
)
def test_what_can_never_be_a_transcript_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableFileError):
        kind_of(raw, "a.txt")


@pytest.mark.parametrize(
    ("name", "raw", "way_out"),
    [
        (
            "a.qde",
            b'<?xml version="1.0"?><Project xmlns="urn:QDA-XML:project:1.0"/>',
            "qualcode exchange import",
        ),
        (
            "a.qdc",
            b'<?xml version="1.0"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0"/>',
            "qualcode exchange import",
        ),
        ("a.xml", b"<?xml version='1.0'?><talk><p>Ana: So?</p></talk>", "export it as .docx or .txt"),
        ("a.txt", b"<?xml version='1.0'?><talk/>", "export it as .docx or .txt"),
        ("a.fodt", b'<?xml version="1.0"?><office:document/>', "save it as .odt"),
        ("a.exb", b"<?xml version='1.0'?><basic-transcription/>", "as text or for ELAN"),
        ("a.gdoc", b'{"url": "https://example.org/1"}', "Download that as .docx"),
        ("a.mx22", b"SQLite format 3\0", "export its documents there"),
        ("a.nvpx", b"\0\1", "export its documents there"),
    ],
)
def test_markup_and_containers_are_refused_with_the_way_out(name: str, raw: bytes, way_out: str) -> None:
    with pytest.raises(UnreadableFileError, match=way_out):
        kind_of(raw, name)


def test_a_page_in_xml_is_a_page() -> None:
    assert kind_of(b'<?xml version="1.0"?><html xmlns="x"><body/></html>', "a.xhtml") is FileKind.HTML
