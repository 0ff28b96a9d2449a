"""Words: spaCy tokens that are neither punctuation nor space."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from qualcode.language.stretches import LONGEST
from qualcode.model.measures import SpanArray

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.language import Language

    from qualcode.model.span import Span

_BETWEEN: Final = "\n"
"""Stands between stretches that are read together: no token goes beyond white space."""


def words(nlp: Language, text: str, stretches: Iterable[Span]) -> SpanArray:
    """Spans of the words in these stretches of a text, ascending, shape (n, 2)."""
    found = [_words(nlp, text, batch) for batch in _batches(stretches)]
    return np.concatenate(found) if found else np.empty((0, 2), dtype=np.int32)


def _batches(stretches: Iterable[Span]) -> Iterator[list[Span]]:
    """Stretches that are read together: a call to spaCy for each turn costs more than its words."""
    batch: list[Span] = []
    size = 0
    for stretch in stretches:
        length = stretch.end - stretch.start
        if batch and size + length > LONGEST:
            yield batch
            batch, size = [], 0
        batch.append(stretch)
        size += length
    if batch:
        yield batch


def _words(nlp: Language, text: str, batch: Sequence[Span]) -> SpanArray:
    # The tokenizer alone: no other part of a pipeline changes where words begin.
    doc = nlp.make_doc(_BETWEEN.join(text[stretch.start : stretch.end] for stretch in batch))
    table = doc.to_array(["IDX", "LENGTH", "IS_PUNCT", "IS_SPACE"]).astype(np.int64)
    spans = table[(table[:, 2] == 0) & (table[:, 3] == 0), :2]
    starts = np.array([stretch.start for stretch in batch])
    lengths = np.array([stretch.end - stretch.start + len(_BETWEEN) for stretch in batch])
    begins = np.cumsum(lengths) - lengths
    which = np.searchsorted(begins, spans[:, 0], side="right") - 1
    spans[:, 0] += starts[which] - begins[which]
    spans[:, 1] += spans[:, 0]
    return spans.astype(np.int32)
