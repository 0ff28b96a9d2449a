"""The segments of a code for sorting them into new codes; fetched as one comes to them."""

from collections.abc import Callable, Iterator
from html import escape
from itertools import islice
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from qualcode.model.segments import Segment
from qualcode.ui.look.theme import colours_now
from qualcode.ui.widgets.rich_list import HTML_ROLE

Index = QModelIndex | QPersistentModelIndex

_FETCHED: Final = 50


class SplitSegments(QAbstractListModel):
    """``goes_to`` says in words where a segment goes."""

    def __init__(
        self,
        segments: Iterator[Segment],
        goes_to: Callable[[Segment], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._rest = segments
        self._goes_to = goes_to
        self.segments: list[Segment] = []
        """Those that have been fetched."""
        self._more = True
        self.fetchMore()

    def canFetchMore(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index = QModelIndex()) -> None:  # noqa: B008
        """Make some more: a code may have a hundred thousand, and nobody sees them all."""
        if not self.canFetchMore(parent):
            return
        found = list(islice(self._rest, _FETCHED))
        self._more = len(found) == _FETCHED
        if found:
            first = len(self.segments)
            self.beginInsertRows(QModelIndex(), first, first + len(found) - 1)
            self.segments += found
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.segments)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        segment = self.segments[index.row()]
        if role == HTML_ROLE:
            return self._html(segment)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._goes_to(segment)}: {segment.text}"
        return None

    def _html(self, segment: Segment) -> str:
        muted = colours_now().muted
        where = escape(f"{segment.transcript} · {segment.said_by} · {segment.coder}")
        target = escape(self._goes_to(segment))
        return f'<span style="color:{muted}">{where}</span> &nbsp; <b>{target}</b><br>{escape(segment.text)}'

    def refresh(self, first: int = 0, last: int | None = None) -> None:
        """Where these segments go has changed; all of them where no last one is given."""
        end = len(self.segments) - 1 if last is None else last
        if self.segments:
            self.dataChanged.emit(self.index(first), self.index(end))
