"""Tests of database.

Tests as well: ``bulk``, ``column_types``, ``rows``, ``server_turn``, ``texts``, ``values``.
"""

from contextlib import closing
from dataclasses import replace

import pytest

from qualcode.model.change import ChangeSet, ColumnsChange, removed, updated
from qualcode.model.codings import Codings
from qualcode.model.entities import Code, Participant, TextVersion
from qualcode.model.identity import now
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.storage import opening
from qualcode.storage.database import BehindError, Database
from tests.support.examples import TEXT, example


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
