"""Sentences inside turns, with offsets of the stored text.

Rules decide where a sentence ends; spaCy knows the abbreviations of each language, and an installed pipeline
that finds sentences by itself is asked instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import regex

from qualcode.language.abbreviations import shortened_words
from qualcode.language.sentence_ends import ends_in
from qualcode.language.tagged_sentences import sentences_of
from qualcode.model.measures import SpanArray

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language

    from qualcode.model.span import Span

_FINDS_BY_ITSELF: Final = frozenset(("parser", "senter"))
_SAYS_SOMETHING: Final = regex.compile(r"[\p{L}\p{N}]")
_REMARK: Final = regex.compile(r"\[[^\[\]]*\]|\{[^{}]*\}|\([^()]{0,20}\)")


def sentences(nlp: Language, text: str, stretches: Iterable[Span]) -> SpanArray:
    """Spans of the sentences in these stretches of a text, ascending, shape (n, 2).

    A sentence never crosses a stretch and has no white space at its ends.
    """
    by_itself = not _FINDS_BY_ITSELF.isdisjoint(nlp.pipe_names)
    known = frozenset() if by_itself else shortened_words(nlp)
    found: list[tuple[int, int]] = []
    for stretch in stretches:
        piece = text[stretch.start : stretch.end]
        spans = (
            sentences_of(nlp(piece))
            if by_itself
            else list(_between(piece, ends_in(piece, known, nlp.lang or "")))
        )
        found += [
            (stretch.start + start, stretch.start + end) for start, end in _with_something_said(piece, spans)
        ]
    return np.array(found, dtype=np.int32).reshape(-1, 2)


def _between(piece: str, ends: Iterable[int]) -> Iterator[tuple[int, int]]:
    """What lies between ends, without white space around it."""
    start = 0
    for end in [*ends, len(piece)]:
        told = piece[start:end].strip()
        if told:
            begin = piece.index(told, start)
            yield begin, begin + len(told)
        start = end


def _with_something_said(piece: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A closing emoji, dash or remark is no sentence: it goes with the one before it, or else after it."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        told = piece[start:end]
        alone = not _SAYS_SOMETHING.search(_REMARK.sub("", told) if end == spans[-1][1] else told)
        if found and (alone or not _SAYS_SOMETHING.search(piece[slice(*found[-1])])):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
