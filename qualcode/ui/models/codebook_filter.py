"""Which codes of the codebook are shown, and in which order: by name typed, by set, by name or use."""

from enum import StrEnum
from typing import Final
from uuid import UUID

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QSortFilterProxyModel, Qt

from qualcode.model.spelling import narrowing
from qualcode.ui.models.codebook import KEY, NAME, CodebookModel
from qualcode.ui.models.transcripts import ID_ROLE, Index


class CodeOrder(StrEnum):
    """In which order codes of one level are shown."""

    OWN = "own"
    NAME = "name"
    USE = "use"


_SORTED_BY: Final = {CodeOrder.OWN: -1, CodeOrder.NAME: NAME, CodeOrder.USE: KEY}
"""Columns. None is the order of the codebook itself; by another one than the time before Qt sorts only once.

Not by a column of figures: they change at every coding, and Qt would sort anew each time.
"""


class CodebookFilter(QSortFilterProxyModel):
    """The codes whose names hold what is typed, with all above and below them; or only those of a set."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._codes: frozenset[UUID] | None = None
        self._typed = ""
        self._holds = narrowing("")
        self._order = CodeOrder.OWN
        self._ranks: dict[int, int] = {}
        """Places by the keys of codes, as the indexes hold them."""
        self.setRecursiveFilteringEnabled(True)
        self.setAutoAcceptChildRows(True)

    @property
    def codes(self) -> frozenset[UUID] | None:
        return self._codes

    @property
    def order(self) -> CodeOrder:
        return self._order

    def show_in(self, order: CodeOrder) -> None:
        """Show codes in another order; those below a code stay below it."""
        self._order = order
        self._rank()
        column = _SORTED_BY[order]
        if column == self.sortColumn():
            # Qt would take it for the order that is shown already.
            self.sort(-1)
        self.sort(column)

    def _rank(self) -> None:
        """Numbers as they are now: rows that changed places at every coding could not be clicked."""
        model = self.sourceModel()
        if not isinstance(model, CodebookModel) or self._order is CodeOrder.OWN:
            return
        ranked = model.by_use() if self._order is CodeOrder.USE else model.by_name()
        self._ranks = {key: place for place, key in enumerate(ranked)}

    def _on_words(self, first: Index, _last: Index) -> None:
        """A code may have another name; numbers alone change nothing."""
        if first.column() == NAME and self._order is CodeOrder.NAME:
            self._rank()

    def setSourceModel(self, model: QAbstractItemModel) -> None:
        # Connected first: it is told before this filter sorts the new rows.
        model.modelReset.connect(self._rank)
        model.rowsInserted.connect(self._rank)
        model.dataChanged.connect(self._on_words)
        super().setSourceModel(model)

    def lessThan(self, left: Index, right: Index) -> bool:
        # By what the indexes hold: it is asked thousands of times.
        return self._ranks.get(left.internalId(), 0) < self._ranks.get(right.internalId(), 0)

    def show_only(self, codes: frozenset[UUID] | None) -> None:
        """Show these codes, with those above them; None: all."""
        if codes != self._codes:
            self._codes = codes
            # Codes below one of these are not meant by it.
            self.setAutoAcceptChildRows(codes is None)
            self.invalidate()

    def show_named(self, typed: str) -> None:
        """Show the codes whose names hold what is typed, in any spelling."""
        if typed != self._typed:
            self._typed = typed
            self._holds = narrowing(typed)
            self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        index = self.sourceModel().index(row, NAME, parent)
        if self._codes is None:
            return self._named_so(index)
        return index.data(ID_ROLE) in self._codes and self._matches(index)

    def _matches(self, index: QModelIndex) -> bool:
        """Whether a code or one above it holds what is typed."""
        while index.isValid():
            if self._named_so(index):
                return True
            index = index.parent()
        return False

    def _named_so(self, index: QModelIndex) -> bool:
        # Most of the time nothing is typed, and there may be thousands of codes.
        return not self._typed or self._holds(str(index.data(Qt.ItemDataRole.DisplayRole)))
