"""From the bytes of a text file to its text: encodings, line ends, and what cannot be kept."""

import codecs
import re
from dataclasses import dataclass
from typing import Final

from qualcode.model.errors import UnreadableFileError
from qualcode.model.words.in_words import counted

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
_TURKISH: Final = re.compile("[ýþðÝÞÐ]")
_ICELANDIC: Final = re.compile("[áéíóúæÁÉÍÓÚÆ]")
_POLISH_L: Final = re.compile("[a-z]³[a-z]")
_POLISH_NASAL: Final = re.compile("[a-z][¹±]|[¹±][a-z]|[bcdfgklłmnprstwz]ê(?![a-z]*[èôù])")
_ONLY_WINDOWS: Final = re.compile(rb"[\x8a\x8c-\x8f\x9a\x9c-\x9f]")
_ONLY_ISO: Final = re.compile(
    rb"[A-Za-z\x80-\xff][\xb1\xb6\xbb\xbc\xbe]|[\xb1\xb6\xbb\xbc\xbe\xa9\xae][A-Za-z\x80-\xff]"
)
_UNLIKELY: Final = ["iso8859_10", "iso8859_14", "iso8859_16", "mac_iceland", "mac_latin2", "mac_turkish"]
_JAPANESE: Final = (b"\x1b$B", b"\x1b$@", b"\x1b(J")
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
    if raw[:100_000].count(0x1B) > 1 and any(mark in raw[:100_000] for mark in _JAPANESE):
        return _japanese(raw)
    try:
        text, encoding, warnings = raw.decode("utf-8"), "UTF-8", ()
    except UnicodeDecodeError:
        return _other_encoding(raw)
    if "\0" in text and (wide := _unmarked_utf16(raw)):
        return _finished(raw.decode(wide, "replace"), "UTF-16", ("UTF-16 assumed",))
    return _finished(text, encoding, warnings)


def _japanese(raw: bytes) -> Decoded:
    text = raw.decode("iso2022_jp", "replace")
    warnings = ["ISO-2022-JP assumed"]
    if broken := text.count(REPLACEMENT):
        warnings.append(f"{counted(broken, 'character')} not readable, shown as \N{REPLACEMENT CHARACTER}")
    return _finished(text, "ISO-2022-JP", tuple(warnings))


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
    return _by_blanks(raw)


def _by_blanks(raw: bytes) -> str:
    """The byte order of UTF-16 in other scripts: blanks and line ends are where words end, or nowhere."""
    sample = raw[: len(raw) // 2 * 2][:20_000]
    counts = {}
    for order in ("utf-16-le", "utf-16-be"):
        try:
            text = sample.decode(order)
        except UnicodeDecodeError:
            # The sample may end within a pair.
            text = sample[:-2].decode(order, "replace")
        if REPLACEMENT in text or any(letter in text for letter in "\0\ufffe\uffff"):
            continue
        blanks = text.count(" ") + text.count("\n")
        letters = sum(letter.isalpha() for letter in text)
        if blanks >= 0.03 * len(text) and letters >= 0.6 * len(text):
            counts[order] = blanks
    return max(counts, key=lambda order: counts[order]) if counts else ""


def _other_encoding(raw: bytes) -> Decoded:
    wide = _unmarked_utf16(raw)
    if wide:
        return _finished(raw.decode(wide, "replace"), "UTF-16", ("UTF-16 assumed",))
    if b"\0" in raw:
        raise UnreadableFileError("This is not a text file: it contains binary data.")
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        return _guessed(raw)
    if _looks_turkish(text):
        turkish = raw.decode("cp1254", "replace")
        return _finished(turkish, "Windows-1254", ("Windows-1254 (Turkish) assumed",))
    if _looks_central(text):
        # The two have their letters at the same places but for a few, of which one has no other use.
        # š of the one is ą of the other; ł tells Polish.
        czech_iso = b"\xb3" not in raw and b"\xb9" in raw
        is_iso = (_ONLY_ISO.search(raw) or czech_iso) and not _ONLY_WINDOWS.search(raw)
        encoding, name = ("iso8859-2", "ISO-8859-2") if is_iso else ("cp1250", "Windows-1250")
        return _finished(raw.decode(encoding, "replace"), name, (f"{name} assumed",))
    if _looks_western(text):
        return _finished(text, "Windows-1252", ("Windows-1252 assumed",))
    return _guessed(raw)


def _looks_turkish(text: str) -> bool:
    """Whether text read as Windows-1252 is Turkish, whose ı, ş and ğ are ý, þ and ð there.

    Icelandic has those letters, too, but with accents that Turkish has not.
    """
    sample = text[:200_000]
    turkish = len(_TURKISH.findall(sample))
    latin = len(_LETTER.findall(sample)) >= len(_HIGH_LETTER.findall(sample))
    return latin and turkish >= 3 and len(_ICELANDIC.findall(sample)) <= 0.2 * turkish


def _looks_central(text: str) -> bool:
    """Whether text read as Windows-1252 is Czech, Hungarian or Polish: no Western language mixes these."""
    sample = text[:200_000]
    if len(_HIGH_LETTER.findall(sample)) > len(_LETTER.findall(sample)):
        # Scripts of their own look like all of these at once.
        return False
    nordic = sample.count("å") + sample.count("æ")
    czech = 0 if nordic else min(sample.count("ø"), sample.count("ì") + sample.count("è") // 2)
    hungarian = min(sample.count("õ"), sample.count("û"))
    polish = min(len(_POLISH_L.findall(sample)), len(_POLISH_NASAL.findall(sample)))
    return czech >= 1 or hungarian >= 2 or polish >= 1


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

    best = from_bytes(raw[:100_000], cp_exclusion=_UNLIKELY).best()
    encoding = best.encoding if best is not None else "cp1252"
    text = raw.decode(encoding, "replace")
    name = codecs.lookup(encoding).name.upper().replace("CP125", "Windows-125").replace("ISO8859", "ISO-8859")
    warnings = [f"{name} assumed"]
    if broken := text.count(REPLACEMENT):
        warnings.append(f"{counted(broken, 'character')} not readable, shown as \N{REPLACEMENT CHARACTER}")
    return _finished(text, name, tuple(warnings))


def _finished(text: str, encoding: str, warnings: tuple[str, ...]) -> Decoded:
    # Bytes go through in C; a regular expression over every file would be the slowest step of all.
    encoded = text.encode("utf-8", "surrogatepass")
    controls = len(encoded) - len(encoded.translate(None, _CONTROLS))
    if controls > 8 and controls > 0.002 * len(text):
        raise UnreadableFileError("This is not a text file: it contains binary data.")
    cleaned, more = clean(text)
    return Decoded(cleaned, encoding, warnings + more)
