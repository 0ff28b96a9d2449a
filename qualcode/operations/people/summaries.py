"""What one can do with summaries, the researcher's own words for one participant under one code."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from qualcode.model.change import ChangeSet
from qualcode.model.entities import Code, Participant, Summary
from qualcode.model.identity import new_id, now
from qualcode.model.study import Study
from qualcode.operations.checks import existing
from qualcode.operations.draft import Draft
from qualcode.operations.recoding import joined_texts


def set_summary(study: Study, participant_id: UUID, code_id: UUID, text: str, author: str) -> ChangeSet:
    """Write the summary of a participant under a code; an empty text removes it."""
    person, code = existing(study, Participant, participant_id), existing(study, Code, code_id)
    before = study.summaries.get((participant_id, code_id))
    draft = Draft(study)
    if not text.strip():
        draft.drop(*([before] if before else []))
    elif before is None:
        draft.put(Summary(new_id(), code_id, participant_id, text, author, now()))
    elif before.text != text:
        draft.put(replace(before, text=text, author=author, changed_at=now()))
    return draft.change(f"Summarise {person.name} on “{code.name}”")


def move_summaries_of_codes(study: Study, draft: Draft, gone: set[UUID], into: UUID | None = None) -> None:
    """Summaries under codes that go: dropped, or joined with those of the code they merge into."""
    _move(
        study,
        draft,
        lambda row: row.code_id in gone,
        lambda row: replace(row, code_id=into or row.code_id),
        into,
    )


def move_summaries_of_people(study: Study, draft: Draft, gone: set[UUID], into: UUID | None = None) -> None:
    """Summaries of participants who go: dropped, or joined with those of whom they merge into."""
    _move(
        study,
        draft,
        lambda row: row.participant_id in gone,
        lambda row: replace(row, participant_id=into or row.participant_id),
        into,
    )


def _move(
    study: Study,
    draft: Draft,
    goes: Callable[[Summary], bool],
    moved: Callable[[Summary], Summary],
    into: UUID | None,
) -> None:
    leaving = sorted(filter(goes, study.rows(Summary).values()), key=lambda row: (row.changed_at, row.id))
    if into is None:
        draft.drop(*leaving)
        return
    cells = {key: row for key, row in study.summaries.items() if not goes(row)}
    for row in map(moved, leaving):
        cell = (row.participant_id, row.code_id)
        there = cells.get(cell)
        if there is None:
            cells[cell] = row
            draft.put(row)
        else:
            cells[cell] = replace(there, text=joined_texts(there.text, row.text))
            draft.put(cells[cell])
            draft.drop(study.rows(Summary)[row.id])
