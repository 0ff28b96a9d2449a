"""The list of differences; its keys go on, go back and settle."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from qualcode.model.cutting import shortened
from qualcode.model.reading_words import decision_in_words, kind_in_words
from qualcode.model.readings import ReadingDifference
from qualcode.model.study import Study
from qualcode.ui.widgets.roomy_rows import RoomyRows

_MOST = 2000
"""Differences listed at once: more are found faster by choosing a code or transcript."""


class DifferenceList(QListWidget):
    """Where each difference is, of which kind, and what was settled."""

    def __init__(self, keys: dict[Qt.Key, Callable[[], object]]) -> None:
        super().__init__()
        self._keys = keys
        self._found: tuple[ReadingDifference, ...] = ()
        self.setAccessibleName("Differences")
        self.setItemDelegate(RoomyRows(self, 0, 8))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_found(self, study: Study, found: Sequence[ReadingDifference]) -> None:
        """List differences, with the one that was current chosen again, else what has taken its place."""
        current, row = self.current, max(0, self.currentRow())
        self._found = tuple(found[:_MOST])
        self.blockSignals(True)
        self.clear()
        for each in self._found:
            item = QListWidgetItem(_words(study, each), self)
            item.setToolTip(shortened(study.quoted(each.transcript_id, each.span), 500))
        keys = [each.key for each in self._found]
        again = keys.index(current.key) if current is not None and current.key in keys else row
        self.setCurrentRow(min(again, len(self._found) - 1))
        self.blockSignals(False)

    @property
    def current(self) -> ReadingDifference | None:
        """The difference that is chosen."""
        row = self.currentRow()
        return self._found[row] if 0 <= row < len(self._found) else None

    def go(self, by: int) -> None:
        """Go to another difference."""
        self.setCurrentRow(min(max(0, self.currentRow() + by), self.count() - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._keys.get(Qt.Key(event.key()))
        if act is None or event.modifiers():
            super().keyPressEvent(event)
        else:
            act()


def _words(study: Study, each: ReadingDifference) -> str:
    turn = study.turn_at(each.transcript_id, each.span.start)
    where = study.transcripts[each.transcript_id].name
    where += "" if turn is None else f", turn {turn.ordinal + 1}"
    codes = ", ".join(study.codes[code_id].name for code_id in each.codes)
    settled = f"\n{decision_in_words(study, each)}" if each.decision is not None else ""
    return f"{where}: {kind_in_words(study, each)}\n{codes}{settled}"
