"""All comments of the project by thread; the chosen one is read and answered beside the list."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.change import ChangeSet, Touched
from qualcode.model.entities import Comment
from qualcode.model.span import Span
from qualcode.model.step import Step
from qualcode.model.teamwork.comments import About, Thread, ThreadChoice, ThreadState, about, in_words
from qualcode.model.words.moments import BY_CLOCK
from qualcode.model.words.name_order import name_order
from qualcode.model.words.names import name_key
from qualcode.operations.comments import add_comment, delete_comment, edit_comment, reply, set_done
from qualcode.ui.dialogs.comments.words import counted_threads, html_in_list, html_of, spoken
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.painted.field import LineField
from qualcode.ui.painted.splitter import LineSplitter
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.down_to_list import DownToList
from qualcode.ui.widgets.on_screen import opening_size
from qualcode.ui.widgets.refusals import tell_refusals
from qualcode.ui.widgets.rich_list import DATA_ROLE, RichList
from qualcode.ui.widgets.withheld import withhold
from qualcode.ui.widgets.word_box import WordBox

_STATES: Final = (
    (None, "All threads"),
    (ThreadState.OPEN, "Open threads"),
    (ThreadState.DONE, "Done threads"),
)
_DONE: Final = "Mark as done"
_BEGINNING: Final = Span(0, 0)
_UNSAVED: Final = "What you typed is not saved; close once more to leave without it."


class CommentsDialog(QDialog):
    """State, author and words narrow the list. ``subjects`` is what a new thread can be about."""

    place_wanted = Signal(object, object)
    code_wanted = Signal(object)

    def __init__(self, session: Session, subjects: Sequence[About], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._thread: Thread | None = None
        self._edited: Comment | None = None
        self._filling = self._warned = False
        self.setWindowTitle("Comments")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(opening_size(parent, 1040, 680))
        self.filter = LineField()
        self.filter.setPlaceholderText("Search")
        self.filter.setAccessibleName("Search in all comments")
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._list)
        self.state, self.author, self.subject = WordBox(), WordBox(), WordBox()
        self.state.setAccessibleName("Which threads")
        self.author.setAccessibleName("Whose comments")
        self.subject.setAccessibleName("What the new comment is on")
        self.state.offer(_STATES, None)
        for box in (self.state, self.author):
            box.activated.connect(lambda _place: self._list())
        self.subject.offer([(each, f"On {in_words(session.study, each)}") for each in subjects], None)
        self.list = RichList("Threads of comments")
        DownToList(self.filter, self.list)
        self.list.currentItemChanged.connect(self._on_chosen)
        self.list.itemActivated.connect(lambda _item: self._go_to())
        self.read = QTextBrowser()
        self.read.setAccessibleName("The comments of the thread")
        self.read.setToolTip(BY_CLOCK)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Your comment")
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(self._show_buttons)
        self.text.installEventFilter(self)
        self.words = QLabel()
        self.words.setWordWrap(True)
        mute(self.words)
        self.save = PrimaryButton("Comment")
        self.save.clicked.connect(self._save)
        self.new, self.go, self.done_ = (QPushButton(words) for words in ("New comment", "Go to it", _DONE))
        self.edit, self.delete = QPushButton("Edit mine"), QPushButton("Delete mine")
        self.new.setToolTip("Begin a thread on what is chosen beside it")
        self.edit.setToolTip("Put what you said last in this thread otherwise")
        self.delete.setToolTip("Delete what you said last in this thread")
        for button, slot in (
            (self.new, self.begin),
            (self.done_, self._settle),
            (self.go, self._go_to),
            (self.edit, self._begin_edit),
            (self.delete, self._delete),
        ):
            button.clicked.connect(partial(_without_state, slot))
        self._lay_out()
        session.changed.connect(self._on_changed)
        tell_refusals(session, self, self.words.setText)
        self._list()
        if self.list.count():
            self.list.setCurrentRow(0)
        self.filter.setFocus()

    def _lay_out(self) -> None:
        close = QPushButton("Close")
        close.clicked.connect(self.accept)
        choice = QHBoxLayout()
        choice.addWidget(self.state, 1)
        choice.addWidget(self.author, 1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 2 * SPACING, 0)
        column.setSpacing(SPACING)
        # Beside the choices the field would have no room for a word on a small screen.
        column.addWidget(self.filter)
        column.addLayout(choice)
        column.addWidget(self.list, 1)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(SPACING)
        beside.addWidget(self.subject)
        beside.addWidget(self.read, 3)
        beside.addWidget(self.text, 1)
        acts = QWidget()
        under = QHBoxLayout(acts)
        under.setContentsMargins(0, 0, 0, 0)
        for button in (self.go, self.done_, self.edit, self.delete):
            under.addWidget(button)
        under.addStretch(1)
        beside.addWidget(acts)
        splitter = LineSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setSizes([self.width() * 2 // 5, self.width() * 3 // 5])
        row = QHBoxLayout()
        row.addWidget(self.new)
        row.addWidget(self.words, 1)
        row.addWidget(close)
        row.addWidget(self.save)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        outer.setSpacing(SPACING)
        outer.addWidget(splitter, 1)
        outer.addLayout(row)
        for each in self.findChildren(QPushButton):
            each.setAutoDefault(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Enter begins a new line; with Ctrl it says what was typed, whatever these keys do in the window.
        if isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            with_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if with_ctrl and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if with_ctrl and event.type() == QEvent.Type.KeyPress:
                self._save()
                return True
        return super().eventFilter(watched, event)

    # -- the list -------------------------------------------------------------------------------

    def _on_changed(self, _step: Step, touched: Touched) -> None:
        self._list()

    def _list(self) -> None:
        """List what is chosen, and go on reading the thread that was read."""
        study = self._session.study
        names = sorted({row.author for row in study.rows(Comment).values()}, key=name_order)
        known = [(name, f"With {name}") for name in names]
        self.author.offer([(None, "By anybody"), *known], self.author.chosen)
        choice = ThreadChoice(self.state.chosen, self.author.chosen, words=self.filter.text().strip())
        found = choice.of(study)
        reading = None if self._thread is None else self._thread.first.id
        self._filling = True
        self.list.clear()
        for thread in found:
            self.list.add(html_in_list(study, thread), spoken(study, thread), thread)
            if thread.first.id == reading:
                self.list.setCurrentRow(self.list.count() - 1)
        self._filling = False
        self.words.setText(counted_threads(len(found), len(ThreadChoice().of(study))))
        now = next((thread for thread in ThreadChoice().of(study) if thread.first.id == reading), None)
        self._show(now)

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        thread = None if item is None else item.data(DATA_ROLE)
        if not self._filling and isinstance(thread, Thread):
            self._edited = None
            self._show(thread)

    def _show(self, thread: Thread | None) -> None:
        self._thread = thread
        self.read.setHtml("" if thread is None else html_of(self._session.study, thread))
        # What was said last stands above the field in which it is answered.
        bar = self.read.verticalScrollBar()
        bar.setValue(bar.maximum())
        self._show_buttons()

    def _show_buttons(self) -> None:
        thread, begins = self._thread, self._thread is None
        self._warned = False
        self.subject.setVisible(begins)
        self.read.setVisible(not begins)
        for button in (self.go, self.done_, self.edit, self.delete):
            button.setVisible(not begins)
        self.new.setEnabled(not begins)
        self.text.setPlaceholderText("Your comment" if begins else "Your reply")
        self.save.setText("Save" if self._edited else "Comment" if begins else "Reply")
        about_something = not begins or self.subject.count() > 0
        self.save.setEnabled(about_something and bool(self.text.toPlainText().strip()))
        self.done_.setEnabled(True)
        if thread is not None:
            self.done_.setText("Open again" if thread.first.done else _DONE)
            own = self._own_last()
            self.edit.setEnabled(own is not None)
            self.delete.setEnabled(own is not None)
        withhold(self._session.why_nothing, self.save, self.done_, self.edit, self.delete)

    @property
    def listed(self) -> list[Thread]:
        """The threads that are listed, in their order."""
        return [self.list.item(row).data(DATA_ROLE) for row in range(self.list.count())]

    # -- what can be done -----------------------------------------------------------------------

    def begin(self) -> None:
        """Begin a thread."""
        self._filling = True
        self.list.setCurrentRow(-1)
        self._filling = False
        self._edited = None
        self._show(None)
        self.text.setFocus()

    def _save(self) -> None:
        text, name = self.text.toPlainText(), self._session.coder_name
        study, thread, edited, subject = self._session.study, self._thread, self._edited, self.subject.chosen
        if not text.strip():
            return
        known = set(study.rows(Comment))

        def said() -> ChangeSet:
            if edited is not None:
                return edit_comment(study, edited.id, text, name)
            if thread is not None:
                return reply(study, thread.first.id, text, name)
            return add_comment(study, text, name, subject)

        if self._session.keep(said):
            self.text.clear()
            self._edited = None
            new = [row for row in self._session.study.rows(Comment).values() if row.id not in known]
            if thread is None and new:
                self.choose(new[0].id)
            self._show_buttons()

    def choose(self, comment_id: UUID) -> None:
        """Read the thread of this comment, whatever the list was narrowed to."""
        for box in (self.state, self.author):
            box.setCurrentIndex(0)
        self.filter.clear()
        for row, thread in enumerate(self.listed):
            if comment_id in {comment.id for comment in thread.comments}:
                self.list.setCurrentRow(row)

    def _own_last(self) -> Comment | None:
        rows = () if self._thread is None else self._thread.comments
        own = [row for row in rows if name_key(row.author) == name_key(self._session.coder_name)]
        return own[-1] if own else None

    def _begin_edit(self) -> None:
        self._edited = self._own_last()
        if self._edited is not None:
            self.text.setPlainText(self._edited.text)
            self.text.setFocus()

    def _delete(self) -> None:
        own, name = self._own_last(), self._session.coder_name
        if own is not None:
            self._session.keep(lambda: delete_comment(self._session.study, own.id, name))

    def _settle(self) -> None:
        thread = self._thread
        if thread is not None:
            done = not thread.first.done
            self._session.keep(lambda: set_done(self._session.study, [thread.first.id], done=done))

    def _go_to(self) -> None:
        thread = self._thread
        if thread is None or not self._leave():
            return
        subject = about(thread.first)
        if subject.transcript_id is not None:
            self.place_wanted.emit(subject.transcript_id, subject.span or _BEGINNING)
        else:
            self.code_wanted.emit(subject.code_id)

    def _leave(self) -> bool:
        """Close, unless something typed would be lost."""
        self.accept()
        return not self.isVisible()

    def done(self, result: int) -> None:
        """Close; where something was typed, when it is asked for once more."""
        if self.text.toPlainText().strip() and not self._warned:
            self._warned = True
            self.words.setText(_UNSAVED)
            return
        super().done(result)


def _without_state(slot: Callable[[], None], _checked: bool = False) -> None:
    slot()
