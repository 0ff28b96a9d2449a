import os
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qualcode.model.errors import QualcodeError
from qualcode.model.identity import now
from qualcode.model.step import Step
from qualcode.storage import files, opening
from tests.support.examples import whole_example


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "study.qualcode"
    with closing(opening.create(str(path))) as database:
        database.write(Step(1, now(), "AB", "Example"), whole_example())
    return path


def beside(path: Path) -> list[str]:
    return sorted(item.name for item in path.parent.iterdir())


def test_a_closed_project_is_exactly_one_file(project: Path) -> None:
    assert beside(project) == ["study.qualcode"]


def test_a_second_program_is_refused_and_a_reader_is_not(project: Path) -> None:
    first, study = opening.open_database(str(project))
    with pytest.raises(QualcodeError, match="open in another qualcode window"):
        opening.open_database(str(project))
    reader, seen = opening.open_database(str(project), writing=False)
    assert seen == study
    reader.close()
    first.close()
    opening.open_database(str(project))[0].close()
    assert beside(project) == ["study backups", "study.qualcode"]


def test_what_one_thread_opened_another_closes(project: Path) -> None:
    with ThreadPoolExecutor(1) as elsewhere:
        database, _study = elsewhere.submit(opening.open_database, str(project)).result()
    database.close()
    opening.open_database(str(project))[0].close()
    assert beside(project) == ["study backups", "study.qualcode"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is not a qualcode project"),
        (b"Just a letter to a friend." * 50, "is not a qualcode project"),
        (b"SQLite format 3\0" + bytes(2000), "of another program"),
    ],
)
def test_what_is_no_project_is_refused_in_one_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "other.qualcode"
    path.write_bytes(content)
    with pytest.raises(QualcodeError, match=sentence):
        opening.open_database(str(path))
    assert path.read_bytes() == content
    assert beside(path) == ["other.qualcode"]


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.qualcode"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE things (id INTEGER)")
        connection.commit()
    with pytest.raises(QualcodeError, match="of another program"):
        opening.open_database(str(path))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(QualcodeError, match="There is no file"):
        opening.open_database(str(tmp_path / "none.qualcode"))
    with pytest.raises(QualcodeError, match="is a folder"):
        opening.open_database(str(tmp_path))


def test_an_existing_file_is_never_overwritten(project: Path) -> None:
    before = project.read_bytes()
    with pytest.raises(QualcodeError, match="exists already"):
        opening.create(str(project))
    assert project.read_bytes() == before


def test_a_new_project_needs_a_folder(tmp_path: Path) -> None:
    with pytest.raises(QualcodeError, match="There is no folder"):
        opening.create(str(tmp_path / "nowhere" / "study.qualcode"))


@pytest.mark.parametrize("share", [0.3, 0.7, 0.99])
def test_a_truncated_file_is_refused(project: Path, share: float) -> None:
    content = project.read_bytes()
    project.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(QualcodeError, match="cut short"):
        opening.open_database(str(project))
    assert beside(project) == ["study.qualcode"]


def test_a_damaged_page_is_found_on_opening(project: Path) -> None:
    content = bytearray(project.read_bytes())
    for page in range(1, len(content) // 4096):
        content[page * 4096 : page * 4096 + 8] = b"\xff" * 8
    project.write_bytes(content)
    with pytest.raises(QualcodeError, match="is damaged"):
        opening.open_database(str(project))
    # The lock is gone and no connection is left: the same answer a second time.
    with pytest.raises(QualcodeError, match="is damaged"):
        opening.open_database(str(project))


@pytest.mark.skipif(os.name != "posix", reason="permission bits are POSIX's")
def test_a_read_only_file_is_refused(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Root may write anything, so what the system would answer to others is played here.
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path) != project)
    with pytest.raises(QualcodeError, match="is read-only"):
        opening.open_database(str(project))


def test_one_backup_a_day_on_opening(project: Path) -> None:
    for _ in range(3):
        opening.open_database(str(project))[0].close()
    (copy,) = files.backups(project)
    shutil.copy(copy, project.with_name("copy.qualcode"))
    database, study = opening.open_database(str(project.with_name("copy.qualcode")))
    original, same = opening.open_database(str(project))
    assert study == same
    database.close()
    original.close()


def test_only_the_newest_ten_backups_are_kept(project: Path) -> None:
    start = datetime(2021, 3, 1, 12, tzinfo=UTC)
    made = [files.back_up(project, start + timedelta(days=day)) for day in range(14)]
    assert files.backups(project) == made[4:]


def test_a_damaged_file_is_not_kept_as_a_backup(project: Path) -> None:
    content = bytearray(project.read_bytes())
    content[4096 * 2 : 4096 * 2 + 16] = b"\xff" * 16
    project.write_bytes(content)
    with pytest.raises(QualcodeError, match="is damaged"):
        files.back_up(project, now())
    assert list(files.backup_folder(project).iterdir()) == []


def test_synced_folders_and_network_drives_use_the_rollback_journal(tmp_path: Path) -> None:
    for name in ("Dropbox", "OneDrive - University", "Nextcloud"):
        folder = tmp_path / name
        folder.mkdir()
        mode, why = files.journal_mode_for(folder / "study.qualcode")
        assert mode == "DELETE"
        assert name in why
    assert files.journal_mode_for(tmp_path / "study.qualcode") == ("WAL", "")
    assert files.journal_mode_for(Path("\\\\server\\share\\study.qualcode"))[0] == "DELETE"


def test_the_file_system_is_that_of_the_longest_mount_point() -> None:
    lines = ["/dev/sda1 / ext4 rw 0 0", "srv:/x /share/team\\040a nfs4 rw 0 0", "tmpfs /share tmpfs rw 0 0"]
    assert files._file_system(Path("/share/team a/x.qualcode"), lines) == "nfs4"
    assert files._file_system(Path("/share/x.qualcode"), lines) == "tmpfs"
    assert files._file_system(Path("/x.qualcode"), lines) == "ext4"


def test_a_project_in_a_synced_folder_works_and_leaves_one_file(tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    path = folder / "study.qualcode"
    with closing(opening.create(str(path))) as database:
        database.write(Step(1, now(), "AB", "Example"), whole_example())
        with database.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"
        assert not path.with_name("study.qualcode-wal").exists()
    assert beside(path) == ["study.qualcode"]


def test_the_pragmas_hold_on_every_connection(project: Path) -> None:
    database, _ = opening.open_database(str(project))
    expected = {"foreign_keys": 1, "synchronous": 2, "trusted_schema": 0, "journal_mode": "wal"}
    with database.engine.connect() as one, database.engine.connect() as other:
        for connection in (one, other):
            for pragma, value in expected.items():
                assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value
    database.close()
