"""The shapes in which transcripts write who speaks, and where each occurs in a text."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from operator import attrgetter
from typing import Final, NamedTuple

from qualcode.importers.clock import TIME, seconds
from qualcode.importers.speakers.short_words import ShortHead, in_turn, is_short_word
from qualcode.importers.speakers.speaker_labels import LabelClass, label_class, without_doubt
from qualcode.importers.speakers.speaker_words import INTERJECTIONS
from qualcode.importers.speakers.unusual_labels import unusual_labels
from qualcode.model.transcripts.speaker_guide import label_key


class Shape(IntEnum):
    """How a label stands at the head of its turn."""

    MARKDOWN = 0
    """``**Name:** text``"""
    COLON = 1
    """``NAME: text``, also with a number or a time before or a time after the name."""
    BOLD = 2
    """The name in bold, with or without a colon."""
    TAB = 3
    """Name, tab, text: a table with a column of speakers."""
    TIMED = 4
    """``Name   0:12`` on a line of its own, ``[00:03:12] P3``, ``P3 (00:03:12) text``."""
    BRACKET = 5
    """``[NAME] text`` or ``(NAME) text``."""
    OWN_LINE = 6
    """The name alone on its line."""
    DASH = 7
    """``P1 - text``"""
    SPACED = 8
    """``P1 text`` or ``AB   text``: codes and initials only."""
    DOTTED = 9
    """``Int. text``, ``Ana. text``: a word with a full stop, where most lines begin with one of a few."""


class TurnMark(NamedTuple):
    """One place where a turn may begin: the line, the label, and where the label ends."""

    line: int
    start: int
    label: str
    speech: int
    time: float | None


_NUMBER: Final = r"(?:\d{1,5}[.)]?(?:\t+| +)(?![.,:]?\d))?"
_BEFORE: Final = (
    rf"(?:[\[(<{{#]?(?P<before>{TIME})(?:[-–]\d)?[\])>}}#]?"
    rf"(?:[ \t]*(?:-->|[-–—])[ \t]*{TIME}[\])>}}#]?)?[ \t]*[-–—|,]?[ \t]*)?"
)
_HEAD: Final = rf"[ \t\xa0]*{_NUMBER}{_BEFORE}"
_LATER: Final = rf"(?:[\[(<{{#]?(?P<later>{TIME})(?:[-–]\d)?[\])>}}#]?)"
_AFTER: Final = rf"(?:[\[(<{{#]?(?P<after>{TIME})(?:[-–]\d)?[\])>}}#]?)"
_ADDITION: Final = r"(?:[ ]?[(\[][^)\]:\t]{1,100}[)\]]){0,2}"
"""What meeting programs write after a name: (guest), [she/her], (Department of Parks)."""

_TIME_AFTER: Final = re.compile(rf"[ \t\xa0]*[\[(<{{#](?P<after>{TIME})(?:[-–]\d)?[\])>}}#]")
_COLON: Final = re.compile(
    rf"{_HEAD}(?:>{{2}}[ ]*)?(?:\[[a-z ]{{2,20}}\][ ])?[#@]?(?P<open>[\[(<])?"
    r"(?P<label>[^\W_][^:\t]{0,108}?)(?(open)[\])>])"
    rf"[ \xa0]*[,|–—-]?[ \xa0]*{_AFTER}?[ \xa0]*[:：](?![/\\:\d*]|[-)(|DP](?:\s|$))"
)
_MARKDOWN: Final = re.compile(
    rf"{_HEAD}(?:>[ ]?)?(?P<mark>\*{{1,3}}|_{{1,3}})[\[(]?(?P<label>[^*_:\t]{{1,80}}?)[\])]?"
    rf"[ ]*{_AFTER}?[ ]*(?::[ ]*(?P=mark)|(?P=mark)[ ]*:)"
)
_MARKDOWN_BOLD: Final = re.compile(
    rf"{_HEAD}(?P<mark>\*\*|__)(?P<label>[^*_:\t]{{1,60}}?)[ ]*{_AFTER}?[ ]*(?P=mark)"
    rf"(?:[ \t]+{_LATER})?(?=\s|$)"
)
_BRACKET: Final = re.compile(
    rf"{_HEAD}[\[(<{{](?P<label>[^\W\d_][^\])>}}:\t]{{0,50}})[\])>}}][ \t]*{_AFTER}?(?=\s|$)"
)
_TAB: Final = re.compile(
    rf"{_HEAD}(?P<label>[^\W_][^\t:]{{0,80}}?)[ \xa0]*:?[ \xa0]*{_AFTER}?:?[ ]*\t+"
    rf"{_LATER}?\t*"
)
_TIME_THEN_NAME: Final = re.compile(
    rf"[ \t]*{_NUMBER}[\[(<{{#]?(?P<before>{TIME})(?:[-–]\d)?[\])>}}#]?"
    rf"(?:[ \t]*(?:-->|[-–—])[ \t]*{TIME}[\])>}}#]?)?[ \t]*[-–—|,]?[ \t]*"
    r"(?:(?P<label>[^\W\d_][^\t:]{0,60}?)[ ]*$|(?P<code>[^\W\d_][^\t:]{0,40}?)(?:\t|[ ]{2,})(?=\S))"
)
_NAME_THEN_TIME: Final = re.compile(
    rf"[ \t]*[\[(<]?(?P<label>[^\W_][^\t:\[(]{{0,60}}?{_ADDITION})[\])>]?"
    rf"[ \t\xa0]*[-–—|,@]?[ \t\xa0]*[\[(<#]?(?P<after>{TIME})[\])>#]?[ \t\xa0]*$"
)
_NAME_THEN_MINUTES: Final = re.compile(
    r"(?P<label>[^\W_][^\t:]{0,60}?)[ \xa0]+"
    r"(?:(?P<minutes>\d{1,9}) minutes? ?)?(?P<seconds>\d{1,9}) seconds?$"
)
_NAME_TIME_TEXT: Final = re.compile(
    rf"[ \t]*{_NUMBER}(?P<label>[^\W_][^\t:\[(<{{]{{0,60}}?{_ADDITION})"
    rf"[ \xa0]*[\[(<{{](?P<after>{TIME})[\])>}}][ \t]*[-–—]?(?=\s)"
)
_DASH: Final = re.compile(
    rf"{_HEAD}(?P<label>[^\W_][^–—\-\t:>|]{{0,30}}?)[ ]+(?:[-–—]{{1,2}}|[>|])[ ]+(?=\S)"
)
_SPACED: Final = re.compile(
    rf"{_HEAD}(?:(?P<label>[A-Z]{{1,4}}[-_]?\d{{1,3}}[.)]?|INT|MOD|FAC|RES)[ \t\xa0]+"
    rf"|(?P<code>[A-Z]{{1,4}})[ \xa0]{{2,}})(?=\S)"
)
_DOTTED: Final = re.compile(
    rf"{_HEAD}(?P<label>[^\W\d_a-z][^\W_]{{0,19}}(?:[ ]?\d{{1,2}})?)\.[ \t\xa0]+(?=[\"“'‘(\[…]*[^\W_])"
)
_OFFICE: Final = re.compile("(?:Int|Interv|Iv|Mod|Fac|Resp|Res|Part|Pt|INT|MOD|FAC|RESP|RES|PART)\\d{0,2}")
"""Short for an office, with the full stop of a word cut short."""

_FEWEST_DOTTED: Final = 4
_MOSTLY_DOTTED: Final = 0.4

_OWN: Final = re.compile(rf"[ \t]*{_NUMBER}(?:#{{1,6}}[ ])?(?P<label>[^\W_][^:\t]{{0,45}}?)[ ]*$")
_IN_BOLD: Final = re.compile(
    rf"{_HEAD}[\[(]?(?P<label>[^\W_].*?)[\])]?[ \xa0\t]*[,|–—-]?[ \xa0\t]*{_AFTER}?[ \xa0]*[:.–—-]*\s*$"
)
TIME_LINE: Final = re.compile(
    rf"[ \t]*[\[(<{{#]*(?P<before>{TIME})(?:[-–]\d)?[\])>}}#]*(?:[ ]*(?:-->|[-–—])[ ]*{TIME})?[ \t]*$"
)

_BEGINS_WITH_TIME: Final = re.compile(rf"[ \t]*[\[(<{{#]*{TIME}(?:[-–]\d)?[\])>}}#]*(?:\s|$|[ ]*-->)")
_LONGEST_BOLD: Final = 250
_HEAD_LENGTH: Final = 130
"""A label is among so many letters at the head of its line."""

_BETWEEN: Final = re.compile(r"[ ][-–—|>]+[ ]")
_CLOSERS: Final = frozenset("0123456789)]>#")
_OPENERS: Final = frozenset("[(<{#")
_LABEL_OF: Final = attrgetter("label")
Marks = dict[Shape, list[TurnMark]]


def label_counts(marks: Iterable[TurnMark]) -> Counter[str]:
    """How often the labels of marks occur, by their keys: a few labels stand at thousands of lines."""
    counts: Counter[str] = Counter()
    for label, number in Counter(map(_LABEL_OF, marks)).items():
        counts[label_key(label)] += number
    return counts


class _FoundMarks(Marks):
    """Marks, and beside them those whose label is a short word, which only the whole text can decide on."""

    def __init__(self, marks: Marks) -> None:
        super().__init__(marks)
        self.short: Marks = {}


def find_marks(
    lines: Sequence[str], starts: Sequence[int], bold_heads: Mapping[int, int], *, markdown: bool
) -> Marks:
    """Every place where some shape may name a speaker; what is plausible is decided later."""
    marks = _FoundMarks({shape: [] for shape in Shape})
    plain, with_colon = _PlainHeads(), marks[Shape.COLON]
    for number, (line, start) in enumerate(zip(lines, starts, strict=True)):
        # Most lines of a transcript begin with a label that has been met.
        head, colon, said = line.partition(": ")
        if colon and head in plain and said[:1] not in _OPENERS:
            with_colon.append(TurnMark(number, start, plain[head], start + len(head) + 1, None))
        elif line:
            _look_at(marks, number, start, line, markdown=markdown)
            plain.learn(with_colon, line, number)
            if start in bold_heads:
                _add_bold(marks, number, start, line, bold_heads[start] - start)
    _add_short_words(marks, lines)
    _add_unusual(marks[Shape.COLON], lines, starts)
    marks[Shape.DOTTED] = _speakers_with_dots(marks[Shape.DOTTED], lines)
    return marks


def _look_at(marks: _FoundMarks, number: int, start: int, line: str, *, markdown: bool) -> None:
    """Add the marks of one line."""
    head = line[:_HEAD_LENGTH]
    if ":" in head or "：" in head:
        _with_colon(marks, number, start, line, head)
    elif len(line) <= 50 or "\t" in head:
        _add(marks, Shape.OWN_LINE, _OWN.match(line), number, start)
        if line.rstrip().endswith(("seconds", "second")):
            _add_minutes(marks, number, start, line)
    _without_colon(marks, number, start, line, head)
    if ". " in head[:40]:
        _add(marks, Shape.DOTTED, _DOTTED.match(head), number, start)
    if not head[0].isalpha():
        _with_sign(marks, number, start, line, markdown=markdown)


def _add_unusual(marks: list[TurnMark], lines: Sequence[str], starts: Sequence[int]) -> None:
    """Add numbers and quoted names before a colon to the labels, in the order of their lines."""
    found = unusual_labels(lines, {mark.line for mark in marks})
    if found:
        added = [TurnMark(at, starts[at], label, starts[at] + end, None) for at, label, end in found]
        free = {mark.line for mark in marks}
        marks[:] = sorted([*marks, *(mark for mark in added if mark.line not in free)])


def _add_short_words(marks: _FoundMarks, lines: Sequence[str]) -> None:
    """Add short words to the labels where they come in turn with names, in the order of their lines."""
    for shape, short in marks.short.items():
        heads = [ShortHead(mark.line, mark.label, _said(mark, lines)) for mark in short]
        kept = in_turn(heads, ((mark.line, mark.label) for mark in marks[shape]))
        added = [mark for mark in short if label_key(mark.label) in kept]
        if added:
            marks[shape] = sorted([*marks[shape], *added])


def _said(mark: TurnMark, lines: Sequence[str]) -> str:
    """What follows a label on its line; where that is nothing, the line below."""
    words = lines[mark.line][mark.speech - mark.start :]
    below = mark.line + 1
    return words if words.strip() or below >= len(lines) else lines[below]


def _speakers_with_dots(found: Sequence[TurnMark], lines: Sequence[str]) -> list[TurnMark]:
    """Those marks that are no sentences of one word: of two at least that come again, at most lines."""
    counts = Counter(mark.label for mark in found)
    again = [
        mark for mark in found if is_office(mark.label) or (counts[mark.label] > 1 and _is_name(mark.label))
    ]
    # With one of them alone, nobody knows where the others begin to speak.
    if len({mark.label for mark in again}) < 2:
        return []
    if all(is_office(mark.label) for mark in again):
        return again
    written = sum(1 for line in lines if line and not line.isspace())
    return again if len(again) >= max(_FEWEST_DOTTED, _MOSTLY_DOTTED * written) else []


def is_office(label: str) -> bool:
    """Whether a label is short for an office: Int, Resp2."""
    return _OFFICE.fullmatch(label) is not None


def _is_name(label: str) -> bool:
    return label_class(label) > LabelClass.WORDS and label.casefold() not in INTERJECTIONS


def begins_with_time(line: str) -> bool:
    """Whether a line begins with a time, alone or before words."""
    return _BEGINS_WITH_TIME.match(line) is not None


class _PlainHeads(dict[str, str]):
    """Labels such as ``P1`` of heads such as ``P1: `` that have been met.

    Lines that begin with them need no second look by the patterns, which is what keeps reading fast.
    """

    def learn(self, marks: Sequence[TurnMark], line: str, number: int) -> None:
        """Remember the head of a line where it is nothing but a label, so that no other shape could fit."""
        if marks and marks[-1].line == number:
            mark = marks[-1]
            if (
                line.startswith(f"{mark.label}: ")
                and mark.time is None
                and "\t" not in line[:_HEAD_LENGTH]
                and mark.label.replace(" ", "").isalnum()
            ):
                self[mark.label] = mark.label


def _with_colon(marks: _FoundMarks, number: int, start: int, line: str, head: str) -> None:
    colon = _COLON.match(head)
    if _add(marks, Shape.COLON, colon, number, start) and colon is not None:
        _add_time_after(marks[Shape.COLON], line, colon.end())
    if head.rstrip()[-1:] in _CLOSERS and len(line) <= 200:
        _add(marks, Shape.TIMED, _NAME_THEN_TIME.match(line), number, start)
    if "[" in head or "(" in head or "<" in head or "{" in head:
        _add(marks, Shape.TIMED, _NAME_TIME_TEXT.match(head), number, start)
    if not head[0].isalpha():
        _add(
            marks,
            Shape.TIMED,
            _TIME_THEN_NAME.match(head if len(line) > _HEAD_LENGTH else line),
            number,
            start,
        )


def _without_colon(marks: _FoundMarks, number: int, start: int, line: str, head: str) -> None:
    if "\t" in head:
        _add(marks, Shape.TAB, _TAB.match(line), number, start)
    first = head[0]
    if first.isupper() or first.isdigit() or first in "[( ":
        _add(marks, Shape.SPACED, _SPACED.match(head), number, start)
        if _BETWEEN.search(head):
            _add(marks, Shape.DASH, _DASH.match(head), number, start)


def _with_sign(marks: _FoundMarks, number: int, start: int, line: str, *, markdown: bool) -> None:
    head = line.lstrip()[:2]
    if ("*" in line[:40] or "_" in line[:40]) and _add(
        marks, Shape.MARKDOWN, _MARKDOWN.match(line), number, start
    ):
        return
    if (markdown and "*" in line[:40]) or "__" in line[:40]:
        _add(marks, Shape.BOLD, _MARKDOWN_BOLD.match(line), number, start)
    if head and head[0] in "[(<{0123456789":
        _add(marks, Shape.BRACKET, _BRACKET.match(line), number, start)


def _add(marks: _FoundMarks, shape: Shape, match: re.Match[str] | None, number: int, start: int) -> bool:
    if match is None:
        return False
    groups = match.groupdict()
    label = whole(without_doubt((groups.get("label") or groups.get("code") or "").strip()), match.string)
    unlikely = label_class(label) is LabelClass.NONE and shape is not Shape.MARKDOWN
    if unlikely and not is_short_word(label):
        return False
    written = groups.get("before") or groups.get("after") or groups.get("later")
    time = None if written is None else seconds(written)
    place = marks.short.setdefault(shape, []) if unlikely else marks[shape]
    place.append(TurnMark(number, start, label, start + match.end(), time))
    return not unlikely


def _add_time_after(marks: list[TurnMark], line: str, end: int) -> None:
    """Give the last mark the time that stands between its colon and the speech."""
    after = _TIME_AFTER.match(line, end)
    if after and marks[-1].time is None:
        mark = marks[-1]
        marks[-1] = mark._replace(speech=mark.start + after.end(), time=seconds(after["after"]))


def whole(label: str, line: str) -> str:
    """A label with the bracket that closes an addition to the name."""
    for opener, closer in ("()", "[]"):
        if label.count(opener) > label.count(closer) and label + closer in line:
            return label + closer
    return label


def _add_bold(marks: _FoundMarks, number: int, start: int, line: str, length: int) -> None:
    bold = line[:length]
    match = _IN_BOLD.match(bold) if bold.strip() and len(bold) <= _LONGEST_BOLD else None
    label = "" if match is None else whole(match["label"], bold)
    unlikely = label_class(label) is LabelClass.NONE
    if match is None or (unlikely and not is_short_word(label)):
        return
    written = match["before"] or match["after"]
    end = length
    if bold.rstrip() == line.rstrip():
        end = len(line)
    elif after := re.compile(rf"[ \t\xa0]*{_AFTER}?[ \xa0]*:?").match(line, length):
        end, written = after.end(), written or after["after"]
    place = marks.short.setdefault(Shape.BOLD, []) if unlikely else marks[Shape.BOLD]
    place.append(TurnMark(number, start, label, start + end, seconds(written) if written else None))


def _add_minutes(marks: _FoundMarks, number: int, start: int, line: str) -> None:
    """``Anna Smith 3 minutes 12 seconds``, as some meeting programs write times for the ear."""
    match = _NAME_THEN_MINUTES.match(line)
    if match and label_class(match["label"]) is not LabelClass.NONE:
        time = int(match["minutes"] or 0) * 60.0 + int(match["seconds"])
        marks[Shape.TIMED].append(TurnMark(number, start, match["label"], start + len(line), time))
