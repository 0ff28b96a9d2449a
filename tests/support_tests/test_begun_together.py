"""Processes side by side: the tests are loaded once for all of them, and who dies is told."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

BEGINS = """
import pytest

@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session):
    from tests.support import begun_together
    begun_together.fork_workers(session.config)
"""

TESTS = """
import os
from pathlib import Path

with Path("loaded").open("a") as file:
    file.write(f"{os.getpid()} ")

def test_where(tmp_path):
    with Path("ran").open("a") as file:
        file.write(f"{os.getpid()} {os.getppid()} ")
    print("said here")
    assert tmp_path.is_dir()

def test_another(): test_where(Path())
def test_fails(): assert 1 == 2, "as it should"
def test_dies(): os._exit(3)
"""

WARNS = """
import warnings
warnings.warn("of old")
def test_never(): pass
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere they are not forked")
def test_tests_are_loaded_once_and_run_in_processes_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "test_all.py").write_text(TESTS, encoding="utf-8")
    answer = _pytest(tmp_path)
    assert answer.returncode == 1, answer.stderr
    loaded = (tmp_path / "loaded").read_text(encoding="utf-8").split()
    ran = (tmp_path / "ran").read_text(encoding="utf-8").split()
    assert len(loaded) == 1
    assert len(ran) == 4
    # Run in others than the one that has loaded them, which are children of that one.
    assert set(ran[::2]).isdisjoint(loaded)
    assert set(ran[1::2]) == set(loaded)
    assert "crashed while running 'test_all.py::test_dies'" in answer.stdout
    assert "AssertionError: as it should" in answer.stdout
    assert "assert 1 == 2" in answer.stdout
    assert "2 failed, 2 passed" in answer.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere they are not forked")
def test_what_warns_when_it_is_loaded_is_told_as_ever(tmp_path: Path) -> None:
    (tmp_path / "test_old.py").write_text(WARNS, encoding="utf-8")
    answer = _pytest(tmp_path)
    assert answer.returncode != 0
    assert "UserWarning: of old" in answer.stdout


def _pytest(folder: Path) -> "subprocess.CompletedProcess[str]":
    (folder / "begins.py").write_text(BEGINS, encoding="utf-8")
    root = str(Path(__file__).parents[2])
    plugins = ["-p", "begins", "-p", "no:cacheprovider", "-p", "no:pytest-qt"]
    command = [sys.executable, "-m", "pytest", "-c", os.devnull, "--rootdir", str(folder), *plugins]
    side_by_side = ["--import-mode", "importlib", "-W", "error", "-n", "2", "--max-worker-restart", "0"]
    return subprocess.run(
        [*command, *side_by_side, str(folder)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((root, str(folder)))},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
