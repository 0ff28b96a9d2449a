"""Showing many widgets lays out what is around them a single time."""

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qualcode.ui.widgets.laid_out_once import laid_out_once

# The offscreen platform says so of every window with a layout.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


class Counting(QVBoxLayout):
    """Counts how often it lays out."""

    times = 0

    def setGeometry(self, rect: QRect) -> None:
        self.times += 1
        super().setGeometry(rect)


@pytest.fixture
def area(qtbot: QtBot) -> QScrollArea:
    made = QScrollArea()
    qtbot.addWidget(made)
    return made


def panel(area: QScrollArea, qtbot: QtBot) -> tuple[QWidget, QWidget, list[QWidget]]:
    """A shown page, a panel on it, and the hidden rows within."""
    area.setWidgetResizable(True)
    page = QWidget()
    around = Counting(page)
    inner = QWidget()
    within = Counting(inner)
    rows = []
    for _ in range(8):
        row = QWidget()
        row.setMinimumSize(QSize(20, 30))
        row.hide()
        within.addWidget(row)
        rows.append(row)
    around.addWidget(inner)
    area.setWidget(page)
    area.show()
    qtbot.waitExposed(area)
    return page, inner, rows


def times(widget: QWidget) -> int:
    layout = widget.layout()
    assert isinstance(layout, Counting)
    return layout.times


def test_it_is_laid_out_once_and_at_once(area: QScrollArea, qtbot: QtBot) -> None:
    _page, inner, rows = panel(area, qtbot)
    before = times(inner)
    with laid_out_once(inner):
        for row in rows:
            row.show()
    assert times(inner) - before <= 2
    tops = [row.y() for row in rows]
    assert tops == sorted(set(tops)), "each has its place already"


def test_it_may_be_asked_for_within_itself_and_ends_when_work_fails(area: QScrollArea, qtbot: QtBot) -> None:
    page, inner, rows = panel(area, qtbot)
    before = times(inner)
    with laid_out_once(page), laid_out_once(inner):
        rows[0].show()
    with pytest.raises(ValueError, match="no"):
        _show_and_fail(inner, rows[1])
    assert times(inner) > before
    assert rows[1].y() > rows[0].y()
    assert inner.layout().isEnabled()  # type: ignore[union-attr]
    assert page.layout().isEnabled()  # type: ignore[union-attr]


def _show_and_fail(inner: QWidget, row: QWidget) -> None:
    with laid_out_once(inner):
        row.show()
        raise ValueError("no")
