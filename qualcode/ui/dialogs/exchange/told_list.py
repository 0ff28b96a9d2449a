"""What an exchange brings, keeps aside or leaves out, as a list under headings."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from qualcode.model.exchange.told import TITLES, ExchangeFate, Told, by_fate
from qualcode.ui.widgets.roomy_rows import RoomyRows

Section = tuple[str, list[str]]
"""A heading and the lines under it."""

_OPEN: Final = 12
"""A section of so many lines is open at first."""


class ToldList(QTreeWidget):
    """Sections that open and close; every line can be read whole as its tip."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        # Long reasons are scrolled to, not cut off.
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.setItemDelegate(RoomyRows(self, 0, 6))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A chosen line is marked from edge to edge.
        self.header().setMinimumSectionSize(self.viewport().width())

    def show_sections(self, sections: Iterable[Section]) -> None:
        """Show other sections."""
        self.clear()
        for title, lines in sections:
            heading = QTreeWidgetItem([title])
            heading.addChildren([_line(words) for words in lines])
            self.addTopLevelItem(heading)
            heading.setExpanded(len(lines) <= _OPEN)
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)


def _line(words: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([words])
    item.setToolTip(0, words)
    return item


def told_sections(lines: Iterable[Told]) -> list[Section]:
    """The lines of a report under their headings."""
    return [(title_of(fate), [line.in_words for line in found]) for fate, found in by_fate(lines)]


def title_of(fate: ExchangeFate) -> str:
    """The heading of what happens to some things."""
    return TITLES[fate]
