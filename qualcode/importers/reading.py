"""Reads transcripts: one file, or all files of a folder, each by the reader of its format."""

import gc
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Final, Protocol, cast

from qualcode.importers.formats.caption_paragraphs import in_paragraphs
from qualcode.importers.formats.decoding import clean
from qualcode.importers.formats.text_encodings import recoded
from qualcode.importers.guarded.archives import Archive, is_hidden
from qualcode.importers.guarded.file_kind import FileKind, kind_of
from qualcode.importers.guarded.foreign_file import file_bytes
from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.source_file import SourceFile
from qualcode.importers.source_text import SourceText
from qualcode.importers.speakers.guided import transcript_from
from qualcode.model.errors import UnreadableFileError
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.transcript import ReadTranscript, TranscriptKind
from qualcode.model.transcripts.reading_choices import AS_RECOGNISED, ReadingChoices
from qualcode.model.transcripts.speaker_guide import NOTHING_TOLD

# The readers are loaded when their first file comes: lxml and pdfium are slow to load.
_READERS: Final = {
    FileKind.TEXT: ("plain_text", "read"),
    FileKind.MARKDOWN: ("markdown", "read"),
    FileKind.DOCX: ("docx", "read"),
    FileKind.ODT: ("odt", "read"),
    FileKind.RTF: ("rtf", "read"),
    FileKind.PDF: ("pdf", "read"),
    FileKind.HTML: ("web_page", "read"),
    FileKind.VTT: ("captions", "read_vtt"),
    FileKind.SRT: ("captions", "read_srt"),
    FileKind.SBV: ("timed_rows", "read_sbv"),
    FileKind.TIMED_TSV: ("timed_rows", "read_tsv"),
    FileKind.TTML: ("timed_xml", "read_ttml"),
    FileKind.EAF: ("timed_xml", "read_eaf"),
    FileKind.CHAT: ("chat_transcript", "read"),
    FileKind.JSON: ("speech_json", "read"),
}
_READ_ME: Final = frozenset(("readme", "license", "licence", "changelog", "copying", "contributing"))
_DIGITS: Final = re.compile(r"(\d+)")


class _Reader(Protocol):
    def __call__(self, raw: bytes, limits: ImportLimits, **more: ReadingChoices) -> SourceText: ...


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not imported, and why, in one sentence."""

    path: Path
    reason: str


def read_transcript(
    path: Path,
    *,
    interviewers: Sequence[str] = (),
    kind: TranscriptKind | None = None,
    limits: ImportLimits = DEFAULT_LIMITS,
) -> ReadTranscript:
    """The transcript in the file at ``path``; raises ``UnreadableFileError`` with the reason."""
    try:
        return transcript_of(file_bytes(path, limits), path.name, interviewers, kind, limits)
    except UnreadableFileError as error:
        raise UnreadableFileError(f"{path.name}: {error}") from error


def read_folder(
    paths: Sequence[Path],
    *,
    progress: Progress = no_progress,
    interviewers: Sequence[str] = (),
    kind: TranscriptKind | None = None,
    limits: ImportLimits = DEFAULT_LIMITS,
) -> tuple[list[ReadTranscript], list[Refused]]:
    """The transcripts of files and folders, sorted by name, and what could not be read.

    ``progress`` is called before each file and at the end; it may raise ``Cancelled``.
    """
    files = files_in(paths)
    read: list[ReadTranscript] = []
    refused: list[Refused] = []
    with _collector_at_rest():
        for number, (path, asked_for) in enumerate(files):
            for item in read_items(path, limits, asked_for=asked_for):
                progress(number, len(files), item.path.name)
                try:
                    read.append(transcript_of(item.load(), item.path.name, interviewers, kind, limits))
                except UnreadableFileError as error:
                    refused.append(Refused(item.path, str(error)))
    progress(len(files), len(files), "")
    return read, refused


@dataclass(frozen=True, slots=True)
class Item:
    """A file of its own or within an archive, and how to get its bytes."""

    path: Path
    load: Callable[[], bytes]


def read_items(path: Path, limits: ImportLimits, *, asked_for: bool = True) -> Iterator[Item]:
    """What is to be read for one file: itself, or the files of an archive."""
    if not asked_for and path.stem.casefold() in _READ_ME:
        yield Item(path, _tells_about_the_folder)
        return
    try:
        raw = file_bytes(path, limits)
        archive = (
            Archive(raw, limits) if raw[:2] == b"PK" and kind_of(raw, path.name) is FileKind.ARCHIVE else None
        )
    except UnreadableFileError as error:
        reason = str(error)
        yield Item(path, lambda: _refuse(reason))
        return
    if archive is None:
        yield Item(path, lambda: raw)
        return
    for entry in sorted(archive.entries, key=lambda entry: name_order(entry.filename)):
        yield Item(path / entry.filename, partial(archive.read, entry))


def _tells_about_the_folder() -> bytes:
    raise UnreadableFileError("This is a README or licence file, not a transcript.")


def _refuse(reason: str) -> bytes:
    raise UnreadableFileError(reason)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Reading makes many small values and no cycles; walking them all over and over cost 40 % of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def transcript_of(
    raw: bytes,
    name: str,
    interviewers: Sequence[str] = (),
    kind: TranscriptKind | None = None,
    limits: ImportLimits = DEFAULT_LIMITS,
    choices: ReadingChoices = AS_RECOGNISED,
) -> ReadTranscript:
    """The transcript with this content and file name."""
    return transcript_from(source_file(raw, name, limits, choices), NOTHING_TOLD, interviewers, kind)


def source_file(
    raw: bytes,
    name: str,
    limits: ImportLimits = DEFAULT_LIMITS,
    choices: ReadingChoices = AS_RECOGNISED,
) -> SourceFile:
    """The file with this content and name, before anybody looks for speakers in it."""
    if not raw:
        raise UnreadableFileError("The file is empty.")
    source = _source_of(raw, name, limits, choices)
    text, warnings = clean(source.text)
    if warnings or text != source.text:
        source = replace(source, text=text, warnings=source.warnings + warnings)
    return SourceFile(name, hashlib.sha256(raw).hexdigest(), source)


def _source_of(raw: bytes, name: str, limits: ImportLimits, choices: ReadingChoices) -> SourceText:
    kind = kind_of(raw, name)
    if kind is FileKind.TABLE:
        raise UnreadableFileError("The file is a table: import it as a survey or as a data list.")
    if kind is FileKind.ARCHIVE:
        raise UnreadableFileError("The file is an archive: import it as you would a folder.")
    module, function = _READERS[kind]
    reader = cast(_Reader, getattr(import_module(f"qualcode.importers.formats.{module}"), function))
    found = recoded(raw, kind, choices.encoding)
    more = {"choices": choices} if kind is FileKind.PDF else {}
    source = in_paragraphs(reader(found.raw, limits, **more), choices.captions)
    return replace(
        source,
        warnings=found.warnings + source.warnings,
        encoding=found.encoding,
        other_encoding=found.other,
    )


def files_in(paths: Sequence[Path]) -> list[tuple[Path, bool]]:
    """The files to read, sorted by name, each with whether it was named itself."""
    found: dict[Path, bool] = {}
    for path in paths:
        for file, asked_for in files_below(path):
            found[file] = asked_for or found.get(file, False)
    return in_order(found)


def files_below(path: Path) -> Iterator[tuple[Path, bool]]:
    """The file at ``path``, which was named itself, or all of a folder.

    Hidden files and the temporary files of office programs are passed over.
    """
    if not path.is_dir():
        yield path, True
        return
    for inner in path.rglob("*"):
        if not inner.is_dir() and not is_hidden(inner.relative_to(path).as_posix()):
            yield inner, False


def in_order(files: Mapping[Path, bool]) -> list[tuple[Path, bool]]:
    """Files in the order of their names."""
    return sorted(files.items(), key=lambda item: (name_order(item[0].name), str(item[0])))


def name_order(name: str) -> list[tuple[int, int, str]]:
    """A sort key under which FG2 comes before FG10."""
    parts = _DIGITS.split(name.casefold())
    return [(0, int(part[:18]), "") if part.isdecimal() else (1, 0, part) for part in parts if part]
