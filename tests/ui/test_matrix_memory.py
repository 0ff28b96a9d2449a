"""The last question of the matrix page is kept: how it was counted everywhere, of what by project."""

import json
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.code_choice import CodeChoice
from qualcode.model.questions.words import By, Figure, Shown, Sorting
from qualcode.model.rules import Coefficient, Count, Rule, refusal
from qualcode.ui.matrix_choice import Columns, MatrixChoice
from qualcode.ui.matrix_memory import PROJECTS_LIMIT, recalled, remembered

ONE, OTHER = UUID(int=1), UUID(int=2)
IDS = st.lists(st.uuids(), max_size=3, unique=True).map(tuple)


@st.composite
def choices(draw: st.DrawFn) -> MatrixChoice:
    by = draw(st.sampled_from([None, *By]))
    queries = draw(IDS.filter(bool)) if by is By.QUERY else ()
    rule = draw(st.sampled_from(Rule))
    count = draw(st.sampled_from([count for count in Count if refusal(rule, count) is None]))
    units_only = [which for which in Coefficient if which.needs_units and count is not Count.UNITS]
    strengths = [which for which in (None, *Coefficient) if which not in units_only]
    figure = draw(st.sampled_from(Figure))
    units = [unit for unit in Rule if unit.by_unit]
    return MatrixChoice(
        columns=Columns(by, draw(st.uuids()) if by is By.ATTRIBUTE else None, queries),
        query=draw(st.none() | st.uuids()),
        rule=rule,
        count=count,
        within=draw(st.integers(0, 99)),
        strength=draw(st.sampled_from(strengths)),
        figure=figure,
        unit=draw(st.sampled_from(units)) if figure is Figure.UNITS else Rule.TURN,
        shown=draw(st.sampled_from(Shown)),
        least=draw(st.sampled_from([0, 2, 3, 20])),
        codes=draw(
            st.one_of(
                st.just(CodeChoice()),
                st.builds(CodeChoice, codes=IDS),
                st.builds(CodeChoice, code_set=st.uuids()),
                st.builds(CodeChoice, most_used=st.integers(1, 99)),
            )
        ),
        coders=draw(IDS),
        aggregate=draw(st.booleans()),
        interviewers=draw(st.booleans()),
        sorting=draw(st.sampled_from(Sorting)),
    )


@given(choices())
def test_a_question_is_recalled_as_it_was(choice: MatrixChoice) -> None:
    assert recalled(remembered("", ONE, choice), ONE) == choice


@given(choices(), choices())
def test_another_project_takes_over_how_but_not_of_what(choice: MatrixChoice, later: MatrixChoice) -> None:
    text = remembered(remembered("", ONE, choice), OTHER, later)
    first = recalled(text, ONE)
    assert (first.columns, first.codes, first.coders) == (choice.columns, choice.codes, choice.coders)
    assert (first.rule, first.count, first.sorting) == (later.rule, later.count, later.sorting)
    fresh = recalled(text, UUID(int=3))
    assert (fresh.columns, fresh.codes, fresh.coders) == (Columns(), CodeChoice(), ())


def test_projects_longest_ago_are_forgotten() -> None:
    text = ""
    for _ in range(PROJECTS_LIMIT + 5):
        text = remembered(text, uuid4(), MatrixChoice())
    assert len(json.loads(text)["of what"]) == PROJECTS_LIMIT


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "3", '{"how": 3, "of what": []}', '{"how": {"rule": "no such rule", "within": "far"}}',
        '{"of what": {"00000000-0000-0000-0000-000000000001": {"by": "attribute", "codes": 7}}}',
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_passed_over(text: str) -> None:
    assert recalled(text, ONE) == MatrixChoice()


def test_a_count_that_no_longer_fits_its_rule_gives_way() -> None:
    how = {"rule": "overlap", "count": "units", "strength": "phi", "least": 1}
    choice = recalled(json.dumps({"how": how}), ONE)
    assert (choice.count, choice.strength, choice.least) == (Count.PAIRS, None, 0)
