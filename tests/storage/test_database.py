"""Tests of database.

Tests as well: ``bulk``, ``column_types``, ``rows``, ``server_turn``, ``texts``, ``values``.
"""

import sqlite3
from contextlib import closing, nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection

from qualcode.model.change import ChangeSet, ColumnsChange, removed, updated
from qualcode.model.codings import Codings
from qualcode.model.entities import Code, Participant, TextVersion
from qualcode.model.errors import UnsoundError
from qualcode.model.identity import now
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.storage import bulk, engines, opening
from qualcode.storage.database import BehindError, Database
from qualcode.storage.engines import Access, file_engine
from tests.support.examples import TEXT, example
from tests.support.project_files import make_project


def write(database: Database, study: Study, change: ChangeSet) -> Study:
    step = Step(study.step + 1, now(), "AB", change.label)
    after = study.after(change).at_step(step.number)
    database.write(step, change)
    return after


def everything_removed(study: Study) -> ChangeSet:
    return ChangeSet(
        "Remove all",
        tuple(removed(row) for rows in study.tables.values() for row in rows.values()),
        tuple(ColumnsChange(key, table, table.empty()) for key, table in study.turns.items()),
        tuple(ColumnsChange(key, table, table.empty()) for key, table in study.codings.items()),
    )


def test_what_is_written_is_what_is_loaded(address: str) -> None:
    with closing(opening.create(address)) as database:
        study = write(database, Study(), example())
        loaded = database.load()
        assert loaded == study
        assert loaded.step == 1
        transcript = loaded.transcripts_in_order[0]
        assert loaded.text(transcript.id) == TEXT
        assert [turn.label for turn in loaded.turns_of(transcript.id)] == ["MOD", "P1"]


def test_updates_and_changed_codings_are_loaded_as_they_became(address: str) -> None:
    with closing(opening.create(address)) as database:
        study = write(database, Study(), example())
        code = study.code_named("stigma")
        person = next(row for row in study.participants.values() if row.name == "P1")
        transcript = study.transcripts_in_order[0]
        before = study.codings_of(transcript.id)
        moved = Codings.from_rows(
            replace(row, span=row.span._replace(end=row.span.end - 1)) for row in before
        )
        change = ChangeSet(
            "Change",
            (
                updated(code, replace(code, name="shame", parent_id=None, digit=None)),
                updated(person, replace(person, name="Kim")),
            ),
            codings=(ColumnsChange(transcript.id, before, moved),),
        )
        study = write(database, study, change)
        assert database.load() == study
        assert {row.name for row in study.rows(Code).values()} == {"Trust", "shame"}
        assert {row.name for row in study.rows(Participant).values()} == {"Kim", "MOD"}


def test_everything_can_be_removed_and_comes_back_by_the_inverse(address: str) -> None:
    with closing(opening.create(address)) as database:
        study = write(database, Study(), example())
        change = everything_removed(study)
        empty = write(database, study, change)
        assert database.load() == empty == Study()
        # From the journal, as undo takes it: the text comes along.
        back = write(database, empty, database.change_of(2).inverse())
        loaded = database.load()
        assert loaded == back == study
        assert loaded.text(loaded.transcripts_in_order[0].id) == TEXT


def test_the_older_study_keeps_a_deleted_text(address: str) -> None:
    with closing(opening.create(address)) as database:
        write(database, Study(), example())
        older = database.load()
        write(database, older, everything_removed(older))
        database.text.cache_clear()
        (version,) = older.rows(TextVersion).values()
        assert version.text.read() == TEXT


def test_a_step_out_of_turn_is_not_written(address: str) -> None:
    with closing(opening.create(address)) as database:
        study = write(database, Study(), example())
        with pytest.raises(BehindError):
            database.write(Step(1, now(), "AB", "late"), everything_removed(study))
        assert database.load() == study
        assert [step.number for step in database.steps()] == [1]


@pytest.mark.parametrize("fails", [False, True])
def test_sqlite_keeps_no_more_than_usual_after_a_large_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, fails: bool
) -> None:
    kept: list[int] = []

    def asked(connection: Connection) -> int:
        size: int = connection.connection.cursor().execute("PRAGMA cache_size").fetchone()[0]
        return size

    def write_codings(connection: Connection, *_more: object) -> None:
        kept.append(asked(connection))
        if fails:
            raise OverflowError

    monkeypatch.setattr(engines, "_LARGE_STEP", 0)
    monkeypatch.setattr(bulk, "write_codings", write_codings)
    with closing(opening.create(str(tmp_path / "a.qualcode"))) as database:
        with database.engine.connect() as connection:
            usual = asked(connection)
        with nullcontext() if not fails else pytest.raises(OverflowError):
            write(database, Study(), example())
        with database.engine.connect() as connection:
            assert asked(connection) == usual
    assert len(kept) == 1
    assert kept[0] < usual < 0


def test_a_failing_row_leaves_neither_rows_nor_step(address: str) -> None:
    with closing(opening.create(address)) as database:
        study = write(database, Study(), example())
        code = study.code_named("stigma")
        # Its codings would be orphans: the database refuses what the study would have let through.
        with pytest.raises(Exception, match=r"(?i)foreign key"):
            database.write(Step(2, now(), "AB", "bad"), ChangeSet("bad", (removed(code),)))
        assert database.load() == study
        assert [step.number for step in database.steps()] == [1]
        assert database.damages() == []


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("codes", "id", "16"),  # as bytes, sixteen of them
        ("codes", "id", "'sixteen letters.'"),
        ("codes", "id", "x'00'"),
        ("codes", "name", "x'00'"),
        ("codes", "position", "'first'"),
        ("participants", "id", "16"),
        ("text_versions", "length", "'long'"),
        ("codings", "id", "x'00'"),
        ("codings", "id", "'sixteen letters.'"),
        ("codings", "coder_id", "x'00'"),
        ("codings", "start", "'five'"),
        ("codings", "start", "0.5"),
        ("codings", "end", "9999999999"),
        ("codings", "weight", "'heavy'"),
        ("codings", "weight", "0.5"),
        ("codings", "created", "x'00'"),
        ("codings", "memo", "x'00'"),
        ("turns", "start", "'five'"),
        ("turns", "label", "x'00'"),
        ("turns", "time", "'early'"),
    ],
)
def test_a_value_that_does_not_belong_there_is_told_with_its_table(
    tmp_path: Path, table: str, column: str, value: str
) -> None:
    path = make_project(tmp_path / "study.qualcode", 2)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(
            f'UPDATE {table} SET "{column}" = {value} WHERE rowid = (SELECT max(rowid) FROM {table})'
        )
        connection.commit()
    with (
        closing(Database(file_engine(path, Access.READ), path)) as database,
        pytest.raises(UnsoundError) as told,
    ):
        database.load()
    assert any(
        f"the table “{table}” holds a value that does not belong there" in line
        for line in told.value.findings
    )
