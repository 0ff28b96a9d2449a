"""A widget that was just filled is painted a turn later."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qualcode.ui.look.paint_apart import paint_apart


def test_what_was_filled_is_painted_a_turn_later(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    paint_apart(widget)
    assert not widget.updatesEnabled()
    qtbot.waitUntil(widget.updatesEnabled)


def test_what_goes_meanwhile_is_not_painted(qtbot: QtBot) -> None:
    above = QObject()
    widget = QWidget()
    paint_apart(widget)
    widget.deleteLater()
    # Whatever was to come of it would be an error in the event loop, which fails the test.
    qtbot.wait(30)
    assert above.children() == []
