"""Identities of what exchange formats name and the study does not: made of what it is, always the same."""

from typing import Final
from uuid import UUID, uuid5

from qualcode.model.identity import IdArray, id_list

_OF_QUALCODE: Final = UUID("1d0f6a0e-54c1-5b7b-9c39-5a1c3a6b7a51")


def selection_id(transcript_id: UUID, start: int, end: int) -> UUID:
    """The stretch of a transcript that is coded."""
    return uuid5(_OF_QUALCODE, f"{transcript_id}:{start}:{end}")


def part_id(owner: UUID, what: str) -> UUID:
    """Something that belongs to a row: its note, its link, the note of all that is kept."""
    return uuid5(_OF_QUALCODE, f"{owner}:{what}")


def written_guid(identity: UUID) -> str:
    """An identity as the standard's programs compare it: in capitals."""
    return str(identity).upper()


def written_guids(ids: IdArray) -> list[str]:
    """The same for a column of identities."""
    return [str(identity).upper() for identity in id_list(ids)]
