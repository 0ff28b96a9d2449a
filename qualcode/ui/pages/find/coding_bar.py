"""Coding what was found: choose a code, see how many passages would get it, apply it in one step."""

from typing import NamedTuple
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from qualcode.model.change import ChangeSet
from qualcode.model.entities import Coder
from qualcode.model.in_words import counted
from qualcode.model.progress import Progress
from qualcode.model.span import Span, trimmed
from qualcode.model.study import Study
from qualcode.operations.codebook import add_code
from qualcode.operations.coders import ensure_coder
from qualcode.operations.coding import code_passages
from qualcode.operations.draft import together
from qualcode.ui.pages.find.answers import Place
from qualcode.ui.session.background import Background
from qualcode.ui.session.latest import Latest
from qualcode.ui.session.session import Session
from qualcode.ui.transcript.accessible import announce


class _Preview(NamedTuple):
    """The passages without white space around them, how many are new, and in how many transcripts."""

    places: list[Place]
    new: int
    transcripts: int


class CodingBar(QFrame):
    """Hidden until a code is chosen; Apply makes one step, which undo takes back."""

    closed = Signal()

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._latest = Latest(background)
        self._code: UUID | str | None = None
        self._places: list[Place] = []
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.apply_button, self.cancel_button = QPushButton("Apply"), QPushButton("Cancel")
        self.apply_button.clicked.connect(self._apply)
        self.cancel_button.clicked.connect(self.put_away)
        row = QHBoxLayout(self)
        row.addWidget(self.words, 1)
        row.addWidget(self.apply_button)
        row.addWidget(self.cancel_button)
        self.hide()

    def preview(self, code: UUID | str, places: list[Place]) -> None:
        """Say what applying a code (by identity, or by the name of a new one) would do.

        In thousands of passages that takes a moment to find out.
        """
        study, coder_name = self._session.study, self._session.coder_name
        self._code, self._places = code, []
        self.words.setText("Looking which passages have it already …")
        self.apply_button.setEnabled(False)
        self.show()
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)

        def work(_progress: Progress) -> _Preview:
            tidy = [(place, _tidy(study, place, span)) for place, span in places]
            coder, arrival = ensure_coder(study, coder_name)
            change = _change(study.after(arrival) if arrival else study, coder, code, tidy)
            return _Preview(tidy, sum(len(part.added) for part in change.codings), len(change.codings))

        self._latest.ask(work, self._show, self._refuse)

    def _show(self, found: _Preview) -> None:
        self._places, new, code = found.places, found.new, self._code
        known = len(dict.fromkeys(found.places)) - new
        name = self._session.study.path(code) if isinstance(code, UUID) else code
        sentence = f"“{name}” on {counted(new, 'passage')} in {counted(found.transcripts, 'transcript')}"
        if isinstance(code, str):
            sentence = f"New code {sentence}"
        if known:
            sentence += f"; {counted(known, 'passage')} {'has' if known == 1 else 'have'} it already"
        self.words.setText(f"{sentence}.")
        self.apply_button.setEnabled(bool(new))
        if new and self.cancel_button.hasFocus():
            self.apply_button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.words.text())

    def _refuse(self, sentence: str) -> None:
        self.put_away()
        self._session.refused.emit(sentence)

    def put_away(self) -> None:
        """Change nothing."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def _apply(self) -> None:
        code, places = self._code, self._places
        self.put_away()
        if code is not None:
            self._session.carry_out_as_coder(lambda study, coder: _change(study, coder, code, places))

    def hideEvent(self, event: QHideEvent) -> None:
        self._latest.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves all as it is; Enter does what the button says that has the focus."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape or (enter and self.cancel_button.hasFocus()):
            self.put_away()
        elif enter and self.apply_button.isEnabled():
            self._apply()
        else:
            super().keyPressEvent(event)


def _change(study: Study, coder: Coder, code: UUID | str, places: list[Place]) -> ChangeSet:
    if isinstance(code, UUID):
        return code_passages(study, code, places, coder.id)
    new, addition = add_code(study, code)
    applying = code_passages(study.after(addition), new.id, places, coder.id)
    return together(study, applying.label, [addition, applying])


def _tidy(study: Study, transcript_id: UUID, span: Span) -> Span:
    """A passage without the white space around it."""
    return trimmed(span, study.text(transcript_id))
