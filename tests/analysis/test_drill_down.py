"""Tests of drill down.

Tests as well: ``selected.positions``.
"""

from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis import drill_down
from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.analysis.drill_down import Passage, passages
from qualcode.model.questions.rules import CooccurrenceRequest, Rule, Selection
from qualcode.model.span import Span
from qualcode.model.study import Study
from tests.analysis import reference
from tests.analysis.building import Coded, Said, Talk, identity, study_of
from tests.analysis.strategies import FixedMeasures, studies, with_gap
from tests.analysis.worked_example import worked_example
from tests.support.profiles import of_hundred

FG1 = identity("transcript", "FG1")


def code(name: str) -> UUID:
    return identity("code", name)


def test_pairs_of_the_worked_example() -> None:
    found = list(passages(worked_example(), CooccurrenceRequest(), code("trust"), code("privacy")))
    assert found == [
        Passage(FG1, Span(5, 50), (Span(10, 20),), (Span(5, 50),)),
        Passage(FG1, Span(5, 60), (Span(45, 60),), (Span(5, 50),)),
    ]


def test_units_of_the_worked_example() -> None:
    found = list(passages(worked_example(), CooccurrenceRequest(Rule.TURN), code("privacy"), code("trust")))
    assert found == [
        Passage(FG1, Span(0, 40), (Span(5, 50),), (Span(10, 20),)),
        Passage(FG1, Span(40, 70), (Span(5, 50),), (Span(45, 60),)),
    ]


def test_a_code_by_itself() -> None:
    found = list(passages(worked_example(), CooccurrenceRequest(), code("trust"), code("trust")))
    assert [passage.span for passage in found] == [Span(10, 20), Span(45, 60)]
    units = list(passages(worked_example(), CooccurrenceRequest(Rule.TURN), code("trust"), code("trust")))
    assert units[0] == Passage(FG1, Span(0, 40), (Span(10, 20),), (Span(10, 20),))


def pairs_by_hand(study: Study, request: CooccurrenceRequest, one: UUID, other: UUID) -> list[Passage]:
    found = []
    for transcript in study.transcripts_in_order:
        runs = sorted(
            (*span, number)
            for number, code_id in enumerate((one, other))
            for span in reference.covered(study, request.selection, code_id, transcript.id)
        )
        if one == other:
            spans = [Span(start, end) for start, end, number in runs if number == 0]
            found += [Passage(transcript.id, span, (span,), (span,)) for span in spans]
            continue
        for a, b in combinations(runs, 2):
            if a[2] == b[2] or not reference.meet(
                study, request, (transcript.id, *a[:2]), (transcript.id, *b[:2])
            ):
                continue
            first, second = sorted((a, b), key=lambda run: run[2])
            whole = Span(min(a[0], b[0]), max(a[1], b[1]))
            found.append(Passage(transcript.id, whole, (Span(*first[:2]),), (Span(*second[:2]),)))
    return found


def units_by_hand(study: Study, request: CooccurrenceRequest, one: UUID, other: UUID) -> list[Passage]:
    measures, order = FixedMeasures(), [row.id for row in study.participants_in_order]
    sentences = {
        key: [(start, end) for start, end in measures.sentences(study, key).tolist()]
        for key in study.transcripts
    }
    found = []
    for transcript_id, stretches in reference.units(study, request, sentences):
        both = [
            tuple(
                Span(*span)
                for span in reference.covered(study, request.selection, code_id, transcript_id)
                if any(start < span[1] and span[0] < end for start, end in stretches)
            )
            for code_id in (one, other)
        ]
        if all(both):
            whole = Span(stretches[0][0], stretches[-1][1])
            person = study.turn_at(transcript_id, whole.start) if request.rule is Rule.PARTICIPANT else None
            place = order.index(person.participant_id) if person and person.participant_id else 0
            found.append((place, Passage(transcript_id, whole, *both)))
    transcripts = [row.id for row in study.transcripts_in_order]
    found.sort(key=lambda row: (transcripts.index(row[1].transcript_id), row[0]))
    return [passage for _, passage in found]


@pytest.mark.parametrize("rule", Rule)
@settings(max_examples=of_hundred(25))
@given(study=studies(), gap=st.integers(-3, 3), aggregate=st.booleans(), within=st.integers(0, 2))
def test_passages_by_hand(study: Study, gap: int, rule: Rule, aggregate: bool, within: int) -> None:
    study = with_gap(study, gap)
    request = CooccurrenceRequest(rule, within=within, selection=Selection(aggregate=aggregate))
    matrix = cooccurrence(study, request, FixedMeasures())
    by_hand = units_by_hand if rule.by_unit else pairs_by_hand
    ids = [label.id for label in matrix.rows if label.id is not None]
    for row, one in enumerate(ids):
        for column, other in enumerate(ids):
            found = list(passages(study, request, one, other, FixedMeasures()))
            assert found == by_hand(study, request, one, other)
            assert len(found) == matrix.values[row, column]


@pytest.mark.parametrize("number", [0, 1, 16, 17, 100])
def test_transcripts_come_in_order_in_lots_that_grow_fourfold(number: int) -> None:
    every = [identity("transcript", str(place)) for place in range(number)]
    lots = list(drill_down._growing(every))
    assert [one for lot in lots for one in lot] == every
    sizes = [len(lot) for lot in lots]
    assert sizes[1:-1] == [4 * size for size in sizes[:-2]]
    assert all(0 < last <= 4 * before for before, last in zip(sizes[-2:-1], sizes[-1:], strict=False))


def test_passages_of_many_transcripts_are_those_of_each() -> None:
    talk = Talk("abcd", [Said(0, 4, "P1")], [Coded("X", "a", 0, 2), Coded("X", "b", 1, 4)])
    study = study_of({f"T{number:02d}": talk for number in range(20)}, {"a": None, "b": None})
    found = list(passages(study, CooccurrenceRequest(), code("a"), code("b")))
    assert found == [
        Passage(row.id, Span(0, 4), (Span(0, 2),), (Span(1, 4),)) for row in study.transcripts_in_order
    ]
