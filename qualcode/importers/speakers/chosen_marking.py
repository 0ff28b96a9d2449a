"""The turns of a text where a person told how its speakers are marked: that one marking is believed."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from qualcode.importers.speakers.own_line_labels import own_line_marks
from qualcode.importers.speakers.speaker_labels import LabelClass, label_class
from qualcode.importers.speakers.speaker_readings import with_speech
from qualcode.importers.speakers.speaker_shapes import Marks, Shape, TurnMark
from qualcode.model.transcripts.speaker_guide import SpeakerMarking, label_key

_SHAPES: Final = {
    SpeakerMarking.COLON: (Shape.COLON, Shape.MARKDOWN),
    SpeakerMarking.OWN_LINE: (Shape.OWN_LINE,),
    SpeakerMarking.TIMED: (Shape.TIMED, Shape.COLON),
    SpeakerMarking.SIGNS: (Shape.BRACKET, Shape.COLON),
    SpeakerMarking.BOLD: (Shape.BOLD, Shape.MARKDOWN),
}
_SIGNS: Final = tuple("[<(#@{")


def chosen_marks(
    marking: SpeakerMarking, marks: Marks, first_line: int, end: int, lines: Sequence[str]
) -> list[TurnMark]:
    """The marks that begin a turn under this marking, at most one a line.

    Marks before ``first_line`` belong to the header; ``end`` is the length of the text.
    """
    by_line: dict[int, TurnMark] = {}
    for shape in _SHAPES[marking]:
        found = [mark for mark in marks[shape] if mark.line >= first_line and mark.start < end]
        for mark in _of_marking(marking, shape, found, lines):
            by_line.setdefault(mark.line, mark)
    found = [by_line[line] for line in sorted(by_line)]
    counts = Counter(label_key(mark.label) for mark in found)
    return [mark for mark in found if _is_label(mark.label, counts[label_key(mark.label)])]


def _is_label(label: str, count: int) -> bool:
    what = label_class(label)
    return what > LabelClass.WORDS or (what is LabelClass.WORDS and count > 1)


def _of_marking(
    marking: SpeakerMarking, shape: Shape, found: Sequence[TurnMark], lines: Sequence[str]
) -> Sequence[TurnMark]:
    if marking is SpeakerMarking.OWN_LINE:
        return _on_own_lines(found, lines)
    if marking is SpeakerMarking.TIMED:
        return [mark for mark in with_speech(found, lines) if mark.time is not None]
    if marking is SpeakerMarking.SIGNS and shape is Shape.COLON:
        return [mark for mark in found if lines[mark.line].lstrip(" \t\xa0").startswith(_SIGNS)]
    return found


def _on_own_lines(found: Sequence[TurnMark], lines: Sequence[str]) -> list[TurnMark]:
    """Those that automatic reading would take, and names that occur once, where names stand below blanks."""
    sure = own_line_marks(found, lines)
    taken = {mark.line for mark in sure}
    if not all(_below_blank(mark, lines) for mark in sure):
        return sure
    known = {label_key(mark.label) for mark in sure}
    once = [
        mark
        for mark in found
        if mark.line not in taken
        and label_key(mark.label) not in known
        and label_class(mark.label) > LabelClass.WORDS
        and _below_blank(mark, lines)
        and _has_speech(mark, lines)
    ]
    return sorted([*sure, *once])


def _below_blank(mark: TurnMark, lines: Sequence[str]) -> bool:
    return mark.line == 0 or not lines[mark.line - 1].strip()


def _has_speech(mark: TurnMark, lines: Sequence[str]) -> bool:
    """Whether words follow right below, or below a blank line where the label is a whole name."""
    below = lines[mark.line + 1 : mark.line + 3]
    far = below if label_class(mark.label) is LabelClass.FULL_NAME else below[:1]
    return any(line.strip() for line in far)
