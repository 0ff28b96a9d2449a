"""The list of files above what can be settled of one of them; in a low window both are scrolled through."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStyle

from qualcode.ui.dialogs.importing.details_pane import DetailsPane
from qualcode.ui.dialogs.importing.file_list import FileList
from qualcode.ui.painted.splitter import LineSplitter
from qualcode.ui.widgets.scrolled import Scrolled

_LISTED, _ROW = 260, 26
_LOW: Final = 320
"""Pixels that list and details need beside one another; with fewer the list has all it can use."""
_DETAILS: Final = 250
_LEAST_ROWS: Final = 3
_PEEP: Final = 24
"""Pixels of the details that are seen below the list, so that one sees that there is more."""


class ListAndDetails(Scrolled):
    """Whoever goes on with Tab is taken along to the details."""

    def __init__(self, table: FileList, pane: DetailsPane) -> None:
        self._halves = LineSplitter(Qt.Orientation.Vertical)
        self._table = table
        self._rows = 0
        self._low = False
        self._pane, self._details = pane, Scrolled(pane)
        for half in (table, self._details):
            self._halves.addWidget(half)
        super().__init__(self._halves)
        pane.installEventFilter(self)
        self._halves.setSizes([_LISTED, _DETAILS])

    def share_room(self, rows: int) -> None:
        """A short list of so many ``rows`` leaves its room to what can be settled below it."""
        self._rows = rows
        room = sum(self._halves.sizes())
        head = self._table.header().height()
        listed = min(room // 2, _LISTED, head + _ROW * (rows + 1))
        # Of a long list a few rows are enough where what is settled below it would be out of sight.
        listed = max(min(listed, head + _ROW * _LEAST_ROWS), min(listed, room - _DETAILS))
        if self._low:
            listed = self._listed_alone()
            room = listed + self._details_alone()
            self._halves.setMinimumHeight(room)
        self._halves.setSizes([listed, room - listed])

    def _listed_alone(self) -> int:
        """How high the list is that does not share its room: of few rows no higher than they are."""
        room = self.maximumViewportSize().height() - _PEEP
        if not self._rows:
            return room
        bar = self._table.horizontalScrollBar().sizeHint().height()
        return min(room, self._table.header().height() + _ROW * self._rows + bar)

    def _details_alone(self) -> int:
        """How high the details are that do not share their room: nothing in them is scrolled by itself."""
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        needed = self._details.least_height(self.maximumViewportSize().width() - bar)
        return max(_DETAILS, needed + self._halves.handleWidth())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        done = super().eventFilter(watched, event)
        if self._low and watched is self._pane and event.type() is QEvent.Type.LayoutRequest:
            self.share_room(self._rows)
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        room = self.maximumViewportSize().height()
        was_low, self._low = self._low, room < _LOW
        alone = self._listed_alone() + self._details_alone()
        self._halves.setMinimumHeight(alone if self._low else 0)
        super().resizeEvent(event)
        if self._low or was_low:
            self.share_room(self._rows)
