"""What an exchange brings, keeps aside or leaves out, as a list under headings."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QTreeWidgetItem

from qualcode.model.exchange.told import TITLES, ExchangeFate, Told, by_fate
from qualcode.model.words.in_words import ListRoom, first_of
from qualcode.ui.widgets.roomy_rows import Index, RoomyRows
from qualcode.ui.widgets.row_arrows import ArrowTree

Section = tuple[str, list[str]]
"""A heading and the lines under it."""

_ROOM: Final = 6
"""Pixels around the words of a line."""

_ROWS: Final = ListRoom(500)
"""So many lines are listed under a heading: nobody reads more in a window, and it would stall."""

_OPEN: Final = 12
"""A section of so many lines is open at first."""


class ToldList(ArrowTree):
    """Sections that open and close; every line can be read whole as its tip."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setHeaderHidden(True)
        # Long reasons go on in the next line: nobody scrolls sideways to read a sentence.
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.header().setStretchLastSection(True)
        self.setItemDelegate(_WrappedRows(self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # How high a line is depends on how wide it may be.
        self.scheduleDelayedItemsLayout()

    def show_sections(self, sections: Iterable[Section]) -> None:
        """Show other sections."""
        self.clear()
        for title, lines in sections:
            heading = QTreeWidgetItem([title])
            heading.addChildren([_line(words) for words in first_of(lines, _ROWS)])
            self.addTopLevelItem(heading)
            heading.setExpanded(len(lines) <= _OPEN)
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)


class _WrappedRows(RoomyRows):
    """Rows as high as their words need in the width of the list."""

    def __init__(self, view: ToldList) -> None:
        super().__init__(view, 0, _ROOM)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        level = 2 if index.parent().isValid() else 1
        width = self._view.viewport().width() - level * self._view.indentation() - 2 * _ROOM
        room = QRect(0, 0, max(width, 1), 1 << 20)
        words = str(index.data())
        high = option.fontMetrics.boundingRect(room, Qt.TextFlag.TextWordWrap, words).height()
        return QSize(width, max(high + _ROOM, super().sizeHint(option, index).height()))


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
