"""The framework matrix for a table view: participants down, codes across, in each cell what was written."""

from collections.abc import Collection, Mapping
from typing import Final
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from qualcode.model.entities import Code, Participant
from qualcode.model.people import participants_of
from qualcode.model.study import Study
from qualcode.model.words.cutting import shortened
from qualcode.model.words.in_words import counted

_Index = QModelIndex | QPersistentModelIndex
_LONGEST = 400
EVIDENCE: Final = "●"
Cell = tuple[UUID, UUID]
"""Participant and code."""


class FrameworkModel(QAbstractTableModel):
    """Holds the rows and columns of one study; ``show`` moves it on to the next."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._study = Study()
        self.participants: tuple[Participant, ...] = ()
        self.codes: tuple[Code, ...] = ()
        self.counts: Mapping[Cell, int] = {}
        """Segments behind each cell."""
        self.numbers = False
        """Whether they are told as numbers; else a dot tells where there are some and no summary."""

    def show(
        self, study: Study, codes: tuple[UUID, ...] | None, there: Collection[UUID] | None = None
    ) -> None:
        """Show a study with these codes, or all that can be applied, and with these people, or all."""
        people = tuple(row for row in participants_of(study) if there is None or row.id in there)
        columns = tuple(
            row for row in study.codes_in_order if row.codable and (codes is None or row.id in codes)
        )
        if (people, columns) != (self.participants, self.codes):
            self.beginResetModel()
            self._study, self.participants, self.codes = study, people, columns
            self.endResetModel()
            return
        self._study = study
        self._refresh_cells()

    def cell(self, index: _Index) -> Cell | None:
        """The participant and code of a cell."""
        if not index.isValid():
            return None
        return self.participants[index.row()].id, self.codes[index.column()].id

    def index_of(self, cell: Cell) -> QModelIndex:
        """Where a participant and code meet; no place where one of them is not shown."""
        people, codes = [row.id for row in self.participants], [row.id for row in self.codes]
        if cell[0] not in people or cell[1] not in codes:
            return QModelIndex()
        return self.index(people.index(cell[0]), codes.index(cell[1]))

    def text(self, cell: Cell) -> str:
        """What is written in a cell."""
        row = self._study.summaries.get(cell)
        return "" if row is None else row.text

    def show_counts(self, counts: Mapping[Cell, int], *, numbers: bool) -> None:
        """Show where there are segments behind cells, and with ``numbers`` how many."""
        self.counts, self.numbers = counts, numbers
        self._refresh_cells()

    def _count(self, cell: Cell) -> str:
        number = self.counts.get(cell, 0)
        if number and self.numbers:
            return f"({counted(number, 'segment')})"
        return EVIDENCE if number and not self.text(cell) else ""

    def _refresh_cells(self) -> None:
        if self.participants and self.codes:
            last = self.index(len(self.participants) - 1, len(self.codes) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.participants)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.codes)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        across = orientation is Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.DisplayRole:
            return self.codes[section].name if across else self.participants[section].name
        if role == Qt.ItemDataRole.ToolTipRole and across:
            return self._study.path(self.codes[section].id)
        return None

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        cell = self.cell(index)
        if cell is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return "\n".join(
                part for part in (shortened(self.text(cell), _LONGEST), self._count(cell)) if part
            )
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            number = self.counts.get(cell, 0)
            told = f", {counted(number, 'segment')}" if number else ""
            said = self.text(cell) or f"nothing written yet{told}"
            return f"{self.participants[index.row()].name}, {self.codes[index.column()].name}: {said}"
        return None
