"""Tests of copying.

Tests as well: ``model.difference``, ``storage.readable``, ``storage.whole_copy``.
"""

import os
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from qualcode.model.change import added
from qualcode.model.difference import difference
from qualcode.model.errors import HistoryError, QualcodeError, ReplacedProjectError, UnsoundError
from qualcode.model.study import Study
from qualcode.operations.coders import ensure_coder
from qualcode.project.checking import problems
from qualcode.project.copying import copy_project, copy_without_history, save_copy, save_what_is_open
from qualcode.project.opening import create_project, open_project
from qualcode.project.project import Project
from tests.support.examples import example
from tests.support.project_files import copied_by_another_program, make_project, names_beside


def made(address: str) -> Project:
    project = create_project(address, "AB", "Study")
    project.do(example(), "AB")
    return project


def step(project: Project, name: str) -> None:
    project.do(ensure_coder(project.study, name)[1], "AB")


def assert_same(path: Path, project: Project, *, steps: bool = True) -> None:
    """The project at ``path`` is sound, and all that is open in the other one."""
    with closing(open_project(str(path), writing=False)) as copy:
        assert copy.study == project.study
        for transcript in project.study.transcripts:
            assert copy.study.text(transcript) == project.study.text(transcript)
        assert not steps or copy.history.steps == project.history.steps
        assert problems(copy) == []


def test_an_open_project_is_copied_whole(address: str, tmp_path: Path) -> None:
    with closing(made(address)) as project:
        target = tmp_path / "copies" / "copy.qualcode"
        target.parent.mkdir()
        saves: list[Callable[[], Path]] = [
            lambda: save_copy(project, target),
            lambda: copy_project(address, target),
        ]
        for save in saves:
            step(project, f"coder {len(project.history.steps)}")
            assert save() == target
            assert names_beside(target) == ["copy.qualcode"]
            assert_same(target, project)
            target.unlink()


def test_a_copy_gets_the_ending_where_it_has_none(tmp_path: Path) -> None:
    path = make_project(tmp_path / "study.qualcode")
    assert copy_project(str(path), tmp_path / "copy") == tmp_path / "copy.qualcode"


def test_a_copy_overwrites_nothing(address: str, tmp_path: Path) -> None:
    target = tmp_path / "mine.qualcode"
    target.write_text("mine")
    with closing(made(address)) as project:
        saves: list[Callable[[], Path]] = [
            lambda: save_copy(project, target),
            lambda: copy_project(address, target),
            lambda: save_what_is_open(project, target),
        ]
        for save in saves:
            with pytest.raises(QualcodeError, match="exists already"):
                save()
    assert target.read_text() == "mine"


def test_a_copy_of_what_is_no_project_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear all")
    with pytest.raises(QualcodeError, match="not a qualcode project"):
        copy_project(str(tmp_path / "letter.txt"), tmp_path / "copy.qualcode")
    with pytest.raises(QualcodeError, match="There is no file"):
        copy_project(str(tmp_path / "none"), tmp_path / "copy.qualcode")
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


# -- after a mishap -----------------------------------------------------------------------------


def unlink(path: Path) -> None:
    path.unlink()


def replace(path: Path) -> None:
    make_project(path.with_name("other.qualcode"), 4).replace(path)


def overwrite(path: Path) -> None:
    copied_by_another_program(make_project(path.with_name("other.qualcode"), 4), path)


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def scribble(path: Path) -> None:
    noise = path.with_name("noise")
    noise.write_bytes(b"SQLite format 3\0" + b"\xa5" * path.stat().st_size)
    copied_by_another_program(noise, path)


@pytest.mark.parametrize("mishap", [unlink, replace, overwrite, cut, empty, scribble])
@pytest.mark.parametrize("kind", ["step", "undo"])
def test_whatever_became_of_the_file_what_is_open_is_offered_to_be_saved(
    tmp_path: Path, mishap: Callable[[Path], None], kind: str
) -> None:
    path = tmp_path / "study.qualcode"
    made(str(path)).close()
    with closing(open_project(str(path))) as project:
        texts = [project.study.text(transcript) for transcript in project.study.transcripts]
        step(project, "before")
        mishap(path)
        attempt = partial(step, project, "after") if kind == "step" else partial(project.undo, "AB")
        with pytest.raises(ReplacedProjectError, match="under a new name") as said:
            attempt()
        assert project.astray == str(said.value)
        assert save_what_is_open(project, tmp_path / "saved.qualcode").exists()
        assert_same(tmp_path / "saved.qualcode", project, steps=False)
        assert [project.study.text(transcript) for transcript in project.study.transcripts] == texts


@pytest.mark.parametrize("with_backup", [True, False])
@pytest.mark.parametrize("mishap", [unlink, replace, overwrite])
def test_what_is_open_is_saved_under_a_new_name(
    tmp_path: Path, mishap: Callable[[Path], None], *, with_backup: bool
) -> None:
    path = tmp_path / "study.qualcode"
    made(str(path)).close()
    with closing(open_project(str(path))) as project:
        (copy,) = (tmp_path / "study backups").iterdir()
        if not with_backup:
            copy.unlink()
        step(project, "before")
        texts = [project.study.text(transcript) for transcript in project.study.transcripts]
        mishap(path)
        with pytest.raises(ReplacedProjectError):
            step(project, "after")
        target = tmp_path / "saved" / "saved.qualcode"
        target.parent.mkdir()
        save_what_is_open(project, target)
        # From the file that is still held, with every step; else from the copy of the day and what is open.
        assert_same(target, project, steps=mishap is not overwrite)
    with closing(open_project(str(target))) as saved:
        step(saved, "after all")
        assert [saved.study.text(transcript) for transcript in saved.study.transcripts] == texts
        if with_backup:
            assert [one.label for one in saved.history.steps[:2]] == ["New project “Study”", "Example"]


def test_a_text_that_is_nowhere_any_more_is_not_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "study.qualcode"
    made(str(path)).close()
    with closing(open_project(str(path))) as project:
        (copy,) = (tmp_path / "study backups").iterdir()
        copy.unlink()
        overwrite(path)
        project.database.text.cache_clear()
        with pytest.raises(QualcodeError):
            save_what_is_open(project, tmp_path / "saved.qualcode")
        assert not (tmp_path / "saved.qualcode").exists()


def test_the_difference_leads_from_one_study_to_the_other() -> None:
    full = Study().after(example())
    less = full.after(difference(full, Study(), "away"))
    assert less == Study()
    assert Study().after(difference(Study(), full, "back")) == full
    assert not difference(full, full, "nothing")
    coder, change = ensure_coder(full, "New")
    assert difference(full, full.after(change), "one").rows == (added(coder),)


@pytest.mark.parametrize("loss", ["DELETE FROM journal", "DELETE FROM journal WHERE step = 2"])
def test_what_is_left_without_its_history_is_read_into_a_new_file(
    address: str, tmp_path: Path, loss: str
) -> None:
    project = made(address)
    with project.database.engine.begin() as connection:
        connection.exec_driver_sql(loss)
    with closing(project):
        with pytest.raises(HistoryError):
            open_project(address, writing=False)
        target = copy_without_history(address, tmp_path / "rescued", "CD")
        assert_same(target, project, steps=False)
    with closing(open_project(str(target))) as rescued:
        assert [step.coder for step in rescued.history.steps] == ["CD"]
        with pytest.raises(QualcodeError, match="nothing to undo"):
            rescued.undo("CD")
    with pytest.raises(QualcodeError, match="exists already"):
        copy_without_history(address, target, "CD")


def test_what_is_unsound_is_not_read_without_its_history_either(tmp_path: Path) -> None:
    path = str(make_project(tmp_path / "study.qualcode", steps=2))
    with closing(open_project(path)) as project, project.database.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM journal")
        connection.exec_driver_sql("UPDATE codings SET start = -1")
    with pytest.raises(UnsoundError, match="is outside the text"):
        copy_without_history(path, tmp_path / "rescued.qualcode", "AB")
    assert not (tmp_path / "rescued.qualcode").exists()


@pytest.mark.parametrize("name", ["mine.qualcode", "mine"])
def test_nobody_saves_among_the_copies_of_a_project(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "study.qualcode"
    with closing(made(str(file))) as project:
        folder = tmp_path / "study backups"
        folder.mkdir(exist_ok=True)
        monkeypatch.chdir(folder)
        saves: list[Callable[[Path], object]] = [
            partial(copy_project, str(file)),
            partial(save_copy, project),
            partial(save_what_is_open, project),
            lambda target: copy_without_history(str(file), target, "AB"),
            lambda target: create_project(str(target), "AB"),
        ]
        for save in saves:
            for target in (folder / name, Path(name)):
                with pytest.raises(QualcodeError, match="keeps its own copies of study"):
                    save(target)
        assert not list(folder.iterdir())
        # A folder that is only called so is anybody's.
        other = tmp_path / "old backups"
        other.mkdir()
        assert save_copy(project, other / name).is_file()
