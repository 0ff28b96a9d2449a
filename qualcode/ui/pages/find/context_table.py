"""Keywords in context: each place where words stand, with what is to the left and to the right of it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from qualcode.model.words.spelling import key
from qualcode.ui.look.elided import WholeWords
from qualcode.ui.look.theme import heading_font
from qualcode.ui.pages.find.answers import Keyword

_Index = QModelIndex | QPersistentModelIndex
_TITLES: Final = ("Left of it", "Found", "Right of it", "Where")
_LEFT, _WORD, _RIGHT, _WHERE = range(4)
_MOST_WHERE: Final = 0.3


def _backwards(row: Keyword) -> str:
    """The words to the left, the nearest first: so alike contexts stand together."""
    return " ".join(reversed(key(row.left).split()))


_ORDERS: Final[tuple[Callable[[Keyword], str], ...]] = (
    _backwards,
    lambda row: key(row.word),
    lambda row: key(row.right),
    lambda row: key(row.where),
)


class KeywordModel(QAbstractTableModel):
    """One row a place; sorted by a click on a heading."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Keyword] = []

    def show(self, rows: tuple[Keyword, ...]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_TITLES)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (row.left, row.word, row.right, row.where)[column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            sides = {_LEFT: Qt.AlignmentFlag.AlignRight, _WORD: Qt.AlignmentFlag.AlignHCenter}
            return sides.get(column, Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _TITLES[section]
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(_ORDERS):
            self.beginResetModel()
            self.rows.sort(key=_ORDERS[column], reverse=order == Qt.SortOrder.DescendingOrder)
            self.endResetModel()


class _NearEnd(WholeWords):
    """What does not fit is cut at the far end: the words beside the keyword stay."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        option.textElideMode = Qt.TextElideMode.ElideLeft
        super().initStyleOption(option, index)


class _BothEnds(WholeWords):
    """What does not fit is cut within: the transcript's beginning and the turn tell a place apart."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        option.textElideMode = Qt.TextElideMode.ElideMiddle
        super().initStyleOption(option, index)


class _Bold(QStyledItemDelegate):
    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        super().initStyleOption(option, index)
        option.font = heading_font(option.font)


class KeywordTable(QTableView):
    """Enter or a click opens a place."""

    place_wanted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = KeywordModel(self)
        self.setModel(self.rows)
        self.setAccessibleName("Keywords in context")
        self.setSortingEnabled(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSectionResizeMode(_LEFT, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_WORD, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_RIGHT, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_WHERE, QHeaderView.ResizeMode.Fixed)
        self.rows.modelReset.connect(self._share_out)
        self.setItemDelegate(WholeWords(self))
        self.setItemDelegateForColumn(_LEFT, _NearEnd(self))
        self.setItemDelegateForColumn(_WORD, _Bold(self))
        self.setItemDelegateForColumn(_WHERE, _BothEnds(self))
        self.activated.connect(self._open)
        self.clicked.connect(self._open)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        """Where a keyword is needs less room than the words beside it."""
        most = round(self.viewport().width() * _MOST_WHERE)
        self.horizontalHeader().resizeSection(_WHERE, min(self.sizeHintForColumn(_WHERE), most))

    def _open(self, index: QModelIndex) -> None:
        self.place_wanted.emit(*self.rows.rows[index.row()].place)
