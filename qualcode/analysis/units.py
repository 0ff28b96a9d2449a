"""Context units: sentences, paragraphs, turns, transcripts, and participants within a transcript."""

from dataclasses import dataclass
from functools import cached_property
from typing import assert_never

import numpy as np

from qualcode.analysis.ragged import Whole, distinct, distinct_together, expand
from qualcode.analysis.runs import Passages
from qualcode.analysis.selected.selected_text import NOBODY, SelectedText, joined
from qualcode.model.errors import QualcodeError
from qualcode.model.measures import Measures
from qualcode.model.questions.rules import Rule


@dataclass(frozen=True, eq=False)
class Units:
    """Stretches of the line in order, without overlap, and the unit to which each belongs.

    Several stretches may be one unit (all turns of a participant in a transcript); NOBODY as
    ``unit`` means none. ``number`` is that of all units in scope; ``transcript`` has one entry a unit.
    """

    selected: SelectedText
    start: Whole
    end: Whole
    unit: Whole
    number: int
    transcript: Whole

    def touched(self, passages: Passages) -> tuple[Whole, Whole]:
        """(passage, unit) for every stretch that a passage shares a code point with."""
        first = np.searchsorted(self.end, passages.start, side="right")
        after = np.maximum(first, np.searchsorted(self.start, passages.end, side="left"))
        owner, stretch = expand(first, after - first)
        unit = self.unit[stretch]
        known = unit != NOBODY
        return (owner, unit) if known.all() else (owner[known], unit[known])

    @cached_property
    def people(self) -> tuple[Whole, Whole]:
        """(unit, participant) for every counted participant in whose turns a unit lies, each once."""
        turns, person = self.selected.turns, self.selected.counted_participant
        first, after = turns.touched(self.start, self.end)
        owner, turn = expand(first, after - first)
        known = (person[turn] != NOBODY) & (self.unit[owner] != NOBODY)
        unit, person = distinct_together(self.unit[owner[known]], person[turn[known]])
        return unit, person


def units_of(selected: SelectedText, rule: Rule, measures: Measures | None) -> Units:
    """The context units of a rule that are in scope. Sentences need ``measures``; else QualcodeError."""
    return _in_scope(_all_units(selected, rule, measures))


def _in_scope(units: Units) -> Units:
    """The units that the selection's query touches, numbered again."""
    if units.selected.scope is None:
        return units
    touched = units.unit[units.selected.scope.touch(units.start, units.end)]
    kept = distinct(touched[touched != NOBODY])
    known = np.isin(units.unit, kept)
    start, end, unit = units.start[known], units.end[known], np.searchsorted(kept, units.unit[known])
    return Units(units.selected, start, end, unit, len(kept), units.transcript[kept])


def _all_units(selected: SelectedText, rule: Rule, measures: Measures | None) -> Units:
    match rule:
        case Rule.TURN:
            return _stretches(selected, selected.turns.start, selected.turns.end)
        case Rule.TRANSCRIPT:
            return _stretches(selected, selected.bases[:-1], selected.bases[1:])
        case Rule.PARTICIPANT:
            return _participants_in_transcripts(selected)
        case Rule.PARAGRAPH:
            return _stretches(selected, *_paragraphs(selected))
        case Rule.SENTENCE:
            return _stretches(selected, *_sentences(selected, measures))
        case Rule.OVERLAP | Rule.EXACT | Rule.INSIDE | Rule.NEAR:
            raise QualcodeError(f"The rule “{rule}” does not use units.")
        case _:
            assert_never(rule)


def _stretches(selected: SelectedText, start: Whole, end: Whole) -> Units:
    return Units(selected, start, end, np.arange(len(start)), len(start), selected.transcript_at(start))


def _participants_in_transcripts(selected: SelectedText) -> Units:
    turns, person = selected.turns, selected.counted_participant
    size = len(selected.study.participants)
    known = person != NOBODY
    keys = turns.transcript[known] * size + person[known]
    units = distinct(keys)
    unit = np.full(len(person), NOBODY, dtype=np.int64)
    unit[known] = np.searchsorted(units, keys)
    transcript = units // size if size else units
    return Units(selected, turns.start, turns.end, unit, len(units), transcript)


def _paragraphs(selected: SelectedText) -> tuple[Whole, Whole]:
    """Stretches between line ends that hold at least one character."""
    starts, ends = [], []
    for transcript_id, base in zip(selected.transcripts, selected.bases[:-1], strict=True):
        text = selected.study.text_version(transcript_id).text
        breaks = text.line_ends
        starts.append(np.concatenate(([0], breaks + 1)) + base)
        ends.append(np.append(breaks, text.length) + base)
    start, end = joined(starts), joined(ends)
    filled = start < end
    return start[filled], end[filled]


def _sentences(selected: SelectedText, measures: Measures | None) -> tuple[Whole, Whole]:
    if measures is None:
        raise QualcodeError("Sentences were asked for, but nothing was given that finds sentences.")
    tables = [measures.sentences(selected.study, transcript_id) for transcript_id in selected.transcripts]
    along = selected.text_line.along
    return along([table[:, 0] for table in tables]), along([table[:, 1] for table in tables])
