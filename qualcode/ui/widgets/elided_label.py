"""A label of one line that ends with “…” where there is no room for all of it."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip

from qualcode.ui.look.elided import elided


class ElidedLabel(QLabel):
    """Takes what room there is; the whole text is its tip and what is spoken."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def shown(self) -> str:
        """What there is room for."""
        room = self.contentsRect().width()
        return elided(self.text(), self.fontMetrics(), room)

    def event(self, event: QEvent) -> bool:
        """Tell all of a text that is cut to anyone who rests the mouse on it."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip and not self.toolTip():
            QToolTip.showText(event.globalPos(), self.text() if self.shown() != self.text() else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawText(self.contentsRect(), self.alignment(), self.shown())
        painter.end()
