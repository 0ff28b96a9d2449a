"""Figures of analysis: matrices of a million codings by every kind of rule, and what is behind a cell."""

from collections.abc import Callable
from contextlib import closing
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.analysis.crosstab import code_table
from qualcode.analysis.drill_down import passages
from qualcode.analysis.query import find
from qualcode.analysis.table_passages import table_passages
from qualcode.analysis.table_request import TableRequest
from qualcode.language.measures import SpacyMeasures
from qualcode.model.queries.query import ANY_CODE, Join, Joined, PartKind, Query, QueryPart
from qualcode.model.questions.rules import CooccurrenceRequest, Count, Rule
from qualcode.model.questions.words import ColumnsBy
from qualcode.model.questions.words import Figure as Counted
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
    after = np.searchsorted(first, last) - np.arange(len(first)) - 1
    left = np.repeat(np.arange(len(first)), after)
    right = left + 1 + np.arange(len(left)) - np.repeat(np.cumsum(after) - after, after)
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
        ("paragraph, units, later", CooccurrenceRequest(Rule.PARAGRAPH), "<= 6x floor, < 2 s"),
        ("transcript, units", CooccurrenceRequest(Rule.TRANSCRIPT), "<= 6x floor, < 2 s"),
        ("participant, units", CooccurrenceRequest(Rule.PARTICIPANT), "<= 6x floor, < 2 s"),
        ("sentence, units, once found", CooccurrenceRequest(Rule.SENTENCE), "<= 6x floor, < 2 s"),
        ("turn, participants", CooccurrenceRequest(Rule.TURN, Count.PARTICIPANTS), "< 2 s"),
    ]
    return [_first_of_a_session(folder), *_measured(folder, requests)]


def _first_of_a_session(folder: Path) -> Figure:
    """The first count of paragraphs reads all texts; those after it know where they begin."""
    with closing(open_project(str(project_file(folder)))) as project:
        study, asked = project.study, CooccurrenceRequest(Rule.PARAGRAPH)
        taken = seconds(lambda: cooccurrence(study, asked, SpacyMeasures()))
    name = "co-occurrence of 1,000,000 codings: paragraph, units, first of a session"
    return Figure(name, taken, "in the background", peak_mb=peak_mb())


def queries(folder: Path) -> list[Figure]:
    """Passages with any code of two, of one within another, and of one near another."""
    with closing(open_project(str(project_file(folder)))) as project:
        study = project.study
        one, other = (QueryPart(PartKind.CODE, study.path(code.id)) for code in study.codes_in_order[:2])
        anything = QueryPart(PartKind.CODE, ANY_CODE)
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
    if request.rule in (Rule.SENTENCE, Rule.PARAGRAPH):
        # Found once in a session; what is measured is the counting.
        cooccurrence(study, request, measures)
    return seconds(lambda: cooccurrence(study, request, measures), 3)


def tables(folder: Path) -> list[Figure]:
    """Codes by groups, with totals, by every figure that is not counted like another one."""
    requests = [
        TableRequest(ColumnsBy.TRANSCRIPT, totals=True),
        TableRequest(ColumnsBy.PARTICIPANT, figure=Counted.RUNS, totals=True),
        TableRequest(ColumnsBy.SPEAKER, figure=Counted.UNITS, unit=Rule.TURN, totals=True),
        TableRequest(ColumnsBy.PARTICIPANT, figure=Counted.PARTICIPANTS, totals=True),
        TableRequest(ColumnsBy.SPEAKER, figure=Counted.CHARACTERS, minimum_cell=3, totals=True),
    ]
    with closing(open_project(str(project_file(folder)))) as project:
        study = project.study
        times = [seconds(partial(code_table, study, asked), 3) for asked in requests]
        peak = peak_mb()
    return [
        Figure(f"codes by {asked.by}, {asked.figure}, 1,000,000 codings", taken, "< 2 s", peak_mb=peak)
        for asked, taken in zip(requests, times, strict=True)
    ]


def drill_down(folder: Path) -> list[Figure]:
    """The first 200 passages behind the busiest cell, as a click on it shows them."""
    pairs = (
        CooccurrenceRequest(),
        CooccurrenceRequest(Rule.NEAR, within=1),
        CooccurrenceRequest(Rule.TURN),
    )
    groups = (TableRequest(ColumnsBy.TRANSCRIPT), TableRequest(ColumnsBy.SPEAKER))
    with closing(open_project(str(project_file(folder)))) as project:
        study = project.study
        works = [(f"rule {asked.rule}", _busiest_pair(study, asked)) for asked in pairs]
        works += [(f"codes by {asked.by}", _busiest_cell(study, asked)) for asked in groups]
        return [
            Figure(f"first 200 passages of the busiest cell: {name}", seconds(work, 5), "< 100 ms")
            for name, work in works
        ]


def _busiest_pair(study: Study, request: CooccurrenceRequest) -> Callable[[], object]:
    matrix = cooccurrence(study, request)
    apart = matrix.values.copy()
    np.fill_diagonal(apart, 0)
    row, column = divmod(int(apart.argmax()), len(matrix.columns))
    one, other = matrix.rows[row].id, matrix.columns[column].id
    if one is None or other is None:
        raise AssertionError("the corpus has no codes")
    return lambda: list(islice(passages(study, request, one, other), 200))


def _busiest_cell(study: Study, request: TableRequest) -> Callable[[], object]:
    table = code_table(study, request)
    row, column = divmod(int(table.values.argmax()), len(table.columns))
    return lambda: list(islice(table_passages(study, request, table.rows[row].id, column), 200))
