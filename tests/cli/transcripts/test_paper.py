"""A transcript on pages by command.

Tests as well: ``ui.paper.without_window``.
"""

import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import Run
from tests.support.pdf_pages import words_of_pages


def test_a_transcript_is_written_as_pages(project: str, tmp_path: Path) -> None:
    """In a process of its own, as on a server without a screen."""
    path = tmp_path / "FG1.pdf"
    command = [sys.executable, "-m", "qualcode", "print", project, "FG1", str(path), "--lines"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"1 page saved to {path}.\n"
    text = "\n".join(words_of_pages(path))
    assert "they just assume" in text
    assert "stigma" in text


def test_what_cannot_be_written_says_why(run: Run, project: str, tmp_path: Path) -> None:
    said = run("print", project, "FG1", tmp_path / "FG1.docx", code=1).stderr
    assert "end the file name in pdf" in said
    said = run("print", project, "FG9", tmp_path / "FG1.pdf", code=1).stderr
    assert "no transcript named “FG9”" in said
    said = run("print", project, "FG1", tmp_path / "FG1.pdf", "--coder", "ZZ", code=1).stderr
    assert "no coder named “ZZ”" in said
    assert list(tmp_path.glob("FG1.*")) == []
