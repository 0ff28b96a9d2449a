"""The stripes and the map as a table: every segment in words, for keyboards and screen readers."""

from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from qualcode.model.codings import Coding, Codings
from qualcode.model.identity import id_array, id_at
from qualcode.ui.transcript.accessible import shortened
from qualcode.ui.transcript.shown import speaker_of
from qualcode.ui.transcript.view import TranscriptView

_Index = QModelIndex | QPersistentModelIndex
_COLUMNS = ("Turn", "Speaker", "Code", "Coder", "Words", "Memo")


class SegmentsModel(QAbstractTableModel):
    """The codings that a view shows, in the order of the text."""

    def __init__(self, view: TranscriptView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._codings = view.codings
        self._last: tuple[int, Coding] | None = None
        view.codings_changed.connect(self._refresh)

    def _refresh(self) -> None:
        self.beginResetModel()
        self._codings, self._last = self._view.codings, None
        self.endResetModel()

    @property
    def codings(self) -> Codings:
        return self._codings

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._codings)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return _COLUMNS[section] if orientation == Qt.Orientation.Horizontal else section + 1

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        place = self._view.transcript_id
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return str(self.data(index) or f"no {_COLUMNS[index.column()].lower()}")
        wanted = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        if not index.isValid() or place is None or not wanted:
            return None
        coding, study = self._row(index.row()), self._view.session.study
        if role == Qt.ItemDataRole.ToolTipRole:
            return study.path(coding.code_id)
        match _COLUMNS[index.column()]:
            case "Code":
                return study.codes[coding.code_id].name
            case "Coder":
                return study.coders[coding.coder_id].name
            case "Words":
                return shortened(study.quoted(place, coding.span))
            case "Memo":
                return shortened(coding.memo)
        turn = study.turn_at(place, coding.span.start)
        if turn is None:
            return ""
        return turn.ordinal + 1 if _COLUMNS[index.column()] == "Turn" else speaker_of(study, turn)

    def _row(self, row: int) -> Coding:
        """A view asks for a row cell by cell: the last one asked for is kept."""
        if self._last is None or self._last[0] != row:
            self._last = row, self._codings.row(row)
        return self._last[1]

    def coding_at(self, row: int) -> UUID:
        """The coding of a row."""
        return id_at(self._codings.id, row)

    def row_of(self, coding_id: UUID) -> int:
        """The row of a coding; -1 where it is not shown."""
        return int(self._codings.positions(id_array([coding_id]))[0]) if len(self._codings) else -1


class SegmentsTable(QTableView):
    """Goes where the view goes; Enter or a double click goes to a segment in the text."""

    def __init__(self, view: TranscriptView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._segments = SegmentsModel(view, self)
        self.setModel(self._segments)
        self.setAccessibleName("Segments of this transcript")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.activated.connect(self._go)
        view.coding_activated.connect(self._follow)

    def _go(self, index: QModelIndex) -> None:
        self._view.activate_coding(self._segments.coding_at(index.row()))

    def _follow(self, coding_id: UUID) -> None:
        row = self._segments.row_of(coding_id)
        if row >= 0 and row != self.currentIndex().row():
            self.setCurrentIndex(self._segments.index(row, max(0, self.currentIndex().column())))
