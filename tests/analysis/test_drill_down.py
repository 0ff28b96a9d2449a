"""Tests of drill down.

Tests as well: ``selected.positions``.
"""

from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.analysis.drill_down import Passage, passages
from qualcode.model.questions.rules import CooccurrenceRequest, Rule, Selection
from qualcode.model.span import Span
from qualcode.model.study import Study
from tests.analysis.building import identity
from tests.analysis.strategies import FixedMeasures, studies
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


@pytest.mark.parametrize("rule", Rule)
@settings(max_examples=of_hundred(40))
@given(study=studies(), aggregate=st.booleans())
def test_there_are_as_many_passages_as_the_cell_says(study: Study, rule: Rule, aggregate: bool) -> None:
    request = CooccurrenceRequest(rule, selection=Selection(aggregate=aggregate))
    matrix = cooccurrence(study, request, FixedMeasures())
    for row, one in enumerate(matrix.rows):
        for column, other in enumerate(matrix.columns):
            assert one.id is not None
            assert other.id is not None
            found = list(passages(study, request, one.id, other.id, FixedMeasures()))
            assert len(found) == matrix.values[row, column]
            for passage in found:
                assert passage.one
                assert passage.other
                assert passage.span.within(len(study.text(passage.transcript_id)))
