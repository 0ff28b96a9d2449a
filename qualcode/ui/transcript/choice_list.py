"""The rows of the field in which a code is chosen: codes with a box to tick, and one that makes a code."""

from typing import Final
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from qualcode.model.branches import PATH_SEPARATOR
from qualcode.model.codes.colour import readable
from qualcode.model.codes.pinned_keys import short_key_name
from qualcode.ui.transcript.finding import Choice

Index = QModelIndex | QPersistentModelIndex
WIDTH: Final = 400
PAD: Final = 8
SWATCH: Final = 12
CHOICE: Final = int(Qt.ItemDataRole.UserRole)
TICKED: Final = CHOICE + 1


class ChoicesModel(QAbstractListModel):
    """The rows of the field."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Choice] = []
        self.ticked: list[UUID | str] | None = []
        """Codes that are ticked and names of such as are to be made, in that order.

        None where only one can be taken.
        """

    def tick(self, index: Index) -> None:
        """Tick a code, or one to be made, or no longer."""
        choice = index.data(CHOICE)
        if self.ticked is None or choice is None:
            return
        if (ticked := _what(choice)) in self.ticked:
            self.ticked.remove(ticked)
        else:
            self.ticked.append(ticked)
        self.dataChanged.emit(index, index)

    def show(self, rows: list[Choice]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        choice = self._rows[index.row()]
        if role == CHOICE:
            return choice
        if role == TICKED:
            return None if self.ticked is None else _what(choice) in self.ticked
        words = f"Create “{choice.name}”" if choice.code is None else choice.path
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{words}, ticked" if _what(choice) in (self.ticked or ()) else words
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.ToolTipRole and choice.code is not None:
            return choice.code.definition or None
        return None


def _what(choice: Choice) -> UUID | str:
    """The code that a row is, or the name of the one that it would make."""
    return choice.name if choice.code is None else choice.code.id


class ChoiceDelegate(QStyledItemDelegate):
    """Draws colour, name, the path above it in a quiet style, and the digit that applies the code."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(WIDTH - 20, QFontMetrics(option.font).height() + PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        choice = index.data(CHOICE)
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        palette: QPalette = option.palette
        role = QPalette.ColorRole
        painter.save()
        ground = palette.color(role.Highlight if chosen else role.Base)
        painter.fillRect(rect, ground)
        text = palette.color(role.HighlightedText if chosen else role.Text)
        left = rect.left() + PAD
        ticked = index.data(TICKED)
        if ticked is not None:
            self._box(painter, QRect(left, rect.center().y() - SWATCH // 2 + 1, SWATCH, SWATCH), text, ticked)
            left += SWATCH + PAD
        if choice.code is not None:
            painter.setPen(text if chosen else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(readable(choice.code.colour, palette.color(role.Base).name())))
            top = rect.center().y() - SWATCH // 2 + 1
            painter.drawRect(QRect(left, top, SWATCH, SWATCH))
        left += SWATCH + PAD
        painter.setPen(text)
        self._words(painter, choice, QRect(left, rect.top(), rect.right() - left - PAD, rect.height()))
        painter.restore()

    def _box(self, painter: QPainter, box: QRect, ink: QColor, ticked: bool) -> None:
        """A box to tick: to be seen that it is there, and by whom it is looked for with the mouse."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QColor(ink)
        edge.setAlphaF(1.0 if ticked else 0.55)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        if ticked:
            painter.setPen(QPen(ink, 2))
            left, middle = box.left() + 2.5, box.center().y() + 0.5
            corner = QPointF(left + 2.5, middle + 3)
            painter.drawLine(QPointF(left, middle), corner)
            painter.drawLine(corner, QPointF(box.right() - 1, box.top() + 2.5))
        painter.restore()

    def _words(self, painter: QPainter, choice: Choice, rect: QRect) -> None:
        metrics, middle = painter.fontMetrics(), int(Qt.AlignmentFlag.AlignVCenter)
        if choice.code is None:
            painter.drawText(rect, middle, f"Create “{choice.name}”")
            return
        if choice.code.digit is not None:
            painter.drawText(
                rect, middle | int(Qt.AlignmentFlag.AlignRight), short_key_name(choice.code.digit)
            )
            rect = rect.adjusted(0, 0, -2 * PAD, 0)
        name = metrics.elidedText(choice.name, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, middle, name)
        above = choice.path[: -len(choice.name)].removesuffix(PATH_SEPARATOR)
        rest = rect.adjusted(metrics.horizontalAdvance(name) + PAD, 0, 0, 0)
        if above and rest.width() > 30:
            colour = painter.pen().color()
            colour.setAlphaF(0.7)
            painter.setPen(colour)
            quiet = metrics.elidedText(f"in {above}", Qt.TextElideMode.ElideMiddle, rest.width())
            painter.drawText(rest, middle, quiet)
