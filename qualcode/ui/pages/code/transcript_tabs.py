"""Tabs above the reading pane: the transcripts that are kept open, and one that changes with the list."""

from collections.abc import Collection, Mapping
from typing import Final
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget

from qualcode.model.study import Study

_LETTERS: Final = 12
"""So much of a name is always seen, or all of a shorter one: further tabs are scrolled to."""


class TranscriptTabs(QTabBar):
    """What is chosen in the list takes the place of the passing tab, unless a tab has it already.

    Keeping a transcript open makes its tab a lasting one. Until then there is nothing to see.
    """

    chosen = Signal(object)
    """The UUID of the transcript whose tab a person has taken."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Open transcripts")
        self.setDocumentMode(True)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setMovable(True)
        self.setElideMode(Qt.TextElideMode.ElideMiddle)
        self.setUsesScrollButtons(True)
        self._kept: set[UUID] = set()
        self._names: dict[UUID, str] = {}
        self.currentChanged.connect(self._on_current)
        self.tabBarDoubleClicked.connect(self._keep_at)
        self.hide()

    @property
    def open(self) -> list[UUID]:
        """The transcripts in the order of their tabs."""
        return [self.tabData(place) for place in range(self.count())]

    @property
    def current(self) -> list[UUID]:
        """The transcript of the tab that is shown; empty where there is no tab."""
        return self.open[self.currentIndex() :][:1] if self.count() else []

    @property
    def kept(self) -> frozenset[UUID]:
        return frozenset(self._kept)

    def minimumTabSizeHint(self, place: int) -> QSize:
        whole, least = self.tabSizeHint(place), super().minimumTabSizeHint(place)
        wide = least.width() + _LETTERS * self.fontMetrics().averageCharWidth()
        return QSize(min(whole.width(), wide), least.height())

    # -- showing ------------------------------------------------------------------------------

    def show_transcript(self, transcript_id: UUID, name: str) -> None:
        """Take the tab of a transcript, or the passing one for it; tells nobody."""
        self._names[transcript_id] = name
        before = self.blockSignals(True)
        if transcript_id in self.open:
            place = self.open.index(transcript_id)
        else:
            passing = [row for row, known in enumerate(self.open) if known not in self._kept]
            place = passing[0] if passing else self._added()
            self.setTabData(place, transcript_id)
        self.setCurrentIndex(place)
        self.blockSignals(before)
        self._refresh()

    def _added(self) -> int:
        place = self.insertTab(self.currentIndex() + 1, "")
        button = QToolButton()
        button.setAutoRaise(True)
        button.setText("×")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self._close_with(button))
        self.setTabButton(place, QTabBar.ButtonPosition.RightSide, button)
        return place

    def _button(self, place: int) -> QWidget | None:
        return self.tabButton(place, QTabBar.ButtonPosition.RightSide)

    def _refresh(self) -> None:
        for place, transcript_id in enumerate(self.open):
            name, kept = self._names[transcript_id], transcript_id in self._kept
            self.setTabText(place, name.replace("&", "&&"))
            tip = name if kept else f"{name}: makes room for the next transcript; double click keeps it open"
            self.setTabToolTip(place, tip)
            button = self._button(place)
            if button is not None:
                button.setAccessibleName(f"Close {name}")
                button.setToolTip(f"Close {name}")
        self.setVisible(self.count() > 1 or bool(self._kept))

    def refresh_names(self, study: Study) -> None:
        """Take in new names, and let go of the transcripts that are no more."""
        self._drop([known for known in self.open if known not in study.transcripts])
        self._names = {known: study.transcripts[known].name for known in self.open}
        self._refresh()

    def _on_current(self, place: int) -> None:
        transcript_id = self.tabData(place)
        if transcript_id is not None:
            self.chosen.emit(transcript_id)

    # -- keeping and closing ------------------------------------------------------------------

    def recall(self, transcripts: Mapping[UUID, str]) -> None:
        """Have lasting tabs for these transcripts, by their names; tells nobody."""
        for transcript_id, name in transcripts.items():
            self.show_transcript(transcript_id, name)
            self.keep(transcript_id)

    def keep(self, transcript_id: UUID) -> None:
        """Make the tab of a transcript a lasting one."""
        if transcript_id in self.open:
            self._kept.add(transcript_id)
            self._refresh()

    def _keep_at(self, place: int) -> None:
        transcript_id = self.tabData(place)
        if transcript_id is not None:
            self.keep(transcript_id)

    def step(self, by: int) -> None:
        """Go to the next tab or the one before, round and round."""
        if self.count() > 1:
            self.setCurrentIndex((self.currentIndex() + by) % self.count())

    def close_current(self) -> bool:
        """Close the tab that is shown; the last one stays, and False is the answer."""
        return self._close(self.currentIndex())

    def _close_with(self, button: QToolButton) -> None:
        for place in range(self.count()):
            if self._button(place) is button:
                self._close(place)
                return

    def _close(self, place: int) -> bool:
        if not 0 <= place < self.count():
            return False
        if self.count() == 1:
            self._kept.clear()
            self._refresh()
            return False
        shown = self.currentIndex() == place
        self._drop([self.tabData(place)])
        self._refresh()
        if shown:
            self._on_current(self.currentIndex())
        return True

    def _drop(self, gone: Collection[UUID]) -> None:
        before = self.blockSignals(True)
        for transcript_id in gone:
            place = self.open.index(transcript_id)
            button = self._button(place)
            self.removeTab(place)
            if button is not None:
                button.deleteLater()
            self._kept.discard(transcript_id)
        self.blockSignals(before)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The middle button closes a tab."""
        if event.button() == Qt.MouseButton.MiddleButton:
            self._close(self.tabAt(event.position().toPoint()))
        else:
            super().mouseReleaseEvent(event)
