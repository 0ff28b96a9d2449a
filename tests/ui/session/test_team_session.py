"""A session on a server: what teammates do comes in by itself, while one makes large steps too.

Tests: ``session``.
"""

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from qualcode.model.change import ChangeSet
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.operations.codes.codebook import add_code
from qualcode.project.opening import create_project, open_project
from qualcode.project.project import Project
from qualcode.ui.session import session as sessions
from qualcode.ui.session.background import Background
from qualcode.ui.session.session import Session
from tests.ui.material import fill


@pytest.fixture
def mine(postgres_url: str, background: Background) -> Iterator[Session]:
    project = create_project(postgres_url, "AB", "Study")
    fill(project)
    made = Session(project, "AB", background=background)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def theirs(mine: Session, postgres_url: str) -> Iterator[Project]:
    project = open_project(postgres_url)
    yield project
    project.close()


def _names(study: Study) -> set[str]:
    return {code.name for code in study.codes.values()}


def _add(project: Project, name: str) -> None:
    project.catch_up()
    project.do(add_code(project.study, name)[1], "CD")


def test_what_a_teammate_does_comes_in(
    qtbot: QtBot, mine: Session, theirs: Project, background: Background
) -> None:
    heard: list[Step] = []
    mine.changed.connect(lambda step, _touched: heard.append(step))
    for name in ("privacy", "fairness"):
        _add(theirs, name)
    qtbot.waitUntil(lambda: {"privacy", "fairness"} <= _names(mine.study))
    assert [step.coder for step in heard] == ["CD", "CD"]
    assert mine.undoable is not None
    assert mine.undoable.coder == "AB"
    # One's own step waits for theirs.
    _add(theirs, "transparency")
    assert mine.do(lambda: add_code(mine.study, "resignation")[1]) is not None
    assert {"transparency", "resignation"} <= _names(mine.study)
    qtbot.waitUntil(lambda: not background.busy)
    assert [step.number for step in heard] == sorted(step.number for step in heard)


def test_a_large_step_that_is_overtaken_follows(
    qtbot: QtBot, mine: Session, theirs: Project, background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "_LITTLE", 1)
    go = threading.Event()
    made: list[Step] = []
    heard: list[str] = []
    mine.changed.connect(lambda step, _touched: heard.append(step.coder))

    def slowly(study: Study) -> ChangeSet:
        assert go.wait(20)
        return add_code(study, "resignation")[1]

    mine.carry_out(slowly, made.append)
    _add(theirs, "privacy")
    go.set()
    qtbot.waitUntil(lambda: bool(made))
    assert heard == ["CD", "AB"]
    assert {"privacy", "resignation"} <= _names(mine.study)
    qtbot.waitUntil(lambda: not background.busy)
    theirs.catch_up()
    assert theirs.study == mine.study
