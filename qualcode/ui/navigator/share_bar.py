"""Draws a transcript's name with its status and a bar that shows how much is coded, and folders."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qualcode.model.transcript import TranscriptStatus
from qualcode.ui.look.icons import icon
from qualcode.ui.look.theme import colours_now, heading_font
from qualcode.ui.models.transcripts import NUMBER_ROLE, READ_ROLE, SHARE_ROLE, STATUS_ROLE

_BAR_WIDTH = 56
_BAR_HEIGHT = 6
_GAP = 8
_EDGE = 4
_LEAST_BAR = 18
_NAME_LETTERS = (14, 24)
"""So many letters of a name come before the bar: as many as the longest has, within these limits."""
_MARK = 17
"""Room for the status before a name."""


class ShareBarDelegate(QStyledItemDelegate):
    """Kinds are headings, folders have the number of what is in them; transcripts have their bar.

    ``longest`` tells the longest name of a transcript.
    """

    def __init__(self, longest: Callable[[], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._longest = longest

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        own = QStyleOptionViewItem(option)
        self.initStyleOption(own, index)
        share, number = index.data(SHARE_ROLE), index.data(NUMBER_ROLE)
        if share is None and number is None:
            own.font = heading_font(own.font)
            _style(own).drawControl(QStyle.ControlElement.CE_ItemViewItem, own, painter, own.widget)
            _draw_if_open(painter, own, index)
            return
        text, own.text = own.text, ""
        _style(own).drawControl(QStyle.ControlElement.CE_ItemViewItem, own, painter, own.widget)
        selected = bool(own.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        colour = own.palette.color(role)
        rect: QRect = option.rect
        painter.save()
        painter.setPen(colour)
        if number is not None:
            _draw_folder(painter, own, rect, text, number)
        else:
            status = index.data(STATUS_ROLE)
            mark = _MARK if status is not None else 0
            width = self._bar_width(own, rect.width() - _EDGE - mark)
            words = rect.adjusted(_EDGE, 0, -width - (2 * _GAP if width else _GAP), 0)
            if status is not None:
                # Qt hands a word of an enumeration on as plain text.
                place = QRectF(words.left(), rect.center().y() - 5, 11, 11)
                draw_status(painter, place, TranscriptStatus(status), colour)
                words.adjust(_MARK, 0, 0, 0)
            _draw_words(painter, own, words, text)
            if width:
                left, top = rect.right() - width - _GAP, rect.center().y() - _BAR_HEIGHT / 2
                bar = QRectF(left, top, width, _BAR_HEIGHT)
                _draw_bar(painter, bar, share, colour if selected else None)
        painter.restore()
        _draw_if_open(painter, own, index)

    def _bar_width(self, own: QStyleOptionViewItem, room: int) -> int:
        """Names come first: where they would be cut, the bars make room, all of them as much."""
        least, most = (letters * own.fontMetrics.averageCharWidth() for letters in _NAME_LETTERS)
        longest = own.fontMetrics.horizontalAdvance(self._longest())
        left = room - max(least, min(longest, most)) - 2 * _GAP
        return min(_BAR_WIDTH, left) if left >= _LEAST_BAR else 0

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """A name is edited over the whole row, bar or not."""
        editor.setGeometry(option.rect)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width() + _BAR_WIDTH + 2 * _GAP, size.height() + 6)


def _draw_if_open(
    painter: QPainter, own: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
) -> None:
    """Mark the transcript that is open, or what it is in where that is closed, whatever is selected."""
    if not index.data(READ_ROLE) or own.state & QStyle.StateFlag.State_Open:
        return
    selected = bool(own.state & QStyle.StateFlag.State_Selected)
    colour = own.palette.color(QPalette.ColorRole.HighlightedText) if selected else colours_now().accent
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    rect: QRect = own.rect
    # In the room of the indentation, clear of the status.
    left = max(0, rect.left() - _EDGE)
    painter.drawRoundedRect(QRectF(left, rect.top() + 3, _EDGE - 1, rect.height() - 6), 1.5, 1.5)
    painter.restore()


def _draw_words(painter: QPainter, own: QStyleOptionViewItem, words: QRect, text: str) -> None:
    # Names of one project begin alike, and often end differently.
    elided = own.fontMetrics.elidedText(text, Qt.TextElideMode.ElideMiddle, words.width())
    painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)


def _draw_folder(painter: QPainter, own: QStyleOptionViewItem, rect: QRect, text: str, number: int) -> None:
    mode = QIcon.Mode.Selected if own.state & QStyle.StateFlag.State_Selected else QIcon.Mode.Normal
    icon("folder").paint(painter, QRect(rect.left() + _EDGE - 2, rect.center().y() - 7, 16, 16), mode=mode)
    told = f"{number:,}"
    room = own.fontMetrics.horizontalAdvance(told)
    _draw_words(painter, own, rect.adjusted(_EDGE + 18, 0, -room - 2 * _GAP, 0), text)
    at_end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(rect.adjusted(0, 0, -_GAP, 0), at_end, told)


def draw_status(painter: QPainter, place: QRectF, status: TranscriptStatus, colour: QColor) -> None:
    """A circle: empty, half full, full with a tick, or full with a dot in a ring: told apart by shape."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.3))
    painter.drawEllipse(place)
    painter.setBrush(colour)
    if status is TranscriptStatus.IN_PROGRESS:
        painter.drawPie(place, 90 * 16, 180 * 16)
    elif status is TranscriptStatus.DONE:
        painter.drawEllipse(place)
        painter.setPen(QPen(_ground(colour), 1.6))
        x, y, side = place.left(), place.top(), place.width()
        painter.drawPolyline(
            [
                QPointF(x + part * side, y + down * side)
                for part, down in ((0.25, 0.52), (0.44, 0.72), (0.76, 0.3))
            ]
        )
    elif status is TranscriptStatus.SECOND_READING:
        inside = place.adjusted(3, 3, -3, -3)
        painter.drawEllipse(inside)
    painter.restore()


def _ground(colour: QColor) -> QColor:
    """What is seen against a colour."""
    return QColor("#ffffff" if colour.lightnessF() < 0.5 else "#16181c")


def _draw_bar(painter: QPainter, bar: QRectF, share: float, colour: QColor | None) -> None:
    colours = colours_now()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if colour is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.line))
        painter.drawRoundedRect(bar, 3, 3)
    else:
        # On the accent anything light would look full: what is empty has an outline only.
        painter.setPen(colour)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), 2.5, 2.5)
        painter.setPen(Qt.PenStyle.NoPen)
    if share > 0:
        filled = QRectF(bar)
        filled.setWidth(max(_BAR_HEIGHT, bar.width() * share))
        painter.setBrush(QColor(colour or colours.accent))
        painter.drawRoundedRect(filled, 3, 3)


def _style(option: QStyleOptionViewItem) -> QStyle:
    return option.widget.style()
