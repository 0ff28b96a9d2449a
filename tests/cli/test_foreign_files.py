"""Whatever is given to a command as a file: a pipe, a device or a link to nothing ends in a sentence.

Tests: ``main``.
"""

import os
from pathlib import Path

import pytest

from tests.cli.conftest import Run, steps_of
from tests.support.foreign import NO_FILES

COMMANDS = {
    "import": ("import", "PROJECT", "FILE"),
    "survey": ("import", "PROJECT", "FILE", "--survey"),
    "codebook": ("codebook", "import", "PROJECT", "FILE"),
    "codings": ("codings", "import", "PROJECT", "FILE"),
    "comments": ("codings", "import-word", "PROJECT", "FILE", "--transcript", "FG1"),
    "attributes": ("attributes", "import", "PROJECT", "FILE"),
    "summaries": ("summaries", "import", "PROJECT", "FILE"),
    "report": ("report", "save", "PROJECT", "a report", "FILE"),
}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("what", ["a named pipe", "a link to /dev/zero", "a link to nothing"])
def test_what_is_no_file_is_refused_in_a_sentence(
    run: Run, project: str, tmp_path: Path, command: str, what: str
) -> None:
    path = tmp_path / "given.csv"
    NO_FILES[what](path)
    before = steps_of(project)
    words = [{"PROJECT": project, "FILE": str(path)}.get(word, word) for word in COMMANDS[command]]
    said = run(*words, code=1).stderr
    assert "given.csv" in said
    assert "This is a" in said or "could not be opened" in said
    assert "bug" not in said
    assert steps_of(project) == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_new_project_is_not_made_with_a_pipe_for_a_codebook(run: Run, tmp_path: Path) -> None:
    NO_FILES["a named pipe"](tmp_path / "book.csv")
    said = run("new", tmp_path / "t.qualcode", "--codebook", tmp_path / "book.csv", code=1).stderr
    assert "This is a named pipe, not a file." in said
    assert not (tmp_path / "t.qualcode").exists()
