"""Codes by time: how often each is begun in every stretch of minutes of a recording."""

from dataclasses import dataclass, replace
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.analysis.captions.pictures import about_timeline
from qualcode.analysis.cooccurrence import code_labels
from qualcode.analysis.ragged import Whole
from qualcode.analysis.runs import merged_runs
from qualcode.analysis.selected.selected_text import SelectedText
from qualcode.model.errors import NothingToShowError
from qualcode.model.questions.provenance import Provenance
from qualcode.model.questions.rules import ALL, Selection
from qualcode.model.results.matrix import Label, Matrix
from qualcode.model.study import Study
from qualcode.model.words.in_words import sentence


@dataclass(frozen=True, eq=False)
class Timeline:
    """Runs by code and stretch of time, shape (codes, stretches).

    ``edges`` are minutes, one more than stretches. A run belongs to the time at which the turn of
    its first character begins; ``untimed`` runs begin in a turn without time and are in no stretch.
    """

    transcript: Label
    codes: tuple[Label, ...]
    colours: tuple[str, ...]
    edges: npt.NDArray[np.float64]
    counts: Whole
    untimed: int
    provenance: Provenance

    @property
    def matrix(self) -> Matrix:
        """Codes by stretches ("0-5", "5-10", ...), to be written like every matrix."""
        names = [f"{low:g}–{high:g} min" for low, high in zip(self.edges[:-1], self.edges[1:], strict=True)]
        return Matrix(
            self.codes, tuple(map(Label, names)), self.counts, self.provenance, remarks=self.remarks
        )

    @property
    def remarks(self) -> tuple[str, ...]:
        if not self.untimed:
            return ()
        passages = "1 passage begins" if self.untimed == 1 else f"{self.untimed:,} passages begin"
        return (sentence(f"{passages} in a turn without a time and could not be placed"),)


def timeline(
    study: Study,
    transcript_id: UUID,
    selection: Selection = ALL,
    minutes: float | None = None,
) -> Timeline:
    """The codings of one transcript by time, in stretches of so many ``minutes`` (None: what fits).

    Raises QualcodeError where the transcript holds no times.
    """
    name = study.transcripts[transcript_id].name
    times = study.turns_of(transcript_id).time / 60
    if not np.isfinite(times).any():
        raise NothingToShowError(f"“{name}” has no times, so it has no timeline.")
    selected = SelectedText(study, replace(selection, transcripts=(transcript_id,)))
    width = minutes or _fitting(float(np.nanmax(times)))
    number = int(np.nanmax(times) // width) + 1
    runs = merged_runs(selected)
    turn, in_turn = selected.turns.at(runs.start)
    begin = np.full(len(runs), np.nan)
    begin[in_turn] = times[turn[in_turn]]
    timed = np.isfinite(begin)
    places = runs.code[timed] * number + (begin[timed] // width).astype(np.int64)
    counts = np.bincount(places, minlength=len(selected.codes) * number)
    return Timeline(
        transcript=Label(name, transcript_id),
        codes=code_labels(selected),
        colours=tuple(study.codes[code_id].colour for code_id in selected.codes),
        edges=np.arange(number + 1, dtype=np.float64) * width,
        counts=counts.reshape(len(selected.codes), number),
        untimed=int((~timed).sum()),
        provenance=about_timeline(study, selected.selection, name, width),
    )


def _fitting(longest: float) -> float:
    """A round width that makes at most some 24 stretches."""
    return next((width for width in (1.0, 2.0, 5.0, 10.0, 15.0, 30.0) if longest / width <= 24), 60.0)
