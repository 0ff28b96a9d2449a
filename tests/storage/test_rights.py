"""Who may read what storage writes: what participants said is its owner's alone.

Tests: ``locking``.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.storage import backups, files, opening
from qualcode.storage.locking import lock_of
from tests.support.project_files import make_project, write_step

pytestmark = pytest.mark.skipif(os.name != "posix", reason="permission bits are POSIX's")


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def open_to_others(folder: Path) -> list[str]:
    """What in a folder somebody else could read or write."""
    found = [folder, *folder.rglob("*")]
    return [path.name for path in found if stat.S_IMODE(path.stat().st_mode) & 0o077]


def test_a_project_its_logs_and_its_copies_are_their_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "private"
    folder.mkdir(mode=0o700)
    path = make_project(folder / "study.qualcode", steps=2)
    database, study = opening.open_database(str(path))
    with closing(database):
        with database.engine.begin() as connection:
            # Half a step: SQLite's log is there now.
            connection.exec_driver_sql("UPDATE codes SET memo = 'x'")
            assert files.log_of(path, files.JOURNAL_ENDING).exists()
            assert open_to_others(folder) == []
            connection.rollback()
        write_step(database, study.step + 1)
        database.back_up()
        database.copy_to(folder / "copy.qualcode")
        assert lock_of(path).exists()
        assert len(backups.copies(path)) == 2
        assert open_to_others(folder) == []


def test_copies_share_what_the_project_shares(tmp_path: Path) -> None:
    """Of a project in a folder that a group works in, or one that was closed to the group all the same."""
    folder = tmp_path / "group"
    folder.mkdir()
    folder.chmod(0o2770)
    path = make_project(folder / "study.qualcode")
    assert stat.S_IMODE(path.stat().st_mode) == 0o660
    with closing(opening.open_database(str(path))[0]) as database:
        assert stat.S_IMODE(backups.backup_folder(path).stat().st_mode) == 0o2770
        (copy,) = backups.copies(path)
        assert stat.S_IMODE(copy.stat().st_mode) == 0o660
        path.chmod(0o600)
        database.copy_to(folder / "copy.qualcode")
        assert stat.S_IMODE((folder / "copy.qualcode").stat().st_mode) == 0o600
