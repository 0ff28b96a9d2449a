"""What one can do with saved reports: keep a definition under a name, rename it, delete it."""

from dataclasses import replace
from uuid import UUID

from qualcode.model.change import ChangeSet
from qualcode.model.entities import Report
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id
from qualcode.model.study import Study
from qualcode.model.words.in_words import some_of
from qualcode.model.words.names import name_key
from qualcode.operations.checks import existing, free_name, tidy_name
from qualcode.operations.draft import Draft


def save_report(study: Study, name: str, content: str) -> ChangeSet:
    """Keep ``content`` (JSON) under ``name``; a report of that name is replaced."""
    tidy = tidy_name(name, "report")
    draft = Draft(study)
    before = find_report(study, tidy)
    if before is None:
        position = max((row.position for row in study.rows(Report).values()), default=-1) + 1
        draft.put(Report(new_id(), tidy, position, content))
    else:
        draft.put(replace(before, content=content))
    return draft.change(f"Save the report “{tidy}”")


def rename_report(study: Study, report_id: UUID, name: str) -> ChangeSet:
    """Give a report another name, which must be free."""
    before = existing(study, Report, report_id)
    others = [row.name for row in study.rows(Report).values() if row.id != report_id]
    draft = Draft(study)
    draft.put(replace(before, name=free_name(name, "report", others)))
    return draft.change(f"Rename the report “{before.name}”")


def delete_report(study: Study, report_id: UUID) -> ChangeSet:
    """Forget a report."""
    row = existing(study, Report, report_id)
    draft = Draft(study)
    draft.drop(row)
    return draft.change(f"Delete the report “{row.name}”")


def find_report(study: Study, name: str) -> Report | None:
    """The report of this name, case ignored."""
    wanted = name_key(name)
    return next((row for row in study.reports_in_order if name_key(row.name) == wanted), None)


def report_named(study: Study, name: str) -> Report:
    """The report of this name. Raises QualcodeError where there is none."""
    found = find_report(study, name)
    if found is None:
        names = some_of([row.name for row in study.reports_in_order])
        raise QualcodeError(f"There is no report named “{name}”; reports of this project: {names}.")
    return found
