"""Ways round the hiding of small figures: shares, the order of rows, who is behind a figure, and tests.

Tests: ``crosstab``, ``significance``.
"""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.crosstab import HIDDEN, code_table
from qualcode.analysis.significance import significance_result
from qualcode.analysis.table_order import by_figures, ordered_codes
from qualcode.analysis.table_passages import table_passages
from qualcode.analysis.table_request import TableRequest
from qualcode.model.entities import AttributeSubject
from qualcode.model.errors import QualcodeError
from qualcode.model.questions.words import ColumnsBy, Figure, Shown, Sorting
from qualcode.model.results.matrix import Matrix
from qualcode.model.study import Study
from tests.analysis.building import Coded, Said, Talk, identity, study_of
from tests.analysis.strategies import FixedMeasures, studies
from tests.analysis.test_disclosure_attack import Attacker, Place, Talking, talkings
from tests.support.profiles import of_hundred

AGE = identity("attribute", "age")
GROUP = identity("attribute", "group")


@st.composite
def guarded(draw: st.DrawFn) -> TableRequest:
    # A table by query has no minimum cell.
    by = draw(st.sampled_from([by for by in ColumnsBy if by is not ColumnsBy.QUERY]))
    return TableRequest(
        by,
        AGE if by is ColumnsBy.ATTRIBUTE else None,
        draw(st.sampled_from(Figure)),
        minimum_cell=draw(st.integers(2, 3)),
        totals=draw(st.booleans()),
    )


@given(studies(with_attributes=True), guarded())
def test_every_figure_that_is_shown_stands_on_enough_people(study: Study, request: TableRequest) -> None:
    """Also where a passage begins with one person and reaches into the words of others."""
    table = code_table(study, request, FixedMeasures())
    inner = len(table.columns) - request.totals
    for row, column in product(range(len(table.rows) - request.totals), range(inner)):
        if (row, column) in table.notes:
            continue
        passages = table_passages(study, request, table.rows[row].id, column, FixedMeasures())
        people = {
            turn.participant_id
            for item in passages
            for span, _code in item.marks
            for turn in study.turns_of(item.transcript_id)
            if turn.span.overlaps(span) and turn.participant_id is not None
        }
        assert len(people) >= request.minimum_cell


def test_people_of_another_column_do_not_hide_one_person() -> None:
    """Three segments begin with one person of a column; each reaches into another person's words."""
    turns, codings = [], []
    for number in range(3):
        start = 20 * number
        turns += [Said(start, start + 10, "Ann"), Said(start + 10, start + 20, f"B{number}")]
        codings.append(Coded("X", "a", start + 5, start + 15))
    ages = {"Ann": "9", **{f"B{number}": "10" for number in range(3)}}
    study = _by_age(Talk("x" * 60, turns, codings), ages)
    for figure in (Figure.SEGMENTS, Figure.RUNS):
        table = code_table(study, TableRequest(ColumnsBy.ATTRIBUTE, AGE, figure, minimum_cell=3))
        assert isinstance(table.cell(0, 0), str)
        assert isinstance(table.cell(0, 1), str)


def _by_age(talk: Talk, ages: dict[str, str]) -> Study:
    return study_of({"T": talk}, {"a": None}, {(AttributeSubject.PARTICIPANT, "age"): ages})


# -- shares ---------------------------------------------------------------------------------------


def joined_knowledge(counts: Matrix, shares: Matrix, request: TableRequest, words: list[int]) -> Matrix:
    """The table of counts with every count filled in that follows from a published share."""
    values, notes = counts.values.copy(), dict(counts.notes)
    for row, column in product(*map(range, counts.values.shape)):
        share = shares.cell(row, column)
        base = _base(counts, request.shown, row, column, words)
        if (row, column) in notes and not isinstance(share, str) and base is not None:
            del notes[row, column]
            values[row, column] = round(
                share * base / (1000 if request.shown is Shown.PER_1000_WORDS else 100)
            )
    return replace(counts, values=values, notes=notes)


def _base(counts: Matrix, shown: Shown, row: int, column: int, words: list[int]) -> float | None:
    """What a share was divided by, as far as it is known: words can be counted by anybody."""
    if shown is Shown.PER_1000_WORDS:
        return words[column]
    place = (
        (row, counts.values.shape[1] - 1) if shown is Shown.ROW_PERCENT else (len(counts.rows) - 1, column)
    )
    total = counts.cell(*place)
    return None if isinstance(total, str) else total


@given(
    talkings(),
    st.sampled_from((Shown.ROW_PERCENT, Shown.COLUMN_PERCENT, Shown.PER_1000_WORDS)),
    st.sampled_from((Figure.SEGMENTS, Figure.PARTICIPANTS)),
    st.integers(2, 4),
)
@settings(max_examples=of_hundred(60))
def test_shares_beside_counts_give_nothing_back(
    talking: Talking, shown: Shown, figure: Figure, minimum: int
) -> None:
    study = talking.study()
    request = TableRequest(ColumnsBy.ATTRIBUTE, GROUP, figure, shown=shown, minimum_cell=minimum, totals=True)
    counts = code_table(study, replace(request, shown=Shown.COUNTS), FixedMeasures())
    shares = code_table(study, request, FixedMeasures())
    assert set(counts.notes) <= set(shares.notes)
    known = joined_knowledge(counts, shares, request, [1] * counts.values.shape[1])
    assert known.notes == counts.notes
    assert Attacker(known, figure, minimum, columns_differ=True).pinned() == []


def test_whoever_knows_a_hidden_base_could_count_back() -> None:
    """The check above can fail: a share of a total that is shown gives a hidden count away."""
    talking = Talking(np.array([[1, 3]] * 6), (0, 0, 1, 1, 1, 1), (0,) * 6)
    request = TableRequest(ColumnsBy.ATTRIBUTE, GROUP, minimum_cell=3, totals=True, shown=Shown.ROW_PERCENT)
    counts = code_table(talking.study(), replace(request, shown=Shown.COUNTS))
    open_shares = code_table(talking.study(), replace(request, minimum_cell=0))
    known = joined_knowledge(counts, open_shares, request, [])
    assert counts.notes
    assert len(known.notes) < len(counts.notes)


# -- order, tests, passages -------------------------------------------------------------------------


def changed(table: Matrix, values: list[int]) -> Matrix:
    """A table whose hidden figures were others; what is published is the same."""
    hidden = sorted(table.notes)
    other = table.values.copy()
    for place, value in zip(hidden, values, strict=False):
        other[place] = value
    return replace(table, values=other)


@given(
    talkings(),
    st.sampled_from(Sorting),
    st.booleans(),
    st.lists(st.integers(0, 99), min_size=90, max_size=90),
)
@settings(max_examples=of_hundred(60))
def test_the_order_of_rows_says_nothing_of_hidden_figures(
    talking: Talking, sorting: Sorting, totals: bool, secret: list[int]
) -> None:
    request = TableRequest(ColumnsBy.ATTRIBUTE, GROUP, minimum_cell=3, totals=totals)
    table = code_table(talking.study(), request)
    other = changed(table, secret)
    assert by_figures(table, sorting).rows == by_figures(other, sorting).rows


@given(talkings(), st.sampled_from(Shown))
@settings(max_examples=of_hundred(60))
def test_sorted_tables_hold_no_hidden_figure(talking: Talking, shown: Shown) -> None:
    request = TableRequest(ColumnsBy.ATTRIBUTE, GROUP, minimum_cell=3, totals=True, shown=shown)
    for sorting in Sorting:
        ordered = ordered_codes(talking.study(), request, sorting, FixedMeasures())
        assert ordered.joins == ()
        for matrix in (ordered.matrix, ordered.counts):
            assert all(matrix.values[place] == 0 for place in matrix.notes)


@given(talkings(), st.integers(2, 4))
@settings(max_examples=of_hundred(60))
def test_a_test_is_only_made_of_figures_that_are_all_shown(talking: Talking, minimum: int) -> None:
    request = TableRequest(ColumnsBy.ATTRIBUTE, GROUP, minimum_cell=minimum, totals=True)
    study = talking.study()
    hidden: set[Place] = {place for place, note in _notes(study, request).items() if _is_hidden(note)}
    if hidden:
        with pytest.raises(QualcodeError, match="help to guess"):
            significance_result(study, request)
    else:
        assert significance_result(study, request).of_what == "segments"


def _notes(study: Study, request: TableRequest) -> dict[Place, str]:
    return code_table(study, request).notes


def _is_hidden(note: str) -> bool:
    return note == HIDDEN or note.startswith("<")
