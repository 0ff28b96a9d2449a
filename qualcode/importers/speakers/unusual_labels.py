"""Labels only where most of a text begins with them: numbers, and names in quotation marks."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from qualcode.importers.speakers.speaker_labels import LabelClass, label_class

_NUMBER: Final = re.compile(r"[ \t\xa0]*(?P<label>\d{1,2})[ \xa0]?[:：](?=[ \t\xa0]+\S|[^\W\d_])")
_QUOTED: Final = re.compile(
    r"[ \t\xa0]*(?P<open>[\"“”„«»‹›‘’'])[ \xa0]?(?P<label>[^\W\d_][^\"“”„«»‹›:：\t]{0,40}?)[ \xa0]?"
    r"[\"“”«»‹›‘’'][ \xa0]?[:：](?=[ \t\xa0]+[^\s\[{\d])"
)
_FEWEST: Final = 4
_SHARE: Final = 0.4
_MOST_FIGURES: Final = 0.34
"""Of more figures behind the colon these are scores or ratios."""


class UnusualLabel(NamedTuple):
    """A label at the head of a line: which line, what it is, and where in the line it ends."""

    line: int
    label: str
    end: int


def unusual_labels(lines: Sequence[str], labelled: Collection[int]) -> list[UnusualLabel]:
    """Numbers or quoted names that can only be labels; ``labelled`` are lines with a usual label.

    A numbered list goes up by one, however often it begins again, and quoted words come once.
    """
    # Neither begins with a letter; most lines of other texts do.
    candidates = [(number, line) for number, line in enumerate(lines) if not line[:1].isalpha()]
    for pattern, is_talk in ((_NUMBER, _is_no_list), (_QUOTED, _come_again)):
        matches = ((number, pattern.match(line)) for number, line in candidates)
        found = [UnusualLabel(number, match["label"], match.end()) for number, match in matches if match]
        if len(found) < _FEWEST:
            continue
        heads = {label.line for label in found} | set(labelled)
        written = sum(1 for line in lines if line and not line.isspace())
        if len(heads) >= _SHARE * written and is_talk(found, lines, heads):
            return found
    return []


def _is_no_list(found: Sequence[UnusualLabel], lines: Sequence[str], heads: Collection[int]) -> bool:
    numbers = [int(label.label) for label in found]
    figures = sum(lines[label.line][label.end :].lstrip()[:1].isdigit() for label in found)
    if figures > _MOST_FIGURES * len(found) or _has_headings(found, lines, heads):
        return False
    few = len(set(numbers)) <= len(numbers) / 2
    if not few or len(set(numbers)) < 2:
        return False
    # Two who take turns count to two again and again, which no list does so often.
    if len(set(numbers)) == 2 and len(numbers) >= _FEWEST:
        return True
    goes_on = sum(after in (before + 1, 1) for before, after in pairwise(numbers))
    return goes_on < 0.8 * (len(numbers) - 1)


def _has_headings(found: Sequence[UnusualLabel], lines: Sequence[str], heads: Collection[int]) -> bool:
    """Whether other lines stand only where numbers begin again, as questions stand above their answers."""
    gaps: dict[bool, list[bool]] = {True: [], False: []}
    for before, label in pairwise(found):
        between = range(before.line + 1, label.line)
        is_gap = any(lines[line].strip() and line not in heads for line in between)
        gaps[int(label.label) <= int(before.label)].append(is_gap)
    return any(gaps[True]) and not any(gaps[False])


def _come_again(found: Sequence[UnusualLabel], _lines: Sequence[str], _heads: Collection[int]) -> bool:
    counts = Counter(label.label for label in found)
    names = [label for label in counts if label_class(label) > LabelClass.WORDS]
    return len(names) == len(counts) >= 2 and sum(count > 1 for count in counts.values()) >= 2
