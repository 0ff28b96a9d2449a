"""Columns against the plain lists that they stand for.

Tests as well: ``codings``, ``identity``, ``transcript``, ``turns``.
"""

from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.codings import Coding, Codings
from qualcode.model.columns import order_of
from qualcode.model.identity import id_array, id_list, new_id
from qualcode.model.span import Span
from qualcode.model.transcript import Role
from qualcode.model.turns import Turn, Turns

MOMENT = datetime(2026, 3, 1, 12, 30, 15, 250_000, tzinfo=UTC)

codings = st.builds(
    Coding,
    # Zeros at the end are what NumPy drops from single items.
    id=st.one_of(st.uuids(), st.integers(1, 2**64 - 1).map(lambda number: UUID(int=number << 64))),
    code_id=st.sampled_from([new_id() for _ in range(3)]),
    coder_id=st.sampled_from([new_id() for _ in range(2)]),
    span=st.tuples(st.integers(0, 20), st.integers(1, 5)).map(lambda pair: Span(pair[0], sum(pair))),
    created_at=st.just(MOMENT),
    weight=st.none() | st.integers(0, 100),
    memo=st.text(max_size=3),
)
tables = st.lists(codings, max_size=12, unique_by=lambda row: row.id)


def in_order(rows: list[Coding]) -> list[Coding]:
    return sorted(rows, key=lambda row: (row.span, row.id.bytes))


@given(tables)
def test_rows_come_back_as_they_were_in_order(rows: list[Coding]) -> None:
    table = Codings.from_rows(rows)
    assert list(table) == in_order(rows)
    assert id_list(table.id) == [row.id for row in in_order(rows)]


@given(tables, tables)
def test_joined_and_without_are_union_and_difference(rows: list[Coding], others: list[Coding]) -> None:
    known = {row.id for row in rows}
    others = [row for row in others if row.id not in known]
    both = Codings.from_rows(rows).joined(Codings.from_rows(others))
    assert list(both) == in_order([*rows, *others])
    assert both.without(id_array(row.id for row in others)) == Codings.from_rows(rows)
    assert both.without(id_array([])) == both


@given(tables, st.lists(st.uuids(), max_size=3), st.randoms())
def test_positions_say_where_each_identity_stands(
    rows: list[Coding], strangers: list[UUID], random: Random
) -> None:
    table = Codings.from_rows(rows)
    wanted = [row.id for row in rows] + strangers
    random.shuffle(wanted)
    order = id_list(table.id)
    expected = [order.index(item) if item in order else -1 for item in wanted]
    assert table.positions(id_array(wanted)).tolist() == expected


@given(tables, st.integers(0, 25), st.integers(1, 5))
def test_at_finds_what_shares_text(rows: list[Coding], start: int, length: int) -> None:
    span = Span(start, start + length)
    assert list(Codings.from_rows(rows).at(span)) == in_order(
        [row for row in rows if row.span.overlaps(span)]
    )


@given(tables)
def test_replacing_a_column_sorts_again(rows: list[Coding]) -> None:
    table = Codings.from_rows(rows)
    moved = table.replacing(start=-table.end, end=-table.start)
    mirrored = [replace(row, span=Span(-row.span.end, -row.span.start)) for row in rows]
    assert list(moved) == in_order(mirrored)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 2**31 - 1) | st.integers(0, 2),
            st.integers(-(2**31), 2**31 - 1) | st.integers(0, 2),
            st.integers(0, 2),
            st.binary(min_size=16, max_size=16),
        ),
        max_size=12,
    )
)
def test_rows_of_many_groups_are_in_the_order_of_their_tuples(
    rows: list[tuple[int, int, int, bytes]],
) -> None:
    group, start, end, ids = zip(*rows, strict=True) if rows else ((), (), (), ())
    order = order_of(
        np.array(start, np.int32), np.array(end, np.int32), np.array(ids, "S16"), np.array(group, np.int32)
    )
    assert order.tolist() == sorted(range(len(rows)), key=lambda place: rows[place])


def test_columns_never_change() -> None:
    coding = Coding(new_id(), new_id(), new_id(), Span(0, 3), MOMENT)
    table = Codings.from_rows([coding])
    with pytest.raises(ValueError, match="read-only"):
        table.start[0] = 5
    assert table != Codings.from_rows([replace(coding, memo="x")])
    assert table != "something else"
    assert repr(table) == "Codings(1 rows)"


def turn(start: int, end: int, time: float | None = None) -> Turn:
    return Turn(new_id(), 0, Span(start, end), start + 1, "P1", None, Role.PARTICIPANT, time)


def test_turns_know_their_place_and_an_unknown_time_equals_itself() -> None:
    rows = [turn(0, 4), turn(4, 9, 12.5), turn(9, 12)]
    table = Turns.from_rows(reversed(rows))
    assert [row.ordinal for row in table] == [0, 1, 2]
    assert table == Turns.from_rows(rows)
    assert table.row(1).time == 12.5
    assert [table.index_at(place) for place in (0, 3, 4, 11, 12, -1)] == [0, 0, 1, 2, None, None]
    assert table.range_of(Span(3, 5)) == (0, 2)
    assert table.range_of(Span(4, 9)) == (1, 2)
    assert table.range_of(Span(12, 15)) == (3, 3)
    assert Turns.empty().index_at(0) is None
