"""The selections of a source in columns: a project may hold hundreds of thousands, and they cross a pipe."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, overload
from uuid import UUID

import numpy as np

from qualcode.model.exchange.positions import Places
from qualcode.model.identity import IdArray


def _identity_at(ids: bytearray, place: int) -> UUID:
    return UUID(bytes=bytes(ids[16 * place : 16 * place + 16]))


class ExchangedCoding(NamedTuple):
    """A coding; ``created`` is in milliseconds since 1970, None where nothing is said."""

    id: UUID
    code: UUID
    user: UUID | None
    created: int | None
    notes: tuple[UUID, ...]


class ExchangedSelection(NamedTuple):
    """A stretch of text with its codings, ``start`` and ``end`` as its writer counts."""

    id: UUID
    name: str
    start: int
    end: int
    description: str
    user: UUID | None
    created: int | None
    codings: tuple[ExchangedCoding, ...]
    notes: tuple[UUID, ...]


@dataclass(eq=False)
class SelectedCodings:
    """Codings in columns, of equal length; ``notes`` are those of the few that have any, by their row."""

    ids: bytearray = field(default_factory=bytearray)
    code: list[UUID] = field(default_factory=list)
    user: list[UUID | None] = field(default_factory=list)
    created: list[int | None] = field(default_factory=list)
    notes: dict[int, tuple[UUID, ...]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.code)

    @property
    def id(self) -> IdArray:
        """Their identities."""
        return np.frombuffer(bytes(self.ids), dtype="S16")

    def add(
        self, identity: bytes, code: UUID, user: UUID | None, created: int | None, notes: tuple[UUID, ...]
    ) -> None:
        """One more; ``identity`` is 16 bytes."""
        if notes:
            self.notes[len(self.code)] = notes
        self.ids += identity
        self.code.append(code)
        self.user.append(user)
        self.created.append(created)

    def add_rows(self, rows: Iterable[ExchangedCoding]) -> None:
        """Those of rows."""
        for row in rows:
            self.add(row.id.bytes, row.code, row.user, row.created, row.notes)

    def row(self, place: int) -> ExchangedCoding:
        """The coding at a place."""
        notes = self.notes.get(place, ())
        return ExchangedCoding(
            _identity_at(self.ids, place), self.code[place], self.user[place], self.created[place], notes
        )


@dataclass(eq=False)
class Selections(Sequence[ExchangedSelection]):
    """Selections in columns, of equal length; ``codings`` are those of all, ``after`` where each one's end.

    ``description`` and ``notes`` are those of the few that have any, by their row.
    """

    ids: bytearray = field(default_factory=bytearray)
    name: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    user: list[UUID | None] = field(default_factory=list)
    created: list[int | None] = field(default_factory=list)
    after: list[int] = field(default_factory=list)
    codings: SelectedCodings = field(default_factory=SelectedCodings)
    description: dict[int, str] = field(default_factory=dict)
    notes: dict[int, tuple[UUID, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[ExchangedSelection]) -> "Selections":
        """Columns from rows."""
        found = cls()
        for row in rows:
            found.codings.add_rows(row.codings)
            found.add(
                *(row.id.bytes, row.name, row.start, row.end),
                *(row.description, row.user, row.created, row.notes),
            )
        return found

    def add(
        self,
        identity: bytes,
        name: str,
        start: int,
        end: int,
        description: str,
        user: UUID | None,
        created: int | None,
        notes: tuple[UUID, ...],
    ) -> None:
        """One more, whose codings were added just before; ``identity`` is 16 bytes."""
        if description:
            self.description[len(self.name)] = description
        if notes:
            self.notes[len(self.name)] = notes
        self.ids += identity
        self.name.append(name)
        self.start.append(start)
        self.end.append(end)
        self.user.append(user)
        self.created.append(created)
        self.after.append(len(self.codings))

    @property
    def starts(self) -> Places:
        """Where they begin."""
        return np.array(self.start, dtype=np.int64)

    @property
    def ends(self) -> Places:
        """Where they end."""
        return np.array(self.end, dtype=np.int64)

    @property
    def numbers(self) -> Places:
        """How many codings each has."""
        after = np.array([0, *self.after], dtype=np.int64)
        return after[1:] - after[:-1]

    def identity(self, place: int) -> UUID:
        """The identity of the one at a place."""
        return _identity_at(self.ids, place)

    def identities(self) -> list[bytes]:
        """The identities of all, each as 16 bytes."""
        raw = bytes(self.ids)
        return [raw[place : place + 16] for place in range(0, len(raw), 16)]

    def __len__(self) -> int:
        return len(self.name)

    def __iter__(self) -> Iterator[ExchangedSelection]:
        return map(self._row, range(len(self)))

    @overload
    def __getitem__(self, place: int) -> ExchangedSelection: ...
    @overload
    def __getitem__(self, place: slice) -> "Selections": ...
    def __getitem__(self, place: int | slice) -> "ExchangedSelection | Selections":
        if isinstance(place, slice):
            return Selections.of(map(self._row, range(len(self))[place]))
        return self._row(range(len(self))[place])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Selections) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # large and compared by content: not a dict key

    def _row(self, place: int) -> ExchangedSelection:
        before = self.after[place - 1] if place else 0
        return ExchangedSelection(
            self.identity(place),
            self.name[place],
            self.start[place],
            self.end[place],
            self.description.get(place, ""),
            self.user[place],
            self.created[place],
            tuple(map(self.codings.row, range(before, self.after[place]))),
            self.notes.get(place, ()),
        )
