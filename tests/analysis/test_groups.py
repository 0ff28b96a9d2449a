"""Columns of tables: in which order they come, and what belongs to them."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from qualcode.analysis.groups import Groups, QueryGroups, _in_order, groups_of
from qualcode.analysis.ragged import Whole
from qualcode.analysis.runs import merged_runs
from qualcode.analysis.selected.selected_text import NOBODY, SelectedText
from qualcode.analysis.stretches import Stretches
from qualcode.analysis.table_request import TableRequest
from qualcode.model.change import ChangeSet, updated
from qualcode.model.entities import Attribute, AttributeSubject, SavedQuery
from qualcode.model.questions.rules import Selection
from qualcode.model.questions.words import ColumnsBy
from qualcode.model.results.matrix import NO_VALUE, Label
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.turns import Turn
from qualcode.model.words.name_order import name_order
from tests.analysis.building import Coded, Said, Talk, identity, study_of
from tests.analysis.strategies import studies

AGE = identity("attribute", "age")


def study() -> Study:
    turns = [
        Said(0, 2),
        Said(2, 4, "P1", label="B"),
        Said(4, 6, "P2", label="A"),
        Said(6, 8, None, label="B"),
    ]
    values = {(AttributeSubject.PARTICIPANT, "age"): {"P1": "10", "P2": "9"}}
    return study_of({"T": Talk("x" * 8, turns, [Coded("X", "a", 1, 7)])}, {"a": None}, values)


def groups(by: ColumnsBy, attribute: bool = False, of: Study | None = None) -> Groups:
    request = TableRequest(by, AGE if attribute else None)
    found = groups_of(SelectedText(of or study(), Selection()), request)
    assert isinstance(found, Groups)
    return found


def names(found: Groups) -> list[str]:
    return [label.name for label in found.labels]


def test_speakers_come_in_order_of_appearance_and_headers_are_nobody() -> None:
    found = groups(ColumnsBy.SPEAKER)
    assert names(found) == ["B", "A"]
    assert found.turn_column.tolist() == [-1, 0, 1, 0]


def test_participants_come_in_their_order() -> None:
    found = groups(ColumnsBy.PARTICIPANT)
    assert names(found) == ["P1", "P2"]
    assert found.turn_column.tolist() == [-1, 0, 1, -1]
    assert found.labels[0].id == identity("participant", "P1")


def test_numbers_are_ordered_by_size_and_choices_as_listed() -> None:
    assert names(groups(ColumnsBy.ATTRIBUTE, attribute=True)) == ["9", "10"]
    one = study()
    age = one.rows(Attribute)[AGE]
    listed = one.after(ChangeSet("Choices", (updated(age, replace(age, choices=("10", "9"))),)))
    assert names(groups(ColumnsBy.ATTRIBUTE, attribute=True, of=listed)) == ["10", "9"]


def test_what_is_not_recorded_comes_last() -> None:
    values = {(AttributeSubject.TRANSCRIPT, "age"): {"U": "old"}}
    one = study_of({"T": Talk("xx"), "U": Talk("yy")}, {}, values)
    found = groups(ColumnsBy.ATTRIBUTE, attribute=True, of=one)
    assert names(found) == ["old", NO_VALUE]
    assert found.column.tolist() == [1, 0]
    assert isinstance(found, Groups)
    assert found.unrecorded == 1
    assert names(found.recorded()) == ["old"]
    assert found.recorded().column.tolist() == [NOBODY, 0]


def test_where_nothing_is_recorded_there_is_one_column_for_it() -> None:
    values: dict[tuple[AttributeSubject, str], dict[str, str]] = {(AttributeSubject.TRANSCRIPT, "age"): {}}
    found = groups(ColumnsBy.ATTRIBUTE, attribute=True, of=study_of({"T": Talk("xx")}, {}, values))
    assert isinstance(found, Groups)
    assert (names(found), found.unrecorded) == ([NO_VALUE], 0)
    assert names(found.recorded()) == []


def test_a_value_that_reads_like_none_is_a_value() -> None:
    values = {(AttributeSubject.TRANSCRIPT, "age"): {"T": NO_VALUE, "U": "old"}}
    one = study_of({"T": Talk("xx"), "U": Talk("yy")}, {}, values)
    found = groups(ColumnsBy.ATTRIBUTE, attribute=True, of=one)
    assert isinstance(found, Groups)
    assert found.unrecorded is None
    assert found.recorded() is found


def test_passages_are_cut_where_the_column_changes() -> None:
    selected = SelectedText(study(), Selection())
    pieces, column = groups_of(selected, TableRequest(ColumnsBy.SPEAKER)).pieces(merged_runs(selected))
    found = zip(pieces.start.tolist(), pieces.end.tolist(), column.tolist(), strict=True)
    assert list(found) == [(2, 4, 0), (4, 6, 1), (6, 7, 0)]


# -- by hand -------------------------------------------------------------------------------------------


def _turns(study: Study) -> list[Turn]:
    return [turn for row in study.transcripts_in_order for turn in study.turns_of(row.id)]


def _of_turn(study: Study, by: ColumnsBy, turn: Turn, include_interviewers: bool) -> str | None:
    """The name of a turn's column."""
    person = turn.participant_id
    if turn.role is Role.INTERVIEWER and not include_interviewers:
        return None
    if by is ColumnsBy.SPEAKER:
        return turn.label or None
    if person is None:
        return None
    if by is ColumnsBy.PARTICIPANT:
        return study.participants[person].name
    row = study.values_of(person).get(AGE)
    return NO_VALUE if row is None else row.value


@given(studies(with_attributes=True), st.sampled_from(list(ColumnsBy)), st.booleans())
def test_columns_by_hand(study: Study, by: ColumnsBy, include: bool) -> None:
    assume(by is not ColumnsBy.QUERY)
    selected = SelectedText(study, Selection(include_interviewers=include))
    found = groups_of(selected, TableRequest(by, AGE if by is ColumnsBy.ATTRIBUTE else None))
    assert isinstance(found, Groups)
    names = [label.name for label in found.labels]
    bases = dict(zip(selected.transcripts, selected.bases.tolist(), strict=False))
    spans = [
        (bases[row.id] + turn.span.start, bases[row.id] + turn.span.end, turn, row.name)
        for row in study.transcripts_in_order
        for turn in study.turns_of(row.id)
    ]
    whole = by is ColumnsBy.TRANSCRIPT
    column = [name if whole else _of_turn(study, by, turn, include) for _, _, turn, name in spans]
    assert [names[place] if place >= 0 else None for place in found.turn_column.tolist()] == column
    if not whole:
        assert set(names) == set(filter(None, column))
    at: list[str | None] = [None] * selected.length
    for (start, end, _, _), name in zip(spans, column, strict=True):
        at[start:end] = [name] * (end - start)
    if whole:
        for row in study.transcripts_in_order:
            size = len(study.text(row.id))
            at[bases[row.id] : bases[row.id] + size] = [row.name] * size
    places = found.column_at(np.arange(selected.length)).tolist()
    assert [names[place] if place >= 0 else None for place in places] == at
    assert found.column_at(np.array([-1, selected.length])).tolist() == [NOBODY, NOBODY]
    turn, of_turn = found.turns_of_columns()
    assert list(zip(turn.tolist(), of_turn.tolist(), strict=True)) == [
        (place, names.index(name)) for place, name in enumerate(column) if name is not None
    ]
    runs = merged_runs(selected)
    begins = [at[start] for start in runs.start.tolist()]
    member, of_member = found.members(runs)
    assert list(zip(member.tolist(), of_member.tolist(), strict=True)) == [
        (place, names.index(name)) for place, name in enumerate(begins) if name is not None
    ]
    pieces, of_piece = found.pieces(runs)
    rows = [part.tolist() for part in (pieces.code, pieces.start, pieces.end, of_piece)]
    bounds = [
        (bases[row.id], bases[row.id] + len(study.text(row.id)), row.name)
        for row in study.transcripts_in_order
    ]
    stretches = (
        bounds
        if whole
        else [
            (start, end, name)
            for (start, end, _, _), name in zip(spans, column, strict=True)
            if name is not None
        ]
    )
    assert list(zip(*rows, strict=True)) == [
        (code, max(begin, start), min(stop, end), names.index(name))
        for code, begin, stop in zip(
            *(part.tolist() for part in (runs.code, runs.start, runs.end)), strict=True
        )
        for start, end, name in stretches
        if max(begin, start) < min(stop, end)
    ]


@given(studies(), st.lists(st.lists(st.integers(0, 40), min_size=2, max_size=6), min_size=1, max_size=3))
def test_columns_of_queries_by_hand(study: Study, drawn: list[list[int]]) -> None:
    """Stretches of the line as queries would find them."""
    selected = SelectedText(study, Selection())
    spans = [[pair for pair in pairwise(sorted({*places})) if pair[0] % 3] for places in drawn]
    columns = tuple(Stretches(*np.array(rows, dtype=np.int64).reshape(-1, 2).T) for rows in spans)
    labels = tuple(Label(str(number)) for number in range(len(columns)))
    runs, turns = merged_runs(selected), selected.turns
    passages = list(zip(runs.start.tolist(), runs.end.tolist(), strict=True))
    said = list(zip(turns.start.tolist(), turns.end.tolist(), strict=True))

    def pairs(found: tuple[Whole, Whole]) -> list[tuple[int, int]]:
        return list(zip(*(part.tolist() for part in found), strict=True))

    def sharing(places: list[tuple[int, int]]) -> list[list[int]]:
        return [
            [
                at
                for at, place in enumerate(places)
                if any(max(place[0], a) < min(place[1], b) for a, b in rows)
            ]
            for rows in spans
        ]

    found = QueryGroups(selected, labels, columns)
    assert found.overlapping
    assert pairs(found.members(runs)) == [
        (at, number) for number, row in enumerate(sharing(passages)) for at in row
    ]
    assert pairs(found.turns_of_columns()) == [
        (at, number) for number, row in enumerate(sharing(said)) for at in row
    ]
    pieces, column = found.pieces(runs)
    parts = (pieces.code, pieces.start, pieces.end, column)
    assert list(zip(*(part.tolist() for part in parts), strict=True)) == [
        (code, max(begin, a), min(stop, b), number)
        for number, rows in enumerate(spans)
        for code, (begin, stop) in zip(runs.code.tolist(), passages, strict=True)
        for a, b in rows
        if max(begin, a) < min(stop, b)
    ]
    united = found.united()
    assert united.labels == labels[:1]
    covered = {place for rows in spans for a, b in rows for place in range(a, b)}
    (one,) = united.columns
    assert {
        place for a, b in zip(one.start.tolist(), one.end.tolist(), strict=True) for place in range(a, b)
    } == covered
    if len(columns) == 2:
        rest = replace(found, outside=True)
        inside = sharing(passages)[0]
        assert not rest.overlapping
        assert pairs(rest.members(runs)) == [
            *((at, 0) for at in inside),
            *((at, 1) for at in range(len(passages)) if at not in inside),
        ]


def test_values_come_as_choices_then_as_numbers_then_as_names() -> None:
    values = ["-1", "9", "10", "10.0", "1e1", "b", "a", "zeta", "Zoë", "Äpfel", "apfel", "Apfel", "inf"]
    one = study()
    age = replace(one.rows(Attribute)[AGE], choices=("b", "9", "a"))
    wanted = ["b", "9", "a", "-1", "10", "10.0", "1e1", "inf", *sorted(
        ("zeta", "Zoë", "Äpfel", "apfel", "Apfel"), key=lambda name: (name_order(name), name)
    )]  # fmt: skip
    for order in (values, values[::-1]):
        assert _in_order(order, age) == wanted


def test_values_are_the_same_whatever_blanks_are_around_them() -> None:
    values = {(AttributeSubject.TRANSCRIPT, "age"): {"T": " old ", "U": "old", "V": "  "}}
    one = study_of({name: Talk("xx") for name in "TUVW"}, {}, values)
    found = groups(ColumnsBy.ATTRIBUTE, attribute=True, of=one)
    assert (names(found), found.column.tolist(), found.unrecorded) == (["old", NO_VALUE], [0, 0, 1, 1], 1)


def test_without_transcripts_there_are_no_columns() -> None:
    values: dict[tuple[AttributeSubject, str], dict[str, str]] = {(AttributeSubject.TRANSCRIPT, "age"): {}}
    found = groups(ColumnsBy.ATTRIBUTE, attribute=True, of=study_of({}, {}, values))
    assert (names(found), found.unrecorded) == ([], None)
    assert found.column_at(np.array([0, 1])).tolist() == [NOBODY, NOBODY]


def test_of_one_query_there_is_what_is_in_it_and_what_is_not_and_of_several_each() -> None:
    one = study()
    queries = [SavedQuery(identity("query", text), text, 0, text) for text in ("speaker:A", "code:a")]
    one = replace(one, tables={**one.tables, SavedQuery: {row.id: row for row in queries}})
    selected = SelectedText(one, Selection())

    def columns(*asked: SavedQuery) -> tuple[bool, dict[str, tuple[object, list[tuple[int, int]]]]]:
        found = groups_of(selected, TableRequest(ColumnsBy.QUERY, queries=tuple(row.id for row in asked)))
        assert isinstance(found, QueryGroups)
        return found.outside, {
            label.name: (label.id, list(zip(column.start.tolist(), column.end.tolist(), strict=True)))
            for label, column in zip(found.labels, found.columns, strict=True)
        }

    speaker, code = queries
    assert columns(speaker) == (
        True,
        {"speaker:A": (speaker.id, [(4, 6)]), "outside speaker:A": (None, [(0, 4), (6, 8)])},
    )
    assert columns(speaker, code) == (
        False,
        {"speaker:A": (speaker.id, [(4, 6)]), "code:a": (code.id, [(1, 7)])},
    )
    assert list(columns(code, speaker)[1]) == ["code:a", "speaker:A"]
