"""What merging another study into ours would do, line by line, with a choice where both sides have a say."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from qualcode.model.change import ChangeSet


class Side(StrEnum):
    """Whose version holds."""

    OURS = "ours"
    THEIRS = "theirs"


class MergeState(StrEnum):
    """How the two studies stand to each other in one thing."""

    NEW = "new"
    CHANGED_THERE = "changed there"
    BOTH = "changed on both sides"
    DELETED_THERE = "deleted there"
    DELETED_HERE = "deleted here, used there"
    UNPLACED = "cannot be placed"
    REPAIRED = "corrected"


CHOSEN: Final = (MergeState.BOTH, MergeState.DELETED_THERE, MergeState.DELETED_HERE)
"""Where a person chooses; the rest is done, or told."""


@dataclass(frozen=True, slots=True)
class MergeLine:
    """One thing in which the studies differ.

    ``key`` names the line from one plan to the next; ``noun`` and ``name`` say what it is about, ``here``
    and ``there`` what each side has; ``number`` counts what the line stands for. ``side`` is whose
    version this plan takes.
    """

    key: str
    state: MergeState
    noun: str
    name: str
    here: str = ""
    there: str = ""
    side: Side = Side.THEIRS
    number: int = 1

    @property
    def can_be_chosen(self) -> bool:
        return self.state in CHOSEN


@dataclass(frozen=True, slots=True)
class MergePlan:
    """The lines, and the one step that does what they say. ``notes`` say what was not compared, and why."""

    change: ChangeSet
    lines: tuple[MergeLine, ...]
    notes: tuple[str, ...] = ()

    @property
    def to_choose(self) -> tuple[MergeLine, ...]:
        return tuple(line for line in self.lines if line.can_be_chosen)
