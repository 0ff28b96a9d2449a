"""Tests of migrate.

Tests as well: ``migrations.env``, ``servers``.
"""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from qualcode.model.change import ChangeSet, RowChange, added
from qualcode.model.entities import (
    Comment,
    Folder,
    Memo,
    MemoLink,
    RememberedGuide,
    SavedQuery,
    Transcript,
    TypicalQuote,
)
from qualcode.model.errors import HistoryError, QualcodeError, TornError
from qualcode.model.exchange.foreign import ForeignPart
from qualcode.model.identity import now
from qualcode.model.machine.address import is_server
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.team import (
    CodingProgress,
    Decision,
    GivenCopy,
    Membership,
    Revisit,
    Round,
    RoundCoder,
    RoundTranscript,
)
from qualcode.model.transcript import TranscriptStatus
from qualcode.operations.project import new_project
from qualcode.storage import backups, copying, engines, migrate, opening, soundness
from qualcode.storage.schema import REVISION, metadata
from qualcode.storage.servers import server_engine
from qualcode.storage.shape import faults
from tests.support.examples import example, whole_example
from tests.support.project_files import bring_to_the_first_schema

_LATER = (
    *(SavedQuery, TypicalQuote, RememberedGuide, Folder, MemoLink, Comment, Membership),
    *(Round, RoundTranscript, RoundCoder, CodingProgress, GivenCopy, ForeignPart, Decision, Revisit),
)
"""What the first schema has no tables for."""


def engine_of(address: str) -> Engine:
    if is_server(address):
        return server_engine(address)
    Path(address).touch()
    return engines.file_engine(Path(address))


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "target_metadata": metadata})
    return list(compare_metadata(context, metadata))


def shape(engine: Engine) -> dict[str, object]:
    """Tables as the database itself describes them, foreign keys and indices included."""
    look = inspect(engine)
    return {
        table: (
            [(c["name"], str(c["type"]), c["nullable"]) for c in look.get_columns(table)],
            sorted(str(sorted(key.items(), key=str)) for key in look.get_foreign_keys(table)),
            sorted((index["name"] or "", str(index["column_names"])) for index in look.get_indexes(table)),
            sorted((u["name"] or "", str(u["column_names"])) for u in look.get_unique_constraints(table)),
            str(look.get_pk_constraint(table)),
        )
        for table in sorted(look.get_table_names())
    }


def test_the_migrated_schema_is_the_declared_one(address: str) -> None:
    engine = engine_of(address)
    migrate.upgrade(engine)
    with engine.connect() as connection:
        assert differences(connection) == []
        assert faults(connection) == []
    engine.dispose()


def test_tables_of_a_new_project_are_those_that_migrations_make(
    address: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    migrated = engine_of(address)
    migrate.upgrade(migrated)
    by_migration = shape(migrated)
    if is_server(address):
        with migrated.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        fresh = address
    else:
        fresh = str(tmp_path / "fresh.qualcode")
    migrated.dispose()
    with closing(opening.create(fresh)) as database:
        assert shape(database.engine) == by_migration


def test_the_program_asks_for_the_newest_migration() -> None:
    assert ScriptDirectory(str(migrate.MIGRATIONS)).get_heads() == [REVISION]


def set_revision(address: str, revision: str) -> None:
    engine = engine_of(address)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :new"), {"new": revision})
    engine.dispose()


def test_a_newer_project_is_refused(address: str) -> None:
    with closing(opening.create(address)) as database:
        database.write(Step(1, now(), "AB", "Example"), whole_example())
    set_revision(address, "9999")
    with pytest.raises(QualcodeError, match=r"newer qualcode|another version"):
        opening.open_database(address)
    with pytest.raises(QualcodeError, match="newer qualcode"):
        opening.migrate_database(address)


def test_an_older_server_is_never_migrated_silently(postgres_url: str) -> None:
    opening.create(postgres_url).close()
    set_revision(postgres_url, "0002")
    with pytest.raises(QualcodeError, match="qualcode migrate"):
        opening.open_database(postgres_url)


def test_migrating_a_current_project_changes_nothing(address: str) -> None:
    with closing(opening.create(address)) as database:
        database.write(Step(1, now(), "AB", "Example"), whole_example())
        study = database.load()
    assert opening.migrate_database(address) == opening.Migrated(REVISION, REVISION)
    database, loaded = opening.open_database(address)
    assert loaded == study
    database.close()


def test_an_older_file_is_backed_up_before_it_is_migrated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.qualcode"
    with closing(opening.create(str(path))) as database:
        database.write(Step(1, now(), "AB", "Example"), whole_example())
    set_revision(str(path), "0000")
    seen: list[int] = []
    monkeypatch.setattr(migrate, "knows", lambda revision: revision in {"0000", REVISION})
    monkeypatch.setattr(migrate, "upgrade", lambda _engine: seen.append(len(backups.backups(path))))
    opening.open_database(str(path))[0].close()
    assert seen == [1]


def test_an_older_file_is_read_as_it_is_and_stays_so(tmp_path: Path) -> None:
    """One law: reading neither asks for another command first nor changes the file."""
    path = tmp_path / "old.qualcode"
    with closing(opening.create(str(path))) as database:
        database.write(Step(1, now(), "AB", "Example"), _of_the_first_schema(whole_example()))
        study = database.load()
    bring_to_the_first_schema(engine_of(str(path)))
    before = path.read_bytes()
    for _ in range(2):
        database, loaded = opening.open_database(str(path), writing=False)
        with closing(database):
            assert loaded == study
            assert "only being read" in database.read_only
        assert path.read_bytes() == before
    assert backups.backups(path) == []


def test_a_copy_that_cannot_be_brought_up_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.qualcode"
    with closing(opening.create(str(path))) as database:
        database.write(Step(1, now(), "AB", "Example"), _of_the_first_schema(whole_example()))
    bring_to_the_first_schema(engine_of(str(path)))

    def fail(_engine: object) -> None:
        raise QualcodeError("no room")

    made: list[Path] = []
    roomy = copying.roomy_folder

    def folder(size: int, beside: Path) -> Path:
        made.append(Path(roomy(size, tmp_path)))
        (tmp_path / "copies").mkdir(exist_ok=True)
        return tmp_path / "copies"

    monkeypatch.setattr(copying, "roomy_folder", folder)
    monkeypatch.setattr(migrate, "upgrade", fail)
    with pytest.raises(QualcodeError, match="no room"):
        opening.open_database(str(path), writing=False)
    assert made
    assert list((tmp_path / "copies").iterdir()) == []


def _as_before_folders(item: RowChange) -> RowChange:
    if not isinstance(item.after, Transcript):
        return item
    return added(replace(item.after, folder_id=None, status=TranscriptStatus.NOT_STARTED))


def _of_the_first_schema(change: ChangeSet) -> ChangeSet:
    tagged = {item.row.id for item in change.rows if isinstance(item.row, Memo) and item.row.tags}
    kept = tuple(
        _as_before_folders(item)
        for item in change.rows
        if not isinstance(item.row, _LATER) and item.row.id not in tagged
    )
    return replace(change, rows=kept)


def test_a_project_of_the_first_schema_is_brought_up_with_all_it_holds(address: str) -> None:
    """As the program wrote it before queries, typical quotes, the seal, stand-ins and all that came later."""
    with closing(opening.create(address)) as database:
        database.write(Step(1, now(), "AB", "Example"), _of_the_first_schema(whole_example()))
        study = database.load()
    bring_to_the_first_schema(engine_of(address))
    assert opening.migrate_database(address) == opening.Migrated("0001", REVISION)
    database, loaded = opening.open_database(address)
    with closing(database):
        assert loaded == study
        assert loaded.queries_in_order == ()
        assert loaded.rows(TypicalQuote) == {}
        assert loaded.rows(RememberedGuide) == {}
        assert loaded.rows(Round) == {}
        assert [(memo.tags, memo.day) for memo in loaded.rows(Memo).values()] == [((), None)]


def alter(address: str, statement: str) -> None:
    engine = engine_of(address)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def small_project_at(address: str) -> Study:
    with closing(opening.create(address)) as database:
        database.write(Step(1, now(), "AB", "New"), new_project("Study"))
        database.write(Step(2, now(), "AB", "Example"), _of_the_first_schema(example()))
        return database.load()


def test_an_older_project_of_two_moments_is_not_taken_for_sound_when_it_is_brought_up(address: str) -> None:
    """Older projects do not say what they hold; the journal does."""
    study = small_project_at(address)
    alter(address, "UPDATE codings SET memo = 'of another moment'")
    bring_to_the_first_schema(engine_of(address))
    if is_server(address):
        opening.migrate_database(address)
    for _ in range(2):
        with pytest.raises(TornError, match="not what its last step left"):
            opening.open_database(address)
    database, loaded = opening.open_without_history(address)
    with closing(database):
        assert loaded == study
        assert soundness.TORN in soundness.problems(database)


def test_an_older_project_without_a_readable_journal_can_still_be_saved_without_it(address: str) -> None:
    study = small_project_at(address)
    alter(address, "UPDATE journal SET label = 'other' WHERE step = 1")
    bring_to_the_first_schema(engine_of(address))
    if is_server(address):
        opening.migrate_database(address)
    with pytest.raises(HistoryError, match="step 1 of the journal has been altered"):
        opening.open_database(address)
    database, loaded = opening.open_without_history(address)
    with closing(database):
        assert loaded == study


@pytest.mark.parametrize("writing", [False, True])
def test_tables_of_another_version_than_they_say_are_damage(tmp_path: Path, writing: bool) -> None:
    path = tmp_path / "forged.qualcode"
    opening.create(str(path)).close()
    with engines.connected(path, engines.Access.CHANGE) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(QualcodeError, match="not those of version 0001"):
        opening.open_database(str(path), writing=writing)
    assert path.read_bytes() == before
