"""The file of an open project is moved, deleted, replaced, put back: no step is said to be saved in vain.

Tests as well: ``presence``.
"""

import errno
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from qualcode.model.change import ChangeSet, added
from qualcode.model.entities import Coder
from qualcode.model.errors import QualcodeError, ReplacedProjectError
from qualcode.model.identity import new_id, now
from qualcode.model.step import Step
from qualcode.storage import engines, opening, soundness
from qualcode.storage.database import Database
from qualcode.storage.files import JOURNAL_ENDING, log_of
from tests.support.project_files import (
    copied_by_another_program,
    crash_in_a_step,
    make_project,
    steps_of,
    write_step,
)

STEPS = 5


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_project(tmp_path / "study.qualcode", STEPS)


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    opened, _ = opening.open_database(str(path))
    yield opened
    opened.close()


def delete(path: Path) -> None:
    path.unlink()


def rename(path: Path) -> None:
    path.rename(path.with_name("renamed.qualcode"))


def rename_the_folder(path: Path) -> None:
    path.parent.rename(path.parent.with_name("renamed"))
    path.parent.mkdir()


def replace_by_another_project(path: Path) -> None:
    make_project(path.with_name("other.qualcode"), STEPS).replace(path)


def replace_by_an_older_copy(path: Path) -> None:
    older = path.with_name("older.qualcode")
    copied_by_another_program(path, older)
    forget_last_step(older)
    older.replace(path)


def overwrite_with_another_project(path: Path) -> None:
    copied_by_another_program(make_project(path.with_name("other.qualcode"), STEPS), path)


def overwrite_with_what_is_no_project(path: Path) -> None:
    words = path.with_name("words.txt")
    words.write_text("Not a project. " * 5000)
    copied_by_another_program(words, path)


def take_the_last_step_away(path: Path) -> None:
    forget_last_step(path)


def forget_last_step(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM journal WHERE step = (SELECT max(step) FROM journal)")


def content(path: Path) -> bytes | None:
    """What is at a path, read by another program."""
    if not path.exists():
        return None
    copied_by_another_program(path, path.with_name("looked at"))
    return path.with_name("looked at").read_bytes()


MISHAPS: list[Callable[[Path], None]] = [
    delete,
    rename,
    rename_the_folder,
    replace_by_another_project,
    replace_by_an_older_copy,
    overwrite_with_another_project,
    overwrite_with_what_is_no_project,
    take_the_last_step_away,
]


@pytest.mark.skipif(os.name != "posix", reason="Windows does not let go of a file that is open")
@pytest.mark.parametrize("mishap", MISHAPS, ids=lambda mishap: mishap.__name__)
def test_no_step_is_saved_where_the_file_is_not_the_one_that_is_open(
    path: Path, database: Database, mishap: Callable[[Path], None]
) -> None:
    write_step(database, STEPS + 1)
    mishap(path)
    before = content(path)
    for _ in range(2):
        with pytest.raises(ReplacedProjectError, match="Save what is open here under a new name"):
            write_step(database, STEPS + 2)
    # What is there now has not been touched, nor has anything been put beside it.
    assert content(path) == before
    assert not path.with_name("study.qualcode-journal").exists()


@pytest.mark.skipif(os.name != "posix", reason="Windows does not let go of a file that is open")
@pytest.mark.parametrize(
    "mishap", [delete, rename, replace_by_another_project, replace_by_an_older_copy], ids=lambda m: m.__name__
)
def test_what_was_saved_is_still_there_to_be_copied(
    path: Path, database: Database, tmp_path: Path, mishap: Callable[[Path], None]
) -> None:
    write_step(database, STEPS + 1)
    study = database.load()
    mishap(path)
    assert database.holds_what_is_known()
    target = tmp_path / "saved.qualcode"
    database.copy_to(target)
    opened, there = opening.open_database(str(target))
    with closing(opened):
        assert there == study
        assert there.step == STEPS + 1
        assert soundness.problems(opened) == []


def test_a_file_that_was_overwritten_no_longer_holds_what_is_known(path: Path, database: Database) -> None:
    overwrite_with_another_project(path)
    assert not database.holds_what_is_known()


@pytest.mark.skipif(os.name != "posix", reason="Windows does not let go of a file that is open")
def test_a_file_that_comes_back_is_gone_on_with(path: Path, database: Database) -> None:
    away = path.with_name("away.qualcode")
    path.rename(away)
    with pytest.raises(ReplacedProjectError):
        write_step(database, STEPS + 1)
    away.rename(path)
    write_step(database, STEPS + 1)
    assert steps_of(path) == STEPS + 1


@pytest.mark.skipif(os.name != "posix", reason="Windows does not let go of a file that is open")
def test_a_copy_of_the_same_state_is_gone_on_with(path: Path, database: Database) -> None:
    """As a sync service leaves it, or a network drive that numbers its files again."""
    copy = path.with_name("copy.qualcode")
    copied_by_another_program(path, copy)
    copy.replace(path)
    for number in range(STEPS + 1, STEPS + 4):
        write_step(database, number)
    assert steps_of(path) == STEPS + 3
    assert soundness.problems(database) == []


def test_a_touched_file_is_looked_into_and_gone_on_with(path: Path, database: Database) -> None:
    os.utime(path)
    write_step(database, STEPS + 1)
    assert steps_of(path) == STEPS + 1


@pytest.mark.skipif(os.name != "posix", reason="Windows does not let go of a file that is open")
def test_a_touched_file_that_cannot_be_looked_into_was_not_replaced(
    path: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        os.utime(path, (1, 1))
        with pytest.raises(QualcodeError, match="another program is using it") as refused:
            write_step(database, STEPS + 1)
        assert not isinstance(refused.value, ReplacedProjectError)
    write_step(database, STEPS + 1)
    assert steps_of(path) == STEPS + 1


def test_a_step_that_can_neither_be_saved_nor_undone_is_said_to_be_one(path: Path, tmp_path: Path) -> None:
    """As where a disk fails in the midst, and does not take back what was begun either."""
    torn = tmp_path / "torn.qualcode"
    crash_in_a_step(path, tmp_path).leave_at(torn)
    opened, _ = opening.open_database(str(path))
    with closing(opened):
        copied_by_another_program(torn, path)
        copied_by_another_program(log_of(torn, JOURNAL_ENDING), log_of(path, JOURNAL_ENDING))
        for _again in range(2):
            with pytest.raises(ReplacedProjectError, match="neither be saved nor undone"):
                write_step(opened, STEPS + 1)
    opened, _ = opening.open_database(str(path))
    with closing(opened):
        write_step(opened, STEPS + 1)
        assert soundness.problems(opened) == []


def test_a_file_that_goes_while_a_step_is_saved(path: Path, database: Database) -> None:
    def unlink(_done: int, _total: int, _what: str) -> None:
        path.unlink(missing_ok=True)

    change = ChangeSet("Coder", (added(Coder(id=new_id(), name="late")),))
    with pytest.raises(QualcodeError):
        database.write(Step(STEPS + 1, now(), "AB", change.label), change, unlink)
    assert not path.exists()


def test_a_drive_that_does_not_answer_is_told_in_words(
    path: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.stat

    def stale(name: Any, *rest: Any, **settings: Any) -> os.stat_result:
        if name == path:
            raise OSError(errno.ESTALE, "Stale file handle")
        return real(name, *rest, **settings)

    with monkeypatch.context() as patched:
        patched.setattr(os, "stat", stale)
        with pytest.raises(ReplacedProjectError, match="does not answer"):
            write_step(database, STEPS + 1)
    write_step(database, STEPS + 1)
    assert steps_of(path) == STEPS + 1


def test_two_openings_in_one_process_do_not_take_each_others_locks(path: Path, tmp_path: Path) -> None:
    """While one writes, another part of the program reads; a third program must find the file locked."""
    first, _ = opening.open_database(str(path))
    with closing(first):
        connection = first.engine.raw_connection()
        connection.driver_connection.execute("BEGIN IMMEDIATE")  # type: ignore[union-attr]
        seen, _ = opening.open_database(str(path), writing=False)
        seen.close()
        with pytest.raises(QualcodeError, match="open in another"):
            opening.open_database(str(path))
        assert is_locked(path)
        connection.driver_connection.execute("ROLLBACK")  # type: ignore[union-attr]
        connection.close()
        assert not is_locked(path)


def is_locked(path: Path) -> bool:
    """Whether another program finds that somebody is writing."""
    code = (
        "import sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)\n"
        "try: connection.execute('BEGIN IMMEDIATE')\n"
        "except sqlite3.OperationalError: print('locked')\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    return done.stdout.strip() == "locked"
