"""The speakers of a file in the import window: their names and roles, and spellings to merge."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStyle,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.transcript import Role
from qualcode.project.importing.listed import ReadFile
from qualcode.project.importing.speaker_rows import SpeakerRow, speaker_rows
from qualcode.ui.dialogs.importing.scroll_safe_combo_box import ScrollSafeComboBox, open_by_key
from qualcode.ui.dialogs.importing.warning_ink import warning_ink
from qualcode.ui.look.theme import colours_now, heading_font
from qualcode.ui.widgets.head_line import HeadLine

_NAME, _ROLE, _TURNS = range(3)
_ROLE_WIDTH, _TURNS_WIDTH = 118, 52
ROLES: Final[list[tuple[str, object]]] = [
    ("Interviewer", Role.INTERVIEWER), ("Participant", Role.PARTICIPANT), ("Other", Role.OTHER),
]  # fmt: skip
_MOST_PROPOSALS: Final = 3
_LEAST_NAME: Final = 90
_LEAST_ROWS: Final = 3
"""Pixels of a name and rows that are seen at any size: what is around them gives way, or scrolls."""


class Speakers(QWidget):
    """A row a speaker: type another name over the old one; the same name twice makes two speakers one."""

    renamed = Signal(object)
    """Mapping of old names to new ones"""
    role_changed = Signal(str, object)
    """(name, Role)"""
    ticked = Signal(object, bool)
    """(labels as the file has them, whether they are speakers')"""
    rest_is_speech = Signal(object)
    """Labels of doubtful lines, none of which is a speaker's"""
    as_read_wanted = Signal()
    everywhere_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[SpeakerRow] = []
        title = QLabel("Speakers")
        title.setFont(heading_font(self.font()))
        self.table = self._made_table()
        self.everywhere = QCheckBox("Change in &all files")
        self.everywhere.setToolTip("New names, merges and roles apply to every file in the list.")
        self.everywhere.toggled.connect(self.everywhere_changed)
        self.merge = QPushButton("&Merge selected")
        self.merge.setToolTip("Make the selected speakers one, under the name that has most turns")
        self.merge.clicked.connect(self._merge_selected)
        self.speech = QPushButton("&Unticked lines are speech")
        self.speech.setToolTip("None of the doubtful lines is a speaker’s; do not ask about them again")
        self.speech.clicked.connect(self._settle)
        self.as_read = QPushButton("Restore original names")
        self.as_read.setToolTip("Take all changes to speakers back")
        self.as_read.clicked.connect(self.as_read_wanted)
        for button in (self.merge, self.speech, self.as_read):
            button.setAutoDefault(False)
        self.proposals: list[QPushButton] = []
        self.proposed = QWidget()
        """Spellings that may be one speaker; it stands where the window has room."""
        may_be_one = QLabel("Possible duplicates")
        may_be_one.setFont(heading_font(self.font()))
        self._proposed = QVBoxLayout(self.proposed)
        self._proposed.setContentsMargins(0, 0, 0, 0)
        self._proposed.setSpacing(4)
        self._proposed.addWidget(may_be_one)
        buttons = QHBoxLayout()
        buttons.addWidget(self.merge)
        buttons.addWidget(self.speech)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        # On a narrow screen what is beside the title goes below it, so that nothing is cut off.
        column.addWidget(HeadLine(title, self.everywhere, self.as_read))
        column.addWidget(self.table, 1)
        column.addLayout(buttons)

    def minimumSizeHint(self) -> QSize:
        """With the buttons beside the title below it, if they have to go there."""
        least, layout = super().minimumSizeHint(), self.layout()
        if layout is not None:
            tall = layout.minimumHeightForWidth(max(self.width(), least.width()))
            least.setHeight(max(least.height(), tall))
        return least

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def _made_table(self) -> QTableWidget:
        table = QTableWidget(0, 3)
        table.setAccessibleName("Speakers: Space to tick, F2 to rename, F4 for the role")
        table.setHorizontalHeaderLabels(["Speaker (type to rename)", "Role", "Turns"])
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_ROLE, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(_TURNS, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(_ROLE, _ROLE_WIDTH)
        header.resizeSection(_TURNS, _TURNS_WIDTH)
        bar = table.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        around = 2 * table.frameWidth()
        table.setMinimumWidth(_LEAST_NAME + _ROLE_WIDTH + _TURNS_WIDTH + bar + around)
        # Queued: the field in which the name was typed must be closed before its row may go.
        table.itemChanged.connect(self._on_changed, Qt.ConnectionType.QueuedConnection)
        open_by_key(table, lambda: table.cellWidget(table.currentRow(), _ROLE))
        table.itemSelectionChanged.connect(self._on_selected)
        return table

    def show_file(self, file: ReadFile, proposals: Sequence[tuple[str, tuple[str, ...]]]) -> None:
        """Show the speakers as they will be, the lines that may be another one's, and what may be merged."""
        rows = speaker_rows(file)
        self.table.blockSignals(True)
        if [(row.label, row.is_speaker) for row in rows] != [
            (row.label, row.is_speaker) for row in self._rows
        ]:
            chosen = self._label_at(self.table.currentRow())
            self.table.setRowCount(0)
            self.table.setRowCount(len(rows))
            for place, row in enumerate(rows):
                self._fill_row(place, row)
                if row.label == chosen:
                    self.table.setCurrentCell(place, _NAME)
        self._rows = rows
        self._keep_rows_in_sight()
        for place, row in enumerate(rows):
            self._show_row(place, row)
        self.table.blockSignals(False)
        self.as_read.setEnabled(file.transcript.turns != file.original.turns)
        self.speech.setVisible(bool(file.original.doubts))
        self._on_selected()
        self._propose(proposals)

    def _keep_rows_in_sight(self) -> None:
        """A few rows, or all of fewer."""
        few = min(len(self._rows), _LEAST_ROWS)
        high = few * self.table.verticalHeader().defaultSectionSize() + 2 * self.table.frameWidth()
        self.table.setMinimumHeight(self.table.horizontalHeader().sizeHint().height() + high)

    def _label_at(self, place: int) -> str:
        return self._rows[place].label if 0 <= place < len(self._rows) else ""

    def _fill_row(self, place: int, row: SpeakerRow) -> None:
        name = QTableWidgetItem(row.label)
        if not row.is_speaker:
            name.setFlags(name.flags() & ~Qt.ItemFlag.ItemIsEditable)
        self.table.setItem(place, _NAME, name)
        for column, align in ((_ROLE, Qt.AlignmentFlag.AlignLeft), (_TURNS, Qt.AlignmentFlag.AlignRight)):
            item = QTableWidgetItem()
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            item.setTextAlignment(align | Qt.AlignmentFlag.AlignVCenter)
            self.table.setItem(place, column, item)
        if row.is_speaker:
            box = ScrollSafeComboBox(f"Role of {row.label}")
            box.stand_in_row()
            box.picked.connect(partial(self.role_changed.emit, row.label))
            self.table.setCellWidget(place, _ROLE, box)
        else:
            self.table.setSpan(place, _ROLE, 1, 2)

    def _show_row(self, place: int, row: SpeakerRow) -> None:
        colours = colours_now()
        ink = QColor(warning_ink() if row.doubt and row.is_speaker else colours.text)
        if not row.is_speaker:
            ink = QColor(colours.muted)
        told = f"“{row.label}” {row.doubt}" if row.doubt and row.is_speaker else row.label
        shown = {
            _NAME: (row.label, told),
            _ROLE: ("" if row.is_speaker else row.doubt, row.doubt),
            _TURNS: (f"{row.turns:,}" if row.is_speaker else "", told),
        }
        for column, (words, tip) in shown.items():
            item = self.table.item(place, column)
            if item is not None:
                item.setText(words)
                item.setToolTip(tip)
                item.setForeground(ink)
        name = self.table.item(place, _NAME)
        if name is not None:
            name.setCheckState(Qt.CheckState.Checked if row.is_speaker else Qt.CheckState.Unchecked)
        box = self.table.cellWidget(place, _ROLE)
        if isinstance(box, ScrollSafeComboBox):
            box.offer(ROLES, row.role)

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
            told = "\n".join(_merging(keep, others) for keep, others in proposals)
            self._add_proposal(f"Merge all {number} spellings proposed", every, told)
        here = {row.label for row in self._rows}
        # Those of this file first: the others are proposed with theirs, and all of them above.
        ordered = sorted(proposals, key=lambda each: here.isdisjoint((each[0], *each[1])))
        for keep, others in ordered[:_MOST_PROPOSALS]:
            self._add_proposal(_merging(keep, others), dict.fromkeys(others, keep))

    def _add_proposal(self, words: str, names: dict[str, str], told: str = "") -> None:
        button = QPushButton(self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, 230))
        button.setToolTip(told or words)
        button.setAccessibleDescription(told)
        button.setAccessibleName(words)
        button.setAutoDefault(False)
        button.clicked.connect(partial(self._take, names))
        self.proposals.append(button)
        self._proposed.addWidget(button)

    def _take(self, names: dict[str, str], _checked: bool = False) -> None:
        self.renamed.emit(names)

    def _on_changed(self, item: QTableWidgetItem) -> None:
        place = item.row()
        if item.column() != _NAME or not 0 <= place < len(self._rows):
            return
        row, new = self._rows[place], item.text().strip()
        is_ticked = item.checkState() is Qt.CheckState.Checked
        if is_ticked is not row.is_speaker:
            self.ticked.emit(row.written, is_ticked)
        elif new and new != row.label:
            self.renamed.emit({row.label: new})
        else:
            item.setText(row.label)

    def _settle(self) -> None:
        doubtful = [row for row in self._rows if not row.is_speaker and row.turns]
        self.rest_is_speech.emit(frozenset(label for row in doubtful for label in row.written))

    def _selected(self) -> list[SpeakerRow]:
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return [self._rows[row] for row in rows if row < len(self._rows) and self._rows[row].is_speaker]

    def _on_selected(self) -> None:
        self.merge.setEnabled(len(self._selected()) > 1)

    def _merge_selected(self) -> None:
        rows = self._selected()
        keep = max(rows, key=lambda row: row.turns)
        self.renamed.emit({row.label: keep.label for row in rows if row is not keep})


def _merging(keep: str, others: Sequence[str]) -> str:
    return f"Merge {', '.join(f'“{other}”' for other in others)} into “{keep}”"
