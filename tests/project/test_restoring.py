"""Tests of restoring.

Tests as well: ``storage.restoring``.
"""

import errno
import os
import shutil
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from qualcode.model.errors import QualcodeError
from qualcode.operations.coders import ensure_coder
from qualcode.project.checking import problems
from qualcode.project.copying import keep_what_is_open
from qualcode.project.opening import create_project, open_project
from qualcode.project.restoring import earlier_states, named_state, restore
from qualcode.storage import backups
from tests.support.examples import free_example
from tests.support.project_files import crash_in_a_step, crash_with_write_ahead_log, names_beside, steps_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project of four steps with a copy of the day that holds two."""
    path = tmp_path / "place" / "study.qualcode"
    path.parent.mkdir()
    with closing(create_project(str(path), "AB", "Study")) as project:
        project.do(free_example(), "AB")
    with closing(open_project(str(path))) as project:
        for name in ("one", "two"):
            project.do(ensure_coder(project.study, name)[1], "CD")
    return path


def last_step(path: Path) -> int:
    with closing(open_project(str(path))) as project:
        assert problems(project) == []
        return project.study.step


def test_earlier_states_tell_what_they_hold(path: Path) -> None:
    (state,) = earlier_states(str(path))
    assert (state.kind, state.step, state.last, state.coder) == ("daily copy", 2, "Example", "AB")
    assert (state.transcripts, state.codes, state.segments) == (1, 2, 2)
    assert state.size == state.path.stat().st_size
    assert state.saved is not None
    assert not state.problem
    assert named_state(str(path), state.path.stem) == state


def test_what_was_there_is_set_aside_and_can_be_put_back_in_turn(path: Path) -> None:
    (state,) = earlier_states(str(path))
    (aside,) = restore(str(path), state.path)
    assert names_beside(path) == ["study backups", "study.qualcode"]
    assert last_step(path) == 2
    assert "before it was put back" in aside.name
    kinds = {state.path: state.kind for state in earlier_states(str(path))}
    assert kinds[aside] == "before it was put back"
    assert state.path in kinds
    restore(str(path), aside)
    assert last_step(path) == 4


def test_a_project_whose_file_is_gone_is_put_back(path: Path) -> None:
    path.unlink()
    (state,) = earlier_states(str(path.with_suffix("")))
    assert restore(str(path), state.path) == []
    assert last_step(path) == 2


def test_a_damaged_project_is_put_back_and_kept(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(QualcodeError, match="qualcode restore"):
        open_project(str(path))
    (state,) = earlier_states(str(path))
    (aside,) = restore(str(path), state.path)
    assert aside.read_bytes() == content
    assert last_step(path) == 2
    problems_of = {state.path: state.problem for state in earlier_states(str(path))}
    assert problems_of[aside]
    assert not problems_of[state.path]


@pytest.mark.parametrize(
    ("first", "end", "instead"),
    [
        *((3 * 4096, 5 * 4096, 0xFF), (4096, None, 0xFF), (4096, None, 0), (100, 4096, 0xFF), (16, 90, 0xFF)),
        *((0, None, 0x20), (4096 * 20, None, None), (5000, None, None), (50, None, None), (0, None, None)),
    ],
)
def test_a_damaged_copy_is_refused_by_name_and_nothing_changes(
    path: Path, first: int, end: int | None, instead: int | None
) -> None:
    (state,) = earlier_states(str(path))
    content = bytearray(state.path.read_bytes())
    content[first:end] = b"" if instead is None else bytes([instead]) * len(content[first:end])
    state.path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(QualcodeError, match=state.path.name):
        restore(str(path), state.path)
    assert path.read_bytes() == before
    assert names_beside(path) == ["study backups", "study.qualcode"]


def test_a_project_that_is_open_is_not_put_back(path: Path) -> None:
    (state,) = earlier_states(str(path))
    with closing(open_project(str(path))) as project:
        with pytest.raises(QualcodeError, match="is open in another"):
            restore(str(path), state.path)
        project.do(ensure_coder(project.study, "three")[1], "CD")
    assert steps_of(path) == 5


@pytest.mark.parametrize(("crash", "steps"), [(crash_in_a_step, 4), (crash_with_write_ahead_log, 7)])
def test_a_log_beside_the_project_goes_with_it_and_not_to_the_copy(
    path: Path, tmp_path: Path, crash: object, steps: int
) -> None:
    (state,) = earlier_states(str(path))
    assert callable(crash)
    crash(path, tmp_path / "elsewhere").leave_at(path)
    (aside,) = restore(str(path), state.path)
    assert names_beside(path) == ["study backups", "study.qualcode"]
    assert last_step(path) == 2
    restore(str(path), aside)
    assert last_step(path) == steps


def test_a_log_that_fits_nothing_is_kept_under_a_name_that_says_so(path: Path, tmp_path: Path) -> None:
    left = crash_in_a_step(path, tmp_path / "elsewhere")
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 9000)
    left.leave_log_at(path)
    (state,) = earlier_states(str(path))
    aside = restore(str(path), state.path)
    assert last_step(path) == 2
    assert [item.suffix for item in aside] == [".qualcode", ".journal"]
    assert aside[1].read_bytes() == left.log


def test_any_copy_may_be_put_back_and_stays(path: Path, tmp_path: Path) -> None:
    (state,) = earlier_states(str(path))
    elsewhere = tmp_path / "on a stick.qualcode"
    elsewhere.write_bytes(state.path.read_bytes())
    restore(str(path), elsewhere)
    assert last_step(path) == 2
    assert elsewhere.exists()


def test_the_project_itself_is_no_copy_of_it(path: Path) -> None:
    with pytest.raises(QualcodeError, match="project itself"):
        restore(str(path), path)
    if os.name == "posix":
        link = path.with_name("link.qualcode")
        link.symlink_to(path)
        with pytest.raises(QualcodeError, match="project itself"):
            restore(str(path), link)


def test_names_of_copies_may_be_cut_short_but_not_guessed(path: Path) -> None:
    (state,) = earlier_states(str(path))
    restore(str(path), state.path)
    with pytest.raises(QualcodeError, match="in the name of 2 copies"):
        named_state(str(path), "study")
    with pytest.raises(QualcodeError, match="No copy of"):
        named_state(str(path), "1999")
    assert "before" in named_state(str(path), "before").path.name


def test_a_server_has_no_copies_beside_it() -> None:
    with pytest.raises(QualcodeError, match="server"):
        earlier_states("postgresql://host/study")


@pytest.mark.skipif(os.name != "posix", reason="Windows has no pipes in folders")
@pytest.mark.parametrize("ending", ["-journal", "-wal"])
@pytest.mark.parametrize("kind", ["pipe", "folder"])
def test_what_is_no_file_but_has_a_logs_name_is_set_aside(path: Path, ending: str, kind: str) -> None:
    log = path.with_name(path.name + ending)
    if kind == "pipe":
        os.mkfifo(log)
    else:
        log.mkdir()
    (state,) = earlier_states(str(path))
    aside = restore(str(path), state.path)
    assert [file.suffix for file in aside] == [".qualcode", ending.replace("-", ".")]
    assert last_step(path) == 2
    restore(str(path), aside[0])
    assert last_step(path) == 4


@pytest.mark.parametrize("failing", [1, 2])
def test_where_not_all_can_be_set_aside_all_is_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    log = path.with_name(path.name + "-wal")
    log.mkdir()
    (state,) = earlier_states(str(path))
    before, there = path.read_bytes(), names_beside(path)
    calls = []

    def stubborn(found: Path, *rest: Any, **more: Any) -> Path:
        calls.append(found)
        if len(calls) == failing:
            raise QualcodeError("It could not be moved.")
        return set_aside(found, *rest, **more)

    set_aside = backups.set_aside
    monkeypatch.setattr(backups, "set_aside", stubborn)
    with pytest.raises(QualcodeError, match="could not be moved"):
        restore(str(path), state.path)
    assert len(calls) == failing
    assert path.read_bytes() == before
    assert names_beside(path) == there


def test_copies_that_may_not_be_looked_at_are_not_called_missing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_folder: Path) -> list[str]:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "listdir", refuse)
    with pytest.raises(QualcodeError, match="The folder “study backups” with the copies of study"):
        earlier_states(str(path))


def test_a_file_named_like_the_folder_of_copies_holds_none(tmp_path: Path) -> None:
    (tmp_path / "study backups").write_text("mine")
    assert earlier_states(str(tmp_path / "study.qualcode")) == []


def test_every_name_of_the_file_stands_for_what_was_put_back(path: Path) -> None:
    (state,) = earlier_states(str(path))
    other, link = path.with_name("another.qualcode"), path.with_name("link.qualcode")
    other.hardlink_to(path)
    link.symlink_to(path)
    (aside,) = restore(str(link), state.path)
    assert [last_step(name) for name in (path, other, link)] == [2, 2, 2]
    assert other.samefile(path)
    assert not aside.samefile(path)
    assert steps_of(aside) == 4


def test_a_name_that_cannot_follow_is_told_and_stays(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (state,) = earlier_states(str(path))
    # The first of the names is the one under which the file is opened.
    other = path.with_name("zebra.qualcode")
    other.hardlink_to(path)

    def refuse(_self: Path, _target: Path) -> Path:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(QualcodeError, match=r"was put back, but its other name zebra\.qualcode still"):
        restore(str(path), state.path)
    assert steps_of(path) == 2
    assert steps_of(other) == 4
    assert names_beside(path) == ["study backups", "study.qualcode", "zebra.qualcode"]


@pytest.mark.parametrize("stem", ["s" * 198, "ü" * 99, "研" * 66])
def test_a_project_with_a_long_name_has_copies_and_is_put_back(
    path: Path, stem: str, request: pytest.FixtureRequest
) -> None:
    # In a folder that is not far down: SQLite takes no path of more than 512 bytes.
    folder = tempfile.TemporaryDirectory()
    request.addfinalizer(folder.cleanup)
    path = Path(shutil.move(path, Path(folder.name) / f"{stem}.qualcode"))
    with closing(open_project(str(path))) as project:
        assert not project.note
        project.undo("AB")
    (state,) = earlier_states(str(path))
    assert (state.kind, state.step) == ("daily copy", 4)
    (aside,) = restore(str(path), state.path)
    assert last_step(path) == 4
    kinds = {state.path: state.kind for state in earlier_states(str(path))}
    assert kinds[aside] == "before it was put back"
    with closing(open_project(str(path))) as project:
        assert keep_what_is_open(project) is not None
    assert len(backups.copies(path)) == 3


def test_what_cannot_be_kept_is_told_of_the_project_and_not_of_its_copy(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is open is written on top of a daily copy: that this could not be read or written is beside it."""
    with closing(open_project(str(path))) as project:
        assert backups.copies(path)
        monkeypatch.setattr(type(project.database), "holds_what_is_known", lambda _self: False)

        def full(*_args: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr("qualcode.storage.copying.copy_checked", full)
        with pytest.raises(QualcodeError) as refused:
            keep_what_is_open(project)
    assert str(refused.value).startswith(f"{path} could not be copied")


def test_what_somebody_put_among_the_copies_comes_last(path: Path) -> None:
    (state,) = earlier_states(str(path))
    other = state.path.with_name("zebra.qualcode")
    other.write_bytes(state.path.read_bytes())
    assert [found.path for found in earlier_states(str(path))] == [state.path, other]
