"""How an operation collects its changes: each row once, with its images, in an order that can be written."""

from collections.abc import Iterable
from typing import TypeVar, cast
from uuid import UUID

import numpy as np

from qualcode.model.change import AnyColumns, ChangeSet, ColumnsChange, RowChange
from qualcode.model.codings import Codings
from qualcode.model.entities import KINDS, Entity
from qualcode.model.study import Study
from qualcode.model.turns import Turns

E = TypeVar("E", bound=Entity)


class Draft:
    """A change in the making. Putting a row twice keeps the last image; what ends as it began drops out."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._rows: dict[UUID, RowChange] = {}
        self._turns: dict[UUID, ColumnsChange[Turns]] = {}
        self._codings: dict[UUID, ColumnsChange[Codings]] = {}

    def row(self, kind: type[E], identity: UUID) -> E | None:
        """The row as it stands in this draft."""
        change = self._rows.get(identity)
        if change is not None:
            return cast("E | None", change.after)
        return self._study.rows(kind).get(identity)

    def put(self, *rows: Entity) -> None:
        """Add rows, or replace those with the same identities."""
        for row in rows:
            self._record(row.id, self._study.rows(type(row)).get(row.id), row)

    def drop(self, *rows: Entity) -> None:
        """Remove rows; of codes those below first."""
        for row in rows:
            self._record(row.id, self._study.rows(type(row)).get(row.id), None)

    def swap_codings(self, transcript_id: UUID, removed: Codings, added: Codings) -> None:
        """Codings of one transcript that go and that come."""
        _swap(self._codings, transcript_id, removed, added)

    def swap_turns(self, transcript_id: UUID, removed: Turns, added: Turns) -> None:
        """Turns of one transcript that go and that come."""
        _swap(self._turns, transcript_id, removed, added)

    def include(self, change: ChangeSet) -> None:
        """Everything of a change that starts where this draft stands."""
        for item in change.rows:
            known = self._rows.get(item.row.id)
            self._record(item.row.id, known.before if known else item.before, item.after)
        for turns in change.turns:
            self.swap_turns(turns.transcript_id, turns.removed, turns.added)
        for codings in change.codings:
            self.swap_codings(codings.transcript_id, codings.removed, codings.added)

    def change(self, label: str) -> ChangeSet:
        """The collected change under ``label``."""
        changes = self._rows.values()
        order = {kind: place for place, kind in enumerate(KINDS)}
        new = sorted((item for item in changes if item.before is None), key=lambda c: order[type(c.row)])
        kept = [item for item in changes if item.before is not None and item.after is not None]
        gone = sorted((item for item in changes if item.after is None), key=lambda c: -order[type(c.row)])
        return ChangeSet(
            label, (*new, *kept, *gone), tuple(self._turns.values()), tuple(self._codings.values())
        )

    def _record(self, identity: UUID, before: Entity | None, after: Entity | None) -> None:
        if before == after:
            self._rows.pop(identity, None)
        else:
            self._rows[identity] = RowChange(before, after)


def together(study: Study, label: str, changes: Iterable[ChangeSet]) -> ChangeSet:
    """Several changes as one step. Each starts where the one before it ended; the first at ``study``."""
    draft = Draft(study)
    for change in changes:
        draft.include(change)
    return draft.change(label)


def _swap(
    changes: dict[UUID, ColumnsChange[AnyColumns]],
    transcript_id: UUID,
    removed: AnyColumns,
    added: AnyColumns,
) -> None:
    known = changes.get(transcript_id)
    if known is not None:
        came_before = known.added.positions(removed.id) >= 0
        added = known.added.without(removed.id).joined(added)
        removed = known.removed.joined(removed.take(~came_before))
    same = _unchanged(removed, added)
    if len(same):
        removed, added = removed.without(removed.id[same]), added.without(removed.id[same])
    if len(removed) or len(added):
        changes[transcript_id] = ColumnsChange(transcript_id, removed, added)
    else:
        changes.pop(transcript_id, None)


def _unchanged(removed: AnyColumns, added: AnyColumns) -> "np.ndarray[tuple[int], np.dtype[np.intp]]":
    """Places in ``removed`` of the rows that come back just as they were."""
    if not len(removed) or not len(added):
        return np.empty(0, dtype=np.intp)
    places = added.positions(removed.id)
    both = np.flatnonzero(places >= 0)
    before, after = removed.take(both), added.take(places[both])
    same = np.ones(len(both), dtype=np.bool_)
    for name in removed.FIELDS:
        old, new = before.column(name), after.column(name)
        equal = old == new
        if old.dtype.kind == "f":
            equal |= np.isnan(old) & np.isnan(new)
        same &= equal
    return both[same]
