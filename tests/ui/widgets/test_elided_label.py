"""A name that is too long ends with “…” instead of in the middle of a letter."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from qualcode.ui.widgets.elided_label import ElidedLabel

LONG = "Long title of a focus group with mothers on low incomes"


def test_what_does_not_fit_is_cut_with_a_sign(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText(LONG)
    label.resize(label.fontMetrics().horizontalAdvance(LONG) + 10, 30)
    assert label.shown() == LONG
    label.resize(120, 30)
    assert label.shown().endswith("…")
    assert LONG.startswith(label.shown()[:-1])
    assert label.fontMetrics().horizontalAdvance(label.shown()) <= 120
    assert label.text() == LONG


def test_the_whole_text_is_told_to_the_mouse(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, _widget: told.append(text))
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText(LONG)
    for width in (120, 2000):
        label.resize(width, 30)
        QApplication.sendEvent(label, QHelpEvent(QEvent.Type.ToolTip, QPoint(2, 2), QPoint(2, 2)))
    assert told == [LONG, ""]


def test_it_is_painted(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.resize(120, 30)
    empty = label.grab().toImage()
    label.setText(LONG)
    assert label.grab().toImage() != empty


@pytest.mark.parametrize("words", ["Short", LONG])
def test_it_is_painted_at_the_side_at_which_it_is_to_stand(qtbot: QtBot, words: str) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.resize(4 * label.fontMetrics().horizontalAdvance("Short"), 30)
    empty = label.grab().toImage()
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    label.setText(words)
    drawn = label.grab().toImage()
    inked = [
        x
        for x in range(drawn.width())
        if any(drawn.pixel(x, y) != empty.pixel(x, y) for y in range(drawn.height()))
    ]
    assert inked
    assert inked[-1] >= drawn.width() * 0.9
    assert (inked[0] > drawn.width() * 0.5) == (words == "Short")
