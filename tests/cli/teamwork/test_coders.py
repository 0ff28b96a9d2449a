"""Coders, languages and roles by command: listed, changed in one step, and refused in one sentence."""

import json

import pytest

from qualcode.operations.coders import ensure_coder
from qualcode.project.opening import open_project
from tests.cli.conftest import Run, steps_of


def test_coders_are_listed_with_their_work(run: Run, project_anywhere: str) -> None:
    said = run("coders", project_anywhere).stdout.splitlines()
    assert said[0].split() == ["name", "colour", "codings", "highlights"]
    assert [line.split()[0] for line in said[1:]] == ["AB", "CD"]
    (ab, cd) = json.loads(run("coders", project_anywhere, "--json").stdout)
    assert (ab["name"], ab["codings"], ab["highlights"]) == ("AB", 1, 1)
    assert (cd["name"], cd["codings"], cd["highlights"]) == ("CD", 1, 0)


def test_people_are_told_colours_in_words_and_programs_exactly(run: Run, project_anywhere: str) -> None:
    run("coders", project_anywhere, "recolour", "CD", "#c01020", "--coder", "AB")
    said = run("coders", project_anywhere).stdout
    assert "red" in said
    assert "#" not in said
    assert json.loads(run("coders", project_anywhere, "--json").stdout)[1]["colour"] == "#c01020"


def test_each_change_is_one_step_that_can_be_undone(run: Run, project_anywhere: str) -> None:
    before = run("coders", project_anywhere, "--json").stdout
    run("coders", project_anywhere, "rename", "CD", "Dana", "--coder", "AB")
    run("coders", project_anywhere, "recolour", "Dana", "#123456", "--coder", "AB")
    said = run("coders", project_anywhere, "merge", "Dana", "AB", "--coder", "AB").stdout
    assert said == "Merged coder “Dana” into “AB”.\n"
    (ab,) = json.loads(run("coders", project_anywhere, "--json").stdout)
    assert (ab["name"], ab["codings"]) == ("AB", 2)
    titles = [title for _, title in steps_of(project_anywhere)][-3:]
    assert titles == [
        "Rename coder “CD” to “Dana”",
        "Change the colour of coder “Dana”",
        "Merge coder “Dana” into “AB”",
    ]
    for _ in range(3):
        run("undo", project_anywhere, "--coder", "AB")
    assert run("coders", project_anywhere, "--json").stdout == before


def test_only_a_coder_without_work_is_deleted(run: Run, project: str) -> None:
    opened = open_project(project)
    opened.do(ensure_coder(opened.study, "EF")[1], "AB")
    opened.close()
    assert "“CD” has made 1 coding; merge" in run("coders", project, "delete", "CD", code=1).stderr
    assert run("coders", project, "delete", "EF").stdout == "Deleted coder “EF”.\n"
    assert [row["name"] for row in json.loads(run("coders", project, "--json").stdout)] == ["AB", "CD"]


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("fire", "AB"), 2, "“fire” is not something to do with coders: rename, recolour, merge, delete"),
        (("rename", "AB"), 2, "Write “qualcode coders PROJECT rename OLD NEW”"),
        (("delete", "AB", "CD"), 2, "Write “qualcode coders PROJECT delete NAME”"),
        (("rename", "EF", "GH"), 1, "There is no coder named “EF”; coders of this project: AB, CD"),
        (("rename", "AB", "cd"), 1, "already a coder named “CD”"),
        (("recolour", "AB", "reddish"), 1, "reddish"),
    ],
)
def test_what_cannot_be_done_says_why(
    run: Run, project: str, words: tuple[str, ...], code: int, sentence: str
) -> None:
    before = steps_of(project)
    assert sentence in run("coders", project, *words, code=code).stderr
    assert steps_of(project) == before


def test_languages_and_roles_are_set(run: Run, project_anywhere: str) -> None:
    assert run("language", project_anywhere, "FG1", "pt-BR").stdout == "Set the language of FG1 to pt-BR.\n"
    assert run("language", project_anywhere, "FG1", "pt-BR").stdout.startswith("That is how it is already")
    assert "is not a language that" in run("language", project_anywhere, "FG1", "Welsh?", code=1).stderr
    assert "or --as-read" in run("language", project_anywhere, "FG1", code=2).stderr
    said = run("role", project_anywhere, "P1", "interviewer").stdout
    assert said == "Marked P1 as interviewer in all their turns.\n"
    run("role", project_anywhere, "P1", "boss", code=2)
    assert "no participant named “P9”" in run("role", project_anywhere, "P9", "other", code=1).stderr
