"""What kind of file something is, by its first bytes and only then by its name."""

import io
import re
import zipfile
import zlib
from enum import StrEnum
from pathlib import PurePath
from typing import Final

from qualcode.model.errors import UnreadableFileError
from qualcode.model.machine.ways import IMPORT_PROGRAM


class FileKind(StrEnum):
    """The formats that are told apart; the value names the format in a transcript."""

    TEXT = "text"
    MARKDOWN = "markdown"
    DOCX = "docx"
    ODT = "odt"
    RTF = "rtf"
    PDF = "pdf"
    HTML = "html"
    VTT = "vtt"
    SRT = "srt"
    SBV = "sbv"
    TTML = "ttml"
    EAF = "eaf"
    CHAT = "chat"
    JSON = "json"
    TIMED_TSV = "tsv"
    TABLE = "table"
    ARCHIVE = "zip"


_SUFFIXES: Final = {
    ".md": FileKind.MARKDOWN,
    ".markdown": FileKind.MARKDOWN,
    ".htm": FileKind.HTML,
    ".html": FileKind.HTML,
    ".xhtml": FileKind.HTML,
    ".vtt": FileKind.VTT,
    ".srt": FileKind.SRT,
    ".sbv": FileKind.SBV,
    ".ttml": FileKind.TTML,
    ".dfxp": FileKind.TTML,
    ".eaf": FileKind.EAF,
    ".cha": FileKind.CHAT,
    ".json": FileKind.JSON,
    ".otr": FileKind.JSON,
    ".gdoc": FileKind.JSON,
    ".csv": FileKind.TABLE,
    ".tsv": FileKind.TABLE,
}
_ANOTHER_PROJECT: Final = f"a project of another program: use {IMPORT_PROGRAM}"
_OF_ANOTHER_PROGRAM: Final = f"a REFI-QDA {{}} of another program: use {IMPORT_PROGRAM}"
_TEI: Final = f"a TEI document, as CATMA exports annotations: use {IMPORT_PROGRAM}"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN: Final = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound recording"),
    (b"fLaC", "a sound recording"),
    (b"RIFF", "a recording"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"SQLite format 3\0", "a database"),
    (b"7z\xbc\xaf", "a 7z archive: unpack it first"),
    (b"Rar!", "a rar archive: unpack it first"),
    (b"\x1f\x8b", "a gzip archive: unpack it first"),
)
_SRT: Final = re.compile(rb"\s*\d+\s*\r?\n\s*\d{1,2}:\d{2}:\d{2}[,.]\d{1,3}\s*-->")
_HTML: Final = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)

_BEGINNINGS: Final = (
    (re.compile(rb"\d{1,3}:\d{2}:\d{2}\.\d{3},\d{1,3}:\d{2}:\d{2}\.\d{3}\s"), FileKind.SBV),
    (re.compile(rb"(?:@UTF8\s+)?(?:@[A-Z][^\n]*\n)*@Begin\b"), FileKind.CHAT),
    (re.compile(rb"start\tend\ttext\r?\n"), FileKind.TIMED_TSV),
    (re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:\w+:)?tt\b", re.DOTALL), FileKind.TTML),
    (
        re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<ANNOTATION_DOCUMENT\b", re.DOTALL),
        FileKind.EAF,
    ),
)
_FOREIGN_XML: Final = (
    (
        re.compile(rb"<basic-transcription\b"),
        "an EXMARaLDA transcription: export it there as text or for ELAN and import that",
    ),
    (
        re.compile(rb"<(?:\w+:)?CodeBook\b"),
        _OF_ANOTHER_PROGRAM.format("codebook"),
    ),
    (
        re.compile(rb"<(?:\w+:)?Project\b[^>]*qda-xml", re.IGNORECASE),
        _OF_ANOTHER_PROGRAM.format("project"),
    ),
    (
        re.compile(rb"<(?:\w+:)?(?:TEI|TEI\.2|teiCorpus)[\s>]"),
        _TEI,
    ),
    (
        re.compile(rb"<Trans\b[^>]*scribe"),
        "a Transcriber transcript: export it there as text and import that",
    ),
    (re.compile(rb"<\?mso-application|<w:wordDocument\b"), "an old Word document: save it as .docx"),
    (re.compile(rb"<office:document\b"), "a flat OpenDocument file: save it as .odt"),
    (re.compile(rb"<svg\b"), "a drawing, not a transcript"),
    (
        re.compile(rb"\s*<\?xml\b"),
        "XML of a kind that cannot be read as a transcript: export it as .docx or .txt and import that",
    ),
)
_OTHER_PROGRAMS: Final = re.compile(r"\.(?:mx\d\d|mex\d\d|nvpx?|atlproj\d*|atlasproj|f4a|qrk|dedoose)$")
_READ_ELSEWHERE: Final = re.compile(r"\.(?:qda|rqda|sqlite3)$")
_PACKED: Final = (".docx", ".docm", ".dotx", ".odt", ".ott", ".xlsx", ".xlsm", ".ods")
_UNPACKABLE: Final = "The file is damaged: its parts cannot be unpacked."
_DAMAGED: Final = {
    **dict.fromkeys(_PACKED, _UNPACKABLE),
    ".pdf": "The PDF file is damaged.",
    ".rtf": "The file is damaged: it does not begin as RTF does.",
}
"""What is said of files whose names promise a format of which nothing is in them."""
_LINKS: Final = frozenset((".gdoc", ".gsheet", ".gslides", ".webloc", ".url"))


def kind_of(raw: bytes, name: str) -> FileKind:
    """The kind of a file with this content and name; raises for what can never be a transcript."""
    start = raw[:2048].removeprefix(b"\xef\xbb\xbf")
    _refuse_by_name(name)
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_package(raw)
    _refuse_foreign(start)
    if start.startswith(b"{\\rtf"):
        return FileKind.RTF
    if b"%PDF-" in start[:1024]:
        return FileKind.PDF
    if start.startswith(b"WEBVTT"):
        return FileKind.VTT
    if _SRT.match(start):
        return FileKind.SRT
    suffix = PurePath(name).suffix.casefold()
    for pattern, kind in _BEGINNINGS:
        if pattern.match(start):
            return kind
    if suffix not in (".md", ".markdown", ".txt") and _HTML.match(start):
        return FileKind.HTML
    _refuse_markup(start)
    if suffix in _DAMAGED:
        raise UnreadableFileError(_DAMAGED[suffix])
    return _SUFFIXES.get(suffix, FileKind.TEXT)


def _refuse_by_name(name: str) -> None:
    """Raise for projects of other programs, and for what only leads to a document."""
    if _READ_ELSEWHERE.search(name.casefold()):
        raise UnreadableFileError(f"The file is {_ANOTHER_PROJECT}.")
    if _OTHER_PROGRAMS.search(name.casefold()):
        raise UnreadableFileError(
            "The file is a project of another program: export its documents there as .docx and import those."
        )
    if PurePath(name).suffix.casefold() in _LINKS:
        raise UnreadableFileError(
            "The file is only a link to a document on the web. Download that as .docx and import it."
        )


def _refuse_markup(start: bytes) -> None:
    """Raise for XML of programs whose markup must not be taken for speech."""
    for pattern, what in _FOREIGN_XML if b"<" in start else ():
        if pattern.search(start):
            raise UnreadableFileError(f"The file is {what}.")


def _refuse_foreign(start: bytes) -> None:
    """Raise for what begins like a file that can never be a transcript."""
    if start.startswith(_OLE):
        raise UnreadableFileError(
            "The file is in an old Office format or protected by a password: save it as .docx without one."
        )
    for magic, what in _FOREIGN:
        if start.startswith(magic):
            raise UnreadableFileError(f"The file is {what}, not a transcript.")
    if start[4:8] == b"ftyp":
        raise UnreadableFileError("The file is a recording, not a transcript.")


def _kind_of_package(raw: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            names = {name.lstrip("/") for name in package.namelist()}
            declared = b""
            if "mimetype" in names:
                with package.open("mimetype") as part:
                    declared = part.read(200)
    except (
        zipfile.BadZipFile,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        KeyError,
        zlib.error,
    ) as error:
        raise UnreadableFileError(_UNPACKABLE) from error
    if b"opendocument.text" in declared:
        return FileKind.ODT
    for is_it, what in (
        (b"epub" in declared, "an e-book: save the text you need as .docx or .txt and import that"),
        (
            any(name.lower().endswith(".qde") for name in names),
            _OF_ANOTHER_PROGRAM.format("project"),
        ),
        (
            any(name.endswith(".iwa") for name in names) or "index.xml.gz" in names,
            "a Pages, Numbers or Keynote document: export it there as .docx, .xlsx or .txt and import that",
        ),
    ):
        if is_it:
            raise UnreadableFileError(f"The file is {what}.")
    if b"opendocument" in declared:
        raise UnreadableFileError(
            "The file is an OpenDocument file, but not a text: save it as .odt or .csv."
        )
    if "[Content_Types].xml" not in names and "_rels/.rels" not in names:
        return FileKind.ARCHIVE
    if any(name.startswith("xl/") for name in names):
        return FileKind.TABLE
    if any(name.startswith("ppt/") for name in names):
        raise UnreadableFileError("The file is a presentation, not a transcript.")
    return FileKind.DOCX
