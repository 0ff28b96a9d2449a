"""Labels only where most of a text begins with them: numbers, and names in quotation marks."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from qualcode.importers.speaker_labels import LabelClass, label_class

_NUMBER: Final = re.compile(r"[ \t\xa0]*(?P<label>\d{1,2})[ \xa0]?[:：](?=[ \t\xa0]+\S)")
_QUOTED: Final = re.compile(
    r"[ \t\xa0]*(?P<open>[\"“”„«»‹›‘’'])[ \xa0]?(?P<label>[^\W\d_][^\"“”„«»‹›:：\t]{0,40}?)[ \xa0]?"
    r"[\"“”«»‹›‘’'][ \xa0]?[:：](?=[ \t\xa0]+[^\s\[{\d])"
)
_FEWEST: Final = 4
_SHARE: Final = 0.4


class UnusualLabel(NamedTuple):
    """A label at the head of a line: which line, what it is, and where in the line it ends."""

    line: int
    label: str
    end: int


def unusual_labels(lines: Sequence[str], labelled: Collection[int]) -> list[UnusualLabel]:
    """Numbers or quoted names that can only be labels; ``labelled`` are lines with a usual label.

    A numbered list goes up by one, however often it begins anew, and quoted words come once.
    """
    written = sum(1 for line in lines if line and not line.isspace())
    for pattern, is_talk in ((_NUMBER, _is_no_list), (_QUOTED, _come_again)):
        matches = ((number, pattern.match(line)) for number, line in enumerate(lines))
        found = [UnusualLabel(number, match["label"], match.end()) for number, match in matches if match]
        heads = len({label.line for label in found} | set(labelled))
        if len(found) >= _FEWEST and heads >= _SHARE * written and is_talk([label.label for label in found]):
            return found
    return []


def _is_no_list(labels: Sequence[str]) -> bool:
    numbers = [int(label) for label in labels]
    few = len(set(numbers)) <= len(numbers) / 2
    if not few or len(set(numbers)) < 2:
        return False
    # Two who take turns count to two again and again, which no list does so often.
    if len(set(numbers)) == 2 and len(numbers) >= _FEWEST:
        return True
    goes_on = sum(after in (before + 1, 1) for before, after in pairwise(numbers))
    return goes_on < 0.8 * (len(numbers) - 1)


def _come_again(labels: Sequence[str]) -> bool:
    counts = Counter(labels)
    names = [label for label in counts if label_class(label) > LabelClass.WORDS]
    return len(names) == len(counts) >= 2 and sum(count > 1 for count in counts.values()) >= 2
