"""Segments that were coded under another definition of their code than the one that holds now."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from qualcode.model.change import RowChange
from qualcode.model.codings import Coding
from qualcode.model.entities import Code
from qualcode.model.identity import key_of
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.team import GivenCopy, Revisit
from qualcode.model.teamwork.rounds import transcripts_of_round
from qualcode.project.record import Record
from qualcode.project.reports.wordings import Wording, all_wordings

DEFINING: Final = ("definition", "include", "exclude")
"""What a code means: what it is called, and its examples, may change without a segment being wrong."""


@dataclass(frozen=True, slots=True)
class ToRevisit:
    """A segment, how its code read when it was coded, who reworded it since, and who looked at it again."""

    transcript_id: UUID
    coding: Coding
    then: Code
    reworded: Step
    seen: Revisit | None

    @property
    def code_id(self) -> UUID:
        return self.coding.code_id


def to_revisit(
    record: Record, code_ids: Iterable[UUID] | None = None, *, seen_too: bool = False
) -> list[ToRevisit]:
    """Segments coded under another definition, by code, transcript and place; ``code_ids`` None: all codes.

    Without ``seen_too`` those are left out that somebody looked at again since the code was reworded. What
    was coded before a code was defined at all is not coded under another definition. What came home in a
    copy was coded under the codebook of the day on which the copy was given.
    """
    study = record.study
    chosen = set(study.codes) if code_ids is None else set(code_ids) & study.codes.keys()
    versions = {key: _meanings(rows) for key, rows in all_wordings(record, chosen).items()}
    seen = {(row.transcript_id, row.coding): row for row in study.rows(Revisit).values()}
    given = _given(study)
    found: list[ToRevisit] = []
    for code in study.codes_in_order:
        meanings = versions.get(code.id, [])
        if len(meanings) > 1:
            found += _of_code(study, meanings, seen, given, seen_too=seen_too)
    return found


def reworded_in(record: Record, number: int) -> list[UUID]:
    """The codes that a step gave another definition."""
    changes: Sequence[RowChange] = record.database.change_of(number).rows
    return [
        change.after.id
        for change in changes
        if isinstance(change.before, Code)
        and isinstance(change.after, Code)
        and any(_meaning(change.before))
        and _meaning(change.before) != _meaning(change.after)
    ]


def _meaning(code: Code) -> tuple[str, ...]:
    return tuple(getattr(code, name).strip() for name in DEFINING)


def _meanings(wordings: Sequence[Wording]) -> list[Wording]:
    """The wordings without those that only gave another name or examples."""
    found: list[Wording] = []
    for each in wordings:
        if not found or _meaning(found[-1].code) != _meaning(each.code):
            found.append(each)
    return found


def _of_code(
    study: Study,
    meanings: Sequence[Wording],
    seen: dict[tuple[UUID, str], Revisit],
    given: dict[tuple[UUID, UUID], list[datetime]],
    *,
    seen_too: bool,
) -> Iterable[ToRevisit]:
    code_id, now = meanings[-1].code.id, _meaning(meanings[-1].code)
    since = [each.step.at for each in meanings]
    for transcript in study.transcripts_in_order:
        table = study.codings_of(transcript.id)
        for coding in table.take(table.code == key_of(code_id)):
            at = _coded_at(coding, given.get((coding.coder_id, transcript.id), []))
            place = max(0, bisect_right(since, at) - 1)
            then = meanings[place].code
            if _meaning(then) == now or not any(_meaning(then)):
                continue
            # The first rewording after which it read otherwise.
            reworded = meanings[place + 1].step
            looked = seen.get((transcript.id, coding.id.hex))
            if looked is not None and looked.revisited_at < since[-1]:
                looked = None
            if looked is None or seen_too:
                yield ToRevisit(transcript.id, coding, then, reworded, looked)


def _given(study: Study) -> dict[tuple[UUID, UUID], list[datetime]]:
    """By coder and transcript, when copies were given that came home, in order."""
    found: dict[tuple[UUID, UUID], list[datetime]] = {}
    for row in study.rows(GivenCopy).values():
        if row.returned_step and not row.is_here:
            for transcript in transcripts_of_round(study, row.round_id):
                found.setdefault((row.coder_id, transcript.id), []).append(row.given_at)
    return {key: sorted(days) for key, days in found.items()}


def _coded_at(coding: Coding, given: Sequence[datetime]) -> datetime:
    """The moment whose codebook a segment was coded under."""
    before = bisect_right(given, coding.created_at)
    return given[before - 1] if before else coding.created_at
