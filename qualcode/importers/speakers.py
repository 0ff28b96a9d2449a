"""Who speaks when: from a file's text to turns that cover all of it, with roles and details."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from qualcode.importers.chat_lines import chat_messages
from qualcode.importers.clock import seconds, seconds_in_words
from qualcode.importers.header_block import read_header, tells_of_session
from qualcode.importers.own_line_labels import own_line_marks
from qualcode.importers.source_text import KnownTurn, SourceText
from qualcode.importers.speaker_labels import LabelClass, label_class, label_key
from qualcode.importers.speaker_readings import best_reading
from qualcode.importers.speaker_roles import roles_of
from qualcode.importers.speaker_shapes import TIME_LINE, Marks, Shape, TurnMark, find_marks
from qualcode.importers.time_stamps import with_times
from qualcode.importers.timed_lines import timed_lines
from qualcode.model.span import Span
from qualcode.model.transcript import ReadTurn, Role

_AS_BLANKS: Final = dict.fromkeys(
    [0x061C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF], " "
)


@dataclass(frozen=True, slots=True)
class ReadConversation:
    """The turns of a text, what its header tells, and the share of it that has a speaker.

    ``doubts`` are labels of lines that begin as if somebody spoke and were not taken for a turn, with
    their number.
    """

    turns: tuple[ReadTurn, ...]
    details: tuple[tuple[str, str], ...]
    confidence: float
    doubts: tuple[tuple[str, int], ...] = ()


def find_conversation(source: SourceText, interviewers: Sequence[str] = ()) -> ReadConversation:
    """The turns of ``source``: as its format states them, else as its text shows them."""
    text = source.text
    if source.turns is not None:
        return _covered(text, source.turns, source.details, interviewers)
    # Marks that nobody sees stand before names; for the patterns they are blanks.
    lines = text.translate(_AS_BLANKS).split("\n")
    starts = _line_starts(lines)
    if messages := chat_messages(lines, starts):
        return _covered(text, messages, source.details, interviewers)
    marks = find_marks(lines, starts, source.bold_heads, markdown=source.format == "markdown")
    header = read_header(lines, _label_counts(marks), _spoken_lines(marks, lines))
    reading = best_reading(marks, header.first_line, len(text), lines)
    if reading is not None:
        found = _turns(reading.marks, lines, starts, header.first_line)
    else:
        found = timed_lines(lines, starts, header.first_line)
    found = with_times(found, source.stamps)
    read = _covered(text, found, source.details + header.details, interviewers)
    doubts = _doubts(marks, found, header.first_line) if reading is not None else ()
    return replace(read, doubts=doubts)


def _doubts(marks: Marks, found: Sequence[KnownTurn], first_line: int) -> tuple[tuple[str, int], ...]:
    """Labels that stand as those of turns stand, and how often, where no turn begins."""
    taken = {turn.start for turn in found} | {turn.speech for turn in found}
    labels: dict[int, str] = {}
    for shape in (Shape.COLON, Shape.MARKDOWN):
        for mark in marks[shape]:
            is_name = label_class(mark.label) > LabelClass.WORDS
            if is_name and mark.line >= first_line and taken.isdisjoint((mark.start, mark.speech)):
                labels[mark.line] = mark.label
    return tuple(Counter(labels.values()).most_common())


def _label_counts(marks: Marks) -> Counter[str]:
    """How often each label occurs, in the shape in which it occurs most."""
    counts: Counter[str] = Counter()
    for shape in (Shape.COLON, Shape.MARKDOWN, Shape.BOLD, Shape.TAB):
        counts |= Counter(label_key(mark.label) for mark in marks[shape])
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
    starts, position = [], 0
    for line in lines:
        starts.append(position)
        position += len(line) + 1
    return starts


def _turns(
    marks: Sequence[TurnMark], lines: Sequence[str], starts: Sequence[int], first_line: int
) -> list[KnownTurn]:
    turns = []
    floor = first_line
    for mark in marks:
        line, start, time = mark.line, mark.start, mark.time
        above = _previous_written(lines, line, floor)
        if above is not None and (match := TIME_LINE.match(lines[above])):
            start = starts[above]
            time = seconds(match["before"]) if time is None else time
        speech = mark.speech
        floor = line + 1
        if time is None and speech >= starts[line] + len(lines[line].rstrip()) and line + 1 < len(lines):
            # Some programs write the time on the line below the name.
            below = _time_of(lines[line + 1])
            if below is not None:
                time, speech, floor = below, starts[line + 1] + len(lines[line + 1]), line + 2
        turns.append(KnownTurn(start, speech, mark.label, time))
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
    roles = roles_of({turn.label for turn in found if turn.label}, interviewers)
    first = found[0].start if found else len(text)
    turns: list[ReadTurn] = []
    if not found or text[:first].strip():
        turns.append(ReadTurn(Span(0, first), 0, "", Role.OTHER))
    else:
        first = 0
    for place, turn in enumerate(found):
        start = first if place == 0 else turn.start
        end = found[place + 1].start if place + 1 < len(found) else len(text)
        role = roles.get(turn.label, Role.OTHER)
        turns.append(ReadTurn(Span(start, end), _speech(text, turn.speech, end), turn.label, role, turn.time))
    spoken = sum(turn.span.length for turn in turns if turn.label)
    return ReadConversation(tuple(turns), details, spoken / len(text))


def _speech(text: str, position: int, end: int) -> int:
    """Where the words begin: after the blanks after the label, but not beyond the turn."""
    start = position
    while start < end and text[start].isspace():
        start += 1
    if start < end:
        return start
    # Nothing was said: stay on the label's line.
    while position < end and text[position] in " \t\xa0":
        position += 1
    return position
