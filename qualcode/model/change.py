"""A labelled difference between two studies: the one record behind saving, undo, refresh and audit."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar
from uuid import UUID

from qualcode.model.codings import Codings
from qualcode.model.columns import TranscriptColumns
from qualcode.model.entities import Entity, TextVersion
from qualcode.model.happened import happened
from qualcode.model.turns import Turns

AnyColumns = TypeVar("AnyColumns", bound=TranscriptColumns)


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after; None stands for "not there" (added or removed)."""

    before: Entity | None
    after: Entity | None

    @property
    def row(self) -> Entity:
        """Whichever image there is, the later one first."""
        row = self.after or self.before
        if row is None:
            raise AssertionError("a change from nothing to nothing")
        return row

    def inverse(self) -> "RowChange":
        return RowChange(self.after, self.before)


@dataclass(frozen=True, slots=True)
class ColumnsChange(Generic[AnyColumns]):
    """Rows of one transcript's columns that go and that come; an id in both is an update."""

    transcript_id: UUID
    removed: AnyColumns
    added: AnyColumns

    @property
    def extent(self) -> int:
        """How many rows go and come."""
        return len(self.removed) + len(self.added)

    def inverse(self) -> "ColumnsChange[AnyColumns]":
        return ColumnsChange(self.transcript_id, self.added, self.removed)


@dataclass(frozen=True, slots=True)
class Touched:
    """What a step touched, for listeners to decide whether they care."""

    kinds: frozenset[type[Entity]]
    rows: frozenset[UUID]
    turns: frozenset[UUID]
    codings: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Rows added, removed and updated, under a label in the researcher's words.

    ``turns`` and ``codings`` have at most one change for each transcript.
    """

    label: str
    rows: tuple[RowChange, ...] = ()
    turns: tuple[ColumnsChange[Turns], ...] = ()
    codings: tuple[ColumnsChange[Codings], ...] = ()

    def inverse(self) -> "ChangeSet":
        """The change that takes this one back."""
        return ChangeSet(
            self.label,
            tuple(change.inverse() for change in reversed(self.rows)),
            tuple(change.inverse() for change in reversed(self.turns)),
            tuple(change.inverse() for change in reversed(self.codings)),
        )

    def labelled(self, label: str) -> "ChangeSet":
        """The same change under another label."""
        return replace(self, label=label)

    @property
    def happened(self) -> str:
        """What it did, to be said once it is made."""
        return happened(self.label)

    def __bool__(self) -> bool:
        return bool(self.rows or self.turns or self.codings)

    @property
    def extent(self) -> int:
        """How much there is to write: rows, turns and codings, and each thousand characters of text."""
        texts = (change.row.text for change in self.rows if isinstance(change.row, TextVersion))
        return len(self.rows) + self.extent_of_columns + sum(text.length for text in texts) // 1000

    @property
    def extent_of_columns(self) -> int:
        """How many turns and codings go and come."""
        return sum(part.extent for part in self.turns) + sum(part.extent for part in self.codings)

    def touched(self) -> Touched:
        """Kinds, rows and transcripts that this change concerns."""
        return Touched(
            kinds=frozenset(type(change.row) for change in self.rows),
            rows=frozenset(change.row.id for change in self.rows),
            turns=frozenset(change.transcript_id for change in self.turns),
            codings=frozenset(change.transcript_id for change in self.codings),
        )

    def rows_of(self, kind: type[Entity]) -> Iterator[RowChange]:
        """The changes to rows of one kind."""
        return (change for change in self.rows if isinstance(change.row, kind))


def added(row: Entity) -> RowChange:
    return RowChange(None, row)


def removed(row: Entity) -> RowChange:
    return RowChange(row, None)


def updated(before: Entity, after: Entity) -> RowChange:
    return RowChange(before, after)
