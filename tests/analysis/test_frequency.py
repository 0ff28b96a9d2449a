import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.frequency import (
    frequencies,
    nested,
    people_behind,
    spoken_words,
    word_starts,
    words_within,
)
from qualcode.analysis.groups import groups_of
from qualcode.analysis.selected.selected_text import SelectedText
from qualcode.analysis.table_request import TableRequest
from qualcode.model.errors import QualcodeError
from qualcode.model.questions.rules import Selection
from qualcode.model.questions.words import ColumnsBy, Figure
from qualcode.model.transcript import Role
from tests.analysis.building import Coded, Said, Talk, study_of
from tests.analysis.strategies import FixedMeasures, code_ids

TEXT = "Title\nM: why so\nA: no\n"
TURNS = [Said(0, 6), Said(6, 16, "M", 9, Role.INTERVIEWER), Said(16, 22, "A", 19)]
STUDY = study_of(
    {"T": Talk(TEXT, TURNS, [Coded("X", "in", 10, 20)]), "U": Talk("A: no", [Said(0, 5, "A", 3)])},
    {"out": None, "in": "out"},
)


def test_a_word_lies_where_it_begins() -> None:
    starts = np.array([0, 4, 8])
    assert words_within(starts, np.array([0, 1, 4, 8]), np.array([9, 4, 5, 8])).tolist() == [3, 0, 1, 0]


def test_words_are_on_the_line() -> None:
    assert word_starts(SelectedText(STUDY, Selection()), FixedMeasures()).tolist() == [0, 9, 13, 19, 25]


def test_words_need_to_be_found_by_somebody() -> None:
    with pytest.raises(QualcodeError, match="Words"):
        word_starts(SelectedText(STUDY, Selection()), None)


@pytest.mark.parametrize(("interviewers", "words"), [(False, [1, 1]), (True, [3, 1])])
def test_own_speech_leaves_headers_and_interviewers_out(interviewers: bool, words: list[int]) -> None:
    selected = SelectedText(STUDY, Selection(include_interviewers=interviewers))
    groups = groups_of(selected, TableRequest(ColumnsBy.TRANSCRIPT))
    assert spoken_words(selected, groups, FixedMeasures()).tolist() == words


def test_codes_are_nested_only_where_they_are_aggregated_with_those_above() -> None:
    assert not nested(SelectedText(STUDY, Selection()))
    assert nested(SelectedText(STUDY, Selection(aggregate=True)))
    assert not nested(SelectedText(STUDY, Selection(codes=code_ids("in"), aggregate=True)))


@given(st.sampled_from(Figure))
def test_the_last_row_and_column_are_totals(figure: Figure) -> None:
    request = TableRequest(ColumnsBy.SPEAKER, figure=figure, selection=Selection(include_interviewers=True))
    selected = SelectedText(STUDY, request.selection)
    table = frequencies(selected, groups_of(selected, request), request, figure, FixedMeasures()).table
    assert table.shape == (3, 3)
    assert table[0].tolist() == [0, 0, 0]
    assert table[2].tolist() == table[1].tolist()
    assert max(table[1, :2]) <= table[1, 2] <= table[1, :2].sum()


@pytest.mark.parametrize("figure", [Figure.SEGMENTS, Figure.RUNS, Figure.CHARACTERS])
def test_people_stand_behind_the_column_in_which_something_is_counted(figure: Figure) -> None:
    """A passage that begins with A and ends with B counts for A; its letters count for both."""
    turns = [Said(0, 5, "A"), Said(5, 10, "B"), Said(10, 15, "A")]
    codings = [Coded("X", "a", 3, 8), Coded("X", "b", 6, 12)]
    study = study_of({"T": Talk("x" * 15, turns, codings)}, {"a": None, "b": None})
    request = TableRequest(ColumnsBy.PARTICIPANT, figure=figure)
    selected = SelectedText(study, request.selection)
    behind = people_behind(selected, groups_of(selected, request), request).table
    if figure is Figure.CHARACTERS:
        assert behind.tolist() == [[1, 1, 2], [1, 1, 2], [1, 1, 2]]
    else:
        assert behind.tolist() == [[1, 0, 1], [0, 1, 1], [1, 1, 2]]


def test_own_speech_is_that_of_whoever_is_named_in_any_way() -> None:
    turns = [
        Said(0, 4, "A", 0, label=""), Said(4, 8, None, 4, label="B"), Said(8, 12, None, 8, label=""),
        Said(12, 18, "C", 15, Role.INTERVIEWER, "M"),
    ]  # fmt: skip
    study = study_of({"T": Talk("a b.c d.e f.M: g h", turns)}, {})
    for interviewers, words in ((False, 4), (True, 6)):
        selected = SelectedText(study, Selection(include_interviewers=interviewers))
        groups = groups_of(selected, TableRequest(ColumnsBy.TRANSCRIPT))
        assert spoken_words(selected, groups, FixedMeasures()).tolist() == [words]
