"""The buttons at the far left, which lead to the pages of a project."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from qualcode.ui.look.icons import icon
from qualcode.ui.look.theme import Colours, tinted
from qualcode.ui.painted.box import Box
from qualcode.ui.painted.buttons import RailButton
from qualcode.ui.painted.frame import PaintedFrame


class Rail(PaintedFrame):
    """One button a page; the page that is seen is marked."""

    def __init__(self, entries: Sequence[tuple[int, str, str]], parent: QWidget | None = None) -> None:
        """``entries`` are place among the pages, title and icon; the key follows from the place."""
        super().__init__(parent)
        self._icons = {place: name for place, _, name in entries}
        self.group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(3, 8, 4, 8)
        column.setSpacing(6)
        for place, title, _ in entries:
            button = RailButton(self)
            button.setText(title)
            button.setToolTip(f"{title} (Ctrl+{place + 1})")
            button.setIconSize(QSize(22, 22))
            button.setFixedWidth(58)
            self.group.addButton(button, place)
            column.addWidget(button)
        column.addStretch()
        self.refresh_icons()
        self.check(0)

    def box(self, colours: Colours) -> Box:
        return Box(tinted(colours.text, colours.window, 0.05), colours.line, sides=Qt.Edge.RightEdge)

    def check(self, place: int) -> None:
        """Mark a page as the one that is seen."""
        self.group.button(place).setChecked(True)

    def refresh_icons(self) -> None:
        """Paint the icons in the present theme's colours."""
        for place, name in self._icons.items():
            self.group.button(place).setIcon(icon(name, checked=True))
