"""Where a box lets one look: in a transcript, in those of a folder, or in those that are so far along."""

from collections.abc import Iterator
from uuid import UUID

from qualcode.model.entities import Folder
from qualcode.model.study import Study
from qualcode.model.transcript import TranscriptStatus

TranscriptPlace = UUID | TranscriptStatus
"""A transcript or folder by its identity, or a status."""


def places_offered(study: Study) -> Iterator[tuple[TranscriptPlace, str]]:
    """Folders and statuses where the project makes use of them, then transcripts, each with its words."""
    for folder in study.folders.in_order:
        yield folder.id, f"Folder: {study.folders.paths[folder.id]}"
    statuses = {row.status for row in study.transcripts.values()}
    if len(statuses) > 1:
        yield from ((status, f"Status: {status.words}") for status in TranscriptStatus if status in statuses)
    yield from ((row.id, row.name) for row in study.transcripts_in_order)


def transcripts_at(study: Study, place: object) -> tuple[UUID, ...] | None:
    """The transcripts of a place; None where it is none, or is gone."""
    if isinstance(place, TranscriptStatus):
        return tuple(row.id for row in study.transcripts_in_order if row.status is place)
    if isinstance(place, UUID) and place in study.transcripts:
        return (place,)
    if isinstance(place, UUID) and place in study.rows(Folder):
        return tuple(row.id for row in study.transcripts_in(place))
    return None
