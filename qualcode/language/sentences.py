"""Sentences inside turns, with offsets of the stored text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from qualcode.model.measures import SpanArray

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.language import Language
    from spacy.tokens import Doc

    from qualcode.model.span import Span

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_COLUMNS: list[int | str] = ["IDX", "LENGTH", "IS_SPACE", "SENT_START", "IS_LEFT_PUNCT", "IS_QUOTE"]


def sentences(nlp: Language, text: str, stretches: Iterable[Span]) -> SpanArray:
    """Spans of the sentences in these stretches of a text, ascending, shape (n, 2).

    A sentence never crosses a stretch and has no white space at its ends.
    """
    found = [_sentences_of(nlp(text[stretch.start : stretch.end])) + stretch.start for stretch in stretches]
    if not found:
        return np.empty((0, 2), dtype=np.int32)
    return np.concatenate(found).astype(np.int32)


def _sentences_of(doc: Doc) -> Numbers:
    """Sentence spans within one doc, shape (n, 2)."""
    table = _without_spaces(doc.to_array(_COLUMNS).astype(np.int64))
    if not len(table):
        return np.empty((0, 2), dtype=np.int64)
    start, end = table[:, 0], table[:, 0] + table[:, 1]
    begins = table[:, 3] == 1
    first = np.flatnonzero(_with_opening_marks(begins, start, end, (table[:, 4] | table[:, 5]) == 1))
    last = np.append(first[1:] - 1, len(table) - 1)
    return np.column_stack((start[first], end[last]))


def _without_spaces(table: Numbers) -> Numbers:
    """Tokens without white space; a sentence that would begin with it begins with the next token."""
    spoken = table[:, 2] == 0
    number = np.cumsum(table[:, 3] == 1)[spoken]
    kept: Numbers = table[spoken]
    kept[:, 3] = np.diff(number, prepend=-1) > 0
    return kept


def _with_opening_marks(begins: Flags, start: Numbers, end: Numbers, opening: Flags) -> Flags:
    """Sentence beginnings moved before brackets and quotation marks that open the next sentence.

    spaCy's sentencizer counts every mark behind a full stop to the sentence before it, so that
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
