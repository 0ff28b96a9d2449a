"""Who speaks when: from a file's text to turns that cover all of it, with roles and details."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from operator import add
from types import MappingProxyType
from typing import Final, NamedTuple

from qualcode.importers.clock import seconds, seconds_in_words
from qualcode.importers.source_text import KnownTurn, SourceText
from qualcode.importers.speakers.chat_lines import chat_messages
from qualcode.importers.speakers.chosen_marking import chosen_marks
from qualcode.importers.speakers.findings import CLEAR, SeenTurns, SpeakerFindings, findings_of
from qualcode.importers.speakers.header_block import read_header, tells_of_session
from qualcode.importers.speakers.notices import without_notices
from qualcode.importers.speakers.own_line_labels import own_line_marks
from qualcode.importers.speakers.own_pattern import pattern_turns
from qualcode.importers.speakers.speaker_labels import LabelClass, label_class
from qualcode.importers.speakers.speaker_readings import best_reading
from qualcode.importers.speakers.speaker_roles import roles_of, told_interviewers
from qualcode.importers.speakers.speaker_shapes import (
    TIME_LINE,
    Marks,
    Shape,
    TurnMark,
    find_marks,
    label_counts,
)
from qualcode.importers.speakers.time_stamps import with_times
from qualcode.importers.speakers.timed_lines import timed_lines
from qualcode.importers.speakers.told_labels import told_marks
from qualcode.importers.speakers.told_lines import told_details, told_remarks, with_nobodys_lines
from qualcode.model.span import Span
from qualcode.model.transcript import ReadTurn, Remark, Role
from qualcode.model.transcripts.speaker_guide import (
    NOTHING_TOLD,
    LinePart,
    SpeakerGuide,
    SpeakerMarking,
    label_key,
)

AS_BLANKS: Final = dict.fromkeys(
    [0x061C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF], " "
)
_BLANKS: Final = re.compile(rf"[\s{''.join(map(chr, AS_BLANKS))}]*")
NO_PARTS: Final[Mapping[int, LinePart]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ReadConversation:
    """The turns of a text, what its header tells, and the share of it that has a speaker.

    ``findings`` say what is doubtful about it; ``remarks`` are lines that were told to be such.
    """

    turns: tuple[ReadTurn, ...]
    details: tuple[tuple[str, str], ...]
    confidence: float
    findings: SpeakerFindings = CLEAR
    remarks: tuple[Remark, ...] = ()


class _Found(NamedTuple):
    """What the lines of a text showed."""

    turns: list[KnownTurn]
    details: tuple[tuple[str, str], ...] = ()
    marks: Marks | None = None
    first_line: int = 0


def find_conversation(
    source: SourceText,
    interviewers: Sequence[str] = (),
    guide: SpeakerGuide = NOTHING_TOLD,
    parts: Mapping[int, LinePart] = NO_PARTS,
) -> ReadConversation:
    """The turns of ``source``: as its format states them, else as its text shows them.

    ``guide`` and ``parts``, by the number of a line, are what a person told. Raises QualcodeError
    where an own pattern is at fault.
    """
    text = source.text
    # Marks that nobody sees stand before names; for the patterns they are blanks.
    lines = (text if text.isascii() else text.translate(AS_BLANKS)).split("\n")
    starts = _line_starts(lines)
    found = _found(source, lines, starts, guide, parts)
    turns = with_times(found.turns, source.stamps) if source.turns is None else found.turns
    told = with_nobodys_lines(without_notices(text, turns), lines, starts, parts)
    details = told_details(source.details + found.details, lines, parts)
    read = _covered(text, told, details, interviewers)
    seen = SeenTurns(lines, starts, found.marks, found.first_line, text, read.turns, details, guide, parts)
    return replace(read, findings=findings_of(seen), remarks=told_remarks(lines, starts, parts))


def _found(
    source: SourceText,
    lines: Sequence[str],
    starts: Sequence[int],
    guide: SpeakerGuide,
    parts: Mapping[int, LinePart],
) -> _Found:
    barred = {label_key(label) for label in guide.not_speakers}
    if source.turns is not None:
        first = next((turn.start for turn in source.turns if turn.label), 0)
        above = lines[: max(0, bisect_right(starts, first) - 1)]
        return _Found(_without(source.turns, barred, starts, parts), _header(above, {}, ()))
    if guide.marking is SpeakerMarking.PATTERN:
        turns = _without(pattern_turns(guide.pattern, lines, starts), barred, starts, parts)
        return _Found(turns, _header(lines, {}, [bisect_right(starts, turn.start) - 1 for turn in turns]))
    if guide.marking is SpeakerMarking.RECOGNISED and (messages := chat_messages(lines, starts)):
        return _Found(_without(messages, barred, starts, parts))
    marks = find_marks(lines, starts, source.bold_heads, markdown=source.format == "markdown")
    if parts or barred:
        marks = {
            shape: [mark for mark in found if mark.line not in parts and label_key(mark.label) not in barred]
            for shape, found in marks.items()
        }
    told = [mark for mark in told_marks(lines, starts, guide.speakers) if mark.line not in parts]
    certain = _spoken_lines(marks, lines) | {mark.line for mark in told}
    header = read_header(lines, _label_counts(marks), certain)
    found = _marked(guide.marking, marks, header.first_line, len(source.text), lines)
    if found or told:
        known = {label_key(mark.label) for mark in found}
        told = [mark for mark in told_marks(lines, starts, guide.speakers, known) if mark.line not in parts]
        if told:
            by_line = {mark.line: mark for mark in (*found, *told)}
            found = [by_line[line] for line in sorted(by_line)]
        turns = _turns(found, lines, starts, header.first_line)
    else:
        turns = timed_lines(lines, starts, header.first_line)
    return _Found(turns, header.details, marks, header.first_line)


def _marked(
    marking: SpeakerMarking, marks: Marks, first_line: int, end: int, lines: Sequence[str]
) -> list[TurnMark]:
    if marking is SpeakerMarking.COLUMN:
        # Where there is that column its turns are known already.
        return []
    if marking is SpeakerMarking.RECOGNISED:
        reading = best_reading(marks, first_line, end, lines)
        return [] if reading is None else reading.marks
    return chosen_marks(marking, marks, first_line, end, lines)


def _header(
    lines: Sequence[str], counts: Mapping[str, int], spoken: Collection[int]
) -> tuple[tuple[str, str], ...]:
    return read_header(lines, counts, spoken).details


def _without(
    turns: Sequence[KnownTurn],
    barred: Collection[str],
    starts: Sequence[int],
    parts: Mapping[int, LinePart],
) -> list[KnownTurn]:
    """Turns without those of labels that are no speakers', and those on lines that are something else."""
    return [
        turn
        for turn in turns
        if label_key(turn.label) not in barred and bisect_right(starts, turn.start) - 1 not in parts
    ]


def _label_counts(marks: Marks) -> Counter[str]:
    """How often each label occurs, in the shape in which it occurs most."""
    counts: Counter[str] = Counter()
    for shape in (Shape.COLON, Shape.MARKDOWN, Shape.BOLD, Shape.TAB):
        if marks[shape]:
            counts |= label_counts(marks[shape])
    return counts


def _spoken_lines(marks: Marks, lines: Sequence[str]) -> set[int]:
    """Lines that begin a turn for certain: names that come again, with a time or on lines of their own."""
    timed = [mark for found in marks.values() for mark in found if mark.time is not None]
    certain: set[int] = set()
    for found in (timed, own_line_marks(marks[Shape.OWN_LINE], lines)):
        lines_of: dict[str, set[int]] = {}
        for mark in found:
            if label_class(mark.label) > LabelClass.WORDS:
                lines_of.setdefault(label_key(mark.label), set()).add(mark.line)
        for label, places in lines_of.items():
            if len(places) > 1 and not tells_of_session(label, len(places)):
                certain |= places
    return certain


def _line_starts(lines: Sequence[str]) -> list[int]:
    # The lengths of those above, and a line end for each.
    return list(map(add, accumulate(map(len, lines), initial=0), range(len(lines))))


def _turns(
    marks: Sequence[TurnMark], lines: Sequence[str], starts: Sequence[int], first_line: int
) -> list[KnownTurn]:
    turns = []
    floor = first_line
    for mark in marks:
        line, start, label, speech, time = mark
        above = _previous_written(lines, line, floor) if line > floor else None
        if above is not None and (match := TIME_LINE.match(lines[above])):
            start = starts[above]
            time = seconds(match["before"]) if time is None else time
        floor = line + 1
        if time is None and speech >= starts[line] + len(lines[line].rstrip()) and line + 1 < len(lines):
            # Some programs write the time on the line below the name.
            below = _time_of(lines[line + 1])
            if below is not None:
                time, speech, floor = below, starts[line + 1] + len(lines[line + 1]), line + 2
        turns.append(KnownTurn(start, speech, label, time))
    return turns


def _time_of(line: str) -> float | None:
    """The time that a line holds and nothing else, in figures or in words."""
    match = TIME_LINE.match(line)
    return seconds(match["before"]) if match else seconds_in_words(line)


def _previous_written(lines: Sequence[str], line: int, floor: int) -> int | None:
    """The nearest line above that is not blank, but not above ``floor``."""
    for above in range(line - 1, floor - 1, -1):
        if lines[above] and not lines[above].isspace():
            return above
    return None


def _covered(
    text: str,
    found: Sequence[KnownTurn],
    details: tuple[tuple[str, str], ...],
    interviewers: Sequence[str],
) -> ReadConversation:
    """Turns without gap or overlap: a header takes what stands before the first speaker."""
    if not text:
        return ReadConversation((), details, 0.0)
    labels = dict.fromkeys(turn.label for turn in found if turn.label)
    roles = roles_of(labels, [*interviewers, *told_interviewers(details, labels)])
    first = found[0].start if found else len(text)
    turns: list[ReadTurn] = []
    if not found or text[:first].strip():
        turns.append(ReadTurn(Span(0, first), 0, "", Role.OTHER))
    else:
        first = 0
    spoken = 0
    starts = [first, *(turn.start for turn in found[1:]), len(text)]
    for (_, speech, label, time, _), (start, end) in zip(found, pairwise(starts), strict=False):
        role = roles.get(label, Role.OTHER)
        turns.append(ReadTurn(Span(start, end), _speech(text, speech, end), label, role, time))
        spoken += end - start if label else 0
    return ReadConversation(tuple(turns), details, spoken / len(text))


def _speech(text: str, position: int, end: int) -> int:
    """Where the words begin: after the blanks after the label, but not beyond the turn."""
    if position + 1 < end and text[position] == " " and text[position + 1].isalnum():
        # As on nearly every line.
        return position + 1
    # A mark of direction before the words is none of them; the text itself keeps it.
    blanks = _BLANKS.match(text, position, end)
    if blanks is not None and blanks.end() < end:
        return blanks.end()
    # Nothing was said: stay on the label's line.
    while position < end and (text[position] in " \t\xa0" or ord(text[position]) in AS_BLANKS):
        position += 1
    return position
