"""Tests of history.

Tests as well: ``model.step``.
"""

import json
from pathlib import Path

from tests.cli.conftest import Run, steps_of


def test_undo_and_redo_are_steps_by_the_coder_who_asked(run: Run, project_anywhere: str) -> None:
    assert run("undo", project_anywhere, "--coder", "AB").stdout == "Undo: Example\n"
    assert run("redo", project_anywhere, "--coder", "AB").stdout == "Redo: Example\n"
    assert steps_of(project_anywhere)[2:] == [("AB", "Undo: Example"), ("AB", "Redo: Example")]


def test_history_lists_the_steps_and_marks_what_was_undone(run: Run, project: str) -> None:
    run("undo", project, "--coder", "CD")
    lines = run("history", project).stdout.splitlines()
    assert len(lines) == 4
    assert lines[2].endswith("AB     Example (undone)")
    assert lines[3].endswith("CD     Undo: Example")


def test_history_as_json(run: Run, project: str) -> None:
    run("undo", project, "--coder", "CD")
    steps = json.loads(run("history", project, "--json").stdout)
    assert [(step["number"], step["kind"], step["target"], step["stands"]) for step in steps] == [
        (1, "do", None, True),
        (2, "do", None, False),
        (3, "undo", 2, None),
    ]
    assert steps[1]["coder"] == "AB"


def test_history_is_narrowed_and_written(run: Run, project: str, tmp_path: Path) -> None:
    run("undo", project, "--coder", "CD")
    assert len(run("history", project, "--find", "undo example").stdout.splitlines()) == 2
    out = tmp_path / "steps.csv"
    assert run("history", project, out).stdout == f"3 steps saved to {out}.\n"
    lines = out.read_text("utf-8-sig").splitlines()
    assert [line.split(",")[-2] for line in lines] == ["in force", "yes", "no", "yes"]
    assert "end the file name" in run("history", project, tmp_path / "steps.pdf", code=1).stderr


def test_making_a_project_cannot_be_undone(run: Run, project: str) -> None:
    run("undo", project)
    assert run("undo", project, code=1).stderr == "qualcode: There is nothing to undo.\n"
    assert run("redo", project).stdout == "Redo: Example\n"
    assert run("redo", project, code=1).stderr == "qualcode: There is nothing to redo.\n"
