"""What one can do with single turns: say who speaks, split one in two, merge neighbours."""

from uuid import UUID

import numpy as np

from qualcode.model.change import ChangeSet
from qualcode.model.entities import Participant, Transcript
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.turns import Turn, Turns
from qualcode.operations.checks import existing
from qualcode.operations.draft import Draft


def set_speaker(
    study: Study,
    transcript_id: UUID,
    ordinal: int,
    *,
    label: str,
    participant_id: UUID | None = None,
    role: Role = Role.PARTICIPANT,
) -> ChangeSet:
    """Say who speaks in one turn (first turn: 0)."""
    transcript, table = _table(study, transcript_id, ordinal, ordinal)
    if participant_id is not None:
        existing(study, Participant, participant_id)
    turn = table.row(ordinal)
    tidy = " ".join(label.split())
    changed = Turn(turn.id, ordinal, turn.span, turn.speech, tidy, participant_id, role, turn.time)
    draft = Draft(study)
    draft.swap_turns(transcript_id, _slice(table, ordinal, ordinal), Turns.from_rows([changed]))
    return draft.change(f"Set the speaker of {transcript.name}, turn {ordinal + 1}")


def split_turn(
    study: Study,
    transcript_id: UUID,
    position: int,
    *,
    label: str | None = None,
    participant_id: UUID | None = None,
    role: Role | None = None,
    speech: int | None = None,
) -> ChangeSet:
    """Begin a new turn at a code point within the speech of another.

    Without ``label`` the same person goes on. ``speech`` is where the words begin, where the text
    holds a label at ``position``. Refused at the edges of a turn and within its label.
    """
    transcript = existing(study, Transcript, transcript_id)
    if participant_id is not None:
        existing(study, Participant, participant_id)
    turn = study.turn_at(transcript_id, position)
    if turn is None or position <= max(turn.speech, turn.span.start):
        raise QualcodeError(
            f"No turn of {transcript.name} can be split here; choose a place within what somebody says."
        )
    begins = position if speech is None else speech
    if not position <= begins <= turn.span.end:
        raise QualcodeError("The words of a turn begin within it; choose a place after the label.")
    first = Turn(
        turn.id, 0, Span(turn.span.start, position), turn.speech, turn.label, turn.participant_id,
        turn.role, turn.time,
    )  # fmt: skip
    second = Turn(
        id=new_id(),
        ordinal=1,
        span=Span(position, turn.span.end),
        speech=begins,
        label=turn.label if label is None else " ".join(label.split()),
        participant_id=turn.participant_id if label is None else participant_id,
        role=role or (turn.role if label is None else Role.PARTICIPANT),
        time=None,
    )
    draft = Draft(study)
    draft.swap_turns(transcript_id, Turns.from_rows([turn]), Turns.from_rows([first, second]))
    return draft.change(f"Split {transcript.name}, turn {turn.ordinal + 1}")


def merge_turns(study: Study, transcript_id: UUID, first: int, last: int) -> ChangeSet:
    """Make the turns from ordinal ``first`` to ``last`` (included) one; the first one's speaker has it."""
    transcript, table = _table(study, transcript_id, first, last)
    if first == last:
        raise QualcodeError("Only one turn is chosen; choose at least two that follow each other.")
    chosen = _slice(table, first, last)
    kept = chosen.take(slice(0, 1)).replacing(end=np.array([chosen.end[-1]], dtype=np.int32))
    draft = Draft(study)
    draft.swap_turns(transcript_id, chosen, kept)
    return draft.change(f"Merge {transcript.name}, turns {first + 1} to {last + 1}")


def _table(study: Study, transcript_id: UUID, first: int, last: int) -> tuple[Transcript, Turns]:
    transcript = existing(study, Transcript, transcript_id)
    table = study.turns_of(transcript_id)
    if not 0 <= first <= last < len(table):
        raise QualcodeError(f"{transcript.name} has turns 1 to {len(table)}; choose among them.")
    return transcript, table


def _slice(table: Turns, first: int, last: int) -> Turns:
    return table.take(slice(first, last + 1))
