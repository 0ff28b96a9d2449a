"""One memo as it is written: title, date, tags, text and links, each saved when it is left."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final
from uuid import UUID

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from qualcode.analysis.memo_list import target_in_words
from qualcode.model.change import ChangeSet
from qualcode.model.entities import Memo, MemoSubject
from qualcode.model.identity import new_id, today
from qualcode.model.memos import ListedMemo, MemoKind, MemoTarget, ShownLink, day_typed, tags_in
from qualcode.model.words.dates import day_read
from qualcode.model.words.in_words import day_in_words
from qualcode.operations.any_memo import delete_any_memos, set_memo_text
from qualcode.operations.memo_links import link_memo, unlink_memo
from qualcode.operations.memos import JOURNAL_TITLE, add_memo, edit_memo, entry_heading
from qualcode.ui.dialogs.memos.links import MemoLinks, ask_for_link
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.field import LineField
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.elided_label import ElidedLabel
from qualcode.ui.widgets.note_field import NoteField
from qualcode.ui.widgets.refusals import told_at

_LEAST_LINES: Final = 4
"""The rest of the room may go to links, where there are many."""


class MemoEditor(QWidget):
    """Shows a memo of the list, or one that is begun; that is in the project from its first word on."""

    go_to = Signal(object)
    """The ListedMemo whose place is to be shown."""
    followed = Signal(object)
    """A MemoTarget that is to be shown."""

    def __init__(
        self, session: Session, passage: MemoTarget | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._passage = passage
        self.memo: ListedMemo | None = None
        self._begun: UUID | None = None
        """The memo that was begun here, until it is in the project."""
        self._heading = ""
        """The line of a journal entry that was begun; it is not saved without words below it."""
        self.about = ElidedLabel()
        self.there = QPushButton("Go there")
        self.there.setToolTip("Show what the memo is on")
        self.there.clicked.connect(lambda: self.go_to.emit(self.memo))
        self.delete = QPushButton("Delete")
        self.delete.setToolTip("Delete the memo (can be undone)")
        self.delete.clicked.connect(self._delete)
        self.title, self.day, self.tags = LineField(), LineField(), LineField()
        self.day.setPlaceholderText("11 March 2021")
        self.tags.setPlaceholderText("method, to do")
        for field, name, save in (
            (self.title, "Title", self._save_title),
            (self.day, "Date", self._save_day),
            (self.tags, "Tags", self._save_tags),
        ):
            field.setAccessibleName(f"{name} of the memo")
            field.editingFinished.connect(save)
        self.day.setToolTip("Day, month and year, as in 11 March 2021")
        self.tags.setToolTip("Several are parted by commas")
        self.text = NoteField("Text of the memo", "Write here; it is saved by itself", self._save_text)
        self.text.why_not = lambda: session.why_nothing
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.text.setMinimumHeight(_LEAST_LINES * self.text.fontMetrics().lineSpacing())
        self.links = MemoLinks()
        self.links.followed.connect(self.followed)
        self.links.taken_off.connect(self._unlink)
        self.link = QPushButton("Link to…")
        self.link.setToolTip("Link the memo to a code, a transcript or a participant")
        self.link.clicked.connect(lambda: ask_for_link(session.study, self._link, self).open())
        self.link_words = QPushButton("Link to the selected words")
        self.link_words.setEnabled(passage is not None)
        self.link_words.setToolTip("Link the memo to the words that are selected in the transcript")
        self.link_words.clicked.connect(self._link_passage)
        self._lay_out()
        self.show_memo(None)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.about, 1)
        head.addWidget(self.there)
        head.addWidget(self.delete)
        self._own = QWidget()
        form = QFormLayout(self._own)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(SPACING)
        form.addRow("Title", self.title)
        form.addRow("Date", self.day)
        form.addRow("Tags", self.tags)
        self._linking = QWidget()
        row = QHBoxLayout(self._linking)
        row.setContentsMargins(0, 0, 0, 0)
        for button in (self.link, self.link_words):
            row.addWidget(button)
        row.addStretch()
        self._empty = QLabel("Choose a memo, or write a new one.")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        mute(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 0, 0, 0)
        column.setSpacing(SPACING)
        column.addLayout(head)
        column.addWidget(self._own)
        column.addWidget(self.text, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self.links)
        column.addWidget(self._linking)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)

    # -- what is shown --------------------------------------------------------------------------

    def show_memo(self, memo: ListedMemo | None) -> None:
        """Show a memo; what was being typed in another is saved before."""
        if memo is None or self.memo is None or memo.id != self.memo.id:
            self.save()
            self._heading, self._begun = "", None
        self.memo = memo
        there, own = memo is not None, memo is not None and memo.own
        for part, seen in (
            (self._own, own),
            (self._linking, own),
            (self.text, there),
            (self._empty, not there),
            (self.about, there),
            (self.there, _leads_somewhere(memo)),
            (self.delete, there),
        ):
            part.setVisible(seen)
        if memo is None:
            self.links.show_links(())
            return
        self.about.setText(memo.about)
        self._set(self.title, memo.title)
        self._set(self.day, "" if memo.day is None else day_in_words(memo.day))
        self._set(self.tags, ", ".join(memo.tags))
        self.links.show_links(memo.links)
        self.text.show_text(memo.text, memo.id)

    @property
    def is_begun(self) -> bool:
        """Whether there is no word yet in the project of the memo that was begun here."""
        return self.memo is not None and self.memo.id == self._begun

    @property
    def unsaved(self) -> bool:
        """Whether something that was typed here is not in the project."""
        fields = (self.title, self.day, self.tags)
        own = self.memo is not None and self.memo.own
        return bool(self.text.unsaved) or (own and any(field.isModified() for field in fields))

    def can_leave(self) -> bool:
        """Save what is being typed; whether another memo may take the place of this one."""
        self.save()
        return not (self.memo is not None and self.memo.own and self.unsaved)

    def begin(self, *, linked: bool = False) -> None:
        """Begin a free memo; ``linked``: to the words that are selected."""
        passage = self._passage if linked else None
        links = () if passage is None else (self._shown_link(passage),)
        memo = ListedMemo(
            new_id(), MemoKind.FREE, own=True, about="New memo", text="", day=today(), links=links
        )
        self.show_memo(memo)
        self._begun = memo.id
        self.title.setFocus()

    def begin_on(self, memo: ListedMemo) -> None:
        """Write the memo on something that may have none yet."""
        self.show_memo(memo)
        self._begun = None if memo.text else memo.id
        self.text.setFocus()

    def begin_entry(self, journal: ListedMemo | None) -> None:
        """Begin an entry of the journal, or the journal itself with its first one."""
        memo = journal or ListedMemo(
            new_id(), MemoKind.JOURNAL, own=True, about="Journal", text="", title=JOURNAL_TITLE, day=today()
        )
        self.show_memo(memo)
        self._begun = memo.id if journal is None else None
        self._heading = entry_heading(today(), self._session.coder_name)
        text = self.text.toPlainText().rstrip()
        self.text.setPlainText(f"{text}\n\n{self._heading}\n".lstrip())
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)
        self.text.setFocus()

    def save(self) -> None:
        """Save whatever is being typed."""
        if self.memo is not None:
            for save in (self._save_title, self._save_day, self._save_tags):
                save()
            self.text.save()

    def _set(self, field: LineField, words: str) -> None:
        """Show words, unless others are being typed in their place."""
        if field.text() != words and not (field.hasFocus() and field.isModified()):
            blocked = QSignalBlocker(field)
            field.setText(words)
            blocked.unblock()
        if field.text() == words:
            field.setModified(False)

    # -- what is saved --------------------------------------------------------------------------

    def _stored(self) -> Memo | None:
        return None if self.memo is None else self._session.study.rows(Memo).get(self.memo.id)

    def _save_title(self) -> None:
        self._save_part(self.title, self._retitled)

    def _retitled(self, memo_id: UUID, words: str) -> ChangeSet:
        return edit_memo(self._session.study, memo_id, title=words)

    def _save_day(self) -> None:
        if self.memo is not None and not self.day.text().strip():
            # A memo has a date; an empty field is no other one.
            self.day.setText("" if self.memo.day is None else day_in_words(self.memo.day))
        self._save_part(
            self.day, lambda memo_id, words: edit_memo(self._session.study, memo_id, day=day_typed(words))
        )
        day = day_read(self.day.text())
        if day is not None and not self.day.isModified():
            # In whichever way it was typed, it is shown as everywhere else.
            self.day.setText(day_in_words(day))

    def _save_tags(self) -> None:
        self._save_part(
            self.tags, lambda memo_id, words: edit_memo(self._session.study, memo_id, tags=tags_in(words))
        )

    def _save_part(self, field: LineField, change: Callable[[UUID, str], ChangeSet]) -> None:
        if self.memo is None or not self.memo.own or not field.isModified():
            return
        memo_id, words = self.memo.id, field.text()
        if self._stored() is not None:
            with told_at(field):
                done = self._session.keep(lambda: change(memo_id, words))
        else:
            done = self._save_new(memo_id, self.text.toPlainText())
        if done:
            field.setModified(False)

    def _save_text(self, about: object, text: str) -> bool:
        memo = self.memo
        if memo is None or about != memo.id:
            # Something else is shown already: what was typed about the other one goes where it belongs.
            return self._save_elsewhere(about, text)
        if self._heading and text.rstrip().endswith(self._heading):
            # No word below it: there is no entry, but what is above may have been corrected.
            stored, text = self._stored(), text.rstrip().removesuffix(self._heading).rstrip()
            if text == ("" if stored is None else stored.text.rstrip()):
                return True
        if memo.own and self._stored() is None:
            return self._save_new(memo.id, text)
        return self._kept(lambda: set_memo_text(self._session.study, memo, text))

    def _save_elsewhere(self, about: object, text: str) -> bool:
        if not isinstance(about, UUID) or about not in self._session.study.rows(Memo):
            return not text.strip()
        return self._session.keep(lambda: edit_memo(self._session.study, about, text=text))

    def _save_new(self, memo_id: UUID, text: str) -> bool:
        """Add the memo that was begun, once there is a word in it."""
        memo = self.memo
        title = self.title.text()
        if memo is None or not (text.strip() or (title.strip() and memo.kind is MemoKind.FREE)):
            return True
        with told_at(self._unreadable):
            return self._kept(lambda: self._added(memo, memo_id, title, text))

    @property
    def _unreadable(self) -> LineField | None:
        """The field for the date, where it holds none that can be read."""
        typed = self.day.text().strip()
        return self.day if typed and day_read(typed) is None else None

    def _kept(self, intent: Callable[[], ChangeSet]) -> bool:
        """Save; what was begun is in the project from then on."""
        kept = self._session.keep(intent)
        if kept:
            self._begun = None
        return kept

    def _added(self, memo: ListedMemo, memo_id: UUID, title: str, text: str) -> ChangeSet:
        study = self._session.study
        subject = MemoSubject.JOURNAL if memo.kind is MemoKind.JOURNAL else MemoSubject.PROJECT
        return add_memo(
            study,
            subject,
            study.info.id,
            text,
            author=self._session.coder_name,
            title=title,
            tags=tags_in(self.tags.text()),
            day=day_typed(self.day.text()) if self.day.text().strip() else today(),
            links=[link.target for link in memo.links],
            identity=memo_id,
        )[1]

    # -- links and deleting ---------------------------------------------------------------------

    def _link(self, target: MemoTarget) -> None:
        memo = self.memo
        if memo is None:
            return
        self.save()
        if self._stored() is None:
            known = {link.target for link in memo.links}
            if target not in known:
                self.memo = replace(memo, links=(*memo.links, self._shown_link(target)))
                self.links.show_links(self.memo.links)
            return
        self._session.do(lambda: link_memo(self._session.study, memo.id, [target]))

    def _shown_link(self, target: MemoTarget) -> ShownLink:
        """A link that is not in the project yet."""
        return ShownLink(new_id(), target, target_in_words(self._session.study, target))

    def _link_passage(self) -> None:
        if self._passage is not None:
            self._link(self._passage)

    def _unlink(self, link: ShownLink) -> None:
        memo = self.memo
        if memo is not None and self._stored() is None:
            self.memo = replace(memo, links=tuple(known for known in memo.links if known != link))
            self.links.show_links(self.memo.links)
            return
        self._session.do(lambda: unlink_memo(self._session.study, [link.id]))

    def _delete(self) -> None:
        memo = self.memo
        if memo is None:
            return
        # What is typed goes with it, and comes back with it by undo.
        self.save()
        there = not memo.own or self._stored() is not None
        self.memo = None
        self.show_memo(None)
        if there:
            self._session.do(lambda: delete_any_memos(self._session.study, [memo]))


def _leads_somewhere(memo: ListedMemo | None) -> bool:
    return memo is not None and bool(memo.transcript_id or memo.code_id or memo.participant_id)
