"""The encodings that a person may choose, and how else the bytes of a text may be read."""

import codecs
import re
from typing import Final, NamedTuple

import regex

from qualcode.importers.formats.decoding import REPLACEMENT, clean, decode
from qualcode.importers.guarded.file_kind import FileKind
from qualcode.model.errors import QualcodeError
from qualcode.model.words.in_words import counted

ENCODINGS: Final = {
    "UTF-8": "utf-8",
    "UTF-16": "utf-16",
    "UTF-16LE": "utf-16-le",
    "UTF-16BE": "utf-16-be",
    "Windows-1250": "cp1250",
    "Windows-1251": "cp1251",
    "Windows-1252": "cp1252",
    "Windows-1253": "cp1253",
    "Windows-1254": "cp1254",
    "Windows-1255": "cp1255",
    "Windows-1256": "cp1256",
    "Windows-1257": "cp1257",
    "Windows-1258": "cp1258",
    "ISO-8859-1": "iso8859-1",
    "ISO-8859-2": "iso8859-2",
    "ISO-8859-5": "iso8859-5",
    "ISO-8859-7": "iso8859-7",
    "ISO-8859-8": "iso8859-8",
    "ISO-8859-9": "iso8859-9",
    "ISO-8859-15": "iso8859-15",
    "KOI8-R": "koi8-r",
    "KOI8-U": "koi8-u",
    "MacRoman": "mac-roman",
    "Mac-Latin2": "mac-latin2",
    "Mac-Cyrillic": "mac-cyrillic",
    "CP437": "cp437",
    "CP850": "cp850",
    "CP852": "cp852",
    "CP866": "cp866",
    "ISO-2022-JP": "iso2022_jp",
    "Shift-JIS": "cp932",
    "EUC-JP": "euc_jp",
    "GB18030": "gb18030",
    "Big5": "big5",
    "EUC-KR": "euc_kr",
}
"""Names that people know, and the codecs behind them."""

_USED_FOR: Final = {
    "Windows-1250": "Central European",
    "Windows-1251": "Cyrillic",
    "Windows-1252": "Western European",
    "Windows-1253": "Greek",
    "Windows-1254": "Turkish",
    "Windows-1255": "Hebrew",
    "Windows-1256": "Arabic",
    "Windows-1257": "Baltic",
    "Windows-1258": "Vietnamese",
    "ISO-8859-1": "Western European",
    "ISO-8859-2": "Central European",
    "ISO-8859-5": "Cyrillic",
    "ISO-8859-7": "Greek",
    "ISO-8859-8": "Hebrew",
    "ISO-8859-9": "Turkish",
    "ISO-8859-15": "Western European",
    "KOI8-R": "Russian",
    "KOI8-U": "Ukrainian",
    "MacRoman": "Western European, Mac",
    "Mac-Latin2": "Central European, Mac",
    "Mac-Cyrillic": "Cyrillic, Mac",
    "CP437": "DOS",
    "CP850": "Western European, DOS",
    "CP852": "Central European, DOS",
    "CP866": "Cyrillic, DOS",
    "ISO-2022-JP": "Japanese",
    "Shift-JIS": "Japanese",
    "EUC-JP": "Japanese",
    "GB18030": "Chinese",
    "Big5": "Chinese",
    "EUC-KR": "Korean",
}
_NAMES: Final = {codecs.lookup(codec).name: name for name, codec in ENCODINGS.items()}
_RECOGNISED: Final = frozenset(
    (
        *(FileKind.TEXT, FileKind.MARKDOWN, FileKind.VTT, FileKind.SRT, FileKind.SBV),
        *(FileKind.JSON, FileKind.TIMED_TSV, FileKind.TABLE),
    )
)
_CHOSEN: Final = _RECOGNISED | {FileKind.HTML, FileKind.CHAT}
"""Kinds of files that do not say, or may say wrongly, how they are encoded."""

_COMMON: Final = (
    *("cp1252", "cp1250", "cp1254", "cp1251", "iso8859-2", "cp1257", "koi8-r", "cp1253", "iso8859-15"),
    *("mac-roman", "cp852", "cp850"),
)
"""What files were written in most often, the likeliest first."""

_WINDOWS: Final = re.compile(r"(?:windows|win|cp)(\d{4})$")
_CREDIBLE: Final = 0.1
"""At most so many odd places beside the bytes that are not ASCII."""

_SAMPLE: Final = 100_000
_ODD: Final = regex.compile(
    r"[^\W\d_][¡-¬®-¶¸¹¼-¿×÷˙˘¸˝˛ˇ]|[¢-¦¨©¬®-¶¸¹¼-¾×÷˙˘˝˛ˇ][^\W\d_]|\p{Ll}\p{Lu}|[À-ÖØ-öø-ž]{3}"
)
"""Signs at letters, and capitals after small letters: places at which nobody writes them."""

_TWO_SCRIPTS: Final = re.compile("[A-Za-z][\u0370-\u05ff]|[\u0370-\u05ff][A-Za-z]")
_HIGH: Final = bytes(range(128, 256))
_NO_TEXT: Final = re.compile("[\x80-\x9f\u2500-\u259f\ufffd‰†‡ﬁﬂ∞≤≥∂∑∏π∫√≈∆◊]")


class Recoded(NamedTuple):
    """Bytes that need no more guessing, what they were read as, and how else they may be read.

    ``other`` is empty where there is no doubt.
    """

    raw: bytes
    encoding: str
    other: str = ""
    warnings: tuple[str, ...] = ()


def encoding_named(name: str) -> str:
    """The name of the encoding that is called so somewhere. Raises QualcodeError where there is none."""
    plain = _WINDOWS.sub(r"windows\1", _letters(name))
    found = next((known for known in ENCODINGS if _letters(known) == plain), "")
    if not found:
        found = _NAMES.get(_codec(name.strip()), "")
    if not found:
        raise QualcodeError(f"“{name}” is not an encoding; choose one of {', '.join(ENCODINGS)}.")
    return found


def _letters(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def in_full(name: str) -> str:
    """The name of an encoding with what it is used for."""
    return f"{name} ({_USED_FOR[name]})" if name in _USED_FOR else name


def can_be_chosen(kind: FileKind, raw: bytes) -> bool:
    """Whether a file of this kind may be read in another encoding."""
    return kind in _CHOSEN and not raw.startswith(b"PK")


def recoded(raw: bytes, kind: FileKind, chosen: str) -> Recoded:
    """The bytes of a text file in UTF-8, read as chosen or as recognised; others as they are."""
    if chosen and can_be_chosen(kind, raw):
        return _as_chosen(raw, chosen)
    if kind not in _RECOGNISED or raw.startswith(b"PK"):
        return Recoded(raw, "")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" not in text and "\x1b" not in text:
        return Recoded(raw, "UTF-8")
    found = decode(raw)
    name = _NAMES.get(_codec(found.encoding), found.encoding)
    other = second_reading(raw, name) if any("assumed" in told for told in found.warnings) else ""
    warnings = tuple(_with_other(told, other) for told in found.warnings)
    return Recoded(found.text.encode("utf-8-sig"), name, other, warnings)


def _with_other(told: str, other: str) -> str:
    doubt = f"; it may also be {in_full(other)}: choose the encoding where letters look wrong"
    return told + doubt if other and told.endswith("assumed") else told


def _codec(name: str) -> str:
    try:
        return codecs.lookup(name.replace("Windows-", "cp")).name
    except (LookupError, ValueError):
        return ""


def _as_chosen(raw: bytes, chosen: str) -> Recoded:
    text, warnings = clean(text_in(raw, chosen))
    broken = text.count(REPLACEMENT)
    if broken:
        letters = counted(broken, "character")
        warnings = (f"{letters} not readable as {chosen}, shown as {REPLACEMENT}", *warnings)
    return Recoded(text.encode("utf-8-sig"), chosen, "", warnings)


def text_in(raw: bytes, name: str) -> str:
    """The bytes as this encoding reads them, whatever comes of it."""
    return raw.decode(ENCODINGS[name], "replace").removeprefix("\ufeff")


def second_reading(raw: bytes, first: str) -> str:
    """The encoding besides ``first`` under which the bytes look most like text, and another text."""
    if first not in ENCODINGS or first in ("UTF-8", "UTF-16", "ISO-2022-JP"):
        return ""
    sample = raw[:_SAMPLE]
    read = text_in(sample, first)
    high = len(sample) - len(sample.translate(None, _HIGH))
    kin = _USED_FOR.get(first, "").partition(",")[0]
    found: list[tuple[bool, float, str]] = []
    for codec in _COMMON:
        name = _NAMES[codecs.lookup(codec).name]
        try:
            text = sample.decode(codec)
        except UnicodeDecodeError:
            continue
        share = round(oddities(text) / max(1, high), 1)
        if name != first and text != read and share <= _CREDIBLE:
            found.append((not _USED_FOR[name].startswith(kin), share, name))
    # Of those as likely, the first that is common.
    return min(found, key=lambda item: item[:2])[2] if found else ""


def oddities(text: str) -> int:
    """How many places look like text in the wrong encoding."""
    return sum(len(pattern.findall(text)) for pattern in (_ODD, _TWO_SCRIPTS, _NO_TEXT))


class DoubtfulLine(NamedTuple):
    """A line, by its number, with letters that every encoding reads in its own way."""

    number: int
    raw: bytes


def doubtful_lines(raw: bytes, most: int = 200, longest: int = 400) -> list[DoubtfulLine]:
    """The lines of a file on which its encoding makes a difference, cut to a length that can be shown."""
    if b"\0" in raw[:4096]:
        # Of UTF-16 any place may look like a line end.
        return [DoubtfulLine(1, raw[: 4 * longest])]
    found = (
        DoubtfulLine(number, line.rstrip(b"\r")[:longest])
        for number, line in enumerate(raw.split(b"\n"), 1)
        if not line.isascii() or b"\x1b" in line
    )
    return [line for line, _ in zip(found, range(most), strict=False)]
