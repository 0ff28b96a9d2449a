"""Tests of crosstab.

Tests as well: ``model.questions.words``.
"""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.crosstab import HIDDEN, NOTHING_COUNTED, NOTHING_SAID, code_table
from qualcode.analysis.table_request import TableRequest
from qualcode.model.entities import AttributeSubject
from qualcode.model.errors import QualcodeError
from qualcode.model.questions.rules import CoderChoice, Selection
from qualcode.model.questions.words import ColumnsBy, Figure, Shown
from qualcode.model.results.matrix import Matrix
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from tests.analysis.building import Coded, Said, Talk, identity, study_of
from tests.analysis.strategies import CODERS, FixedMeasures, code_ids, coder_ids, studies
from tests.analysis.table_reference import things
from tests.analysis.worked_example import worked_example
from tests.support.profiles import of_hundred

AGE, PLACE = identity("attribute", "age"), identity("attribute", "place")


def table(matrix: Matrix) -> dict[str, list[str | int | float]]:
    return {
        label.name: [matrix.cell(row, column) for column in range(len(matrix.columns))]
        for row, label in enumerate(matrix.rows)
    }


@pytest.mark.parametrize(
    ("figure", "privacy", "trust"),
    [
        (Figure.SEGMENTS, [3, 0], [1, 1]),
        (Figure.RUNS, [1, 0], [1, 1]),
        (Figure.UNITS, [1, 1], [1, 1]),
        (Figure.CHARACTERS, [35, 10], [10, 15]),
        (Figure.PARTICIPANTS, [1, 1], [1, 1]),
        (Figure.TRANSCRIPTS, [1, 1], [1, 1]),
    ],
)
def test_worked_example_by_participant(figure: Figure, privacy: list[int], trust: list[int]) -> None:
    matrix = code_table(worked_example(), TableRequest(ColumnsBy.PARTICIPANT, figure=figure))
    assert [label.name for label in matrix.columns] == ["P1", "P2"]
    assert table(matrix)["privacy"] == privacy
    assert table(matrix)["trust"] == trust


def half_asked() -> Study:
    """Two segments of a participant, one of whom asks, and one that begins in the question."""
    codings = [Coded("X", "trust", 4, 7), Coded("X", "trust", 8, 9), Coded("X", "trust", 1, 3)]
    turns = [Said(0, 4, "I", role=Role.INTERVIEWER), Said(4, 10, "P")]
    return study_of({"A": Talk("x" * 10, turns, codings)}, {"trust": None})


@pytest.mark.parametrize(("figure", "noun"), [(Figure.SEGMENTS, "segments"), (Figure.RUNS, "runs")])
def test_segments_of_nobody_in_the_columns_are_told(figure: Figure, noun: str) -> None:
    matrix = code_table(half_asked(), TableRequest(ColumnsBy.PARTICIPANT, figure=figure, totals=True))
    assert table(matrix)["trust"] == [2, 2]
    said = f"Of 3 {noun}, 1 is in no column: it begins in words of interviewers or of others "
    said += "who are not listed as participants."
    assert matrix.remarks == (said,)
    # Every transcript has all of its segments; and what is hidden is not told in this way either.
    assert code_table(half_asked(), TableRequest(figure=figure)).remarks == ()
    hidden = TableRequest(ColumnsBy.PARTICIPANT, figure=figure, minimum_cell=2)
    assert not any("in no column" in remark for remark in code_table(half_asked(), hidden).remarks)


@settings(max_examples=of_hundred(50))
@given(studies(), st.sampled_from([Figure.SEGMENTS, Figure.RUNS]))
def test_columns_and_what_is_told_beside_them_make_up_all(study: Study, figure: Figure) -> None:
    everywhere = code_table(study, TableRequest(figure=figure, totals=True))
    matrix = code_table(study, TableRequest(ColumnsBy.PARTICIPANT, figure=figure, totals=True))
    missing = int(everywhere.values[-1, -1] - matrix.values[-1, -1])
    begun = [remark.split(", ")[1].split()[0] for remark in matrix.remarks]
    assert begun == ([f"{missing:,}"] if missing else [])


def test_totals_count_different_people_once() -> None:
    matrix = code_table(worked_example(), TableRequest(figure=Figure.PARTICIPANTS, totals=True))
    assert [label.name for label in matrix.columns] == ["FG1", "Total"]
    assert table(matrix)["Total"] == [2, 2]


def test_totals_of_a_category_and_its_codes_count_once() -> None:
    talk = Talk("x" * 9, [Said(0, 9, "P1")], [Coded("X", "below", 0, 2), Coded("X", "above", 3, 4)])
    study = study_of({"T": talk}, {"above": None, "below": "above"})
    request = TableRequest(totals=True, selection=Selection(aggregate=True))
    assert table(code_table(study, request)) == {"above": [2, 2], "above > below": [1, 1], "Total": [2, 2]}


def focus_group() -> Study:
    """Interviewer and two participants; 4 words of P1, 2 of P2, 3 of the interviewer."""
    text = "Date: 1 May\nMOD: how are you\nP1: so so. not good\nP2: fine thanks\n"
    turns = [
        Said(0, 12),
        Said(12, 29, "MOD", 17, Role.INTERVIEWER),
        Said(29, 49, "P1", 33),
        Said(49, 65, "P2", 53),
    ]
    codings = [Coded("X", "health", 17, 40), Coded("X", "health", 53, 64), Coded("X", "mood", 33, 48)]
    values = {
        (AttributeSubject.PARTICIPANT, "age"): {"P1": "9", "P2": "10"},
        (AttributeSubject.TRANSCRIPT, "place"): {"FG": "north"},
    }
    return study_of(
        {"FG": Talk(text, turns, codings)}, {"health": None, "mood": None, "unused": None}, values
    )


def test_words_per_thousand_of_own_speech() -> None:
    request = TableRequest(ColumnsBy.PARTICIPANT, figure=Figure.WORDS, shown=Shown.PER_1000_WORDS)
    matrix = code_table(focus_group(), request, FixedMeasures())
    assert table(matrix)["health"] == [500.0, 1000.0]
    assert table(matrix)["mood"] == [1000.0, 0.0]


def test_own_speech_of_a_transcript_is_that_of_its_participants() -> None:
    request = TableRequest(shown=Shown.PER_1000_WORDS)
    assert table(code_table(focus_group(), request, FixedMeasures()))["health"] == [pytest.approx(2000 / 6)]
    everybody = TableRequest(shown=Shown.PER_1000_WORDS, selection=Selection(include_interviewers=True))
    assert table(code_table(focus_group(), everybody, FixedMeasures()))["health"] == [pytest.approx(2000 / 9)]


def test_interviewers_have_a_column_when_they_are_asked_for() -> None:
    study = focus_group()
    assert [c.name for c in code_table(study, TableRequest(ColumnsBy.SPEAKER)).columns] == ["P1", "P2"]
    asked = TableRequest(ColumnsBy.SPEAKER, selection=Selection(include_interviewers=True))
    assert [c.name for c in code_table(study, asked).columns] == ["MOD", "P1", "P2"]


@pytest.mark.parametrize("second", ["Ada", "Ben"])
def test_a_label_of_several_people_is_told(second: str) -> None:
    text = "P1: so so. not good\n"

    def talk(who: str, label: str) -> Talk:
        return Talk(text, [Said(0, 20, who, 4, label=label)], [Coded("X", "health", 4, 19)])

    talks = {"one": talk("Ada", "P1"), "two": talk(second, "P1"), "three": talk("Cy", "P9")}
    study = study_of(talks, {"health": None})
    told = ("“P1” is the label of several people, whose words are counted in one column.",)
    assert code_table(study, TableRequest(ColumnsBy.SPEAKER)).remarks == (told if second == "Ben" else ())
    assert code_table(study, TableRequest(ColumnsBy.PARTICIPANT)).remarks == ()


def test_shares() -> None:
    study = focus_group()
    rows = TableRequest(ColumnsBy.PARTICIPANT, figure=Figure.WORDS, shown=Shown.ROW_PERCENT, totals=True)
    assert table(code_table(study, rows, FixedMeasures())) == {
        "health": [50.0, 50.0, 100.0],
        "mood": [100.0, 0.0, 100.0],
        "unused": [NOTHING_COUNTED] * 3,
        "Total": [75.0, 25.0, 100.0],
    }
    columns = TableRequest(ColumnsBy.PARTICIPANT, figure=Figure.WORDS, shown=Shown.COLUMN_PERCENT)
    assert table(code_table(study, columns, FixedMeasures()))["mood"] == [pytest.approx(400 / 6), 0.0]


def test_nothing_said_is_no_number() -> None:
    study = study_of({"T": Talk("...", [Said(0, 3, "P1")])}, {"code": None})
    request = TableRequest(shown=Shown.PER_1000_WORDS)
    matrix = code_table(study, request, FixedMeasures())
    assert table(matrix)["code"] == [NOTHING_SAID]
    assert not matrix.withheld, "what is not defined is not kept back"


def test_columns_by_attribute() -> None:
    study = focus_group()
    ages = code_table(study, TableRequest(ColumnsBy.ATTRIBUTE, AGE, Figure.CHARACTERS))
    assert [label.name for label in ages.columns] == ["9", "10"]
    assert table(ages)["health"] == [11, 11]
    everybody = Selection(include_interviewers=True)
    more = code_table(study, TableRequest(ColumnsBy.ATTRIBUTE, AGE, Figure.CHARACTERS, selection=everybody))
    assert [label.name for label in more.columns] == ["9", "10", "(no value)"]
    places = code_table(study, TableRequest(ColumnsBy.ATTRIBUTE, PLACE))
    assert [label.name for label in places.columns] == ["north"]
    assert table(places)["health"] == [2]


@pytest.mark.parametrize(
    "ask",
    [
        lambda: TableRequest(ColumnsBy.ATTRIBUTE),
        lambda: TableRequest(ColumnsBy.TRANSCRIPT, AGE),
        lambda: TableRequest(minimum_cell=1),
        lambda: TableRequest(minimum_cell=-3),
        lambda: code_table(worked_example(), TableRequest(ColumnsBy.ATTRIBUTE, AGE)),
        lambda: code_table(worked_example(), TableRequest(figure=Figure.WORDS)),
    ],
)
def test_requests_without_meaning_are_refused(ask: Callable[[], object]) -> None:
    with pytest.raises(QualcodeError):
        ask()


def group_of(sizes: dict[str, dict[str, int]]) -> Study:
    """Transcripts in which so many participants speak one character on each code."""
    talks = {}
    for name, codes in sizes.items():
        people = [f"{name}{number}" for number in range(max(codes.values()))]
        codings = [
            Coded("X", code, place, place + 1) for code, size in codes.items() for place in range(size)
        ]
        turns = [Said(place, place + 1, who) for place, who in enumerate(people)]
        talks[name] = Talk("x" * len(people), turns, codings)
    return study_of(talks, dict.fromkeys(next(iter(sizes.values()))))


def test_small_cells_and_their_protection_are_nowhere_in_the_result() -> None:
    study = group_of({"A": {"x": 2, "y": 8}, "B": {"x": 9, "y": 7}, "C": {"x": 8, "y": 9}})
    matrix = code_table(study, TableRequest(minimum_cell=3, totals=True))
    shown = table(matrix)
    assert shown["x"][0] == "<3"
    assert [row.count(HIDDEN) for row in shown.values()] == [1, 2, 0]
    for place in matrix.notes:
        assert matrix.values[place] == 0
    assert matrix.withheld == set(matrix.notes)
    turned = matrix.in_order([1, 0], [2, 0])
    assert turned.withheld == set(turned.notes)
    assert {turned.cell(*place) for place in turned.withheld} == {"<3", HIDDEN}
    assert "fewer than 3 participants" in matrix.remarks[0]
    assert shown["Total"] == [10, 16, 17, 43]


def test_shares_of_hidden_totals_are_hidden() -> None:
    study = group_of({"A": {"x": 2, "y": 8}})
    for shown in (Shown.ROW_PERCENT, Shown.COLUMN_PERCENT):
        counts = code_table(study, TableRequest(minimum_cell=3, totals=True))
        shares = code_table(study, TableRequest(minimum_cell=3, totals=True, shown=shown))
        assert set(counts.notes) <= set(shares.notes)
        assert counts.withheld <= shares.withheld <= set(shares.notes)
        line = [counts.cell(row, 1) for row in range(3)] if shown is Shown.ROW_PERCENT else []
        for row, total in enumerate(line):
            if isinstance(total, str):
                assert {shares.cell(row, 0), shares.cell(row, 1)} <= {"<3", HIDDEN}


def test_nested_codes_are_refused_with_a_minimum_cell() -> None:
    study = study_of({"T": Talk("x")}, {"above": None, "below": "above"})
    nested = TableRequest(minimum_cell=3, selection=Selection(aggregate=True))
    with pytest.raises(QualcodeError, match="category"):
        code_table(study, nested)
    top = Selection(codes=code_ids("above"), aggregate=True)
    assert code_table(study, TableRequest(minimum_cell=3, selection=top)).cell(0, 0) in ("<3", HIDDEN)


COLUMNS = [by for by in ColumnsBy if by is not ColumnsBy.QUERY]


@st.composite
def requests(draw: st.DrawFn, by: ColumnsBy | None = None, figure: Figure | None = None) -> TableRequest:
    """For one kind of columns and one figure, or for any."""
    by = by or draw(st.sampled_from(COLUMNS))
    figure = figure or draw(st.sampled_from(Figure))
    attribute = draw(st.sampled_from([AGE, PLACE])) if by is ColumnsBy.ATTRIBUTE else None
    selection = Selection(
        codes=draw(st.sampled_from([None, code_ids("stigma", "trust")])),
        coders=CoderChoice(coder_ids(*draw(st.sets(st.sampled_from(CODERS), max_size=2)))),
        aggregate=draw(st.booleans()),
        include_interviewers=draw(st.booleans()),
    )
    return TableRequest(by, attribute, figure, totals=True, selection=selection)


@pytest.mark.parametrize("by", COLUMNS)
@pytest.mark.parametrize("figure", Figure)
@settings(max_examples=of_hundred(12))
@given(data=st.data(), study=studies(with_attributes=True))
def test_every_table_agrees_with_slow_counting(
    by: ColumnsBy, figure: Figure, data: st.DataObject, study: Study
) -> None:
    request = data.draw(requests(by, figure))
    measures = FixedMeasures()
    matrix = code_table(study, request, measures)
    names = [label.name for label in matrix.columns[:-1]]
    codes = request.selection.codes_of(study)
    for row, code_id in enumerate(codes):
        counted = things(study, request, code_id, measures)
        assert {name for name, _ in counted} <= set(names)
        expected = [sum(name == column for name, _ in counted) for column in names]
        assert matrix.values[row, :-1].tolist() == expected
        once = len({thing for _, thing in counted})
        assert matrix.values[row, -1] == (sum(expected) if request.figure.adds_up else once)
    everything = [things(study, request, code_id, measures) for code_id in codes]
    if not request.figure.adds_up:
        for column, name in enumerate(names):
            once = len({thing for counted in everything for where, thing in counted if where == name})
            assert matrix.values[-1, column] == once
    elif not request.selection.aggregate:
        assert np.array_equal(matrix.values[-1], matrix.values[:-1].sum(axis=0))
