"""A field to drop files on, with a button for those who do not drag."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from qualcode.model.codes.colour import tinted
from qualcode.ui.look.theme import SPACING, Colours
from qualcode.ui.painted.box import Box
from qualcode.ui.painted.frame import PaintedFrame


def dropped_paths(event: QDropEvent) -> list[Path]:
    """The files and folders that are dragged; those of other programs' own kinds are left out."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


class DropArea(PaintedFrame):
    """Says what may be dropped here and tells which files were."""

    dropped = Signal(list)
    """list[Path]"""
    choosing = Signal()

    def __init__(
        self, sentence: str, button: str, parent: QWidget | None = None, *, takes_keyboard: bool = False
    ) -> None:
        super().__init__(parent)
        self._over = False
        self._takes_keyboard = takes_keyboard
        self.setAccessibleName(sentence)
        self.setAcceptDrops(True)
        label = QLabel(sentence)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setWordWrap(True)
        self.button = QPushButton(button)
        # Where there is nothing else to be done, Enter does it in a window, too.
        self.button.setAutoDefault(True)
        self.button.clicked.connect(self.choosing)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACING, 3 * SPACING, 3 * SPACING, 3 * SPACING)
        column.setSpacing(SPACING + 4)
        column.addStretch()
        column.addWidget(label)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()

    def box(self, colours: Colours) -> Box:
        if self._over:
            return Box(colours.notice, colours.accent, radius=10, width=2, dashed=True)
        dashes = tinted(colours.muted, colours.window, 0.45)
        return Box(colours.alternate, dashes, radius=10, width=2, dashed=True)

    def showEvent(self, event: QShowEvent) -> None:
        """Where nothing else is to be done the button takes the keyboard."""
        super().showEvent(event)
        if self._takes_keyboard:
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event):
            event.acceptProposedAction()
            self._show_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._show_over(False)
        self.dropped.emit(dropped_paths(event))

    def _show_over(self, over: bool) -> None:
        self._over = over
        self.update()
