import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis import unit_rules
from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.model.questions.rules import CooccurrenceRequest, Count, Rule, Selection, refusal
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from tests.analysis.building import Coded, Said, Talk, study_of
from tests.analysis.strategies import FixedMeasures, studies
from tests.support.profiles import of_hundred

BY_UNITS = [
    (rule, count) for rule in Rule for count in Count if rule.by_unit and refusal(rule, count) is None
]


@pytest.mark.parametrize(("rule", "count"), BY_UNITS)
@settings(max_examples=of_hundred(20))
@given(study=studies(), aggregate=st.booleans())
def test_walking_and_multiplying_count_the_same(
    rule: Rule, count: Count, study: Study, aggregate: bool
) -> None:
    request = CooccurrenceRequest(rule, count, selection=Selection(aggregate=aggregate))
    found = []
    for share in (0.0, np.inf):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(unit_rules, "DENSE_FROM", share)
            patch.setattr(unit_rules, "UNITS_AT_ONCE", 2)
            found.append(cooccurrence(study, request, FixedMeasures()).values)
    assert np.array_equal(found[0], found[1])


def test_an_interviewer_is_no_participant_unless_asked_for() -> None:
    talk = Talk(
        "x" * 4, [Said(0, 4, "MOD", role=Role.INTERVIEWER)], [Coded("X", "a", 0, 2), Coded("X", "b", 1, 3)]
    )
    study = study_of({"T": talk}, {"a": None, "b": None})
    for rule, count in ((Rule.PARTICIPANT, Count.UNITS), (Rule.TURN, Count.PARTICIPANTS)):
        left_out = cooccurrence(study, CooccurrenceRequest(rule, count)).values
        assert left_out.tolist() == [[0, 0], [0, 0]]
        asked = CooccurrenceRequest(rule, count, selection=Selection(include_interviewers=True))
        assert cooccurrence(study, asked).values.tolist() == [[1, 1], [1, 1]]


def test_one_participant_in_two_transcripts_is_one_participant_and_two_units() -> None:
    talk = Talk("x" * 4, [Said(0, 4, "P1")], [Coded("X", "a", 0, 2), Coded("X", "b", 1, 3)])
    study = study_of({"T": talk, "U": talk}, {"a": None, "b": None})
    figures = {
        count: int(cooccurrence(study, CooccurrenceRequest(Rule.PARTICIPANT, count)).values[0, 1])
        for count in (Count.UNITS, Count.PARTICIPANTS, Count.TRANSCRIPTS)
    }
    assert figures == {Count.UNITS: 2, Count.PARTICIPANTS: 1, Count.TRANSCRIPTS: 2}
