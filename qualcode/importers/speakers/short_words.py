"""Short words that are somebody's initials after all: ``ER: …``, ``So<TAB>…``, line after line in a talk."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from qualcode.importers.speakers.speaker_labels import LabelClass, label_class
from qualcode.importers.speakers.speaker_words import NEVER
from qualcode.model.transcripts.speaker_guide import label_key

_MOST_LETTERS: Final = 3
_FEWEST: Final = 3
_FEWEST_WORDS: Final = 2
_SHARE: Final = 0.2
_IN_TURN: Final = 0.6
_MOST_FIGURES: Final = 0.34
"""Of more figures behind the label it is the key of a list: ``ID: 34``."""


class ShortHead(NamedTuple):
    """A short word at the head of a line, and what is said after it."""

    line: int
    label: str
    said: str


def is_excluded(label: str) -> bool:
    """Whether a label is one of the words that announce something or only fill a pause."""
    return label.strip().casefold().rstrip(".") in NEVER


def is_short_word(label: str) -> bool:
    """Whether a label is such a word, and short enough to be somebody's initials."""
    word = label.strip().rstrip(".")
    return len(word) <= _MOST_LETTERS and word[:1].isupper() and is_excluded(word)


def in_turn(found: Sequence[ShortHead], others: Iterable[tuple[int, str]]) -> set[str]:
    """The keys of those short words that come again and again in turn with names.

    ``others`` are the lines and labels of the other heads in the same shape. Somebody who only fills a pause
    writes ``Er, …`` and not ``ER: …``, and does not begin each second line with it.
    """
    names = [(line, label) for line, label in others if label_class(label) > LabelClass.WORDS]
    if not found or len(names) == len({label_key(label) for _, label in names}):
        return set()
    by_label: dict[str, list[ShortHead]] = {}
    for head in found:
        by_label.setdefault(label_key(head.label), []).append(head)
    heads = sorted([*names, *((head.line, head.label) for head in found)])
    order = [label_key(label) for _, label in heads]
    fewest = max(_FEWEST, _SHARE * len(order))
    return {
        key
        for key, own in by_label.items()
        if len(own) >= fewest and _takes_turns(key, order) and _is_speech(own)
    }


def _takes_turns(key: str, order: Sequence[str]) -> bool:
    """Whether another label mostly follows this one."""
    after = Counter(following != key for label, following in pairwise(order) if label == key)
    return after[True] >= _IN_TURN * after.total()


def _is_speech(found: Sequence[ShortHead]) -> bool:
    words = [head.said.split() for head in found]
    figures = sum(bool(each) and each[0][0].isdigit() for each in words)
    return median(map(len, words)) >= _FEWEST_WORDS and figures <= _MOST_FIGURES * len(found)
