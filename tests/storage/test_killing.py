"""A writer is killed again and again: at most the step in flight is lost, and the project is sound.

Tests: ``database``.
"""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.project.checking import problems
from qualcode.project.opening import create_project, open_project
from tests.support.profiles import of_hundred

WRITER = """
import sys
from qualcode.operations.coders import ensure_coder
from qualcode.project.opening import open_project

project = open_project(sys.argv[1])
print("open", flush=True)
number = len(project.study.coders)
while True:
    _, change = ensure_coder(project.study, f"coder {number}")
    project.do(change, "AB")
    # Said only once the step is saved: what was said must be found again.
    print(number, flush=True)
    number += 1
"""

KILLS = of_hundred(8)

LIKE_A_WINDOW = """
import sys
from qualcode.operations.coders import ensure_coder
from qualcode.project.opening import open_project

project = open_project(sys.argv[1])
print("open", flush=True)
for line in sys.stdin:
    _, change = ensure_coder(project.study, line.strip())
    project.do(change, "AB")
    print("saved", flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
def test_killing_a_writer_in_a_loop_loses_at_most_the_step_in_flight(tmp_path: Path) -> None:
    path = tmp_path / "study.qualcode"
    create_project(str(path), "AB", "Study").close()
    moment = random.Random(5)
    for _ in range(KILLS):
        said = said_before_being_killed(path, moment.uniform(0.0, 0.06))
        project = open_project(str(path))
        try:
            names = {coder.name for coder in project.study.coders.values()}
            assert {f"coder {number}" for number in said} <= names
            assert len(names) <= (said[-1] + 2 if said else len(names))
            assert problems(project) == []
        finally:
            project.close()
    assert len(names) > KILLS
    assert sorted(item.name for item in tmp_path.iterdir()) == ["study backups", "study.qualcode"]


def said_before_being_killed(path: Path, seconds: float) -> list[int]:
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    with writer:
        assert writer.stdout.readline() == "open\n"
        assert writer.stdout.readline().strip().isdigit()
        time.sleep(seconds)
        writer.send_signal(signal.SIGKILL)
        # A line cut off by the kill was not said.
        lines = writer.stdout.read().split("\n")[:-1]
    return [int(line) for line in lines]


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
@pytest.mark.parametrize("older", [False, True])
def test_every_step_is_there_after_a_backup_a_command_and_a_kill(tmp_path: Path, *, older: bool) -> None:
    """The first opening of a day copies the file; commands read it meanwhile; then the program is killed."""
    path = tmp_path / "study.qualcode"
    create_project(str(path), "AB", "Study").close()
    if older:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
    window = subprocess.Popen(
        [sys.executable, "-c", LIKE_A_WINDOW, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with window:
        assert window.stdin is not None
        assert window.stdout is not None
        assert window.stdout.readline() == "open\n"
        assert len(list((tmp_path / "study backups").iterdir())) == 1
        for number in range(3):
            window.stdin.write(f"step {number}\n")
            window.stdin.flush()
            assert window.stdout.readline() == "saved\n"
            seen = subprocess.run(
                [sys.executable, "-m", "qualcode", "info", str(path), "--json"],
                capture_output=True,
                text=True,
                check=True,
            )
            assert json.loads(seen.stdout)["last step"]["number"] == number + 2
        window.send_signal(signal.SIGKILL)
    copied = tmp_path / "elsewhere" / "copy.qualcode"
    copied.parent.mkdir()
    copied.write_bytes(path.read_bytes())
    for file in (path, copied):
        with closing(open_project(str(file))) as project:
            assert {"step 0", "step 1", "step 2"} <= {coder.name for coder in project.study.coders.values()}
            assert problems(project) == []
