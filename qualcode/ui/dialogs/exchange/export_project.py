"""Exporting the project for another program: choose which, see what it will not show, write."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from qualcode.model.exchange.targets import Target
from qualcode.model.exchange.told import report_lines
from qualcode.ui.dialogs.button_row import button_row
from qualcode.ui.dialogs.exchange.told_list import ToldList, told_sections
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.session import lazy_exchange
from qualcode.ui.widgets.plain_label import plain_label
from qualcode.ui.widgets.word_box import WordBox

if TYPE_CHECKING:
    from qualcode.model.study import Study

_PROGRAMS: Final = (
    (Target.STRICT, "Any program that follows the standard"),
    (Target.NVIVO, "NVivo"),
    (Target.MAXQDA, "MAXQDA"),
    (Target.ATLASTI, "ATLAS.ti"),
)


class ExportProjectDialog(QDialog):
    """Shows what goes out; ``write`` is called with the program that was chosen."""

    def __init__(
        self,
        study: "Study",
        write: Callable[[Target], object],
        save_report: Callable[[list[str]], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._save_report = save_report
        self._study = study
        self._write = write
        self.setWindowTitle("Export project")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(720, 480)
        self.program = WordBox()
        self.program.setAccessibleName("Which program is to read it")
        self.program.offer(_PROGRAMS, Target.STRICT)
        self.program.currentIndexChanged.connect(self._show)
        self.list = ToldList("What other programs get")
        hint = plain_label(
            "The file is a REFI-QDA project (.qdpx). What other programs do not show is kept in one note, "
            "so that it is all there when the project comes back."
        )
        hint.setWordWrap(True)
        mute(hint)
        self.button = PrimaryButton("Export…")
        self.button.setDefault(True)
        self.button.clicked.connect(self._choose_file)
        row = QHBoxLayout()
        label = plain_label("For:")
        label.setBuddy(self.program)
        row.addWidget(label)
        row.addWidget(self.program)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.setSpacing(SPACING + 2)
        column.addLayout(row)
        column.addWidget(self.list, 1)
        column.addWidget(hint)
        report = QPushButton("Save the report…")
        report.setAutoDefault(False)
        report.clicked.connect(self._report)
        buttons = button_row(self, self.button)
        buttons.insertWidget(0, report)
        column.addLayout(buttons)
        self._show()
        self.program.setFocus()

    def _show(self) -> None:
        self.program.updateGeometry()
        told = lazy_exchange.export_told(self._study, self.program.chosen)
        self.list.show_sections(told_sections(told))

    def _report(self) -> None:
        told = lazy_exchange.export_told(self._study, self.program.chosen)
        self._save_report(list(report_lines(told)))

    def _choose_file(self) -> None:
        target = self.program.chosen
        self.accept()
        self._write(target)
