"""Summaries from a file, as one step: all of them, or none where a row does not fit."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from qualcode.model.change import ChangeSet
from qualcode.model.entities import Participant, Summary
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id, now
from qualcode.model.results.report_values import SummaryRow
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted, of_an_import
from qualcode.model.words.names import name_key
from qualcode.operations.draft import Draft

_SHOWN_FAULTS: Final = 5


@dataclass(frozen=True, slots=True)
class SummaryImport:
    """What an import does; ``same`` summaries are in the project already as the file has them."""

    change: ChangeSet
    added: int
    changed: int
    same: int


def import_summaries(study: Study, rows: Iterable[SummaryRow], author: str) -> SummaryImport:
    """Write summaries; one that is there is replaced. Raises QualcodeError naming lines that do not fit."""
    draft, moment = Draft(study), now()
    people = _by_name(study)
    lines: dict[tuple[object, object], int] = {}
    faults: list[str] = []
    added = changed = same = 0
    for row in rows:
        try:
            person, code = _person(people, row.participant), study.code_named(row.code.strip())
        except QualcodeError as error:
            faults.append(f"line {row.line}: {error}")
            continue
        cell = (person.id, code.id)
        if cell in lines:
            faults.append(f"line {row.line}: {person.name} and “{code.name}” are also in line {lines[cell]}.")
            continue
        lines[cell] = row.line
        before = study.summaries.get(cell)
        if before is None:
            draft.put(Summary(new_id(), code.id, person.id, row.text, author, moment))
            added += 1
        elif before.text != row.text:
            draft.put(replace(before, text=row.text, author=author, changed_at=moment))
            changed += 1
        else:
            same += 1
    _refuse(faults)
    label = f"Import summaries: {of_an_import(f'{added:,} new' if added else '', changed)}"
    return SummaryImport(draft.change(label), added, changed, same)


def _by_name(study: Study) -> dict[str, Participant]:
    return {name_key(row.name): row for row in study.participants_in_order}


def _person(people: dict[str, Participant], name: str) -> Participant:
    found = people.get(name_key(name))
    if found is None:
        raise QualcodeError(f"There is no participant named “{name.strip()}”.")
    return found


def _refuse(faults: list[str]) -> None:
    if faults:
        more = len(faults) - _SHOWN_FAULTS
        listed = " ".join([*faults[:_SHOWN_FAULTS], *([f"And {more:,} more."] if more > 0 else [])])
        number = counted(len(faults), "row does not fit", "rows do not fit")
        raise QualcodeError(f"Nothing was imported, because {number}: {listed}")
