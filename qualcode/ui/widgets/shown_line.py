"""The line that says what is not as usual (not all is shown), while that holds, with the way back."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.widgets.plain_label import plain_label


class ShownLine(QWidget):
    """Not seen while everything is shown, or all is as usual."""

    def __init__(
        self, show_all: Callable[[], object], home: QWidget, *, indent: int = SPACING, back: str = "Show all"
    ) -> None:
        """``home``: what is limited; the keyboard goes there from the button, which hides with the line.

        ``indent``: pixels before the words, as many as before what is limited. ``back``: the button's words.
        """
        super().__init__()
        self._show_all = show_all
        self._home = home
        self._words = plain_label()
        mute(self._words)
        self._words.setWordWrap(True)
        self.all = QPushButton(back)
        self.all.setFlat(True)
        self.all.clicked.connect(self._on_all)
        row = QHBoxLayout(self)
        row.setContentsMargins(indent, 0, SPACING, 0)
        row.addWidget(self._words, 1)
        row.addWidget(self.all)
        self.hide()

    @property
    def words(self) -> str:
        """What is said; empty while everything is shown."""
        return "" if self.isHidden() else self._words.text()

    def say(self, sentence: str) -> None:
        """Say what is shown alone; nothing where that is everything."""
        self._words.setText(sentence)
        self.setVisible(bool(sentence))

    def _on_all(self) -> None:
        # Before the button goes: Qt would give the keyboard to whatever comes next in the window.
        self._home.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_all()
