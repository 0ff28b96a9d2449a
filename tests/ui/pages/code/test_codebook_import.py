"""A codebook comes into the window from a table or from another project, as one step.

Tests: ``codebook_commands``.
"""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from qualcode.operations.codes.codebook import add_code
from qualcode.project.opening import create_project, open_project
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from tests.ui.material import code


@pytest.fixture
def open_session(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another project: a code that is here too, one that is new, and one below it."""
    path = tmp_path / "other.qualcode"
    project = create_project(str(path), "CD", "Other")
    project.do(add_code(project.study, "stigma", definition="marks people")[1], "CD")
    care, change = add_code(project.study, "care")
    project.do(change, "CD")
    project.do(add_code(project.study, "care at home", parent_id=care.id)[1], "CD")
    project.close()
    return path


def choose(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    """Choose a file as a person does, and wait for what is said."""
    window.messages.hide()
    window.actions_["codebook.import"].trigger()
    dialog = window.findChildren(QFileDialog)[-1]
    assert path.suffix in dialog.nameFilters()[0]
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    qtbot.waitUntil(window.messages.isVisible)


def test_the_codebook_of_another_project_comes_in_one_step(
    qtbot: QtBot, window: MainWindow, open_session: Session, other: Path
) -> None:
    before = open_session.study.step
    choose(qtbot, window, other)
    study = open_session.study
    assert study.step == before + 1
    assert "2 new codes, 1 changed" in window.messages.text
    assert study.path(code(study, "care at home")) == "care > care at home"
    assert study.codes[code(study, "stigma")].definition == "marks people"
    assert len(study.codes) == 7
    open_session.undo()
    assert len(open_session.study.codes) == 5
    assert open_session.study.codes[code(open_session.study, "stigma")].definition == ""


def test_a_project_that_is_open_elsewhere_is_read(
    qtbot: QtBot, window: MainWindow, open_session: Session, other: Path
) -> None:
    elsewhere = open_project(str(other))
    try:
        choose(qtbot, window, other)
        assert "2 new codes" in window.messages.text
        choose(qtbot, window, other)
        assert "here already" in window.messages.text
    finally:
        elsewhere.close()


def test_a_table_is_read_and_what_is_none_is_refused(
    qtbot: QtBot, window: MainWindow, open_session: Session, tmp_path: Path
) -> None:
    table, none = tmp_path / "codes.csv", tmp_path / "none.qualcode"
    table.write_text("code,definition\nprivacy,what is kept to oneself\n", encoding="utf-8")
    none.write_text("nothing", encoding="utf-8")
    choose(qtbot, window, none)
    assert window.messages.text
    assert len(open_session.study.codes) == 5
    choose(qtbot, window, table)
    assert "1 new code" in window.messages.text
    assert (
        open_session.study.codes[code(open_session.study, "privacy")].definition == "what is kept to oneself"
    )
