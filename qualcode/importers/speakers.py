"""Who speaks when: from a file's text to turns that cover all of it, with roles and details."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.importers.clock import seconds
from qualcode.importers.header_block import read_header
from qualcode.importers.source_text import KnownTurn, SourceText
from qualcode.importers.speaker_labels import label_key
from qualcode.importers.speaker_readings import best_reading
from qualcode.importers.speaker_roles import roles_of
from qualcode.importers.speaker_shapes import TIME_LINE, Shape, TurnMark, find_marks
from qualcode.model.span import Span
from qualcode.model.transcript import ReadTurn, Role


@dataclass(frozen=True, slots=True)
class ReadConversation:
    """The turns of a text, what its header tells, and the share of it that has a speaker."""

    turns: tuple[ReadTurn, ...]
    details: tuple[tuple[str, str], ...]
    confidence: float


def find_conversation(source: SourceText, interviewers: Sequence[str] = ()) -> ReadConversation:
    """The turns of ``source``: as its format states them, else as its text shows them."""
    text = source.text
    if source.turns is not None:
        return _covered(text, source.turns, source.details, interviewers)
    lines = text.split("\n")
    starts = _line_starts(lines)
    marks = find_marks(lines, starts, source.bold_heads, markdown=source.format == "markdown")
    counts = Counter(label_key(mark.label) for mark in marks[Shape.COLON])
    header = read_header(lines, counts)
    reading = best_reading(marks, header.first_line, len(text))
    found = [] if reading is None else _turns(reading.marks, lines, starts, header.first_line)
    return _covered(text, found, source.details + header.details, interviewers)


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
            below = TIME_LINE.match(lines[line + 1])
            if below:
                time, speech, floor = (
                    seconds(below["before"]),
                    starts[line + 1] + len(lines[line + 1]),
                    line + 2,
                )
        turns.append(KnownTurn(start, speech, mark.label, time))
    return turns


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
    """Where the words begin: behind the blanks after the label, but not beyond the turn."""
    start = position
    while start < end and text[start].isspace():
        start += 1
    if start < end:
        return start
    # Nothing was said: stay on the label's line.
    while position < end and text[position] in " \t\xa0":
        position += 1
    return position
