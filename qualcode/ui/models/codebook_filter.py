"""Which codes of the codebook are shown: by name typed, by set."""

from uuid import UUID

from PySide6.QtCore import QAbstractItemModel, QObject, QSortFilterProxyModel, Signal

from qualcode.model.words.spelling import narrowing
from qualcode.ui.models.codebook import NAME, CodebookModel
from qualcode.ui.models.transcripts import Index


class CodebookFilter(QSortFilterProxyModel):
    """The codes whose names hold what is typed, with all above and below them; or only those of a set."""

    others_shown = Signal()
    """Codes have come, or have other names, and by that others are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._codes: frozenset[UUID] | None = None
        self._typed = ""
        self._holds = narrowing("")
        self._shown: frozenset[int] | None = None
        """Keys of the codes that are shown, worked out in one pass: rows are asked about by thousands."""

    @property
    def codes(self) -> frozenset[UUID] | None:
        return self._codes

    def setSourceModel(self, model: QAbstractItemModel) -> None:
        # Connected first: it is told before this filter looks at the new rows.
        model.modelReset.connect(self._choose)
        super().setSourceModel(model)
        # Afterwards: what has come or is named otherwise may bring codes above and below it, too.
        model.rowsInserted.connect(self._look_again)
        model.dataChanged.connect(self._on_new_words)
        self._choose()

    def show_only(self, codes: frozenset[UUID] | None) -> None:
        """Show these codes, with those above them; None: all."""
        if codes != self._codes:
            self._codes = codes
            self._choose()
            self.invalidate()

    def show_named(self, typed: str) -> bool:
        """Show the codes whose names hold what is typed, in any spelling; whether others are shown now."""
        before = self._shown
        self._typed = typed
        self._holds = narrowing(typed)
        self._choose()
        # One letter more often leaves the same codes, and thousands of rows take long to lay out.
        changed = before != self._shown
        if changed:
            self.invalidate()
        return changed

    def _choose(self) -> None:
        """Work out which codes are shown."""
        model = self.sourceModel()
        everything = self._codes is None and not self._typed
        if everything or not isinstance(model, CodebookModel):
            self._shown = None
        else:
            shown = model.branches(self._holds, self._codes)
            self._shown = None if len(shown) == model.number else shown

    def _on_new_words(self, first: Index, _last: Index) -> None:
        if first.column() == NAME:
            self._look_again()

    def _look_again(self) -> None:
        if self._typed or self._codes is not None:
            before = self._shown
            self._choose()
            if before != self._shown:
                self.invalidate()
                self.others_shown.emit()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        model = self.sourceModel()
        return (
            self._shown is None
            or not isinstance(model, CodebookModel)
            or model.key_at(row, parent) in self._shown
        )
