"""The field that opens at a selection: type to find a code, Enter applies it, a new name makes one."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.pinned_keys import short_key_name
from qualcode.ui.look.theme import FIELD_EDGE, Colours, edge_of, mute, readable
from qualcode.ui.painted.box import Box
from qualcode.ui.painted.field import LineField
from qualcode.ui.painted.frame import PaintedFrame
from qualcode.ui.session.session import Session
from qualcode.ui.transcript.accessible import announce
from qualcode.ui.transcript.finding import Choice, choices

_Index = QModelIndex | QPersistentModelIndex
_WIDTH: Final = 400
_ROWS: Final = 9
_PAD: Final = 8
_SWATCH: Final = 12
_CHOICE: Final = int(Qt.ItemDataRole.UserRole)
_KEPT: Final = 12


class ChoicesModel(QAbstractListModel):
    """The rows of the field."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Choice] = []

    def show(self, rows: list[Choice]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        choice = self._rows[index.row()]
        if role == _CHOICE:
            return choice
        if role == Qt.ItemDataRole.DisplayRole:
            return f"Create “{choice.name}”" if choice.code is None else choice.path
        if role == Qt.ItemDataRole.ToolTipRole and choice.code is not None:
            return choice.code.definition or None
        return None


class _ChoiceDelegate(QStyledItemDelegate):
    """Draws colour, name, the path above it in a quiet style, and the digit that applies the code."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(_WIDTH - 20, QFontMetrics(option.font).height() + _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        choice = index.data(_CHOICE)
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        palette: QPalette = option.palette
        role = QPalette.ColorRole
        painter.save()
        ground = palette.color(role.Highlight if chosen else role.Base)
        painter.fillRect(rect, ground)
        text = palette.color(role.HighlightedText if chosen else role.Text)
        left = rect.left() + _PAD
        if choice.code is not None:
            painter.setPen(text if chosen else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(readable(choice.code.colour, palette.color(role.Base).name())))
            top = rect.center().y() - _SWATCH // 2 + 1
            painter.drawRect(QRect(left, top, _SWATCH, _SWATCH))
        left += _SWATCH + _PAD
        painter.setPen(text)
        self._words(painter, choice, QRect(left, rect.top(), rect.right() - left - _PAD, rect.height()))
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
            rect = rect.adjusted(0, 0, -2 * _PAD, 0)
        name = metrics.elidedText(choice.name, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, middle, name)
        above = choice.path[: -len(choice.name)].removesuffix(" > ")
        rest = rect.adjusted(metrics.horizontalAdvance(name) + _PAD, 0, 0, 0)
        if above and rest.width() > 30:
            colour = painter.pen().color()
            colour.setAlphaF(0.7)
            painter.setPen(colour)
            quiet = metrics.elidedText(f"in {above}", Qt.TextElideMode.ElideMiddle, rest.width())
            painter.drawText(rest, middle, quiet)


class CodePicker(PaintedFrame):
    """Opens over its window at a place; no other window, not modal, closes when focus leaves it."""

    chosen = Signal(object)
    """The UUID of the code that is to be applied."""
    created = Signal(str)
    """The name of a code that is to be made and applied."""
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._host = parent
        self._recent: list[UUID] = []
        self._came_from: QWidget | None = None
        self._said = ""
        self.setAccessibleName("Choose a code")
        self.field = LineField()
        self.field.setPlaceholderText("Type to find a code, or a new name")
        self.field.setAccessibleName("Code")
        self.field.setClearButtonEnabled(True)
        self._model = ChoicesModel(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(_ChoiceDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName("Codes found")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._hint = QLabel("Enter applies · Shift+Enter makes a new code · Esc closes")
        mute(self._hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PAD, _PAD, _PAD, _PAD)
        column.setSpacing(_PAD // 2)
        for widget in (self.field, self.list, self._hint):
            column.addWidget(widget)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._find)
        self.list.clicked.connect(self._take)
        self.list.selectionModel().currentChanged.connect(self._say)
        self.hide()

    def box(self, colours: Colours) -> Box:
        return Box(colours.window, edge_of(colours, FIELD_EDGE), radius=4)

    # -- opening and closing ------------------------------------------------------------------

    def open_at(self, anchor: QWidget, rect: QRect, recent: Sequence[UUID] = ()) -> None:
        """Open below ``rect`` (in the coordinates of ``anchor``), or above where there is no room.

        ``recent`` are the codes used last, the latest first; else those chosen here before.
        """
        if recent:
            self._recent = list(recent)
        self._came_from = QApplication.focusWidget()
        self._said = ""
        self.field.clear()
        self._find("")
        row = (
            self.list.sizeHintForRow(0)
            if self._model.rowCount()
            else QFontMetrics(self.font()).height() + _PAD
        )
        self.list.setFixedHeight(max(1, min(_ROWS, self._model.rowCount())) * max(row, 1) + 4)
        self.resize(max(_WIDTH, self.minimumSizeHint().width()), self.sizeHint().height())
        self.move(self._placed(anchor, rect))
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _placed(self, anchor: QWidget, rect: QRect) -> QPoint:
        room = self._host.rect()
        below = anchor.mapTo(self._host, rect.bottomLeft()) + QPoint(0, _PAD)
        above = anchor.mapTo(self._host, rect.topLeft()) - QPoint(0, self.height() + _PAD)
        place = below if below.y() + self.height() <= room.bottom() or above.y() < 0 else above
        return QPoint(
            min(max(place.x(), 0), max(0, room.width() - self.width())),
            min(max(place.y(), 0), max(0, room.height() - self.height())),
        )

    def close_field(self) -> None:
        """Close and give the focus back."""
        if self.isHidden():
            return
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self.field)
        self.hide()
        if had_focus and self._came_from is not None:
            self._came_from.setFocus(Qt.FocusReason.PopupFocusReason)
        self._came_from = None
        self.closed.emit()

    # -- choosing -----------------------------------------------------------------------------

    def _find(self, typed: str) -> None:
        known = [code for code in self._recent if code in self._session.study.codes]
        self._model.show(choices(self._session.study, typed, known))
        if self._model.rowCount():
            self.list.setCurrentIndex(self._model.index(0))

    def _say(self, current: QModelIndex) -> None:
        # Typing a letter looks again, often the same: that is not said again.
        words = str(current.data()) if current.isValid() else ""
        if words != self._said and self.isVisible():
            announce(self.field, words)
        self._said = words or self._said

    def _take(self, index: _Index) -> None:
        choice = index.data(_CHOICE)
        if choice is None:
            return
        if choice.code is None:
            self._create(choice.name)
            return
        code_id = choice.code.id
        self._recent = [code_id, *(code for code in self._recent if code != code_id)][:_KEPT]
        self.close_field()
        self.chosen.emit(code_id)

    def _create(self, name: str) -> None:
        name = " ".join(name.split())
        if name:
            self.close_field()
            self.created.emit(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if event.type() == QEvent.Type.FocusOut and QApplication.activePopupWidget() is None:
            self.close_field()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: _ROWS,
            Qt.Key.Key_PageUp: -_ROWS,
        }
        if key in steps:
            last = self._model.rowCount() - 1
            row = min(max(self.list.currentIndex().row() + steps[Qt.Key(key)], 0), last)
            self.list.setCurrentIndex(self._model.index(row))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            wants_new = event.modifiers() & (
                Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
            )
            if wants_new:
                self._create(self.field.text())
            else:
                self._take(self.list.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.close_field()
        else:
            return False
        return True
