"""Reading a whole study from a database: from its tables, or from its journal."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from sqlalchemy import Connection

from qualcode.model.change import ChangeSet
from qualcode.model.codings import Codings
from qualcode.model.entities import KINDS, Entity
from qualcode.model.errors import ConflictError, UnsoundError
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.turns import Turns
from qualcode.storage import bulk, rows
from qualcode.storage.values import noting

NOT_FOLLOWING: Final = (ConflictError, LookupError, ValueError, TypeError, AssertionError)
"""What a step raises that does not follow; all but the first only where somebody wrote it by hand."""


def study_on(connection: Connection, letters: rows.LoadText, step: int) -> Study:
    """Everything in the database after its last step, which has the number ``step``.

    The letters of a text are fetched by ``letters`` when they are wanted. Raises
    UnsoundError with all that cannot be read.
    """
    tables: dict[type[Entity], dict[UUID, Entity]] = {}
    turns: dict[UUID, Turns] = {}
    codings: dict[UUID, Codings] = {}
    found: list[str] = []
    holding = rows.kinds_held(connection)
    for kind in KINDS:
        with noting(found):
            tables[kind] = rows.read_rows(connection, kind, letters) if kind in holding else {}
    with noting(found):
        turns = bulk.read_turns(connection)
    with noting(found):
        codings = bulk.read_codings(connection)
    if found:
        raise UnsoundError(found)
    return Study(tables, turns, codings, step)


def replayed(steps: Iterable[tuple[Step, ChangeSet]], last: int) -> Study | None:
    """What the steps give up to the number ``last``; None where one cannot be read or does not follow."""
    study = Study()
    try:
        for step, change in steps:
            if step.number > last:
                break
            study = study.after(change).at_step(step.number)
    except (UnsoundError, *NOT_FOLLOWING):
        return None
    return study
