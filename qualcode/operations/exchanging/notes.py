"""Notes of another program as memos about what they are linked with; the rest is about the project."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final
from uuid import UUID

import numpy as np

from qualcode.model.entities import Code, Memo, MemoSubject, Participant, Transcript
from qualcode.model.exchange.document import ExchangedNote
from qualcode.model.exchange.foreign import ForeignKind, ForeignPart
from qualcode.model.exchange.selections import part_id, selection_id, written_guid
from qualcode.model.exchange.told import ExchangeFate
from qualcode.operations.exchanging.draft_study import DraftStudy

_GUID: Final = re.compile(r"[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}")

Subject = tuple[MemoSubject, UUID]

SelectionPlaces = Mapping[UUID, tuple[UUID, int, int]]
"""The source of each selection that has a place, and where it begins and ends."""


def add_memos(draft: DraftStudy, places: Callable[[], SelectionPlaces]) -> None:
    """All notes; ``places`` tells where selections are, for those that links and networks lead to."""
    for note_id, (subject, identity) in _linked(draft):
        note = draft.notes.get(note_id)
        if note is not None:
            _put(draft, note, subject, identity)
    if draft.project.links or draft.project.graphs:
        _follow_links(draft, places())
    for note in draft.project.notes:
        if note.id not in draft.placed:
            _put(draft, note, MemoSubject.PROJECT, draft.info.id)


def _linked(draft: DraftStudy) -> Iterator[tuple[UUID, Subject]]:
    for code in draft.project.codes:
        yield from ((note, (MemoSubject.CODE, code.id)) for note in code.notes)
    for source in draft.project.sources:
        about: Subject = (MemoSubject.TRANSCRIPT, source.id)
        if source.id not in draft.rows[Transcript]:
            about = (MemoSubject.PROJECT, draft.info.id)
        yield from ((note, about) for note in source.notes)
    yield from ((note, (MemoSubject.PROJECT, draft.info.id)) for note in draft.project.project_notes)


def _follow_links(draft: DraftStudy, places: SelectionPlaces) -> None:
    """A link from a note is what the note is about; other links are kept."""
    kinds = (
        (Participant, MemoSubject.PARTICIPANT),
        (Code, MemoSubject.CODE),
        (Transcript, MemoSubject.TRANSCRIPT),
    )
    renamed = _renaming(draft, places)
    for link in draft.project.links:
        note = draft.notes.get(link.origin) if link.origin is not None else None
        target = link.target
        if note is None and link.target is not None and link.target in draft.notes:
            note, target = draft.notes[link.target], link.origin
        subject = next((subject for kind, subject in kinds if target in draft.rows[kind]), None)
        if note is not None and target is not None and subject is not None:
            _put(draft, note, subject, target)
        elif note is not None and target is not None and target in places:
            owner, start, end = places[target]
            _put(draft, note, MemoSubject.PLACE, owner, start, end)
        else:
            draft.put(ForeignPart(link.id, ForeignKind.LINK, link.name, renamed(link.written)))
            draft.tell(ExchangeFate.ASIDE, "link")
    for graph in draft.project.graphs:
        draft.put(ForeignPart(graph.id, ForeignKind.GRAPH, graph.name, renamed(graph.written)))
    draft.tell(ExchangeFate.ASIDE, "network or map", len(draft.project.graphs), several="networks or maps")


def _renaming(draft: DraftStudy, places: SelectionPlaces) -> Callable[[str], str]:
    """Names coded stretches as they will be written: their identities are made of their places."""
    coded = {
        written_guid(identity): written_guid(selection_id(*places[identity]))
        for source in draft.project.sources
        for place in np.flatnonzero(source.selections.numbers).tolist()
        if (identity := source.selections.identity(place)) in places
    }
    return lambda written: _GUID.sub(lambda found: coded.get(found[0], found[0]), written)


def _put(
    draft: DraftStudy,
    note: ExchangedNote,
    subject: MemoSubject,
    about: UUID,
    start: int | None = None,
    end: int | None = None,
) -> None:
    identity = note.id if note.id not in draft.rows[Memo] else part_id(note.id, f"{about}:{start}")
    author, made = draft.author(note.user), draft.moment(note.created)
    draft.put(Memo(identity, subject, about, note.name, note.text, author, made, start, end))
    draft.placed.add(note.id)
