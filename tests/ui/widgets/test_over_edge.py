"""A bar over an edge: nothing below it moves, and it does not come where the pointer is."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.widgets.messages import MessageBar, Offer
from tests.ui.material import found

LONG = "This sentence says in so many words why something was not done, and it says what to do next. " * 3


@pytest.fixture
def pointer(monkeypatch: pytest.MonkeyPatch) -> list[QPoint]:
    """Where the pointer is said to be."""
    place = [QPoint(-100, -100)]
    monkeypatch.setattr(QCursor, "pos", lambda: place[0])
    return place


def host(qtbot: QtBot) -> tuple[QWidget, QPushButton, MessageBar]:
    made, button = QWidget(), QPushButton("Export")
    column = QVBoxLayout(made)
    column.addWidget(QLabel("A page"), 1)
    column.addWidget(button)
    bar = MessageBar()
    bar.lie_over(made)
    made.resize(500, 300)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made, button, bar


def test_it_makes_way_for_the_buttons_of_a_page_that_is_turned_to(
    qtbot: QtBot, pointer: list[QPoint]
) -> None:
    made, button, bar = host(qtbot)
    column = made.layout()
    assert isinstance(column, QVBoxLayout)
    pages, save = QStackedWidget(), QPushButton("Save")
    inner = QWidget()
    in_it = QVBoxLayout(inner)
    in_it.addWidget(QLabel("The saved ones"), 1)
    in_it.addWidget(save)
    pages.addWidget(QLabel("A page"))
    pages.addWidget(inner)
    button.hide()
    column.addWidget(pages, 1)

    def place() -> QRect:
        return QRect(save.mapTo(made, QPoint(0, 0)), save.size())

    bar.inform("Saved.")
    qtbot.waitUntil(lambda: bar.geometry().bottom() == made.height() - 1)
    pages.setCurrentWidget(inner)
    qtbot.waitUntil(lambda: bar.geometry().bottom() == place().top() - 1)
    # And back, and for a message that comes later.
    pages.setCurrentIndex(0)
    qtbot.waitUntil(lambda: bar.geometry().bottom() == made.height() - 1)
    bar.put_away()
    bar.inform("Saved again.")
    pages.setCurrentWidget(inner)
    qtbot.waitUntil(lambda: not bar.geometry().intersects(place()))


def test_nothing_moves_when_a_message_comes_and_goes(qtbot: QtBot, pointer: list[QPoint]) -> None:
    made, button, bar = host(qtbot)
    before = button.geometry()
    bar.inform("Saved.", Offer("Undo", lambda: None))
    assert bar.isVisible()
    assert bar.geometry().bottom() == button.geometry().top() - 1
    assert button.geometry() == before
    bar.refuse(LONG)
    qtbot.waitUntil(lambda: bar.height() > 60)
    assert bar.geometry().bottom() == button.geometry().top() - 1
    made.resize(700, 260)
    qtbot.waitUntil(lambda: bar.geometry().bottom() == button.geometry().top() - 1)
    assert bar.width() == 700
    bar.hide()
    assert button.y() == before.y() - 40


def test_it_is_no_taller_than_its_words(qtbot: QtBot, pointer: list[QPoint]) -> None:
    made, _, bar = host(qtbot)
    made.resize(1200, 300)
    bar.refuse("No.")
    small = bar.height()
    bar.refuse(LONG)
    qtbot.waitUntil(lambda: bar.height() != small)
    lines = bar.height() / bar.fontMetrics().lineSpacing()
    assert lines < 2 + bar.fontMetrics().horizontalAdvance(LONG) / 1000
    bar.refuse("No.")
    qtbot.waitUntil(lambda: bar.height() == small)


def test_it_does_not_come_under_the_pointer(qtbot: QtBot, pointer: list[QPoint]) -> None:
    made, button, bar = host(qtbot)
    pointer[0] = made.mapToGlobal(button.geometry().center() - QPoint(0, button.height()))
    bar.inform("Saved.")
    assert bar.geometry().bottom() < made.mapFromGlobal(pointer[0]).y()
    assert not bar.geometry().intersects(button.geometry())
    bar.hide()
    pointer[0] = QPoint(-100, -100)
    bar.inform("Saved.")
    assert bar.geometry().bottom() == button.geometry().top() - 1


def test_without_buttons_below_it_lies_over_the_edge(qtbot: QtBot, pointer: list[QPoint]) -> None:
    made, button, bar = host(qtbot)
    button.hide()
    bar.inform("Saved.")
    assert bar.geometry().bottom() == made.rect().bottom()


@pytest.mark.parametrize("make", [QPushButton, QLineEdit, QComboBox, QSpinBox, QCheckBox])
@pytest.mark.parametrize("pointed", [False, True])
def test_it_covers_no_button_and_no_field(
    qtbot: QtBot, pointer: list[QPoint], make: Callable[[], QWidget], *, pointed: bool
) -> None:
    made, button, bar = host(qtbot)
    column = made.layout()
    assert isinstance(column, QVBoxLayout)
    above, below = make(), make()
    column.insertWidget(0, above)
    column.insertWidget(2, below)
    qtbot.wait(20)
    at = QPoint(250, below.geometry().top() - 10)
    if pointed:
        pointer[0] = made.mapToGlobal(at)
    bar.inform("Saved.")
    for part in (above, below, button):
        assert not bar.geometry().intersects(part.geometry())
    assert bar.geometry().contains(at) is not pointed


def stacked(qtbot: QtBot, made: QWidget, *parts: QWidget) -> None:
    """Put parts at the lower edge of a host, in this order from above."""
    column = made.layout()
    assert isinstance(column, QVBoxLayout)
    for part in parts:
        column.addWidget(part)
    qtbot.waitUntil(
        lambda: all(part.isVisible() and not part.geometry().topLeft().isNull() for part in parts)
    )


def test_it_covers_no_caption_but_words_that_scroll_or_are_nothing(
    qtbot: QtBot, pointer: list[QPoint]
) -> None:
    made, button, bar = host(qtbot)
    caption, empty = QLabel("Counts of segments"), QLabel("")
    stacked(qtbot, made, caption, empty)
    button.hide()
    bar.inform("Saved.")
    qtbot.waitUntil(lambda: 0 <= caption.geometry().top() - bar.geometry().bottom() <= 5)
    caption.hide()
    bar.inform("Saved.")
    qtbot.waitUntil(lambda: bar.geometry().bottom() == made.rect().bottom())
    bar.hide()
    area = QScrollArea()
    area.setWidget(QLabel("\n".join(["Many words"] * 40)))
    stacked(qtbot, made, area)
    bar.inform("Saved.")
    assert area.geometry().intersects(bar.geometry())
    assert bar.geometry().bottom() == made.rect().bottom()
    # Where all of it is seen, it is no less to be read than other words.
    inside = QLabel("Few words")
    area.setWidget(inside)
    area.setAlignment(Qt.AlignmentFlag.AlignBottom)
    inside.show()
    qtbot.waitUntil(lambda: bar.geometry().bottom() < inside.mapTo(made, QPoint(0, 0)).y())


def test_where_all_is_full_a_caption_is_covered_and_of_buttons_as_little_as_can_be(
    qtbot: QtBot, pointer: list[QPoint]
) -> None:
    made, button, bar = host(qtbot)
    made.resize(500, 200)
    for part in made.findChildren(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly):
        part.hide()
    fields = [QLineEdit() for _ in range(8)]
    wide, caption = QPushButton("Wide"), QLabel("One\nTwo\nThree")
    caption.setFixedHeight(60)
    stacked(qtbot, made, *fields[:4], caption, *fields[4:], wide)
    bar.inform("Saved.")
    for field in (*fields, wide, button):
        assert not bar.geometry().intersects(field.geometry())
    assert bar.geometry().intersects(caption.geometry())
    caption.hide()
    fields[2].setFixedWidth(20)
    fields[3].setFixedWidth(20)
    bar.inform("Saved.")
    qtbot.waitUntil(lambda: bar.geometry().intersects(fields[2].geometry() | fields[3].geometry()))
    assert not bar.geometry().intersects(wide.geometry())


def test_what_is_disabled_is_covered_before_what_can_be_used(qtbot: QtBot, pointer: list[QPoint]) -> None:
    made, button, bar = host(qtbot)
    page = made.findChild(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert page is not None
    page.hide()
    rows = [QPushButton(str(number)) for number in range(10)]
    stacked(qtbot, made, *rows)
    made.resize(500, made.minimumSizeHint().height())
    for row in rows[4:7]:
        row.setEnabled(False)
    bar.inform("Saved.")
    qtbot.waitUntil(lambda: any(bar.geometry().intersects(row.geometry()) for row in rows[4:7]))
    for row in (*rows[:4], *rows[7:], button):
        assert not bar.geometry().intersects(row.geometry())


def test_the_hint_below_the_codebook_is_read_while_something_is_said(
    window: MainWindow, qtbot: QtBot, pointer: list[QPoint]
) -> None:
    assert window.workbench is not None
    page = window.workbench.code_page
    page.reading.desk.set_click_to_code(True)
    hint = next(
        each for each in page.navigator.findChildren(QLabel) if each.text().startswith("A click on a code")
    )
    qtbot.waitUntil(hint.isVisible)
    window.messages.refuse("That cannot be done.")
    place = QRect(hint.mapTo(window, QPoint(0, 0)), hint.size())
    qtbot.waitUntil(lambda: not window.messages.geometry().intersects(place))
    assert place.top() - window.messages.geometry().bottom() < 5


def _places(window: MainWindow) -> list[QRect]:
    """Where everything is that can be clicked on the Code page."""
    assert window.workbench is not None
    page = window.workbench.code_page
    parts: list[QWidget] = [
        page.navigator, page.navigator.codebook, page.reading.view, page.reading.text.margin,
        page.reading.text.map, page.inspector, window.menuBar(), window.statusBar(),
    ]  # fmt: skip
    return [QRect(part.mapTo(window, QPoint(0, 0)), part.size()) for part in parts]


def test_nothing_moves_in_the_window_whatever_is_said(window: MainWindow, qtbot: QtBot) -> None:
    assert window.workbench is not None
    reading = window.workbench.code_page.reading
    window.messages.hide()
    before, top = _places(window), reading.view.place()
    window.messages.refuse(LONG)
    qtbot.wait(20)
    assert _places(window) == before
    window.messages.hide()
    window.workbench.exports.progress.show()
    qtbot.wait(20)
    assert _places(window) == before
    window.workbench.exports.progress.hide()
    window.actions_["edit.find"].trigger()
    qtbot.wait(20)
    assert _places(window) == before
    assert reading.find_bar.isVisible()
    assert reading.view.place() == top
    reading.find_bar.dismiss()
    window.workbench.code_page.reading.desk.set_click_to_code(True)
    tree = window.workbench.code_page.navigator.codebook
    qtbot.wait(20)
    assert tree.mapTo(window, QPoint(0, 0)) == before[1].topLeft()


def test_what_is_found_is_seen_above_the_find_bar(window: MainWindow, qtbot: QtBot) -> None:
    assert window.workbench is not None
    assert window.session is not None
    window.resize(1280, 300)
    reading = window.workbench.code_page.reading
    window.actions_["edit.find"].trigger()
    qtbot.wait(20)
    QTest.keyClicks(reading.find_bar.field, "not the firm")
    reading.find_bar.step(1)
    span = found(window.session.study, "FG1", "not the firm")[1]
    assert reading.view.selected_span() == span
    place = reading.view.viewport().mapTo(window, reading.view.rect_of(span.start).bottomLeft())
    assert place.y() <= reading.find_bar.mapTo(window, QPoint(0, 0)).y()


def test_menus_stay_within_reach_where_it_comes_higher(
    qtbot: QtBot, window: MainWindow, pointer: list[QPoint]
) -> None:
    menus = window.menuBar()
    pointer[0] = window.mapToGlobal(window.rect().center() + QPoint(0, window.height() // 2 - 8))
    window.messages.inform("Saved.")
    assert window.messages.geometry().top() > menus.geometry().bottom()
    assert not window.messages.geometry().contains(window.mapFromGlobal(pointer[0]))
    window.messages.hide()
    pointer[0] = QPoint(-100, -100)
    window.messages.inform("Saved.")
    assert window.messages.geometry().bottom() == window.rect().bottom()


def test_it_keeps_to_the_edge_where_the_window_gets_another_size(qtbot: QtBot, pointer: list[QPoint]) -> None:
    made, button, bar = host(qtbot)
    button.hide()
    pointer[0] = made.mapToGlobal(QPoint(100, 295))
    bar.inform("Saved.")
    assert bar.geometry().bottom() < 295
    pointer[0] = QPoint(-100, -100)
    made.resize(500, 320)
    qtbot.waitUntil(lambda: bar.geometry().bottom() == made.rect().bottom())


def test_it_follows_what_it_keeps_clear_of(qtbot: QtBot, pointer: list[QPoint]) -> None:
    made, button, bar = host(qtbot)
    bar.inform("Saved.")
    assert bar.geometry().bottom() == button.geometry().top() - 1
    button.hide()
    qtbot.waitUntil(lambda: bar.geometry().bottom() == made.rect().bottom())
    button.show()
    button.setMinimumHeight(70)
    qtbot.waitUntil(lambda: button.height() >= 70 and bar.geometry().bottom() == button.geometry().top() - 1)
