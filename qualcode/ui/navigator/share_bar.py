"""Draws a transcript's name with a bar that shows how much of it is coded."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from qualcode.ui.look.theme import colours_now, heading_font
from qualcode.ui.models.transcripts import SHARE_ROLE

_BAR_WIDTH = 56
_BAR_HEIGHT = 6
_GAP = 8


class ShareBarDelegate(QStyledItemDelegate):
    """Groups are headings; transcripts have their bar at the right."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        share = index.data(SHARE_ROLE)
        own = QStyleOptionViewItem(option)
        self.initStyleOption(own, index)
        if share is None:
            own.font = heading_font(own.font)
            _style(own).drawControl(QStyle.ControlElement.CE_ItemViewItem, own, painter, own.widget)
            return
        text, own.text = own.text, ""
        _style(own).drawControl(QStyle.ControlElement.CE_ItemViewItem, own, painter, own.widget)
        rect: QRect = option.rect
        words = rect.adjusted(4, 0, -_BAR_WIDTH - 2 * _GAP, 0)
        selected = bool(own.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        painter.save()
        painter.setPen(own.palette.color(role))
        elided = own.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)
        bar = QRectF(
            rect.right() - _BAR_WIDTH - _GAP, rect.center().y() - _BAR_HEIGHT / 2, _BAR_WIDTH, _BAR_HEIGHT
        )
        _draw_bar(painter, bar, share, own.palette.color(role) if selected else None)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width() + _BAR_WIDTH + 2 * _GAP, size.height() + 6)


def _draw_bar(painter: QPainter, bar: QRectF, share: float, colour: QColor | None) -> None:
    colours = colours_now()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    ground = QColor(colour or colours.line)
    ground.setAlphaF(0.35 if colour else 1.0)
    painter.setBrush(ground)
    painter.drawRoundedRect(bar, 3, 3)
    if share > 0:
        filled = QRectF(bar)
        filled.setWidth(max(_BAR_HEIGHT, bar.width() * share))
        painter.setBrush(QColor(colour or colours.accent))
        painter.drawRoundedRect(filled, 3, 3)


def _style(option: QStyleOptionViewItem) -> QStyle:
    return option.widget.style()
