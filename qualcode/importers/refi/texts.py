"""The words of a source: decoded, with what its writer may have counted besides characters."""

import codecs
from pathlib import PurePosixPath
from typing import Final

import numpy as np

from qualcode.importers.formats.decoding import clean, decode
from qualcode.importers.guarded.limits import ImportLimits
from qualcode.importers.reading import source_file
from qualcode.importers.source_text import KnownTurn, SourceText
from qualcode.importers.speakers.speakers import find_conversation
from qualcode.model.exchange.document import ExchangedText
from qualcode.model.transcript import ReadTurn

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def text_inside(written: str, *, find_turns: bool) -> ExchangedText:
    """The words that stand in the document itself."""
    marked = written.startswith("\ufeff")
    return _text(written.removeprefix("\ufeff"), "inside", marked, find_turns)


def text_of_file(raw: bytes, limits: ImportLimits, *, find_turns: bool) -> ExchangedText:
    """The words of a plain text file."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            written = raw[len(mark) :].decode(encoding, "replace")
            break
    else:
        mark = b""
        try:
            written = raw.decode("utf-8")
        except UnicodeDecodeError:
            written = decode(raw).text
            if b"\r\n" in raw:
                written = written.replace("\n", "\r\n")
    limits.check_text(len(written))
    return _text(written, "file", bool(mark), find_turns)


def text_of_rich(raw: bytes, name: str, limits: ImportLimits) -> ExchangedText:
    """The words of a Word, PDF or RTF file, read as an import of that file would."""
    text = source_file(raw, PurePosixPath(name).name, limits).source.text
    return _text(text, "rich", False, True)


def _text(written: str, origin: str, marked: bool, find_turns: bool) -> ExchangedText:
    text, _ = clean(written)
    pairs: tuple[int, ...] | None = None
    both = written.count("\r\n")
    if both and both != written.count("\n") + written.count("\r") - both:
        pairs = _pairs(written)
    return ExchangedText(text, origin, marked, pairs, turns_in(text) if find_turns else ())


def _pairs(written: str) -> tuple[int, ...]:
    """Where CR and LF stood, in the text that has LF alone."""
    letters = np.frombuffer(written.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    both = np.flatnonzero((letters[:-1] == 0x0D) & (letters[1:] == 0x0A))
    return tuple((both - np.arange(len(both))).tolist())


def turns_in(text: str, known: tuple[KnownTurn, ...] | None = None) -> tuple[ReadTurn, ...]:
    """Who speaks when: as is ``known``, else as the text shows it."""
    return find_conversation(SourceText(text, "text", turns=known)).turns
