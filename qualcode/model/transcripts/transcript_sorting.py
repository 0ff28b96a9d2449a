"""In which order transcripts are listed: as they were arranged, by name, by date, by how much is coded."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from qualcode.model.entities import TextVersion, Transcript
from qualcode.model.study import Study
from qualcode.model.words.spelling import key

_FIGURES: Final = re.compile(r"(\d+)")


class TranscriptSorting(StrEnum):
    """How a list of transcripts is sorted. DATE is when a transcript came into the project."""

    OWN = "own"
    NAME = "name"
    DATE = "date"
    CODED = "coded"


def in_sorting(
    study: Study,
    rows: Sequence[Transcript],
    sorting: TranscriptSorting,
    share: Callable[[Transcript], float],
) -> list[Transcript]:
    """The rows in this order, the newest or most coded first; what is alike stays in its own order."""
    if sorting is TranscriptSorting.NAME:
        return sorted(rows, key=lambda row: natural_key(row.name))
    if sorting is TranscriptSorting.CODED:
        return sorted(rows, key=lambda row: -share(row))
    if sorting is TranscriptSorting.DATE:
        came = _came(study)
        return sorted(rows, key=lambda row: came[row.id], reverse=True)
    return list(rows)


def _came(study: Study) -> dict[UUID, datetime]:
    """When the first wording of each transcript came into the project."""
    found: dict[UUID, datetime] = {}
    for row in study.rows(TextVersion).values():
        found[row.transcript_id] = min(row.created_at, found.get(row.transcript_id, row.created_at))
    return found


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """What sorts names as people count: FG2 before FG10."""
    pieces = _FIGURES.split(key(name))
    return tuple((0, int(piece), piece) if piece.isdecimal() else (1, 0, piece) for piece in pieces if piece)
