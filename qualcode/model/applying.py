"""A change applied to what a study holds: what it removes must be there as it was, what it adds must not."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from uuid import UUID

import numpy as np

from qualcode.model.change import AnyColumns, ColumnsChange, RowChange
from qualcode.model.codings import Codings
from qualcode.model.columns import TranscriptColumns
from qualcode.model.entities import Entity
from qualcode.model.errors import ConflictError

Rows = Mapping[UUID, Entity]


def rows_after(
    tables: Mapping[type[Entity], Rows], changes: Iterable[RowChange]
) -> Mapping[type[Entity], Rows]:
    """The rows by kind; the tables of other kinds are the same objects."""
    touched: dict[type[Entity], dict[UUID, Entity]] = {}
    for change in changes:
        row = change.row
        kind = type(row)
        rows = touched.get(kind)
        if rows is None:
            rows = touched[kind] = dict(tables[kind])
        if rows.get(row.id) != change.before:
            raise ConflictError(_changed_meanwhile(kind.__name__.lower(), getattr(row, "name", "")))
        if change.after is None:
            del rows[row.id]
        else:
            rows[row.id] = change.after
    if not touched:
        return tables
    return MappingProxyType({kind: touched.get(kind, tables[kind]) for kind in tables})


def columns_after(
    tables: Mapping[UUID, AnyColumns], changes: Iterable[ColumnsChange[AnyColumns]]
) -> Mapping[UUID, AnyColumns]:
    """Turns or codings by transcript; those of other transcripts are the same objects."""
    result: dict[UUID, AnyColumns] | None = None
    for change in changes:
        if result is None:
            result = dict(tables)
        table = result.get(change.transcript_id)
        rest = change.removed.empty() if table is None else _without(table, change.removed)
        _check_absent(rest, change.added)
        moved = rest.joined(change.added)
        if len(moved):
            result[change.transcript_id] = moved
        else:
            result.pop(change.transcript_id, None)
    return tables if result is None else result


def counts_after(counts: Mapping[int, int], changes: Iterable[ColumnsChange[Codings]]) -> Mapping[int, int]:
    """The number of codings by the code's key, from the number before."""
    moved = dict(counts)
    for change in changes:
        for table, sign in ((change.removed, -1), (change.added, 1)):
            keys, numbers = np.unique(table.code, return_counts=True)
            for key, number in zip(keys.tolist(), numbers.tolist(), strict=True):
                moved[key] = moved.get(key, 0) + sign * number
    return {key: number for key, number in moved.items() if number}


def _without(table: AnyColumns, gone: AnyColumns) -> AnyColumns:
    if not len(gone):
        return table
    places = table.positions(gone.id)
    if np.any(places < 0) or table.take(places) != gone:
        raise ConflictError(_changed_meanwhile(_noun(gone), ""))
    return table.without(gone.id)


def _check_absent(table: AnyColumns, new: AnyColumns) -> None:
    if len(new) and len(table) and np.any(table.positions(new.id) >= 0):
        raise ConflictError(_changed_meanwhile(_noun(new), ""))


def _noun(columns: TranscriptColumns) -> str:
    return "coding" if isinstance(columns, Codings) else "turn"


def _changed_meanwhile(noun: str, name: str) -> str:
    what = f"The {noun} “{name}”" if name else f"A {noun}"
    return f"{what} has been changed since; this step no longer fits and was not made."
