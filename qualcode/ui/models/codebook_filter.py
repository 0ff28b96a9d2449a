"""Which codes of the codebook are shown, by name typed or by set: in rows of Qt's own."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QMimeData, QModelIndex, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QStandardItemModel

from qualcode.model.identity import NO_KEY
from qualcode.model.words.spelling import narrowing
from qualcode.ui.models.codebook import ANSWERED, NAME, CodebookModel
from qualcode.ui.models.codebook_changes import Tree
from qualcode.ui.models.transcripts import Index


class CodebookFilter(QStandardItemModel):
    """The codes whose names hold what is typed, with all above and below them; or only those of a set.

    A view asks of each row what is above and below it, and what can be done with it, whenever it lays
    rows out or selects them. Qt's own rows answer that themselves; only what is painted is looked up in
    the codebook. Qt makes an item of a row that has others below it, and the indexes below point to that.
    No such item may be known to Python: it would not hear when Qt deletes it, and take what is made at the
    same place in memory afterwards for that item.
    """

    others_shown = Signal()
    """Codes have come, or have other names, and by that others are shown."""

    def __init__(self, codebook: CodebookModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._codebook = codebook
        self._codes: frozenset[UUID] | None = None
        self._typed = ""
        self._holds = narrowing("")
        self._shown: frozenset[int] | None = None
        """Keys of the codes that are shown, worked out in one pass; None: all."""
        self._below: Tree = {}
        """The keys of the codes that are shown below each."""
        self._rows: dict[int, tuple[int, int]] = {}
        """Where each stands, by its key: the key of what is above it, and its row there."""
        self._keys: dict[int, int] = {}
        """The keys of the codes with others below them, by what the indexes below point to."""
        self.setColumnCount(codebook.columnCount())
        self._build()
        for about_to in (codebook.modelAboutToBeReset, codebook.layoutAboutToBeChanged):
            about_to.connect(self._begin)
        for done in (codebook.modelReset, codebook.layoutChanged):
            done.connect(self._rebuild)
        codebook.rowsInserted.connect(self._on_come)
        codebook.dataChanged.connect(self._on_changed)

    # -- which are shown ----------------------------------------------------------------------

    @property
    def codes(self) -> frozenset[UUID] | None:
        return self._codes

    def show_only(self, codes: frozenset[UUID] | None) -> None:
        """Show these codes, with those above them; None: all."""
        if codes != self._codes:
            self._codes = codes
            self._look_again()

    def show_named(self, typed: str) -> bool:
        """Show the codes whose names hold what is typed, in any spelling; whether others are shown now."""
        self._typed = typed
        self._holds = narrowing(typed)
        return self._look_again()

    def _chosen(self) -> frozenset[int] | None:
        """Which codes are to be shown."""
        if self._codes is None and not self._typed:
            return None
        shown = self._codebook.branches(self._holds, self._codes)
        return None if len(shown) == self._codebook.number else shown

    def _look_again(self) -> bool:
        """Show what is to be shown now; whether that is something else than before."""
        # One letter more often leaves the same codes, and thousands of rows take long to lay out.
        if self._chosen() == self._shown:
            return False
        self.beginResetModel()
        self._rebuild()
        return True

    # -- rows ---------------------------------------------------------------------------------

    def _begin(self) -> None:
        self.beginResetModel()

    def _rebuild(self) -> None:
        """Rows for what the codebook holds now; that they are about to change has been said."""
        self._shown = self._chosen()
        # Said of all of them together, and not of each.
        with QSignalBlocker(self):
            self._build()
        self.endResetModel()

    def _build(self) -> None:
        shown, tree = self._shown, self._codebook.tree
        if shown is not None:
            tree = {
                key: tuple(child for child in below if child in shown)
                for key, below in tree.items()
                if key == NO_KEY or key in shown
            }
        self.setRowCount(0)
        self._keys = {}
        self._place(tree)
        self._insert(NO_KEY, QModelIndex(), 0, len(tree[NO_KEY]))

    def _insert(self, above: int, parent: QModelIndex, first: int, number: int) -> None:
        """Insert rows below a code, with all that is below them."""
        if parent.isValid() and not self.columnCount(parent):
            self.insertColumns(0, self.columnCount(), parent)
        self.insertRows(first, number, parent)
        for row, key in enumerate(self._below[above][first : first + number], first):
            if below := self._below[key]:
                self._insert(key, self.index(row, NAME, parent), 0, len(below))

    def _on_come(self, parent: QModelIndex, first: int, last: int) -> None:
        """Codes have come: their rows go between the others', and what is edited there is left alone."""
        if self._shown is not None or self._chosen() is not None:
            # What has come may bring codes above and below it, too.
            if self._look_again():
                self.others_shown.emit()
            return
        # First what they are: as soon as there are rows, views ask.
        self._place(self._codebook.tree)
        above = self._codebook.key_of_index(parent)
        self._insert(above, self._index(above, NAME), first, last + 1 - first)

    def _place(self, tree: Tree) -> None:
        """Note where each code stands."""
        self._below = dict(tree)
        self._rows = {child: (key, row) for key, below in tree.items() for row, child in enumerate(below)}

    def _on_changed(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        shown = [index for index in self._shown_between(first, last) if index.isValid()]
        if shown:
            self.dataChanged.emit(shown[0], shown[-1].siblingAtColumn(last.column()), list(roles))
        if first.column() == NAME and self._look_again():
            self.others_shown.emit()

    def _shown_between(self, first: Index, last: Index) -> Iterator[QModelIndex]:
        for row in range(first.row(), last.row() + 1):
            yield self.mapFromSource(first.sibling(row, first.column()))

    def _key(self, index: Index) -> int | None:
        """The key of the code in a row, None where there is none."""
        if not index.isValid():
            return None
        above = self._keys.get(index.internalId())
        if above is None:
            parent = index.parent()
            found = self._key(parent) if parent.isValid() else NO_KEY
            if found is None:
                return None
            above = self._keys[index.internalId()] = found
        below = self._below[above]
        return below[index.row()] if 0 <= index.row() < len(below) else None

    def mapFromSource(self, index: Index) -> QModelIndex:
        """Where something of the codebook is shown; invalid where it is not."""
        return self._index(self._codebook.key_of_index(index), index.column())

    def _index(self, key: int, column: int) -> QModelIndex:
        place = self._rows.get(key)
        if place is None:
            return QModelIndex()
        above, row = place
        return self.index(row, column, self._index(above, NAME))

    def mapToSource(self, index: Index) -> QModelIndex:
        """Where something that is shown stands in the codebook."""
        key = self._key(index)
        return QModelIndex() if key is None else self._codebook.index_at(key, index.column())

    # -- what the codebook says ---------------------------------------------------------------

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        key = self._key(index) if role in ANSWERED else None
        return None if key is None else self._codebook.answer(key, index.column(), role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        return self._codebook.setData(self.mapToSource(index), value, role)

    def removeRows(self, row: int, count: int, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        # As a view would when codes were dragged away: rows go with their codes alone.
        return False

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        return self._codebook.headerData(section, orientation, role)

    def mimeTypes(self) -> list[str]:
        return self._codebook.mimeTypes()

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return self._codebook.mimeData([self.mapToSource(index) for index in indexes])

    def supportedDropActions(self) -> Qt.DropAction:
        return self._codebook.supportedDropActions()

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        above = self.mapToSource(parent)
        if row >= self.rowCount(parent):
            row = self._codebook.rowCount(above)
        elif row >= 0:
            row = self.mapToSource(self.index(row, NAME, parent)).row()
        return self._codebook.dropMimeData(data, action, row, column, above)
