"""The commands of a team, from round to what comes home.

Tests as well: ``team_words``, ``cli.projects``.
"""

import getpass
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run, steps_of
from tests.support.ready import ReadyProjects
from tests.support.teams import MARK, PASSAGE, team_project


@pytest.fixture
def file(ready_projects: ReadyProjects, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(getpass, "getuser", lambda: "Lead")
    return ready_projects.copy(team_project, tmp_path / "team.qualcode")


def test_a_round_from_opening_to_deletion(file: str, run: Run) -> None:
    opened = run(
        *("team", "round", "open", file, "Second", "--coder", "AB", "--coder", "EF"),
        *("--transcript", "INT01", "--sample", 1, "--seed", 3, "--open", "--by", "Boss"),
    )
    assert opened.stdout == "Opened round “Second”: 1 transcript, 2 coders.\n"
    told = json.loads(run("team", "rounds", file, "--turns", "--json").output)
    assert [one["name"] for one in told] == ["Pilot", "Second"]
    second = told[1]
    assert (second["blind"], second["sample"], second["coders"]) == (
        False,
        {"turns": 1, "seed": 3},
        ["AB", "EF"],
    )
    assert sum(len(one["turns"]) for one in second["turns"]) == 1
    printed = run("team", "rounds", file, "--turns").output
    assert "Second: open, codebook " in printed
    assert "1 turn drawn with seed 3" in printed
    assert "INT01: turns " in printed
    assert run("team", "round", "close", file, "second").output == "Closed round “Second”.\n"
    assert "closed already" in run("team", "round", "close", file, "second", code=1).output
    assert run("team", "round", "reopen", file, "second").output == "Opened round “Second” again.\n"
    assert run("team", "round", "delete", file, "second").output == "Deleted round “Second”.\n"
    run("undo", file)
    assert len(json.loads(run("team", "rounds", file, "--json").output)) == 2
    assert ("Boss", "Open round “Second”: 1 transcript, 2 coders") in steps_of(file)


def test_the_size_of_a_sample_is_said(run: Run) -> None:
    assert run("team", "round", "size").output.startswith(
        "109 turns: with a kappa of 0.7 and 20% of turns coded"
    )
    assert "below the one expected" in run("team", "round", "size", "--lowest", 0.8, code=1).output


def test_progress_is_said_and_locks(file: str, run: Run) -> None:
    said = run("team", "progress", file, "Pilot", "locked", "--coder", "CD")
    assert said.output == "Marked FG1 by CD as locked in round “Pilot”.\n"
    assert "nothing was changed" in run("team", "progress", file, "Pilot", "locked", "--coder", "CD").output
    refused = run("codings", "recode", file, "consent", "--code", "stigma", "--by", "CD", code=1)
    assert "FG1 is locked for CD" in refused.output
    assert (
        "not coded in the round"
        in run(
            *("team", "progress", file, "Pilot", "finished", "--coder", "CD", "--transcript", "INT01"), code=1
        ).output
    )


def test_a_copy_is_given_and_comes_home(file: str, run: Run, tmp_path: Path) -> None:
    copy = tmp_path / "for-cd.qualcode"
    given = run("team", "give", file, copy, "--coder", "CD", "--round", "pilot")
    assert given.output == f"{copy}: a copy for CD, round “Pilot”.\n"
    assert "This project is the copy for CD" in run("team", "rounds", copy).output
    assert "not brought back yet" in run("team", "rounds", file).output
    assert "already" in run("team", "give", file, copy, "--coder", "CD", "--round", "pilot", code=1).output
    run("codings", "recode", copy, "consent", "--code", "stigma", "--coder", "CD")
    dry = run("team", "return", file, copy, "--dry-run").output
    assert "Changed there: 1 coding" in dry
    assert dry.endswith("Nothing was changed.\n")
    told = json.loads(run("team", "return", file, copy, "--json").output)
    assert (told[0]["coder"], told[0]["round"], told[0]["to know"]) == ("CD", "Pilot", [])
    assert steps_of(file)[-1] == ("Lead", "Bring back round “Pilot” from CD")
    again = run("team", "return", file, copy).output
    assert "Nothing was done in it since it was brought back last." in again
    found = run("search", file, "code:consent", "--json").output
    assert PASSAGE in found


def test_other_changes_are_listed_and_taken_when_asked(file: str, run: Run, tmp_path: Path) -> None:
    copy = tmp_path / "for-ab.qualcode"
    run("team", "give", file, copy, "--coder", "AB", "--round", "pilot")
    assert MARK.encode() not in copy.read_bytes()
    run("codebook", "add", copy, "blame", "--coder", "AB")
    listed = run("team", "return", file, copy).output
    assert "Other changes, not taken (--other-changes takes them):" in listed
    assert "New: 1 code" in listed
    taken = run("team", "return", file, copy, "--other-changes").output
    assert "Other changes, taken too:" in taken
    assert "blame" in run("codebook", "export", file, tmp_path / "codes.csv").output + (
        tmp_path / "codes.csv"
    ).read_text("utf-8")


# -- agreement in rounds ----------------------------------------------------------------------------------


def agreed(run: Run, file: str, tmp_path: Path, *words: object) -> dict[str, Any]:
    """The agreement as JSON."""
    path = tmp_path / "agreement.json"
    run("agreement", file, path, "--bootstrap", 0, *words)
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def finish(run: Run, file: str, *names: str, transcript: str = "FG1") -> None:
    for name in names:
        run("team", "progress", file, "Pilot", "finished", "--coder", name, "--transcript", transcript)


def test_agreement_in_a_round_waits_for_all_to_finish(file: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "agreement.json"
    finish(run, file, "AB")
    refused = run("agreement", file, path, "--round", "Pilot", code=1)
    assert "no transcript of this round that all of these coders have finished" in refused.output
    assert "mark what is finished with “qualcode team progress”" in " ".join(refused.output.split())
    finish(run, file, "CD")
    found = agreed(run, file, tmp_path, "--round", "pilot")
    assert (found["coders"], found["transcripts"], found["left_out"]) == (["AB", "CD"], ["FG1"], [])
    csv = tmp_path / "agreement.xlsx"
    said = run("agreement", file, csv, "--round", "Pilot", "--bootstrap", 0).output
    assert "1 transcript of the round “Pilot”" in said


def test_agreement_compares_the_turns_that_were_drawn(file: str, run: Run, tmp_path: Path) -> None:
    whole = agreed(run, file, tmp_path, "--coder", "AB", "--coder", "CD")
    run(
        "team",
        "round",
        "open",
        file,
        "Drawn",
        "--coder",
        "AB",
        "--coder",
        "CD",
        "--transcript",
        "FG1",
        "--sample",
        2,
    )
    for name in ("AB", "CD"):
        run("team", "progress", file, "Drawn", "finished", "--coder", name)
    drawn = agreed(run, file, tmp_path, "--round", "Drawn")
    # Three turns of participants in all, two of which were drawn.
    totals = [
        sum((code["both"], code["neither"], *code["only"].values()))
        for code in (whole["codes"][0], drawn["codes"][0])
    ]
    assert totals == [3, 2]
    assert "2 turns drawn with seed 1" in json.dumps(drawn, ensure_ascii=False)


def test_without_a_round_what_is_finished_counts_as_coded(file: str, run: Run, tmp_path: Path) -> None:
    run("team", "round", "open", file, "Rest", "--coder", "AB", "--coder", "CD", "--transcript", "INT01")
    assert agreed(run, file, tmp_path)["transcripts"] == ["FG1"]
    run("team", "progress", file, "Rest", "finished", "--coder", "CD")
    assert agreed(run, file, tmp_path)["transcripts"] == ["FG1", "INT01"]
