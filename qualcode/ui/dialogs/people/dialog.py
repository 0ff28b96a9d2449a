"""The window of participants and attributes: who speaks, what is recorded, which label belongs to whom."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from qualcode.model.change import Touched
from qualcode.model.entities import Attribute, AttributeSubject, AttributeValue, Participant, Transcript
from qualcode.model.step import Step
from qualcode.ui.commands.spoken_keys import keys_of
from qualcode.ui.dialogs.people.cells import CellTable
from qualcode.ui.dialogs.people.speaker_model import Speaker, SpeakerModel, speakers_of
from qualcode.ui.dialogs.people.subjects_tab import SubjectsTab
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.session.background import Background
from qualcode.ui.session.latest import Latest
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.asking import FileChooser
from qualcode.ui.widgets.messages import MessageBar
from qualcode.ui.widgets.on_screen import opening_size
from qualcode.ui.widgets.refusals import tell_refusals

_CARES_FOR = frozenset((Attribute, AttributeValue, Participant, Transcript))
_SPEAKERS = (
    "A label is the name before a turn; say whose it is, and whether it is an interviewer’s. Give two "
    "labels the same name to merge them. The text itself stays as it is."
)


class PeopleDialog(QDialog):
    """Three tables that follow the project; each edit is a step that can be undone here."""

    def __init__(
        self, session: Session, background: Background, preferences: Preferences, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._preferences = preferences
        self._latest = Latest(background)
        self.setWindowTitle("Participants and attributes")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(opening_size(parent, 1060, 680))
        self.bar = MessageBar()
        session.changed.connect(self.bar.settle)
        for key in keys_of("view.message", preferences):
            QShortcut(QKeySequence(key), self, self.bar.go_to)
        files = FileChooser(self, preferences)
        self.participants = SubjectsTab(
            session, background, files, self.bar, preferences, AttributeSubject.PARTICIPANT
        )
        self.transcripts = SubjectsTab(
            session, background, files, self.bar, preferences, AttributeSubject.TRANSCRIPT
        )
        self.speaker_model = SpeakerModel(session, self)
        self.speakers = CellTable(self.speaker_model, "Speakers")
        self._speakers_stale = True
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.participants, "Participants")
        self.tabs.addTab(self.transcripts, "Transcripts")
        self.tabs.addTab(self._speakers_tab(), "Speakers")
        self.tabs.currentChanged.connect(self._refresh_speakers)
        self._lay_out()
        session.changed.connect(self._on_changed)
        tell_refusals(session, self, self.bar.refuse)
        self._show_history()
        self.participants.table.setFocus()

    def _speakers_tab(self) -> QWidget:
        hint = QLabel(_SPEAKERS)
        mute(hint)
        hint.setWordWrap(True)
        tab = QWidget()
        column = QVBoxLayout(tab)
        column.setContentsMargins(0, SPACING, 0, 0)
        column.addWidget(self.speakers, 1)
        column.addWidget(hint)
        return tab

    def _lay_out(self) -> None:
        self.undo = self._action("Undo", "edit.undo", self._session.undo)
        self.redo = self._action("Redo", "edit.redo", self._session.redo)
        row = QHBoxLayout()
        for action in (self.undo, self.redo):
            button = QPushButton(action.text())
            button.setAutoDefault(False)
            button.clicked.connect(action.trigger)
            action.changed.connect(lambda button=button, action=action: _follow(button, action))
            row.addWidget(button)
        row.addStretch()
        close = QPushButton("Close")
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.addWidget(self.tabs, 1)
        self.bar.lie_over(self.tabs)
        column.addLayout(row)

    def _action(self, words: str, like: str, act: object) -> QAction:
        """Done with the keys of the action of the window that it is like."""
        action = QAction(words, self)
        action.setShortcuts([QKeySequence(key) for key in keys_of(like, self._preferences)])
        action.triggered.connect(act)
        self.addAction(action)
        return action

    def _show_history(self) -> None:
        for action, step, verb in (
            (self.undo, self._session.undoable, "Undo"),
            (self.redo, self._session.redoable, "Redo"),
        ):
            action.setToolTip(f"{verb}: {step.label}" if step else verb)
            action.setEnabled(step is not None)

    def _on_changed(self, _step: Step, touched: Touched) -> None:
        self._show_history()
        if touched.turns or _CARES_FOR & touched.kinds:
            self.participants.refresh()
            self.transcripts.refresh()
            self._speakers_stale = True
            self._refresh_speakers()

    def show_transcript(self, transcript_id: UUID) -> None:
        """Go to what is recorded about a transcript."""
        self.tabs.setCurrentWidget(self.transcripts)
        self.transcripts.show_row(transcript_id)

    def _refresh_speakers(self) -> None:
        """Count everybody's turns where they are looked at: of a thousand transcripts that takes a moment."""
        if not self._speakers_stale or self.tabs.currentWidget() is not self.speakers.parentWidget():
            return
        self._speakers_stale = False
        study = self._session.study
        self._latest.ask(lambda _progress: speakers_of(study), self._show_speakers)

    def _show_speakers(self, found: list[Speaker]) -> None:
        first = not self.speaker_model.speakers
        self.speaker_model.show(found)
        if first and found:
            self.speakers.fit_columns()
            self.speakers.setCurrentIndex(self.speaker_model.index(0, 0))

    def done(self, result: int) -> None:
        self._latest.stop()
        for tab in (self.participants, self.transcripts):
            tab.memo.field.save()
        super().done(result)


def _follow(button: QPushButton, action: QAction) -> None:
    button.setEnabled(action.isEnabled())
    button.setToolTip(action.toolTip())
