"""Names on lines of their own: which short lines name who speaks, and which are short answers."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Final

from qualcode.importers.speakers.short_words import is_short_word
from qualcode.importers.speakers.speaker_labels import LabelClass, label_class
from qualcode.importers.speakers.speaker_roles import roles_of
from qualcode.importers.speakers.speaker_shapes import TurnMark
from qualcode.model.transcript import Role
from qualcode.model.transcripts.speaker_guide import label_key

_STRONG: Final = (LabelClass.CODE, LabelClass.ROLE)
_HARDLY: Final = 0.1


def own_line_marks(found: Sequence[TurnMark], lines: Sequence[str]) -> list[TurnMark]:
    """Those of the marks on lines of their own that begin a turn.

    What stands right below a name is what that person says, however much it looks like a name; a line that
    mostly stands there is an answer ("Very kind"), also where it stands elsewhere.
    """
    counts = Counter(label_key(mark.label) for mark in found)
    candidates = [mark for mark in found if _may_be_name(mark.label, counts[label_key(mark.label)])]
    if not candidates:
        return []
    candidates = _after_blanks(candidates, lines)
    below = _shares_below(candidates, lines)
    names = [mark for mark in candidates if below[label_key(mark.label)] < 0.5]
    return _in_turn(names, lines, _shares_below(names, lines))


def names_once(sure: Sequence[TurnMark], found: Sequence[TurnMark], lines: Sequence[str]) -> list[TurnMark]:
    """Names that occur once, where names that come again show how a turn begins.

    Below a blank line where names always are; else where one who asks speaks before and after.
    """
    taken = {mark.line for mark in sure}
    known = {label_key(mark.label) for mark in sure}
    below_blanks = all(_is_below_blank(mark.line, lines) for mark in sure)
    roles = roles_of({mark.label for mark in sure})
    asked: dict[int, TurnMark] = {}
    for mark in found:
        if mark.line in taken or label_key(mark.label) in known or not _reads_like_name(mark, lines):
            continue
        above, below = _above(mark.line, lines), mark.line + 1
        if above in taken or below >= len(lines) or not lines[below].strip() or below in taken:
            continue
        place = bisect_left(sure, mark.line, key=lambda other: other.line)
        neighbours = sure[max(0, place - 1) : place + 1]
        if below_blanks and _is_below_blank(mark.line, lines):
            asked[mark.line] = mark
        elif not below_blanks and all(roles[other.label] is Role.INTERVIEWER for other in neighbours):
            # The first such line after a question is who answers it.
            asked.setdefault(-place, mark)
    return list(asked.values())


def _is_below_blank(line: int, lines: Sequence[str]) -> bool:
    return line == 0 or not lines[line - 1].strip()


def _reads_like_name(mark: TurnMark, lines: Sequence[str]) -> bool:
    return label_class(mark.label) > LabelClass.WORDS and not lines[mark.line].rstrip().endswith(
        (".", "!", "?", ",", "…")
    )


def _may_be_name(label: str, count: int) -> bool:
    what = label_class(label)
    # A short word is among the marks only where it comes in turn with names.
    return what in _STRONG or ((what > LabelClass.WORDS or is_short_word(label)) and count > 1)


def _after_blanks(candidates: Sequence[TurnMark], lines: Sequence[str]) -> list[TurnMark]:
    """Where names stand below blank lines, lines that hardly ever do are no names."""
    after: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for mark in candidates:
        counts[label_key(mark.label)] += 1
        after[label_key(mark.label)] += mark.line == 0 or not lines[mark.line - 1].strip()
    always = [label for label, count in counts.items() if count > 1 and after[label] >= 0.9 * count]
    sure = [mark for mark in candidates if label_class(mark.label) in _STRONG]
    told = [mark for mark in sure if label_key(mark.label) in always and counts[label_key(mark.label)] > 2]
    if len(always) < 2 and not told:
        return list(candidates)
    return [
        mark for mark in candidates if after[label_key(mark.label)] >= 0.5 * counts[label_key(mark.label)]
    ]


def _above(line: int, lines: Sequence[str]) -> int:
    """The nearest written line above; -1 where there is none."""
    line -= 1
    while line >= 0 and not lines[line].strip():
        line -= 1
    return line


def _shares_below(candidates: Sequence[TurnMark], lines: Sequence[str]) -> dict[str, float]:
    """How often each label stands right below a line that begins a turn, as far as can be told in turn."""
    counts: Counter[str] = Counter()
    below: Counter[str] = Counter()
    begun = -1
    for mark in candidates:
        key = label_key(mark.label)
        counts[key] += 1
        if begun >= 0 and _above(mark.line, lines) == begun:
            below[key] += 1
        else:
            begun = mark.line
    return {key: below[key] / count for key, count in counts.items()}


def _in_turn(names: Sequence[TurnMark], lines: Sequence[str], below: dict[str, float]) -> list[TurnMark]:
    """The marks without those right below another one, where they may well be what is said there."""
    kept: list[TurnMark] = []
    for mark in names:
        follows = bool(kept) and _above(mark.line, lines) == kept[-1].line
        if not follows or below[label_key(mark.label)] <= _HARDLY:
            kept.append(mark)
    return kept
