"""Selections in columns say what their rows say."""

from multiprocessing.reduction import ForkingPickler
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.exchange.selected import ExchangedCoding, ExchangedSelection, SelectedCodings, Selections

_IDS = st.builds(lambda number: UUID(int=number), st.integers(0, 2**128 - 1))
_MOMENTS = st.none() | st.integers(-(2**40), 2**40)
_NOTES = st.lists(_IDS, max_size=2).map(tuple)
_CODINGS = st.builds(ExchangedCoding, _IDS, _IDS, st.none() | _IDS, _MOMENTS, _NOTES)
_SELECTIONS = st.builds(
    ExchangedSelection,
    *(_IDS, st.text(max_size=5), st.integers(-1, 99), st.integers(-1, 99), st.text(max_size=3)),
    *(st.none() | _IDS, _MOMENTS, st.lists(_CODINGS, max_size=3).map(tuple), _NOTES),
)


@given(st.lists(_SELECTIONS, max_size=6))
def test_columns_give_their_rows_again(rows: list[ExchangedSelection]) -> None:
    found = Selections.of(rows)
    assert list(found) == rows
    assert [found[place] for place in range(len(found))] == rows
    assert [found[-1 - place] for place in range(len(found))] == rows[::-1]
    assert found[1:4] == Selections.of(rows[1:4])
    assert ForkingPickler.loads(ForkingPickler.dumps(found)) == found
    assert found.numbers.tolist() == [len(row.codings) for row in rows]
    assert found.identities() == [row.id.bytes for row in rows]
    assert (found.starts.tolist(), found.ends.tolist()) == ([r.start for r in rows], [r.end for r in rows])


@given(st.lists(_CODINGS, max_size=6))
def test_codings_have_identities_in_a_column(rows: list[ExchangedCoding]) -> None:
    found = SelectedCodings()
    found.add_rows(rows)
    assert found.id.tobytes() == b"".join(row.id.bytes for row in rows)
    assert [found.row(place) for place in range(len(found))] == rows


@given(st.lists(_SELECTIONS, min_size=1, max_size=3), st.integers(0, 99))
def test_a_difference_in_one_row_is_one(rows: list[ExchangedSelection], end: int) -> None:
    changed = [*rows[:-1], rows[-1]._replace(end=end)]
    assert (Selections.of(rows) == Selections.of(changed)) == (rows == changed)
