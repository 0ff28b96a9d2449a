import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis import unit_rules
from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.analysis.runs import merged_runs
from qualcode.analysis.selected.selected_text import SelectedText
from qualcode.analysis.unit_rules import Occurrences, count_units
from qualcode.analysis.units import units_of
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


@given(st.sets(st.tuples(st.integers(0, 5), st.integers(0, 2)), max_size=14), st.integers(1, 7))
def test_units_with_two_codes(entries: set[tuple[int, int]], at_once: int) -> None:
    """Entries (unit, code) by walking, by multiplying and by hand."""
    rows = sorted(entries)
    unit, code = (np.array([row[place] for row in rows], dtype=np.int64) for place in (0, 1))
    found = Occurrences(unit, code, 3)
    expected = [
        [sum((unit, one) in entries and (unit, other) in entries for unit in range(6)) for other in range(3)]
        for one in range(3)
    ]
    for share in (0.0, np.inf):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(unit_rules, "DENSE_FROM", share)
            patch.setattr(unit_rules, "UNITS_AT_ONCE", at_once)
            table = unit_rules._units_with_both(found)
        # By oneself is counted elsewhere.
        np.fill_diagonal(table, np.diagonal(np.array(expected)))
        assert table.tolist() == expected
    assert found.end_of_unit.tolist() == [sum(unit <= row[0] for unit, _ in rows) for row in rows]


def test_what_is_counted_of_passages_is_not_counted_of_units() -> None:
    study = study_of({"T": Talk("xx", [Said(0, 2, "P1")], [Coded("X", "a", 0, 2)])}, {"a": None})
    selected = SelectedText(study, Selection())
    for count in (Count.PAIRS, Count.CHARACTERS):
        with pytest.raises(ValueError, match=f"{count} are counted of passages"):
            count_units(merged_runs(selected), units_of(selected, Rule.TURN, None), count)


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
