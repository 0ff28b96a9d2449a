"""The commands of a shared folder: chosen, left to, brought home from, taken in from.

Tests as well: ``team_copies``.
"""

import getpass
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.support.ready import ReadyProjects
from tests.support.teams import team_project


def test_a_round_over_a_shared_folder(
    ready_projects: ReadyProjects, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "Lead")
    file = ready_projects.copy(team_project, tmp_path / "team.qualcode")
    folder, copy = tmp_path / "shared", tmp_path / "cd.qualcode"
    assert run("team", "folder", file, "pilot").output == "This round shares no folder.\n"
    assert "There is no folder" in run("team", "folder", file, "pilot", folder, code=1).output
    folder.mkdir()
    assert run("team", "folder", file, "pilot", folder).output == f"Shared round “Pilot” in {folder}.\n"
    assert run("team", "folder", file, "pilot").output == f"{folder}\n"
    assert json.loads(run("team", "rounds", file, "--json").output)[0]["folder"] == str(folder)
    run("team", "give", file, copy, "--coder", "CD", "--round", "pilot")
    assert "Nothing new to leave" in run("team", "leave", copy).output
    # A command that changes a copy leaves it by itself.
    run("codings", "recode", copy, "consent", "--code", "stigma", "--coder", "CD")
    (left,) = folder.iterdir()
    assert "Nothing new to leave" in run("team", "leave", copy).output
    left.unlink()
    assert run("team", "leave", copy).output == f"Left {left}.\n"
    (folder / "torn.qualcode").write_bytes(left.read_bytes()[:5000])
    tried = run("team", "return", file, "--folder", "--dry-run").output
    assert f"{left.name}: CD, round “Pilot”" in tried
    assert "torn.qualcode is not whole yet" in tried
    assert tried.endswith("Nothing was changed.\n")
    # Named once, and again only when it has changed.
    assert left.name in run("team", "return", file, "--folder").output
    assert run("team", "return", file, "--folder").output == "Nothing new to bring back.\n"
    (folder / "torn.qualcode").write_bytes(left.read_bytes()[:6000])
    again = run("team", "return", file, "--folder").output
    assert again.startswith("torn.qualcode is not whole yet")
    assert again.endswith("Nothing new to bring back.\n")
    assert run("team", "return", file, "--folder").output == "Nothing new to bring back.\n"
    assert "Name the files to bring back, or use --folder" in run("team", "return", file, code=2).output
    # Blind until the lead closes the round.
    assert "Nothing new from others." in run("team", "take-in", copy, "--by", "CD").output
    run("team", "round", "close", file, "pilot")
    assert (folder / "Pilot, everybody’s work.qualcode").exists()
    assert run("team", "take-in", copy, "--dry-run", "--by", "CD").output.endswith("Nothing was changed.\n")
    assert run("team", "take-in", copy, "--by", "CD").output.endswith("Took in 1 file.\n")
    assert "Nobody asked us." in run("search", copy, "code:consent").output
    assert (
        run("team", "folder", file, "pilot", "--none").output
        == "Stopped sharing round “Pilot” in a folder.\n"
    )


def test_a_folder_that_is_gone_is_said_and_the_step_is_made(
    ready_projects: ReadyProjects, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "Lead")
    file = ready_projects.copy(team_project, tmp_path / "team.qualcode")
    folder, copy = tmp_path / "shared", tmp_path / "cd.qualcode"
    folder.mkdir()
    run("team", "folder", file, "pilot", folder)
    run("team", "give", file, copy, "--coder", "CD", "--round", "pilot")
    folder.rmdir()
    told = run("codings", "recode", copy, "consent", "--code", "stigma", "--coder", "CD").output
    assert "shared is not there, so nothing was left in it" in told
    assert "is not there" in run("team", "return", file, "--folder").output
