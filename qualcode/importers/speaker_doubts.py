"""Lines that look as if somebody began to speak there, where no turn begins."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import chain
from typing import Final

from qualcode.importers.speaker_labels import LabelClass, label_class
from qualcode.importers.speaker_shapes import Marks, Shape, TurnMark
from qualcode.model.speaker_guide import label_key

_WITH_COLON: Final = (Shape.COLON, Shape.MARKDOWN)
_OTHER: Final = (Shape.BOLD, Shape.TAB, Shape.TIMED, Shape.BRACKET, Shape.OWN_LINE, Shape.DASH, Shape.SPACED)
_MOST_LABELS: Final = 60
"""Of more labels the rest is not looked for within lines: it would take long and tell little."""


def doubtful_labels(
    marks: Marks, lines: Sequence[str], taken: Collection[int], first_line: int, labels: Collection[str]
) -> tuple[tuple[str, int], ...]:
    """Labels that stand as those of turns stand, or are those of turns, and how often; the commonest first.

    ``taken`` are the lines on which turns begin or their speech does, ``labels`` those of the turns.
    """
    known = {label_key(label): label for label in labels}
    found: dict[int, str] = {}
    for mark in chain(*(marks[shape] for shape in _WITH_COLON)):
        if label_class(mark.label) > LabelClass.WORDS or label_key(mark.label) in known:
            found[mark.line] = known.get(label_key(mark.label), mark.label)
    for mark in chain(*(marks[shape] for shape in _OTHER)):
        if label_key(mark.label) in known:
            found.setdefault(mark.line, known[label_key(mark.label)])
    for mark in _names_on_own_lines(marks[Shape.OWN_LINE], lines, taken):
        found.setdefault(mark.line, mark.label)
    for line, label in _misspelt_heads(lines, labels):
        found.setdefault(line, label)
    counts = Counter(
        label
        for line, label in sorted(found.items())
        if line >= first_line and line not in taken and lines[line].strip()
    )
    return tuple(counts.most_common())


def lines_of_several(
    lines: Sequence[str], first_line: int, labels: Collection[str], heads: Collection[int]
) -> int:
    """How many lines seem to hold a second speaker: a label with its colon behind other words."""
    if not labels:
        return 0
    names = "|".join(re.escape(label) for label in _longest(labels))
    inside = re.compile(rf"(?<=[\s.!?…”\"'’)])(?:{names})[ \xa0]*:(?=\s)")
    return sum(
        1
        for number, line in enumerate(lines[first_line:], first_line)
        if ":" in line
        and any(_is_behind_words(line, hit.start(), number in heads) for hit in inside.finditer(line))
    )


def _is_behind_words(line: str, place: int, begins_turn: bool) -> bool:
    """Whether words stand before a place of a line, and not only a number, a time or the turn's own label."""
    before = line[:place]
    if begins_turn:
        before = before.partition(":")[2] if ":" in before else ""
    return sum(letter.isalpha() for letter in before) > 2


def _names_on_own_lines(
    found: Sequence[TurnMark], lines: Sequence[str], taken: Collection[int]
) -> list[TurnMark]:
    """Names that come again on lines of their own, where turns do or where no other turns are."""
    counts = Counter(label_key(mark.label) for mark in found)
    own = sum(mark.line in taken for mark in found)
    if taken and own < 0.5 * len(taken):
        return []
    names = [
        mark
        for mark in found
        if label_class(mark.label) > LabelClass.WORDS
        and not lines[mark.line].rstrip().endswith((".", "!", "?", ","))
    ]
    return [
        mark
        for mark in names
        if counts[label_key(mark.label)] > 1 or (taken and _has_speech_below(mark.line, lines, taken))
    ]


def _has_speech_below(line: int, lines: Sequence[str], taken: Collection[int]) -> bool:
    """Whether a line has words below it, before the next turn, and is not itself the first below a name."""
    above = next((near for near in range(line - 1, -1, -1) if lines[near].strip()), -1)
    below = next((near for near in range(line + 1, len(lines)) if lines[near].strip()), -1)
    return above not in taken and below not in taken and below > 0


def _misspelt_heads(lines: Sequence[str], labels: Collection[str]) -> list[tuple[int, str]]:
    """Lines that begin with a known label and another sign than a colon, or a capital right behind it."""
    several = [label for label in _longest(labels) if len(label) > 1]
    if not several:
        return []
    names = "|".join(re.escape(label) for label in several)
    sign = r"[ \xa0]?[;>|=][ \xa0]|\.[ \xa0]+(?=[A-Z])|[ \xa0]+(?=[A-Z][a-z]* [a-z])"
    head = re.compile(rf"[ \t\xa0]*(?P<label>{names})(?:{sign})")
    return [(number, match["label"]) for number, line in enumerate(lines) if (match := head.match(line))]


def _longest(labels: Collection[str]) -> list[str]:
    return sorted(labels, key=lambda label: (-len(label), label))[:_MOST_LABELS]
