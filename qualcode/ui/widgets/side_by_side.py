"""Two parts of a page beside each other, with a line between them that can be dragged."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from qualcode.ui.painted.splitter import LineSplitter


def side_by_side(
    page: QWidget, left: QWidget, right: QWidget, sizes: tuple[int, int], grows: int = 0
) -> None:
    """Fill ``page`` with both parts. ``grows``: the place (0, 1) of the one that takes further room."""
    splitter = LineSplitter(Qt.Orientation.Horizontal, page)
    splitter.addWidget(left)
    splitter.addWidget(right)
    splitter.setStretchFactor(grows, 1)
    splitter.setSizes(list(sizes))
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(splitter)
