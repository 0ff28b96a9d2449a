"""How a project file is built: whatever is not as in a new project is told, however it came about."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.storage import shape
from qualcode.storage.engines import file_engine
from qualcode.storage.server_opening import create_on_server
from qualcode.storage.servers import server_engine
from tests.support.postgres import Server
from tests.support.project_files import make_project

OTHERWISE: Mapping[str, tuple[str, str]] = {
    "a column more": ("ALTER TABLE codes ADD COLUMN extra TEXT", "the table codes is not built as"),
    "an index less": ("DROP INDEX ix_codings_code_id", "the index ix_codings_code_id is missing"),
    "another index": ("CREATE INDEX extra ON codes (memo)", "it has an index that is not qualcode’s (extra)"),
    "a trigger": (
        "CREATE TRIGGER t AFTER INSERT ON journal BEGIN UPDATE codes SET name = 'x'; END",
        "it has a trigger that is not qualcode’s (t)",
    ),
    "a view": ("CREATE VIEW v AS SELECT 1", "it has a view that is not qualcode’s (v)"),
    "a table": ("CREATE TABLE t (a)", "it has a table that is not qualcode’s (t)"),
    "a word": (
        "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, 'name', 'nome')",
        "the table codes is not built as",
    ),
}
THE_SAME: Mapping[str, str] = {
    "nothing": "SELECT 1",
    "other letters": "DROP INDEX ix_codings_code_id; create  index ix_codings_code_id\non codings(code_id)",
    "figures of SQLite": "ANALYZE",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_project(tmp_path / "study.qualcode", steps=2)


def _faults(path: Path, statements: str) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(statements)
    engine = file_engine(path)
    try:
        with engine.connect() as connection:
            return shape.faults(connection)
    finally:
        engine.dispose()


@pytest.mark.parametrize("what", OTHERWISE)
def test_what_is_built_otherwise_is_told(path: Path, what: str) -> None:
    statements, told = OTHERWISE[what]
    assert any(fault.startswith(told) for fault in _faults(path, statements))


@pytest.mark.parametrize("what", THE_SAME)
def test_the_same_tables_are_none_of_it(path: Path, what: str) -> None:
    assert _faults(path, THE_SAME[what]) == []


ON_SERVER: Mapping[str, tuple[str, list[str]]] = {
    "a column more": ("ALTER TABLE codes ADD COLUMN extra TEXT", ["the table codes is not built as"]),
    "a column less": ("ALTER TABLE journal DROP COLUMN reason", ["the table journal is not built as"]),
    "another kind": ("ALTER TABLE codings ALTER start TYPE BIGINT", ["the table codings is not built as"]),
    "nothing is allowed": ("ALTER TABLE codes ALTER memo DROP NOT NULL", ["the table codes is not built as"]),
    "another name": ("ALTER TABLE codes RENAME memo TO memos", ["the table codes is not built as"]),
    "no table": ("DROP TABLE codings", ["the table codings is missing"]),
    "not a table": (
        "DROP TABLE codings; CREATE VIEW codings AS SELECT * FROM journal",
        ["the table codings is missing"],
    ),
    "somebody else's": ("CREATE TABLE codes_of_theirs (a INTEGER); CREATE VIEW v AS SELECT 1", []),
    "elsewhere": ("CREATE SCHEMA theirs; CREATE TABLE theirs.codes (a INTEGER)", []),
    "a column that was there once": ("ALTER TABLE codes ADD a TEXT; ALTER TABLE codes DROP a", []),
}


@pytest.mark.parametrize("what", ON_SERVER)
def test_on_a_server_columns_are_looked_at(what: str, postgres_server: Server, postgres_url: str) -> None:
    statements, told = ON_SERVER[what]
    create_on_server(postgres_url).close()
    postgres_server.run(statements, postgres_url.rpartition("/")[2])
    engine = server_engine(postgres_url)
    try:
        with engine.connect() as connection:
            found = shape.faults(connection)
    finally:
        engine.dispose()
    assert len(found) == len(told)
    assert all(fault.startswith(start) for fault, start in zip(found, told, strict=True))
