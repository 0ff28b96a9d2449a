"""A reporting checklist item by item: what the project knows, and what people answer themselves."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.papers import Checklist
from qualcode.model.results.checklists import CHECKLIST_NAMES, ITEMS, AnsweredItem, answer_to
from qualcode.model.words.in_words import beginning
from qualcode.operations.papers.checklists import answer_item
from qualcode.ui.look.theme import SPACING, heading_font, mute
from qualcode.ui.painted.splitter import LineSplitter
from qualcode.ui.session import lazy_papers
from qualcode.ui.session.background import Background
from qualcode.ui.session.latest import Latest
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.on_screen import opening_size
from qualcode.ui.widgets.plain_label import plain_label
from qualcode.ui.widgets.refusals import tell_refusals
from qualcode.ui.widgets.scrolled import Scrolled
from qualcode.ui.widgets.withheld import Withheld
from qualcode.ui.widgets.word_box import WordBox

_DONE: Final = "✓"
_READING: Final = "Reading what the project knows…"


class ChecklistDialog(QDialog):
    """What is typed is saved when another item is chosen, or the window is closed."""

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._reading = Latest(background)
        self._known: tuple[AnsweredItem, ...] = ()
        self._place = 0
        self._items: tuple[AnsweredItem, ...] = ()
        self.setWindowTitle("Reporting checklist")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(opening_size(parent, 860, 580))
        self.checklist = WordBox()
        self.checklist.setAccessibleName("Checklist")
        self.checklist.offer([(kind, CHECKLIST_NAMES[kind]) for kind in Checklist], Checklist.COREQ)
        self.checklist.activated.connect(lambda _place: self._change_list())
        self._which = Checklist.COREQ
        self.list = QListWidget()
        self.list.setAccessibleName("Items")
        self.list.setWordWrap(True)
        self.list.currentRowChanged.connect(self._change_item)
        self.title, self.asked, self.known = plain_label(), plain_label(), plain_label()
        self.title.setFont(heading_font(self.font(), 1.1))
        for label in (self.title, self.asked, self.known):
            label.setWordWrap(True)
        mute(self.asked)
        self.answer = QPlainTextEdit()
        self.answer.setAccessibleName("Your answer")
        self.answer.setPlaceholderText("Your answer")
        self.answer.setTabChangesFocus(True)
        self.answer.setMinimumHeight(64)
        Withheld(session, lambda: session.why_not_all, (self.answer,), self)
        self.words = QLabel()
        self.words.setWordWrap(True)
        mute(self.words)
        self._lay_out()
        session.changed.connect(self._on_changed)
        self.finished.connect(self._reading.stop)
        tell_refusals(session, self, self.words.setText)
        self._on_changed()
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _lay_out(self) -> None:
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(2 * SPACING, 0, 0, 0)
        beside.setSpacing(SPACING)
        for label in (self.title, self.asked, self.known):
            beside.addWidget(label)
        beside.addWidget(self.answer, 1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.checklist)
        column.addWidget(self.list, 1)
        splitter = LineSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(Scrolled(right))
        splitter.setSizes([self.width() * 2 // 5, self.width() * 3 // 5])
        close = QPushButton("Close")
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        outer.setSpacing(SPACING)
        outer.addWidget(splitter, 1)
        outer.addLayout(row)

    # -- what is shown --------------------------------------------------------------------------

    def _on_changed(self) -> None:
        self._refresh()
        # What the project knows may take a moment to be worked out of all its codings.
        record, which = self._session.project.record(), self._which
        self._reading.ask(
            lambda _progress: lazy_papers.answered_items(record, which), self._take_known, self.words.setText
        )

    def _take_known(self, found: tuple[AnsweredItem, ...]) -> None:
        self._known = found
        self._refresh()

    def _of_now(self) -> tuple[AnsweredItem, ...]:
        """The items with the answers of now, and what is known so far."""
        items = ITEMS[self._which]
        known = self._known if [row.item for row in self._known] == list(items) else ()
        found = []
        for place, item in enumerate(items):
            own = answer_to(self._session.study, self._which, item.number)
            said = "" if own is None else own.text
            words, where = (known[place].known, known[place].where) if known else ("", "")
            found.append(AnsweredItem(item, words, where, said))
        return tuple(found)

    def _refresh(self) -> None:
        """Show the answers of now; what is being typed stays."""
        stored = self._items[self._place].own if self._items else ""
        typed = self.answer.toPlainText()
        self._items = self._of_now()
        self.list.blockSignals(True)
        if self.list.count() != len(self._items):
            self.list.clear()
            self.list.addItems([""] * len(self._items))
            self._place = min(self._place, len(self._items) - 1)
            self.list.setCurrentRow(self._place)
        for place, row in enumerate(self._items):
            mark = f"  {_DONE}" if row.own or row.known else ""
            item: QListWidgetItem = self.list.item(place)
            item.setText(f"{row.item.number}  {row.item.name}{mark}")
            item.setToolTip(row.item.part)
        self.list.blockSignals(False)
        answered = sum(bool(row.own or row.known) for row in self._items)
        self.words.setText(
            _READING
            if not self._known
            else beginning(f"{answered} of {len(self._items)} items have an answer. ")
            + "The report “Reporting checklist” writes them to a file."
        )
        self._show()
        if typed not in (stored, self._items[self._place].own):
            self.answer.setPlainText(typed)

    def _show(self) -> None:
        row = self._items[self._place]
        self.title.setText(f"{row.item.number}  {row.item.name}")
        self.asked.setText(row.item.asked)
        where = f" (reported in: {row.where})" if row.where else ""
        self.known.setText(f"The project knows: {row.known}{where}" if row.known else "")
        self.known.setVisible(bool(row.known))
        if self.answer.toPlainText() != row.own:
            self.answer.setPlainText(row.own)

    # -- saving -----------------------------------------------------------------------------------

    def _keep(self) -> bool:
        """Save what is typed; whether it is saved now."""
        row, typed = self._items[self._place], self.answer.toPlainText()
        if typed.strip() == row.own:
            return True
        study, author = self._session.study, self._session.coder_name
        return self._session.keep(lambda: answer_item(study, self._which, row.item.number, typed, author))

    def _change_item(self, place: int) -> None:
        if place < 0 or place == self._place:
            return
        if not self._keep():
            self.list.blockSignals(True)
            self.list.setCurrentRow(self._place)
            self.list.blockSignals(False)
            return
        self._place = place
        self._show()

    def _change_list(self) -> None:
        chosen = self.checklist.chosen
        if chosen is self._which:
            return
        if not self._keep():
            self.checklist.offer([(kind, CHECKLIST_NAMES[kind]) for kind in Checklist], self._which)
            return
        self._which, self._place = chosen, 0
        self.answer.clear()
        self._items = ()
        self.list.blockSignals(True)
        self.list.clear()
        self.list.blockSignals(False)
        self._on_changed()

    def done(self, result: int) -> None:
        """Close, once what was typed is saved."""
        if self._keep():
            super().done(result)
