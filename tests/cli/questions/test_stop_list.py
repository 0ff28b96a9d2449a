"""The stop list by command: kept, undone, and heeded by the picture of words."""

import json
from pathlib import Path

from tests.cli.conftest import Run


def kept(run: Run, project: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(run("stop-list", project, "--json").stdout)
    return found


def test_words_are_left_out_and_listed_again(run: Run, project_anywhere: str) -> None:
    project = project_anywhere
    assert run("stop-list", project).stdout == "Left out: common words alone.\n"
    run("stop-list", project, "--leave-out", "Yeah", "--leave-out", "okay", "--list", "not")
    assert kept(run, project) == {"left out": ["yeah", "okay"], "listed": ["not"]}
    assert run("stop-list", project).stdout == "Left out: yeah, okay.\nListed although common: not.\n"
    run("stop-list", project, "--list", "okay")
    assert kept(run, project) == {"left out": ["yeah"], "listed": ["not"]}
    run("stop-list", project, "--leave-out", "not")
    assert kept(run, project) == {"left out": ["yeah", "not"], "listed": []}
    run("undo", project)
    assert kept(run, project) == {"left out": ["yeah"], "listed": ["not"]}
    run("stop-list", project, "--reset", "--leave-out", "mhm")
    assert kept(run, project) == {"left out": ["mhm"], "listed": []}
    run("undo", project)
    assert kept(run, project)["listed"] == ["not"]


def test_what_makes_no_sense_is_said(run: Run, sample: str) -> None:
    refused = run("stop-list", sample, "--leave-out", "ok", "--list", "OK", code=2).stderr
    assert "“ok” cannot be listed and left out" in refused
    assert "more than one word" in run("stop-list", sample, "--leave-out", "you know", code=1).stderr
    assert kept(run, sample) == {"left out": [], "listed": []}


def test_the_picture_of_words_leaves_them_out_and_says_so(run: Run, sample: str, tmp_path: Path) -> None:
    words = ("picture", "words", sample)
    run(*words, str(tmp_path / "before.svg"))
    run("stop-list", sample, "--leave-out", "people")
    run(*words, str(tmp_path / "after.svg"), "--no-brackets")
    before, after = ((tmp_path / f"{name}.svg").read_text("utf-8") for name in ("before", "after"))
    assert "nothing in brackets" not in before
    assert "nothing in brackets" in after
    assert "without people (stop list)" in after
