"""Dialogs are brought onto the screen, as large as there is room."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout
from pytestqt.qtbot import QtBot

from qualcode.ui.widgets.on_screen import bring_on_screen


@pytest.mark.parametrize(
    ("wide", "high", "left", "top"), [(3, 3, 0, 0), (0.5, 3, 0.2, 0.1), (0.5, 0.5, 0.9, 0.8)]
)
def test_what_is_beyond_the_screen_is_brought_onto_it(
    qtbot: QtBot, wide: float, high: float, left: float, top: float
) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    QVBoxLayout(dialog).addWidget(QLabel("words"))
    room = dialog.screen().availableGeometry()
    dialog.resize(round(room.width() * wide), round(room.height() * high))
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.move(room.left() + round(room.width() * left), room.top() + round(room.height() * top))
    before = dialog.size()
    bring_on_screen(dialog)
    assert room.contains(dialog.frameGeometry())
    assert dialog.size() == before or QSize(dialog.size()).width() <= room.width()


def test_what_is_on_the_screen_stays_as_it_is(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    dialog.resize(200, 100)
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.move(dialog.screen().availableGeometry().center())
    before = dialog.geometry()
    bring_on_screen(dialog)
    assert dialog.geometry() == before
