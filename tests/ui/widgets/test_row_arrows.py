"""Arrows of rows are seen, chosen or not, in both themes; a row with nothing to see below it has none."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from qualcode.model.codes.colour import contrast
from qualcode.ui.look.theme import DARK, LIGHT, Colours, palette_of
from qualcode.ui.widgets.current_row import make_current
from qualcode.ui.widgets.row_arrows import ArrowTree


@pytest.fixture(params=[LIGHT, DARK], ids=["light", "dark"])
def tree(qtbot: QtBot, qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[ArrowTree]:
    colours: Colours = request.param
    before = qapp.palette()
    qapp.setPalette(palette_of(colours))
    made = ArrowTree()
    made.setHeaderHidden(True)
    qtbot.addWidget(made)
    for name in ("folded", "open", "filtered", "alone"):
        top = QTreeWidgetItem(made, [name])
        if name != "alone":
            QTreeWidgetItem(top, ["below"]).setHidden(name == "filtered")
        top.setExpanded(name == "open")
    made.resize(200, 200)
    made.show()
    qtbot.waitExposed(made)
    yield made
    qapp.setPalette(before)


def strongest(tree: ArrowTree, row: int) -> float:
    """The contrast of the pixel before a row's words that stands out most from the row's ground."""
    words = tree.visualRect(tree.model().index(row, 0))
    room = QRect(1, words.top() + 2, words.left() - 2, words.height() - 4)
    seen: QImage = tree.viewport().grab(room).toImage()
    ground = seen.pixelColor(QPoint(0, 0)).name()
    inside = [(x, y) for x in range(seen.width()) for y in range(seen.height())]
    return max(contrast(seen.pixelColor(x, y).name(), ground) for x, y in inside)


@pytest.mark.parametrize("row", [0, 1])
def test_an_arrow_stands_out_from_its_row(tree: ArrowTree, row: int) -> None:
    tree.clearSelection()
    assert strongest(tree, row) >= 3
    make_current(tree, tree.model().index(row, 0))
    assert strongest(tree, row) >= 3


@pytest.mark.parametrize("row", [2, 3])
def test_a_row_with_nothing_to_see_below_it_has_no_arrow(tree: ArrowTree, row: int) -> None:
    assert strongest(tree, row) < 1.5
    make_current(tree, tree.model().index(row, 0))
    assert strongest(tree, row) < 1.5
