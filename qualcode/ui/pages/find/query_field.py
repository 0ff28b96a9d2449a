"""The query line: names are offered while one types, Enter looks for what is typed."""

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QListView, QWidget

from qualcode.ui.pages.find.examples import hints
from qualcode.ui.pages.find.suggesting import Suggestion, suggestions
from qualcode.ui.painted.field import LineField
from qualcode.ui.session.session import Session


class QueryField(LineField):
    """Asks for suggestions about the word at the cursor; taking one asks for what follows it."""

    asked = Signal()
    """Enter was pressed: the query is to be answered."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self._offered: list[Suggestion] = []
        self._names = QStringListModel(self)
        self.offers = QCompleter(self._names, self)
        self.offers.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.offers.setMaxVisibleItems(10)
        self.offers.setWidget(self)
        self.list = QListView()
        self.list.setAccessibleName("Suggestions")
        self.offers.setPopup(self.list)
        self.offers.activated.connect(self._take)
        self.set_hints(*hints(session.study))
        self.setAccessibleName("Query")
        self.setAccessibleDescription(
            "Words, or parts such as “code:” and a name, joined by and, or, not, near 2, before 2, inside"
        )
        self.setClearButtonEnabled(True)
        self.textEdited.connect(lambda _text: self.offer())
        self.returnPressed.connect(self.asked)

    def offer(self) -> None:
        """List what may stand at the cursor."""
        self._offered = suggestions(self._session.study, self.text(), self.cursorPosition())
        typed = {row.text.strip() == self.text()[row.start : row.end] for row in self._offered}
        if typed <= {True}:
            self.list.hide()
            return
        self._names.setStringList([row.shown for row in self._offered])
        rect = self.cursorRect()
        rect.setWidth(max(260, self.list.sizeHintForColumn(0) + 40))
        self.offers.complete(rect)
        # Enter looks for what is typed until an arrow has chosen a suggestion.
        self.list.setCurrentIndex(QModelIndex())

    def _take(self, shown: str) -> None:
        taken = next((row for row in self._offered if row.shown == shown), None)
        if taken is None:
            return
        before, after = self.text()[: taken.start], self.text()[taken.end :]
        if taken.text.endswith(" "):
            after = after.lstrip(" ")
        self.setText(before + taken.text + after)
        self.setCursorPosition(len(before + taken.text))
        if taken.text.endswith(":"):
            self.offer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down asks for suggestions, also where nothing was typed yet."""
        if event.key() == Qt.Key.Key_Down and not self.list.isVisible():
            self.offer()
            return
        super().keyPressEvent(event)
