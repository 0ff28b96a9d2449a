"""Tests of folder_names."""

import pytest

from qualcode.model.errors import QualcodeError
from qualcode.model.study import Study
from qualcode.model.transcript import TranscriptStatus
from qualcode.model.transcripts.folder_names import folder_named, short_folder_name, status_named
from qualcode.model.words.nearest import nearest
from qualcode.operations import project
from qualcode.operations.transcripts import folders


@pytest.fixture
def study() -> Study:
    made = Study().after(project.new_project("Folders"))
    for path in ("Wave 1 > Women", "Wave 2 > Women", "Élan"):
        made = made.after(folders.add_folder(made, path)[1])
    return made


@pytest.mark.parametrize(
    ("typed", "path"),
    [("wave 1", "Wave 1"), (" Wave 2 > WOMEN ", "Wave 2 > Women"), ("elan", "Élan"), ("E\u0301lan", "Élan")],
)
def test_a_folder_is_found_in_any_spelling(study: Study, typed: str, path: str) -> None:
    assert study.folders.paths[folder_named(study, typed).id] == path


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("women", "names several folders; give the full path: “Wave 1 > Women”, “Wave 2 > Women”."),
        ("Wave", "did you mean “Wave 1” or “Wave 1 > Women” or “Wave 2”?"),
        ("Elann", "did you mean “Élan”?"),
        ("xyz", "the folders are “Wave 1”, “Wave 1 > Women”, “Wave 2”"),
        ("x" * 1000, "…”; "),
    ],
)
def test_another_name_is_answered_with_what_may_have_been_meant(study: Study, typed: str, told: str) -> None:
    with pytest.raises(QualcodeError) as caught:
        folder_named(study, typed)
    assert told in str(caught.value)
    assert len(str(caught.value)) < 300


def test_without_folders_that_is_said() -> None:
    with pytest.raises(QualcodeError, match="this project has no folders yet"):
        folder_named(Study(), "Wave")


def test_a_name_that_two_folders_have_is_shown_with_its_path(study: Study) -> None:
    shown = {study.folders.paths[row.id]: short_folder_name(study, row.id) for row in study.folders.in_order}
    assert shown["Wave 1"] == "Wave 1"
    assert shown["Wave 1 > Women"] == "Wave 1 > Women"


@pytest.mark.parametrize("typed", ["second reading", "Second-Reading", " second  reading "])
def test_a_status_is_found_in_any_spelling(typed: str) -> None:
    assert status_named(typed) is TranscriptStatus.SECOND_READING


def test_another_status_is_answered_with_those_there_are() -> None:
    with pytest.raises(QualcodeError, match="“finished”; the statuses are “not started”, “in progress”, “d"):
        status_named("finished")
    with pytest.raises(QualcodeError, match="did you mean “not started”"):
        status_named("started")


def test_nothing_is_like_what_is_like_nothing() -> None:
    assert nearest("zzz", ["Wave", "Women"]) == []
    assert nearest("womn", ["Wave", "Women"]) == ["Women"]
