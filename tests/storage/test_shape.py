"""How a project file is built: whatever is not as in a new project is told, however it came about."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.storage import shape
from qualcode.storage.engines import file_engine
from tests.support.project_files import make_project

OTHERWISE: Mapping[str, tuple[str, str]] = {
    "a column more": ("ALTER TABLE codes ADD COLUMN extra TEXT", "the table codes is not built as"),
    "an index less": ("DROP INDEX ix_codings_code_id", "the index ix_codings_code_id is missing"),
    "another index": ("CREATE INDEX extra ON codes (memo)", "it has an index that is not qualcode's (extra)"),
    "a trigger": (
        "CREATE TRIGGER t AFTER INSERT ON journal BEGIN UPDATE codes SET name = 'x'; END",
        "it has a trigger that is not qualcode's (t)",
    ),
    "a view": ("CREATE VIEW v AS SELECT 1", "it has a view that is not qualcode's (v)"),
    "a table": ("CREATE TABLE t (a)", "it has a table that is not qualcode's (t)"),
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
