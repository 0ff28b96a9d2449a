"""Tests of the commands about turns, and of times as people write them.

Tests as well: ``model.words.clock``.
"""

import json

import pytest

from qualcode.model.errors import QualcodeError
from qualcode.model.happened import happened
from qualcode.model.words.clock import clock, seconds_of, shift_of
from tests.cli.conftest import Run, steps_of


def rows(run: Run, project: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("turns", "list", project, "FG1", "--json").stdout)
    return found


def test_turns_are_split_joined_given_and_timed_and_each_step_undone(run: Run, project_anywhere: str) -> None:
    project = project_anywhere
    first = rows(run, project)
    just = int(str(first[1]["start"])) + str(first[1]["text"]).index("just")
    steps = (
        ("split", 2, "--before", "they just"),
        ("split", 2, "--at", str(just), "--speaker", "Zoë"),
        ("join", "1-2"),
        ("join", "1"),
        ("delete", "1"),
        ("speaker", "1,2", "Zoë"),
        ("speaker", "2", ""),
        ("time", "1", "--at", "1:02:03"),
        ("time", "2", "--at", "90.5"),
    )
    for command, which, *rest in steps:
        said, *more = run("turns", command, project, "FG1", which, *rest, "--coder", "EF").stdout.splitlines()
        assert said == f"{happened(steps_of(project)[-1][1])}."
        # Joining gives the second speaker's words to the first, which nobody may overlook.
        assert [" is now attributed to " in line for line in more] == [True] * (command == "join")
        changed = rows(run, project)
        assert changed != first
        run("check", project)
        run("undo", project, "--coder", "EF")
        assert rows(run, project) == first


def test_turns_are_listed_with_the_name_and_the_label_of_who_speaks(run: Run, project: str) -> None:
    first = rows(run, project)[0]
    run("participants", "rename", project, str(first["participant"]), "FG1-Zoë")
    assert f"FG1-Zoë ({first['speaker']} in the file)" in run("turns", "list", project, "FG1").stdout
    assert rows(run, project)[0]["speaker"] == first["speaker"]


def test_times_of_all_following_turns_are_shifted(run: Run, project: str) -> None:
    run("turns", "time", project, "FG1", "1", "--at", "10")
    run("turns", "time", project, "FG1", "2", "--at", "1:00")
    run("turns", "time", project, "FG1", "1-", "--shift", "-0:05")
    assert [row["seconds"] for row in rows(run, project)] == [5, 55]
    run("turns", "time", project, "FG1", "2-2", "--remove")
    assert [row["seconds"] for row in rows(run, project)] == [5, None]
    shown = run("turns", "list", project, "FG1").stdout
    assert "0:05" in shown


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("split", "9", "--before", "x"), "There are turns 1 to 2; “9” is not among them."),
        (("split", "2", "--before", "nowhere"), "is not in turn 2"),
        (("split", "2", "--before", "t"), "times in turn 2"),
        (("join", "2"), "has turns 1 to 2; choose among them"),
        (("join", "1,x"), "names no turns"),
        (("delete", "1-2"), "would be empty"),
        (("speaker", "0", "A"), "is not among them"),
        (("speaker", "2-1", "A"), "is not among them"),
        (("time", "1", "--at", "soon"), "is not a time"),
        (("time", "1-2", "--at", "1:00"), "do not begin at the same time"),
        (("time", "1", "--shift", "-9:00"), "before the recording"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    run: Run, project: str, words: tuple[str, ...], sentence: str
) -> None:
    command, which, *rest = words
    run("turns", "time", project, "FG1", "1", "--at", "10")
    before = steps_of(project)
    error = run("turns", command, project, "FG1", which, *rest, code=1).stderr
    assert sentence in error
    assert len(error.splitlines()) == 1
    assert steps_of(project) == before


def test_usage_is_told(run: Run, project: str) -> None:
    assert "--before WORDS or --at POSITION" in run("turns", "split", project, "FG1", "1", code=2).stderr
    assert "Give one of --at TIME" in run("turns", "time", project, "FG1", "1", code=2).stderr


@pytest.mark.parametrize(
    ("written", "seconds", "shown"),
    [
        ("2:03", 123, "2:03"),
        ("1:02:03", 3723, "1:02:03"),
        ("0:12.5", 12.5, "0:12"),
        (" 90 ", 90, "1:30"),
        ("0,25", 0.25, "0:00"),
    ],
)
def test_times_are_read_and_written(written: str, seconds: float, shown: str) -> None:
    assert seconds_of(written) == seconds
    assert clock(seconds) == shown
    assert shift_of(f"-{written.strip()}") == -seconds
    assert shift_of(f"+{written.strip()}") == seconds


@pytest.mark.parametrize("written", ["", " ", "-", "+ "])
def test_where_no_time_is_written_that_is_said(written: str) -> None:
    with pytest.raises(QualcodeError, match="There is no time yet"):
        shift_of(written)


@pytest.mark.parametrize("written", ["x", "1:2:3:4", "1:99", "-1:00", "1 2", "١:٢٠"])
def test_what_is_no_time_is_refused(written: str) -> None:
    with pytest.raises(QualcodeError, match="is not a time"):
        seconds_of(written)


def test_a_time_that_is_not_known_is_empty() -> None:
    assert clock(None) == ""


@pytest.mark.parametrize(
    ("cut", "word", "side"),
    [
        ("hey just", "they", "before"),
        ("ey just", "they", "before"),
        ("t ", "just", "after"),
        ("y", "they", "after"),
    ],
)
def test_a_place_within_a_word_goes_to_its_edge_and_that_is_said(
    run: Run, project_anywhere: str, cut: str, word: str, side: str
) -> None:
    project = project_anywhere
    turn = rows(run, project)[1]
    words, start = str(turn["text"]), int(str(turn["start"]))
    at = start + words.index(cut, words.index("they"))
    said = run("turns", "split", project, "FG1", "2", "--at", str(at)).stdout.splitlines()
    assert said[1:] == [f"That place is within “{word}”; the new turn begins {side} the word."]
    begins = words.index(word) + (0 if side == "before" else len(word) + 1)
    assert rows(run, project)[2]["text"] == words[begins:]
    run("undo", project)
    said = run(
        "turns", "split", project, "FG1", "2", "--at", str(start + words.index(word))
    ).stdout.splitlines()
    assert len(said) == 1
