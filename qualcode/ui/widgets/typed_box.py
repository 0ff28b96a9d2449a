"""A box for one of hundreds of names: one types a part of the name, and Enter completes it."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

_LETTERS: Final = 24


class TypedBox(QComboBox):
    """Nothing that is typed is taken for a name that it is only a part of, before it stands there whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # A long path does not make the window wider than the screen.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LETTERS)
        self.view().setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer, field = self.completer(), self.lineEdit()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        if field is not None:
            field.returnPressed.connect(self._complete)

    def hint(self, words: str) -> None:
        """Show these while nothing is typed."""
        field = self.lineEdit()
        if field is not None:
            field.setPlaceholderText(words)

    @property
    def place(self) -> int:
        """Which entry the words are, in capitals or not; -1 where they are none."""
        typed = self.currentText().strip()
        return self.findText(typed, Qt.MatchFlag.MatchFixedString) if typed else -1

    def _complete(self) -> None:
        """Write out the one entry that holds what is typed, if there is one."""
        typed = self.currentText().strip()
        if not typed or self.place >= 0:
            return
        wanted = typed.casefold()
        found = [place for place in range(self.count()) if wanted in self.itemText(place).casefold()]
        if len(found) == 1:
            self.setCurrentIndex(found[0])
