"""Tests of journal.

Tests as well: ``schema``, ``table_parts``.
"""

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from qualcode.model.change import ChangeSet
from qualcode.model.identity import now
from qualcode.model.step import Step, StepKind
from qualcode.model.step_topics import outline_of
from qualcode.model.study import Study
from qualcode.storage import journal as journal_module
from qualcode.storage import opening
from qualcode.storage.codec import encode
from qualcode.storage.database import Database
from qualcode.storage.journal import append, last, packed
from qualcode.storage.schema import journal, seal
from tests.support.examples import example


def three_steps(database: Database) -> None:
    change = example()
    database.write(Step(1, now(), "AB", change.label), change)
    database.write(Step(2, now(), "CD", change.label, StepKind.UNDO, 1), change.inverse())
    database.write(Step(3, now(), "AB", change.label, StepKind.REDO, 1), change)


def test_replaying_gives_the_study_and_finds_nothing_wrong(address: str) -> None:
    with closing(opening.create(address)) as database:
        three_steps(database)
        study = Study()
        assert database.journal_faults() == []
        for _, change in database.replay():
            study = study.after(change)
        assert study == database.load()
        assert [(step.coder, step.kind, step.target) for step in database.steps()] == [
            ("AB", StepKind.DO, None),
            ("CD", StepKind.UNDO, 1),
            ("AB", StepKind.REDO, 1),
        ]


@pytest.mark.parametrize("altered", ["another reason", None])
def test_a_reason_is_kept_with_its_step_and_cannot_be_altered(address: str, altered: str | None) -> None:
    with closing(opening.create(address)) as database:
        change = example()
        database.write(Step(1, now(), "AB", change.label, reason="as agreed on Tuesday"), change)
        database.write(Step(2, now(), "AB", change.label, StepKind.UNDO, 1), change.inverse())
        assert [step.reason for step in database.steps()] == ["as agreed on Tuesday", ""]
        assert database.journal_faults() == []
        with database.engine.begin() as connection:
            connection.execute(update(journal).where(journal.c.step == 1).values(reason=altered))
        assert database.journal_faults() == ["step 1 of the journal has been altered"]


def test_an_outline_tells_rows_and_how_many_codings_came(address: str) -> None:
    with closing(opening.create(address)) as database:
        three_steps(database)
        change = database.change_of(1)
        outlines = [outline for _, outline in database.outlines()]
        assert outlines[0].rows == change.rows
        assert outlines[0] == outline_of(change)
        assert [(went, came) for came, went in outlines[0].codings] == list(outlines[1].codings)
        assert sum(came for _, came in outlines[0].codings) > 0


@pytest.mark.parametrize("column", ["label", "coder", "target"])
def test_an_altered_step_is_found(address: str, column: str) -> None:
    with closing(opening.create(address)) as database:
        three_steps(database)
        value = 7 if column == "target" else "altered"
        with database.engine.begin() as connection:
            connection.execute(update(journal).where(journal.c.step == 2).values({column: value}))
        assert database.journal_faults() == ["step 2 of the journal has been altered"]


def test_an_altered_change_is_found(address: str) -> None:
    with closing(opening.create(address)) as database:
        three_steps(database)
        with database.engine.begin() as connection:
            payload = encode(ChangeSet("Example"))
            connection.execute(update(journal).where(journal.c.step == 2).values(payload=payload))
        assert database.journal_faults() == ["step 2 of the journal has been altered"]


def test_large_changes_are_looked_at_in_pieces_to_their_last_byte(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_module, "_PIECE", 7)
    with closing(opening.create(address)) as database:
        three_steps(database)
        assert database.journal_faults() == []
        with database.engine.begin() as connection:
            payload = connection.execute(select(journal.c.payload).where(journal.c.step == 3)).scalar_one()
            assert len(payload) > 7
            other = payload[:-1] + bytes([payload[-1] ^ 1])
            connection.execute(update(journal).where(journal.c.step == 3).values(payload=other))
        assert database.journal_faults() == ["step 3 of the journal has been altered"]


@pytest.mark.parametrize("piece", [1, 7, 1_000_000])
def test_a_large_change_is_kept_as_a_small_one_is(
    address: str, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_module, "_PIECE", piece)
    change = example()
    with closing(opening.create(address)) as database:
        database.write(Step(1, now(), "AB", change.label), change)
        assert database.change_of(1) == change
        with database.engine.connect() as connection:
            kept = connection.execute(select(journal.c.payload)).scalar_one()
        assert kept == packed(change)
        assert database.journal_faults() == []


def test_a_large_change_that_is_no_bytes_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_module, "_PIECE", 7)
    with closing(opening.create(str(tmp_path / "a.qualcode"))) as database:
        three_steps(database)
        with database.engine.begin() as connection:
            connection.exec_driver_sql(
                "UPDATE journal SET payload = 'more than seven letters' WHERE step = 2"
            )
        assert database.journal_faults() == ["the table “journal” holds a value that does not belong there"]


def test_a_missing_step_is_found(address: str) -> None:
    with closing(opening.create(address)) as database:
        three_steps(database)
        with database.engine.begin() as connection:
            connection.execute(delete(journal).where(journal.c.step == 2))
        assert database.journal_faults() == ["step 2 is missing from the journal"]


def test_an_end_that_was_cut_off_is_found(address: str) -> None:
    with closing(opening.create(address)) as database:
        three_steps(database)
        with database.engine.begin() as connection:
            # What is left is a whole chain, and undone once it leads to the same study as the rest.
            connection.execute(delete(journal).where(journal.c.step == 3))
        assert database.journal_faults() == ["the journal should hold 3 steps and holds 2"]


def test_another_last_step_is_found(address: str) -> None:
    with closing(opening.create(address)) as database:
        three_steps(database)
        with database.engine.begin() as connection:
            (number, digest) = last(connection)
            connection.execute(delete(journal).where(journal.c.step == 3))
            assert (number, digest) != last(connection)
            previous = last(connection)[1]
            other = ChangeSet("Other")
            append(connection, Step(3, now(), "AB", "Other"), other, packed(other), previous)
            connection.execute(update(seal).values(steps=number, hash=digest))
        assert database.journal_faults() == ["step 3 of the journal is not the one that was saved last"]


def test_a_lost_seal_is_found(address: str) -> None:
    with closing(opening.create(address)) as database:
        three_steps(database)
        with database.engine.begin() as connection:
            connection.execute(delete(seal))
        assert database.journal_faults() == ["the seal of the journal is missing"]
