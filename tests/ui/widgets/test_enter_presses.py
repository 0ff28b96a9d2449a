"""Enter presses the button that has the keyboard, on the start page and elsewhere in the window."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from qualcode.ui.painted.buttons import TileButton
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.widgets.enter_presses import EnterPresses


def test_enter_on_new_project_asks_where_it_is_to_be(
    qtbot: QtBot, open_window: Callable[[], MainWindow]
) -> None:
    window = open_window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    tile = next(button for button in window.findChildren(TileButton) if "New" in button.text())
    tile.setFocus()
    QTest.keyClick(tile, Qt.Key.Key_Return)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.reject()


def test_it_presses_every_kind_of_button_once_and_opens_its_menu(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    push, tool, opening = QPushButton("push"), QToolButton(), QToolButton()
    opening.setMenu(QMenu(opening))
    opening.menu().addAction("One")
    opening.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    row = QHBoxLayout(window)
    pressed: list[str] = []
    for button, name in ((push, "push"), (tool, "tool")):
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda _checked=False, name=name: pressed.append(name))
        row.addWidget(button)
    presses = EnterPresses(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for button in (push, tool):
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Enter)
        QTest.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["push", "tool"]
    assert presses.parent() is window
