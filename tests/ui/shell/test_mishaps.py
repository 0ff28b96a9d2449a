"""The window and what may befall it: a full disk, rights that go, a second window, a wrong clock.

Tests: ``project_copies``.
"""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from qualcode.operations.coders import ensure_coder
from qualcode.project.checking import problems
from qualcode.project.opening import create_project, open_project
from qualcode.storage import backups
from qualcode.storage.engines import file_engine
from qualcode.ui.shell.main_window import MainWindow
from tests.support.project_files import bring_to_the_first_schema
from tests.ui.material import fill

NOBODY = 65534

Windows = Callable[[], MainWindow]


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "place" / "study.qualcode"
    path.parent.mkdir()
    with closing(create_project(str(path), "AB", "Study")) as project:
        fill(project)
    return path


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes that can be filled."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("nothing may be mounted here")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def fill_disk(folder: Path, spare: int) -> Path:
    ballast = folder / "ballast"
    free = os.statvfs(folder)
    ballast.write_bytes(bytes(free.f_bavail * free.f_frsize - spare))
    return ballast


def make_older(path: Path) -> None:
    """As the first version wrote it."""
    bring_to_the_first_schema(file_engine(path))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("VACUUM")


def do(window: MainWindow, name: str) -> bool:
    """A coder comes; whether it was saved."""
    session = window.session
    assert session is not None
    return session.do(lambda: ensure_coder(session.study, name)[1]) is not None


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("spare", [0, 8192, 200_000, 270_000, 280_000, 295_000, 310_000])
def test_a_disk_that_fills_up_while_an_old_project_is_brought_up_to_date(
    qtbot: QtBot, open_window: Windows, study: Path, small_disk: Path, spare: int
) -> None:
    path = Path(shutil.copyfile(study, small_disk / "study.qualcode"))
    make_older(path)
    before = digest(path)
    ballast = fill_disk(small_disk, spare)
    window = open_window()
    window.open_later(str(path))
    qtbot.waitUntil(lambda: window.session is not None or "Opening" not in window.messages.text)
    qtbot.waitUntil(lambda: not window.busy)
    if window.session is None:
        assert "the disk is full" in window.messages.text
        assert digest(path) == before
    else:
        window.close_project()
    ballast.unlink()
    window.open_later(str(path))
    qtbot.waitUntil(lambda: window.session is not None)
    qtbot.waitUntil(lambda: not window.busy)
    assert do(window, "afterwards")
    window.close_project()
    with closing(open_project(str(path))) as project:
        assert problems(project) == []


# -- a second window ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["itself", "symbolic link", "hard link"])
def test_a_second_window_on_the_same_file_is_refused_and_the_first_works_on(
    qtbot: QtBot, open_window: Windows, study: Path, tmp_path: Path, name: str
) -> None:
    other = study if name == "itself" else study.with_name("other.qualcode")
    if name == "symbolic link":
        other.symlink_to(study)
    elif name == "hard link":
        other.hardlink_to(study)
    first, second = open_window(), open_window()
    first.open_later(str(study))
    qtbot.waitUntil(lambda: first.session is not None)
    second.open_later(str(other))
    qtbot.waitUntil(lambda: "is open in another qualcode window or command" in second.messages.text)
    assert second.session is None
    assert do(first, "here")
    first.close_project()
    second.open_later(str(other))
    qtbot.waitUntil(lambda: second.session is not None)
    assert do(second, "there")


# -- rights ---------------------------------------------------------------------------------------


@contextmanager
def as_somebody() -> Iterator[None]:
    """As an ordinary user: nothing is refused to root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def own_folder() -> Iterator[Path]:
    """A folder of that user."""
    folder = Path(tempfile.mkdtemp(prefix="qualcode-rights-"))
    yield folder
    shutil.rmtree(folder)


@pytest.mark.skipif(os.name != "posix", reason="rights as POSIX has them")
@pytest.mark.parametrize("what", ["folder", "file", "both", "no way in"])
def test_rights_that_are_taken_away_while_a_project_is_open(
    qtbot: QtBot, open_window: Windows, own_folder: Path, what: str
) -> None:
    path = own_folder / "place" / "study.qualcode"
    path.parent.mkdir()
    with closing(create_project(str(path), "AB", "Study")) as project:
        fill(project)
    window = open_window()
    window.open_later(str(path))
    qtbot.waitUntil(lambda: window.session is not None)
    qtbot.waitUntil(lambda: not window.busy)
    assert do(window, "before")
    if os.geteuid() == 0:
        for item in (own_folder, path.parent, path):
            os.chown(item, NOBODY, NOBODY)
    if what in ("file", "both"):
        path.chmod(0o400)
    if what in ("folder", "both"):
        path.parent.chmod(0o500)
    if what == "no way in":
        path.parent.chmod(0o000)
    with as_somebody():
        saved = do(window, "meanwhile")
    # Who had the file open before may write to it all the same.
    assert saved == (what == "file")
    if not saved:
        words = "no longer have the right" if what == "no way in" else "can only be read"
        assert words in window.messages.text
    path.parent.chmod(0o700)
    path.chmod(0o600)
    assert do(window, "afterwards")
    assert "everything saved" in window.status_line.texts[0]
    window.close_project()
    with closing(open_project(str(path))) as project:
        names = {coder.name for coder in project.study.coders.values()}
        assert {"before", "afterwards"} | ({"meanwhile"} if saved else set()) <= names
        assert problems(project) == []


def test_settings_on_a_full_disk_are_told_in_the_window(
    small_disk: Path, open_window: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    there = QSettings(str(small_disk / "set.ini"), QSettings.Format.IniFormat)
    monkeypatch.setattr(window.preferences, "_settings", there)
    window.actions_["view.theme_light"].trigger()
    assert not window.messages.isVisibleTo(window)
    ballast = fill_disk(small_disk, 0)
    window.actions_["view.theme_dark"].trigger()
    assert "could not be saved to" in window.messages.text
    assert "disk is full" in window.messages.text
    ballast.unlink()
    window.actions_["view.theme_light"].trigger()
    assert "light" in (small_disk / "set.ini").read_text("utf-8")


# -- the clock ------------------------------------------------------------------------------------


def nanoseconds(span: timedelta) -> int:
    return span // timedelta(microseconds=1) * 1000


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1), timedelta(days=4000)])
def test_a_clock_that_is_set_back_while_a_project_is_open(
    qtbot: QtBot, open_window: Windows, study: Path, monkeypatch: pytest.MonkeyPatch, back: timedelta
) -> None:
    # A copy is made each day: from noon on, an hour back is the same day whenever the test is run.
    real = time.time_ns
    to_noon = datetime.now().astimezone().replace(hour=12) - datetime.now().astimezone()
    monkeypatch.setattr(time, "time_ns", lambda: real() + nanoseconds(to_noon))
    window = open_window()
    window.open_later(str(study))
    qtbot.waitUntil(lambda: window.session is not None)
    qtbot.waitUntil(lambda: not window.busy)
    assert do(window, "before")
    monkeypatch.setattr(time, "time_ns", lambda: real() + nanoseconds(to_noon - back))
    assert do(window, "then")
    window.actions_["edit.undo"].trigger()
    window.actions_["edit.redo"].trigger()
    assert do(window, "later")
    window.close_project()
    window.open_later(str(study))
    qtbot.waitUntil(lambda: window.session is not None)
    qtbot.waitUntil(lambda: not window.busy)
    assert do(window, "after opening")
    window.close_project()
    days = back >= timedelta(days=1)
    assert len(backups.backups(study)) == 1 + days
    with closing(open_project(str(study))) as project:
        assert problems(project) == []
        assert {"before", "then", "later", "after opening"} <= {
            coder.name for coder in project.study.coders.values()
        }


# -- the folder of copies -------------------------------------------------------------------------


def test_a_full_disk_of_copies_keeps_nobody_from_working(
    qtbot: QtBot, open_window: Windows, study: Path, small_disk: Path
) -> None:
    backups.backup_folder(study).symlink_to(small_disk)
    ballast = fill_disk(small_disk, 4096)
    window = open_window()
    window.open_later(str(study))
    qtbot.waitUntil(lambda: window.session is not None)
    assert window.messages.text.startswith("Today’s copy is missing.")
    assert "the disk is full" in window.messages.text
    assert do(window, "all the same")
    window.close_project()
    ballast.unlink()
    window.open_later(str(study))
    qtbot.waitUntil(lambda: window.session is not None)
    qtbot.waitUntil(lambda: not window.busy)
    assert "copy" not in window.messages.text
    assert len(backups.backups(study)) == 1
    assert [item.name for item in small_disk.iterdir()] == [backups.backups(study)[0].name]
