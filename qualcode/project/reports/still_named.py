"""Where something is named that goes: in which saved queries and saved reports."""

import json
from collections.abc import Collection, Iterator
from typing import Final
from uuid import UUID

from qualcode.model.change import ChangeSet
from qualcode.model.entities import Entity, Report
from qualcode.model.errors import QualcodeError
from qualcode.model.queries.query import identities_in
from qualcode.model.questions.names import ROW_NOUNS, names_gone, names_meant
from qualcode.model.study import Study
from qualcode.model.words.in_words import beginning, listed, plural_of
from qualcode.model.words.names import name_key
from qualcode.project.reports.report_definition import KEPT_NAMES, read_definition
from qualcode.project.reports.saved_definition import names_kept

_MOST: Final = 3
"""Names, and places, that the sentence has room for."""


def named_in(study: Study, rows: Collection[Entity]) -> dict[UUID, list[str]]:
    """By the identity of each of the rows that is named somewhere, where: ``the saved query “Renters”``.

    The study is that before they went, or after; queries that go with them are not told of.
    """
    wanted = {row.id: row for row in rows if type(row) in ROW_NOUNS}
    found: dict[UUID, list[str]] = {}
    if not wanted:
        return found
    for query in study.queries_in_order:
        if query.id not in wanted:
            for identity in wanted.keys() & identities_in(query.content):
                found.setdefault(identity, []).append(f"the saved query “{query.name}”")
    for report in study.reports_in_order:
        for identity in set(_of_report(study, report, wanted)):
            found.setdefault(identity, []).append(f"the saved report “{report.name}”")
    return found


def still_named(study: Study, rows: Collection[Entity]) -> str:
    """The same in a sentence, to be said with what was deleted or merged; empty where nothing names it."""
    found = named_in(study, rows)
    if not found:
        return ""
    places = listed(list(dict.fromkeys(place for each in found.values() for place in each)), _MOST)
    if len(rows) == 1:
        return f"It is named in {places}."
    names = [f"“{_name(row)}”" for row in rows if row.id in found]
    return f"{listed(names, _MOST)} {'is' if len(names) == 1 else 'are'} named in {places}."


def handed_on(study: Study, rows: Collection[Entity], into: str, *, done: bool = False) -> str:
    """That queries and reports which name one of these name what they are merged ``into``, in a sentence.

    The study is that before they were merged; empty where nothing names them.
    """
    found = named_in(study, rows).values()
    places = list(dict.fromkeys(place for each in found for place in each))
    if not places:
        return ""
    use = f"now {plural_of(len(places), 'uses', 'use')}" if done else "will use"
    return f"{beginning(listed(places, _MOST))} {use} “{into}” instead."


def gone_in(change: ChangeSet) -> list[Entity]:
    """What a change takes away of what queries and reports name."""
    return [
        each.before
        for each in change.rows
        if each.before is not None and each.after is None and type(each.before) in ROW_NOUNS
    ]


def _name(row: Entity) -> str:
    """What a row of the kinds that are named is called."""
    return str(getattr(row, "name", ""))


def _of_report(study: Study, report: Report, wanted: dict[UUID, Entity]) -> Iterator[UUID]:
    """Which of the rows a report names; by their names, where an earlier version saved it without more."""
    try:
        definition = read_definition(report.content)
    except QualcodeError:
        return
    if KEPT_NAMES in json.loads(report.content):
        yield from wanted.keys() & set(names_kept(report).values())
        return
    names = {(ROW_NOUNS[type(row)], name_key(_name(row))): row.id for row in wanted.values()}
    for output in definition.outputs:
        yield from wanted.keys() & set(names_meant(study, output.question).values())
        for noun, name in names_gone(study, output.question):
            identity = names.get((noun, name_key(name.rpartition(" > ")[2])))
            if identity is not None:
                yield identity
