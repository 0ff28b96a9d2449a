"""From the field that narrows a list one goes down to the list.

Tests as well: ``ui.dialogs.choose_several``.
"""

from uuid import UUID, uuid4

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qualcode.ui.dialogs.choose_several import ChooseSeveralDialog


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
