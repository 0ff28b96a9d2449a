"""Context units: sentences, paragraphs, turns, transcripts, and participants within a transcript."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from qualcode.analysis.ragged import Whole, distinct, expand
from qualcode.analysis.runs import Passages
from qualcode.analysis.selected.selected_text import NOBODY, Line, joined
from qualcode.model.errors import QualcodeError
from qualcode.model.measures import Measures
from qualcode.model.rules import Rule


@dataclass(frozen=True, eq=False)
class Units:
    """Stretches of the line in order, without overlap, and the unit to which each belongs.

    Several stretches may be one unit (all turns of a participant in a transcript); NOBODY as
    ``unit`` means none. ``number`` is that of all units in scope; ``transcript`` has one entry a unit.
    """

    line: Line
    start: Whole
    end: Whole
    unit: Whole
    number: int
    transcript: Whole

    def touched(self, passages: Passages) -> tuple[Whole, Whole]:
        """(passage, unit) for every stretch that a passage shares a code point with."""
        first = np.searchsorted(self.end, passages.start, side="right")
        behind = np.maximum(first, np.searchsorted(self.start, passages.end, side="left"))
        owner, stretch = expand(first, behind - first)
        unit = self.unit[stretch]
        known = unit != NOBODY
        return (owner, unit) if known.all() else (owner[known], unit[known])

    @cached_property
    def people(self) -> tuple[Whole, Whole]:
        """(unit, participant) for every counted participant in whose turns a unit lies, each once."""
        turns, person = self.line.turns, self.line.counted_participant
        first, behind = turns.touched(self.start, self.end)
        owner, turn = expand(first, behind - first)
        known = (person[turn] != NOBODY) & (self.unit[owner] != NOBODY)
        if not known.any():
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
        size = int(person.max()) + 1
        keys = distinct(self.unit[owner[known]] * size + person[turn[known]])
        return keys // size, keys % size


def units_of(line: Line, rule: Rule, measures: Measures | None) -> Units:
    """The context units of a rule that are in scope. Sentences need ``measures``; else QualcodeError."""
    return _in_scope(_all_units(line, rule, measures))


def _in_scope(units: Units) -> Units:
    """The units that the selection's query touches, numbered anew."""
    if units.line.scope is None:
        return units
    touched = units.unit[units.line.scope.touch(units.start, units.end)]
    kept = distinct(touched[touched != NOBODY])
    renumbered = np.full(units.number + 1, NOBODY, dtype=np.int64)
    renumbered[kept] = np.arange(len(kept))
    unit = renumbered[units.unit]
    known = unit != NOBODY
    start, end = units.start[known], units.end[known]
    return Units(units.line, start, end, unit[known], len(kept), units.transcript[kept])


def _all_units(line: Line, rule: Rule, measures: Measures | None) -> Units:
    if rule is Rule.TURN:
        return _stretches(line, line.turns.start, line.turns.end)
    if rule is Rule.TRANSCRIPT:
        return _stretches(line, line.bases[:-1], line.bases[1:])
    if rule is Rule.PARTICIPANT:
        return _participants_in_transcripts(line)
    if rule is Rule.PARAGRAPH:
        return _stretches(line, *_paragraphs(line))
    if rule is Rule.SENTENCE:
        return _stretches(line, *_sentences(line, measures))
    raise QualcodeError(f"The rule “{rule}” knows no units.")


def _stretches(line: Line, start: Whole, end: Whole) -> Units:
    return Units(line, start, end, np.arange(len(start)), len(start), line.transcript_at(start))


def _participants_in_transcripts(line: Line) -> Units:
    turns, person = line.turns, line.counted_participant
    size = len(line.study.participants)
    known = person != NOBODY
    keys = turns.transcript[known] * size + person[known]
    units = distinct(keys)
    unit = np.full(len(person), NOBODY, dtype=np.int64)
    unit[known] = np.searchsorted(units, keys)
    transcript = units // size if size else units
    return Units(line, turns.start, turns.end, unit, len(units), transcript)


def _paragraphs(line: Line) -> tuple[Whole, Whole]:
    """Stretches between line ends that hold at least one character."""
    starts, ends = [], []
    for transcript_id, base in zip(line.transcripts, line.bases[:-1], strict=True):
        text = line.study.text(transcript_id)
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        breaks = np.flatnonzero(points == ord("\n"))
        starts.append(np.concatenate(([0], breaks + 1)) + base)
        ends.append(np.append(breaks, len(text)) + base)
    start, end = joined(starts), joined(ends)
    filled = start < end
    return start[filled], end[filled]


def _sentences(line: Line, measures: Measures | None) -> tuple[Whole, Whole]:
    if measures is None:
        raise QualcodeError("Sentences were asked for, but nothing was given that finds sentences.")
    tables = [measures.sentences(line.study, transcript_id) for transcript_id in line.transcripts]
    along = line.ground.along
    return along([table[:, 0] for table in tables]), along([table[:, 1] for table in tables])
