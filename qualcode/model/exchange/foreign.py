"""Parts of other programs' projects that have no place here: kept as they were, and written again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from qualcode.model.exchange.selections import part_id, written_guid


class ForeignKind(StrEnum):
    """What a part is in its program."""

    SET = "set"
    LINK = "link"
    GRAPH = "graph"
    IDENTITY = "identity"


@dataclass(frozen=True, slots=True)
class ForeignPart:
    """A set of sources or notes, a link, a network, or the GUID by which something of ours is known there.

    ``content`` is its element without a namespace; what it refers to stands there as identities in capitals.
    Of an identity, ``name`` is the GUID there and ``content`` the one here.
    """

    id: UUID
    kind: ForeignKind
    name: str
    content: str


def identity_there(there: UUID, here: UUID) -> ForeignPart:
    """That what is ``here`` has the GUID ``there`` in the files of another program."""
    identity = part_id(there, f"is {here}")
    return ForeignPart(identity, ForeignKind.IDENTITY, written_guid(there), written_guid(here))


def identities_there(parts: Iterable[ForeignPart]) -> Iterator[tuple[UUID, UUID]]:
    """The GUIDs that are kept, each with the identity here, in an order that does not change."""
    kept = (part for part in parts if part.kind is ForeignKind.IDENTITY)
    for part in sorted(kept, key=lambda part: (part.name, part.content)):
        yield UUID(part.name), UUID(part.content)
