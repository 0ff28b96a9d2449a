"""Tests of files.

Tests as well: ``open_files``.
"""

import os
import re
import shutil
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from filelock import FileLock, Timeout
from sqlalchemy import event

from qualcode.model.errors import LostProjectError, QualcodeError, ReplacedProjectError
from qualcode.storage import backups, files, opening
from qualcode.storage.locking import LockedError, lock_of
from qualcode.storage.whole_copy import copy_project
from tests.support.project_files import (
    copied_by_another_program,
    make_project,
    names_beside,
    steps_of,
    write_step,
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "study.qualcode", steps=2)


def test_a_closed_project_is_exactly_one_file(project: Path) -> None:
    assert names_beside(project) == ["study.qualcode"]


def test_a_second_program_is_refused_and_a_reader_is_not(project: Path) -> None:
    first, study = opening.open_database(str(project))
    with pytest.raises(QualcodeError, match="open in another qualcode window"):
        opening.open_database(str(project))
    reader, seen = opening.open_database(str(project), writing=False)
    assert seen == study
    reader.close()
    first.close()
    opening.open_database(str(project))[0].close()
    assert names_beside(project) == ["study backups", "study.qualcode"]


def test_what_one_thread_opened_another_closes(project: Path) -> None:
    with ThreadPoolExecutor(1) as elsewhere:
        database, _study = elsewhere.submit(opening.open_database, str(project)).result()
    database.close()
    opening.open_database(str(project))[0].close()
    assert names_beside(project) == ["study backups", "study.qualcode"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty. If it was a project, take it from your own backups."),
        (b"SQL", "is cut short: hardly anything of the file is left. If it was a project, take it"),
        (b"SQLite format 3\0" + b"\0" * 83, "is cut short: hardly anything"),
        (b"A short letter", "is not a qualcode project"),
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
    assert names_beside(path) == ["other.qualcode"]


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
    assert names_beside(project) == ["study.qualcode"]


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


def test_the_pragmas_hold_on_every_connection(project: Path) -> None:
    database, _ = opening.open_database(str(project))
    expected = {"foreign_keys": 1, "synchronous": 3, "trusted_schema": 0, "journal_mode": "delete"}
    with database.engine.connect() as one, database.engine.connect() as other:
        for connection in (one, other):
            for pragma, value in expected.items():
                assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value
    database.close()


def test_steps_are_written_on_the_connection_that_has_the_pages_in_memory(project: Path) -> None:
    """Opening reads on several at once; taken in turn, each would have to read what the others wrote."""
    database, study = opening.open_database(str(project))
    used: list[int] = []
    with closing(database):
        event.listen(database.engine.pool, "checkout", lambda driver, *_: used.append(id(driver)))
        with database.engine.connect(), database.engine.connect(), database.engine.connect():
            opened = set(used)
        used.clear()
        for number in range(study.step + 1, study.step + 6):
            write_step(database, number)
    assert len(opened) == 3
    assert len(used) >= 5
    assert len(set(used)) == 1


def test_what_is_saved_is_in_the_one_file(project: Path, tmp_path: Path) -> None:
    """A copy made with the file manager, by another program, while the project is open."""
    database, study = opening.open_database(str(project))
    with closing(database):
        for number in range(study.step + 1, study.step + 6):
            write_step(database, number)
            assert names_beside(project) == [".study.qualcode.lock", "study backups", "study.qualcode"]
        copy = tmp_path / "elsewhere" / "copy.qualcode"
        copy.parent.mkdir()
        copied_by_another_program(project, copy)
    assert steps_of(copy) == study.step + 5


ODD_NAMES = [
    "100%20 sure.qualcode", "why?.qualcode", "#1.qualcode", "file:study.qualcode", "two\nlines.qualcode",
    "-v.qualcode", "Ünïcode 研究.qualcode", "a;b&mode=memory.qualcode", ":memory:", "[a-z]*.qualcode",
    "it's \"so\".qualcode", "study.v2", "%.qualcode", "  a .qualcode", "Cafe\u0301.qualcode",
]  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="Windows forbids most of these names itself")
@pytest.mark.parametrize("name", ODD_NAMES)
def test_any_path_is_that_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    make_project(folder / name)
    monkeypatch.chdir(folder)
    database, study = opening.open_database(name)
    with closing(database):
        write_step(database, study.step + 1)
    seen, again = opening.open_database(str(folder / name), writing=False)
    seen.close()
    assert again.step == study.step + 1
    assert names_beside(folder / name) == sorted([name, backups.backup_folder(folder / name).name])
    assert [copy.parent for copy in backups.backups(folder / name)] == [backups.backup_folder(folder / name)]
    assert sorted(item.name for item in tmp_path.iterdir()) == [name]


@pytest.mark.skipif(os.name == "nt", reason="limits are not like this on Windows")
def test_a_name_or_path_that_is_too_long_is_said_to_be(project: Path, tmp_path: Path) -> None:
    for letters in (238, 240, 245, 260):
        with pytest.raises(QualcodeError, match="its name or path is too long"):
            opening.create(str(tmp_path / ("n" * letters + ".qualcode-x")))
    folder = tmp_path
    while len(str(folder)) < 500:
        folder /= "folder" * 5
    folder.mkdir(parents=True)
    with pytest.raises(QualcodeError, match="its name or path is too long"):
        opening.create(str(folder / "study.qualcode"))
    moved = project.rename(folder / "study.qualcode")
    for writing in (True, False):
        with pytest.raises(QualcodeError, match="its name or path is too long"):
            opening.open_database(str(moved), writing=writing)
    assert names_beside(moved) == ["study.qualcode"]


def test_a_name_with_nul_is_refused() -> None:
    for attempt in (opening.create, opening.open_database):
        with pytest.raises(QualcodeError, match="NUL"):
            attempt("study\0.qualcode")


def test_a_pipe_is_not_a_project(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "study.qualcode")
    with pytest.raises(QualcodeError, match="not a file"):
        opening.open_database(str(tmp_path / "study.qualcode"))


def test_a_new_project_is_not_given_the_log_of_an_older_one(tmp_path: Path) -> None:
    path = tmp_path / "study.qualcode"
    (tmp_path / "study.qualcode-journal").write_bytes(b"left behind")
    with pytest.raises(QualcodeError, match="left behind"):
        opening.create(str(path))
    assert names_beside(path) == ["study.qualcode-journal"]


@pytest.mark.parametrize("link", ["symbolic", "hard", "symbolic folder"])
def test_two_names_of_one_file_share_one_lock(project: Path, tmp_path: Path, link: str) -> None:
    other = project.with_name("another name.qualcode")
    if link == "symbolic":
        other.symlink_to(project)
    elif link == "hard":
        other.hardlink_to(project)
    else:
        (tmp_path / "other way").symlink_to(tmp_path, target_is_directory=True)
        other = tmp_path / "other way" / project.name
    for first, second in ((project, other), (other, project)):
        database, _ = opening.open_database(str(first))
        with closing(database), pytest.raises(QualcodeError, match="open in another") as refused:
            opening.open_database(str(second))
        # Of several names in a folder the one is told that was asked for.
        assert link == "symbolic folder" or second.name in str(refused.value)
    with pytest.raises(QualcodeError, match=f"{re.escape(str(other))} exists already"):
        opening.create(str(other))
    with pytest.raises(QualcodeError, match=f"{re.escape(str(other))} exists already"):
        copy_project(str(copy_of(project)), other)


def copy_of(project: Path) -> Path:
    """Another file with the same in it."""
    made = project.with_name("z copy.qualcode")
    shutil.copy(project, made)
    return made


def test_a_name_that_a_file_gets_while_it_is_open_opens_it_no_second_time(project: Path) -> None:
    other = project.with_name("a name that comes first.qualcode")
    database, _ = opening.open_database(str(project))
    with closing(database):
        other.hardlink_to(project)
        for name in (project, other):
            with pytest.raises(QualcodeError, match=r"another name of the same file|open in another"):
                opening.open_database(str(name))
    opening.open_database(str(other))[0].close()


def test_the_second_writer_of_one_file_in_two_folders_is_refused_at_its_first_step(
    project: Path, tmp_path: Path
) -> None:
    other = tmp_path / "elsewhere" / "study.qualcode"
    other.parent.mkdir()
    other.hardlink_to(project)
    first, study = opening.open_database(str(project))
    second, _ = opening.open_database(str(other))
    with closing(first), closing(second):
        # It is said before anybody has worked in it for a day.
        assert all("has a name in another folder as well" in each.note for each in (first, second))
        write_step(first, study.step + 1)
        with pytest.raises(ReplacedProjectError, match="changed by another program"):
            write_step(second, study.step + 1)
        write_step(first, study.step + 2)
    assert steps_of(project) == study.step + 2


def test_nothing_is_said_of_names_in_one_folder(project: Path) -> None:
    opening.open_database(str(project))[0].close()
    project.with_name("other.qualcode").hardlink_to(project)
    database, _ = opening.open_database(str(project))
    with closing(database):
        assert database.note == ""


def test_another_case_is_the_same_file_where_the_system_says_so(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Played here by a second hard link, which such a system would not list."""
    other = project.with_name("STUDY.QUALCODE")
    other.hardlink_to(project)
    assert files.real_name(other) == files.real_name(project)


def _pipe(log: Path) -> None:
    os.mkfifo(log)


def _folder(log: Path) -> None:
    log.mkdir()


def _full_folder(log: Path) -> None:
    log.mkdir()
    (log / "notes").write_text("mine")


def _endless_device(log: Path) -> None:
    log.symlink_to("/dev/zero")


def _link_to_nothing(log: Path) -> None:
    log.symlink_to("nowhere")


def _link_to_a_file(log: Path) -> None:
    log.with_name("elsewhere").write_bytes(b"\xd9\xd5\x05\xf9" * 200)
    log.symlink_to("elsewhere")


NO_FILES = [_pipe, _folder, _full_folder, _endless_device, _link_to_nothing, _link_to_a_file]


@pytest.mark.skipif(os.name != "posix", reason="Windows has neither pipes nor devices in folders")
@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
@pytest.mark.parametrize("make", NO_FILES)
@pytest.mark.parametrize("writing", [True, False])
def test_what_is_no_file_but_has_a_logs_name_is_refused_by_name(
    project: Path, make: Callable[[Path], None], ending: str, *, writing: bool
) -> None:
    before = project.read_bytes()
    make(files.log_of(project, ending))
    there = names_beside(project)
    with pytest.raises(QualcodeError, match=f"^study.qualcode{ending} beside study.qualcode is not a file"):
        opening.open_database(str(project), writing=writing)
    assert project.read_bytes() == before
    assert names_beside(project) == there


@pytest.mark.skipif(os.name != "posix", reason="Windows has neither pipes nor devices in folders")
@pytest.mark.parametrize("ending", files.LOG_ENDINGS)
@pytest.mark.parametrize("make", NO_FILES)
def test_a_new_project_waits_for_no_pipe(tmp_path: Path, make: Callable[[Path], None], ending: str) -> None:
    path = tmp_path / "study.qualcode"
    make(files.log_of(path, ending))
    with pytest.raises(QualcodeError, match="choose another name"):
        opening.create(str(path))
    assert not path.exists()


def test_where_no_lock_can_be_made_nobody_is_said_to_have_it(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def waits_in_vain(*_: object, **__: object) -> None:
        raise Timeout("lock")

    monkeypatch.setattr(FileLock, "acquire", waits_in_vain)
    with pytest.raises(QualcodeError, match="no file can be made in its folder") as refused:
        opening.open_database(str(project))
    assert not isinstance(refused.value, LockedError)
    lock_of(project).touch()
    with pytest.raises(LockedError, match="open in another"):
        opening.open_database(str(project))


def test_what_is_wrong_with_a_damaged_file_is_said_and_not_where_sqlite_found_it(project: Path) -> None:
    content = bytearray(project.read_bytes())
    # The list of free pages is said to hold some: no table is hurt, and SQLite tells by database.
    content[36:40] = (7).to_bytes(4, "big")
    project.write_bytes(content)
    with pytest.raises(QualcodeError, match="is damaged") as refused:
        opening.open_database(str(project))
    assert "***" not in str(refused.value)
    assert "reelist" in str(refused.value)


@pytest.mark.parametrize("length", [16, 100, 4096])
@pytest.mark.parametrize("content", [b"\0", b"\x7f", b"<html>"])
def test_a_project_whose_beginning_is_overwritten_is_damaged(
    tmp_path: Path, length: int, content: bytes
) -> None:
    path = make_project(tmp_path / "study.qualcode", steps=1)
    whole = path.read_bytes()
    path.write_bytes((content * length)[:length] + whole[length:])
    with pytest.raises(LostProjectError, match=r"is damaged .*your own backups"):
        opening.open_database(str(path))


@pytest.mark.parametrize("content", [b"", b"Just a letter.", b"SQLite format 3\0" + bytes(2000)])
def test_what_has_earlier_states_is_a_damaged_project_whatever_it_holds(
    tmp_path: Path, content: bytes
) -> None:
    path = make_project(tmp_path / "study.qualcode", steps=1)
    opening.open_database(str(path))[0].close()
    path.write_bytes(content)
    for call in (opening.open_database, opening.open_without_history, opening.migrate_database):
        with pytest.raises(LostProjectError, match=r"is damaged .*Put a copy back"):
            call(str(path))
