"""Tests of the commands about texts, and of what reads and tells them.

Tests as well: ``project.text.text_files``, ``project.text.text_history``, ``project.text.replacing``.
"""

import json
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from qualcode.operations.coders import ensure_coder
from qualcode.operations.codes.codebook import add_code
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.transcripts.documents import add_transcripts
from qualcode.project.opening import create_project, open_project
from qualcode.project.project import Project
from tests.cli.conftest import Run, steps_of
from tests.support.ready import Make, ReadyProjects
from tests.support.studies import FG1, INT01, span_of

NAME = FG1.name


def _coded(address: str) -> Project:
    made = create_project(address, "AB", "Texts")
    made.do(add_transcripts(made.study, [FG1, INT01]).change, "AB")
    made.do(add_code(made.study, "privacy")[1], "AB")
    made.do(ensure_coder(made.study, "AB")[1], "AB")
    study = made.study
    code, coder = study.code_named("privacy").id, study.coder_named("AB").id
    for words in ("asked first", "They just assume"):
        place = made.study.transcript_named(NAME).id
        made.do(apply_code(made.study, code, place, span_of(made.study, words), coder), "AB")
    return made


@pytest.fixture
def project(ready_projects: ReadyProjects, tmp_path: Path) -> str:
    """Two coded transcripts in a file."""
    return ready_projects.copy(_coded, tmp_path / "texts.qualcode")


@pytest.fixture
def project_anywhere(address_of: Callable[[Make], str]) -> str:
    """The same in a file, then on a server."""
    return address_of(_coded)


def text_of(run: Run, project: str, name: str = NAME) -> str:
    return run("text", "show", project, name).stdout


def quotes(project: str) -> list[str]:
    opened = open_project(project, writing=False)
    try:
        study = opened.study
        return sorted(
            study.quoted(place, row.span) for place, table in study.codings.items() for row in table
        )
    finally:
        opened.close()


def test_a_text_is_written_corrected_and_read_back(run: Run, project_anywhere: str, tmp_path: Path) -> None:
    project, file = project_anywhere, tmp_path / "fg1.txt"
    before, coded = text_of(run, project), quotes(project)
    assert run("text", "show", project, NAME, file).stdout == f"Saved to {file}.\n"
    assert file.read_text("utf-8") == before
    assert "nothing was changed" in run("text", "correct", project, NAME, file).stdout
    corrected = before.replace("They just", "Well, they only just").replace("cellar", "basement")
    file.write_text(corrected, "utf-8")
    shown = run("text", "correct", project, NAME, file, "--dry-run").stdout
    assert "Would be done: Correct the text of" in shown
    assert text_of(run, project) == before
    said = run("text", "correct", project, NAME, file, "--coder", "EF").stdout
    assert said.startswith("Corrected the text of")
    assert text_of(run, project) == corrected
    assert steps_of(project)[-1] == ("EF", f"Correct the text of {NAME}")
    run("check", project)
    run("undo", project, "--coder", "EF")
    assert text_of(run, project) == before
    assert quotes(project) == coded
    run("redo", project, "--coder", "EF")
    assert text_of(run, project) == corrected


@pytest.mark.parametrize("change", [str, lambda text: text.replace("\n", "\r\n"), lambda text: text[:-1]])
def test_what_editors_do_to_line_ends_is_no_correction(
    run: Run, project: str, tmp_path: Path, change: Callable[[str], str]
) -> None:
    file = tmp_path / "fg1.txt"
    file.write_bytes(b"\xef\xbb\xbf" + change(text_of(run, project)).encode())
    assert "nothing was changed" in run("text", "correct", project, NAME, file).stdout


def test_the_corrected_file_that_was_imported_is_read_as_then(run: Run, tmp_path: Path) -> None:
    project, captions = tmp_path / "p.qualcode", tmp_path / "talk.vtt"
    cue = "00:00:0{0}.000 --> 00:00:0{1}.000\n<v Ana>{2}</v>\n\n"
    written = "WEBVTT\n\n" + cue.format(1, 2, "Good mornign.") + cue.format(3, 4, "All of you.")
    captions.write_text(written, "utf-8")
    run("new", project)
    run("import", project, captions)
    before = text_of(run, str(project), "talk")
    captions.write_text(written.replace("mornign", "morning"), "utf-8")
    run("text", "correct", project, "talk", captions)
    assert text_of(run, str(project), "talk") == before.replace("mornign", "morning")


def test_a_word_document_corrects_a_text(run: Run, project: str, tmp_path: Path) -> None:
    file = tmp_path / "fg1.docx"
    lines = text_of(run, project).replace("asked first", "asked at first").splitlines()
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(file))
    run("text", "correct", project, NAME, file)
    assert "asked at first" in text_of(run, project)


def test_what_would_be_lost_is_told(run: Run, project: str, tmp_path: Path) -> None:
    file = tmp_path / "fg1.txt"
    coded = quotes(project)
    file.write_text(text_of(run, project).replace(coded[0], ""), "utf-8")
    said = run("text", "correct", project, NAME, file, "--dry-run").stdout
    assert f"loses its words, “{coded[0]}”" in said
    told = json.loads(run("text", "correct", project, NAME, file, "--dry-run", "--json").stdout)
    assert told["segments lost"][0]["text"] == coded[0]
    assert not told["changed"]


def test_what_would_have_other_words_only_is_told(run: Run, project: str, tmp_path: Path) -> None:
    file = tmp_path / "fg1.txt"
    coded = quotes(project)
    file.write_text(text_of(run, project).replace(coded[0], "Quite different sentence"), "utf-8")
    said = run("text", "correct", project, NAME, file, "--dry-run").stdout
    assert f"keeps none of its words, “{coded[0]}”" in said
    assert "and stay on the new ones." in said
    told = json.loads(run("text", "correct", project, NAME, file, "--dry-run", "--json").stdout)
    assert told["segments with none of their words"][0]["text"] == coded[0]
    assert told["segments lost"] == []
    done = run("text", "correct", project, NAME, file).stdout
    assert "With none of their own words: " in done
    assert "Quite different sentence" in quotes(project)


def test_bad_files_are_refused_in_a_sentence(run: Run, project: str, tmp_path: Path) -> None:
    before = steps_of(project)
    for name, content, words in (
        ("no.txt", None, "could not be opened"),
        ("empty.txt", b"", "would be empty"),
        ("binary.txt", bytes(range(256)) * 40, "not a text file"),
        ("broken.docx", b"PK\x03\x04 nonsense", ""),
        ("other.docx", b"PK nonsense", "damaged"),
        (".", None, "a folder"),
    ):
        file = tmp_path / name
        if content is not None:
            file.write_bytes(content)
        error = run("text", "correct", project, NAME, file, code=1).stderr
        assert words in error
        assert len(error.splitlines()) == 1
    assert "no transcript named" in run("text", "show", project, "Nobody", code=1).stderr
    assert steps_of(project) == before


# -- history ---------------------------------------------------------------------------------------------


def test_the_history_of_a_text_and_the_way_back(run: Run, project_anywhere: str) -> None:
    project = project_anywhere
    before, coded = text_of(run, project), quotes(project)
    run("text", "replace", project, "cellar", "basement", "--coder", "AB")
    run("text", "replace", project, "asked", "told", "--coder", "EF")
    run("undo", project, "--coder", "EF")
    rows = json.loads(run("text", "history", project, NAME, "--json").stdout)
    assert [row["label"].partition(" ")[0] for row in rows][-3:] == ["Replace", "Replace", "Undo:"]
    assert [row["coder"] for row in rows][-3:] == ["AB", "EF", "EF"]
    told = run("text", "show", project, NAME, "--step", rows[-2]["step"]).stdout
    assert "told first" in told
    assert run("text", "show", project, NAME, "--step", rows[0]["step"]).stdout == before
    assert "choose that one or a later" in run("text", "show", project, NAME, "--step", "1", code=1).stderr
    said = run("text", "go-back", project, NAME, rows[0]["step"]).stdout
    assert said.startswith(f"Went back to the text of {NAME} at step {rows[0]['step']}.")
    assert text_of(run, project) == before
    assert quotes(project) == coded
    assert "when" in run("text", "history", project, NAME).stdout
    changes = run("text", "show", project, NAME, "--step", rows[-2]["step"], "--changes").stdout
    assert "to be [-told-]{+asked+} first" in changes


# -- replace ---------------------------------------------------------------------------------------------


def test_words_are_replaced_in_all_transcripts_or_some(run: Run, project: str) -> None:
    # As in the window, whole words are meant unless it is said otherwise: Ana's name is not in “Anabel”.
    shown = run("text", "replace", project, "you", "they", "--dry-run").stdout
    assert "[you -> they]" in shown
    assert "Nothing was found" in run("text", "replace", project, "yo", "x").stdout
    assert "[yo -> x]u" in run("text", "replace", project, "yo", "x", "--match", "exact", "--dry-run").stdout
    both = json.loads(
        run("text", "replace", project, "you", "they", "--match", "whole-word", "--dry-run", "--json").stdout
    )
    assert {place["transcript"] for place in both["places"]} == {FG1.name, INT01.name}
    said = run(
        "text", "replace", project, "you", "they", "--match", "whole-word", "--transcript", NAME
    ).stdout
    assert "Replaced “you” with “they” at 2 places in 1 transcript." in said
    assert "you" in text_of(run, project, INT01.name)
    assert "Nothing was found" in run("text", "replace", project, "zeppelin", "x").stdout
    assert "nothing to search for" in run("text", "replace", project, "", "x", code=1).stderr


def test_names_in_labels_are_replaced_and_people_are_not_renamed(run: Run, tmp_path: Path) -> None:
    project, file = tmp_path / "p.qualcode", tmp_path / "talk.txt"
    file.write_text(
        "Interviewer: Are you Ana?\nAna: I am Ana.\nInterviewer: Ana, thanks.\nAna: Yes.\n", "utf-8"
    )
    run("new", project)
    run("import", project, file)
    said = run("text", "replace", project, "Ana", "Beth").stdout
    assert "at 5 places in 1 transcript" in said
    assert said.endswith("Not renamed: the participant Ana.\n")
    assert "Ana" not in text_of(run, str(project), "talk")
    rows = json.loads(run("turns", "list", project, "talk", "--json").stdout)
    assert [row["speaker"] for row in rows] == ["Interviewer", "Beth"] * 2
    assert rows[1]["participant"] == "Ana"
