"""Icons of buttons and listed passages take on the colours of the other theme while the program runs."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from qualcode.ui.look.theme import DARK, LIGHT
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.widgets.rich_list import HTML_ROLE
from qualcode.ui.widgets.theme_icon import ThemeIcon


@pytest.fixture
def in_the_dark(window: MainWindow) -> Iterator[MainWindow]:
    yield window
    window.actions_["view.theme_light"].trigger()


def _brightness(button: QAbstractButton) -> float:
    """The mean brightness of what is drawn of an icon, 0 to 255."""
    image = button.icon().pixmap(32).toImage().convertToFormat(QImage.Format.Format_ARGB32)
    inked = [
        colour.lightness()
        for x in range(image.width())
        for y in range(image.height())
        if (colour := image.pixelColor(x, y)).alpha() > 200
    ]
    return sum(inked) / len(inked)


def test_an_icon_is_drawn_again_in_the_other_theme(qtbot: QtBot, in_the_dark: MainWindow) -> None:
    button = QPushButton("Export…")
    qtbot.addWidget(button)
    ThemeIcon(button, "export")
    before = _brightness(button)
    in_the_dark.actions_["view.theme_dark"].trigger()
    assert before < 100
    qtbot.waitUntil(lambda: _brightness(button) > 150)


def test_everything_that_is_listed_follows_the_theme(qtbot: QtBot, in_the_dark: MainWindow) -> None:
    window = in_the_dark
    assert window.workbench is not None
    pages = window.workbench.pages

    def settled() -> bool:
        return not window.background.busy

    window.actions_["analyse.find"].trigger()
    pages.queries.show_query("nobody or code:*")
    qtbot.waitUntil(settled)
    window.actions_["analyse.groups"].trigger()
    qtbot.waitUntil(settled)
    table = pages.groups.tables[next(iter(pages.groups.tables))]
    table.setCurrentIndex(table.model().index(0, 0))
    assert pages.groups.turns.list.count()
    window.actions_["analyse.matrix"].trigger()
    qtbot.waitUntil(settled)
    figures = pages.matrix.view.cells.model()
    used = next(place for place in range(figures.rowCount()) if figures.index(place, place).data() != "0")
    pages.matrix.view.cells.setCurrentIndex(figures.index(used, used))
    qtbot.waitUntil(lambda: settled() and pages.matrix.passages.list.count() > 0)
    window.actions_["view.theme_dark"].trigger()
    window.actions_["analyse.find"].trigger()
    qtbot.waitUntil(settled)
    lists = [each for each in window.findChildren(QListWidget) if each.count()]
    listed = "".join(str(each.item(row).data(HTML_ROLE)) for each in lists for row in range(each.count()))
    assert re.search(DARK.muted, listed)
    assert not re.search(f"{LIGHT.text}|{LIGHT.muted}", listed)
