"""How a step comes about: wished for, worked out and saved on any thread, taken in on the project's own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from qualcode.model.change import ChangeSet, Touched
from qualcode.model.entities import Comment, Entity, Highlight, Memo, MemoLink, TypicalQuote
from qualcode.model.identity import is_over
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
    why, where somebody said so. ``seen_in`` is the study from which a finished change was worked out: its
    positions are those of that study's texts.
    """

    work_out: Callable[[Study], ChangeSet]
    coder: str
    kind: StepKind = StepKind.DO
    target: Step | None = None
    whole: bool = False
    reason: str = ""
    seen_in: Study | None = None

    @classmethod
    def of(cls, change: ChangeSet, coder: str, study: Study, **more: Any) -> "PendingStep":
        """A change that has been worked out from ``study`` already; ``more`` are the other fields."""
        return cls(lambda _study: change, coder, seen_in=study, **more)

    def misplaced(self, study: Study, change: ChangeSet) -> bool:
        """Whether ``change`` places something in a text that has been corrected since it was worked out."""
        before = self.seen_in
        return before is not None and any(
            place in study.transcripts
            and place in before.transcripts
            and study.text_version(place).id != before.text_version(place).id
            for place in _placed_in(change)
        )


@dataclass(frozen=True, eq=False, slots=True)
class SavedStep:
    """A step that is in the database, and the study after it; the project has still to move on to it."""

    study: Study
    step: Step
    touched: Touched

    def __post_init__(self) -> None:
        # Whoever made it: what follows is later, also on a clock that is behind a teammate's.
        is_over(self.step.at)


class StaleStepError(Exception):
    """A teammate has written a step meanwhile: to be taken in first, before the wish is tried again."""


def _placed_in(change: ChangeSet) -> Iterator[UUID]:
    """The transcripts in whose texts something is given a position that it did not have."""
    yield from (part.transcript_id for part in change.turns if len(part.added))
    yield from (part.transcript_id for part in change.codings if len(part.added))
    for row in change.rows:
        at = _position(row.after)
        if at is not None and at != _position(row.before):
            yield at[0]


def _position(row: Entity | None) -> tuple[UUID, int, int] | None:
    if isinstance(row, Highlight | TypicalQuote | Comment):
        place, start, end = row.transcript_id, row.start, row.end
    elif isinstance(row, Memo | MemoLink):
        place, start, end = row.subject_id, row.start, row.end
    else:
        return None
    return None if place is None or start is None or end is None else (place, start, end)
