"""Importing a spreadsheet of coded segments: its columns, the segments that are found, and the others."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.machine.progress import Progress
from qualcode.model.results.segment_rows import IN_WORDS, SegmentPart
from qualcode.model.step import Step
from qualcode.model.words.in_words import beginning, counted
from qualcode.ui.dialogs.exchange.told_list import Section, ToldList, told_sections
from qualcode.ui.look.theme import SPACING
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.session import lazy_exchange
from qualcode.ui.session.background import Background
from qualcode.ui.session.latest import Latest
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.plain_label import plain_label
from qualcode.ui.widgets.scrolled import Scrolled
from qualcode.ui.widgets.word_box import WordBox

if TYPE_CHECKING:
    from qualcode.importers.tables.segment_columns import SegmentFile
    from qualcode.operations.codings.segment_import import SegmentImport

_NONE: Final = (None, "(none)")
_BETWEEN: Final = (("\n", "lines"), (";", "semicolons"), ("|", "bars"), (",", "commas"), ("", "nothing"))
_LEVELS: Final = ((" > ", "A > B"), ("\\", "A \\ B"), ("/", "A / B"), ("::", "A :: B"), ("", "none"))
_PREVIEWED: Final = 30
_WIDEST: Final = 360
_CELL: Final = 300
_LEAST_RESULT: Final = 140
_ROOM_FOR_TWO: Final = 740
"""Pixels of the dialog in which two fields are beside each other."""
"""So many letters of a cell are shown."""


class ImportSegmentsDialog(QDialog):
    """Every choice is made in place, and what would become of the rows is worked out again."""

    def __init__(
        self,
        session: Session,
        background: Background,
        file: "SegmentFile",
        save_left_out: "Callable[[SegmentImport], object]",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._study = session.study
        self._latest = Latest(background)
        self._file = file
        self._save_left_out = save_left_out
        self.choices = lazy_exchange.first_choices(file)
        self.found: SegmentImport | None = None
        self.setWindowTitle("Import coded segments")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(940, 640)
        self.boxes: dict[SegmentPart, WordBox] = {}
        self._fields: list[tuple[QLabel, QWidget]] = []
        self._columns = 0
        self.between, self.levels = WordBox(), WordBox()
        self.likeness = QSpinBox()
        self.words = plain_label()
        self.words.setWordWrap(True)
        self.list = ToldList("What becomes of the rows")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setAccessibleName("What is shown")
        self.tabs.addTab(self.list, "Result")
        self.tabs.addTab(_preview(file), "Table")
        self.save = QPushButton("&Save what is left out…")
        self.button = PrimaryButton("Import")
        self._lay_out()
        self.finished.connect(self._latest.stop)
        self._work_out()

    # -- laying out -----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACING, 0)
        column.setSpacing(SPACING + 2)
        head = plain_label(_begun(self._file))
        head.setWordWrap(True)
        column.addWidget(head)
        self._grid = self._columns_grid()
        column.addLayout(self._grid)
        column.addWidget(self.words)
        column.addWidget(self.tabs, 1)
        self.tabs.setMinimumHeight(_LEAST_RESULT)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        outer.addWidget(Scrolled(inside), 1)
        outer.addLayout(self._buttons())

    def _columns_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACING + 4)
        for part, name in IN_WORDS.items():
            box = self.boxes[part] = WordBox()
            box.setAccessibleName(f"Column: {name}")
            box.offer(self._titles(part), self.choices.columns.parts.get(part))
            box.currentIndexChanged.connect(lambda _index, part=part: self._on_column(part))
            self._add_field(name, box)
        self.between.setAccessibleName("What separates several codes in one cell")
        self.between.offer(_BETWEEN, self.choices.columns.between)
        self.levels.setAccessibleName("How levels of codes are written")
        self.levels.offer(_LEVELS, self.choices.columns.levels)
        self.likeness.setAccessibleName("How well words have to match, in percent")
        self.likeness.setRange(60, 100)
        self.likeness.setSuffix("%")
        self.likeness.setValue(round(self.choices.likeness))
        self.likeness.setKeyboardTracking(False)
        for box in (self.between, self.levels):
            box.currentIndexChanged.connect(lambda _index: self._on_manner())
        self.likeness.valueChanged.connect(lambda _value: self._on_manner())
        self._add_field("Several codes in a cell are separated by", self.between)
        self._add_field("Levels of codes are written", self.levels)
        self._add_field("Words must match by at least", self.likeness)
        return grid

    def _add_field(self, name: str, field: QWidget) -> None:
        label = QLabel(name)
        label.setBuddy(field)
        self._fields.append((label, field))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the fields are below one another."""
        super().resizeEvent(event)
        columns = 2 if self.width() >= _ROOM_FOR_TWO else 1
        if columns == self._columns:
            return
        self._columns = columns
        for number, (label, field) in enumerate(self._fields):
            row, side = divmod(number, columns)
            self._grid.addWidget(label, row, 2 * side)
            self._grid.addWidget(field, row, 2 * side + 1, Qt.AlignmentFlag.AlignLeft)
        for place in (1, 3):
            self._grid.setColumnStretch(place, int(place < 2 * columns))

    def _titles(self, part: SegmentPart) -> list[tuple[int | None, str]]:
        """The columns to choose from; Dedoose has one for each code, and one for its weights."""
        columns = self.choices.columns
        number = {SegmentPart.CODE: len(columns.codes), SegmentPart.WEIGHT: len(columns.weights)}.get(part, 0)
        nothing = (None, f"({counted(number, 'column')} of codes)") if number else _NONE
        return [nothing, *enumerate(self._file.table.columns)]

    def _buttons(self) -> QHBoxLayout:
        cancel = QPushButton("Cancel")
        for button in (self.save, cancel):
            button.setAutoDefault(False)
        self.save.setToolTip("Write the segments that are not imported, with the reasons, to a csv file")
        self.save.clicked.connect(self._on_save)
        cancel.clicked.connect(self.reject)
        self.button.setDefault(True)
        self.button.clicked.connect(self._import)
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addStretch()
        row.addWidget(cancel)
        row.addWidget(self.button)
        return row

    # -- choosing -------------------------------------------------------------------------------

    def _on_column(self, part: SegmentPart) -> None:
        self.choices = self.choices.with_part(self._file, part, self.boxes[part].chosen)
        for other, box in self.boxes.items():
            box.blockSignals(True)
            box.offer(self._titles(other), self.choices.columns.parts.get(other))
            box.blockSignals(False)
            box.updateGeometry()
        for box, ways, chosen in (
            (self.between, _BETWEEN, self.choices.columns.between),
            (self.levels, _LEVELS, self.choices.columns.levels),
        ):
            box.blockSignals(True)
            box.offer(ways, chosen)
            box.blockSignals(False)
            box.updateGeometry()
        self._work_out()

    def _on_manner(self) -> None:
        columns = replace(self.choices.columns, between=self.between.chosen, levels=self.levels.chosen)
        self.choices = replace(self.choices, columns=columns, likeness=float(self.likeness.value()))
        for box in (self.between, self.levels):
            box.updateGeometry()
        self._work_out()

    # -- what becomes of the rows ---------------------------------------------------------------

    def _work_out(self) -> None:
        self._latest.stop()
        self.found = None
        self.button.setEnabled(False)
        self.save.setEnabled(False)
        if self.choices.columns.problem:
            self._refuse(self.choices.columns.problem)
            return
        self.words.setText("Looking for the words…")
        study = self._study = self._session.study
        file, choices, coder = self._file, self.choices, self._session.coder_name

        def work(progress: Progress) -> "SegmentImport":
            return lazy_exchange.segments_imported(study, file, choices, coder, progress)

        self._latest.ask(work, self._show, self._refuse)

    def _refuse(self, sentence: str) -> None:
        self.words.setText(sentence)
        self.list.clear()

    def _show(self, found: "SegmentImport") -> None:
        self.found = found
        sections: list[Section] = told_sections(lazy_exchange.segments_told(found))
        if found.left_out:
            lines = lazy_exchange.left_out_lines(found.left_out)
            sections.append((f"Segments left out ({len(found.left_out):,})", lines))
        self.list.show_sections(sections)
        self.words.setText(_in_words(found))
        self.button.setEnabled(bool(found.change))
        self.save.setEnabled(bool(found.left_out))

    def _on_save(self) -> None:
        if self.found is not None:
            self._save_left_out(self.found)

    def _import(self) -> None:
        found = self.found
        if found is None:
            return
        if self._session.study is not self._study:
            # A teammate was faster: what was shown may no longer be what would be done.
            self._work_out()
            return
        self.button.setEnabled(False)
        self._session.carry_out(lambda _study: found.change, self._made, self._not_made)

    def _made(self, _step: Step) -> None:
        self.accept()

    def _not_made(self, why: str) -> None:
        self.words.setText(why)
        self.button.setEnabled(True)


def _preview(file: "SegmentFile") -> QTableWidget:
    rows = file.table.rows[:_PREVIEWED]
    table = QTableWidget(len(rows), len(file.table.columns))
    table.setAccessibleName("First rows of the table")
    table.setHorizontalHeaderLabels([*file.table.columns])
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    for line, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            table.setItem(line, place, QTableWidgetItem(" ".join(cell[:_CELL].split())))
    table.setShowGrid(False)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setMaximumSectionSize(_WIDEST)
    table.resizeColumnsToContents()
    return table


def _begun(file: "SegmentFile") -> str:
    written = f", exported from {file.program}" if file.program else ""
    return (
        f"“{file.name}” has {counted(len(file.table.rows), 'row')}{written}. "
        "Import its documents as transcripts first; the segments are then found in them by their words."
    )


def _in_words(found: "SegmentImport") -> str:
    parts = [beginning(f"{counted(found.added, 'segment')} will be coded.")]
    if found.left_out:
        parts.append(f"Left out: {counted(len(found.left_out), 'segment')}.")
    return " ".join(parts)
