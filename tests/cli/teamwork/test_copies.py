"""Tests of copies.

Tests as well: ``model.machine.earlier``.
"""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from qualcode.project.opening import open_project
from tests.cli.conftest import Run, steps_of


def test_a_project_is_copied_whole_from_anywhere(run: Run, project_anywhere: str, tmp_path: Path) -> None:
    target = tmp_path / "copies" / "copy"
    target.parent.mkdir()
    assert run("copy", project_anywhere, target).stdout == f"Saved to {target}.qualcode.\n"
    assert steps_of(f"{target}.qualcode") == steps_of(project_anywhere)
    assert run("check", f"{target}.qualcode").stdout.startswith("sound")
    again = run("copy", project_anywhere, target, code=1)
    assert again.stderr.startswith("qualcode: ")
    assert "exists already" in again.stderr


def test_a_project_that_is_open_is_copied_with_all_that_is_saved(
    run: Run, project: str, tmp_path: Path
) -> None:
    opened = open_project(project)
    try:
        opened.undo("AB")
        run("copy", project, tmp_path / "copy.qualcode")
        steps = [(step.coder, step.title) for step in opened.history.steps]
    finally:
        opened.close()
    assert steps_of(str(tmp_path / "copy.qualcode")) == steps


def test_earlier_states_are_listed_and_put_back(run: Run, project: str) -> None:
    assert run("restore", project).stdout == "There are no copies of small.qualcode beside it.\n"
    run("undo", project)
    lines = run("restore", project).stdout.splitlines()
    assert lines[0].split() == [
        "copy",
        "what",
        "it",
        "is",
        "last",
        "step",
        "made",
        "transcripts",
        "codes",
        "segments",
        "bytes",
    ]
    (told,) = json.loads(run("restore", project, "--json").stdout)
    assert (told["step"], told["last step"], told["segments"]) == (2, "Example", 2)
    assert len(steps_of(project)) == 3
    done = run("restore", project, Path(told["copy"]).name)
    assert done.stdout.startswith("Put back “")
    assert "What was there is kept as “" in done.stdout
    assert len(steps_of(project)) == 2
    kept = [state for state in json.loads(run("restore", project, "--json").stdout) if state["step"] == 3]
    assert [state["what it is"] for state in kept] == ["before it was put back"]
    answer = json.loads(run("restore", project, kept[0]["copy"], "--json").stdout)
    assert answer["put back"] == kept[0]["copy"]
    assert len(steps_of(project)) == 3


def test_a_project_that_is_gone_is_put_back_by_name(run: Run, project: str) -> None:
    run("undo", project)
    Path(project).unlink()
    run("restore", Path(project).with_suffix(""), "small")
    assert len(steps_of(project)) == 2


def test_a_copy_that_is_not_there_is_refused(run: Run, project: str) -> None:
    refused = run("restore", project, "1999", code=1)
    assert "No copy of small.qualcode is named “1999”" in refused.stderr
    assert len(steps_of(project)) == 2


def test_a_damaged_file_is_told_with_what_to_do(run: Run, project: str) -> None:
    run("undo", project)
    content = bytearray(Path(project).read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    Path(project).write_bytes(content)
    for command in ("info", "undo"):
        assert "Put a copy back with “qualcode restore”" in run(command, project, code=1).stderr
    run("restore", project, "small")
    assert run("check", project).stdout.startswith("sound")


def test_a_project_whose_history_is_lost_is_copied_without_it(run: Run, project: str, tmp_path: Path) -> None:
    with closing(sqlite3.connect(project)) as connection:
        connection.execute("DELETE FROM journal")
        connection.commit()
    assert "should hold" in run("check", project, code=1).stdout
    refused = run("info", project, code=1).stderr
    assert "--without-history" in refused
    target = tmp_path / "rescued.qualcode"
    run("copy", project, target, "--without-history", "--coder", "CD")
    assert run("check", target).stdout == "sound (1 step in the journal)\n"
    assert [coder for coder, _ in steps_of(str(target))] == ["CD"]


def test_a_copy_of_another_project_is_named_as_such(run: Run, project: str, tmp_path: Path) -> None:
    run("new", tmp_path / "other.qualcode", "--name", "Other study")
    run("undo", project)
    own = run("restore", project, "small").stdout
    assert "another project" not in own
    refused = run("restore", project, tmp_path / "other.qualcode", code=1).stderr
    assert "is a copy of another project, “Other study”, so nothing was put back." in refused
    assert len(steps_of(project)) == 2
    done = run("restore", project, tmp_path / "other.qualcode", "--another-project").stdout
    assert "This is a copy of another project, “Other study”.\n" in done
    assert "What was there is kept as “" in done
    assert len(steps_of(project)) == 1
    (state,) = (
        state
        for state in json.loads(run("restore", project, "--json").stdout)
        if state["step"] == 2 and state["what it is"] != "daily copy"
    )
    assert state["another project"]
    listed = run("restore", project).stdout
    assert f"of another project: “{state['another project']}”" in listed
    words = ("restore", project, state["copy"], "--json")
    assert "copy of another project" in run(*words, code=1).stderr
    answer = json.loads(run(*words, "--another-project").stdout)
    assert answer["another project"]
    assert len(steps_of(project)) == 2
    Path(project).write_bytes(b"nothing that could be read")
    assert "another project" not in run("restore", project, tmp_path / "other.qualcode").stdout


def test_a_command_says_what_happened_at_opening(run: Run, project: str) -> None:
    Path(project).with_name("small backups").write_text("mine")
    done = run("undo", project)
    assert done.stdout.startswith("Undo")
    assert done.stderr.startswith("qualcode: Today’s copy is missing. The folder “small backups”")
    # Whoever only looks makes no copy, and misses none.
    assert run("info", project).stderr == ""
