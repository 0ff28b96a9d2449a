"""Whose version holds where both sides have one, and the lines that tell of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from qualcode.model.teamwork.merge_plan import MergeLine, MergeState, Side


def settled(here: object, there: object, before: object, *, known: bool) -> Side | None:
    """Whose value holds where that needs no choice; None where both sides have changed it.

    ``before`` is what both had, where that is ``known``; where it is not, something goes before nothing.
    """
    if there == here:
        return Side.OURS
    if known:
        return Side.OURS if there == before else Side.THEIRS if here == before else None
    return Side.OURS if _nothing(there) else Side.THEIRS if _nothing(here) else None


def _nothing(value: object) -> bool:
    return value is None or value in ("", ())


@dataclass
class Choosing:
    """Collects the lines of a plan. ``chosen`` holds what a person chose, by the key of a line.

    ``preferred`` is whose version holds where both changed the same and nobody chose.
    """

    chosen: Mapping[str, Side] = field(default_factory=dict)
    preferred: Side = Side.OURS
    lines: list[MergeLine] = field(default_factory=list)
    back: set[UUID] = field(default_factory=set)
    """Rows that we had deleted and that come back; whatever hung on them comes along."""
    guids: int = 0
    """By how many identities of the other project things of ours are known from now on."""

    def both(self, key: str, noun: str, name: str, here: str, there: str) -> Side:
        """Both sides changed the same thing: whose version holds."""
        side = self.chosen.get(key, self.preferred)
        self.lines.append(MergeLine(key, MergeState.BOTH, noun, name, here, there, side))
        return side

    def deleted_there(self, key: str, noun: str, name: str, number: int = 1, here: str = "") -> Side:
        """The other side deleted what we have. A removal is never taken over unless it is chosen."""
        side = self.chosen.get(key, Side.OURS)
        self.lines.append(MergeLine(key, MergeState.DELETED_THERE, noun, name, here, "", side, number))
        return side

    def deleted_here(self, key: str, noun: str, name: str, there: str, number: int = 1) -> Side:
        """We deleted what the other side went on with. It comes back unless we choose otherwise."""
        side = self.chosen.get(key, Side.THEIRS)
        line = MergeLine(key, MergeState.DELETED_HERE, noun, name, "", there, side, number)
        self.lines.append(line)
        return side

    def tell(
        self, state: MergeState, noun: str, name: str, here: str = "", there: str = "", number: int = 1
    ) -> None:
        """Something that is done, and nothing to be chosen."""
        key = f"{state}:{noun}:{name}:{len(self.lines)}"
        self.lines.append(MergeLine(key, state, noun, name, here, there, Side.THEIRS, number))
