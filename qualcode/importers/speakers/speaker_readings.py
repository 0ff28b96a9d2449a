"""Readings of a text: for each shape of label the turns it would give, and which reading to believe."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from qualcode.importers.speakers.own_line_labels import names_once, own_line_marks
from qualcode.importers.speakers.speaker_labels import LabelClass, label_class
from qualcode.importers.speakers.speaker_roles import roles_of
from qualcode.importers.speakers.speaker_shapes import Marks, Shape, TurnMark, begins_with_time, label_counts
from qualcode.model.transcript import Role
from qualcode.model.transcripts.speaker_guide import label_key

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
    Shape.DOTTED: 0.65,
}
_WITH_SIGNS: Final = (
    Shape.COLON, Shape.MARKDOWN, Shape.BOLD, Shape.TIMED, Shape.TAB, Shape.BRACKET,
)  # fmt: skip
_STRONG: Final = (LabelClass.CODE, LabelClass.ROLE)
_FREE_SHAPES: Final = (Shape.OWN_LINE, Shape.DASH, Shape.SPACED, Shape.DOTTED, Shape.BRACKET)
# Shapes that may join the chosen reading where they bear one of its labels.
_JOINING: Final = (Shape.MARKDOWN, Shape.COLON, Shape.BOLD, Shape.TIMED)


class Reading(NamedTuple):
    """The turns under one shape of label, and how plausible they are (0..1)."""

    shape: Shape
    marks: list[TurnMark]
    score: float


def best_reading(marks: Marks, first_line: int, end: int, lines: Sequence[str]) -> Reading | None:
    """The reading under which most of the text falls into plausible turns, or None.

    Marks before ``first_line`` belong to the header; ``end`` is the length of the text.
    """
    readings = []
    for shape, found in marks.items():
        below = [mark for mark in found if mark.line >= first_line] if first_line else found
        kept = _plausible(shape, below, lines)
        if kept:
            readings.append(Reading(shape, kept, _score(shape, kept, first_line, end)))
    if not readings:
        return None
    most = max(len(reading.marks) for reading in readings)
    best = max(readings, key=lambda reading: reading.score * (len(reading.marks) / most) ** 0.25)
    if best.score < 0.25:
        return None
    if best.shape is Shape.OWN_LINE:
        found = [mark for mark in marks[Shape.OWN_LINE] if mark.line > best.marks[0].line]
        best = best._replace(marks=sorted([*best.marks, *names_once(best.marks, found, lines)]))
    return best._replace(marks=_joined(best, marks, first_line))


def _plausible(shape: Shape, found: Sequence[TurnMark], lines: Sequence[str]) -> list[TurnMark]:
    """Those of the marks whose label is a speaker's, given how the labels of the file repeat."""
    if not found:
        return []
    if shape is Shape.OWN_LINE:
        found = own_line_marks(found, lines)
    elif shape is Shape.TIMED:
        found = with_speech(found, lines)
    labels = {mark.label for mark in found}
    counts = label_counts(found)
    repeated = {label_class(label) for label in labels if counts[label_key(label)] > 1}
    accepted = {
        label
        for label in labels
        if _accepted(shape, label_class(label), counts[label_key(label)], len(found), repeated)
    }
    if accepted == labels:
        return list(found)
    if shape in _WITH_SIGNS:
        accepted |= _once(found, accepted, lines)
    return [mark for mark in found if mark.label in accepted]


def _once(found: Sequence[TurnMark], accepted: set[str], lines: Sequence[str]) -> set[str]:
    """Names that occur once and answer somebody who asks: ``Interviewer: … Ana: … Interviewer: … Ben: …``.

    So do the two of a single question with its answer.
    """
    names = [mark for mark in found if label_class(mark.label) > LabelClass.WORDS]
    if not accepted and len(names) == 2 and _one_question(names, lines):
        return {mark.label for mark in names}
    roles = roles_of(accepted)
    once: set[str] = set()
    # A clause with a colon stands between nobody's turns.
    heads = [mark for mark in found if mark.label in accepted or label_class(mark.label) > LabelClass.WORDS]
    for before, mark, after in zip(heads, heads[1:], [*heads[2:], None], strict=False):
        asked = roles.get(before.label) is Role.INTERVIEWER
        goes_on = after is None or roles.get(after.label) is Role.INTERVIEWER
        if asked and goes_on and mark.label not in accepted and label_class(mark.label) > LabelClass.WORDS:
            once.add(mark.label)
    return once


def _one_question(names: Sequence[TurnMark], lines: Sequence[str]) -> bool:
    first, second = names
    begins = not any(line.strip() for line in lines[: first.line])
    question = " ".join(lines[first.line : second.line]).rstrip()
    return begins and label_key(first.label) != label_key(second.label) and question.endswith("?")


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


def with_speech(found: Sequence[TurnMark], lines: Sequence[str]) -> list[TurnMark]:
    """Marks without those of lines that hold a time and words, with another time right below.

    Programs that write a time before every line know no speakers: such words are speech, not a name.
    """
    return [mark for mark in found if not (_ends_line(mark, lines) and _time_below(mark.line, lines))]


def _ends_line(mark: TurnMark, lines: Sequence[str]) -> bool:
    return mark.speech >= mark.start + len(lines[mark.line].rstrip())


def _time_below(line: int, lines: Sequence[str]) -> bool:
    line += 1
    while line < len(lines) and not lines[line].strip():
        line += 1
    return line < len(lines) and begins_with_time(lines[line])


def _score(shape: Shape, marks: Sequence[TurnMark], first_line: int, end: int) -> float:
    labels = label_counts(marks)
    strong = all(label_class(label) in _STRONG for label in {mark.label for mark in marks})
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
    known = {label_key(label) for label in {mark.label for mark in reading.marks}}
    by_line = {mark.line: mark for mark in reading.marks}
    for shape in _JOINING:
        for mark in marks[shape] if shape is not reading.shape else ():
            if mark.line >= first_line and label_key(mark.label) in known:
                by_line.setdefault(mark.line, mark)
    return [by_line[line] for line in sorted(by_line)]
