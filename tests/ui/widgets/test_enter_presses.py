"""Enter presses the button that has the keyboard, on the start page and elsewhere in the window."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from qualcode.ui.commands.action_list import ACTIONS
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


def test_in_a_dialog_enter_presses_the_button_that_has_the_keyboard_and_else_the_main_one(
    qtbot: QtBot,
) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    EnterPresses(dialog)
    field, main, other = QLineEdit(), QPushButton("Rename"), QPushButton("Cancel")
    main.setDefault(True)
    other.setAutoDefault(False)
    row = QHBoxLayout(dialog)
    pressed: list[str] = []
    for widget in (field, main, other):
        row.addWidget(widget)
    main.clicked.connect(lambda: pressed.append("Rename"))
    other.clicked.connect(lambda: pressed.append("Cancel"))
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    for widget in (field, other, main, other):
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_Return)
    assert pressed == ["Rename", "Cancel", "Rename", "Cancel"]


def _is_way_out(button: QPushButton) -> bool:
    return button.text().replace("&", "") in {"Cancel", "Close"} and button.isVisible()


def test_enter_on_the_way_out_of_every_dialog_does_nothing_but_close_it(
    qtbot: QtBot, window: MainWindow
) -> None:
    session = window.session
    assert session is not None
    left: set[str] = set()
    for info in ACTIONS:
        action = window.actions_[info.name]
        if not info.text.endswith("…") or not action.isEnabled():
            continue
        action.trigger()
        qtbot.waitUntil(lambda: not window.busy)
        for dialog in [each for each in window.findChildren(QDialog) if each.isVisible()]:
            ways = [button for button in dialog.findChildren(QPushButton) if _is_way_out(button)]
            if not ways:
                dialog.reject()
                continue
            before = session.study
            dialog.activateWindow()
            qtbot.waitUntil(dialog.isActiveWindow)
            ways[-1].setFocus()
            assert ways[-1].hasFocus(), info.name
            QTest.keyClick(ways[-1], Qt.Key.Key_Return)
            assert not dialog.isVisible(), info.name
            assert session.study is before, info.name
            left.add(info.name)
    assert {"edit.replace", "codebook.add", "project.settings"} <= left
    assert len(left) >= 40
