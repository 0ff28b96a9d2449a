"""Name, memo, language and pipeline of a project, saved in one step or not at all."""

from collections.abc import Iterator
from functools import partial

import pytest
import shiboken6 as shiboken
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qualcode.operations.project import rename_project, set_project_language, set_project_memo
from qualcode.ui.dialogs.project_settings import ProjectSettingsDialog
from qualcode.ui.session.background import Background
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from tests.ui.field_notes import said_at

CONTROL = Qt.KeyboardModifier.ControlModifier


def _type(field: QWidget, text: str) -> None:
    QTest.keyClick(field, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, text)


@pytest.fixture
def dialog(qtbot: QtBot, session: Session, background: Background) -> Iterator[ProjectSettingsDialog]:
    made = ProjectSettingsDialog(session, background)
    made.open()
    yield made
    if shiboken.isValid(made):
        made.close()


def test_all_that_was_changed_is_one_step(
    qtbot: QtBot, dialog: ProjectSettingsDialog, session: Session
) -> None:
    before = session.study
    _type(dialog.name, "Parents")
    _type(dialog.memo, "Begun in spring.")
    _type(dialog.language, "de")
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    info = session.study.info
    assert (info.name, info.memo, info.language) == ("Parents", "Begun in spring.", "de")
    session.undo()
    assert session.study == before


def test_a_single_change_is_called_by_its_name(
    qtbot: QtBot, dialog: ProjectSettingsDialog, session: Session
) -> None:
    _type(dialog.name, "Parents")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert dialog.isHidden()
    assert session.undoable is not None
    assert session.undoable.label == "Rename the project to “Parents”"


def test_nothing_changed_is_no_step(dialog: ProjectSettingsDialog, session: Session) -> None:
    before = session.undoable
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert dialog.isHidden()
    assert session.undoable == before


def test_a_pipeline_that_is_not_there_is_refused_before_anything_is_saved(
    qtbot: QtBot, dialog: ProjectSettingsDialog, session: Session
) -> None:
    before = session.study
    _type(dialog.name, "Parents")
    _type(dialog.language_model, "xx_not_there")
    QTest.keyClick(dialog.language_model, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.button.isEnabled)
    assert dialog.words.text().startswith("The spaCy language model “xx_not_there”")
    assert not dialog.isHidden()
    assert session.study == before
    _type(dialog.language_model, "")
    QTest.keyClick(dialog.language_model, Qt.Key.Key_Return)
    assert session.study.info.name == "Parents"


@pytest.mark.parametrize(("field", "text"), [("name", " "), ("language", "English, please")])
def test_what_cannot_be_is_refused_with_a_reason(
    dialog: ProjectSettingsDialog, session: Session, field: str, text: str
) -> None:
    before = session.study
    _type(getattr(dialog, field), text)
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert said_at(getattr(dialog, field)).endswith(".")
    assert not dialog.words.text().strip()
    assert session.study == before


def test_a_language_without_rules_is_saved_and_told(
    qtbot: QtBot, dialog: ProjectSettingsDialog, session: Session
) -> None:
    _type(dialog.language, "Welsh")
    with qtbot.waitSignal(dialog.noted) as noted:
        QTest.keyClick(dialog.language, Qt.Key.Key_Return)
    assert "“cy”" in noted.args[0]
    assert session.study.info.language == "cy"


def test_a_language_may_be_called_by_its_name(
    qtbot: QtBot, dialog: ProjectSettingsDialog, session: Session
) -> None:
    told: list[str] = []
    dialog.noted.connect(told.append)
    _type(dialog.language, "German")
    QTest.keyClick(dialog.language, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.study.info.language == "de")
    assert told == []


def test_the_window_shows_the_new_name(qtbot: QtBot, window: MainWindow) -> None:
    assert window.workbench is not None
    window.actions_["project.settings"].trigger()
    dialog = window.findChild(ProjectSettingsDialog)
    assert isinstance(dialog, ProjectSettingsDialog)
    qtbot.waitUntil(dialog.name.hasFocus)
    _type(dialog.name, "Parents")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert window.windowTitle() == "Parents – qualcode"
    assert window.preferences.recent[0].name == "Parents"
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert window.windowTitle() == "Study – qualcode"


def test_words_in_brackets_are_a_list_of_the_project(
    qtbot: QtBot, dialog: ProjectSettingsDialog, session: Session
) -> None:
    assert "son, " in dialog.stand_ins.toPlainText()
    _type(dialog.stand_ins, "[ship], captain, Ship")
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    assert session.study.info.stand_ins == ("ship", "captain")
    assert session.undoable is not None
    assert session.undoable.label == "Edit the list of stand-ins for names"
    session.undo()
    assert session.study.info.stand_ins is None


def test_the_usual_list_comes_back(dialog: ProjectSettingsDialog, session: Session) -> None:
    before = session.study
    _type(dialog.stand_ins, "ship")
    QTest.mouseClick(dialog.usual, Qt.MouseButton.LeftButton)
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    assert session.study == before


def test_what_a_teammate_saves_meanwhile_is_shown_and_never_replaced_unseen(
    dialog: ProjectSettingsDialog, session: Session
) -> None:
    _type(dialog.memo, "Mine")
    _type(dialog.language, "de")
    for change in (
        lambda: rename_project(session.study, "Theirs"),
        lambda: set_project_memo(session.study, "Theirs, too"),
    ):
        session.do(change)
    assert dialog.name.text() == "Theirs"
    assert dialog.memo.toPlainText() == "Theirs, too\n\nMine"
    assert "Both texts are in it now" in dialog.words.text()
    session.do(lambda: set_project_language(session.study, "fr"))
    assert dialog.language.text() == "de"
    assert "changed “Language” to “fr” meanwhile" in dialog.words.text()


def test_reasons_stand_in_two_columns_and_none_is_cut(qtbot: QtBot, dialog: ProjectSettingsDialog) -> None:
    dialog.show()
    dialog.tabs.setCurrentIndex(dialog.tabs.count() - 1)
    boxes = list(dialog.reasons.boxes.values())
    qtbot.waitUntil(boxes[0].isVisible)
    qtbot.waitUntil(lambda: len({box.x() for box in boxes}) == 2)
    dialog.resize(400, 400)
    qtbot.waitUntil(lambda: len({box.x() for box in boxes}) == 1)
    assert all(dialog.reasons.rect().contains(box.geometry()) for box in boxes)


def _is_left_of(one: QWidget, other: QWidget) -> bool:
    return one.geometry().right() < other.geometry().left()


def test_what_saves_a_page_stands_in_the_row_of_close(qtbot: QtBot, dialog: ProjectSettingsDialog) -> None:
    for tab, save in ((0, dialog.button), (2, dialog.front.button), (3, dialog.reasons.button)):
        dialog.tabs.setCurrentIndex(tab)
        qtbot.waitUntil(save.isVisible)
        page = dialog.tabs.currentWidget()
        assert page is not None
        (leaves,) = [
            each
            for each in page.findChildren(QPushButton)
            if each.isVisible() and each.text() in ("Cancel", "Close")
        ]
        qtbot.waitUntil(partial(_is_left_of, leaves, save))
        assert leaves.parentWidget() is save.parentWidget()
        assert leaves.geometry().center().y() == save.geometry().center().y()


def test_a_page_begins_at_its_first_field_and_ends_at_what_saves_it(
    qtbot: QtBot, dialog: ProjectSettingsDialog
) -> None:
    dialog.activateWindow()
    first_box = next(iter(dialog.reasons.boxes.values()))
    pages = ((2, dialog.front.subtitle, dialog.front.button), (3, first_box, dialog.reasons.button))
    for tab, first, save in pages:
        dialog.tabs.setFocus()
        dialog.tabs.setCurrentIndex(tab)
        qtbot.waitUntil(save.isVisible)
        dialog.tabs.tabBar().setFocus()
        QTest.keyClick(dialog.tabs.tabBar(), Qt.Key.Key_Tab)
        assert dialog.focusWidget() is first
        passed: list[QWidget | None] = []
        while dialog.focusWidget() is not save and len(passed) < 40:
            passed.append(dialog.focusWidget())
            QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert dialog.focusWidget() is save
        last = passed[-1]
        assert isinstance(last, QPushButton)
        assert last.text() == "Close"
