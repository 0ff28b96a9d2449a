"""Enter in a dialog in which much is prepared does what the dialog is for at its button alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from qualcode.ui.widgets.enter_leads_on import EnterLeadsOn

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def opened(qtbot: QtBot, part: QWidget) -> tuple[QDialog, QPushButton, list[str]]:
    dialog, button, done = QDialog(), QPushButton("Import"), list[str]()
    qtbot.addWidget(dialog)
    column = QVBoxLayout(dialog)
    column.addWidget(part)
    column.addWidget(button)
    button.setDefault(True)
    button.clicked.connect(lambda: done.append("import"))
    EnterLeadsOn(dialog, button)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    part.setFocus()
    return dialog, button, done


@pytest.mark.parametrize("key", ENTER)
@pytest.mark.parametrize("kind", [QListWidget, QCheckBox])
def test_it_leads_to_the_button_and_does_it_there(qtbot: QtBot, kind: type[QWidget], key: Qt.Key) -> None:
    part = kind()
    _, button, done = opened(qtbot, part)
    QTest.keyClick(part, key)
    assert (done, QApplication.focusWidget()) == ([], button)
    QTest.keyClick(button, key)
    assert done == ["import"]


@pytest.mark.parametrize("kind", [QLineEdit, QComboBox, QSpinBox])
def test_in_a_field_it_takes_what_was_typed_and_stays(qtbot: QtBot, kind: type[QWidget]) -> None:
    part = kind()
    dialog, _, done = opened(qtbot, part)
    taken: list[str] = []
    if isinstance(part, QLineEdit):
        part.returnPressed.connect(lambda: taken.append(part.text()))
        QTest.keyClicks(part, "Wanda")
    QTest.keyClick(part, Qt.Key.Key_Return)
    assert (done, QApplication.focusWidget(), dialog.isVisible()) == ([], part, True)
    assert taken == (["Wanda"] if isinstance(part, QLineEdit) else [])


def test_while_nothing_can_be_done_the_keyboard_stays(qtbot: QtBot) -> None:
    part = QListWidget()
    _, button, done = opened(qtbot, part)
    button.setEnabled(False)
    QTest.keyClick(part, Qt.Key.Key_Return)
    assert (done, QApplication.focusWidget()) == ([], part)
