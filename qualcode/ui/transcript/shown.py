"""What of a study a transcript view shows: names in the left column, turns to code."""

from uuid import UUID

import numpy as np

from qualcode.model.identity import optional_id_of
from qualcode.model.people import speaker_called
from qualcode.model.span import Span, trimmed
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.turns import ROLES, Turn
from qualcode.model.words.clock import clock
from qualcode.ui.transcript.bands import Bands
from qualcode.ui.transcript.display import NO_TURN, Display
from qualcode.ui.transcript.turn_head import TurnHead


def speakers_of(study: Study, transcript_id: UUID) -> tuple[str, ...]:
    """The names that the left column has to hold."""
    turns = study.turns_of(transcript_id)
    known = (optional_id_of(int(key)) for key in np.unique(turns.participant))
    names = {
        study.participants[item].name for item in known if item is not None and item in study.participants
    }
    return tuple(sorted(names | set(turns.label[turns.participant < 0].tolist())))


def filed(study: Study, transcript_id: UUID) -> str:
    """The folder of a transcript and its status, each where the project makes use of it."""
    row = study.transcripts[transcript_id]
    folder = [] if row.folder_id is None else [f"folder {study.folders.paths[row.folder_id]}"]
    return ", ".join([*folder, row.status.words] if study.uses_statuses else folder)


def head_of(study: Study, turn: Turn) -> TurnHead:
    """What the left column says of a turn."""
    quiet = turn.role is not Role.PARTICIPANT
    return TurnHead(str(turn.ordinal + 1), speaker_called(study, turn), clock(turn.time), quiet)


def next_uncoded_span(display: Display, bands: Bands, position: int) -> Span | None:
    """The next speech without code that begins at ``position`` or after it; interviewers' left out."""
    interviewer = ROLES.index(Role.INTERVIEWER)
    for free in bands.uncovered(Span(position, len(display.text))):
        for number in range(display.passage_at(free.start), display.passage_count):
            whole = display.passage(number)
            if whole.start >= free.end:
                break
            turn = display.turn_of_passage(number)
            part = free.intersection(whole)
            if part is None or (turn != NO_TURN and display.turns.role[turn] == interviewer):
                continue
            span = trimmed(part, display.text)
            if any(letter.isalnum() for letter in display.text[span.start : span.end]):
                return span
    return None
