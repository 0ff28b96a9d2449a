"""A transcript at a glance: which codes lie on which turns, and the code that covers most of each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.analysis.captions.pictures import about_portrait
from qualcode.analysis.cooccurrence import code_labels
from qualcode.analysis.ragged import Whole, expand
from qualcode.analysis.runs import merged_runs
from qualcode.analysis.selected.selected_text import SelectedText
from qualcode.model.questions.provenance import Provenance
from qualcode.model.questions.rules import ALL, Selection
from qualcode.model.results.matrix import Label, Matrix
from qualcode.model.study import Study

UNCODED: Final = -1


@dataclass(frozen=True, eq=False)
class CodeLine:
    """Codes by turns of one transcript.

    ``characters`` has the shape (codes, turns): how many of the turn's characters a run of the code
    covers. ``length`` is that of each turn. ``dominant`` is the number of the code that covers most
    of each turn, the first in order where several cover as much, UNCODED where none does.
    """

    transcript: Label
    codes: tuple[Label, ...]
    colours: tuple[str, ...]
    characters: Whole
    length: Whole
    provenance: Provenance

    @property
    def touched(self) -> npt.NDArray[np.bool_]:
        """Whether each code lies on each turn."""
        return self.characters > 0

    @property
    def dominant(self) -> Whole:
        if not len(self.codes):
            return np.full(len(self.length), UNCODED, dtype=np.int64)
        most = self.characters.argmax(axis=0)
        return np.where(self.characters.max(axis=0, initial=0) > 0, most, UNCODED)

    @property
    def matrix(self) -> Matrix:
        """The characters by code and turn (numbered from 1), to be written like every matrix."""
        turns = tuple(Label(str(number)) for number in range(1, len(self.length) + 1))
        return Matrix(self.codes, turns, self.characters, self.provenance)


def code_line(study: Study, transcript_id: UUID, selection: Selection = ALL) -> CodeLine:
    """The codes of one transcript along its turns."""
    selected = SelectedText(study, replace(selection, transcripts=(transcript_id,)))
    turns, runs = selected.turns, merged_runs(selected)
    first, after = runs.touched_turns
    owner, turn = expand(first, after - first)
    shared = np.minimum(runs.end[owner], turns.end[turn]) - np.maximum(runs.start[owner], turns.start[turn])
    characters = np.zeros((len(selected.codes), len(turns.start)), dtype=np.int64)
    np.add.at(characters, (runs.code[owner], turn), shared)
    name = study.transcripts[transcript_id].name
    return CodeLine(
        transcript=Label(name, transcript_id),
        codes=code_labels(selected),
        colours=tuple(study.codes[code_id].colour for code_id in selected.codes),
        characters=characters,
        length=turns.end - turns.start,
        provenance=about_portrait(study, selected.selection, name),
    )


@dataclass(frozen=True, slots=True)
class PortraitStretch:
    """Consecutive turns, from ``first`` to ``last``, with the same dominant code (or UNCODED).

    ``start`` and ``end`` are shares of the transcript's characters.
    """

    code: int
    first: int
    last: int
    start: float
    end: float


def portrait(selected: CodeLine) -> tuple[PortraitStretch, ...]:
    """The sequence of dominant codes, to be drawn as one band."""
    dominant: Sequence[int] = selected.dominant.tolist()
    edges = np.concatenate(([0], np.cumsum(selected.length)))
    whole = max(1, int(edges[-1]))
    begins = [turn for turn in range(len(dominant)) if turn == 0 or dominant[turn] != dominant[turn - 1]]
    ends = [*begins[1:], len(dominant)]
    return tuple(
        PortraitStretch(
            dominant[first], first, after - 1, float(edges[first] / whole), float(edges[after] / whole)
        )
        for first, after in zip(begins, ends, strict=False)
    )
