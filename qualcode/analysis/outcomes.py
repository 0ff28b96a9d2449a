"""What became of a coder’s codings when readings were compared: kept, changed or not kept, and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

import numpy as np

from qualcode.model.codings import Coding, Codings
from qualcode.model.identity import id_array, key_of
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.team import Decision


class Became(StrEnum):
    """What became of a coding. NEW: the passage was agreed on, and the coder had nothing of it."""

    KEPT = "kept"
    BOUNDARIES = "other boundaries"
    CODE = "other code"
    REMOVED = "not kept"
    NEW = "new"
    OPEN = "not settled"


BECAME_WORDS: Final = {
    Became.KEPT: "Kept",
    Became.BOUNDARIES: "Kept with other boundaries",
    Became.CODE: "Given another code",
    Became.REMOVED: "Not kept",
    Became.NEW: "Added",
    Became.OPEN: "Not settled",
}


@dataclass(frozen=True, slots=True)
class CodingOutcome:
    """What became of a coding. ``own`` is None for what was added; ``agreed`` what stands in its place.

    ``decision`` is None where both coded alike, or nothing was settled.
    """

    transcript_id: UUID
    became: Became
    own: Coding | None
    agreed: tuple[Coding, ...]
    decision: Decision | None

    @property
    def span(self) -> Span:
        """Where it is: one’s own words, else those that were agreed on."""
        return self.agreed[0].span if self.own is None else self.own.span


def outcomes(
    study: Study, coder_id: UUID, transcripts: Iterable[UUID] | None = None
) -> tuple[CodingOutcome, ...]:
    """What became of a coder’s codings in the transcripts in which anything was settled or agreed.

    A coding that no decision is about was kept where another coder, or what is agreed, has the same code on
    the same words; else it is not settled. Of several codings of one decision each is compared with what was
    agreed under its own code first, and with any other code on its words next.
    """
    chosen = None if transcripts is None else set(transcripts)
    by_text: dict[UUID, list[Decision]] = {}
    for row in study.rows(Decision).values():
        by_text.setdefault(row.transcript_id, []).append(row)
    layers = {row.layer_id for rows in by_text.values() for row in rows}
    found: list[CodingOutcome] = []
    for transcript in study.transcripts_in_order:
        decisions = by_text.get(transcript.id, [])
        if decisions and (chosen is None or transcript.id in chosen):
            here = list(_in_transcript(study, transcript.id, coder_id, decisions, layers))
            here.sort(key=lambda each: (each.span.start, each.span.end, each.became))
            found += here
    return tuple(found)


def _in_transcript(
    study: Study, transcript_id: UUID, coder_id: UUID, decisions: list[Decision], layers: set[UUID]
) -> Iterator[CodingOutcome]:
    table = study.codings_of(transcript_id)
    mine = table.take(table.coder == key_of(coder_id))
    settled = {coding: row for row in decisions for coding in row.originals}
    agreed = table.take(np.isin(table.coder, [key_of(layer) for layer in layers - {coder_id}]))
    others = table.take(table.coder != key_of(coder_id))
    alike = {(each.code_id, each.span) for each in others}
    for coding in mine:
        decision = settled.get(coding.id.hex)
        if decision is None:
            became = Became.KEPT if (coding.code_id, coding.span) in alike else Became.OPEN
            there = tuple(
                each for each in agreed if (each.code_id, each.span) == (coding.code_id, coding.span)
            )
            yield CodingOutcome(transcript_id, became, coding, there, None)
            continue
        became, there = _became(coding, _of(table, decision))
        yield CodingOutcome(transcript_id, became, coding, there, decision)
    for decision in decisions:
        if coder_id in (decision.one_id, decision.other_id):
            yield from _added(transcript_id, decision, _of(table, decision), mine)


def _of(table: Codings, decision: Decision) -> list[Coding]:
    """The codings that were agreed on, as far as they are still there, in the order of the text."""
    places = table.positions(id_array([UUID(hex=coding) for coding in decision.agreed]))
    return list(table.take(np.sort(places[places >= 0])))


def _became(own: Coding, agreed: list[Coding]) -> tuple[Became, tuple[Coding, ...]]:
    same = [each for each in agreed if each.code_id == own.code_id and _meet(each.span, own.span)]
    if any(each.span == own.span for each in same):
        return Became.KEPT, tuple(each for each in same if each.span == own.span)
    if same:
        return Became.BOUNDARIES, tuple(same)
    other = [each for each in agreed if _meet(each.span, own.span)]
    return (Became.CODE, tuple(other)) if other else (Became.REMOVED, ())


def _added(
    transcript_id: UUID, decision: Decision, agreed: list[Coding], mine: Codings
) -> Iterator[CodingOutcome]:
    """What was agreed where the coder had nothing."""
    rows = list(mine)
    for each in agreed:
        if not any(_meet(each.span, own.span) and own.id.hex in decision.originals for own in rows):
            if any((own.code_id, own.span) == (each.code_id, each.span) for own in rows):
                continue
            yield CodingOutcome(transcript_id, Became.NEW, None, (each,), decision)


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
