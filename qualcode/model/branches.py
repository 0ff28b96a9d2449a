"""Rows that stand below one another, such as codes and folders: their order, and the path to each."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, Generic, Protocol, TypeVar
from uuid import UUID

from qualcode.model.words.names import name_key

PATH_SEPARATOR: Final = " > "
"""What is between the levels of a path."""


def last_part(path: str) -> str:
    """The name at the end of a path."""
    return path.rpartition(PATH_SEPARATOR)[2]


def told_apart(paths: Sequence[str]) -> list[str]:
    """The name at the end of each path; where several end alike, with as much of it as tells them apart."""
    parts = [path.split(PATH_SEPARATOR) for path in paths]
    found: dict[int, str] = {}
    length = 1
    while len(found) < len(parts):
        ends = {at: PATH_SEPARATOR.join(part[-length:]) for at, part in enumerate(parts) if at not in found}
        times = Counter(name_key(end) for end in ends.values())
        deepest = length >= max(map(len, parts))
        found |= {at: end for at, end in ends.items() if (end and times[name_key(end)] == 1) or deepest}
        length += 1
    return [found[at] for at in range(len(parts))]


class Nested(Protocol):
    """A row with a place among those of the same parent."""

    @property
    def id(self) -> UUID: ...
    @property
    def name(self) -> str: ...
    @property
    def position(self) -> int: ...
    @property
    def parent_id(self) -> UUID | None: ...


N = TypeVar("N", bound=Nested)


class Branches(Generic[N]):
    """Rows of one kind as a tree. What is below itself, or below nothing that is there, is in no order."""

    def __init__(self, rows: Iterable[N]) -> None:
        found: dict[UUID | None, list[N]] = {}
        for row in rows:
            found.setdefault(row.parent_id, []).append(row)
        self._children: dict[UUID | None, tuple[N, ...]] = {
            parent: _in_order(children) for parent, children in found.items()
        }

    def with_rows(self, changed: Collection[tuple[N | None, N | None]]) -> "Branches[N] | None":
        """The same with other rows in their places, each (before, after).

        None where one comes, goes or moves. A colour does not put thousands of codes in order again.
        """
        pairs = [(before, after) for before, after in changed if before is not None and after is not None]
        if len(pairs) < len(changed) or any(_level(before) != _level(after) for before, after in pairs):
            return None
        rows = {after.id: after for _, after in pairs}
        renamed = {after.parent_id for before, after in pairs if before.name != after.name}
        children = dict(self._children)
        for parent in {row.parent_id for row in rows.values()}:
            children[parent] = tuple(rows.get(row.id, row) for row in children[parent])
        if any(children[parent] != _in_order(children[parent]) for parent in renamed):
            return None
        same = Branches[N](())
        same._children = children
        if "in_order" in vars(self):
            same.in_order = tuple(rows.get(row.id, row) for row in self.in_order)
        if "paths" in vars(self) and not renamed:
            same.paths = self.paths
        return same

    def children(self, parent_id: UUID | None) -> tuple[N, ...]:
        """The rows directly below ``parent_id`` in their order; at the top for None."""
        return self._children.get(parent_id, ())

    def below(self, parent_id: UUID | None) -> Iterator[N]:
        """All rows below ``parent_id``, each followed by those below it."""
        for row in self.children(parent_id):
            yield row
            yield from self.below(row.id)

    @cached_property
    def in_order(self) -> tuple[N, ...]:
        """All rows from top to bottom."""
        return tuple(self.below(None))

    @cached_property
    def paths(self) -> Mapping[UUID, str]:
        """Each row's name after those above it: ``Trust > trust in private firms``."""
        found: dict[UUID, str] = {}
        for row in self.in_order:
            above = "" if row.parent_id is None else found[row.parent_id] + PATH_SEPARATOR
            found[row.id] = above + row.name
        return found


def _in_order(rows: Iterable[N]) -> tuple[N, ...]:
    return tuple(sorted(rows, key=lambda row: (row.position, row.name, row.id)))


def _level(row: Nested) -> tuple[UUID | None, int]:
    return row.parent_id, row.position
