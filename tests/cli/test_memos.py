"""Memos by command: written, listed, changed, linked, deleted and exported, on a file and on a server.

Tests as well: ``memo_names``.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run, steps_of


def listed(run: Run, project: str, *words: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("memos", "list", project, "--json", *words).stdout)
    return found


def test_a_free_memo_is_written_linked_changed_and_deleted(run: Run, project_anywhere: str) -> None:
    before = listed(run, project_anywhere)
    said = run(
        "memos", "add", project_anywhere, "Who judges whom?", "--title", "Judging", "--tag", "method",
        "--tag", "to do", "--date", "2021-03-11", "--code", "stigma", "--passage", "FG1:20-30",
        "--coder", "CD",
    ).stdout  # fmt: skip
    name = said.removeprefix("Wrote the memo ").strip(".\n")
    (memo,) = listed(run, project_anywhere, "--kind", "free")
    assert memo == {
        "memo": name, "kind": "free", "about": "Free memo", "title": "Judging", "text": "Who judges whom?",
        "tags": ["method", "to do"], "author": "CD", "date": "2021-03-11", "transcript": None, "start": None,
        "end": None, "links": ["Code Trust > stigma", "FG1, turn 2"],
    }  # fmt: skip
    assert [row["memo"] for row in listed(run, project_anywhere, "--find", "JUDGING")] == [name]
    assert [row["memo"] for row in listed(run, project_anywhere, "--tag", "Method")] == [
        name, *(row["memo"] for row in before if "method" in row["tags"]),
    ]  # fmt: skip
    run(
        "memos", "edit", project_anywhere, name, "--text", "Nobody.", "--no-tags", "--unlink", "fg1",
        "--transcript", "FG1", "--coder", "CD",
    )  # fmt: skip
    (memo,) = listed(run, project_anywhere, "--kind", "free")
    assert (memo["text"], memo["tags"], memo["title"]) == ("Nobody.", [], "Judging")
    assert memo["links"] == ["Code Trust > stigma", "Transcript FG1"]
    assert run("memos", "edit", project_anywhere, name, "--text", "Nobody.").stdout.startswith("That is how")
    assert name in run("memos", "list", project_anywhere).stdout
    run("memos", "delete", project_anywhere, name, "--coder", "CD")
    assert listed(run, project_anywhere) == before
    assert [title for _, title in steps_of(project_anywhere)][-3:] == [
        "Write the free memo “Judging”",
        "Edit the free memo “Judging”",
        "Delete the free memo “Judging”",
    ]
    run("undo", project_anywhere, "--coder", "CD")
    assert [row["memo"] for row in listed(run, project_anywhere, "--kind", "free")] == [name]
    assert run("check", project_anywhere).stdout.startswith("sound")


def test_the_list_says_tags(run: Run, project: str) -> None:
    run("memos", "add", project, "Who judges whom?", "--tag", "method", "--tag", "bakery")
    head, *lines = run("memos", "list", project).stdout.splitlines()
    assert "  tags " in head
    assert ["method, bakery" in line for line in lines if "Who judges" in line] == [True]


def test_the_journal_takes_entries_under_their_dates(run: Run, project: str) -> None:
    for day, words in (("2021-03-11", "First words."), ("2021-03-12", "Second thoughts.")):
        run("memos", "journal", project, words, "--date", day, "--coder", "AB")
    (journal,) = listed(run, project, "--kind", "journal")
    assert journal["text"] == "11 March 2021, AB\nFirst words.\n\n12 March 2021, AB\nSecond thoughts."
    assert (journal["title"], journal["date"]) == ("Journal", "2021-03-12")


def test_a_note_on_something_has_a_text_only(run: Run, project: str) -> None:
    (segment,) = listed(run, project, "--kind", "segment")
    assert segment["text"] == "strong"
    run("memos", "edit", project, segment["memo"], "--text", "very strong")
    assert listed(run, project, "--kind", "segment")[0]["text"] == "very strong"
    said = run("memos", "edit", project, segment["memo"], "--title", "No", code=1).stderr
    assert "has no title, tags, date or links. Write a free memo with a link to it instead." in said
    assert run("memos", "delete", project, segment["memo"]).stdout.startswith(
        "Deleted the memo on stigma by AB"
    )
    assert listed(run, project, "--kind", "segment") == []


def test_memos_are_exported_all_or_chosen(run: Run, project: str, tmp_path: Path) -> None:
    number = len(listed(run, project))
    for name in ("memos.docx", "memos.html", "memos.csv"):
        said = run("memos", "export", project, tmp_path / name, "--by", "code").stdout
        assert said == f"{number} memos saved to {tmp_path / name}.\n"
        assert (tmp_path / name).stat().st_size
    one = listed(run, project, "--kind", "segment")[0]["memo"]
    said = run("memos", "export", project, tmp_path / "one.csv", "--memo", one).stdout
    assert said.startswith("1 memo saved")
    assert run("memos", "export", project, tmp_path / "no.csv", "--find", "nowhere", code=1).stderr == (
        "qualcode: No memos were written: none of them is chosen. Choose others, or write one first.\n"
    )
    assert not (tmp_path / "no.csv").exists()


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("add", "{}", " "), 1, "The memo is empty; write something first."),
        (
            ("add", "{}", "a", "--date", "11/3/2021"),
            1,
            "“11/3/2021” is not a date; write day, month and year",
        ),
        (("add", "{}", "a", "--passage", "FG1"), 1, "“FG1” is not a passage; write a transcript and two"),
        (("add", "{}", "a", "--passage", "FG1:1-99999"), 1, "is outside FG1"),
        (("add", "{}", "a", "--code", "shame"), 1, "no code named “shame”"),
        (("edit", "{}", "ffffffff", "--text", "a"), 1, "“ffffffff” is not a memo of this project"),
        (("edit", "{}", "", "--text", "a"), 1, "is not a memo of this project"),
        (("edit", "{}", "a", "--tag", "b", "--no-tags"), 2, "Give either --tag or --no-tags"),
        (("delete", "{}"), 2, "MEMO..."),
    ],
)
def test_what_cannot_be_done_says_why(
    run: Run, project: str, words: tuple[str, ...], code: int, sentence: str
) -> None:
    before = steps_of(project)
    group, *rest = words
    said = run("memos", group, *(project if word == "{}" else word for word in rest), code=code).stderr
    assert sentence in said
    assert steps_of(project) == before
