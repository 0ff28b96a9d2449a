"""What unitizing needs of coders' passages: laid on the text that is compared, without what lies between."""

import numpy as np

from qualcode.analysis.agreement.coefficients import Real, pairs_of
from qualcode.analysis.agreement.compared import ComparedText
from qualcode.analysis.agreement.counting import on_lines_of_codes, shared_stretches
from qualcode.analysis.agreement.unitizing import Continuum, UnitizedSegments
from qualcode.analysis.ragged import Whole
from qualcode.analysis.runs import Passages
from qualcode.analysis.stretches import Stretches


def drawn_together(text: ComparedText, positions: Whole) -> Whole:
    """Positions on the compared text alone: what is left out (labels, interviewers) has no length."""
    speech = text.speech
    before = np.concatenate(([0], np.cumsum(speech.end - speech.start)))
    place = np.searchsorted(speech.end, positions, side="right")
    starts = np.append(speech.start, np.iinfo(np.int64).max)
    within: Whole = np.maximum(0, positions - starts[place])
    return before[place] + within


def segments(text: ComparedText, runs: Passages) -> UnitizedSegments:
    """A coder's runs of all codes on the compared text, in order; ``value`` is the code's place."""
    ordered = runs.in_text_order
    start, end = drawn_together(text, ordered.start), drawn_together(text, ordered.end)
    there = start < end
    return UnitizedSegments(start[there], end[there], ordered.code[there])


def continuum(text: ComparedText) -> Continuum:
    """By transcript and code, shape (transcripts, codes): what alpha for unitizing is made of."""
    number, codes = len(text.selected.transcripts), text.codes
    shape = (number, codes)
    ends = drawn_together(text, text.selected.bases)
    length = np.repeat(np.diff(ends).astype(np.float64)[:, np.newaxis], codes, axis=1)
    coded, squares, shared = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    for runs in text.runs:
        size = _length(text, runs.start, runs.end)
        np.add.at(coded, (runs.transcript, runs.code), size)
        np.add.at(squares, (runs.transcript, runs.code), size**2)
    lines = [on_lines_of_codes(text, runs) for runs in text.runs]
    line = max(1, text.selected.length)
    for one, other in pairs_of(len(lines)):
        met: Stretches = shared_stretches(lines[one], lines[other])
        code = met.start // line
        start, end = met.start - code * line, met.end - code * line
        np.add.at(shared, (text.selected.transcript_at(start), code), _length(text, start, end))
    return Continuum(length, coded, shared, squares)


def _length(text: ComparedText, start: Whole, end: Whole) -> Real:
    return (drawn_together(text, end) - drawn_together(text, start)).astype(np.float64)


def overlapping(segments: UnitizedSegments) -> bool:
    """Whether some of a coder's segments share text, so that a place has more than one value."""
    reach = np.maximum.accumulate(segments.end)
    return bool(np.any(segments.start[1:] < reach[:-1]))
