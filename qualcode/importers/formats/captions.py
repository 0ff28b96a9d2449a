"""Captions of meeting programs (vtt, srt): cues become turns with their times and their voices."""

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from qualcode.importers.clock import seconds
from qualcode.importers.formats.decoding import Decoded, decode
from qualcode.importers.guarded.limits import ImportLimits
from qualcode.importers.source_text import KnownTurn, SourceText
from qualcode.importers.speakers.speaker_labels import LabelClass, label_class
from qualcode.model.errors import UnreadableFileError
from qualcode.model.transcripts.speaker_guide import label_key
from qualcode.model.words.in_words import counted

_TIME: Final = r"(?:\d{1,4}:)?\d{1,2}:\d{1,2}[.,]\d{1,3}"
_CUE_TIMES: Final = re.compile(rf"\s*({_TIME})[ \t]*-->[ \t]*({_TIME})(.*)")
_ARROW: Final = "-->"
_VOICE: Final = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^<>\n]*)>")
_TAGS: Final = re.compile(
    r"</?(?:c|i|b|u|ruby|rt|lang|v|font|span|p|br)(?:[.\s][^<>]*)?/?>|<(?:\d+:)?\d+:\d+[.,]\d+>|\{\\an?\d\}",
    re.IGNORECASE,
)
_PREFIX: Final = re.compile(
    r"(?:[-–—>]{1,2}[ ]*)?(?:[\[(]?(?P<label>[^\W_][^:\n\])]{0,60}?)[\])]?[ ]?:(?:[ \n]|$)"
    r"|[\[(](?P<own>[^\W\d_][^:\n\])]{0,60})[\])][ ]*\n)"
)
_NEXT_SPEAKER: Final = re.compile(
    r"^(?:(?:[-–—]|>{1,2})[ ]*[\[(]?[^\W_][^:\n\])]{0,60}[\])]?[ ]?:[ \n]"
    r"|[\[(][^\W\d_][^:\n\])]{0,60}[\])][ ]*\n(?=.))",
    re.MULTILINE,
)
_NAMED_IDENTIFIER: Final = re.compile(r'(?:\d+[ ]+)?"(?P<label>[^"]{1,100})"(?:[ ]*\([^)]*\))?$')
"""The identifier of a cue that names who speaks: ``1 "Maya Chen" (2874652928)``."""

_LANGUAGE: Final = re.compile(r"Language:[ \t]*([A-Za-z]{2})\b")
_ROLLING: Final = 0.6
_TWO_LINES: Final = 0.25
_SKIPPED: Final = ("NOTE", "STYLE", "REGION")


class Cue(NamedTuple):
    """One caption: when it begins, whose voice it is (empty where unknown), its words, and when it ends."""

    start: float
    voice: str
    words: str
    end: float | None = None


def read_vtt(raw: bytes, limits: ImportLimits) -> SourceText:
    """The content of a WebVTT file."""
    decoded = decode(raw)
    language = _LANGUAGE.search(decoded.text[:2000])
    return _source("vtt", decoded, limits, language[1].casefold() if language else "")


def read_srt(raw: bytes, limits: ImportLimits) -> SourceText:
    """The content of a SubRip file."""
    return _source("srt", decode(raw), limits, "")


def _source(name: str, decoded: Decoded, limits: ImportLimits, language: str) -> SourceText:
    warnings = list(decoded.warnings)
    # Words without any time are no captions, whatever the file is called.
    cues, unread, notes = _cues(decoded.text) if _ARROW in decoded.text else ([], 0, [])
    if not cues:
        raise UnreadableFileError("The file contains no captions.")
    if unread:
        warnings.append(f"{counted(unread, 'caption')} without a readable time, the words are kept")
    cues, repeats = _without_rolling(cues)
    if repeats:
        warnings.append(f"{counted(repeats, 'line')} shown again in the next caption, kept once")
    details = tuple(("Note", note) for note in notes)
    return source_of_cues(name, cues, limits, details=details, warnings=tuple(warnings), language=language)


def source_of_cues(
    name: str,
    cues: Sequence[Cue],
    limits: ImportLimits,
    *,
    details: tuple[tuple[str, str], ...] = (),
    warnings: tuple[str, ...] = (),
    language: str = "",
) -> SourceText:
    """The text of cues, a turn for each change of the voice."""
    cues = [cue for cue in cues if cue.words.strip()]
    if not cues:
        raise UnreadableFileError("The file contains no words.")
    text, turns = _joined(_with_prefixes(cues))
    limits.check_text(len(text))
    return SourceText(text, name, details=details, warnings=warnings, turns=tuple(turns), language=language)


def _cues(text: str) -> tuple[list[Cue], int, list[str]]:
    """The cues of a file, how many times could not be read, and the notes between the cues."""
    cues: list[Cue] = []
    unread = 0
    notes: list[str] = []
    for place, block in enumerate(_blocks(text)):
        lines = ((number, line) for number, line in enumerate(block) if _ARROW in line)
        times = next(((number, match) for number, line in lines if (match := _CUE_TIMES.match(line))), None)
        if times is not None:
            cues.extend(_cues_of_block(block, *times))
        elif block[0].startswith(_SKIPPED):
            note = " ".join(" ".join(block).split()).removeprefix("NOTE").strip()
            # Some programs write how sure they are of each cue.
            if block[0].startswith("NOTE") and note and not note.startswith("Confidence"):
                notes.append(note)
        elif place or not block[0].startswith("WEBVTT"):
            # A broken time line must not cost the words below it.
            words = "\n".join(line for line in block if _ARROW not in line and not line.strip().isdigit())
            unread += sum(_ARROW in line for line in block)
            cues.append(Cue(cues[-1].start if cues else 0.0, "", _plain(words)))
    return [cue for cue in cues if cue.words.strip()], unread, notes


def _blocks(text: str) -> Iterator[list[str]]:
    """Runs of lines between blank lines; a new time line also begins a block of its own."""
    block: list[str] = []
    for line in text.split("\n"):
        if line.strip():
            if block and _ARROW in line and _has_times(block) and _CUE_TIMES.match(line):
                number = block.pop() if block[-1].strip().isdigit() else None
                yield block
                block = [] if number is None else [number]
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _has_times(block: Sequence[str]) -> bool:
    return any(_ARROW in line and _CUE_TIMES.match(line) for line in block)


def _cues_of_block(block: Sequence[str], times: int, match: re.Match[str]) -> Iterator[Cue]:
    """The cues of a block in whose line ``times`` its times were found."""
    start, end = seconds(match[1]), seconds(match[2])
    words = "\n".join(block[times + 1 :])
    # Zoom and Otter write the name in front of the times of some exports.
    named = ""
    if times:
        above = block[times - 1].strip()
        stated = _NAMED_IDENTIFIER.match(above)
        named = stated["label"].strip() if stated else "" if _is_identifier(above) else above
    pieces = _VOICE.split(words) if "<v" in words else [words]
    if pieces[0].strip() or len(pieces) == 1:
        yield Cue(start or 0.0, named, _plain(pieces[0]), end)
    for voice, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        yield Cue(start or 0.0, _plain(voice).strip(), _plain(piece), end)


def _is_identifier(line: str) -> bool:
    """Whether the line above the times is a number or an identifier, not a name."""
    return any(letter.isdigit() for letter in line) or label_class(line) < LabelClass.NAME


def _plain(words: str) -> str:
    """Words without caption markup and entities."""
    if "<" in words or "{" in words:
        words = _TAGS.sub("", words)
    return html.unescape(words) if "&" in words else words


def _without_rolling(cues: Sequence[Cue]) -> tuple[list[Cue], int]:
    """Cues without the lines that each shows again below the new one, and how many those were.

    Only where captions roll throughout: people do say a thing twice.
    """
    if any(cue.voice for cue in cues):
        return list(cues), 0
    lines = [[line.strip() for line in cue.words.split("\n") if line.strip()] for cue in cues]
    again = [bool(below) and bool(above) and below[0] == above[-1] for above, below in pairwise(lines)]
    # A caption of two lines, of which the first was the last of the one above, is what rolls.
    rolls = sum(one and len(below) > 1 for one, below in zip(again, lines[1:], strict=True))
    rolling = sum(again) >= _ROLLING * len(again) and rolls >= max(1, _TWO_LINES * len(again))
    if not rolling:
        return list(cues), 0
    kept = [cues[0]]
    repeats = 0
    for cue, above, words, is_again in zip(cues[1:], lines, lines[1:], again, strict=False):
        rest = words
        if is_again:
            shown = _overlap(above, words)
            rest = words[shown:]
            repeats += shown
        if rest:
            kept.append(cue._replace(words="\n".join(rest)))
    return kept, repeats


def _overlap(above: Sequence[str], below: Sequence[str]) -> int:
    """How many lines at the beginning of a caption are those at the end of the one above."""
    for number in range(min(len(above), len(below)), 0, -1):
        if above[-number:] == below[:number]:
            return number
    return 0


def _with_prefixes(cues: Sequence[Cue]) -> list[Cue]:
    """Cues whose ``Name:`` prefix is a speaker's, because such names come back, get that voice.

    Also ``(Name)`` on a line of its own, and a second ``- NAME:`` within a cue.
    """
    pieces = [piece for cue in cues for piece in _by_speaker(cue)]
    heads = [_PREFIX.match(piece.words) if not piece.voice else None for piece in pieces]
    written = [((head["label"] or head["own"]) if head else "").strip() for head in heads]
    labels = [label if label_class(label) is not LabelClass.NONE else "" for label in written]
    counts = Counter(label_key(label) for label in labels)
    speakers = {key for key, count in counts.items() if key and count > 1}
    named: list[Cue] = []
    for piece, head, label in zip(pieces, heads, labels, strict=True):
        strong = label and label_class(label) >= LabelClass.FULL_NAME and speakers
        if head and label and (label_key(label) in speakers or strong):
            named.append(piece._replace(voice=label, words=piece.words[head.end() :]))
        else:
            named.append(piece)
    return named


def _by_speaker(cue: Cue) -> list[Cue]:
    """A cue in parts, each of which may begin with a speaker of its own."""
    if "\n" not in cue.words:
        return [cue]
    places = [match.start() for match in _NEXT_SPEAKER.finditer(cue.words)] if not cue.voice else []
    edges = [0, *(place for place in places if place > 0), len(cue.words)]
    return [cue._replace(words=cue.words[start:end].strip("\n")) for start, end in pairwise(edges)]


def _joined(cues: Sequence[Cue]) -> tuple[str, list[KnownTurn]]:
    """The text ``Label: words`` and its turns: cues of one voice that follow each other are one turn."""
    pieces: list[str] = []
    turns: list[KnownTurn] = []
    position = 0
    known = any(cue.voice for cue in cues)
    for cue in cues:
        words = " ".join(cue.words.split())
        goes_on = turns and (cue.voice == turns[-1].label or (known and not cue.voice))
        if goes_on and known:
            piece = " " + words
        else:
            head = f"{cue.voice}: " if cue.voice else ""
            line_end = "\n" if turns else ""
            piece = f"{line_end}{head}{words}"
            start = position + len(line_end)
            turns.append(KnownTurn(start, start + len(head), cue.voice, cue.start, cue.end))
        pieces.append(piece)
        position += len(piece)
    return "".join(pieces), turns
