"""From the field that narrows a list one goes down to the list.

Tests as well: ``ui.dialogs.choose_several``.
"""

from collections.abc import Iterator
from uuid import UUID, uuid4

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from qualcode.ui.dialogs.choose_several import ChooseSeveralDialog
from qualcode.ui.dialogs.comments.dialog import CommentsDialog
from qualcode.ui.dialogs.memos.dialog import MemosDialog
from qualcode.ui.dialogs.replacing import ReplaceDialog
from qualcode.ui.shell.main_window import MainWindow


def test_down_and_space_tick_the_first_that_is_seen(qtbot: QtBot) -> None:
    rows = [(uuid4(), name) for name in ("Ada", "Ben", "Chidi", "Bea")]
    taken: list[tuple[UUID, ...] | None] = []
    dialog = ChooseSeveralDialog("Show the codings of", rows, None, taken.append)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    dialog.filter.setFocus()
    QTest.keyClicks(dialog.filter, "be")
    QTest.keyClick(dialog.filter, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.list)
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.filter.text() == "be"
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    assert dialog.list.currentItem().text() == "Bea"
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    assert taken == [(rows[0][0], rows[2][0], rows[3][0])]


def fields_above_lists(window: MainWindow) -> Iterator[tuple[QWidget, QWidget]]:
    """Each dialog's search field, and the list that it narrows."""
    window.actions_["edit.memos"].trigger()
    memos = window.findChild(MemosDialog)
    assert memos is not None
    yield memos.filter, memos.list
    memos.close()
    window.actions_["edit.comments"].trigger()
    comments = window.findChild(CommentsDialog)
    assert comments is not None
    yield comments.filter, comments.list
    comments.close()
    window.actions_["edit.replace"].trigger()
    replacing = window.findChild(ReplaceDialog)
    assert replacing is not None
    yield replacing.field, replacing.list
    yield replacing.replacement, replacing.list
    replacing.close()


def test_down_leads_from_every_search_field_to_its_list(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    for field, rows in fields_above_lists(window):
        qtbot.waitUntil(field.window().isActiveWindow)
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_Down)
        assert rows.hasFocus()
