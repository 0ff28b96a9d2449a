"""A project opens where one stopped, and remembers where that is whenever one pauses."""

from typing import Final
from uuid import UUID

from PySide6.QtCore import QTimer

from qualcode.ui.models.transcript_tree import ShownTranscripts
from qualcode.ui.session.last_time import LastTime
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.shell.page_stack import PagePlace, PageStack

PAUSE: Final = 2_000
"""Milliseconds without moving in the text, after which the place is kept."""


class LastTimeHere:
    """What is gone from the project since is passed over; the place in the text is kept by the code page."""

    def __init__(self, session: Session, preferences: Preferences, pages: PageStack) -> None:
        self._session = session
        self._preferences = preferences
        self._pages = pages
        self._last = preferences.last_time(session.study.info.id)
        # Kept when it is left, too; but who is cut off by a power failure comes back to where they were.
        self._pause = QTimer(pages)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.save)
        view = pages.code.reading.view
        view.cursor_moved.connect(self._pause.start)
        view.verticalScrollBar().valueChanged.connect(lambda _value: self._pause.start())
        pages.shown.connect(lambda _place: self._pause.start())

    @property
    def transcript(self) -> UUID | None:
        """The transcript that was open."""
        return self._last.transcript if self._last.transcript in self._session.study.transcripts else None

    @property
    def page(self) -> PagePlace:
        """The page that was open; that of coding, where there is no text to look at, or none is known."""
        known = {place.name.lower(): place for place in PagePlace}
        if not self._session.study.transcripts:
            return PagePlace.CODE
        return known.get(self._last.page, PagePlace.CODE)

    def recall(self) -> None:
        """List the transcripts as they were, offer the codes applied last, have the tabs that were kept."""
        listed = self._pages.code.navigator.transcripts
        listed.show_as(ShownTranscripts(self._last.sorting, self._last.statuses))
        study, reading = self._session.study, self._pages.code.reading
        reading.desk.recall(code_id for code_id in self._last.codes if code_id in study.codes)
        tabs = {
            known: study.transcripts[known].name for known in self._last.tabs if known in study.transcripts
        }
        shown = reading.view.transcript_id
        reading.tabs.recall(tabs)
        if tabs and shown is not None:
            reading.tabs.show_transcript(shown, study.transcripts[shown].name)

    def save(self) -> None:
        """Keep where the person stops, in the project and in the text."""
        self._pages.code.save_places()
        reading = self._pages.code.reading
        listed = self._pages.code.navigator.transcripts.transcripts.shown
        place = self._pages.place
        kept = reading.tabs.kept
        last = LastTime(
            place.name.lower(),
            reading.view.transcript_id,
            tuple(transcript_id for transcript_id in reading.tabs.open if transcript_id in kept),
            tuple(reading.desk.recent),
            listed.sorting,
            listed.statuses,
        )
        self._preferences.save_last_time(self._session.study.info.id, last)
