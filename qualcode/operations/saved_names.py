"""Saved reports and queries follow what is merged: a name in them is that of another row from then on."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from qualcode.model.entities import Report, SavedQuery
from qualcode.model.queries.query import written_identity
from qualcode.model.study import Study
from qualcode.operations.draft import Draft


def hand_on_names(study: Study, draft: Draft, gone: Iterable[UUID], into: UUID) -> None:
    """Let whatever named one of those that go name the one that they become."""
    written = [written_identity(row) for row in gone]
    rows: list[Report | SavedQuery] = [*study.rows(Report).values(), *study.rows(SavedQuery).values()]
    for row in rows:
        content = row.content
        for old in written:
            content = content.replace(old, written_identity(into))
        if content != row.content:
            draft.put(replace(row, content=content))
