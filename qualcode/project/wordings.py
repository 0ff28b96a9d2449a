"""How a code was worded over time: every past definition, who wrote it, and what was coded under it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np

from qualcode.model.entities import Code
from qualcode.model.identity import key_of, to_milliseconds
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.project.project import Project


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a code, from the step that wrote it until the next (``until`` None: still so).

    ``segments`` are the codings of today that were made while it held.
    """

    code: Code
    step: Step
    until: datetime | None
    segments: int


def wordings(project: Project, code_id: UUID) -> list[Wording]:
    """Every wording of a code, oldest first; steps that changed other things of it are left out."""
    written: list[tuple[Code, Step]] = []
    for step, changes in project.database.rows_by_step():
        for change in changes:
            if change.row.id != code_id or not isinstance(change.after, Code):
                continue
            if not written or _words(written[-1][0]) != _words(change.after):
                written.append((change.after, step))
    ends: list[datetime | None] = [step.at for _, step in written[1:]]
    return [
        Wording(code, step, until, _made_between(project.study, code_id, step.at, until))
        for (code, step), until in zip(written, [*ends, None], strict=True)
    ]


def _words(code: Code) -> tuple[str, ...]:
    return (code.name, code.definition, code.include, code.exclude, code.examples)


def _made_between(study: Study, code_id: UUID, start: datetime, until: datetime | None) -> int:
    key, first = key_of(code_id), to_milliseconds(start)
    last = np.iinfo(np.int64).max if until is None else to_milliseconds(until)
    return sum(
        int(np.count_nonzero((table.code == key) & (table.created >= first) & (table.created < last)))
        for table in study.codings.values()
    )
