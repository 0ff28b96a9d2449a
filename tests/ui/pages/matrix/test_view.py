"""A few figures are seen beside their names at any size of the window."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from qualcode.model.change import ChangeSet
from qualcode.model.questions.words import ColumnsBy
from qualcode.operations.codes.codebook import add_code
from qualcode.ui.pages.matrix.page import MatrixPage
from qualcode.ui.pages.matrix.view import MatrixView
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.page_stack import PagePlace

_SIZES = ((1280, 720), (853, 480), (640, 360))
"""1280x720 at 100, 150 and 200 %."""
_SAID = "what parents are told by the health visitor, "


def _added(session: Session, name: str) -> ChangeSet:
    return add_code(session.study, name)[1]


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> MatrixPage:
    """Codes with long names, more of them than there is room for."""
    session = window.session
    assert session is not None
    assert window.workbench is not None
    for number in range(12):
        session.do(partial(_added, session, f"{_SAID}{number}"))
    window.workbench.show_page(PagePlace.MATRIX)
    made = window.workbench.pages.matrix
    qtbot.waitUntil(lambda: not window.busy and made.ordered is not None)
    return made


def whole_cells(view: MatrixView) -> tuple[int, int]:
    """How many rows and columns of figures are seen whole, one by one."""
    cells, room = view.cells, view.cells.viewport().rect()
    rows = [cells.visualRect(cells.figures.index(row, 0)) for row in range(cells.figures.rowCount())]
    columns = [
        cells.visualRect(cells.figures.index(0, place)) for place in range(cells.figures.columnCount())
    ]
    down = [each for each in rows if each.top() >= 0 and each.bottom() <= room.bottom()]
    across = [each for each in columns if each.left() >= 0 and each.right() <= room.right()]
    return len(down), len(across)


@pytest.mark.parametrize("size", _SIZES, ids=str)
def test_the_tree_gives_way_to_the_figures(
    window: MainWindow, page: MatrixPage, qtbot: QtBot, size: tuple[int, int]
) -> None:
    box = page.line.sorting
    box.setCurrentIndex(box.count() - 1)
    box.activated.emit(box.count() - 1)
    qtbot.waitUntil(lambda: not window.busy and page.view.tree.isVisible())
    widest = page.view.tree.width()
    window.resize(*size)
    qtbot.waitUntil(lambda: window.width() == size[0] and whole_cells(page.view) >= (2, 3))
    assert whole_cells(page.view)[0] >= 2
    assert page.view.tree.geometry().right() < page.view.width()
    assert page.view.tree.least <= page.view.tree.width() <= widest


@pytest.mark.parametrize("size", _SIZES, ids=str)
def test_an_open_test_leaves_a_few_rows_and_can_be_scrolled(
    window: MainWindow, page: MatrixPage, qtbot: QtBot, size: tuple[int, int]
) -> None:
    page.line.kind.setCurrentIndex(1)
    page.line.kind.activated.emit(1)
    qtbot.waitUntil(lambda: not window.busy and page.strip.isVisible())
    assert page.choice.seen is not None
    window.resize(*size)
    QTest.mouseClick(page.strip.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.busy and page.strip.test is not None)
    qtbot.waitUntil(lambda: window.width() == size[0] and whole_cells(page.view)[0] >= 2)
    assert page.view.height() >= page.view.minimumSizeHint().height()
    # Its words are read to the end, if need be by scrolling.
    body = page.strip.findChild(QScrollArea)
    assert isinstance(body, QScrollArea)
    shown = body.viewport().height() + body.verticalScrollBar().maximum()
    assert shown >= page.strip.words.height()


def test_columns_are_few_where_there_are_few(window: MainWindow, page: MatrixPage, qtbot: QtBot) -> None:
    """The least size never asks for more than is in the table."""
    wide = page.view.minimumSizeHint()
    page.line.choice = page.line.choice.change(columns=(ColumnsBy.TRANSCRIPT.value,))
    page.line.kind.setCurrentIndex(1)
    page.line.kind.activated.emit(1)
    qtbot.waitUntil(lambda: not window.busy and page.strip.isVisible())
    assert page.view.cells.figures.columnCount() == 2
    assert page.view.minimumSizeHint().width() < wide.width()
