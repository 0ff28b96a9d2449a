"""Figures of analysis: co-occurrence on a million codings by every kind of rule."""

from contextlib import closing
from pathlib import Path

import numpy as np
import numpy.typing as npt

from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.analysis.query import find
from qualcode.language.measures import SpacyMeasures
from qualcode.model.query import ANY_CODE, Join, Joined, Kind, Part, Query
from qualcode.model.rules import CooccurrenceRequest, Count, Rule
from qualcode.model.study import Study
from qualcode.project.opening import open_project
from tests.bench.measuring import Figure, peak_mb, seconds
from tests.bench.places import project_file

Whole = npt.NDArray[np.int64]


def _ready_arrays(study: Study) -> tuple[Whole, Whole, Whole, int]:
    """Start and end on one line through all transcripts, and code, of all codings."""
    starts, ends, codes, base = [], [], [], 0
    for transcript in study.transcripts_in_order:
        table = study.codings_of(transcript.id)
        starts.append(table.start.astype(np.int64) + base)
        ends.append(table.end.astype(np.int64) + base)
        codes.append(table.code)
        base += study.text_version(transcript.id).text.length + 1
    keys, places = np.unique(np.concatenate(codes), return_inverse=True)
    return np.concatenate(starts), np.concatenate(ends), places.astype(np.int64), len(keys)


def _floor(start: Whole, end: Whole, code: Whole, codes: int) -> Whole:
    """Pairs of overlapping codings by plain sort, searchsorted and bincount, nothing merged."""
    order = np.argsort(start, kind="stable")
    first, last, which = start[order], end[order], code[order]
    behind = np.searchsorted(first, last) - np.arange(len(first)) - 1
    left = np.repeat(np.arange(len(first)), behind)
    right = left + 1 + np.arange(len(left)) - np.repeat(np.cumsum(behind) - behind, behind)
    return np.bincount(which[left] * codes + which[right], minlength=codes * codes)


def pair_rules(folder: Path) -> list[Figure]:
    requests = [
        ("overlap, pairs", CooccurrenceRequest(), "< 1 s, <= 3x floor"),
        ("overlap, characters", CooccurrenceRequest(Rule.OVERLAP, Count.CHARACTERS), "< 2 s"),
        ("overlap, participants", CooccurrenceRequest(Rule.OVERLAP, Count.PARTICIPANTS), "< 2 s"),
        ("near 1 turn, pairs", CooccurrenceRequest(Rule.NEAR, within=1), "< 2 s"),
    ]
    return _measured(folder, requests)


def unit_rules(folder: Path) -> list[Figure]:
    requests = [
        ("turn, units", CooccurrenceRequest(Rule.TURN), "<= 6x floor, < 2 s"),
        ("paragraph, units", CooccurrenceRequest(Rule.PARAGRAPH), "<= 6x floor, < 2 s"),
        ("transcript, units", CooccurrenceRequest(Rule.TRANSCRIPT), "<= 6x floor, < 2 s"),
        ("participant, units", CooccurrenceRequest(Rule.PARTICIPANT), "<= 6x floor, < 2 s"),
        ("sentence, units, once found", CooccurrenceRequest(Rule.SENTENCE), "<= 6x floor, < 2 s"),
        ("turn, participants", CooccurrenceRequest(Rule.TURN, Count.PARTICIPANTS), "< 2 s"),
    ]
    return _measured(folder, requests)


def queries(folder: Path) -> list[Figure]:
    """Passages with any code of two, of one within another, and of one near another."""
    with closing(open_project(str(project_file(folder)))) as project:
        study = project.study
        one, other = (Part(Kind.CODE, study.path(code.id)) for code in study.codes_in_order[:2])
        anything = Part(Kind.CODE, ANY_CODE)
        asked = (
            ("A and B", Joined(Join.AND, one, other)),
            ("A near 2 B", Joined(Join.NEAR, one, other, 2)),
            ("any code not A", Joined(Join.NOT, anything, one)),
        )
        return [
            Figure(
                f"query on 1,000,000 codings: {words}", _asked(study, Query(what)), "< 1 s", 0, "", peak_mb()
            )
            for words, what in asked
        ]


def _asked(study: Study, query: Query) -> float:
    return seconds(lambda: find(study, query), 3)


def _measured(folder: Path, requests: list[tuple[str, CooccurrenceRequest, str]]) -> list[Figure]:
    with closing(open_project(str(project_file(folder)))) as project:
        study = project.study
        times = [_taken(study, request) for _, request, _ in requests]
        peak = peak_mb()
        ready = _ready_arrays(study)
        floor = seconds(lambda: _floor(*ready), 3)
    name = "numpy sort, searchsorted, bincount over ready arrays"
    return [
        Figure(f"co-occurrence of 1,000,000 codings: {words}", taken, target, floor, name, peak)
        for (words, _, target), taken in zip(requests, times, strict=True)
    ]


def _taken(study: Study, request: CooccurrenceRequest) -> float:
    measures = SpacyMeasures()
    if request.rule is Rule.SENTENCE:
        # Found once in a session; what is measured is the counting.
        cooccurrence(study, request, measures)
    return seconds(lambda: cooccurrence(study, request, measures), 3)
