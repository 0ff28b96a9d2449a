"""A text field that saves by itself: when it is left, or when nothing has been typed for a while."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from qualcode.ui.look.theme import mute
from qualcode.ui.widgets.plain_label import plain_label
from qualcode.ui.widgets.text_question import TextAnswer, TextQuestion

PAUSE_MILLISECONDS = 2_000
_TRY_AGAIN_MILLISECONDS = 15_000
_LINES = (1, 12)

Keep = Callable[[Any, str], bool]
"""Saves the text about something; whether it is saved now."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """What was typed about something and could not be saved, and what was stored when it was."""

    known: str
    typed: str


class NoteField(QPlainTextEdit):
    """Plain text as tall as what is in it, up to a dozen lines, which ``keep`` saves.

    While a person types, what is shown from outside waits: their words are never replaced. Where somebody
    else has saved another text meanwhile, they are asked whose it shall be. What cannot be saved stays, and
    is tried again.
    """

    def __init__(
        self, name: str, placeholder: str = "", keep: Keep | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.keep: Keep = keep or (lambda _about, _text: True)
        self.why_not: Callable[[], str] = lambda: ""
        """Why whoever codes may not write here, in a sentence; empty where they may."""
        self._about: object = None
        self._known = ""
        self._saving = False
        self._drafts: dict[object, _Draft] = {}
        self._hint_lines: tuple[str, QFont, int, int] = ("", QFont(), 0, 0)
        """Words, letters, room, and how many lines that takes."""
        self._theirs: str | None = None
        """What somebody else has saved, while it is not settled whose text it shall be."""
        self.question: TextQuestion | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._save_unless_asked)
        self.textChanged.connect(self._on_text)

    def setPlaceholderText(self, text: str) -> None:
        """Show another hint: Qt alone leaves the one before in view, and the field as tall as it was."""
        if text != self.placeholderText():
            super().setPlaceholderText(text)
            self.viewport().update()
            self.updateGeometry()

    def show_text(self, text: str, about: object = None) -> None:
        """Show what is stored about something, unless something else is being typed here about it."""
        self.keep_to_role()
        if about != self._about:
            self._change_subject(about, text)
        elif text == self._known:
            self._ask(None)
        elif self.toPlainText() in (self._known, text):
            self._ask(None)
            self._set(text)
        else:
            self._ask(text)

    def keep_to_role(self) -> None:
        """Let who may not write here read, and say why."""
        why = self.why_not()
        self.setReadOnly(bool(why))
        self.setToolTip(why)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.keep_to_role()
        super().focusInEvent(event)

    def _ask(self, theirs: str | None) -> None:
        """Ask whose text it shall be; None: there is nothing to ask any more."""
        if theirs == self._theirs:
            return
        self._theirs = theirs
        if theirs is not None:
            if self.question is None:
                self.question = TextQuestion(self)
                self.question.chosen.connect(self._settle)
            self.question.ask(theirs)
        elif self.question is not None:
            self.question.hide()

    def _change_subject(self, about: object, text: str) -> None:
        self.save()
        if about == self._about:
            return  # What the saving has changed was shown meanwhile, and this with it.
        if self.toPlainText() != self._known:
            # It could not be saved: it is here again when one comes back to it.
            self._drafts[self._about] = _Draft(self._known, self.toPlainText())
        self._ask(None)
        self._about = about
        self._set(text)
        draft = self._drafts.pop(about, None)
        if draft is not None and draft.typed != text:
            self.setPlainText(draft.typed)
            if draft.known != text:
                self._ask(text)

    def _set(self, text: str) -> None:
        self._known = text
        if self.toPlainText() != text:
            self.setPlainText(text)
            self._pause.stop()

    def save(self) -> None:
        """Save what has been typed; where somebody else has saved another text, both."""
        if self._theirs is not None:
            self._settle(TextAnswer.BOTH)
        else:
            self._save_unless_asked()

    @property
    def unsaved(self) -> list[str]:
        """What was typed here, about whatever it was, and is not saved."""
        texts = [draft.typed for draft in self._drafts.values()]
        text = self.toPlainText()
        return texts if text == self._known else [*texts, text]

    def _save_unless_asked(self) -> None:
        self._pause.stop()
        text = self.toPlainText()
        if self._saving or text == self._known or self._theirs is not None:
            return
        self._saving, about = True, self._about
        try:
            # Where a teammate was faster, theirs is shown to this field meanwhile, and is asked about.
            kept = self.keep(about, text)
        finally:
            self._saving = False
        if about != self._about:
            self._put_right(about, text, kept)
        elif kept:
            self._known = text
        elif self._theirs is None:
            self._pause.start(_TRY_AGAIN_MILLISECONDS)

    def _put_right(self, about: object, text: str, kept: bool) -> None:
        """While it was being saved something else came to be shown, and the text was put aside as a draft."""
        draft = self._drafts.get(about)
        if kept and draft is not None and draft.typed == text:
            del self._drafts[about]

    def _settle(self, answer: TextAnswer) -> None:
        """Do what the person has answered."""
        theirs, mine = self._theirs, self.toPlainText()
        self._ask(None)
        if theirs is None:
            return
        self._known = theirs
        text = answer.text(mine, theirs)
        if self.toPlainText() != text:
            self.setPlainText(text)
        self._save_unless_asked()

    def _on_text(self) -> None:
        self._pause.start(PAUSE_MILLISECONDS)
        self.updateGeometry()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._save_unless_asked()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        least, most = _LINES
        # A plain text layout tells its height in lines.
        lines = min(most, max(least, int(self.document().size().height()), self._lines_of_hint()))
        margins = self.contentsMargins()
        extra = 2 * self.document().documentMargin() + margins.top() + margins.bottom() + 2
        return QSize(120, int(lines * self.fontMetrics().lineSpacing() + extra))

    def _lines_of_hint(self) -> int:
        """How many lines the words take that are shown while nothing is typed."""
        words = self.placeholderText()
        if not words or not self.document().isEmpty():
            return 0
        room = self.viewport().width() - 2 * round(self.document().documentMargin())
        font = self.font()
        if self._hint_lines[:3] != (words, font, room):
            self._hint_lines = words, font, room, _lines_in(words, font.toString(), room)
        return self._hint_lines[3]

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())


@lru_cache(maxsize=256)
def _lines_in(words: str, font: str, room: int) -> int:
    """In how many lines words are wrapped; a layout asks a dozen times for each field."""
    described = QFont()
    described.fromString(font)
    metrics = QFontMetrics(described)
    wrapped = int(Qt.TextFlag.TextWordWrap)
    high = metrics.boundingRect(QRect(0, 0, max(room, 1), 10_000), wrapped, words).height()
    return round(high / metrics.lineSpacing())


class LabelledNote(QWidget):
    """A note field below its name."""

    def __init__(self, name: str, placeholder: str, keep: Keep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        label = plain_label(name)
        mute(label)
        self.field = NoteField(name, placeholder, keep)
        label.setBuddy(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label)
        column.addWidget(self.field)


class EscapeLeaves(QObject):
    """Hands the focus back to another widget when Escape is pressed in a field."""

    def __init__(self, home: QWidget, field: QWidget) -> None:
        super().__init__(field)
        self._home = home

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        ):
            self._home.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().eventFilter(watched, event)
