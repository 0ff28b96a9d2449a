"""The text on which coders are compared, and what each of them coded there."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

import numpy as np

from qualcode.analysis.agreement.material import later_codes
from qualcode.analysis.agreement.request import AgreementRequest
from qualcode.analysis.ragged import Whole
from qualcode.analysis.runs import Passages, merged_runs
from qualcode.analysis.selected.selected_text import SelectedText
from qualcode.analysis.stretches import Flags, Stretches, both, merged
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.questions.rules import CoderChoice, Selection
from qualcode.model.study import Study
from qualcode.model.team import Round
from qualcode.model.teamwork.rounds import sampled_turns

FEW_TRANSCRIPTS: Final = 10
"""Up to so many transcripts, intervals come from drawing turns; beyond, from drawing transcripts."""


@dataclass(frozen=True, eq=False)
class ComparedText:
    """Chosen text on a line. ``runs``: each coder's runs of the chosen codes, by code and start.

    ``progress`` hears how far the figures of it are, and may stop them.
    """

    study: Study
    request: AgreementRequest
    progress: Progress = field(default=no_progress, repr=False)

    @cached_property
    def selected(self) -> SelectedText:
        return SelectedText(self.study, self._selection)

    @cached_property
    def _selection(self) -> Selection:
        """What was asked for; where no codes were named, without those that came after the round."""
        chosen, later = self.request.selection, later_codes(self.study, self.request)
        kept = tuple(code for code in chosen.codes_of(self.study) if code not in later)
        return replace(chosen, codes=kept) if later else chosen

    @cached_property
    def runs(self) -> tuple[Passages, ...]:
        return tuple(map(self._runs_of, range(len(self.request.coders))))

    def _runs_of(self, coder: int) -> Passages:
        chosen = replace(self._selection, coders=CoderChoice((self.request.coders[coder],)))
        return merged_runs(SelectedText(self.study, chosen))

    @property
    def codes(self) -> int:
        return len(self.selected.codes)

    @cached_property
    def coded(self) -> Stretches:
        """What any of the coders gave any of the codes."""
        start = np.concatenate([runs.start for runs in self.runs])
        end = np.concatenate([runs.end for runs in self.runs])
        return merged(start, end)

    @cached_property
    def speech(self) -> Stretches:
        """What is compared: the words of turns, without labels, of interviewers only where asked for."""
        turns = self.selected.turns
        kept = Stretches(turns.speech, turns.end).where(self._turns_kept & (turns.speech < turns.end))
        if self.selected.scope is not None:
            kept = both(kept, self.selected.scope)
        return kept if self.request.uncoded else both(kept, self.coded)

    @cached_property
    def _turns_kept(self) -> Flags:
        interviewer = self.selected.turns.interviewer
        return (~interviewer | self.request.selection.include_interviewers) & self._turns_drawn

    @property
    def _turns_drawn(self) -> Flags:
        """By turn: whether it is in the sample of the round; all are where there is none."""
        turns = self.selected.turns
        row = None if self.request.round_id is None else self.study.rows(Round)[self.request.round_id]
        if row is None or row.sample_turns is None:
            return np.ones(len(turns.start), dtype=np.bool_)
        drawn = np.zeros(len(turns.start), dtype=np.bool_)
        for transcript_id, places in sampled_turns(self.study, row).items():
            if transcript_id in self.selected.transcripts:
                number = self.selected.transcripts.index(transcript_id)
                first = int(np.searchsorted(turns.transcript, number))
                drawn[first + np.array(places, dtype=np.intp)] = True
        return drawn

    @property
    def turns_of_participants(self) -> int:
        """How many of the turns that are compared are participants’; others are of others, or of nobody."""
        turns = self.selected.turns
        return int(np.count_nonzero(turns.by_participant & self.kept(turns.start, turns.end)))

    @property
    def compared_length(self) -> int:
        """Code points of the speech that is compared."""
        return int((self.speech.end - self.speech.start).sum())

    def kept(self, start: Whole, end: Whole) -> Flags:
        """Whether units are compared: they hold some of the speech that is."""
        return self.speech.touch(start, end)

    # -- what is drawn for intervals --------------------------------------------------------------

    @cached_property
    def by_transcript(self) -> bool:
        """Whether intervals come from drawing transcripts, not turns."""
        return len(self.selected.transcripts) > FEW_TRANSCRIPTS

    @property
    def clusters(self) -> int:
        """Number of turns, or transcripts, that are drawn from."""
        return len(self.selected.transcripts) if self.by_transcript else len(self.selected.turns.start)

    def cluster_at(self, positions: Whole) -> Whole:
        """The turn, or transcript, in which each position lies; what is in none goes with the one before."""
        if self.by_transcript:
            return self.selected.transcript_at(positions)
        return np.maximum(np.searchsorted(self.selected.turns.start, positions, side="right") - 1, 0)
