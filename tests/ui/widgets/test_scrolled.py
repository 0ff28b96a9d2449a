"""What is larger than its place scrolls; what fits fills it.

Tests as well: ``kept_room``.
"""

import pytest
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qualcode.ui.widgets.head_line import HeadLine
from qualcode.ui.widgets.kept_room import keep_room
from qualcode.ui.widgets.scrolled import Scrolled


@pytest.fixture
def inside() -> QWidget:
    """Six words to a line at most, and a part that is at least 100 pixels high."""
    made = QWidget()
    column = QVBoxLayout(made)
    words = QLabel("several words that are broken into lines as there is room " * 4)
    words.setWordWrap(True)
    part = QWidget()
    part.setMinimumSize(150, 100)
    column.addWidget(words)
    column.addWidget(part, 1)
    return made


@pytest.mark.parametrize(
    ("size", "across", "down"),
    [((600, 400), False, False), ((120, 400), True, False), ((600, 110), False, True)],
)
def test_it_scrolls_where_there_is_too_little_room(
    qtbot: QtBot, inside: QWidget, size: tuple[int, int], across: bool, down: bool
) -> None:
    scrolled = Scrolled(inside)
    qtbot.addWidget(scrolled)
    scrolled.resize(*size)
    scrolled.show()
    qtbot.waitExposed(scrolled)
    bars = scrolled.horizontalScrollBar(), scrolled.verticalScrollBar()
    qtbot.waitUntil(lambda: [bar.isVisible() for bar in bars] == [across, down])
    if not across:
        assert inside.width() == scrolled.viewport().width()
    if not down:
        assert inside.height() == scrolled.viewport().height()
    layout = inside.layout()
    assert layout is not None
    assert inside.height() >= layout.minimumHeightForWidth(inside.width())


def test_it_follows_what_is_in_it(qtbot: QtBot, inside: QWidget) -> None:
    scrolled = Scrolled(inside)
    qtbot.addWidget(scrolled)
    scrolled.resize(400, 300)
    scrolled.show()
    qtbot.waitExposed(scrolled)
    assert not scrolled.verticalScrollBar().isVisible()
    tall = QWidget()
    tall.setMinimumHeight(300)
    layout = inside.layout()
    assert layout is not None
    layout.addWidget(tall)
    qtbot.waitUntil(scrolled.verticalScrollBar().isVisible)
    tall.hide()
    qtbot.waitUntil(lambda: not scrolled.verticalScrollBar().isVisible())


def test_it_follows_a_picture_that_is_in_it(qtbot: QtBot) -> None:
    picture = QLabel()
    scrolled = Scrolled(picture)
    qtbot.addWidget(scrolled)
    scrolled.resize(200, 150)
    scrolled.show()
    qtbot.waitExposed(scrolled)
    picture.setPixmap(QPixmap(120, 400))
    qtbot.waitUntil(scrolled.verticalScrollBar().isVisible)
    assert picture.height() == 400
    picture.setPixmap(QPixmap(120, 40))
    qtbot.waitUntil(lambda: not scrolled.verticalScrollBar().isVisible())


def test_buttons_end_the_line_and_go_below_where_it_is_short(qtbot: QtBot) -> None:
    page, field, button = QWidget(), QLineEdit(), QPushButton("Find")
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(HeadLine(field, button))
    column.addStretch()
    page.resize(600, 200)
    page.show()
    qtbot.waitExposed(page)
    assert button.geometry().right() == 599
    assert field.geometry().right() < button.x()
    page.resize(field.sizeHint().width() + 10, 200)
    qtbot.waitUntil(lambda: button.y() > field.y())
    assert field.geometry().right() == page.width() - 1


def test_what_comes_and_goes_keeps_its_room(qtbot: QtBot) -> None:
    page, bar, below = QWidget(), QPushButton("Stop"), QLabel("what is below")
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    column.addWidget(bar)
    column.addWidget(below, 1)
    keep_room(bar)
    page.resize(300, 200)
    page.show()
    qtbot.waitExposed(page)
    before = below.geometry()
    bar.hide()
    layout = page.layout()
    assert layout is not None
    layout.activate()
    assert below.geometry() == before
