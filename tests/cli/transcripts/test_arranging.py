"""Tests of the commands that list and arrange transcripts, people and attributes.

Tests as well: ``cli.people``, ``cli.steps``.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from qualcode.model.happened import happened
from tests.cli.conftest import Run, steps_of


def listed(run: Run, project: str, *options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("transcripts", project, *options, "--json").stdout)
    return found


def names(run: Run, project: str, *options: str) -> list[str]:
    return [row["name"] for row in listed(run, project, *options)]


def test_the_list_needs_no_word_and_tells_folder_status_and_share(run: Run, project_anywhere: str) -> None:
    bare = run("transcripts", project_anywhere).stdout
    assert bare == run("transcripts", "list", project_anywhere).stdout
    assert "Wave 1 > Women" in bare
    assert "second-reading" in bare
    (row,) = listed(run, project_anywhere)
    assert (row["folder"], row["status"]) == ("Wave 1 > Women", "second-reading")
    assert 0 < row["coded"] < 1


def test_each_way_to_arrange_is_one_step_that_can_be_undone(run: Run, project_anywhere: str) -> None:
    project = project_anywhere
    first = listed(run, project)
    for step in (
        ("folder", "Wave 2 > Men", "FG1"),
        ("folder", "", "FG1"),
        ("status", "in progress", "FG1"),
        ("kind", "interview", "FG1"),
        ("rename", "FG1", "FG 1"),
    ):
        command, *words = step
        said = run("transcripts", command, project, *words, "--coder", "EF").stdout
        assert said == f"{happened(steps_of(project)[-1][1])}.\n"
        assert listed(run, project) != first
        run("check", project)
        run("undo", project, "--coder", "EF")
        assert listed(run, project) == first


def test_transcripts_are_ordered_filtered_and_sorted(run: Run, sample: str) -> None:
    own = names(run, sample)
    run("transcripts", "order", sample, own[-1], own[2])
    assert names(run, sample)[:3] == [own[-1], own[2], own[0]]
    run("transcripts", "folder", sample, "Pilot", own[0], own[1])
    run("transcripts", "status", sample, "done", own[0], own[5])
    assert names(run, sample, "--folder", "pilot") == own[:2]
    assert names(run, sample, "--status", "done", "--folder", "Pilot") == [own[0]]
    assert names(run, sample, "--sort", "name") == sorted(own, key=str.casefold)
    shares = [row["coded"] for row in listed(run, sample, "--sort", "coded")]
    assert shares == sorted(shares, reverse=True)
    assert sorted(names(run, sample, "--sort", "date")) == sorted(own)
    assert run("transcripts", "list", sample, "--status", "second-reading").stdout == (
        "No transcripts match.\n"
    )
    run("transcripts", "delete", sample, own[0])
    assert own[0] not in names(run, sample)


def test_folders_are_listed_renamed_moved_ordered_and_deleted(run: Run, sample: str) -> None:
    some = names(run, sample)
    run("transcripts", "folder", sample, "A > B", some[0])
    run("transcripts", "folder", sample, "C")

    def paths() -> list[tuple[str, int]]:
        rows = json.loads(run("transcripts", "folders", sample, "--json").stdout)
        return [(row["folder"], row["transcripts"]) for row in rows]

    assert paths() == [("A", 1), ("A > B", 1), ("C", 0)]
    run("transcripts", "folders", sample, "order", "C", "A")
    assert [path for path, _ in paths()] == ["C", "A", "A > B"]
    run("transcripts", "folders", sample, "rename", "B", "Beta")
    run("transcripts", "folders", sample, "move", "A > beta", "C")
    assert paths() == [("C", 1), ("C > Beta", 1), ("A", 0)]
    run("transcripts", "folders", sample, "move", "Beta", "")
    run("transcripts", "folders", sample, "delete", "A", "Beta")
    assert paths() == [("C", 0)]
    assert "transcripts" in run("transcripts", "folders", sample).stdout
    run("check", sample)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("status", "finished", "FG1"), "There is no status “finished”; the statuses are “not started”"),
        (("status", "in progres", "FG1"), "did you mean “in progress”?"),
        (("folder", " ", "FG1", "FG9"), "There is no transcript named “FG9”"),
        (("folder", ""), "Name the transcripts to take out of their folders."),
        (("folders", "delete", "Womn"), "did you mean “Wave 1 > Women”?"),
        (("folders", "move", "Wave 1", "Women"), "“Wave 1” cannot be moved into itself"),
        (("folders", "order", "Wave 1", "Women"), "Folders that are ordered are in the same place"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(
    run: Run, project: str, words: tuple[str, ...], told: str
) -> None:
    command, *rest = words
    result = run("transcripts", command, project, *rest, code=1)
    assert told in result.stderr
    assert result.stderr.count("\n") == 1


def test_participants_and_attributes_are_ordered(run: Run, sample: str, tmp_path: Path) -> None:
    def people() -> list[str]:
        return [row["name"] for row in json.loads(run("participants", "list", sample, "--json").stdout)]

    first = people()
    run("participants", "order", sample, first[3], first[0])
    assert people()[:3] == [first[3], first[0], first[1]]
    run("undo", sample)
    assert people() == first
    assert first[0] in run("participants", "list", sample).stdout
    before = run("attributes", "export", sample, attributes := tmp_path / "people.csv").stdout
    columns = attributes.read_text("utf-8").splitlines()[0].split(",")
    assert before
    run("attributes", "order", sample, columns[-1], columns[2])
    run("attributes", "export", sample, attributes)
    after = attributes.read_text("utf-8").splitlines()[0].split(",")
    assert (sorted(after), after[:3]) == (sorted(columns), [columns[0], columns[-1], columns[2]])


def test_outputs_are_limited_to_folders_and_statuses(run: Run, sample: str, tmp_path: Path) -> None:
    own = names(run, sample)
    run("transcripts", "folder", sample, "Wave 1 > Women", own[0], own[1])
    run("transcripts", "status", sample, "done", own[0], own[5])

    def scope(*options: str) -> str:
        run("matrix", "cooccurrence", sample, tmp_path / "m.csv", *options)
        meta = json.loads((tmp_path / "m.csv.meta.json").read_text("utf-8"))
        return str(meta["transcripts"])

    total = len(own)
    assert scope("--folder", "wave 1") == f"2 of {total} (folder “Wave 1”)"
    assert scope("--status", "done") == f"2 of {total} (status done)"
    assert scope("--folder", "Women", "--transcript", own[5], "--status", "done") == (
        f"2 of {total} (folder “Women” and {own[5]}, done)"
    )
    run("codings", "export", sample, tmp_path / "s.json", "--folder", "Women")
    rows = json.loads((tmp_path / "s.json").read_text("utf-8"))
    assert rows
    refused = run("picture", "words", sample, tmp_path / "p.png", "--folder", "Womn", code=1)
    assert "did you mean “Wave 1 > Women”?" in refused.stderr
    assert run("search", sample, 'code:* and folder:"Wave 1" and status:done', "--json").stdout


def test_search_code_and_framework_are_limited_too(run: Run, sample: str, tmp_path: Path) -> None:
    own = names(run, sample)
    run("transcripts", "folder", sample, "Wave 1", own[0], own[4])
    run("transcripts", "status", sample, "done", own[4])
    every = json.loads(run("search", sample, "trust", "--json").stdout)
    some = json.loads(run("search", sample, "trust", "--folder", "wave 1", "--json").stdout)
    assert {row["transcript"] for row in some} <= {own[0], own[4]}
    assert 0 < len(some) < len(every)
    one = json.loads(run("codings", "list", sample, "--status", "done", "--json").stdout)
    assert {row["transcript"] for row in one} == {own[4]}
    for command in (
        ("code", sample, "privacy", "--query", "trust", "--dry-run"),
        ("text", "replace", sample, "trust", "TRUST", "--dry-run"),
        ("codings", "recode", sample, "privacy", "--code", "consent", "--dry-run"),
    ):
        assert run(*command, "--folder", "Wave 1").stdout != run(*command).stdout
    run("report", "framework", sample, tmp_path / "all.csv")
    run("report", "framework", sample, tmp_path / "some.csv", "--transcript", own[4], "--counts")
    lines = [(tmp_path / f"{name}.csv").read_text("utf-8").splitlines() for name in ("all", "some")]
    assert 1 < len(lines[1]) < len(lines[0])


def test_participants_are_renamed_merged_and_deleted_in_one_step_each(run: Run, sample: str) -> None:
    def people() -> list[str]:
        return [row["name"] for row in json.loads(run("participants", "list", sample, "--json").stdout)]

    first = people()
    before = len(steps_of(sample))
    said = run("participants", "rename", sample, first[0], "Wilhelmina").stdout
    assert said == f"Renamed participant {first[0]} to Wilhelmina.\n"
    assert people() == ["Wilhelmina", *first[1:]]
    merged = run("participants", "merge", sample, "Wilhelmina", first[1], first[2]).stdout
    assert merged.startswith(f"Merged Wilhelmina, {first[1]} into {first[2]}.\n")
    # What the others were is said, and is in the memo of the one that stays.
    assert f"Wilhelmina had other values, noted in the memo of {first[2]}:" in merged
    assert people() == first[2:]
    deleted = run("participants", "delete", sample, first[2], first[3]).stdout
    assert deleted == f"Deleted {first[2]}, {first[3]}.\n"
    assert people() == first[4:]
    assert len(steps_of(sample)) == before + 3
    for left in (first[2:], ["Wilhelmina", *first[1:]], first):
        run("undo", sample)
        assert people() == left


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("rename", "Nobody", "Wilhelmina"), "There is no participant named “Nobody”"),
        (("rename", 0, 1), "There is already a participant named"),
        (("merge", 0, "Nobody"), "There is no participant named “Nobody”"),
        (("delete", "Nobody"), "There is no participant named “Nobody”"),
    ],
)
def test_what_cannot_be_done_with_participants_is_said_in_one_sentence(
    run: Run, sample: str, words: tuple[str | int, ...], told: str
) -> None:
    people = [row["name"] for row in json.loads(run("participants", "list", sample, "--json").stdout)]
    command, *rest = (people[word] if isinstance(word, int) else word for word in words)
    result = run("participants", command, sample, *rest, code=1)
    assert told in result.stderr
    assert result.stderr.count("\n") == 1


def test_one_who_is_merged_into_themselves_stays_as_they_are(run: Run, sample: str) -> None:
    name = json.loads(run("participants", "list", sample, "--json").stdout)[0]["name"]
    assert "Merged" not in run("participants", "merge", sample, name, name).stdout
