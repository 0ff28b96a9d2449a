"""Sentences as an installed spaCy pipeline finds them by itself, in one piece of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from spacy.tokens import Doc

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_COLUMNS: list[int | str] = ["IDX", "LENGTH", "IS_SPACE", "SENT_START", "IS_LEFT_PUNCT", "IS_QUOTE"]


def sentences_of(doc: Doc) -> list[tuple[int, int]]:
    """The sentence spans within one doc."""
    table = _without_spaces(doc.to_array(_COLUMNS).astype(np.int64))
    if not len(table):
        return []
    start, end = table[:, 0], table[:, 0] + table[:, 1]
    begins = table[:, 3] == 1
    first = np.flatnonzero(_with_opening_marks(begins, start, end, (table[:, 4] | table[:, 5]) == 1))
    last = np.append(first[1:] - 1, len(table) - 1)
    return list(zip(start[first].tolist(), end[last].tolist(), strict=True))


def _without_spaces(table: Numbers) -> Numbers:
    """Tokens without white space; a sentence that would begin with it begins with the next token."""
    spoken = table[:, 2] == 0
    number = np.cumsum(table[:, 3] == 1)[spoken]
    kept: Numbers = table[spoken]
    kept[:, 3] = np.diff(number, prepend=-1) > 0
    return kept


def _with_opening_marks(begins: Flags, start: Numbers, end: Numbers, opening: Flags) -> Flags:
    """Sentence beginnings moved before brackets and quotation marks that open the next sentence.

    spaCy's sentencizer counts every mark after a full stop to the sentence before it, so that
    "Yes. [pause] Well" would be cut inside the bracket. A mark that touches the next word and has
    white space before it opens what follows.
    """
    begins = begins.copy()
    for place in np.flatnonzero(begins)[1:]:
        mark = place
        while opening[mark - 1] and end[mark - 1] == start[mark] and not begins[mark - 1]:
            mark -= 1
        if mark < place and end[mark - 1] < start[mark]:
            begins[place], begins[mark] = False, True
    return begins
