"""How a step comes about: wished for, worked out and saved on any thread, taken in on the project's own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from qualcode.model.change import ChangeSet, Touched
from qualcode.model.step import Step, StepKind
from qualcode.model.study import Study

TRIES: Final = 3
"""How often a step is tried again because teammates were faster, before they have to wait for it."""

TEAM_TOO_FAST: Final = (
    "The change could not be saved; nothing was changed: your team is saving too much at once. "
    "Wait a moment and try again."
)


@dataclass(frozen=True, eq=False, slots=True)
class PendingStep:
    """A step that is to be made by the coder of that name; ``target`` is what it undoes or redoes.

    ``whole``: it is worked out from all there is, not only from what whoever looks may see. ``reason`` is
    why, where somebody said so.
    """

    work_out: Callable[[Study], ChangeSet]
    coder: str
    kind: StepKind = StepKind.DO
    target: Step | None = None
    whole: bool = False
    reason: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class SavedStep:
    """A step that is in the database, and the study after it; the project has still to move on to it."""

    study: Study
    step: Step
    touched: Touched


class StaleStepError(Exception):
    """A teammate has written a step meanwhile: to be taken in first, before the wish is tried again."""
