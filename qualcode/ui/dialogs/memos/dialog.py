"""All memos of the project in one list that searches; the chosen one is read and written beside it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qualcode.analysis.memo_list import MemoChoice, listed_memo, listed_memos, tags_of
from qualcode.model.change import Touched
from qualcode.model.entities import MemoSubject
from qualcode.model.machine.progress import Progress
from qualcode.model.machine.ways import in_window
from qualcode.model.memos import KIND_WORDS, ListedMemo, MemoKind, MemoOrder, MemoTarget
from qualcode.model.span import Span
from qualcode.model.step import Step
from qualcode.operations.memos import journal_of
from qualcode.ui.commands.spoken_keys import keys_in_words, keys_of
from qualcode.ui.dialogs.memos.editor import MemoEditor
from qualcode.ui.dialogs.memos.words import MOST, counted_memos, html_of, spoken
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.painted.field import LineField
from qualcode.ui.painted.splitter import LineSplitter
from qualcode.ui.session.background import Background
from qualcode.ui.session.latest import Latest
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.down_to_list import DownToList
from qualcode.ui.widgets.messages import announce
from qualcode.ui.widgets.on_screen import opening_size
from qualcode.ui.widgets.refusals import tell_refusals
from qualcode.ui.widgets.rich_list import DATA_ROLE, RichList
from qualcode.ui.widgets.saved_file import open_file, saved_to
from qualcode.ui.widgets.word_box import WordBox

_BEGINNING: Final = Span(0, 0)
_FIRST: Final = "What you typed is not saved yet. Correct it first, or put back what was there."
_UNSAVED: Final = "What you typed is not saved; close once more to leave without it."
_ORDERS: Final = {
    MemoOrder.TRANSCRIPT: "By transcript…",
    MemoOrder.CODE: "By code…",
    MemoOrder.DATE: "By date…",
}


class _Looked(NamedTuple):
    """All memos, and what there is to choose between."""

    memos: list[ListedMemo]
    kinds: frozenset[MemoKind]
    tags: list[str]


class MemosDialog(QDialog):
    """Search, kind and tag narrow the list; what is left of it is exported, or what is selected in it."""

    place_wanted = Signal(object, object)
    code_wanted = Signal(object)
    people_wanted = Signal()
    export_wanted = Signal(object, object, object)
    """(MemoChoice, MemoOrder, which of them, None for all): memos are to be written to a file."""
    print_wanted = Signal(object, object, object)
    """The same, on paper."""

    def __init__(
        self,
        session: Session,
        background: Background,
        preferences: Preferences,
        parent: QWidget | None = None,
        passage: MemoTarget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._latest, self._narrowing = Latest(background), Latest(background)
        self._memos: list[ListedMemo] = []
        self._listed = 0
        self._filling = False
        self._refusal = ""
        self._warned = False
        self._wanted: UUID | None = None
        self.setWindowTitle("Memos")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(opening_size(parent, 1080, 720))
        self.filter = LineField()
        self.filter.setPlaceholderText("Search in all memos")
        self.filter.setAccessibleName("Search in all memos")
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._narrow)
        self.kind, self.tag = WordBox(), WordBox()
        self.kind.setAccessibleName("Kind of memos")
        self.tag.setAccessibleName("Tag of memos")
        for box in (self.kind, self.tag):
            box.activated.connect(lambda _place: self._narrow())
        self.list = RichList("Memos")
        DownToList(self.filter, self.list)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.currentItemChanged.connect(self._choose)
        self.list.itemSelectionChanged.connect(self._count)
        self.list.itemActivated.connect(self._activate)
        self.editor = MemoEditor(session, passage)
        self.editor.go_to.connect(self._go_to)
        self.editor.followed.connect(self._follow)
        self.words = QLabel()
        self.words.setWordWrap(True)
        mute(self.words)
        self.new = PrimaryButton("New memo")
        self.new.setToolTip("Begin a memo that is about nothing in particular; it can be linked to anything")
        self.new.clicked.connect(self.begin)
        self.journal = QPushButton("Write in the journal")
        self.journal.setToolTip("Add an entry under today’s date to the project’s journal")
        self.journal.clicked.connect(self.begin_entry)
        self.export = QPushButton("Export")
        self.export.setToolTip(
            "Write the memos that are listed, or those selected, to a Word file, a web page or a table"
        )
        self.export.setMenu(self._menu_of_orders(self._export))
        self.print_ = QPushButton("Print")
        listed = "Print the memos that are listed, or those selected"
        keys = keys_of("project.print", preferences)
        self.print_.setToolTip(f"{listed}; {keys_in_words(keys)}: by transcript" if keys else listed)
        self.print_.setMenu(self._menu_of_orders(self._print))
        for key in keys:
            QShortcut(QKeySequence(key), self, self._print_as_listed)
        self._written = Path()
        self.opening = QPushButton("Open")
        self.opening.clicked.connect(lambda: open_file(self._written))
        self.opening.hide()
        self._lay_out()
        session.changed.connect(self._on_changed)
        tell_refusals(session, self, self._refuse)
        self._offer(frozenset(), [])
        self.words.setText("Looking for memos…")
        self._look()
        self.filter.setFocus()

    def _lay_out(self) -> None:
        close = QPushButton("Close")
        close.clicked.connect(self.accept)
        choice = QHBoxLayout()
        choice.addWidget(self.kind, 1)
        choice.addWidget(self.tag, 1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 2 * SPACING, 0)
        column.setSpacing(SPACING)
        # Beside the choices the field would have no room for a word on a small screen.
        column.addWidget(self.filter)
        column.addLayout(choice)
        column.addWidget(self.list, 1)
        # Among the buttons the number would have no room in large letters.
        column.addWidget(self.words)
        splitter = LineSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(self.editor)
        # Writing wants as much room as reading.
        splitter.setSizes([self.width() // 2] * 2)
        row = QHBoxLayout()
        for button in (self.new, self.journal, self.export, self.print_, self.opening):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        outer.setSpacing(SPACING)
        outer.addWidget(splitter, 1)
        outer.addLayout(row)
        for each in self.findChildren(QPushButton):
            each.setAutoDefault(False)

    def _menu_of_orders(self, act: Callable[[MemoOrder], object]) -> QMenu:
        menu = QMenu(self)
        for order, words in _ORDERS.items():
            menu.addAction(words).triggered.connect(partial(act, order))
        return menu

    # -- the list -------------------------------------------------------------------------------

    def _on_changed(self, _step: Step, _touched: Touched) -> None:
        self._look()

    def _look(self) -> None:
        """Find all memos, in the background: they may stand among a million codings."""
        study = self._session.study

        def look(_progress: Progress) -> _Looked:
            memos = listed_memos(study)
            return _Looked(memos, frozenset(memo.kind for memo in memos), tags_of(memos))

        self._latest.ask(look, self._found)

    def _found(self, found: _Looked) -> None:
        self._memos = found.memos
        self._offer(found.kinds, found.tags)
        self._narrow()

    def _offer(self, there: frozenset[MemoKind], tags: list[str]) -> None:
        """Offer the kinds and tags that there are, and whatever is chosen."""
        kinds = [(kind, KIND_WORDS[kind]) for kind in MemoKind if kind in there | {self.kind.chosen}]
        self.kind.offer([(None, "All kinds"), *kinds], self.kind.chosen)
        self.tag.offer([(None, "All tags"), *((tag, tag) for tag in tags)], self.tag.chosen)

    @property
    def choice(self) -> MemoChoice:
        """Which memos are listed."""
        kind, tag = self.kind.chosen, self.tag.chosen
        return MemoChoice(
            None if kind is None else frozenset({kind}),
            None if tag is None else frozenset({tag}),
            self.filter.text(),
        )

    def _narrow(self) -> None:
        """List what is chosen; of many memos, in the background: a letter must not wait for them."""
        choice, memos = self.choice, self._memos
        if len(memos) <= MOST:
            self._narrowing.stop()
            self._list(choice.of(memos))
        else:
            self._narrowing.ask(lambda _progress: choice.of(memos), self._list)

    def _list(self, found: list[ListedMemo]) -> None:
        chosen = self.editor.memo
        self._filling = True
        self.list.clear()
        for memo in found[:MOST]:
            self.list.add(html_of(memo), spoken(memo), memo)
            if chosen is not None and memo.id == chosen.id and memo.kind is chosen.kind:
                self.list.setCurrentRow(self.list.count() - 1)
        self._filling = False
        self._listed = len(found)
        self._count()
        self.export.setEnabled(bool(found))
        self.print_.setEnabled(bool(found))
        self._renew(chosen)
        self._choose_wanted()

    def _count(self) -> None:
        """Say how many are listed; of several selected, that they are what is exported."""
        if not self._filling:
            several = len(self.several or ())
            self.words.setText(counted_memos(self._listed, len(self._memos), several))

    @property
    def several(self) -> frozenset[UUID] | None:
        """The memos that are selected, where it is more than the one that is read."""
        rows = self.list.selectedItems()
        return frozenset(row.data(DATA_ROLE).id for row in rows) if len(rows) > 1 else None

    def _renew(self, chosen: ListedMemo | None) -> None:
        """Show what the project holds now of the memo that is being read."""
        if chosen is None:
            return
        now = next((memo for memo in self._memos if (memo.id, memo.kind) == (chosen.id, chosen.kind)), None)
        if now is not None:
            self.editor.show_memo(now)
        elif not self.editor.is_begun:
            self.editor.show_memo(None)

    def _choose(self, item: QListWidgetItem | None) -> None:
        memo = None if item is None else item.data(DATA_ROLE)
        if self._filling or not isinstance(memo, ListedMemo):
            return
        if self._can_leave():
            self.editor.show_memo(memo)
        else:
            self._show_as_chosen()

    def _show_as_chosen(self) -> None:
        """Mark in the list the memo that is read, once the click that chose another one is over."""
        chosen = self.editor.memo
        place = next((row for row, memo in enumerate(self.listed) if chosen and memo.id == chosen.id), -1)
        self._filling = True
        QTimer.singleShot(0, self, lambda: self._mark(place))

    def _mark(self, place: int) -> None:
        self.list.setCurrentRow(place)
        self._filling = False

    @property
    def looking(self) -> bool:
        """Whether the list is being made."""
        return self._latest.under_way or self._narrowing.under_way

    @property
    def listed(self) -> list[ListedMemo]:
        """The memos that are listed, in their order."""
        return [self.list.item(row).data(DATA_ROLE) for row in range(self.list.count())]

    def choose(self, memo_id: UUID) -> None:
        """Read one of the memos that are listed."""
        for row, memo in enumerate(self.listed):
            if memo.id == memo_id:
                self.list.setCurrentRow(row)

    def read(self, memo_id: UUID) -> None:
        """Read one of the memos there are, as soon as they are listed."""
        self._wanted = memo_id
        self._choose_wanted()

    def _choose_wanted(self) -> None:
        memo = next((memo for memo in self._memos if memo.id == self._wanted), None)
        if memo is None:
            return
        self._wanted = None
        self.choose(memo.id)
        # Beyond those that are listed, too.
        if self.editor.memo != memo and self._can_leave():
            self.editor.show_memo(memo)

    # -- what can be done -----------------------------------------------------------------------

    def begin(self) -> None:
        """Begin a free memo."""
        if self._can_leave():
            self._deselect()
            self.editor.begin()

    def begin_on_selection(self) -> None:
        """Begin a free memo that is linked to the words that are selected in the transcript."""
        self._deselect()
        self.editor.begin(linked=True)

    def begin_on(self, memo: ListedMemo) -> None:
        """Write the memo on something that may have none yet."""
        self._deselect()
        self.editor.begin_on(memo)

    def begin_entry(self) -> None:
        """Begin an entry of the journal under today's date."""
        if not self._can_leave():
            return
        journal = journal_of(self._session.study)
        self._deselect()
        self.editor.begin_entry(None if journal is None else listed_memo(self._session.study, journal))

    def _deselect(self) -> None:
        self._filling = True
        self.list.setCurrentRow(-1)
        self.list.clearSelection()
        self._filling = False
        self._count()

    def _activate(self, item: QListWidgetItem) -> None:
        memo = item.data(DATA_ROLE)
        if isinstance(memo, ListedMemo):
            self._go_to(memo)

    def _go_to(self, memo: ListedMemo) -> None:
        if not (memo.transcript_id or memo.code_id or memo.participant_id):
            self.editor.text.setFocus()
        elif not self._leave():
            return
        elif memo.transcript_id is not None and memo.span is not None:
            self.place_wanted.emit(memo.transcript_id, memo.span)
        elif memo.code_id is not None:
            self.code_wanted.emit(memo.code_id)
        else:
            self.people_wanted.emit()

    def _follow(self, target: MemoTarget) -> None:
        if not self._leave():
            return
        match target.subject:
            case MemoSubject.CODE:
                self.code_wanted.emit(target.subject_id)
            case MemoSubject.PARTICIPANT:
                self.people_wanted.emit()
            case _:
                self.place_wanted.emit(target.subject_id, target.span or _BEGINNING)

    def _export(self, order: MemoOrder) -> None:
        if self._saved():
            self.export_wanted.emit(self.choice, order, self.several)

    def _print(self, order: MemoOrder) -> None:
        if self._saved():
            self.print_wanted.emit(self.choice, order, self.several)

    def _print_as_listed(self) -> None:
        self._print(MemoOrder.TRANSCRIPT)

    def _saved(self) -> bool:
        """Whether all that was typed is saved now: it belongs into what is written."""
        self.editor.save()
        return self._unless_unsaved(not self.editor.unsaved)

    def _can_leave(self) -> bool:
        """Whether another memo may take the place of the one that is read."""
        return self._unless_unsaved(self.editor.can_leave())

    def _unless_unsaved(self, may: bool) -> bool:
        """Say so where something has to wait for what is not saved."""
        if not may:
            self.say(f"{self._refusal} {_FIRST}".strip())
        return may

    def tell_written(self, path: Path) -> None:
        """Say where the memos were written, with a way to open them."""
        self.say(saved_to(path))
        self._written = path
        self.opening.setToolTip(str(path))
        self.opening.show()

    def say(self, sentence: str) -> None:
        """Say something here: the window's own messages are behind this dialog."""
        self.words.setText(sentence)
        announce(self, sentence)

    def _refuse(self, sentence: str) -> None:
        """Say here what the window says behind this dialog."""
        self._refusal = in_window(sentence)
        self.words.setText(self._refusal)

    def _leave(self) -> bool:
        """Close, unless something could not be saved."""
        self.accept()
        return not self.isVisible()

    def done(self, result: int) -> None:
        """Close; where something could not be saved, when it is asked for once more."""
        self.editor.save()
        if self.editor.unsaved and not self._warned:
            self._warned = True
            self.words.setText(f"{self._refusal} {_UNSAVED}".strip())
            return
        self._latest.stop()
        self._narrowing.stop()
        super().done(result)
