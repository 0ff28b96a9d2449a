"""Boxes stand in as many columns as there is room for, and are read downwards."""

import pytest
from PySide6.QtWidgets import QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from qualcode.ui.widgets.columns_layout import ColumnsLayout

NAMES = ("codes", "turns", "a name that is far longer than all others", "memos", "rounds")


@pytest.mark.parametrize(("width", "expected"), [(900, [3, 2]), (260, [5]), (40, [5])])
def test_as_many_columns_as_there_is_room_for(qtbot: QtBot, width: int, expected: list[int]) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    layout = ColumnsLayout(2, page)
    boxes = [QCheckBox(name) for name in NAMES]
    for box in boxes:
        layout.addWidget(box)
    page.resize(width, 400)
    page.show()
    qtbot.waitExposed(page)
    columns = sorted({box.x() for box in boxes})
    assert [sum(box.x() == left for box in boxes) for left in columns] == expected
    for left in columns:
        tops = [box.y() for box in boxes if box.x() == left]
        assert tops == sorted(set(tops))
    # No name is cut off, and none lies on another.
    assert all(box.width() >= box.sizeHint().width() for box in boxes)
    assert not any(
        one.geometry().intersects(other.geometry()) for one in boxes for other in boxes if one is not other
    )
    assert layout.heightForWidth(page.width()) == max(box.geometry().bottom() for box in boxes) + 1
    assert layout.minimumSize().width() == max(box.sizeHint().width() for box in boxes)


def test_what_is_hidden_leaves_no_gap(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    layout = ColumnsLayout(2, page)
    assert layout.heightForWidth(100) == 0
    boxes = [QCheckBox(name) for name in NAMES]
    for box in boxes:
        layout.addWidget(box)
    page.resize(900, 400)
    page.show()
    qtbot.waitExposed(page)
    high = layout.heightForWidth(900)
    boxes[0].hide()
    qtbot.waitUntil(lambda: boxes[1].y() == 0)
    assert layout.heightForWidth(900) < high
