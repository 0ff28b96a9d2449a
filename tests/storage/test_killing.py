"""A writer is killed again and again: at most the step in flight is lost, and the project is sound."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from qualcode.project.checking import problems
from qualcode.project.opening import create_project, open_project

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

KILLS = 12


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
