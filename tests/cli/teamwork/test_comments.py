"""Comments by command: begun, listed, answered, settled and deleted."""

import json
from typing import Any

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def silent(run: Run, project: str) -> str:
    """A project in which nobody has said anything."""
    return silenced(run, project)


def silenced(run: Run, project: str) -> str:
    # Answers first: what others have answered stays.
    for row in sorted(told(run, project), key=lambda row: row["reply to"] is None):
        run("comments", "delete", project, row["comment"], "--coder", row["author"])
    return project


def told(run: Run, project: str, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("comments", "list", project, *words, "--json").output)
    return found


def test_a_thread_from_its_beginning_to_its_end(run: Run, project_anywhere: str) -> None:
    project = silenced(run, project_anywhere)
    assert run("comments", "list", project).output == "There are no comments yet.\n"
    passage = ("--passage", "FG1:0-12", "--code", "stigma", "--coder", "AB")
    assert (
        run("comments", "add", project, "Is it?", *passage).output
        == "Commented on FG1, turn 1, Trust > stigma.\n"
    )
    (first,) = told(run, project)
    assert (first["text"], first["author"], first["state"], first["on"]) == (
        "Is it?", "AB", "open", "FG1, turn 1, Trust > stigma",
    )  # fmt: skip
    assert (first["start"], first["end"], first["reply to"]) == (0, 12, None)
    run("comments", "reply", project, first["comment"], "It is.", "--coder", "CD")
    run("comments", "edit", project, told(run, project)[1]["comment"], "It is not.", "--coder", "CD")
    assert [row["text"] for row in told(run, project)] == ["Is it?", "It is not."]
    assert told(run, project)[1]["reply to"] == first["comment"]
    refused = run("comments", "delete", project, first["comment"], "--coder", "AB", code=1)
    assert "Others have answered this comment" in refused.output
    run("comments", "done", project, first["comment"])
    assert told(run, project, "--state", "open") == []
    assert len(told(run, project, "--state", "done", "--by", "cd", "--code", "stigma")) == 2
    assert "They are so already." in run("comments", "done", project, first["comment"]).output
    run("comments", "done", project, first["comment"], "--reopen")
    run("comments", "delete", project, told(run, project)[1]["comment"], "--coder", "CD")
    table = run("comments", "list", project).output
    assert first["comment"] in table
    assert "It is not." not in table
    run("undo", project, "--coder", "CD")
    assert len(told(run, project)) == 2


def test_threads_are_found_by_transcript_and_words(run: Run, silent: str) -> None:
    project = silent
    run("comments", "add", project, "On all of it", "--transcript", "FG1")
    run("comments", "add", project, "On the code", "--code", "stigma")
    assert [row["text"] for row in told(run, project, "--transcript", "FG1")] == ["On all of it"]
    assert [row["text"] for row in told(run, project, "--find", "THE CODE")] == ["On the code"]
    assert run("comments", "list", project, "--find", "nothing").output == "No comments match.\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["add", "{}", "Well."], "Say what the comment is about"),
        (["add", "{}", " ", "--code", "stigma"], "The comment is empty"),
        (["add", "{}", "Well.", "--passage", "FG1"], "is not a passage"),
        (["add", "{}", "Well.", "--passage", "FG1:0-9", "--transcript", "FG1"], "either --transcript or"),
        (["reply", "{}", "abc", "Well."], "is not a comment of this project"),
        (["done", "{}", ""], "is not a comment of this project"),
    ],
)
def test_what_makes_no_comment_is_one_sentence(
    run: Run, silent: str, words: list[str], sentence: str
) -> None:
    output = run("comments", *(word.format(silent) for word in words), code=1).output
    assert sentence in output
    assert told(run, silent) == []
