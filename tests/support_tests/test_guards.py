"""The guards every test runs under, one by one and at work in a pytest of their own."""

import logging
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import guards

GUARDED = """
import logging, threading
import pytest

stop = threading.Event()

def test_quiet(): pass
def test_warns(): logging.getLogger("loud").warning("too loud")
@pytest.mark.allows_log
def test_may_warn(): logging.getLogger("loud").warning("allowed")
def test_leaves_a_thread(): threading.Thread(target=stop.wait, name="left behind").start()
def test_uses_postgres(postgres_url): pass
def test_ends_it(): stop.set()
"""

ELSEWHERE = """
from tests.support import guards, postgres
guards.GRACE_SECONDS = 0.1
postgres.PLACES = ()
"""


def test_a_thread_left_running_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "GRACE_SECONDS", 0.1)
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait, name="left behind")
    with pytest.raises(guards.LeftRunningError, match="left behind"), guards.no_threads_left():
        thread.start()
    stop.set()
    thread.join()


def test_a_thread_that_ends_in_time_is_fine() -> None:
    with guards.no_threads_left():
        threading.Thread(target=lambda: None).start()


def test_daemons_are_left_alone() -> None:
    stop = threading.Event()
    with guards.no_threads_left():
        threading.Thread(target=stop.wait, daemon=True).start()
    stop.set()


@pytest.mark.allows_log
@pytest.mark.parametrize("level", [logging.WARNING, logging.ERROR, logging.CRITICAL])
def test_a_logged_warning_is_told(level: int) -> None:
    with (
        pytest.raises(guards.LoggedWarningError, match=r"qualcode.test: it is 7 o'clock"),
        guards.no_warnings_logged(),
    ):
        logging.getLogger("qualcode.test").log(level, "it is %d o'clock", 7)


def test_information_is_no_warning() -> None:
    with guards.no_warnings_logged():
        logging.getLogger("qualcode.test").info("nothing special")


def test_home_is_empty_and_ours(home: Path) -> None:
    assert Path.home() == home
    assert [entry.name for entry in home.iterdir()] == ["run"]
    assert os.environ["XDG_CONFIG_HOME"].startswith(str(home))


@given(st.integers())
def test_the_guards_go_with_hypothesis(number: int) -> None:
    assert number == int(str(number))


@pytest.mark.parametrize("in_ci", [False, True])
def test_the_fixtures_at_work(tmp_path: Path, in_ci: bool) -> None:
    """In a pytest of its own, where PostgreSQL cannot be found."""
    (tmp_path / "test_guarded.py").write_text(GUARDED, encoding="utf-8")
    (tmp_path / "elsewhere.py").write_text(ELSEWHERE, encoding="utf-8")
    environment = {**os.environ, "PATH": "", "PYTHONPATH": str(tmp_path), "COLUMNS": "500"}
    environment.pop("CI", None)
    if in_ci:
        environment["CI"] = "true"
    plugins = ["-p", "elsewhere", "-p", "tests.conftest", "-p", "no:cacheprovider", "-p", "no:xdist"]
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-c", os.devnull, "--rootdir", tmp_path, "-rA", *plugins, tmp_path],
        cwd=Path(__file__).parents[2],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = result.stdout.splitlines()
    assert result.returncode == 1, result.stdout + result.stderr
    assert any(line.startswith("ERROR") and "test_warns" in line and "too loud" in line for line in lines)
    assert any(
        line.startswith("ERROR") and "leaves_a_thread" in line and "left behind" in line for line in lines
    )
    told = "uses_postgres" if in_ci else "PostgreSQL's server programs were not found"
    assert any(line.startswith("ERROR" if in_ci else "SKIPPED") and told in line for line in lines)
    errors = 3 if in_ci else 2
    skipped = "" if in_ci else ", 1 skipped"
    assert f"5 passed{skipped}, {errors} errors" in lines[-1]
