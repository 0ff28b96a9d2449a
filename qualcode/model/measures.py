"""How analysis asks for the boundaries of words and sentences; ``language`` answers."""

from typing import Final, Protocol
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.model.span import Span
from qualcode.model.study import Study

SpanArray = npt.NDArray[np.int32]
"""Spans of one text, shape (n, 2): start and end in code points, half-open, ascending, disjoint."""

WORDS_IN_WORDS: Final = (
    "Words are what a person would count: I’m, well-being, U.K., £3.50 and 7:30 are one each. Punctuation, "
    "speakers’ labels, time stamps and remarks in brackets are left out; stand-ins for names, such as [son], "
    "are counted."
)
"""The rule as reports print it."""


class Measures(Protocol):
    """Where the words and sentences of a transcript's current text begin and end."""

    def sentences(self, study: Study, transcript_id: UUID) -> SpanArray:
        """The sentences: none reaches across turns, speaker labels are left out."""
        ...

    def sentences_near(self, study: Study, transcript_id: UUID, span: Span) -> SpanArray:
        """Those of the turns that a span touches, and perhaps others: for a few passages in a long text."""
        ...

    def words(self, study: Study, transcript_id: UUID) -> SpanArray:
        """The words as a person would count them; speaker labels, stamps and remarks are left out."""
        ...
