"""Tests of project.

Tests as well: ``addresses``.
"""

import json
import re
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qualcode.cli.addresses import known_address
from qualcode.project.opening import open_project
from tests.cli.conftest import Run, steps_of
from tests.support.project_files import crash_in_a_step, make_project


def test_new_makes_a_project_named_after_its_file(run: Run, tmp_path: Path) -> None:
    assert "“thesis”" in run("new", tmp_path / "thesis", "--coder", "AB").stdout
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.qualcode"]
    assert steps_of(str(tmp_path / "thesis.qualcode")) == [("AB", "New project “thesis”")]


def test_new_at_an_address_with_a_name(run: Run, address: str) -> None:
    run("new", address, "--name", "Parents", "--coder", "AB")
    assert json.loads(run("info", address, "--json").stdout)["name"] == "Parents"


def test_new_does_not_touch_what_is_there(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "thesis.qualcode"
    file.write_text("mine")
    result = run("new", file, code=1)
    assert result.stderr.startswith("qualcode: ")
    assert "exists already" in result.stderr
    assert file.read_text() == "mine"


def test_info_tells_counts_and_the_last_step(run: Run, project_anywhere: str) -> None:
    told = json.loads(run("info", project_anywhere, "--json").stdout)
    assert told["name"] == "Small study"
    assert told["counts"] == {
        "transcripts": 1, "turns": 2, "participants": 1, "interviewers": 1, "others": 0, "attributes": 1,
        "codes": 1, "categories": 1, "codings": 2, "coders": 2, "memos": 3,
        "memos: transcript": 1, "memos: segment": 1, "memos: code": 1,
    }  # fmt: skip
    assert told["last step"]["number"] == 2
    assert told["last step"]["title"] == "Example"
    assert told["schema"]


def test_info_for_people(run: Run, project: str) -> None:
    lines = [" ".join(line.split()) for line in run("info", project).stdout.splitlines()]
    assert "name Small study" in lines
    assert "codings 2" in lines
    assert lines[-1].startswith("last step 2: Example (AB, ")
    assert str(datetime.now(UTC).year) in lines[-1]
    assert not re.search(r"\d{4}-\d\d", lines[-1])


def test_a_password_is_not_shown(run: Run, postgres_url: str) -> None:
    run("new", postgres_url, "--name", "Team")
    user, _, rest = postgres_url.partition("//")[2].partition("@")
    name = user.partition(":")[0]
    with_password = f"postgresql://{name}:secret@{rest}"
    assert "secret" not in run("info", with_password).stdout


def test_the_ending_may_be_left_out(tmp_path: Path) -> None:
    (tmp_path / "thesis.qualcode").touch()
    assert known_address(str(tmp_path / "thesis")) == str(tmp_path / "thesis.qualcode")
    assert known_address(str(tmp_path / "other")) == str(tmp_path / "other")
    assert known_address("postgresql://host/thesis") == "postgresql://host/thesis"


def test_check_of_a_sound_project(run: Run, project_anywhere: str) -> None:
    assert run("check", project_anywhere).stdout == "sound (2 steps in the journal)\n"
    assert json.loads(run("check", project_anywhere, "--json").stdout) == {
        "sound": True,
        "steps": 2,
        "problems": [],
        "advice": [],
    }


@pytest.fixture
def broken(project: str) -> str:
    """A project in which a coding reaches beyond its text."""
    connection = sqlite3.connect(project)
    with connection:
        connection.execute('UPDATE codings SET "end" = 5000')
    connection.close()
    return project


def test_check_names_what_is_wrong(run: Run, broken: str) -> None:
    result = run("check", broken, code=1)
    assert "FG1" in result.stdout
    assert result.stderr.startswith("qualcode: ")
    assert result.stderr.endswith("found.\n")


def test_check_names_what_is_wrong_as_json(run: Run, broken: str) -> None:
    result = run("check", broken, "--json", code=1)
    told = json.loads(result.stdout)
    assert not told["sound"]
    assert told["problems"]
    assert result.stderr == ""


def test_migrating_a_project_of_today_changes_nothing(run: Run, project_anywhere: str) -> None:
    assert "there was nothing to do" in run("migrate", project_anywhere).stdout


@pytest.mark.parametrize("command", ["info", "check", "migrate", "undo"])
def test_what_happened_at_opening_is_said(run: Run, tmp_path: Path, command: str) -> None:
    project = log_of_another(tmp_path)
    # Others have no right to take back what the lead did.
    by = ["--coder", "AB"] if command == "undo" else []
    told = run(command, project, *by).stderr
    assert "does not belong to it" in told
    assert "does not belong to it" not in run("check", project).stderr


def test_what_happened_to_the_other_project_is_said(run: Run, project: str, tmp_path: Path) -> None:
    told = run("exchange", "merge", project, log_of_another(tmp_path), "--dry-run").stderr
    assert "does not belong to it" in told


def log_of_another(tmp_path: Path) -> Path:
    """A project beside which another one's log was left behind."""
    folder = tmp_path / "left"
    folder.mkdir()
    path = make_project(folder / "study.qualcode", steps=2)
    another = make_project(folder / "another.qualcode", steps=5)
    crash_in_a_step(another, tmp_path / "elsewhere").leave_log_at(path)
    return path


@pytest.mark.parametrize("command", ["info", "check", "history", "transcripts", "undo", "migrate"])
def test_what_is_no_project_is_one_line(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "letter.qualcode").write_text("Dear all")
    for name in ("letter.qualcode", "missing.qualcode"):
        result = run(command, tmp_path / name, code=1)
        assert result.stdout == ""
        assert result.stderr.startswith("qualcode: ")
        assert result.stderr.count("\n") == 1


def test_a_project_that_is_open_can_be_read_and_not_changed(run: Run, project: str) -> None:
    window = open_project(project)
    try:
        assert run("info", project).stdout
        assert run("check", project).stdout.startswith("sound")
        refused = run("undo", project, code=1)
        assert "open in another qualcode window or command" in refused.stderr
    finally:
        window.close()


def test_a_command_leaves_one_file_behind(run: Run, tmp_path: Path) -> None:
    run("new", tmp_path / "thesis")
    for command in ("info", "check", "history", "migrate"):
        run(command, tmp_path / "thesis")
    assert {path.name for path in tmp_path.iterdir()} == {"thesis.qualcode", "thesis backups"}


def test_why_a_project_was_begun_is_on_record(run: Run, tmp_path: Path) -> None:
    codes = tmp_path / "codes.csv"
    codes.write_text("code\nfear\nhope\n", "utf-8")
    file = tmp_path / "thesis.qualcode"
    run("new", file, "--codebook", codes, "--coder", "AB", "--reason", "the pilot is over")
    steps = json.loads(run("history", file, "--json").stdout)
    assert [step["reason"] for step in steps] == ["the pilot is over"] * 2
