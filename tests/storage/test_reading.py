"""Reading a project beside the program that changes it, and where nothing may be changed."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from qualcode.model.errors import QualcodeError
from qualcode.model.study import Study
from qualcode.storage import opening, soundness
from qualcode.storage.whole_copy import copy_project
from tests.support.project_files import (
    crash_in_a_checkpoint,
    crash_in_a_step,
    crash_with_write_ahead_log,
    make_project,
    names_beside,
    steps_of,
    write_step,
)

STEPS = 4
WRITE_VERSION = 18
"""Where in a file SQLite says which version can write it."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "place").mkdir()
    return make_project(tmp_path / "place" / "study.qualcode", STEPS)


@pytest.fixture
def may_not_write(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may write anything, so what the system would answer to others is played here."""
    real = os.access

    def access(asked: Any, mode: int, **settings: Any) -> bool:
        return real(asked, mode, **settings) and (mode != os.W_OK or asked not in (path, path.parent))

    monkeypatch.setattr(os, "access", access)


@pytest.fixture
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where copies are made to be read; nothing is left there."""
    folder = tmp_path / "copies"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


def use_write_ahead_log(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


def read_all(path: Path, *, writing: bool) -> tuple[Study, str]:
    database, study = opening.open_database(str(path), writing=writing, reading_will_do=True)
    with closing(database):
        for transcript in study.transcripts:
            assert study.text(transcript)
        assert len(database.steps()) == study.step
        with pytest.raises(QualcodeError, match="nothing can be changed"):
            write_step(database, study.step + 1)
        return study, database.read_only


@pytest.mark.usefixtures("may_not_write")
@pytest.mark.parametrize("writing", [True, False])
def test_a_file_that_may_not_be_changed_is_read(path: Path, copies: Path, *, writing: bool) -> None:
    before = path.read_bytes()
    study, why = read_all(path, writing=writing)
    assert study.step == STEPS
    assert "may only be read" in why
    assert path.read_bytes() == before
    assert names_beside(path) == ["study.qualcode"]


@pytest.mark.usefixtures("may_not_write")
def test_a_command_that_changes_says_what_to_do(path: Path) -> None:
    with pytest.raises(QualcodeError, match="qualcode copy"):
        opening.open_database(str(path))


@pytest.mark.parametrize("version", [3, 128, 255])
def test_a_file_that_sqlite_only_reads_is_said_to_be_one_and_its_copy_can_be_changed(
    path: Path, tmp_path: Path, version: int
) -> None:
    """One byte of the header says which version of SQLite can write a file."""
    damage(path, version)
    with pytest.raises(QualcodeError, match=r"study.qualcode is read-only; make a copy with"):
        opening.open_database(str(path))
    database, study = opening.open_database(str(path), reading_will_do=True)
    with closing(database):
        assert "may only be read" in database.read_only
        assert [problem for problem in soundness.problems(database) if "by its header" in problem]
    copy = copy_project(str(path), tmp_path / "copy.qualcode")
    # The project itself is as it was: nobody asked for it to be changed.
    assert path.read_bytes()[WRITE_VERSION] == version
    database, copied = opening.open_database(str(copy))
    with closing(database):
        assert copied == study
        write_step(database, STEPS + 1)
        assert soundness.problems(database) == []


@pytest.mark.parametrize("version", [0, 1, 2])
def test_a_file_that_sqlite_writes_is_changed_as_ever(path: Path, version: int) -> None:
    damage(path, version)
    database, _ = opening.open_database(str(path))
    with closing(database):
        write_step(database, STEPS + 1)
        assert soundness.problems(database) == []


def damage(path: Path, version: int) -> None:
    content = bytearray(path.read_bytes())
    content[WRITE_VERSION] = version
    path.write_bytes(content)


@pytest.mark.usefixtures("may_not_write")
@pytest.mark.parametrize(
    ("crash", "steps"), [(crash_in_a_step, 4), (crash_with_write_ahead_log, 7), (crash_in_a_checkpoint, 44)]
)
def test_a_log_beside_a_file_that_may_not_be_changed_is_read_with_it(
    path: Path, tmp_path: Path, copies: Path, crash: object, steps: int
) -> None:
    assert callable(crash)
    left = crash(path, tmp_path / "elsewhere")
    left.leave_at(path)
    study, _ = read_all(path, writing=True)
    assert study.step == steps
    assert path.read_bytes() == left.file
    assert path.with_name("study.qualcode" + left.ending).read_bytes() == left.log
    assert len(names_beside(path)) == 2


@pytest.mark.usefixtures("may_not_write")
def test_a_file_of_an_older_version_is_read_though_it_may_not_be_changed(path: Path, copies: Path) -> None:
    use_write_ahead_log(path)
    before = path.read_bytes()
    assert read_all(path, writing=True)[0].step == STEPS
    assert path.read_bytes() == before
    assert names_beside(path) == ["study.qualcode"]


def test_an_older_file_is_turned_into_one_without_a_log_at_opening(path: Path) -> None:
    use_write_ahead_log(path)
    opening.open_database(str(path), writing=False)[0].close()
    assert names_beside(path) == ["study.qualcode"]
    database, _ = opening.open_database(str(path))
    with closing(database):
        write_step(database, STEPS + 1)
        assert not path.with_name("study.qualcode-wal").exists()
    assert path.read_bytes()[18:20] == b"\x01\x01"
    assert steps_of(path) == STEPS + 1


READ = """
import sys
from contextlib import closing
from qualcode.storage import opening

database, study = opening.open_database(sys.argv[1], writing=False)
with closing(database):
    print(study.step, flush=True)
    # Holding on to what it reads, as a long report does.
    with database.engine.connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM journal").scalar()
        sys.stdin.readline()
"""


def test_who_codes_does_not_wait_for_a_command_that_reads(path: Path, copies: Path) -> None:
    database, _ = opening.open_database(str(path))
    environment = {**os.environ, "TMPDIR": str(copies)}
    reader = subprocess.Popen(
        [sys.executable, "-c", READ, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    with closing(database), reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == f"{STEPS}\n"
        for number in range(STEPS + 1, STEPS + 4):
            write_step(database, number)
        assert reader.poll() is None, "the command had ended already"
        reader.communicate("\n")
        assert reader.returncode == 0
        assert soundness.problems(database) == []


def test_no_reader_of_the_program_itself_holds_up_a_step(path: Path) -> None:
    """A report goes through the journal row by row while a person codes."""
    database, study = opening.open_database(str(path))
    with closing(database):
        rows = database.rows_by_step()
        next(rows)
        write_step(database, study.step + 1)
        next(rows)
        write_step(database, study.step + 2)
        assert len(list(rows)) == STEPS - 2
