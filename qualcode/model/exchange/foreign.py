"""Parts of other programs' projects that have no place here: kept as they were, and written again."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class ForeignKind(StrEnum):
    """What a part is in its program."""

    SET = "set"
    LINK = "link"
    GRAPH = "graph"


@dataclass(frozen=True, slots=True)
class ForeignPart:
    """A set of sources or notes, a link, or a network.

    ``content`` is its element without a namespace; what it refers to stands there as identities in capitals.
    """

    id: UUID
    kind: ForeignKind
    name: str
    content: str
