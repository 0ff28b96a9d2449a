"""Rows about working as a team: who may do what, rounds of coding, and copies that were given out."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class CodingState(StrEnum):
    """How far a coder is with a transcript of a round. Where nothing is said, it shows in the codings."""

    NOT_STARTED = "not started"
    IN_PROGRESS = "in progress"
    FINISHED = "finished"
    LOCKED = "locked"

    @property
    def is_done(self) -> bool:
        """Whether the coder has nothing more to do there."""
        return self in (CodingState.FINISHED, CodingState.LOCKED)


class TeamRole(StrEnum):
    """What somebody may do in a project, as ``operations.permissions`` has it; the earlier one may more."""

    LEAD = "lead"
    CODER = "coder"
    READER = "reader"


@dataclass(frozen=True, slots=True)
class Membership:
    """Which role somebody has in the project."""

    id: UUID
    coder_id: UUID
    role: TeamRole


@dataclass(frozen=True, slots=True)
class Round:
    """Coding that several people do on the same transcripts, under one version of the codebook.

    While it is open and ``blind``, nobody but its lead sees others' work (``model.sight``). ``opened_by`` is
    the name of whoever opened it, "" where that is only in the history. ``closing`` are the figures of its
    agreement as they were when it was closed, line by line. ``codebook_step`` is the
    step whose codebook holds, ``codebook_sha256`` its hash. ``sample_turns`` None: all turns are coded;
    else so many, drawn at random from ``sample_seed``. In ``folder``, which the team shares, programs leave
    what coders did; "~" at its beginning is the folder of whoever looks, "" means that there is none.
    """

    id: UUID
    name: str
    position: int
    blind: bool
    opened_at: datetime
    closed_at: datetime | None
    codebook_step: int
    codebook_sha256: str
    sample_turns: int | None = None
    sample_seed: int | None = None
    folder: str = ""
    opened_by: str = ""
    closing: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


@dataclass(frozen=True, slots=True)
class RoundTranscript:
    """That a transcript is coded in a round."""

    id: UUID
    round_id: UUID
    transcript_id: UUID


@dataclass(frozen=True, slots=True)
class RoundCoder:
    """That somebody codes in a round."""

    id: UUID
    round_id: UUID
    coder_id: UUID


@dataclass(frozen=True, slots=True)
class CodingProgress:
    """How far a coder is with a transcript of a round, as they or the lead said."""

    id: UUID
    round_id: UUID
    transcript_id: UUID
    coder_id: UUID
    state: CodingState
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class GivenCopy:
    """A copy of the project that a coder was given for a round.

    It holds what the project held after ``step``, whose hash in the journal is ``step_hash``. The row is
    kept here and in the copy, where ``is_here`` is true. ``returned_step`` is the last step of the copy
    that was brought back, with its hash; 0 where none was. ``tips`` are the hashes of the last steps of all
    files that were: of one copy there are several where it was worked on in two places.
    """

    id: UUID
    round_id: UUID
    coder_id: UUID
    step: int
    step_hash: str
    given_at: datetime
    is_here: bool = False
    returned_step: int = 0
    returned_hash: str = ""
    tips: tuple[str, ...] = ()


class Outcome(StrEnum):
    """What was decided about a passage that two coders read differently."""

    ONE = "one"
    OTHER = "other"
    BOTH = "both"
    NEITHER = "neither"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Decision:
    """What two coders settled about a passage that they read differently, and why.

    ``originals`` are the identities of their codings in it, which stay as they are; ``agreed`` those of the
    codings that the coder ``layer_id``, who stands for what was agreed, has in their place.
    """

    id: UUID
    transcript_id: UUID
    one_id: UUID
    other_id: UUID
    layer_id: UUID
    outcome: Outcome
    originals: tuple[str, ...]
    agreed: tuple[str, ...]
    reason: str
    author: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Revisit:
    """That somebody has looked at a coded segment again, since its code was worded otherwise.

    ``coding`` is the coding's identity, written as in decisions; it may have gone since.
    """

    id: UUID
    transcript_id: UUID
    coding: str
    author: str
    revisited_at: datetime
