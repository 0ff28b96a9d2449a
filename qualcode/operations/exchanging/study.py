"""A whole project of another program as a study, and what comes along and what does not."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from qualcode.model.entities import (
    Participant,
    Transcript,
)
from qualcode.model.exchange.document import ExchangedProject, ExchangedSource
from qualcode.model.exchange.foreign import ForeignPart, identities_there
from qualcode.model.exchange.included import included
from qualcode.model.exchange.selections import part_id
from qualcode.model.exchange.told import ExchangeFate, Told
from qualcode.model.identity import NO_KEY, id_array, key_of
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.transcript import ReadTurn, Role, speakers_counted
from qualcode.model.turns import ROLES, Turns
from qualcode.model.words.names import name_key
from qualcode.operations.exchanging.codes import add_codes, add_sets, add_users
from qualcode.operations.exchanging.draft_study import DraftStudy
from qualcode.operations.exchanging.notes import add_memos
from qualcode.operations.exchanging.people import add_cases, add_values, speaking_selections
from qualcode.operations.exchanging.sources import SourcePlaces, SourceRows
from qualcode.operations.people.speaker_matching import is_generic


@dataclass(frozen=True, eq=False)
class ImportedStudy:
    """The study in the identities of its file, and what there is to tell about it."""

    study: Study
    told: tuple[Told, ...]


def imported_study(
    project: ExchangedProject, places: SourcePlaces, known: Study, progress: Progress = no_progress
) -> ImportedStudy:
    """The study of a file whose selections are at these ``places``. Nothing of it goes without a line.

    ``known`` is what it may have been written from: names of codes at its top are taken as they are.
    """
    draft = DraftStudy(project)
    add_users(draft)
    # One that stands below another came so from a name with “::” in it, and has to come so again.
    at_the_top = {code.id for code in known.codes.values() if code.parent_id is None}
    there = (pair for pair in identities_there(known.rows(ForeignPart).values()) if pair[1] in at_the_top)
    add_codes(draft, {*at_the_top, *(guid for guid, _ in there)})
    add_cases(draft)
    sources = SourceRows(draft, places, dict(speaking_selections(draft)))
    sources.add(progress)
    add_values(draft)
    add_sets(draft)
    add_memos(draft, lambda: _selections(project, places))
    turns = {
        source.id: table
        for source in project.sources
        # The turns of a text that is known already are known as well; labels still tell who is in it.
        if source.text is not None
        and (source.text.turns or source.id not in known.transcripts)
        and len(table := _turns(draft, source, sources.said.get(source.id, [])))
    }
    study = Study(draft.rows, turns, sources.codings)
    for number, noun, several in included(study):
        draft.tell(ExchangeFate.COMES, noun, number, several=several)
    for noun, number in speakers_counted(_roles(draft, turns, known)):
        draft.tell(ExchangeFate.COMES, noun, number)
    return ImportedStudy(study, draft.told())


def _roles(draft: DraftStudy, turns: Mapping[UUID, Turns], known: Study) -> Iterator[Role]:
    """What everybody does: a file says of no case whether it is an interviewer.

    Who is known by name does what they do here; of others all turns may say it.
    """
    here = {name_key(row.name): row.role for row in known.participants.values()}
    spoken: dict[int, set[int]] = defaultdict(set)
    for table in turns.values():
        for key, role in set(zip(table.participant.tolist(), table.role.tolist(), strict=True)):
            spoken[key].add(role)
    for row in draft.rows[Participant].values():
        found = spoken[key_of(row.id)]
        said = ROLES[min(found)] if len(found) == 1 else row.role
        yield here.get(name_key(row.name), said)


def _selections(project: ExchangedProject, places: SourcePlaces) -> dict[UUID, tuple[UUID, int, int]]:
    """Where each selection is that has a place."""
    found = {}
    for source in project.sources:
        if source.id in places and source.text is not None:
            starts, ends = places[source.id]
            for place in np.flatnonzero(starts >= 0).tolist():
                found[source.selections.identity(place)] = (source.id, int(starts[place]), int(ends[place]))
    return found


def _turns(draft: DraftStudy, source: ExchangedSource, said: list[tuple[Span, UUID]]) -> Turns:
    """The turns of a text: as it shows them, with the participants of cases where they say who speaks."""
    text = "" if source.text is None else source.text.text
    if not text or source.text is None:
        return Turns.empty()
    found = source.text.turns or (ReadTurn(Span(0, len(text)), 0, "", Role.OTHER),)
    if len(found) == 1 and not found[0].label and said:
        found = _of_cases(said, len(text))
    people = _people(draft, source, found, said)
    return Turns.of(
        {
            "id": id_array(part_id(source.id, f"turn {turn.span.start}") for turn in found),
            "start": [turn.span.start for turn in found],
            "speech": [turn.speech for turn in found],
            "end": [turn.span.end for turn in found],
            "label": [turn.label for turn in found],
            "participant": [NO_KEY if person is None else key_of(person) for person in people],
            "role": [ROLES.index(turn.role) for turn in found],
            "time": [np.nan if turn.time is None else turn.time for turn in found],
        }
    )


def _of_cases(said: list[tuple[Span, UUID]], length: int) -> tuple[ReadTurn, ...]:
    """Turns from what cases cover: each goes on until the next begins."""
    starts = sorted({span.start for span, _ in said})
    if starts[0] > 0:
        starts.insert(0, 0)
    ends = [*starts[1:], length]
    spoken = {span.start for span, _ in said}
    return tuple(
        ReadTurn(Span(start, end), start, "", Role.PARTICIPANT if start in spoken else Role.OTHER)
        for start, end in zip(starts, ends, strict=True)
        if start < end
    )


def _people(
    draft: DraftStudy, source: ExchangedSource, turns: tuple[ReadTurn, ...], said: list[tuple[Span, UUID]]
) -> list[UUID | None]:
    """Who speaks in each turn: the case that covers most of it, else whom its label names."""
    covered: list[dict[UUID, int]] = [{} for _ in turns]
    starts = np.array([turn.span.start for turn in turns])
    for span, person in said:
        place = max(0, int(np.searchsorted(starts, span.start, side="right")) - 1)
        while place < len(turns) and turns[place].span.start < span.end:
            shared = turns[place].span.intersection(span)
            if shared is not None:
                covered[place][person] = covered[place].get(person, 0) + shared.length
            place += 1
    known = {name_key(row.name): row.id for row in draft.rows[Participant].values()}
    found: list[UUID | None] = []
    for turn, shares in zip(turns, covered, strict=True):
        likeliest = max(shares, key=lambda person: (shares[person], person), default=None)
        if likeliest is not None and 2 * shares[likeliest] > turn.span.length:
            found.append(likeliest)
        else:
            found.append(_named(draft, source, turn, known) if turn.label else None)
    return found


def _named(draft: DraftStudy, source: ExchangedSource, turn: ReadTurn, known: dict[str, UUID]) -> UUID:
    """The participant of a label: a name is one person everywhere, P1 another one in each transcript."""
    label = " ".join(turn.label.split())
    name = label
    if is_generic(label) and name_key(label) not in known:
        name = f"{draft.rows[Transcript][source.id].name}-{label.replace(' ', '')}"
    identity = known.get(name_key(name))
    if identity is None:
        identity = part_id(draft.info.id, f"speaker {name_key(name)}")
        place = len(draft.rows[Participant])
        draft.put(Participant(identity, draft.name(Participant, name, label), place, turn.role))
        known[name_key(name)] = identity
    return identity
