"""Who has a project open and which transcript they are in: told to teammates in one short word.

It is kept nowhere: a server hands it on with a connection, for as long as that lasts.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from qualcode.model.words.in_words import listed

PREFIX: Final = "qualcode "
_LONGEST: Final = 63
"""Bytes of the word that a server keeps of a connection, of which only ASCII is sure to come through."""
_NOWHERE: Final = "-"
_BY_ID: Final = "="
_BY_NAME: Final = "~"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Somebody, by their coder's identity where they have one, else by name; and where they are."""

    name: str
    coder_id: UUID | None = None
    transcript_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Teammate:
    """Somebody who has the project open, and the transcript that they are in; None for none."""

    name: str
    transcript_id: UUID | None


def written(where: Whereabouts) -> str:
    """The word, in at most 63 letters of ASCII; a name too long for it is cut."""
    place = _NOWHERE if where.transcript_id is None else _packed(where.transcript_id.bytes)
    if where.coder_id is not None:
        return f"{PREFIX}{place} {_BY_ID}{_packed(where.coder_id.bytes)}"
    most = (_LONGEST - len(PREFIX) - len(place) - 2) * 3 // 4
    cut = where.name.encode()[:most].decode(errors="ignore")
    return f"{PREFIX}{place} {_BY_NAME}{_packed(cut.encode())}"


def read(word: str) -> Whereabouts | None:
    """What somebody wrote; None for what is no such word, whoever wrote it."""
    parts = word.removeprefix(PREFIX).split(" ")
    if not word.startswith(PREFIX) or len(parts) != 2 or len(parts[1]) < 2:
        return None
    place, who = parts
    try:
        transcript_id = None if place == _NOWHERE else UUID(bytes=_unpacked(place))
        if who.startswith(_BY_ID):
            return Whereabouts("", UUID(bytes=_unpacked(who[1:])), transcript_id)
        if who.startswith(_BY_NAME):
            return Whereabouts(_unpacked(who[1:]).decode(), None, transcript_id)
    except ValueError:
        # Not what this program writes: of no use, and no reason to stop.
        return None
    return None


def _packed(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _unpacked(word: str) -> bytes:
    return urlsafe_b64decode(word + "=" * (-len(word) % 4))


def in_words(company: Iterable[tuple[str, str]]) -> str:
    """``CD is in FG2, EF and GH are here``, from names of people and of transcripts, empty for none."""
    places: dict[str, list[str]] = {}
    for name, transcript in company:
        places.setdefault(transcript, []).append(name)
    parts = []
    for transcript, names in places.items():
        where = f"in {transcript}" if transcript else "here"
        parts.append(f"{listed(names)} {'is' if len(names) == 1 else 'are'} {where}")
    return ", ".join(parts)
