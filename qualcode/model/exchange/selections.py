"""Identities of what exchange formats name and the study does not: made of what it is, always the same."""

from collections.abc import Iterable, Iterator
from hashlib import sha1
from typing import Final
from uuid import UUID, uuid5

from qualcode.model.identity import IdArray

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
    digits = ids.tobytes().hex().upper()
    return [_with_hyphens(digits[place : place + 32]) for place in range(0, len(digits), 32)]


def written_selections(transcript_id: UUID, stretches: Iterable[tuple[int, int]]) -> Iterator[str]:
    """``selection_id`` of many stretches of one transcript, as written: there may be very many."""
    beginning = sha1(_OF_QUALCODE.bytes + f"{transcript_id}:".encode(), usedforsecurity=False)
    for start, end in stretches:
        found = beginning.copy()
        found.update(b"%d:%d" % (start, end))
        digits = found.hexdigest().upper()
        # What RFC 9562 sets in an identity made of a name: version 5, and the variant in two bits.
        variant = _VARIANTS[int(digits[16], 16) & 3]
        yield _with_hyphens(f"{digits[:12]}5{digits[13:16]}{variant}{digits[17:32]}")


_VARIANTS: Final = "89AB"


def _with_hyphens(digits: str) -> str:
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
