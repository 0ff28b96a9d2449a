"""Titles of pages stand at one height, whatever stands beside them."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from qualcode.ui.pages.report.page import ReportPage
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.page_stack import PagePlace


def _height_of(window: MainWindow, words: str) -> int:
    """Where the middle of a title is, in pixels from the window's top."""
    (title,) = (
        label
        for label in window.findChildren(QLabel)
        if label.isVisible() and label.text() == words and label.font().bold()
    )
    return title.mapTo(window, QPoint(0, 0)).y() + title.height() // 2


def test_nothing_jumps_where_one_page_follows_another(qtbot: QtBot, window: MainWindow) -> None:
    assert window.workbench is not None
    heights = {}
    for place, words in (
        (PagePlace.MATRIX, "Matrix"),
        (PagePlace.GROUPS, "Groups"),
        (PagePlace.PICTURE, "Picture"),
        (PagePlace.FIND, "Find"),
        (PagePlace.REPORT, "Saved reports"),
    ):
        window.workbench.show_page(place)
        page = window.workbench.pages.currentWidget()
        if isinstance(page, ReportPage):
            page.choose(None)
        qtbot.wait(20)
        heights[words] = _height_of(window, words)
    assert len(set(heights.values())) == 1, heights
