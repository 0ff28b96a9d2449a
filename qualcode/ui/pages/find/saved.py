"""The saved queries beside the results: run one, rename it, delete it."""

import json
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.entities import SavedQuery
from qualcode.model.errors import QualcodeError
from qualcode.model.queries.query_names import saved_query
from qualcode.model.words.in_words import listed
from qualcode.operations.queries import delete_query, rename_query
from qualcode.ui.look.theme import SPACING, heading_font, mute
from qualcode.ui.pages.workplace import Workplace
from qualcode.ui.widgets.asking import ask_text
from qualcode.ui.widgets.undo_offer import undo_offer

_ID = Qt.ItemDataRole.UserRole
_PAGES: Final = {"matrix": "Matrix", "groups": "Groups", "pictures": "Pictures"}
"""The pages that remember by which query they count, and what they are called."""
_NONE = "A query that is saved can be run again here, and chosen wherever codes are counted."


class _Names(QListWidget):
    """Keys: Enter runs, F2 renames, Del deletes."""

    renaming = Signal()
    deleting = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.renaming.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.deleting.emit()
        else:
            super().keyPressEvent(event)


class SavedQueries(QWidget):
    """Refreshed by the page, which hears of every step."""

    wanted = Signal(str)
    """The text of a query that is to be answered."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = workplace.session
        self._preferences = workplace.preferences
        self._messages = workplace.messages
        self.setMinimumWidth(190)
        title = QLabel("Saved queries")
        title.setFont(heading_font(self.font(), 1.05))
        self._hint = QLabel(_NONE)
        mute(self._hint)
        self._hint.setWordWrap(True)
        self.list = _Names()
        self.list.setAccessibleName("Saved queries")
        self.list.itemActivated.connect(self._run)
        self.list.itemClicked.connect(self._run)
        self.list.renaming.connect(self.rename)
        self.list.deleting.connect(self.delete)
        self.list.itemSelectionChanged.connect(self._enable)
        self.rename_button, self.delete_button = QPushButton("Rename…"), QPushButton("Delete")
        self.rename_button.setToolTip("Give the chosen query another name (F2)")
        self.delete_button.setToolTip("Delete the chosen query, which can be undone (Del)")
        self.rename_button.clicked.connect(self.rename)
        self.delete_button.clicked.connect(self.delete)
        buttons = QHBoxLayout()
        buttons.addWidget(self.rename_button)
        buttons.addWidget(self.delete_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACING + 4, SPACING + 4, SPACING + 4, SPACING)
        column.setSpacing(SPACING)
        column.addWidget(title)
        column.addWidget(self._hint)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        column.addStretch()
        self.refresh()

    def refresh(self) -> None:
        """List the queries of the study again; the chosen one stays chosen."""
        chosen = self._chosen()
        self.list.blockSignals(True)
        self.list.clear()
        for row in self._session.study.queries_in_order:
            item = QListWidgetItem(row.name, self.list)
            item.setData(_ID, row.id)
            item.setToolTip(self._text(row))
            if row.id == chosen:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        some = self.list.count() > 0
        for widget in (self.list, self.rename_button, self.delete_button):
            widget.setVisible(some)
        self._hint.setVisible(not some)
        self._enable()

    def _text(self, row: SavedQuery) -> str:
        try:
            return str(saved_query(self._session.study, row.id))
        except QualcodeError as error:
            return str(error)

    def _chosen(self) -> UUID | None:
        items = self.list.selectedItems()
        chosen: UUID | None = items[0].data(_ID) if items else None
        return chosen

    def _enable(self) -> None:
        for button in (self.rename_button, self.delete_button):
            button.setEnabled(self._chosen() is not None)

    def _run(self, item: QListWidgetItem) -> None:
        try:
            self.wanted.emit(str(saved_query(self._session.study, item.data(_ID))))
        except QualcodeError as error:
            self._session.refused.emit(str(error))

    def rename(self) -> None:
        """Ask for another name."""
        query_id, item = self._chosen(), self.list.currentItem()
        if query_id is None:
            return

        def take(name: str) -> None:
            self._session.do(lambda: rename_query(self._session.study, query_id, name))

        ask_text(self, "Rename the query", "Name of the query", item.text(), take, "Rename")

    def delete(self) -> None:
        """Delete the chosen query; undo brings it back."""
        query_id = self._chosen()
        if query_id is None:
            return
        places = self._where_chosen(query_id)
        step = self._session.do(lambda: delete_query(self._session.study, query_id))
        if step is None:
            return
        chosen = f" It was chosen in {listed(places)}." if places else ""
        told = f"{self._session.told(step)}{chosen}"
        if told != f"{step.happened}.":
            self._messages.ask(told, undo_offer(self._session), told_of=step)

    def _where_chosen(self, query_id: UUID) -> list[str]:
        """The pages that count by a query."""
        study, row = self._session.study, str(query_id)
        asked = {page: self._preferences.choice(page, study.info.id) for page in _PAGES}
        asked["report"] = json.dumps(self._preferences.report_choices())
        return [name for page, name in {**_PAGES, "report": "Reports"}.items() if row in asked[page]]
