"""Statements that are put together once give and store on files what they do on servers."""

from contextlib import closing

import pytest
from sqlalchemy import Connection, bindparam, insert, select, update

from qualcode.model.identity import now
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.storage import journal, loading, opening
from qualcode.storage.database import Database
from qualcode.storage.engines import for_writing
from qualcode.storage.prepared import Prepared
from qualcode.storage.rows import LoadText
from qualcode.storage.schema import coders
from tests.support.examples import whole_example

ADD = Prepared(insert(coders).values({column.name: bindparam(column.name) for column in coders.c}))
RENAME = Prepared(update(coders).where(coders.c.name == bindparam("before")).values(name=bindparam("after")))
NEWEST = Prepared(select(coders.c.id, coders.c.name).order_by(coders.c.name.desc()).limit(2))


def test_values_are_stored_and_found_as_they_are_by_sqlalchemy(address: str) -> None:
    with closing(opening.create(address)) as database:
        database.write(Step(1, now(), "AB", "Example"), whole_example())
        with database.engine.connect() as connection, connection.begin():
            before = connection.execute(select(coders)).mappings().all()
            ADD.make(connection, {**before[0], "id": before[0]["id"].__class__(int=7), "name": "~first"})
            RENAME.make(connection, {"before": "~first", "after": "~last"})
            identity, name = NEWEST.rows(connection, {})[0]
            assert (identity.int, name) == (7, "~last")
            # Of a limit the number is part of the statement.
            assert len(NEWEST.rows(connection, {})) == min(2, len(before) + 1)
            after = connection.execute(select(coders).where(coders.c.name == "~last")).mappings().one()
            assert dict(after) == {**before[0], "id": identity, "name": "~last"}


def test_all_that_is_read_at_once_is_of_one_moment(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked first, the last step, must not be of an earlier one than the rows."""
    with closing(opening.create(address)) as database:
        database.write(Step(1, now(), "AB", "Example"), whole_example())
        transactions: list[object] = []

        def last(connection: Connection) -> tuple[int, str]:
            found = _last(connection)
            transactions.append(_moment_of(connection))
            return found

        def study_on(connection: Connection, letters: LoadText, step: int) -> Study:
            study = _study_on(connection, letters, step)
            transactions.append(_moment_of(connection))
            return study

        _last, _study_on = journal.last, loading.study_on
        monkeypatch.setattr(journal, "last", last)
        monkeypatch.setattr(loading, "study_on", study_on)
        database.load()
    first, second = transactions
    assert first == second
    assert first is not False


def _moment_of(connection: Connection) -> object:
    """What a connection sees until its transaction ends; False where it is in none."""
    if connection.dialect.name == "postgresql":
        return connection.exec_driver_sql("SELECT txid_current_snapshot()::text").scalar()
    driver = connection.connection.driver_connection
    assert driver is not None
    return driver.in_transaction


def test_what_is_not_committed_is_undone(address: str) -> None:
    with closing(opening.create(address)) as database:
        database.write(Step(1, now(), "AB", "Example"), whole_example())
        held = names(database)
        with for_writing(database.engine).connect() as connection:
            connection.begin()
            RENAME.make(connection, {"before": held[0], "after": "~last"})
        assert names(database) == held


def names(database: Database) -> list[str]:
    with database.engine.connect() as connection:
        return sorted(connection.execute(select(coders.c.name)).scalars())
