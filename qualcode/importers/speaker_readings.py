"""Readings of a text: for each shape of label the turns it would give, and which reading to believe."""

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from qualcode.importers.speaker_labels import LabelClass, label_class, label_key
from qualcode.importers.speaker_shapes import Marks, Shape, TurnMark

# How far each shape is to be believed when two readings cover the text equally well.
_BELIEF: Final = {
    Shape.MARKDOWN: 1.0,
    Shape.COLON: 0.98,
    Shape.BOLD: 0.97,
    Shape.TAB: 0.95,
    Shape.TIMED: 0.97,
    Shape.BRACKET: 0.9,
    Shape.OWN_LINE: 0.8,
    Shape.DASH: 0.75,
    Shape.SPACED: 0.7,
}
_STRONG: Final = (LabelClass.CODE, LabelClass.ROLE)
_FREE_SHAPES: Final = (Shape.OWN_LINE, Shape.DASH, Shape.SPACED, Shape.BRACKET)
# Shapes that may join the chosen reading where they bear one of its labels.
_JOINING: Final = (Shape.MARKDOWN, Shape.COLON, Shape.BOLD, Shape.TIMED)


class Reading(NamedTuple):
    """The turns under one shape of label, and how plausible they are (0..1)."""

    shape: Shape
    marks: list[TurnMark]
    score: float


def best_reading(marks: Marks, first_line: int, end: int) -> Reading | None:
    """The reading under which most of the text falls into plausible turns, or None.

    Marks before ``first_line`` belong to the header; ``end`` is the length of the text.
    """
    readings = []
    for shape, found in marks.items():
        kept = _plausible(shape, [mark for mark in found if mark.line >= first_line])
        if kept:
            readings.append(Reading(shape, kept, _score(shape, kept, first_line, end)))
    if not readings:
        return None
    most = max(len(reading.marks) for reading in readings)
    best = max(readings, key=lambda reading: reading.score * (len(reading.marks) / most) ** 0.25)
    if best.score < 0.25:
        return None
    return best._replace(marks=_joined(best, marks, first_line))


def _plausible(shape: Shape, found: Sequence[TurnMark]) -> list[TurnMark]:
    """Those of the marks whose label is a speaker's, given how the labels of the file repeat."""
    if shape is Shape.OWN_LINE:
        found = _followed_by_text(found)
    counts = Counter(label_key(mark.label) for mark in found)
    repeated = {label_class(mark.label) for mark in found if counts[label_key(mark.label)] > 1}
    accepted = {
        label
        for label in {mark.label for mark in found}
        if _accepted(shape, label_class(label), counts[label_key(label)], len(found), repeated)
    }
    return [mark for mark in found if mark.label in accepted]


def _accepted(shape: Shape, what: LabelClass, count: int, total: int, repeated: set[LabelClass]) -> bool:
    if shape is Shape.MARKDOWN:
        return what > LabelClass.WORDS or count > 1
    if what is LabelClass.WORDS:
        return shape not in _FREE_SHAPES and count >= 3 and count >= 0.05 * total
    if what in _STRONG:
        return True
    if shape in _FREE_SHAPES:
        return count > 1
    if what is LabelClass.FULL_NAME:
        return count > 1 or bool(repeated)
    return count > 1 or what in repeated


def _followed_by_text(found: Sequence[TurnMark]) -> list[TurnMark]:
    """Marks on lines of their own without those that another such line follows at once."""
    lines = {mark.line for mark in found}
    return [mark for mark in found if mark.line + 1 not in lines]


def _score(shape: Shape, marks: Sequence[TurnMark], first_line: int, end: int) -> float:
    labels = Counter(label_key(mark.label) for mark in marks)
    strong = all(label_class(mark.label) in _STRONG for mark in marks)
    repeating = sum(count for count in labels.values() if count > 1)
    if (
        not strong
        and (len(marks) < 3 or repeating < 0.5 * len(marks))
        and not _names_at_once(shape, marks, first_line)
    ):
        return 0.0
    if shape in _FREE_SHAPES and (len(marks) < 3 or len(labels) > 0.5 * len(marks) + 1):
        return 0.0
    covered = (end - marks[0].start) / max(1, end)
    variety = 1.0 if strong else 1.0 - 0.5 * len(labels) / len(marks)
    return _BELIEF[shape] * covered * variety


def _names_at_once(shape: Shape, marks: Sequence[TurnMark], first_line: int) -> bool:
    """A short file: two people speak, once or twice each, from the first line on."""
    if shape in _FREE_SHAPES or not 2 <= len(marks) <= 6:
        return False
    opening = marks[0].line - first_line <= 1
    return opening and len({label_key(mark.label) for mark in marks}) >= 2 and shape is not Shape.TAB


def _joined(reading: Reading, marks: Marks, first_line: int) -> list[TurnMark]:
    """The reading's marks with those of sibling shapes that bear the same labels."""
    known = {label_key(mark.label) for mark in reading.marks}
    by_line = {mark.line: mark for mark in reading.marks}
    for shape in _JOINING:
        for mark in marks[shape] if shape is not reading.shape else ():
            if mark.line >= first_line and label_key(mark.label) in known:
                by_line.setdefault(mark.line, mark)
    return [by_line[line] for line in sorted(by_line)]
