"""Definitions as a project keeps them: with what their names stand for, whatever it is called later."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from qualcode.model.entities import Report
from qualcode.model.queries.query import identity_in, written_identity
from qualcode.model.questions.kinds import settings_of
from qualcode.model.questions.names import NamesMeant, as_called_now, names_meant, still_there
from qualcode.model.study import Study
from qualcode.operations.reports import report_named
from qualcode.project.record import Record
from qualcode.project.reports.report_definition import (
    KEPT_NAMES,
    Definition,
    Output,
    definition_json,
    output_in_words,
    read_definition,
)


def content_to_keep(study: Study, content: str) -> str:
    """A definition with the identities of all that it names, so that it outlives a change of their names.

    Raises QualcodeError where the definition does not fit; see ``read_definition``.
    """
    definition = read_definition(content)
    value = json.loads(definition.content)
    names = _written(study, definition.outputs)
    return definition_json({**value, KEPT_NAMES: names} if names else value)


def definition_kept(study: Study, report: Report) -> Definition:
    """The definition of a saved report, in which everything is called what it is called now.

    What has gone since keeps the name that it had. Raises QualcodeError where the definition does not fit.
    """
    definition = read_definition(report.content)
    return _as_called_now(study, definition, names_kept(report))


def definition_on_record(record: Record, report: Report) -> Definition:
    """The same, also of a report that an earlier version saved without what its names stand for.

    What they stood for is then known from the history: that of the step that saved it.
    """
    definition = definition_kept(record.study, report)
    if KEPT_NAMES in json.loads(report.content) or not _unknown(record.study, definition.outputs):
        return definition
    then = record.study_at(_saved_at(record, report))
    meant: dict[tuple[str, str], UUID] = {}
    for output in definition.outputs:
        meant |= names_meant(then, output.question)
    return _as_called_now(record.study, read_definition(report.content), meant)


def _unknown(study: Study, outputs: Sequence[Output]) -> bool:
    """Whether something is named that stands for nothing, as after it was called otherwise."""
    return any(still_there(study, output.question) != output.question for output in outputs)


def _saved_at(record: Record, report: Report) -> int:
    """The step that last changed a report."""
    last = record.study.step
    for step, rows in record.rows_by_step():
        if any(change.row.id == report.id for change in rows):
            last = step.number
    return last


def _as_called_now(study: Study, definition: Definition, meant: NamesMeant) -> Definition:
    now = [
        replace(output, question=as_called_now(study, output.question, meant))
        for output in definition.outputs
    ]
    if now == list(definition.outputs):
        return definition
    value = json.loads(definition.content)
    value["outputs"] = [
        entry if output == before else _entry(output)
        for entry, output, before in zip(value["outputs"], now, definition.outputs, strict=True)
    ]
    return replace(definition, outputs=tuple(now), content=definition_json(value))


def definition_named(study: Study, name: str) -> Definition:
    """The same of the report of this name. Raises QualcodeError where there is none as well."""
    return definition_kept(study, report_named(study, name))


def files_in_words(record: Record, report: Report) -> list[tuple[str, str]]:
    """The files of a report, each with what it holds, by today’s names.

    Raises QualcodeError where it cannot be run.
    """
    return [(row.file, output_in_words(row)) for row in definition_on_record(record, report).outputs]


def _entry(output: Output) -> dict[str, Any]:
    return {"file": output.file, "table": output.table, **settings_of(output.question)}


def names_kept(report: Report) -> NamesMeant:
    """What is kept of what its names stand for; nothing where somebody has made something else of that.

    The definition has been read before.
    """
    return _read(json.loads(report.content).get(KEPT_NAMES))


def _written(study: Study, outputs: Sequence[Output]) -> dict[str, dict[str, str]]:
    """By the noun of a kind of thing, the identities of what its names stand for."""
    found: dict[str, dict[str, str]] = {}
    for output in outputs:
        for (noun, name), row in names_meant(study, output.question).items():
            found.setdefault(noun, {})[name] = written_identity(row)
    return found


def _read(value: Any) -> NamesMeant:
    """What was written; nothing of what somebody has made something else of."""
    if not isinstance(value, dict):
        return {}
    return {
        (noun, name): row
        for noun, names in value.items()
        if isinstance(names, dict)
        for name, written in names.items()
        if (row := identity_in(str(written))) is not None
    }
