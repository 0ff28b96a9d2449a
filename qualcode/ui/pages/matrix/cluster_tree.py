"""The tree of a clustering, beside the rows of the heat map and scrolling with them."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from qualcode.analysis.clusters import ClusterJoin
from qualcode.ui.look.theme import colours_now

_WIDTH, _LEAST = 150, 84
"""Pixels: as wide as it is best read, and as narrow as it can still be read."""
_EDGE = 8


class ClusterTree(QWidget):
    """Leaves stand at the left, each in the middle of its row; branches meet further to the right."""

    def __init__(self, row_height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row_height = row_height
        self._joins: Sequence[ClusterJoin] = ()
        self._top = 0
        self._scrolled = 0
        self.be_wide(_WIDTH)
        self.setAccessibleName("Tree of the clusters")
        self.setToolTip("The further left two branches meet, the more alike are the codes on them")

    def sizeHint(self) -> QSize:
        return QSize(self.width(), 100)

    @property
    def least(self) -> int:
        """Pixels of width that it cannot do without; none where there is no tree."""
        return _LEAST if self._joins else 0

    def be_wide(self, room: int) -> None:
        """Take as much of this room as it needs; it gives way before the figures do."""
        self.setFixedWidth(max(_LEAST, min(room, _WIDTH)))

    def show_tree(self, joins: Sequence[ClusterJoin], top: int) -> None:
        """Draw another tree; the first row begins ``top`` pixels below the upper edge."""
        self._joins, self._top = joins, top
        self.setVisible(bool(joins))
        self.update()

    def leave_above(self, top: int) -> None:
        """Begin so many pixels below the upper edge."""
        if top != self._top:
            self._top = top
            self.update()

    def scroll_to(self, pixels: int) -> None:
        """Follow the rows, which are scrolled by so many pixels."""
        self._scrolled = pixels
        self.update()

    def place(self, joint: ClusterJoin) -> tuple[QPointF, QPointF, QPointF, QPointF]:
        """Where a joint is drawn: from its left branch across, down, and back to its right branch."""
        lowest, highest = self._joins[0].height, self._joins[-1].height
        # The first joints are often far out: begin shortly before them.
        begin = max(0.0, lowest - 0.25 * max(highest - lowest, 0.1))
        scale = (self.width() - 2 * _EDGE) / max(highest - begin, 1e-9)

        def across(height: float) -> float:
            return _EDGE + (max(height, begin) - begin) * scale

        def down(leaf: float) -> float:
            return self._top - self._scrolled + (leaf + 0.5) * self._row_height

        corner, x = across(joint.height), down(joint.left)
        other = down(joint.right)
        return (
            QPointF(across(joint.left_height), x),
            QPointF(corner, x),
            QPointF(corner, other),
            QPointF(across(joint.right_height), other),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._joins:
            return
        painter = QPainter(self)
        colours = colours_now()
        painter.setPen(QColor(colours.muted))
        lowest, highest = self._joins[0].height, self._joins[-1].height
        room = self.rect().adjusted(_EDGE, 0, -_EDGE, 0)
        room.setHeight(max(0, self._top - 4))
        flags = Qt.AlignmentFlag.AlignBottom
        head, end = f"distance {lowest:.2f}", f"{highest:.2f}"
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(f"{head}  {end}") > room.width():
            # On two lines: the tree is narrow where figures need the room.
            above, head = room.adjusted(0, 0, 0, -metrics.lineSpacing()), f"{lowest:.2f}"
            painter.drawText(above, flags | Qt.AlignmentFlag.AlignLeft, "distance")
        painter.drawText(room, flags | Qt.AlignmentFlag.AlignLeft, head)
        painter.drawText(room, flags | Qt.AlignmentFlag.AlignRight, end)
        painter.setClipRect(self.rect().adjusted(0, self._top, 0, 0))
        painter.setPen(QPen(QColor(colours.text), 1))
        for joint in self._joins:
            points = self.place(joint)
            if max(points[1].y(), points[2].y()) < self._top or points[1].y() > self.height():
                continue
            painter.drawPolyline(points)
        painter.end()
