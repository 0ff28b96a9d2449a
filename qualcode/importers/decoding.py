"""From the bytes of a text file to its text: encodings, line ends, and what cannot be kept."""

import codecs
import re
from dataclasses import dataclass
from typing import Final

from qualcode.model.errors import UnreadableFileError
from qualcode.model.in_words import counted

REPLACEMENT: Final = "\ufffd"

_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_CONTROLS: Final = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b")

# Western text has accented letters and curly quotes; signs like these within a word, or a capital
# with an accent after a small letter, are what other code pages look like when read as Windows-1252.
_NOT_WESTERN: Final = re.compile(
    r"[A-Za-z][\xa1-\xa6\xa8\xac\xaf\xb1-\xb3\xb5\xb6\xb8\xb9\xbc-\xbf][a-z]|[a-z][À-ÖØ-ÞŠŒŽ]"
)
_HIGH_LETTER: Final = re.compile(r"[À-ÖØ-öø-ÿ]")
_LETTER: Final = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with LF line ends, the encoding it was read in, and what was assumed on the way."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(raw: bytes) -> Decoded:
    """The text of ``raw``; raises ``UnreadableFileError`` where it is not text at all."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _with_mark(raw[len(mark) :], encoding)
    try:
        text, encoding, warnings = raw.decode("utf-8"), "UTF-8", ()
    except UnicodeDecodeError:
        return _other_encoding(raw)
    if "\0" in text and (wide := _unmarked_utf16(raw)):
        return _finished(raw.decode(wide, "replace"), "UTF-16", ("UTF-16 assumed",))
    return _finished(text, encoding, warnings)


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    """``text`` as it can be stored: LF line ends, no U+0000, no lone surrogates; and the warnings."""
    warnings: list[str] = []
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        count = text.count("\0")
        text = text.replace("\0", REPLACEMENT)
        warnings.append(f"{counted(count, 'null character')} replaced by \N{REPLACEMENT CHARACTER}")
    if not text.isascii() and _SURROGATE.search(text):
        text, count = _SURROGATE.subn(REPLACEMENT, text)
        warnings.append(f"{counted(count, 'broken character')} replaced by \N{REPLACEMENT CHARACTER}")
    return text, tuple(warnings)


def _with_mark(raw: bytes, encoding: str) -> Decoded:
    name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
    text = raw.decode(encoding, "replace")
    warnings: tuple[str, ...] = ()
    if broken := text.count(REPLACEMENT) - _replacements_in(raw, encoding):
        warnings = (f"{counted(broken, 'broken character')} replaced by \N{REPLACEMENT CHARACTER}",)
    return _finished(text, name, warnings)


def _replacements_in(raw: bytes, encoding: str) -> int:
    """How many replacement characters the file itself holds."""
    return raw.decode(encoding, "ignore").count(REPLACEMENT)


def _unmarked_utf16(raw: bytes) -> str:
    """The byte order of UTF-16 without a mark: Latin text has its null bytes all on one side."""
    sample = raw[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def _other_encoding(raw: bytes) -> Decoded:
    wide = _unmarked_utf16(raw)
    if wide:
        return _finished(raw.decode(wide, "replace"), "UTF-16", ("UTF-16 assumed",))
    if b"\0" in raw:
        raise UnreadableFileError("This is not a text file: it holds binary data.")
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        return _guessed(raw)
    if _looks_western(text):
        return _finished(text, "Windows-1252", ("Windows-1252 assumed",))
    return _guessed(raw)


def _looks_western(text: str) -> bool:
    sample = text[:200_000]
    accented = len(_HIGH_LETTER.findall(sample))
    plain = len(_LETTER.findall(sample))
    if accented > 0.25 * (accented + plain):
        return False
    odd = len(_NOT_WESTERN.findall(sample))
    return odd <= 0.02 * (accented + 1) or odd * 2000 < plain


def _guessed(raw: bytes) -> Decoded:
    # Loaded only here: nearly every file is UTF-8, and the guessing library is slow to load.
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:100_000]).best()
    encoding = best.encoding if best is not None else "cp1252"
    text = raw.decode(encoding, "replace")
    name = codecs.lookup(encoding).name.upper().replace("CP125", "Windows-125")
    warnings = [f"{name} assumed"]
    if broken := text.count(REPLACEMENT):
        warnings.append(f"{counted(broken, 'character')} not readable, shown as \N{REPLACEMENT CHARACTER}")
    return _finished(text, name, tuple(warnings))


def _finished(text: str, encoding: str, warnings: tuple[str, ...]) -> Decoded:
    # Bytes go through in C; a regular expression over every file would be the slowest step of all.
    encoded = text.encode("utf-8", "surrogatepass")
    controls = len(encoded) - len(encoded.translate(None, _CONTROLS))
    if controls > 8 and controls > 0.002 * len(text):
        raise UnreadableFileError("This is not a text file: it holds binary data.")
    cleaned, more = clean(text)
    return Decoded(cleaned, encoding, warnings + more)
