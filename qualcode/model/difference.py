"""What leads from one study to another, where nobody wrote down the steps between them."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from qualcode.model.change import AnyColumns, ChangeSet, ColumnsChange, RowChange
from qualcode.model.entities import KINDS, Entity
from qualcode.model.study import Study


def difference(before: Study, after: Study, label: str) -> ChangeSet:
    """The change that makes ``after`` of ``before``."""
    rows = [change for kind in KINDS for change in _rows(before.tables[kind], after.tables[kind])]
    return ChangeSet(
        label,
        tuple(rows),
        tuple(_columns(before.turns, after.turns)),
        tuple(_columns(before.codings, after.codings)),
    )


def _rows(before: Mapping[UUID, Entity], after: Mapping[UUID, Entity]) -> Iterator[RowChange]:
    for key in before.keys() | after.keys():
        was, is_now = before.get(key), after.get(key)
        if was != is_now:
            yield RowChange(was, is_now)


def _columns(
    before: Mapping[UUID, AnyColumns], after: Mapping[UUID, AnyColumns]
) -> Iterator[ColumnsChange[AnyColumns]]:
    for key in before.keys() | after.keys():
        was, is_now = before.get(key), after.get(key)
        if was is None and is_now is not None:
            yield ColumnsChange(key, is_now.empty(), is_now)
        elif is_now is None and was is not None:
            yield ColumnsChange(key, was, was.empty())
        elif was is not None and is_now is not None and was != is_now:
            yield ColumnsChange(key, was, is_now)
