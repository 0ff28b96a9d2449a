"""Coders in the project's settings: renamed, recoloured, merged and deleted, each as one step to undo."""

from collections.abc import Iterator

import pytest
import shiboken6 as shiboken
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QPushButton
from pytestqt.qtbot import QtBot

from qualcode.operations.coders import coder_work, ensure_coder
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.palette import CODER_COLOURS
from qualcode.ui.dialogs.coders_tab import CodersTab
from qualcode.ui.dialogs.project_settings import ProjectSettingsDialog
from qualcode.ui.session.background import Background
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from tests.ui.material import code, found

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def tab(qtbot: QtBot, session: Session, background: Background) -> Iterator[CodersTab]:
    """The second page of the settings, with a coder CD beside AB: CD has one coding, EF none."""
    place, span = found(session.study, "FG1", "Nobody asked us.")
    other, arrival = ensure_coder(session.study, "CD")
    session.do(lambda: arrival)
    session.do(lambda: ensure_coder(session.study, "EF")[1])
    session.do(lambda: apply_code(session.study, code(session.study, "stigma"), place, span, other.id))
    made = ProjectSettingsDialog(session, background)
    made.open()
    made.tabs.setCurrentIndex(1)
    yield made.coders
    if shiboken.isValid(made):
        made.close()


def shown(tab: CodersTab) -> list[tuple[str, ...]]:
    items = [tab.list.topLevelItem(row) for row in range(tab.list.topLevelItemCount())]
    return [tuple(item.text(column) for column in range(3)) for item in items if item is not None]


def choose(tab: CodersTab, name: str) -> None:
    tab.list.setFocus()
    QTest.keyClick(tab.list, Qt.Key.Key_Home)
    for _ in range([row[0] for row in shown(tab)].index(name)):
        QTest.keyClick(tab.list, Qt.Key.Key_Down)
    assert tab.chosen is not None
    assert tab.chosen.name == name


def answer(tab: CodersTab, name: str) -> None:
    dialog = tab.findChild(QInputDialog)
    assert dialog is not None
    dialog.setTextValue(name)
    dialog.accept()


def take_offer(tab: CodersTab) -> None:
    button = next(row for row in tab._bar.findChildren(QPushButton) if row.text() in ("Merge", "Undo"))
    QTest.mouseClick(button, LEFT)


def test_the_list_says_who_has_made_how_much(tab: CodersTab) -> None:
    names = [row[0] for row in shown(tab)]
    assert names == sorted(names)
    assert ("CD", "1", "0") in shown(tab)
    assert ("EF", "0", "0") in shown(tab)


def test_a_coder_is_renamed_by_key_and_it_can_be_undone(tab: CodersTab, session: Session) -> None:
    before = session.study
    choose(tab, "CD")
    QTest.keyClick(tab.list, Qt.Key.Key_F2)
    answer(tab, "Dana")
    assert ("Dana", "1", "0") in shown(tab)
    assert tab.chosen is not None
    assert tab.chosen.name == "Dana"
    assert tab._bar.text == "Renamed coder “CD” to “Dana”."
    take_offer(tab)
    assert session.study == before
    assert ("CD", "1", "0") in shown(tab)


def test_a_name_that_is_taken_is_refused_where_it_was_typed_and_mended_there(
    tab: CodersTab, session: Session
) -> None:
    before = session.study
    choose(tab, "CD")
    QTest.mouseClick(tab.rename, LEFT)
    answer(tab, "ab")
    asking = next(found for found in tab.findChildren(QInputDialog) if found.isVisible())
    assert asking.labelText().startswith("There is already a coder named “AB”")
    assert not tab._bar.text
    assert session.study == before
    answer(tab, "Dana")
    assert not asking.isVisible()
    assert ("Dana", "1", "0") in shown(tab)


def test_a_colour_is_chosen_from_the_menu(tab: CodersTab, session: Session) -> None:
    choose(tab, "CD")
    tab.colours.actions()[3].trigger()
    assert session.study.coder_named("CD").colour == CODER_COLOURS[3]
    assert session.undoable is not None
    assert session.undoable.label == "Change the colour of coder “CD”"


def test_a_merge_says_what_moves_and_is_one_step(tab: CodersTab, session: Session) -> None:
    before = session.study
    segments = sum(coder_work(before, row).codings for row in before.coders)
    choose(tab, "CD")
    into = next(action for action in tab.targets.actions() if action.text() == "EF")
    into.trigger()
    assert tab._bar.text == "1 segment moves to “EF”. “CD” is deleted. You can undo this."
    take_offer(tab)
    assert ("EF", "1", "0") in shown(tab)
    assert "CD" not in [row[0] for row in shown(tab)]
    assert sum(coder_work(session.study, row).codings for row in session.study.coders) == segments
    session.undo()
    assert session.study == before


def test_only_a_coder_without_work_is_deleted(tab: CodersTab, session: Session) -> None:
    choose(tab, "CD")
    QTest.mouseClick(tab.delete, LEFT)
    assert "“CD” has made 1 coding; merge this coder into another first." in tab._bar.text
    choose(tab, "EF")
    QTest.keyClick(tab.list, Qt.Key.Key_Delete)
    assert "EF" not in [row[0] for row in shown(tab)]
    assert tab.chosen is not None


def test_whoever_is_renamed_codes_on_under_the_new_name(tab: CodersTab, session: Session) -> None:
    session.set_coder("AB")
    choose(tab, "AB")
    QTest.mouseClick(tab.rename, LEFT)
    answer(tab, "Anna")
    assert session.coder_name == "Anna"
    assert session.coder().name == "Anna"
    session.undo()
    assert session.coder_name == "AB"
    number = len(session.study.coders)
    assert session.coder() == session.study.coder_named("AB")
    assert len(session.study.coders) == number


def test_whoever_is_merged_codes_on_as_the_other(tab: CodersTab, session: Session) -> None:
    session.set_coder("CD")
    choose(tab, "CD")
    next(action for action in tab.targets.actions() if action.text() == "AB").trigger()
    take_offer(tab)
    assert session.coder_name == "AB"


def test_a_new_name_of_ones_own_is_kept_for_the_next_time(window: MainWindow) -> None:
    assert window.session is not None
    window.session.set_coder("Anna")
    assert window.preferences.coder_name == "Anna"


def test_words_stand_beside_words_and_figures_at_the_end(tab: CodersTab) -> None:
    header = tab.list.header()
    inside = [tab.list.headerItem().text(header.logicalIndex(place)) for place in range(header.count())]
    assert inside == ["Coder", "Role", "Segments", "Highlights"]


def test_the_keyboard_stays_at_the_button_while_the_list_is_made_anew(
    tab: CodersTab, session: Session
) -> None:
    choose(tab, "CD")
    tab.rename.setFocus()
    session.do(lambda: ensure_coder(session.study, "GH")[1])
    assert "GH" in [row[0] for row in shown(tab)]
    assert tab.rename.hasFocus()


def test_steps_are_taken_back_by_the_keys_of_the_window(qtbot: QtBot, window: MainWindow) -> None:
    """Only where what they undo is seen: on the first page nothing is a step before it is saved."""
    session = window.session
    assert session is not None
    window.preferences.set_keys("edit.redo", ["Ctrl+Shift+Y"])
    before = session.study
    window.actions_["project.settings"].trigger()
    dialog = window.findChild(ProjectSettingsDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.tabs.setCurrentIndex(1)
    choose(dialog.coders, "AB")
    dialog.coders.rename.click()
    answer(dialog.coders, "Abena")
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.coders.list.setFocus()
    held = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(dialog.coders.list, Qt.Key.Key_Z, held)
    assert session.study == before
    QTest.keyClick(dialog.coders.list, Qt.Key.Key_Y, held | Qt.KeyboardModifier.ShiftModifier)
    assert [row.name for row in session.study.coders_in_order] == ["Abena"]
    dialog.tabs.setCurrentIndex(0)
    dialog.button.setFocus()
    QTest.keyClick(dialog.button, Qt.Key.Key_Z, held)
    assert [row.name for row in session.study.coders_in_order] == ["Abena"]
    dialog.close()
