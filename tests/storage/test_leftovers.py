"""What a killed program leaves beside a project is followed where it belongs, and set aside where not.

Tests as well: ``revision``, ``soundness``.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.model.errors import QualcodeError
from qualcode.storage import backups, opening, soundness
from tests.support.project_files import (
    Crash,
    crash_in_a_checkpoint,
    crash_in_a_step,
    crash_with_write_ahead_log,
    journal_back_to,
    make_project,
    names_beside,
    steps_of,
    write_step,
)

CRASHES = {
    "in a step": crash_in_a_step,
    "with a write-ahead log": crash_with_write_ahead_log,
    "in a checkpoint": crash_in_a_checkpoint,
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "study").mkdir()
    return make_project(tmp_path / "study" / "study.qualcode", steps=5)


def crash(kind: str, project: Path, tmp_path: Path) -> Crash:
    return CRASHES[kind](project, tmp_path / "elsewhere")


def opened(path: Path, *, writing: bool = True) -> tuple[int, str]:
    """The last step and the note of a project that is found sound."""
    database, study = opening.open_database(str(path), writing=writing)
    with closing(database):
        assert soundness.problems(database) == []
        return study.step, database.note


@pytest.mark.parametrize("writing", [True, False])
@pytest.mark.parametrize(
    ("kind", "steps"), [("in a step", 5), ("with a write-ahead log", 8), ("in a checkpoint", 45)]
)
def test_a_log_is_followed_where_it_belongs(
    project: Path, tmp_path: Path, kind: str, steps: int, *, writing: bool
) -> None:
    crash(kind, project, tmp_path).leave_at(project)
    assert opened(project, writing=writing) == (steps, "")
    assert set(names_beside(project)) <= {"study.qualcode", "study backups"}
    assert steps_of(project) == steps
    assert opened(project) == (steps, "")


@pytest.mark.parametrize("kind", CRASHES)
def test_an_older_copy_under_the_name_is_not_given_a_later_log(
    project: Path, tmp_path: Path, kind: str
) -> None:
    older = make_project(tmp_path / "study" / "other.qualcode", steps=1).read_bytes()
    project.with_name("other.qualcode").unlink()
    left = crash(kind, project, tmp_path)
    left.leave_log_at(project)
    project.write_bytes(older)
    steps, note = opened(project)
    assert steps == 1
    assert "does not belong to it" in note
    assert project.name in note
    kept = [path.name for path in backups.backup_folder(project).iterdir()]
    assert any("as it was found.qualcode" in name for name in kept)
    assert any(name.endswith(("does not belong to it.wal", "does not belong to it.journal")) for name in kept)
    # Once is enough.
    assert opened(project) == (1, "")


def test_an_older_copy_of_the_same_project_is_opened_as_it_is(project: Path, tmp_path: Path) -> None:
    older = project.read_bytes()
    database, _ = opening.open_database(str(project))
    with closing(database):
        for number in range(6, 60):
            write_step(database, number)
    left = crash("with a write-ahead log", project, tmp_path)
    project.write_bytes(older)
    left.leave_log_at(project)
    steps, note = opened(project)
    assert steps in (5, 62)
    assert bool(note) == (steps == 5)


@pytest.mark.parametrize("writing", [True, False])
@pytest.mark.parametrize("steps", [1, 2])
def test_a_step_whose_log_could_not_be_removed_is_there_and_told(
    project: Path, steps: int, *, writing: bool
) -> None:
    """SQLite says that it was not saved. It is, and the log could do nothing but undo it: nobody is misled.

    A log that would undo more is no log of the last step, and nothing was told of that.
    """
    before = project.read_bytes()
    database, _ = opening.open_database(str(project))
    with closing(database):
        for number in range(6, 6 + steps):
            write_step(database, number)
    journal_back_to(before, project.read_bytes()).leave_log_at(project)
    step, note = opened(project, writing=writing)
    assert step == 5 + steps
    if writing:
        assert ("saved, even if you were told that it was not" in note) is (steps == 1)
        assert opened(project) == (step, "")


def test_a_log_that_is_made_here_is_one_that_sqlite_follows(project: Path) -> None:
    before = project.read_bytes()
    database, _ = opening.open_database(str(project))
    with closing(database):
        write_step(database, 6)
    journal_back_to(before, project.read_bytes()).leave_log_at(project)
    assert steps_of(project) == 5


# -- a log beside another name of the file --------------------------------------------------------


def link_hard(name: Path, other: Path) -> None:
    other.hardlink_to(name)


def mount_alone(name: Path, other: Path) -> None:
    """One file at another place, as containers have it."""
    other.touch()
    if subprocess.run(["mount", "--bind", name, other], capture_output=True, check=False).returncode:
        pytest.skip("nothing may be mounted here")


@pytest.fixture
def two_names(project: Path, tmp_path: Path) -> Iterator[Callable[[Callable[[Path, Path], None]], Path]]:
    """Gives the project another name in another folder."""
    other = tmp_path / "else where" / "study.qualcode"
    other.parent.mkdir()

    def make(how: Callable[[Path, Path], None]) -> Path:
        how(project, other)
        return other

    yield make
    subprocess.run(["umount", other], capture_output=True, check=False)


Names = Callable[[Callable[[Path, Path], None]], Path]


@pytest.mark.skipif(sys.platform != "linux", reason="mounts as Linux has them")
@pytest.mark.parametrize("how", [link_hard, mount_alone])
@pytest.mark.parametrize("writing", [True, False])
@pytest.mark.parametrize("kind", CRASHES)
def test_a_log_beside_another_name_is_missed_by_nobody(
    project: Path,
    tmp_path: Path,
    two_names: Names,
    how: Callable[[Path, Path], None],
    kind: str,
    writing: bool,
) -> None:
    crash(kind, project, tmp_path).leave_at(project)
    other = two_names(how)
    with pytest.raises(QualcodeError, match=r"name in another folder as well") as refused:
        opening.open_database(str(other), writing=writing)
    assert "by that name" in str(refused.value)
    assert names_beside(other) in (["study.qualcode"], ["study backups", "study.qualcode"])
    # By the name that it was open by, everything is there; and by the other one from then on.
    steps, note = opened(project)
    told = "study.qualcode has a name in another folder as well (a hard link)." if how is link_hard else ""
    assert note.startswith(told)
    assert bool(note) == bool(told)
    same, note = opened(other, writing=writing)
    assert same == steps
    # Whoever only reads is in nobody's way.
    assert note.startswith(told if writing else "")
    assert bool(note) == (bool(told) and writing)


@pytest.mark.skipif(os.name != "posix", reason="links as POSIX has them")
def test_a_journal_beside_another_name_spoils_nothing_that_was_saved_by_this_one(
    project: Path, tmp_path: Path, two_names: Names
) -> None:
    """A kill before the first page was written: the file is whole, and is gone on with by its other name."""
    left = crash("in a step", project, tmp_path)
    other = two_names(link_hard)
    left.leave_log_at(project)
    database, study = opening.open_database(str(other))
    with closing(database):
        for number in range(study.step + 1, study.step + 4):
            write_step(database, number)
    assert opened(project)[0] == study.step + 3
    assert opened(other)[0] == study.step + 3
