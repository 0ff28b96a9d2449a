"""What one can do about passages that two coders read differently: settle them with a reason, or not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import assert_never
from uuid import UUID

from qualcode.model.change import ChangeSet
from qualcode.model.codings import Coding, Codings
from qualcode.model.entities import Coder
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import id_array, new_id, now
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.team import Decision, Outcome
from qualcode.model.teamwork.readings import AGREED, CodeReading, ReadingDifference
from qualcode.model.words.in_words import counted
from qualcode.model.words.names import kept_name
from qualcode.operations.checks import existing, place
from qualcode.operations.coders import ensure_coder
from qualcode.operations.codings.coding import applicable
from qualcode.operations.draft import Draft, together

Passage = tuple[UUID, Span]
"""A code, and where it is."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """What is decided about one difference; ``code_id`` for an outcome NEW."""

    difference: ReadingDifference
    outcome: Outcome
    reason: str = ""
    code_id: UUID | None = None


def settle(study: Study, settled: Settlement, author: str, layer: str = AGREED) -> ChangeSet:
    """Decide about a passage: the coder who stands for what is agreed gets the codings that follow.

    What was decided about any of the same codings before gives way. The originals stay as they are.
    """
    difference = settled.difference
    transcript = study.transcripts[difference.transcript_id]
    agreed_by, arrival = ensure_coder(study, layer)
    if agreed_by.id in (difference.one_id, difference.other_id):
        raise QualcodeError(
            f"“{agreed_by.name}” is one of the two coders; choose another name for what is agreed."
        )
    passages = _passages(study, settled)
    label = f"Settle {place(study, transcript, difference.span.start)}: {outcome_in_words(study, settled)}"
    start = study.after(arrival) if arrival else study
    undone = [row for row in start.rows(Decision).values() if set(row.originals) & set(difference.originals)]
    cleared = start.after(_without(start, undone)) if undone else start
    draft = Draft(start)
    if undone:
        draft.include(_without(start, undone))
    table, new = cleared.codings_of(transcript.id), []
    agreed = []
    for code_id, span in dict.fromkeys(passages):
        known = _there(table, agreed_by, code_id, span)
        if known is None:
            coding = Coding(new_id(), code_id, agreed_by.id, span, now(), None, settled.reason)
            new.append(coding)
            known = coding.id
        agreed.append(known.hex)
    if new:
        draft.swap_codings(transcript.id, Codings.empty(), Codings.from_rows(new))
    draft.put(
        Decision(
            new_id(),
            transcript.id,
            difference.one_id,
            difference.other_id,
            agreed_by.id,
            settled.outcome,
            difference.originals,
            tuple(sorted(agreed)),
            kept_name(settled.reason),
            author,
            now(),
        )
    )
    change = draft.change(label)
    return together(study, label, [arrival, change]) if arrival else change


def settle_all(study: Study, settled: Iterable[Settlement], author: str, layer: str = AGREED) -> ChangeSet:
    """Decide about several passages in one step."""
    changes: list[ChangeSet] = []
    moved = study
    for each in settled:
        change = settle(moved, each, author, layer)
        moved = moved.after(change)
        changes.append(change)
    label = changes[0].label if len(changes) == 1 else f"Settle {counted(len(changes), 'passage')}"
    return together(study, label, changes)


def unsettle(study: Study, decision_ids: Sequence[UUID]) -> ChangeSet:
    """Take decisions back, with the codings that follow from them alone."""
    rows = [existing(study, Decision, identity) for identity in dict.fromkeys(decision_ids)]
    return _without(study, rows).labelled(f"Take back {counted(len(rows), 'decision')}")


def take_agreed(study: Study, passages: Iterable[tuple[UUID, CodeReading]], layer: str = AGREED) -> ChangeSet:
    """Give the coder who stands for what is agreed what both coded alike: readings by transcript."""
    agreed_by, arrival = ensure_coder(study, layer)
    draft, number = Draft(study.after(arrival) if arrival else study), 0
    new: dict[UUID, list[Coding]] = {}
    for transcript_id, reading in passages:
        if _there(study.codings_of(transcript_id), agreed_by, reading.code_id, reading.span) is None:
            coding = Coding(new_id(), reading.code_id, agreed_by.id, reading.span, now())
            new.setdefault(transcript_id, []).append(coding)
            number += 1
    for transcript_id, codings in new.items():
        draft.swap_codings(transcript_id, Codings.empty(), Codings.from_rows(codings))
    label = f"Copy {counted(number, 'segment')} that both coded alike"
    change = draft.change(label)
    return together(study, label, [arrival, change]) if arrival and change else change


def outcome_in_words(study: Study, settled: Settlement) -> str:
    """``AB’s reading``, ``both``, ``neither``, ``stigma``."""
    match settled.outcome:
        case Outcome.ONE:
            return f"{study.coders[settled.difference.one_id].name}’s reading"
        case Outcome.OTHER:
            return f"{study.coders[settled.difference.other_id].name}’s reading"
        case Outcome.BOTH | Outcome.NEITHER:
            return str(settled.outcome)
        case Outcome.NEW:
            return "another code" if settled.code_id is None else study.path(settled.code_id)
        case _ as never:
            assert_never(never)


def _passages(study: Study, settled: Settlement) -> list[Passage]:
    """What is agreed to be coded."""
    difference = settled.difference
    match settled.outcome:
        case Outcome.ONE:
            readings = difference.ones
        case Outcome.OTHER:
            readings = difference.others
        case Outcome.BOTH:
            readings = (*difference.ones, *difference.others)
        case Outcome.NEITHER:
            readings = ()
        case Outcome.NEW:
            if settled.code_id is None:
                raise QualcodeError("Choose the code that the passage gets.")
            return [(applicable(study, settled.code_id).id, difference.span)]
        case _ as never:
            assert_never(never)
    return [(reading.code_id, reading.span) for reading in readings]


def _there(table: Codings, coder: Coder, code_id: UUID, span: Span) -> UUID | None:
    """The coder's coding of just this code and place."""
    here = table.at(span)
    rows = (row for row in here if (row.coder_id, row.code_id, row.span) == (coder.id, code_id, span))
    return next((row.id for row in rows), None)


def _without(study: Study, rows: Sequence[Decision]) -> ChangeSet:
    """Decisions gone, and the codings that follow from no other one."""
    gone = {row.id for row in rows}
    kept = {coding for row in study.rows(Decision).values() if row.id not in gone for coding in row.agreed}
    draft = Draft(study)
    for row in rows:
        table = study.codings_of(row.transcript_id)
        codings = id_array(UUID(hex=coding) for coding in row.agreed if coding not in kept)
        places = table.positions(codings)
        removed = table.take(places[places >= 0])
        draft.swap_codings(row.transcript_id, removed, Codings.empty())
    draft.drop(*rows)
    return draft.change("Take back what was settled")
