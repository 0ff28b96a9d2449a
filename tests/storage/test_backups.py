"""Tests of backups.

Tests as well: ``opening``.
"""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qualcode.model.errors import LostProjectError, QualcodeError, UnsoundError
from qualcode.model.identity import now
from qualcode.model.machine.partial import partial_name
from qualcode.storage import backups, opening
from qualcode.storage.engines import Access, connected
from tests.support.project_files import copied_by_another_program, make_project, names_beside, write_step


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "study.qualcode", steps=2)


def back_up(path: Path, at: datetime) -> Path:
    with connected(path, Access.READ) as source:
        return backups.back_up(source, path, at)


def copy_of_the_day(path: Path, at: datetime) -> Path:
    copy = back_up(path, at)
    backups.tidy(path, copy, at)
    return copy


def test_one_backup_a_day_on_opening(project: Path) -> None:
    for _ in range(3):
        opening.open_database(str(project))[0].close()
    (copy,) = backups.backups(project)
    copied_by_another_program(copy, project.with_name("copy.qualcode"))
    database, study = opening.open_database(str(project.with_name("copy.qualcode")))
    original, same = opening.open_database(str(project))
    assert study == same
    database.close()
    original.close()


def test_a_backup_holds_what_is_saved_while_the_project_is_open(project: Path) -> None:
    database, study = opening.open_database(str(project))
    with closing(database):
        write_step(database, study.step + 1)
        copy = database.back_up()
    assert copy is not None
    seen, there = opening.open_database(str(copy), writing=False)
    seen.close()
    assert there.step == study.step + 1


def test_only_the_newest_ten_backups_are_kept_and_what_was_set_aside(project: Path) -> None:
    start = datetime(2021, 3, 1, 12, tzinfo=UTC)
    kept = backups.set_aside(project, "as it was found", start)
    make_project(project)
    made = [copy_of_the_day(project, start + timedelta(days=day)) for day in range(14)]
    assert backups.backups(project) == made[4:]
    assert kept in backups.copies(project)


@pytest.mark.parametrize("ahead", [timedelta(days=1), timedelta(days=5000)])
def test_a_clock_that_was_ahead_costs_no_copy_that_is_made_now(project: Path, ahead: timedelta) -> None:
    start = datetime(2021, 3, 1, 12, tzinfo=UTC)
    wrong = [copy_of_the_day(project, start + ahead + timedelta(hours=hour)) for hour in range(10)]
    right = [copy_of_the_day(project, start - timedelta(hours=hour)) for hour in range(3, 0, -1)]
    there = backups.backups(project)
    assert len(there) == 10
    assert set(right[-1:]) <= set(there)
    if ahead > timedelta(days=1):
        assert set(right) <= set(there)
        assert len(set(wrong) & set(there)) == 7


def test_a_project_that_is_not_sound_costs_no_copy_that_is(project: Path) -> None:
    start = datetime(2021, 3, 1, 12, tzinfo=UTC)
    made = [copy_of_the_day(project, start + timedelta(days=day)) for day in range(10)]
    with closing(sqlite3.connect(project)) as connection:
        connection.execute("UPDATE codings SET memo = 'other'")
        connection.commit()
    for _ in range(2):
        with pytest.raises(UnsoundError, match="not what its last step left"):
            opening.open_database(str(project))
    assert backups.backups(project) == made


def test_a_project_is_opened_with_a_word_where_no_copy_can_be_made(project: Path) -> None:
    backups.backup_folder(project).write_text("in the way")
    database, _ = opening.open_database(str(project))
    with closing(database):
        assert database.note.startswith("Today’s copy is missing. The folder “study backups”")
        assert "a file has the name that a folder should have" in database.note
        write_step(database, 3)
    assert backups.backup_folder(project).read_text() == "in the way"


def test_a_copy_that_was_never_finished_goes_after_a_day(project: Path) -> None:
    folder = backups.backup_folder(project)
    folder.mkdir()
    half = partial_name(folder / "study 2021-03-11 120000.qualcode")
    log = half.with_name(f"{half.name}-journal")
    for left in (half, log):
        left.write_bytes(b"half of it")
    opening.open_database(str(project))[0].close()
    assert half.exists()
    (copy,) = backups.copies(project)
    copy.unlink()
    for left in (half, log):
        os.utime(left, (0, 0))
    opening.open_database(str(project))[0].close()
    assert list(folder.iterdir()) == backups.copies(project)


def test_two_backups_of_one_second_are_two_files(project: Path) -> None:
    moment = now()
    made = {back_up(project, moment) for _ in range(3)}
    assert set(backups.backups(project)) == made
    assert len(made) == 3


def test_projects_of_one_stem_do_not_share_their_backups(tmp_path: Path) -> None:
    for name in ("study.qualcode", "study.old"):
        opening.open_database(str(make_project(tmp_path / name)))[0].close()
    assert names_beside(tmp_path / "x") == [
        "study backups",
        "study.old",
        "study.old backups",
        "study.qualcode",
    ]


def test_a_damaged_file_is_not_kept_as_a_backup(project: Path) -> None:
    content = bytearray(project.read_bytes())
    content[4096 * 2 : 4096 * 2 + 16] = b"\xff" * 16
    project.write_bytes(content)
    with pytest.raises(QualcodeError, match="is damaged"):
        back_up(project, now())
    assert not backups.backup_folder(project).exists()


def test_a_damaged_file_leaves_no_empty_folder_of_copies(project: Path) -> None:
    folder, letters = backups.backup_folder(project), bytearray(project.read_bytes())
    letters[8192 : 8192 + 40_000] = b"\7" * 40_000
    project.write_bytes(letters)
    with pytest.raises(QualcodeError):
        opening.open_database(str(project))
    assert not folder.exists()


def test_a_project_whose_text_was_altered_leaves_no_empty_folder_of_copies(project: Path) -> None:
    """The file can be copied, but what it holds is not what was saved."""
    with closing(sqlite3.connect(project)) as connection, connection:
        connection.execute("UPDATE projects SET name = name || '!'")
    with pytest.raises(QualcodeError):
        opening.open_database(str(project))
    assert not backups.backup_folder(project).exists()


@pytest.mark.skipif(os.name != "posix", reason="links as POSIX has them")
def test_backups_lie_beside_the_file_and_not_beside_a_link(project: Path, tmp_path: Path) -> None:
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "study.qualcode"
    link.symlink_to(project)
    opening.open_database(str(link))[0].close()
    assert len(backups.backups(project)) == 1
    assert names_beside(link) == ["study.qualcode"]


def test_the_sentence_about_damage_names_what_there_is(project: Path) -> None:
    assert "restore" not in backups.damaged(project, "broken")
    back_up(project, now())
    assert "qualcode restore" in backups.damaged(project, "broken")


def test_a_project_that_is_gone_is_told_with_its_copies(project: Path) -> None:
    copy = back_up(project, now())
    assert backups.project_of(copy) == project
    assert backups.project_of(project) == project
    project.unlink()
    assert backups.project_of(copy) == project
    with pytest.raises(LostProjectError, match=r"any more\. Put a copy back"):
        opening.open_database(str(project))


def test_a_second_name_of_the_file_hides_no_copy(project: Path) -> None:
    """A hard link that comes first in the alphabet is the name by which the file is then opened."""
    kept = copy_of_the_day(project, now())
    other = project.with_name("a study.qualcode")
    other.hardlink_to(project)
    mine = copy_of_the_day(other, now())
    for name, first in ((project, mine), (other, kept)):
        assert backups.copies(name)[0] == first
        assert sorted(backups.copies(name)) == sorted((kept, mine))
        assert all(backups.is_named(name, copy) and not backups.kind_of(name, copy) for copy in (kept, mine))
    assert (backups.backups(project), backups.backups(other)) == ([kept], [mine])
