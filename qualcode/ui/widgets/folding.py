"""A line of many choices that makes room on a low page: one sentence, and the choices on request."""

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.widgets.elided_label import ElidedLabel

LOW: Final = 450
"""Pixels of a page on which choices over several lines would leave no room for what they are about."""


class Folding(QWidget):
    """Shows ``choices`` as they are, until it is told to be short."""

    def __init__(self, choices: QWidget, name: str) -> None:
        """``name`` says what is chosen, for who hears the button: “the matrix”."""
        super().__init__()
        self._choices = choices
        self._short = False
        self.button = QToolButton()
        self.button.setText("Change…")
        self.button.setCheckable(True)
        self.button.setToolTip(f"Show what can be chosen for {name}")
        self.button.setAccessibleName(f"Change {name}")
        self.button.toggled.connect(lambda _on: self._show())
        self.said = ElidedLabel()
        mute(self.said)
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        row.addWidget(self.said, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        column.addWidget(self._row)
        column.addWidget(choices)
        self._show()

    @property
    def short(self) -> bool:
        return self._short

    def be_short(self, short: bool) -> None:
        """Fold the choices, or show them."""
        if short != self._short:
            self._short = short
            if self._choices.isAncestorOf(self.window().focusWidget()):
                # Whoever is choosing goes on; it folds when they ask for it.
                self.button.setChecked(True)
            self._show()

    def say(self, sentence: str) -> None:
        """What is chosen, in a sentence."""
        self.said.setText(sentence)

    def _show(self) -> None:
        self._row.setVisible(self._short)
        self._choices.setVisible(not self._short or self.button.isChecked())
