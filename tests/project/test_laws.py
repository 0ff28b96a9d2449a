"""The laws of the house: what is loaded, replayed, undone and redone equals what was done.

Tests: ``project``.
"""

import itertools
from collections.abc import Callable
from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.model.change import ChangeSet
from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.codes.codebook import CodebookRow
from qualcode.model.study import Study
from qualcode.operations.coders import ensure_coder
from qualcode.operations.codes.codebook_import import import_codebook
from qualcode.operations.transcripts.documents import add_transcripts
from qualcode.project.checking import problems
from qualcode.project.opening import create_project, open_project
from qualcode.project.project import Project
from tests.support.postgres import Server
from tests.support.profiles import of_hundred
from tests.support.ready import ReadyProjects
from tests.support.studies import FG1, INT01, RANDOM_STEPS, RandomStep, attempt

WORDS = st.lists(st.sampled_from(["do", "do", "do", "undo", "redo"]), min_size=1, max_size=14)

_numbers = itertools.count()


Fresh = Callable[[], AbstractContextManager[str]]
"""Gives the address of an empty project, another one for every example."""


@pytest.fixture
def fresh_file(ready_projects: ReadyProjects, tmp_path: Path) -> Fresh:
    return lambda: nullcontext(ready_projects.copy(_empty, tmp_path / f"{next(_numbers)}.qualcode"))


@pytest.fixture
def fresh_database(postgres_server: Server) -> Fresh:
    return lambda: postgres_server.copy(_empty)


def _empty(address: str) -> Project:
    return create_project(address, "AB", "Study")


def play(project: Project, data: st.DataObject) -> None:
    """Random steps on a small study, undone and redone at random."""
    project.do(add_transcripts(project.study, [FG1, INT01]).change, "AB")
    project.do(import_codebook(project.study, [CodebookRow("Trust"), CodebookRow("stigma", "Trust")]), "AB")
    project.do(ensure_coder(project.study, "AB")[1], "AB")
    for word in data.draw(WORDS):
        if word == "do":
            step = data.draw(st.sampled_from(RANDOM_STEPS))
            change = data.draw(attempts(project.study, step))
            project.do(change, "AB")
        elif word == "undo" and project.history.undoable("AB"):
            project.undo("AB")
        elif word == "redo" and project.history.redoable("AB"):
            project.redo("AB")


@st.composite
def attempts(draw: st.DrawFn, study: Study, step: RandomStep) -> ChangeSet:
    return attempt(draw, study, step)


@settings(max_examples=of_hundred(40), suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_history_is_loaded_replayed_and_checked_as_it_was_made(
    fresh_file: Fresh, data: st.DataObject
) -> None:
    _is_loaded_as_it_was_made(fresh_file, data)


# The laws are those of one program; a database of its own for every example is slow.
@settings(max_examples=of_hundred(16), suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_history_on_a_server_is_loaded_replayed_and_checked_as_it_was_made(
    fresh_database: Fresh, data: st.DataObject
) -> None:
    _is_loaded_as_it_was_made(fresh_database, data)


def _is_loaded_as_it_was_made(fresh: Fresh, data: st.DataObject) -> None:
    with fresh() as address:
        project = open_project(address)
        with closing(project):
            play(project, data)
            made = project.study
            assert broken_invariants(made) == []
        again = open_project(address)
        with closing(again):
            assert again.study == made
            assert again.study.step == made.step
            assert problems(again) == []


@settings(max_examples=of_hundred(40), suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_undoing_everything_goes_back_through_the_studies_and_redoing_comes_forward(
    fresh_file: Fresh, data: st.DataObject
) -> None:
    _goes_back_and_comes_forward(fresh_file, data)


@settings(max_examples=of_hundred(16), suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_undoing_and_redoing_everything_on_a_server_goes_back_and_comes_forward(
    fresh_database: Fresh, data: st.DataObject
) -> None:
    _goes_back_and_comes_forward(fresh_database, data)


def _goes_back_and_comes_forward(fresh: Fresh, data: st.DataObject) -> None:
    with fresh() as address, closing(open_project(address)) as project:
        start = project.study
        play(project, data)
        latest = project.study
        undone = 0
        while project.history.undoable("AB"):
            project.undo("AB")
            undone += 1
        assert project.study == start
        for _ in range(undone):
            project.redo("AB")
        assert project.study == latest
