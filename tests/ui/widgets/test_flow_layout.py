"""The line of words: parts come and go, and the line is laid out once.

Tests as well: ``listed_layout``.
"""

from itertools import pairwise

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qualcode.ui.widgets.flow_layout import FlowLayout, show_parts


class _Counting(FlowLayout):
    """Counts how often widgets are put in their places."""

    placed = 0

    def setGeometry(self, rect: QRect) -> None:
        self.placed += 1
        super().setGeometry(rect)


def test_parts_come_and_go_and_the_line_is_laid_out_once(qtbot: QtBot) -> None:
    page, line = QWidget(), QWidget()
    qtbot.addWidget(page)
    QVBoxLayout(page).addWidget(line)
    layout = _Counting(line)
    words = [QLabel(f"word {number}") for number in range(12)]
    for word in words:
        layout.addWidget(word)
        word.hide()
    page.resize(260, 400)
    page.show()
    qtbot.waitExposed(page)
    before = layout.placed
    show_parts(line, {word: place % 2 == 0 for place, word in enumerate(words)})
    assert [word.isVisible() for word in words] == [True, False] * 6
    qtbot.waitUntil(lambda: words[10].y() > words[0].y())
    shown = words[::2]
    assert not any(
        one.geometry().intersects(other.geometry()) for one in shown for other in shown if one is not other
    )
    assert all(line.rect().contains(word.geometry()) for word in shown)
    assert layout.placed - before <= 3
    show_parts(line, {word: word is words[3] for word in words})
    qtbot.waitUntil(lambda: words[3].pos() == line.rect().topLeft())
    assert [word for word in words if word.isVisible()] == [words[3]]


def test_where_the_first_part_grows_the_others_end_every_line(qtbot: QtBot) -> None:
    page, line = QWidget(), QWidget()
    qtbot.addWidget(page)
    QVBoxLayout(page).addWidget(line)
    layout = FlowLayout(line, first_grows=True)
    words = [QLabel(""), *(QLabel(f"word {number}") for number in range(12))]
    for word in words:
        layout.addWidget(word)
    page.resize(260, 400)
    page.show()
    qtbot.waitUntil(lambda: words[-1].y() > words[0].y())
    for one, after in pairwise(words):
        if after.y() > one.y():
            assert one.geometry().right() == line.rect().right()
    assert words[-1].geometry().right() == line.rect().right()
    assert words[-1].x() > 0


def test_a_caption_goes_to_the_next_line_with_what_it_is_the_caption_of(qtbot: QtBot) -> None:
    line = QWidget()
    qtbot.addWidget(line)
    layout = FlowLayout(line)
    first, caption, value = QPushButton("first"), QLabel("by"), QPushButton("everybody")
    for each in (first, caption, value):
        layout.addWidget(each)
    # One pixel too narrow for all three, and wide enough for the caption beside the first.
    line.resize(first.sizeHint().width() + caption.sizeHint().width() + value.sizeHint().width() + 11, 200)
    line.show()
    qtbot.waitExposed(line)
    assert first.y() < caption.geometry().center().y()
    assert caption.x() == 0
    assert abs(caption.geometry().center().y() - value.geometry().center().y()) <= 1
    assert line.rect().contains(value.geometry())
    line.resize(line.width() + 1, 200)
    qtbot.waitUntil(lambda: caption.x() > 0)
    assert abs(first.geometry().center().y() - value.geometry().center().y()) <= 1
