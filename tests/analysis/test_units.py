from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.runs import merged_runs
from qualcode.analysis.selected.selected_text import NOBODY, SelectedText
from qualcode.analysis.stretches import Stretches
from qualcode.analysis.units import Units, _all_units, units_of
from qualcode.model.errors import QualcodeError
from qualcode.model.questions.rules import CooccurrenceRequest, Rule, Selection
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from tests.analysis import reference
from tests.analysis.building import Said, Talk, study_of
from tests.analysis.strategies import FixedMeasures, studies
from tests.support.profiles import of_hundred

TEXT = "ab. c\n\n😀 d\u2028e"
TURNS = [Said(0, 6, "P1", 1), Said(6, 9, "MOD", role=Role.INTERVIEWER), Said(9, 12, "P1")]
UNIT_RULES = [rule for rule in Rule if rule.by_unit]
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


@pytest.mark.parametrize("include", [True, False])
@pytest.mark.parametrize("rule", UNIT_RULES)
@settings(max_examples=of_hundred(20))
@given(study=studies())
def test_units_their_transcripts_and_people_by_hand(study: Study, rule: Rule, include: bool) -> None:
    selection = Selection(include_interviewers=include)
    selected, request = SelectedText(study, selection), CooccurrenceRequest(rule, selection=selection)
    measures = FixedMeasures()
    sentences = {
        key: [(start, end) for start, end in measures.sentences(study, key).tolist()]
        for key in study.transcripts
    }
    found = units_of(selected, rule, measures)
    bases = dict(zip(selected.transcripts, selected.bases.tolist(), strict=False))
    expected = reference.units(study, request, sentences)
    placed: dict[int, list[tuple[int, int]]] = {}
    for start, end, unit in zip(
        *(part.tolist() for part in (found.start, found.end, found.unit)), strict=True
    ):
        if unit != NOBODY:
            placed.setdefault(unit, []).append((start, end))
    assert sorted(placed) == list(range(found.number))

    def key(unit: reference.Unit) -> list[tuple[int, int]]:
        return [(bases[unit[0]] + start, bases[unit[0]] + end) for start, end in unit[1]]

    assert sorted(placed.values()) == sorted(map(key, expected))
    by_place = {tuple(key(unit)): unit for unit in expected}
    people = [row.id for row in study.participants_in_order]
    in_order = [by_place[tuple(placed[number])] for number in range(found.number)]
    assert [selected.transcripts[place] for place in found.transcript.tolist()] == [
        unit[0] for unit in in_order
    ]
    assert list(zip(*(part.tolist() for part in found.people), strict=True)) == [
        (number, person)
        for number, unit in enumerate(in_order)
        for person, participant_id in enumerate(people)
        if any(participant_id in reference.speakers(study, selection, unit[0], *span) for span in unit[1])
    ]


@given(studies(), st.sampled_from(UNIT_RULES))
def test_units_are_touched_by_what_shares_a_letter_with_them(study: Study, rule: Rule) -> None:
    selected = SelectedText(study, Selection())
    found, runs = units_of(selected, rule, FixedMeasures()), merged_runs(selected)
    assert sorted(zip(*(part.tolist() for part in found.touched(runs)), strict=True)) == sorted(
        (place, unit)
        for place, (begin, stop) in enumerate(zip(runs.start.tolist(), runs.end.tolist(), strict=True))
        for start, end, unit in zip(
            *(part.tolist() for part in (found.start, found.end, found.unit)), strict=True
        )
        if unit != NOBODY and max(begin, start) < min(stop, end)
    )


@given(studies(), st.sampled_from(UNIT_RULES), st.sets(st.integers(0, 60), max_size=6))
def test_units_in_scope_are_those_that_its_stretches_touch(study: Study, rule: Rule, edges: set[int]) -> None:
    selected = SelectedText(study, Selection())
    spans_in_scope = [pair for pair in pairwise(sorted(edges)) if pair[0] % 2]
    start, end = np.array(spans_in_scope, dtype=np.int64).reshape(-1, 2).T
    # As a saved query would set it.
    vars(selected)["scope"] = Stretches(start, end)
    found, whole = (of(selected, rule, FixedMeasures()) for of in (units_of, _all_units))
    rows = list(zip(*(part.tolist() for part in (whole.start, whole.end, whole.unit)), strict=True))
    kept = sorted(
        {unit for a, b, unit in rows if unit != NOBODY and any(a < y and x < b for x, y in spans_in_scope)}
    )
    assert found.number == len(kept)
    assert found.transcript.tolist() == [int(whole.transcript[unit]) for unit in kept]
    assert list(zip(*(part.tolist() for part in (found.start, found.end, found.unit)), strict=True)) == [
        (a, b, kept.index(unit)) for a, b, unit in rows if unit in kept
    ]


def test_sentences_cannot_be_found_by_nothing() -> None:
    with pytest.raises(QualcodeError, match="nothing was given that finds sentences"):
        units_of(SelectedText(STUDY, Selection()), Rule.SENTENCE, None)


@pytest.mark.parametrize("rule", UNIT_RULES)
def test_a_study_without_anything_has_no_units(rule: Rule) -> None:
    found = units_of(SelectedText(study_of({}, {}), Selection()), rule, FixedMeasures())
    assert (found.number, spans(found), found.transcript.tolist()) == (0, [], [])
    assert [part.tolist() for part in found.people] == [[], []]


def test_people_of_units_come_once_each() -> None:
    unit, person = units(Rule.TRANSCRIPT, include_interviewers=True).people
    assert np.column_stack((unit, person)).tolist() == [[0, 0], [0, 1], [1, 0]]


def test_a_rule_of_passages_has_no_units() -> None:
    for rule in (rule for rule in Rule if not rule.by_unit):
        with pytest.raises(QualcodeError, match=f"The rule “{rule}” does not use units"):
            units(rule)
