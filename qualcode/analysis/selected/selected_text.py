"""What a selection chooses, on one line of text: transcripts, codes, and the scope of its query."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.analysis.query import found_on
from qualcode.analysis.ragged import Whole
from qualcode.analysis.selected.text_line import NOBODY, TextLine, TurnLine, joined
from qualcode.analysis.stretches import Stretches
from qualcode.model.queries.query_names import saved_query
from qualcode.model.questions.rules import Selection
from qualcode.model.study import Study

__all__ = ["NOBODY", "SelectedText", "TurnLine", "joined"]


@dataclass(frozen=True, eq=False)
class SelectedText:
    """A study's chosen transcripts on one line of code points (``TextLine``), with what is chosen there."""

    study: Study
    selection: Selection

    @cached_property
    def text_line(self) -> TextLine:
        return TextLine(self.study, self.selection.transcripts_of(self.study))

    @property
    def transcripts(self) -> tuple[UUID, ...]:
        return self.text_line.transcripts

    @cached_property
    def codes(self) -> tuple[UUID, ...]:
        """The chosen codes in order, each once: the rows of a matrix."""
        return tuple(dict.fromkeys(self.selection.codes_of(self.study)))

    @property
    def bases(self) -> Whole:
        return self.text_line.bases

    @property
    def length(self) -> int:
        """Code points of all chosen transcripts together."""
        return self.text_line.length

    def transcript_at(self, positions: Whole) -> Whole:
        """Number of the transcript in which each position of the line lies."""
        return self.text_line.transcript_at(positions)

    @property
    def turns(self) -> TurnLine:
        return self.text_line.turns

    @cached_property
    def scope(self) -> Stretches | None:
        """The passages of the selection's query, with which codings and units share text; None: no query."""
        if self.selection.query is None:
            return None
        return found_on(self.text_line, saved_query(self.study, self.selection.query))

    @cached_property
    def turns_in_scope(self) -> npt.NDArray[np.bool_]:
        """By turn: whether the query's passages touch it."""
        if self.scope is None:
            return np.ones(len(self.turns.start), dtype=np.bool_)
        return self.scope.touch(self.turns.start, self.turns.end)

    @cached_property
    def counted_participant(self) -> Whole:
        """By turn: whom it counts for; NOBODY out of scope, and for interviewers unless asked for."""
        counted = self.turns_in_scope
        if not self.selection.include_interviewers:
            counted = counted & ~self.turns.interviewer
        return np.where(counted, self.turns.participant, NOBODY)
