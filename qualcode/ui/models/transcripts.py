"""The transcripts of a project for a tree view: grouped by kind, each with how much of it is coded."""

from collections.abc import Iterable, Iterator
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from qualcode.analysis.coded_share import coded_share
from qualcode.model.change import Touched
from qualcode.model.entities import TextVersion, Transcript
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.transcript import TranscriptKind
from qualcode.ui.session.session import Session

Index = QModelIndex | QPersistentModelIndex

ID_ROLE: Final = Qt.ItemDataRole.UserRole
SHARE_ROLE: Final = Qt.ItemDataRole.UserRole + 1

KIND_TITLES: Final = {
    TranscriptKind.FOCUS_GROUP: "Focus groups",
    TranscriptKind.INTERVIEW: "Interviews",
    TranscriptKind.OTHER: "Other transcripts",
}
_GROUP: Final = 0
_OF_A_TRANSCRIPT: Final = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled


class TranscriptsModel(QAbstractItemModel):
    """Kinds at the top, transcripts below. A transcript's internal id is its group's row plus one."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shares: dict[UUID, float] = {}
        self._groups: list[tuple[TranscriptKind, list[Transcript]]]
        self._places: dict[UUID, tuple[int, int]]
        """Group and row of each transcript."""
        self._read()
        session.changed.connect(self._on_changed)

    def _on_changed(self, _step: Step, touched: Touched) -> None:
        if Transcript in touched.kinds:
            self.beginResetModel()
            self._read()
            self._shares.clear()
            self.endResetModel()
            return
        changed = touched.codings | (touched.rows if TextVersion in touched.kinds else frozenset())
        for transcript_id in changed:
            self._shares.pop(transcript_id, None)
        for first, last in self._stretches(changed):
            self.dataChanged.emit(first, last)

    def _read(self) -> None:
        self._groups = _grouped(self._session.study)
        self._places = {
            transcript.id: (group, row)
            for group, (_kind, rows) in enumerate(self._groups)
            for row, transcript in enumerate(rows)
        }

    def _stretches(self, changed: Iterable[UUID]) -> Iterator[tuple[QModelIndex, QModelIndex]]:
        """First and last of those of a group: told one by one, a thousand would keep the views busy."""
        places: dict[int, list[int]] = {}
        for group, row in filter(None, map(self._places.get, changed)):
            places.setdefault(group, []).append(row)
        for group, rows in places.items():
            yield self.createIndex(min(rows), 0, group + 1), self.createIndex(max(rows), 0, group + 1)

    # -- the tree -----------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if column != 0 or not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _GROUP)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # Qt has two by this name
        if not index.isValid() or index.internalId() == _GROUP:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, _GROUP)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._groups)
        if parent.internalId() != _GROUP or parent.column() != 0:
            return 0
        return len(self._groups[parent.row()][1])

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled if index.internalId() == _GROUP else _OF_A_TRANSCRIPT

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Not seen, but spoken; Qt would say a number."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return "Transcript"
        return None

    # -- what is shown ------------------------------------------------------------------------

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if index.internalId() == _GROUP:
            kind, rows = self._groups[index.row()]
            if role == Qt.ItemDataRole.DisplayRole:
                return KIND_TITLES[kind]
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return f"{KIND_TITLES[kind]}, {len(rows)}"
            return None
        transcript = self._groups[index.internalId() - 1][1][index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return transcript.name
        if role == ID_ROLE:
            return transcript.id
        if role == SHARE_ROLE:
            return self._share(transcript.id)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{transcript.name}, {self._share(transcript.id):.0%} coded"
        return None

    def _share(self, transcript_id: UUID) -> float:
        if transcript_id not in self._shares:
            self._shares[transcript_id] = coded_share(self._session.study, transcript_id)
        return self._shares[transcript_id]

    # -- finding ------------------------------------------------------------------------------

    def index_of(self, transcript_id: UUID | None) -> QModelIndex:
        """Where a transcript stands."""
        place = None if transcript_id is None else self._places.get(transcript_id)
        return QModelIndex() if place is None else self.createIndex(place[1], 0, place[0] + 1)

    @property
    def in_order(self) -> list[UUID]:
        """The transcripts as they stand below one another."""
        return [transcript.id for _kind, rows in self._groups for transcript in rows]


def _grouped(study: Study) -> list[tuple[TranscriptKind, list[Transcript]]]:
    groups = [
        (kind, [row for row in study.transcripts_in_order if row.kind is kind]) for kind in TranscriptKind
    ]
    return [(kind, rows) for kind, rows in groups if rows]
