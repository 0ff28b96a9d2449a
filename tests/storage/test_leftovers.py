"""What a killed program leaves beside a project is followed where it belongs, and set aside where not.

Tests as well: ``revision``, ``soundness``.
"""

from contextlib import closing
from pathlib import Path

import pytest

from qualcode.storage import backups, opening, soundness
from tests.support.project_files import (
    Crash,
    crash_in_a_checkpoint,
    crash_in_a_step,
    crash_with_write_ahead_log,
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
