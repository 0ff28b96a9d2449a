"""The list of files above what can be settled of one of them; in a low window both are scrolled through."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent

from qualcode.ui.dialogs.importing.details_pane import DetailsPane
from qualcode.ui.dialogs.importing.file_list import FileList
from qualcode.ui.painted.splitter import LineSplitter
from qualcode.ui.widgets.scrolled import Scrolled

_LISTED, _ROW = 260, 26
_LOW: Final = 320
"""Pixels that list and details need beside one another; with fewer the list has them alone."""
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
        for half in (table, Scrolled(pane)):
            self._halves.addWidget(half)
        super().__init__(self._halves)
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
            listed = room - _DETAILS
        self._halves.setSizes([listed, room - listed])

    def resizeEvent(self, event: QResizeEvent) -> None:
        room = self.maximumViewportSize().height()
        was_low, self._low = self._low, room < _LOW
        self._halves.setMinimumHeight(room - _PEEP + _DETAILS if self._low else 0)
        super().resizeEvent(event)
        if self._low or was_low:
            self.share_room(self._rows)
