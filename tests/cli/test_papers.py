"""Commands that papers need: versions of the codebook, other tools, checklists, reasons and their reports.

Tests: ``coding.codebook_versions``, ``tools``, ``checklists``, ``reasons``, ``model.questions.papers``.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run


def told(run: Run, *words: str) -> Any:
    return json.loads(run(*words, "--json").stdout)


def test_versions_are_named_listed_compared_and_forgotten(run: Run, project_anywhere: str) -> None:
    project = project_anywhere
    assert "No version of the codebook has a name yet." in run("codebook", "version", "list", project).stdout
    run("codebook", "version", "name", project, "Pilot", "--note", "after two groups")
    assert "the same" in run("codebook", "version", "compare", project, "pilot").stdout
    run("codebook", "add", project, "Hope", "--definition", "That it gets better")
    (row,) = told(run, "codebook", "version", "list", project)
    assert (row["version"], row["note"], row["now"]) == ("Pilot", "after two groups", False)
    run("codebook", "version", "name", project, "Main")
    found = told(run, "codebook", "version", "compare", project, "Pilot", "Main")
    assert [(each["path"], each["how"]) for each in found] == [("Hope", "added")]
    assert told(run, "codebook", "version", "compare", project, "Main", "now") == []
    run("codebook", "version", "edit", project, "Main", "--name", "Final")
    refused = run("codebook", "version", "compare", project, "Main", code=1).stderr
    assert "versions of this project: Pilot, Final" in refused
    run("codebook", "version", "delete", project, "Pilot")
    run("undo", project)
    assert [each["version"] for each in told(run, "codebook", "version", "list", project)] == [
        "Pilot",
        "Final",
    ]


def test_other_tools_are_recorded_and_printed(run: Run, project: str, tmp_path: Path) -> None:
    empty = run("tools", "list", project).stdout
    assert "No generative artificial intelligence was used by qualcode" in empty
    assert "No other tool is recorded" in empty
    run("tools", "add", project, "Chatbot", "--for", "drafting the guide", "--when", "March 2026")
    run("tools", "edit", project, "1", "--version", "5", "--who", "AB")
    (row,) = told(run, "tools", "list", project)
    assert {name: row[name] for name in ("tool", "version", "purpose", "used", "who")} == {
        "tool": "Chatbot",
        "version": "5",
        "purpose": "drafting the guide",
        "used": "March 2026",
        "who": "AB",
    }
    assert "There is no tool with the number 2" in run("tools", "delete", project, "2", code=1).stderr
    run("tools", "delete", project, "1")
    run("undo", project)
    assert len(told(run, "tools", "list", project)) == 1


def test_a_checklist_is_answered_by_command(run: Run, project: str) -> None:
    run("checklist", "answer", project, "srqr", "19", "One site only.")
    found = {row["item"]: row for row in told(run, "checklist", "show", project, "srqr")}
    assert found[19]["answer"] == "One site only."
    assert "One site only." in run("checklist", "show", project, "srqr").stdout
    refused = run("checklist", "answer", project, "srqr", "22", "x", code=1).stderr
    assert "SRQR has the items 1 to 21" in refused


def test_reasons_are_asked_for_where_the_project_wants_them(run: Run, project_anywhere: str) -> None:
    project = project_anywhere
    run("reasons", project, "--at", "new-codes")
    assert told(run, "reasons", project)["new-codes"] is True
    refused = run("codebook", "add", project, "Hope", code=1).stderr
    assert "asks for a reason when codes are added, and none was given" in refused
    assert "--reason" in refused
    run("codebook", "add", project, "Hope", "--reason", "P3 speaks of it at length")
    assert "P3 speaks of it at length" in run("history", project).stdout
    assert told(run, "history", project)[-1]["reason"] == "P3 speaks of it at length"
    assert run("check", project).stdout.startswith("sound")
    run("reasons", project, "--never")
    run("codebook", "add", project, "Fear")
    assert "Give either --at or --never" in run("reasons", project, "--at", "text", "--never", code=2).stderr


@pytest.mark.parametrize("report", ["saturation", "checklist", "audit"])
def test_reports_for_papers_are_written_and_saved(
    run: Run, project: str, tmp_path: Path, report: str
) -> None:
    for ending in ("html", "csv"):
        path = tmp_path / f"a.{ending}"
        run("report", report, project, path)
        assert path.stat().st_size > 100
    definition = tmp_path / "definition.json"
    definition.write_text(json.dumps({"outputs": [{"file": "a.csv", "table": report}]}), "utf-8")
    run("report", "save", project, "Paper", definition)
    run("report", "run", project, "Paper", tmp_path / "run")
    assert (tmp_path / "run" / "a.csv").exists()
    assert "end the file name" in run("report", report, project, tmp_path / "a.txt", code=1).stderr
