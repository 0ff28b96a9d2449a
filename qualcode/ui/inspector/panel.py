"""The right side: what is at the cursor, what its code means, and what is known about the transcript."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from qualcode.model.change import Touched
from qualcode.model.entities import Attribute, AttributeValue, Folder, Participant, Transcript
from qualcode.model.span import Span
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.ui.commands.spoken_keys import with_keys
from qualcode.ui.inspector.code_section import CodeSection
from qualcode.ui.inspector.codings_here import CodingsHere, codings_at
from qualcode.ui.inspector.filling import Filling
from qualcode.ui.inspector.segments import SegmentList
from qualcode.ui.inspector.transcript_section import TranscriptSection
from qualcode.ui.look.theme import SPACING, heading_font
from qualcode.ui.painted.frame import ThinLine
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.transcript.limit import EVERYTHING, Limit
from qualcode.ui.widgets.laid_out_once import laid_out_once

_ABOUT_TRANSCRIPTS = frozenset((Transcript, Folder, Participant, Attribute, AttributeValue))
_NO_CODING = "No coding at the cursor."
_SELECTED = "No coding here yet. Press {code.choose} to choose a code for the selection."


class Inspector(QScrollArea):
    """Three sections, one below the other."""

    removing = Signal(object)
    memo_wanted = Signal(object)
    """The identity of a memo that is to be read."""

    def __init__(
        self, session: Session, preferences: Preferences, home: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._preferences = preferences
        self._place: tuple[UUID | None, int, Span | None] = (None, 0, None)
        self._limit = EVERYTHING
        self._shown: Study | None = None
        self.setAccessibleName("Segment panel")
        # Its fields and buttons can be reached, and bring themselves into view: the frame is no stop.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._filling = Filling(self)
        self.segments = SegmentList(session, preferences, home, self._filling)
        self.segments.removing.connect(self.removing)
        self.segments.current_changed.connect(self._show_code_of_segment)
        self.code = CodeSection(session, home, self._filling)
        self.segments.memo_wanted.connect(self.memo_wanted)
        self.code.memos.wanted.connect(self.memo_wanted)
        self.transcript = TranscriptSection(session, home, self._filling)
        content = self._content = QWidget(self.viewport())
        column = QVBoxLayout(content)
        column.setContentsMargins(SPACING + 4, SPACING + 2, SPACING + 4, SPACING)
        column.setSpacing(SPACING)
        for title, section in (
            ("Segment", self.segments), ("Code", self.code), ("Transcript", self.transcript),
        ):  # fmt: skip
            column.addWidget(_heading(title, first=title == "Segment"))
            column.addWidget(section)
        column.addStretch()
        self.setWidget(content)
        session.changed.connect(self._on_changed)

    def fill_in_turns(self) -> None:
        """From now on fill one section in each turn, after the text beside it has been painted."""
        self._filling.in_turns = True

    def show_place(self, transcript_id: UUID | None, position: int, selection: Span | None) -> None:
        """Show what is at a place of a transcript."""
        place, study = (transcript_id, position, selection), self._session.study
        # A gesture moves caret and selection, and each of them asks.
        if place == self._place and study is self._shown:
            return
        if place != self._place:
            self.segments.forget_pointed_out()
        with laid_out_once(self._content):
            if transcript_id != self._place[0]:
                self.transcript.show_transcript(transcript_id)
            self._place = place
            self._show_segments()
            self._show_code_of_segment()

    def show_limit(self, limit: Limit) -> None:
        """Show the segments at the place that the text shows."""
        self._limit = limit
        with laid_out_once(self._content):
            self._show_segments()
            self._show_code_of_segment()

    def show_code(self, code_id: UUID | None) -> None:
        """Show a code that was chosen elsewhere."""
        self.code.show_code(code_id)

    def _on_changed(self, _step: Step, touched: Touched) -> None:
        with laid_out_once(self._content):
            self._follow(touched)

    def _follow(self, touched: Touched) -> None:
        """Show the same place as it is now, as far as the step concerns it."""
        before = self.segments.current
        self._show_segments()
        current, code_id = self.segments.current, self.code.code_id
        # What was just applied is read about at once, and the code that a segment has been given instead;
        # while a segment stays as it is, so does the code looked at.
        if current is not None and (
            before is None or (current.id, current.code_id) != (before.id, before.code_id)
        ):
            code_id = current.code_id
        self.code.show_code(code_id)
        if touched.turns or _ABOUT_TRANSCRIPTS & touched.kinds:
            self.transcript.show_transcript(self._place[0])

    def _show_segments(self) -> None:
        transcript_id, position, selection = self._place
        self._shown = self._session.study
        here = CodingsHere([], "")
        if transcript_id is not None and transcript_id in self._session.study.transcripts:
            here = codings_at(self._session.study, transcript_id, position, selection, self._limit)
        hint = with_keys(_SELECTED, self._preferences) if selection else _NO_CODING
        self.segments.show_codings(transcript_id, here, hint)

    def _show_code_of_segment(self) -> None:
        current = self.segments.current
        if current is not None:
            self.code.show_code(current.code_id)


def _heading(title: str, *, first: bool) -> QWidget:
    label = QLabel(title)
    label.setFont(heading_font(label.font(), 1.05))
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0 if first else SPACING, 0, 0)
    column.setSpacing(SPACING)
    if not first:
        column.addWidget(ThinLine(holder))
    column.addWidget(label)
    return holder
