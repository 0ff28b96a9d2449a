"""Tests of transcripts.

Tests as well: ``language``, ``cli.pairs``, ``cli.teamwork.role``.
"""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, steps_of


@pytest.fixture
def empty(run: Run, tmp_path: Path) -> Path:
    file = tmp_path / "study.qualcode"
    run("new", file, "--coder", "AB")
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two transcripts, a note about the folder, and something that cannot be read."""
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "FG1.txt").write_text(
        "MOD: Hello?\nAnna: Hello.\nBen: Hi.\nMOD: So?\nAnna: Well.\nBen: Yes.\n", "utf-8"
    )
    (folder / "INT2.txt").write_text("Q: Now?\nCarla: Now.\nQ: Why?\nCarla: Why not.\n", "utf-8")
    (folder / "README.md").write_text("About this folder\n", "utf-8")
    (folder / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n0000")
    return folder


def test_a_folder_is_one_step(run: Run, empty: Path, folder: Path) -> None:
    result = run("import", empty, folder, "--coder", "CD")
    assert "Imported 2 transcripts." in result.stdout
    assert "photo.txt: The file is a picture" in result.stderr
    assert steps_of(str(empty))[1:] == [("CD", "Add 2 transcripts")]
    rows = json.loads(run("transcripts", empty, "--json").stdout)
    assert [(row["name"], row["kind"], row["turns"], row["participants"]) for row in rows] == [
        ("FG1", "focus-group", 6, 2),
        ("INT2", "interview", 4, 1),
    ]
    run("undo", empty, "--coder", "CD")
    assert "no transcripts yet" in run("transcripts", empty, code=1).stderr


def test_kind_and_interviewers_can_be_said(run: Run, empty: Path, folder: Path) -> None:
    words = ("--kind", "other", "--interviewer", "Anna", "--interviewer", "Ben", "--json")
    told = json.loads(run("import", empty, folder / "FG1.txt", *words).stdout)
    assert told["imported"] == ["FG1"]
    assert told["files"][0]["kind"] == "other"
    assert told["files"][0]["roles"] == {"MOD": "interviewer", "Anna": "interviewer", "Ben": "interviewer"}
    assert "FG1   other" in run("transcripts", empty).stdout


def test_a_dry_run_changes_nothing(run: Run, empty: Path, folder: Path) -> None:
    before = empty.read_bytes()
    assert "Would import 2 transcripts." in run("import", empty, folder, "--dry-run").stdout
    assert empty.read_bytes() == before


def test_a_file_that_was_named_and_not_read_is_a_failure_and_the_rest_is_in(
    run: Run, empty: Path, folder: Path
) -> None:
    result = run("import", empty, folder / "photo.txt", folder / "INT2.txt", code=1)
    assert result.stderr.startswith("qualcode: ")
    assert "Imported 1 transcript." in result.stdout
    assert len(json.loads(run("transcripts", empty, "--json").stdout)) == 1


def test_the_same_file_is_not_imported_twice(run: Run, empty: Path, folder: Path) -> None:
    run("import", empty, folder)
    again = run("import", empty, folder)
    assert "FG1.txt: imported already as “FG1”, skipped" in again.stdout
    assert "Imported 0 transcripts." in again.stdout
    assert len(steps_of(str(empty))) == 2


def test_nothing_to_import(run: Run, empty: Path, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    assert "no transcript among" in run("import", empty, tmp_path / "nothing", code=1).stderr
    assert "missing.txt" in run("import", empty, tmp_path / "missing.txt", code=1).stderr
    assert len(steps_of(str(empty))) == 1


def test_import_needs_a_path(run: Run, empty: Path) -> None:
    result = run("import", empty, code=2)
    assert result.stderr == ("qualcode: Missing argument 'PATH...'. See “qualcode import --help”.\n")


def test_the_default_coder_is_the_system_user(
    run: Run, empty: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "somebody")
    run("import", empty, folder)
    assert steps_of(str(empty))[1][0] == "somebody"


def test_languages_that_are_set_wrongly_are_listed_and_set_in_one_step(
    run: Run, empty: Path, folder: Path
) -> None:
    words = "Ich habe das nicht so gesagt, und wir waren auch schon da, aber es ist wie es ist. "
    for name in ("Eins", "Zwei"):
        (folder / f"{name}.txt").write_text(f"INT: {name}? {words}\nP1: {words * 3}\n", "utf-8")
    run("import", empty, folder, "--coder", "AB")
    assert json.loads(run("language", empty, "--json").stdout) == []
    for name in ("Eins", "Zwei"):
        # As older versions recorded them.
        run("language", empty, name, "en")
    rows = json.loads(run("language", empty, "--json").stdout)
    assert rows == [{"transcript": name, "language": "en", "reads like": "de"} for name in ("Eins", "Zwei")]
    assert "Zwei" in run("language", empty).stdout
    assert run("language", empty, "Zwei", "--as-read").stdout == "Set the language of Zwei to de.\n"
    run("undo", empty)
    said = run("language", empty, "--as-read").stdout
    assert said == "Set the language of 2 transcripts to de.\n"
    assert steps_of(str(empty))[-1][1] == "Set the language of 2 transcripts to de"
    assert run("language", empty).stdout.startswith("No transcript clearly reads like another")
    run("language", empty, "--as-read", "--json", "Zwei", "de", code=2)


def test_the_speakers_of_an_import_are_bounded(run: Run, tmp_path: Path) -> None:
    where, talk = str(tmp_path / "many.qualcode"), tmp_path / "talk.txt"
    turns = [f"Rider {letter}{other}: The bus was late.\n\n" for letter in "ABCDEFGH" for other in "KLMNOPQR"]
    talk.write_text("".join(turns * 2), encoding="utf-8")
    run("new", where)
    said = run("import", where, talk).stdout
    assert "and 44 more" in said
    assert max(map(len, said.splitlines())) < 500
