"""A table in the import window: what it is, what names its rows, and what each column becomes."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qualcode.importers.tables.surveys import SurveyLayout
from qualcode.model.words.in_words import beginning
from qualcode.project.importing.code_tables import separator_of
from qualcode.project.importing.table_uses import ColumnUse, TableUse
from qualcode.project.importing.tables import TableFile
from qualcode.ui.dialogs.importing.scroll_safe_combo_box import ScrollSafeComboBox, open_by_key
from qualcode.ui.dialogs.importing.warning_ink import warning_ink

_COLUMN, _BECOMES, _EXAMPLES = range(3)
_EXAMPLE_COUNT: Final = 5
_USES: Final[list[tuple[str, object]]] = [
    ("List of participants", TableUse.PARTICIPANTS),
    ("List of transcripts", TableUse.TRANSCRIPTS),
    ("Survey", TableUse.SURVEY),
    ("Codebook", TableUse.CODEBOOK),
    ("Codings", TableUse.CODINGS),
]
_NAMED_BY: Final = {TableUse.CODEBOOK: "Codes are in", TableUse.CODINGS: "Transcripts are in"}
_IDENTIFIES: Final = {TableUse.CODEBOOK: "Code", TableUse.CODINGS: "Transcript"}
_LEVELS: Final[list[tuple[str, object]]] = [
    ("A > B", ">"),
    ("A \\ B", "\\"),
    ("A / B", "/"),
    ("A :: B", "::"),
    ("None", ""),
]
_LAYOUTS: Final[list[tuple[str, object]]] = [
    ("Question", SurveyLayout.BY_QUESTION),
    ("Respondent", SurveyLayout.BY_RESPONDENT),
]
_COLUMN_USES: Final = {
    ColumnUse.TEXT: "Text",
    ColumnUse.NUMBER: "Number",
    ColumnUse.DATE: "Date",
    ColumnUse.YES_NO: "Yes or no",
    ColumnUse.CHOICE: "Ordered choice",
    ColumnUse.ANSWERS: "Open answers",
    ColumnUse.PARENT: "Code above",
    ColumnUse.DEFINITION: "Definition",
    ColumnUse.INCLUDE: "When to use",
    ColumnUse.EXCLUDE: "When not to use",
    ColumnUse.EXAMPLES: "Examples",
    ColumnUse.COLOUR: "Colour",
    ColumnUse.DIGIT: "Key",
    ColumnUse.CODABLE: "Code or category",
    ColumnUse.CODE: "Code",
    ColumnUse.CODER: "Coder",
    ColumnUse.START: "Start",
    ColumnUse.END: "End",
    ColumnUse.WORDS: "Coded words",
    ColumnUse.MEMO: "Memo",
    ColumnUse.LEAVE_OUT: "Leave out",
}
_NUMBERED: Final = "(number them)"


class ColumnsForm(QWidget):
    """Every choice is made in place and tells the table as it is then."""

    changed = Signal(object)
    """TableFile"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file: TableFile | None = None
        self._shown: object = None
        self._holds: list[QTableWidgetItem] = []
        self.use = ScrollSafeComboBox("What the table is")
        self.identifier = ScrollSafeComboBox("Column that names the rows")
        self.layout_ = ScrollSafeComboBox("What becomes one transcript")
        self.levels = ScrollSafeComboBox("How levels of codes are written")
        self._layout_label = QLabel("One transcript a")
        self._levels_label = QLabel("Levels are written")
        self._named_by = QLabel("Rows are named by")
        self.use.picked.connect(self._on_use)
        self.identifier.picked.connect(self._on_identifier)
        self.layout_.picked.connect(self._on_layout)
        self.levels.picked.connect(self._on_levels)
        self.table = self._made_table()
        choices = QGridLayout()
        choices.addWidget(QLabel("This is"), 0, 0)
        choices.addWidget(self.use, 0, 1)
        choices.addWidget(self._named_by, 0, 2)
        choices.addWidget(self.identifier, 0, 3)
        choices.addWidget(self._layout_label, 0, 4)
        choices.addWidget(self.layout_, 0, 5)
        choices.addWidget(self._levels_label, 0, 4)
        choices.addWidget(self.levels, 0, 5)
        choices.setColumnStretch(1, 3)
        choices.setColumnStretch(3, 2)
        choices.setColumnStretch(5, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(choices)
        column.addWidget(self.table, 1)

    def _made_table(self) -> QTableWidget:
        table = QTableWidget(0, 3)
        table.setAccessibleName("Columns of the table: F4 to choose what one becomes")
        table.setHorizontalHeaderLabels(["Column", "Becomes", "Holds"])
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        open_by_key(table, lambda: table.cellWidget(table.currentRow(), _BECOMES))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.resizeSection(_COLUMN, 220)
        header.resizeSection(_BECOMES, 150)
        header.setSectionResizeMode(_EXAMPLES, QHeaderView.ResizeMode.Stretch)
        return table

    # -- showing ------------------------------------------------------------------------------

    def show_file(self, file: TableFile) -> None:
        """Show a table and the choices made about it."""
        self._file = file
        is_survey = file.use is TableUse.SURVEY
        self.use.offer(_USES, file.use)
        titles: list[tuple[str, object]] = [(title, place) for place, title in enumerate(file.table.columns)]
        self.identifier.offer([(_NUMBERED, -1), *titles] if is_survey else titles, _number(file.identifier))
        self.layout_.offer(_LAYOUTS, file.layout)
        self.layout_.setVisible(is_survey)
        self._layout_label.setVisible(is_survey)
        is_codebook = file.use is TableUse.CODEBOOK
        self._levels_label.setVisible(is_codebook)
        self.levels.setVisible(is_codebook)
        self.levels.offer(_LEVELS, separator_of(file).strip() if is_codebook else None)
        self._named_by.setText(_NAMED_BY.get(file.use, "Rows are named by"))
        if self._shown != (file.sha256, file.name):
            self._shown = (file.sha256, file.name)
            self._holds = [QTableWidgetItem() for _ in file.table.columns]
            self.table.setRowCount(0)
            self.table.setRowCount(len(file.table.columns))
            for place, title in enumerate(file.table.columns):
                self._fill_row(place, title)
        for place in range(len(file.table.columns)):
            self._show_column(file, place)

    def _fill_row(self, place: int, title: str) -> None:
        item = QTableWidgetItem(title)
        item.setToolTip(title)
        self.table.setItem(place, _COLUMN, item)
        self.table.setItem(place, _EXAMPLES, self._holds[place])
        box = ScrollSafeComboBox(f"What {title} becomes")
        box.stand_in_row()
        box.picked.connect(partial(self._on_column, place))
        self.table.setCellWidget(place, _BECOMES, box)

    def _show_column(self, file: TableFile, place: int) -> None:
        box = self.table.cellWidget(place, _BECOMES)
        if isinstance(box, ScrollSafeComboBox):
            known = file.known_type(place)
            choices: list[tuple[str, object]]
            if place == file.identifier:
                choices = [(_IDENTIFIES.get(file.use, "Names the rows"), None)]
                box.offer(choices, None)
            elif known is not None and not file.is_about_codes and file.uses[place] is not ColumnUse.ANSWERS:
                words = _COLUMN_USES[ColumnUse(known.value)]
                kept = file.uses[place] is not ColumnUse.LEAVE_OUT
                choices = [
                    (words, ColumnUse(known.value)),
                    (_COLUMN_USES[ColumnUse.LEAVE_OUT], ColumnUse.LEAVE_OUT),
                ]
                box.offer(choices, ColumnUse(known.value) if kept else ColumnUse.LEAVE_OUT)
                box.setToolTip("The project has this attribute already.")
            else:
                box.offer([(_COLUMN_USES[use], use) for use in file.choices], file.uses[place])
        misfits = file.misfits(place)
        item = self._holds[place]
        item.setText(_misfit_words(misfits) if misfits else _examples(file, place))
        item.setToolTip(item.text())
        warning = QColor(warning_ink())
        item.setForeground(warning if misfits else self.palette().color(QPalette.ColorRole.Text))

    # -- choosing -----------------------------------------------------------------------------

    def _on_use(self, use: TableUse) -> None:
        if self._file is not None:
            self.changed.emit(self._file.with_use(use))

    def _on_identifier(self, place: int) -> None:
        if self._file is not None:
            self.changed.emit(self._file.with_identifier(None if place < 0 else place))

    def _on_layout(self, layout: SurveyLayout) -> None:
        if self._file is not None:
            self.changed.emit(self._file.with_layout(layout))

    def _on_levels(self, separator: str) -> None:
        if self._file is not None:
            self.changed.emit(self._file.with_separator(separator))

    def _on_column(self, place: int, use: ColumnUse | None) -> None:
        if self._file is not None and use is not None:
            self.changed.emit(self._file.with_column(place, use))


def _number(identifier: int | None) -> int:
    return -1 if identifier is None else identifier


def _examples(file: TableFile, place: int) -> str:
    values = list(dict.fromkeys(value for value in file.table.column(place) if value))
    if file.uses[place] is ColumnUse.CHOICE and place != file.identifier:
        return " · ".join(file.choices_of(place))
    more = " …" if len(values) > _EXAMPLE_COUNT else ""
    return " · ".join(" ".join(value.split()) for value in values[:_EXAMPLE_COUNT]) + more


def _misfit_words(misfits: tuple[str, ...]) -> str:
    different = list(dict.fromkeys(misfits))
    listed = ", ".join(f"“{value}”" for value in different[:3])
    number = len(misfits)
    does = "value does" if number == 1 else "values do"
    return beginning(f"{number:,} {does} not fit and will be left out: {listed}")
