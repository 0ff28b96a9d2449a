"""The short form: a few dozen rounds, in a process of its own, which forks and so must have no threads."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHORT = 24


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL and limits of files are POSIX's")
def test_nothing_that_was_said_to_be_saved_is_lost() -> None:
    command = [sys.executable, "-m", "tests.torture", "rounds", str(SHORT)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, timeout=1200, check=False)
    *faults, told = done.stdout.splitlines()
    assert faults == []
    figures = json.loads(told)
    assert figures.pop("rounds") == SHORT
    assert figures.pop("faults") == 0
    # Kills, copies, replaced files and full disks among them.
    assert len(figures) >= 7
    assert done.returncode == 0
