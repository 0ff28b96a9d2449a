"""What a transcript view tells assistive technology while one moves through it."""

from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessibleInterface
from PySide6.QtWidgets import QAbstractScrollArea

from qualcode.model.codings import Coding
from qualcode.model.study import Study
from qualcode.ui.transcript import accessible
from qualcode.ui.transcript.accessible_text import AccessibleTranscript
from qualcode.ui.transcript.spoken_text import ReadAloud


class Speaking(QObject):
    """Says turn, speaker and codes when they are others than before; does nothing where nobody listens."""

    def __init__(self, widget: QAbstractScrollArea, view: ReadAloud) -> None:
        super().__init__(widget)
        self._widget = widget
        self._view = view
        self._said = ""
        self._interface: AccessibleTranscript | None = None

    def interface(self) -> QAccessibleInterface:
        """What Qt hands on; kept here, for Qt does not keep Python's part of it."""
        self._interface = AccessibleTranscript(self._widget, self._view)
        return self._interface

    def forget(self) -> None:
        """Say again what was said last: it is about to be another thing by the same name."""
        self._said = ""

    def caret_moved(self) -> None:
        """Tell of the caret, and of turn and codes there."""
        if not accessible.someone_listens():
            return
        self._follow()
        accessible.tell_caret(self._widget, self._units(self._view.cursor_position()))
        # The end of a selection is not what one looks at: what is selected says what codes it has.
        if self._view.selected_span() is None:
            self._say(self._view.description())

    def selected(self, study: Study, transcript_id: UUID | None) -> None:
        """Tell what is selected; its words are read by assistive technology itself."""
        if not accessible.someone_listens():
            return
        self._follow()
        span = self._view.selected_span()
        if span is None or transcript_id is None:
            caret = self._units(self._view.cursor_position())
            accessible.tell_selection(self._widget, caret, caret)
        else:
            accessible.tell_selection(self._widget, self._units(span.start), self._units(span.end))
            self._say(accessible.describe_selection(study, transcript_id, span, self._view.limit))

    def arriving(self, study: Study, transcript_id: UUID, coding: Coding) -> None:
        """Say which coding one goes to: one sentence, not a second one for the caret that moves there."""
        limit = self._view.limit
        self._said = accessible.describe_arrival(study, transcript_id, coding.span.start, limit)
        accessible.announce(self._widget, accessible.describe_coding(study, transcript_id, coding, limit))

    def _say(self, sentence: str) -> None:
        if sentence != self._said:
            self._said = sentence
            accessible.announce(self._widget, sentence)

    def _follow(self) -> None:
        if self._interface is not None:
            self._interface.spoken.follow()

    def _units(self, position: int) -> int:
        return self._view.display.to_display(position)
