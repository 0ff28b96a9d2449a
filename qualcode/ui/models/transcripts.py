"""The transcripts of a project for a tree view: by folder and kind, each with status and share coded."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from qualcode.analysis.coded_share import coded_share
from qualcode.model.change import Touched
from qualcode.model.entities import Folder, TextVersion, Transcript
from qualcode.model.step import Step
from qualcode.model.transcript import TranscriptKind
from qualcode.model.words.in_words import counted
from qualcode.operations.transcripts.documents import rename_transcript
from qualcode.operations.transcripts.folders import rename_folder
from qualcode.ui.models.stretches import selection_of
from qualcode.ui.models.transcript_tree import ROOT, Branch, ShownTranscripts, alike, branches_of
from qualcode.ui.session.session import Session

Index = QModelIndex | QPersistentModelIndex

ID_ROLE: Final = Qt.ItemDataRole.UserRole
"""The identity of a transcript; None for anything else."""
SHARE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
FOLDER_ROLE: Final = Qt.ItemDataRole.UserRole + 2
"""The identity of a folder; None for anything else."""
STATUS_ROLE: Final = Qt.ItemDataRole.UserRole + 3
"""The status of a transcript; None where the project makes no use of them."""
NUMBER_ROLE: Final = Qt.ItemDataRole.UserRole + 4
"""How many transcripts are in a folder."""
READ_ROLE: Final = Qt.ItemDataRole.UserRole + 5
"""Whether a row is the transcript that is open in the middle, or holds it."""

MIME: Final = "application/x-qualcode-transcripts"

_FEW: Final = 20
KIND_TITLES: Final = {
    TranscriptKind.FOCUS_GROUP: "Focus groups",
    TranscriptKind.INTERVIEW: "Interviews",
    TranscriptKind.OTHER: "Other transcripts",
}
_FLAG = Qt.ItemFlag
_OF_A_ROW: Final = (
    _FLAG.ItemIsSelectable | _FLAG.ItemIsEnabled | _FLAG.ItemIsEditable | _FLAG.ItemIsDragEnabled
)
# A view need not ask what is below.
_OF_A_TRANSCRIPT: Final = _OF_A_ROW | _FLAG.ItemNeverHasChildren
_OF_A_FOLDER: Final = _OF_A_ROW | _FLAG.ItemIsDropEnabled
_OF_A_KIND: Final = _FLAG.ItemIsEnabled | _FLAG.ItemIsDropEnabled


class TranscriptsModel(QAbstractItemModel):
    """An index's internal id is the place of its branch in the list of all."""

    moved = Signal(object, object, object)
    """(identities of transcripts and folders, the branch they are dropped in, the row there or -1)."""
    recounted = Signal()
    """So many rows have changed that views should paint them all again."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.shown = ShownTranscripts()
        self._shares: dict[UUID, float] = {}
        self._branches: list[Branch] = []
        self._places: dict[UUID | str, int] = {}
        self._uses_status = False
        self._open: UUID | None = None
        self.longest_name = ""
        """That of a transcript; beside it the bars have what room is left."""
        self._read()
        session.changed.connect(self._on_changed)

    def _on_changed(self, _step: Step, touched: Touched) -> None:
        changed = touched.codings | (touched.rows if TextVersion in touched.kinds else frozenset())
        for transcript_id in changed:
            self._shares.pop(transcript_id, None)
        if touched.kinds & {Transcript, Folder}:
            self._read_again()
            return
        self._tell(changed)

    def _tell(self, changed: Collection[UUID | str]) -> None:
        """What is read of these is other than before: a view looks at each that is named one by one."""
        if len(changed) > _FEW:
            self.recounted.emit()
            return
        for first, last in self._stretches(changed):
            self.dataChanged.emit(first, last)

    def mark_open(self, transcript_id: UUID | None) -> None:
        """Mark the transcript that is read, whatever is selected and whatever is done with the list."""
        before, self._open = self._open, transcript_id
        if before != transcript_id:
            self._tell({place for row in (before, transcript_id) for place in self._above(row)})

    def _above(self, transcript_id: UUID | None) -> Iterator[UUID | str]:
        """A transcript and all that it is in."""
        place = ROOT if transcript_id is None else self._places.get(transcript_id, ROOT)
        while place != ROOT:
            yield self._branches[place].key
            place = self._branches[place].above

    def show(self, shown: ShownTranscripts) -> None:
        """Show transcripts in another order, or of other statuses."""
        if shown != self.shown:
            self.shown = shown
            self._read_again()

    def _read_again(self) -> None:
        found = self._branches_now()
        if alike(found, self._branches):
            self._take(found)
            self._tell([branch.key for branch in found[1:]])
            return
        self.beginResetModel()
        self._take(found)
        self.endResetModel()

    def _branches_now(self) -> list[Branch]:
        return branches_of(self._session.study, self.shown, self._share)

    def _read(self) -> None:
        self._take(self._branches_now())

    def _take(self, found: list[Branch]) -> None:
        self._branches = found
        self._places = {branch.key: place for place, branch in enumerate(found) if place != ROOT}
        self._uses_status = self._session.study.uses_statuses
        names = (row.name for row in self._session.study.transcripts.values())
        self.longest_name = max(names, key=len, default="")

    def _stretches(self, changed: Iterable[UUID | str]) -> Iterator[tuple[QModelIndex, QModelIndex]]:
        """First and last of those of a group: told one by one, a thousand would keep the views busy."""
        for above, rows in self._rows_of(changed).items():
            below = self._branches[above].below
            first, last = rows[0], rows[-1]
            yield self.createIndex(first, 0, below[first]), self.createIndex(last, 0, below[last])

    def _rows_of(self, identities: Iterable[UUID | str]) -> dict[int, list[int]]:
        """By the place of what they are in: the rows of these, in order."""
        rows: dict[int, list[int]] = {}
        for place in filter(None, map(self._places.get, identities)):
            branch = self._branches[place]
            rows.setdefault(branch.above, []).append(branch.row)
        return {above: sorted(those) for above, those in rows.items()}

    def _index_in(self, parent: QModelIndex, row: int) -> QModelIndex:
        return self.index(row, 0, parent)

    def selection_of(self, identities: Iterable[UUID | str]) -> QItemSelection:
        """What selects these at once."""
        found = QItemSelection()
        for above, rows in self._rows_of(identities).items():
            parent = self.index_of(self._branches[above].key)
            found.merge(
                selection_of(rows, partial(self._index_in, parent)), QItemSelectionModel.SelectionFlag.Select
            )
        return found

    def keys_in(self, selection: QItemSelection) -> list[UUID | str]:
        """What is selected, without a look at each row: a view asks for each whether it is hidden."""
        found: list[UUID | str] = []
        for place in range(selection.count()):
            part = selection.at(place)
            below = self._branch(part.parent()).below
            found += [self._branches[row].key for row in below[part.top() : part.bottom() + 1]]
        return found

    # -- the tree -----------------------------------------------------------------------------

    def _branch(self, index: Index) -> Branch:
        return self._branches[index.internalId() if index.isValid() else ROOT]

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        below = self._branch(parent).below
        if column != 0 or not 0 <= row < len(below):
            return QModelIndex()
        return self.createIndex(row, column, below[row])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # Qt has two by this name
        above = self._branch(index).above
        return QModelIndex() if above == ROOT else self.createIndex(self._branches[above].row, 0, above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() and parent.column() != 0 else len(self._branch(parent).below)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        match self._branch(index).thing:
            case Transcript():
                return _OF_A_TRANSCRIPT
            case Folder():
                return _OF_A_FOLDER
            case TranscriptKind():
                return _OF_A_KIND
            case None:
                return _FLAG.ItemIsDropEnabled

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Not seen, but spoken; Qt would say a number."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return "Transcript"
        return None

    # -- what is shown ------------------------------------------------------------------------

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        branch = self._branch(index)
        if role == READ_ROLE:
            return branch.key in self._above(self._open)
        match branch.thing:
            case Transcript() as row:
                return self._of_transcript(row, role)
            case Folder() as folder:
                return self._of_folder(folder, branch, role)
            case TranscriptKind() as kind:
                if role == Qt.ItemDataRole.DisplayRole:
                    return KIND_TITLES[kind]
                if role == Qt.ItemDataRole.AccessibleTextRole:
                    return f"{KIND_TITLES[kind]}, {len(branch.below)}"
        return None

    def _of_transcript(self, row: Transcript, role: int) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return row.name
        if role == ID_ROLE:
            return row.id
        if role == SHARE_ROLE:
            return self._share(row.id)
        if role == STATUS_ROLE:
            return row.status if self._uses_status else None
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            status = f", {row.status.words}" if self._uses_status else ""
            here = ", open" if row.id == self._open else ""
            return f"{row.name}{here}{status}, {self._share(row.id):.0%} coded"
        return None

    def _of_folder(self, folder: Folder, branch: Branch, role: int) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return folder.name
        if role == FOLDER_ROLE:
            return folder.id
        if role == NUMBER_ROLE:
            return self._number_in(branch)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"Folder {folder.name}, {counted(self._number_in(branch), 'transcript')}"
        return None

    def _number_in(self, branch: Branch) -> int:
        """How many transcripts are shown in a branch and those below it."""
        below = [self._branches[place] for place in branch.below]
        return sum(1 if isinstance(each.thing, Transcript) else self._number_in(each) for each in below)

    def _share(self, transcript_id: UUID) -> float:
        if transcript_id not in self._shares:
            self._shares[transcript_id] = coded_share(self._session.study, transcript_id)
        return self._shares[transcript_id]

    # -- renaming and dragging ------------------------------------------------------------------

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        thing, name, session = self._branch(index).thing, str(value), self._session
        if role != Qt.ItemDataRole.EditRole or not isinstance(thing, (Folder, Transcript)):
            return False
        rename = rename_folder if isinstance(thing, Folder) else rename_transcript
        return session.do(lambda: rename(session.study, thing.id, name)) is not None

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        keys = (self._branch(index).key for index in indexes)
        data.setData(MIME, " ".join(key.hex for key in keys if isinstance(key, UUID)).encode())
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        words = bytes(data.data(MIME).data()).decode("ascii", "replace").split()
        # Another window drags what is not in this project.
        dragged = [UUID(hex=word) for word in words if UUID(hex=word) in self._places]
        if dragged:
            self.moved.emit(dragged, self._branch(parent), row)
        # Never True: Qt would then take away the rows at their old place by itself.
        return False

    # -- finding ------------------------------------------------------------------------------

    def index_of(self, identity: UUID | str | None) -> QModelIndex:
        """Where a transcript, folder or kind is shown."""
        place = None if identity is None else self._places.get(identity)
        return QModelIndex() if place is None else self.createIndex(self._branches[place].row, 0, place)

    def key_of(self, index: Index) -> UUID | str:
        """What ``index_of`` finds the same row by."""
        return self._branch(index).key

    def things(self, branch: Branch) -> list[Folder | TranscriptKind | Transcript | None]:
        """What is directly in a branch, from top to bottom."""
        return [self._branches[place].thing for place in branch.below]

    def branch_with(self, identity: UUID) -> Branch:
        """The branch that a transcript or folder is in."""
        return self._branches[self._branches[self._places[identity]].above]

    @property
    def folds(self) -> list[UUID | str]:
        """What can be opened and closed, from top to bottom."""
        return [branch.key for branch in self._branches[1:] if not isinstance(branch.thing, Transcript)]

    @property
    def has_folders(self) -> bool:
        """Whether there is any folder to be seen."""
        return any(isinstance(branch.thing, Folder) for branch in self._branches)

    @property
    def in_order(self) -> list[UUID]:
        """The transcripts as they stand below one another."""
        return [branch.thing.id for branch in self._branches if isinstance(branch.thing, Transcript)]
