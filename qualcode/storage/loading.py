"""Reading a whole study from a database, on a connection that sees one moment."""

from uuid import UUID

from sqlalchemy import Connection

from qualcode.model.codings import Codings
from qualcode.model.entities import KINDS, Entity
from qualcode.model.errors import UnsoundError
from qualcode.model.study import Study
from qualcode.model.turns import Turns
from qualcode.storage import bulk, journal, rows
from qualcode.storage.values import noting


def study_on(connection: Connection, letters: rows.LoadText) -> Study:
    """Everything in the database; the letters of a text are fetched by ``letters`` when they are wanted.

    Raises UnsoundError with all that cannot be read.
    """
    tables: dict[type[Entity], dict[UUID, Entity]] = {}
    turns: dict[UUID, Turns] = {}
    codings: dict[UUID, Codings] = {}
    found: list[str] = []
    step, _ = journal.last(connection)
    for kind in KINDS:
        with noting(found):
            tables[kind] = rows.read_rows(connection, kind, letters)
    with noting(found):
        turns = bulk.read_turns(connection)
    with noting(found):
        codings = bulk.read_codings(connection)
    if found:
        raise UnsoundError(found)
    return Study(tables, turns, codings, step)
