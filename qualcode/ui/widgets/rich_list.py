"""A list whose items are short pieces of formatted text, as tall as their words need."""

from functools import lru_cache

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QFont, QPainter, QPalette, QResizeEvent, QTextDocument
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

HTML_ROLE = Qt.ItemDataRole.UserRole + 1
DATA_ROLE = Qt.ItemDataRole.UserRole + 2
_MARGIN = 8
_LAID_OUT_AT_ONCE = 30
CHECK_WIDTH = 28
"""How far words stand to the right of the box of an item that can be checked."""


class _RichDelegate(QStyledItemDelegate):
    def __init__(self, list_: QListView) -> None:
        super().__init__(list_)
        self._list = list_

    def _document(self, index: QModelIndex | QPersistentModelIndex, width: int) -> QTextDocument:
        return _laid_out(index.data(HTML_ROLE) or "", self._list.font(), self._room(index, width))

    def _room(self, index: QModelIndex | QPersistentModelIndex, width: int) -> int:
        return max(60, width - 2 * _MARGIN - self._indent(index))

    def _indent(self, index: QModelIndex | QPersistentModelIndex) -> int:
        checkable = index.data(Qt.ItemDataRole.CheckStateRole) is not None
        return CHECK_WIDTH - _MARGIN if checkable else 0

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        own = QStyleOptionViewItem(option)
        self.initStyleOption(own, index)
        own.text = ""
        style = own.widget.style()
        # Chosen items keep their ground: the tints of the codes must stay readable on it.
        chosen = bool(own.state & QStyle.StateFlag.State_Selected)
        own.state &= ~QStyle.StateFlag.State_Selected
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, own, painter, own.widget)
        document = self._document(index, option.rect.width())
        painter.save()
        rect = QRectF(option.rect)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, own.palette.color(QPalette.ColorRole.Text))
        painter.translate(rect.topLeft() + QPointF(_MARGIN + self._indent(index), _MARGIN))
        document.documentLayout().draw(painter, context)
        painter.restore()
        painter.save()
        painter.setPen(own.palette.color(QPalette.ColorRole.Mid))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if chosen:
            painter.fillRect(
                QRectF(rect.left(), rect.top(), 3, rect.height()),
                own.palette.color(QPalette.ColorRole.Accent),
            )
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        width = self._list.viewport().width()
        high = _height(index.data(HTML_ROLE) or "", self._list.font().toString(), self._room(index, width))
        return QSize(width, high + 2 * _MARGIN + 1)


def _laid_out(html: str, font: QFont, width: int) -> QTextDocument:
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(font)
    document.setHtml(html)
    document.setTextWidth(width)
    return document


@lru_cache(maxsize=4096)
def _height(html: str, font: str, width: int) -> int:
    """Asked for again for all items whenever one comes: laying them out is what takes long."""
    described = QFont()
    described.fromString(font)
    return int(_laid_out(html, described, width).size().height())


def _set_up(list_: QListView, name: str) -> None:
    list_.setAccessibleName(name)
    list_.setItemDelegate(_RichDelegate(list_))
    list_.setFrameShape(QFrame.Shape.NoFrame)
    list_.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    list_.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    # Laying out words takes time: so many in each turn of the event loop.
    list_.setLayoutMode(QListView.LayoutMode.Batched)
    list_.setBatchSize(_LAID_OUT_AT_ONCE)


class RichView(QListView):
    """Shows a model whose items carry HTML in ``HTML_ROLE``, and plain words for assistive technology."""

    def __init__(self, name: str, model: QAbstractListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _set_up(self, name)
        self.setModel(model)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Wrapped items are as tall as the list is narrow.
        self.scheduleDelayedItemsLayout()


class RichList(QListWidget):
    """Items carry HTML, the same in plain words for assistive technology, and what they stand for."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _set_up(self, name)

    def add(self, html: str, words: str, data: object) -> None:
        """Add an item."""
        item = QListWidgetItem(self)
        item.setData(HTML_ROLE, html)
        item.setData(DATA_ROLE, data)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Wrapped items are as tall as the list is narrow.
        self.scheduleDelayedItemsLayout()
