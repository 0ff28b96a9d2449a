"""How codes were worded over time: every past definition, who wrote it, and what was coded under it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from typing import Final
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.model.codings import Codings
from qualcode.model.entities import Code
from qualcode.model.identity import key_of, to_milliseconds
from qualcode.model.results.report_values import PastWording
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.project.record import Record

_FIELDS: Final = (
    ("Name", "name"),
    ("Definition", "definition"),
    ("Include", "include"),
    ("Exclude", "exclude"),
    ("Examples", "examples"),
)
"""What makes a wording: its label and where it stands in a code."""

EMPTY: Final = "(empty)"


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a code, from the step that wrote it until the next (``until`` None: still so).

    ``segments`` are the codings of today that were made while it held.
    """

    code: Code
    step: Step
    until: datetime | None
    segments: int


def wordings(record: Record, code_id: UUID) -> list[Wording]:
    """Every wording of a code, oldest first; steps that changed other things of it are left out."""
    return all_wordings(record, [code_id]).get(code_id, [])


def all_wordings(record: Record, code_ids: Iterable[UUID]) -> Mapping[UUID, list[Wording]]:
    """Every wording of each of these codes: one reading of the journal for all of them."""
    wanted = frozenset(code_ids)
    written: dict[UUID, list[tuple[Code, Step]]] = {}
    for step, changes in record.rows_by_step():
        for change in changes:
            code = change.after
            if not isinstance(code, Code) or code.id not in wanted:
                continue
            known = written.setdefault(code.id, [])
            if not known or _words(known[-1][0]) != _words(code):
                known.append((code, step))
    made = _Made(record.study)
    return {code_id: _wordings(made, steps) for code_id, steps in written.items()}


def rewordings(versions: Iterable[Wording]) -> list[Wording]:
    """The wordings without those that only gave another name, which is no other wording."""
    found: list[Wording] = []
    for each in versions:
        if not found or _words(found[-1].code)[1:] != _words(each.code)[1:]:
            found.append(each)
    return found


def past_wordings(record: Record) -> Mapping[UUID, tuple[PastWording, ...]]:
    """How the codes of today read before they were reworded, oldest first; what read alike is left out."""
    found: dict[UUID, tuple[PastWording, ...]] = {}
    for code_id, versions in all_wordings(record, record.study.codes).items():
        past = []
        for before, after in pairwise(versions):
            texts = [
                (label, getattr(before.code, name).strip() or EMPTY)
                for label, name in _FIELDS
                if getattr(before.code, name) != getattr(after.code, name)
            ]
            since, until = before.step.at, after.step.at
            past.append(PastWording(since, until, before.step.coder, before.segments, tuple(texts)))
        if past:
            found[code_id] = tuple(past)
    return found


def _words(code: Code) -> tuple[str, ...]:
    return tuple(getattr(code, name) for _, name in _FIELDS)


def _wordings(made: "_Made", written: list[tuple[Code, Step]]) -> list[Wording]:
    ends: list[datetime | None] = [*(step.at for _, step in written[1:]), None]
    return [
        Wording(code, step, until, made.between(code.id, step.at, until))
        for (code, step), until in zip(written, ends, strict=True)
    ]


class _Made:
    """When the codings of each code were made, so that those of a time are counted quickly."""

    def __init__(self, study: Study) -> None:
        self._study = study

    @cached_property
    def _columns(self) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
        """Code and moment of every coding, by code and then by moment."""
        tables = (Codings.empty(), *self._study.codings.values())
        code = np.concatenate([table.code for table in tables])
        created = np.concatenate([table.created for table in tables])
        order = np.lexsort((created, code))
        return code[order], created[order]

    def between(self, code_id: UUID, start: datetime, until: datetime | None) -> int:
        """How many codings of a code were made from ``start`` until, and not at, ``until``."""
        key = key_of(code_id)
        code, created = self._columns
        first, last = np.searchsorted(code, (key, key + 1)).tolist()
        made = created[first:last]
        begin = int(np.searchsorted(made, to_milliseconds(start)))
        end = len(made) if until is None else int(np.searchsorted(made, to_milliseconds(until)))
        return max(0, end - begin)
