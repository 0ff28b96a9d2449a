"""One entry of the journal: who changed what and when, and whether it was done, undone or redone."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from qualcode.model.happened import happened

TYPED_AS_WORDS: Final = "letters typed as words"
"""Why a step was taken back that nobody meant: somebody was typing where letters are commands."""


class StepKind(StrEnum):
    """How a step came about."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Step:
    """A journal entry without its changes. ``number`` counts from 1 without gaps.

    ``target`` is the number of the step that an undo takes back or a redo makes again; ``reason`` is why, in
    the words of whoever made it, where the project asked or somebody said.
    """

    number: int
    at: datetime
    coder: str
    label: str
    kind: StepKind = StepKind.DO
    target: int | None = None
    reason: str = ""

    @property
    def title(self) -> str:
        """The step in words, as history and status bar show it."""
        prefix = {StepKind.DO: "", StepKind.UNDO: "Undo: ", StepKind.REDO: "Redo: "}[self.kind]
        return prefix + self.label

    @property
    def happened(self) -> str:
        """What it did, to be said when it has been made."""
        return happened(self.label)
