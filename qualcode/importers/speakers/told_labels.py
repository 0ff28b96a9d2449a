"""Labels of which a person told that they are speakers': where they stand at the head of a line."""

import re
from collections.abc import Collection, Sequence
from typing import Final

from qualcode.importers.clock import TIME, seconds
from qualcode.importers.speakers.speaker_shapes import TurnMark, whole
from qualcode.model.transcripts.speaker_guide import label_key

_STAMP: Final = r"[\[(<{#]*%s(?:[-–]\d)?[\])>}#]*"
_NUMBER: Final = r"[ \t\xa0]*(?:\d{1,5}[.)]?[ \t]+(?![.,:]?\d))?"
_HEAD: Final = (
    rf"{_NUMBER}(?:{_STAMP % f'(?P<before>{TIME})'}[ \t]*[-–—|,]?[ \t]*)?[\[(<{{#@*_>–—-]{{0,4}}[ ]?"
)
_CLOSED: Final = r"[\])>}*_]{0,4}"
_AFTER: Final = rf"[ \t\xa0]*,?[ \t\xa0]*(?:{_STAMP % f'(?P<after>{TIME})'})?"
# From the surest form to the weakest: of a label only the surest that occurs is taken.
_FORMS: Final = (
    rf"{_AFTER}[ \xa0]*[:：][*_]*(?![/\\])(?:[ \t]*[\[(<{{#](?P<later>{TIME})(?:[-–]\d)?[\])>}}#])?",
    rf"{_AFTER}[ ]*\t",
    rf"[ \t\xa0]*[-–—|,]?[ \t\xa0]*{_STAMP % f'(?P<after>{TIME})'}",
    rf"(?<=[\])>}}*_]){_AFTER}",
    r"[ \t\xa0]*$",
    r"[ ]*[;.][ ]+|[ ]+[-–—|>/]+[ ]+|[ ]{2,}",
    r"[ ]+(?=[\"“'‘(]?(?-i:[^\W\d_a-z]))",
)
_ALONE: Final = 4
"""Which form is the label alone on its line, where a person may as well be mentioned."""
_LONGEST_ALONE: Final = 60
_PLAIN: Final = _STAMP % TIME
_LABEL_IN: Final = re.compile(
    rf"{_NUMBER}(?:{_PLAIN}[ \t]*[-–—|,]?[ \t]*)?[\[(<{{#@*_>–—-]{{0,4}}[ ]?"
    rf"(?P<label>[^\W_][^:：\t\n]{{0,108}}?){_CLOSED}"
    rf"(?:[ \xa0]*[:：]|[ ]*\t|[ \t\xa0]*[-–—|,]?[ \t\xa0]*{_PLAIN}|(?<=[\])>}}*_])|[ ]*;[ ]"
    r"|[ ]+[-–—|>/]+[ ]+|[ ]{2,}|[ ]*$)"
)


def told_marks(
    lines: Sequence[str], starts: Sequence[int], labels: Sequence[str], known: Collection[str] = ()
) -> list[TurnMark]:
    """A mark for each line that begins with one of these labels, in the form in which it usually stands.

    Of labels that are ``known`` without being told (by their key) all forms are taken.
    """
    by_line: dict[int, TurnMark] = {}
    for label in labels:
        is_known = label_key(label) in known
        for place, form in enumerate(_FORMS):
            if is_known and place == _ALONE:
                continue
            found = _marks(lines, starts, label, form)
            by_line |= {mark.line: mark for mark in found if _is_surer(mark, by_line.get(mark.line))}
            if found and not is_known:
                break
    return [by_line[line] for line in sorted(by_line)]


def label_in(line: str) -> str:
    """What a line would be the speaker's label of: what is before its first sign, or a whole short line."""
    match = _LABEL_IN.match(line)
    if match is None or not any(map(str.isalpha, match["label"])):
        return ""
    label = " ".join(whole(match["label"], line).split())
    return label if match.end() < len(line) or len(label) <= _LONGEST_ALONE else ""


def _marks(lines: Sequence[str], starts: Sequence[int], label: str, form: str) -> list[TurnMark]:
    name = r"\s+".join(map(re.escape, label.split()))
    pattern = re.compile(f"{_HEAD}(?P<label>{name}){_CLOSED}(?:{form})", re.IGNORECASE)
    marks = []
    for number, line in enumerate(lines):
        match = pattern.match(line)
        if match:
            groups = match.groupdict()
            written = groups.get("before") or groups.get("after") or groups.get("later")
            time = seconds(written) if written else None
            marks.append(TurnMark(number, starts[number], label, starts[number] + match.end(), time))
    return marks


def _is_surer(mark: TurnMark, other: TurnMark | None) -> bool:
    return other is None or len(mark.label) > len(other.label)
