"""``front``: the first page of documents is shown, set, undone and refused, in files and on the server.

Tests as well: ``project.reports.fronts``.
"""

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Run, steps_of
from tests.exporters.document.specimens import SVG
from tests.support.foreign import NO_FILES


def test_the_first_page_is_set_shown_and_undone(run: Run, project_anywhere: str, tmp_path: Path) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_bytes(SVG)
    before = steps_of(project_anywhere)
    run("front", project_anywhere, "--authors", " Ann Baker ", "--note", "Draft", "--logo", logo)
    run("front", project_anywhere, "--codebook-version", "3", "--note", "")
    shown = json.loads(run("front", project_anywhere, "--json").stdout)
    assert shown == {
        "subtitle": "", "authors": "Ann Baker", "organisation": "", "codebook_version": "3", "note": "",
        "logo": True,
    }  # fmt: skip
    assert len(steps_of(project_anywhere)) == len(before) + 2
    run("undo", project_anywhere)
    assert json.loads(run("front", project_anywhere, "--json").stdout)["note"] == "Draft"
    run("front", project_anywhere, "--no-logo")
    assert "a picture" not in run("front", project_anywhere).stdout


def test_what_cannot_be_a_logo_is_refused_and_nothing_changes(run: Run, project: str, tmp_path: Path) -> None:
    before = steps_of(project)
    (tmp_path / "logo.png").write_text("no picture")
    refused = run("front", project, "--authors", "Ann", "--logo", tmp_path / "logo.png", code=1).stderr
    assert "“logo.png” is not a picture that can be a logo; choose a png, jpg or svg file." in refused
    assert "could not be read" in run("front", project, "--logo", tmp_path / "none.png", code=1).stderr
    assert run("front", project, "--logo", "x.png", "--no-logo", code=2).stderr
    assert steps_of(project) == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
@pytest.mark.parametrize("what", NO_FILES)
def test_what_is_no_file_is_neither_a_logo_nor_a_template(
    run: Run, project: str, tmp_path: Path, what: str
) -> None:
    NO_FILES[what](tmp_path / "look.docx")
    before = steps_of(project)
    made = tmp_path / "book.docx"
    for words in (
        ("front", project, "--logo"),
        ("report", "codebook", project, made, "--logo"),
        ("report", "codebook", project, made, "--template"),
    ):
        said = run(*words, tmp_path / "look.docx", code=1).stderr
        assert "look.docx" in said
        assert "could not be read" in said
        assert "bug" not in said
    assert not made.exists()
    assert steps_of(project) == before
