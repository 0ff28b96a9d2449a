import numpy as np
import pytest

from qualcode.analysis.selected.selected_text import SelectedText
from qualcode.analysis.units import Units, units_of
from qualcode.model.errors import QualcodeError
from qualcode.model.questions.rules import Rule, Selection
from qualcode.model.transcript import Role
from tests.analysis.building import Said, Talk, study_of
from tests.analysis.strategies import FixedMeasures

TEXT = "ab. c\n\n😀 d\u2028e"
TURNS = [Said(0, 6, "P1", 1), Said(6, 9, "MOD", role=Role.INTERVIEWER), Said(9, 12, "P1")]
STUDY = study_of({"T": Talk(TEXT, TURNS), "U": Talk("f\n", [Said(0, 2, "P1")])}, {})


def units(rule: Rule, include_interviewers: bool = False) -> Units:
    return units_of(
        SelectedText(STUDY, Selection(include_interviewers=include_interviewers)), rule, FixedMeasures()
    )


def spans(found: Units) -> list[tuple[int, int]]:
    return list(zip(found.start.tolist(), found.end.tolist(), strict=True))


def test_paragraphs_lie_between_line_ends_and_are_not_empty() -> None:
    assert len(TEXT) == 12
    assert spans(units(Rule.PARAGRAPH)) == [(0, 5), (7, 12), (12, 13)]


def test_transcripts_and_turns() -> None:
    assert spans(units(Rule.TRANSCRIPT)) == [(0, 12), (12, 14)]
    assert spans(units(Rule.TURN)) == [(0, 6), (6, 9), (9, 12), (12, 14)]
    assert units(Rule.TURN).transcript.tolist() == [0, 0, 0, 1]


def test_sentences_are_those_of_the_measures() -> None:
    assert spans(units(Rule.SENTENCE)) == [(1, 2), (3, 6), (6, 9), (9, 12), (12, 14)]


def test_participants_are_counted_by_transcript() -> None:
    found = units(Rule.PARTICIPANT)
    assert found.number == 2
    assert found.unit.tolist() == [0, -1, 0, 1]
    assert found.transcript.tolist() == [0, 1]
    assert units(Rule.PARTICIPANT, include_interviewers=True).number == 3


def test_people_of_units_come_once_each() -> None:
    unit, person = units(Rule.TRANSCRIPT, include_interviewers=True).people
    assert np.column_stack((unit, person)).tolist() == [[0, 0], [0, 1], [1, 0]]


def test_a_rule_of_passages_has_no_units() -> None:
    with pytest.raises(QualcodeError, match="overlap"):
        units(Rule.OVERLAP)
