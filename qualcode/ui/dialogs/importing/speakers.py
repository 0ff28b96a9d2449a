"""The speakers of a file in the import window: their names and roles, and spellings to merge."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.transcript import Role
from qualcode.project.importing.listed import ReadFile
from qualcode.ui.dialogs.importing.scroll_safe_combo_box import ScrollSafeComboBox
from qualcode.ui.look.theme import heading_font

_NAME, _ROLE, _TURNS = range(3)
ROLES: Final[list[tuple[str, object]]] = [
    ("Interviewer", Role.INTERVIEWER), ("Participant", Role.PARTICIPANT), ("Other", Role.OTHER),
]  # fmt: skip
_MOST_PROPOSALS: Final = 3


class Speakers(QWidget):
    """A row a speaker: type another name over the old one; the same name twice makes two speakers one."""

    renamed = Signal(object)
    """Mapping of old names to new ones"""
    role_changed = Signal(str, object)
    """(name, Role)"""
    as_read_wanted = Signal()
    everywhere_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[str, int] = {}
        self._labels: list[str] = []
        title = QLabel("Speakers")
        title.setFont(heading_font(self.font()))
        self.table = self._made_table()
        self.everywhere = QCheckBox("Change in &all files")
        self.everywhere.setToolTip("New names, merges and roles go for every file of the list.")
        self.everywhere.toggled.connect(self.everywhere_changed)
        self.merge = QPushButton("&Merge selected")
        self.merge.setToolTip("Make the selected speakers one, under the name that has most turns")
        self.merge.clicked.connect(self._merge_selected)
        self.as_read = QPushButton("As in the file")
        self.as_read.setToolTip("Take all changes to speakers back")
        self.as_read.clicked.connect(self.as_read_wanted)
        for button in (self.merge, self.as_read):
            button.setAutoDefault(False)
        self.proposals: list[QPushButton] = []
        self.proposed = QWidget()
        """Spellings that may be one speaker; it stands where the window has room."""
        may_be_one = QLabel("May be one speaker")
        may_be_one.setFont(heading_font(self.font()))
        self._proposed = QVBoxLayout(self.proposed)
        self._proposed.setContentsMargins(0, 0, 0, 0)
        self._proposed.setSpacing(4)
        self._proposed.addWidget(may_be_one)
        buttons = QHBoxLayout()
        buttons.addWidget(self.merge)
        buttons.addWidget(self.as_read)
        buttons.addStretch()
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch()
        head.addWidget(self.everywhere)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)

    def _made_table(self) -> QTableWidget:
        table = QTableWidget(0, 3)
        table.setAccessibleName("Speakers: double-click or F2 to rename")
        table.setHorizontalHeaderLabels(["Name (type to rename)", "Role", "Turns"])
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_ROLE, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(_TURNS, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(_ROLE, 118)
        header.resizeSection(_TURNS, 52)
        # Queued: the field in which the name was typed must be closed before its row may go.
        table.itemChanged.connect(self._on_changed, Qt.ConnectionType.QueuedConnection)
        table.itemSelectionChanged.connect(self._on_selected)
        return table

    def show_file(self, file: ReadFile, proposals: Sequence[tuple[str, tuple[str, ...]]]) -> None:
        """Show the speakers as they will be, and what may be merged."""
        counts, roles = file.transcript.labels, file.roles
        self.table.blockSignals(True)
        if list(counts) != self._labels:
            self._labels = list(counts)
            self.table.setRowCount(0)
            self.table.setRowCount(len(counts))
            for row, label in enumerate(counts):
                self._fill_row(row, label)
        self._counts = counts
        for row, (label, turns) in enumerate(counts.items()):
            for column, text in ((_NAME, label), (_TURNS, f"{turns:,}")):
                item = self.table.item(row, column)
                if item is not None:
                    item.setText(text)
            box = self.table.cellWidget(row, _ROLE)
            if isinstance(box, ScrollSafeComboBox):
                box.offer(ROLES, roles[label])
        self.table.blockSignals(False)
        self.as_read.setEnabled(file.transcript.turns != file.original.turns)
        self._on_selected()
        self._propose(proposals)

    def _fill_row(self, row: int, label: str) -> None:
        self.table.setItem(row, _NAME, QTableWidgetItem(label))
        turns = QTableWidgetItem()
        turns.setFlags(turns.flags() & ~Qt.ItemFlag.ItemIsEditable)
        turns.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.table.setItem(row, _TURNS, turns)
        box = ScrollSafeComboBox(f"Role of {label}")
        box.picked.connect(partial(self.role_changed.emit, label))
        self.table.setCellWidget(row, _ROLE, box)

    def _propose(self, proposals: Sequence[tuple[str, tuple[str, ...]]]) -> None:
        for button in self.proposals:
            self._proposed.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.proposals = []
        self.proposed.setVisible(bool(proposals))
        if len(proposals) > 1:
            number = sum(len(others) for _, others in proposals)
            every = {other: keep for keep, others in proposals for other in others}
            self._add_proposal(f"Merge all {number} spellings proposed", every)
        for keep, others in proposals[:_MOST_PROPOSALS]:
            words = f"Merge {', '.join(f'“{other}”' for other in others)} into “{keep}”"
            self._add_proposal(words, dict.fromkeys(others, keep))

    def _add_proposal(self, words: str, names: dict[str, str]) -> None:
        button = QPushButton(self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, 230))
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setAutoDefault(False)
        button.clicked.connect(partial(self._take, names))
        self.proposals.append(button)
        self._proposed.addWidget(button)

    def _take(self, names: dict[str, str], _checked: bool = False) -> None:
        self.renamed.emit(names)

    def _on_changed(self, item: QTableWidgetItem) -> None:
        row = item.row()
        if item.column() != _NAME or not 0 <= row < len(self._labels):
            return
        old, new = self._labels[row], item.text().strip()
        if new and new != old:
            self.renamed.emit({old: new})
        else:
            item.setText(old)

    def _selected(self) -> list[str]:
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return [self._labels[row] for row in rows if row < len(self._labels)]

    def _on_selected(self) -> None:
        self.merge.setEnabled(len(self._selected()) > 1)

    def _merge_selected(self) -> None:
        labels = self._selected()
        keep = max(labels, key=lambda label: self._counts[label])
        self.renamed.emit(dict.fromkeys((label for label in labels if label != keep), keep))
