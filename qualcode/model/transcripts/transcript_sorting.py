"""In which order transcripts are listed: as they were arranged, by name, by date, by how much is coded."""

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from qualcode.model.entities import TextVersion, Transcript
from qualcode.model.study import Study
from qualcode.model.words.name_order import name_order


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
        return sorted(rows, key=lambda row: name_order(row.name))
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
