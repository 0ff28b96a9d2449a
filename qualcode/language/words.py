"""Words: spaCy tokens that are neither punctuation nor space."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qualcode.model.measures import SpanArray

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.language import Language

    from qualcode.model.span import Span


def words(nlp: Language, text: str, stretches: Iterable[Span]) -> SpanArray:
    """Spans of the words in these stretches of a text, ascending, shape (n, 2)."""
    found = []
    for stretch in stretches:
        # The tokenizer alone: no other part of a pipeline changes where words begin.
        doc = nlp.make_doc(text[stretch.start : stretch.end])
        table = doc.to_array(["IDX", "LENGTH", "IS_PUNCT", "IS_SPACE"]).astype(np.int64)
        kept = table[(table[:, 2] == 0) & (table[:, 3] == 0), :2]
        kept[:, 0] += stretch.start
        found.append(kept)
    if not found:
        return np.empty((0, 2), dtype=np.int32)
    spans = np.concatenate(found)
    spans[:, 1] += spans[:, 0]
    return spans.astype(np.int32)
