"""Which codes of the codebook are shown, and in which order: by name typed, by set, by name or use."""

from enum import StrEnum
from uuid import UUID

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QSortFilterProxyModel, Qt

from qualcode.ui.models.codebook import NAME, CodebookModel
from qualcode.ui.models.transcripts import ID_ROLE, Index


class Order(StrEnum):
    """In which order codes of one level are shown."""

    OWN = "own"
    NAME = "name"
    USE = "use"


class CodebookFilter(QSortFilterProxyModel):
    """The codes whose names hold what is typed, with all above and below them; or only those of a set."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._codes: frozenset[UUID] | None = None
        self._order = Order.OWN
        self._ranks: dict[UUID, int] = {}
        self.setRecursiveFilteringEnabled(True)
        self.setAutoAcceptChildRows(True)
        self.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterKeyColumn(NAME)

    @property
    def codes(self) -> frozenset[UUID] | None:
        return self._codes

    @property
    def order(self) -> Order:
        return self._order

    def show_in(self, order: Order) -> None:
        """Show codes in another order; those below a code stay below it."""
        self._order = order
        self._rank()
        # Sorting by no column is the order of the codebook itself.
        column = -1 if order is Order.OWN else NAME
        if column == self.sortColumn():
            self.invalidate()
        else:
            self.sort(column)

    def _rank(self) -> None:
        """Numbers as they are now: rows that changed places at every coding could not be clicked."""
        model = self.sourceModel()
        if isinstance(model, CodebookModel) and self._order is Order.USE:
            self._ranks = model.by_use()

    def setSourceModel(self, model: QAbstractItemModel) -> None:  # noqa: N802
        # Connected first: it is told before this filter sorts the new rows.
        model.modelReset.connect(self._rank)
        super().setSourceModel(model)

    def lessThan(self, left: Index, right: Index) -> bool:  # noqa: N802
        # By what the indexes hold: asking for data would make an object for each of thousands of questions.
        model = self.sourceModel()
        if not isinstance(model, CodebookModel):
            return super().lessThan(left, right)
        one, other = model.code_at(left), model.code_at(right)
        if one is None or other is None:
            return False
        if self._order is Order.USE:
            return self._ranks.get(one.id, 0) < self._ranks.get(other.id, 0)
        return one.name.casefold() < other.name.casefold()

    def show_only(self, codes: frozenset[UUID] | None) -> None:
        """Show these codes, with those above them; None: all."""
        if codes != self._codes:
            self._codes = codes
            # Codes below one of these are not meant by it.
            self.setAutoAcceptChildRows(codes is None)
            self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:  # noqa: N802
        if self._codes is None:
            return super().filterAcceptsRow(row, parent)
        index = self.sourceModel().index(row, NAME, parent)
        return index.data(ID_ROLE) in self._codes and self._matches(index)

    def _matches(self, index: QModelIndex) -> bool:
        """Whether a code or one above it holds what is typed."""
        while index.isValid():
            if super().filterAcceptsRow(index.row(), index.parent()):
                return True
            index = index.parent()
        return False
