"""Places within lines at which another speaker begins, by their labels; there a line is broken if told."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from qualcode.importers.clock import TIME
from qualcode.importers.source_text import SourceText
from qualcode.importers.speakers.rearranged import rearranged
from qualcode.importers.speakers.speaker_labels import LabelClass, label_class
from qualcode.importers.speakers.speaker_shapes import is_office
from qualcode.importers.speakers.speaker_words import INTERJECTIONS
from qualcode.model.span import Span
from qualcode.model.transcripts.speaker_guide import SpeakerGuide, label_key, line_key

_WORD: Final = r"[^\W\d_a-z][\w'’-]{0,24}"
_OPEN: Final = r"(?<=\s)[#@\[(<{]{0,2}"
_COLON: Final = re.compile(
    rf"{_OPEN}(?P<label>{_WORD}(?:[ ]{_WORD}){{0,2}}(?:[ ]?\d{{1,3}})?)[\])>}}]?[ \xa0]?[:：](?=\s|$)"
)
_DOT: Final = re.compile(rf"(?<=[.!?…:\"”'’)]\s)(?P<label>{_WORD}(?:[ ]?\d{{1,2}})?)\.[ \xa0]+(?=[^\W_a-z])")
_MOST_LABELS: Final = 60
_LONGEST: Final = 80
"""So many letters tell where a new line begins."""


class SpeakerPlace(NamedTuple):
    """Where in a line somebody seems to begin, their label, and the words that begin there."""

    start: int
    label: str
    words: str


class BrokenText(NamedTuple):
    """A text with its lines broken, and by the number of a new line the words of the one it was part of."""

    source: SourceText
    keys: Mapping[int, str]


def speaker_places(line: str, labels: Collection[str]) -> list[SpeakerPlace]:
    """The places behind the head of a line where one of the ``labels``, or another name, is a label."""
    found = {match.start(): match["label"] for match in _known(tuple(labels)).finditer(line)}
    known = sorted(found)
    for match in _COLON.finditer(line):
        # What is known for a label is sooner believed than a name of more words.
        inside = bisect_left(known, match.end()) > bisect_left(known, match.start())
        if not inside and _is_name(match["label"]):
            found[match.start()] = match["label"]
    dots = [match for match in _DOT.finditer(line) if _is_name(match["label"])]
    counts = Counter(match["label"] for match in dots)
    for match in dots:
        if counts[match["label"]] > 1 or is_office(match["label"]):
            found.setdefault(match.start(), match["label"])
    head = len(line) - len(line.lstrip())
    return [
        SpeakerPlace(start, " ".join(label.split()), line[start : start + _LONGEST])
        for start, label in sorted(found.items())
        if start > head
    ]


def broken_text(source: SourceText, guide: SpeakerGuide) -> BrokenText:
    """The text with a new line at each place at which a guide tells that somebody begins."""
    if not (guide.breaks or guide.within) or source.turns is not None:
        return BrokenText(source, {})
    pieces: list[Span | str] = []
    keys: dict[int, str] = {}
    position = done = number = 0
    for line in source.text.split("\n"):
        key = line_key(line)
        starts = {place.start for place in _places_of(line, guide.within)} if guide.within else set()
        for start in sorted(starts | _starts(line, guide.breaks.get(key, ()))):
            end = len(line[:start].rstrip())
            pieces += [Span(done, position + end), "\n"]
            done = position + start
            keys[number] = key
            number += 1
            keys[number] = key
        position += len(line) + 1
        number += 1
    pieces.append(Span(done, len(source.text)))
    return BrokenText(rearranged(source, pieces) if keys else source, keys)


def _places_of(line: str, labels: Sequence[str]) -> list[SpeakerPlace]:
    wanted = {label_key(label) for label in labels}
    return [place for place in speaker_places(line, labels) if label_key(place.label) in wanted]


def _starts(line: str, told: Sequence[str]) -> set[int]:
    """Where in a line the words that were told begin; not at its head."""
    starts: set[int] = set()
    for words in told:
        start = line.find(words, 1)
        while start in starts:
            start = line.find(words, start + 1)
        if start > 0 and line[:start].strip():
            starts.add(start)
    return starts


@lru_cache(maxsize=64)
def _known(labels: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(labels, key=lambda label: (-len(label), label))[:_MOST_LABELS]
    names = "|".join(map(re.escape, longest)) or r"(?!)"
    coded = [label for label in longest if label_class(label) in (LabelClass.CODE, LabelClass.CAPITALS)]
    codes = "|".join(map(re.escape, coded)) or r"(?!)"
    signs = rf"[\])>}}]?[ \xa0]*[:：](?:\s|$)|[\])>}}](?:\s|$)|\.[ \xa0]+[^\W_a-z]|[ \xa0]+[\[(<]?{TIME}|\t"
    return re.compile(
        rf"(?<=\s)[#@\[(<{{]{{0,2}}(?P<label>(?:{names})(?={signs})|(?:{codes})(?=[ \xa0]+[A-ZÀ-Þ][a-zß-ÿ]))"
    )


def _is_name(label: str) -> bool:
    return label_class(label) > LabelClass.WORDS and label.casefold() not in INTERJECTIONS
