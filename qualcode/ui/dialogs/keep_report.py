"""Keeping what is shown as a file of a saved report, which can be run again under its name."""

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.errors import QualcodeError
from qualcode.model.happened import happened
from qualcode.model.questions.kinds import AnyQuestion
from qualcode.ui.dialogs.button_row import button_row
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.painted.field import LineField
from qualcode.ui.session import lazy_documents, lazy_imports
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.as_typed import take_as_typed
from qualcode.ui.widgets.field_note import say_at
from qualcode.ui.widgets.refusals import told_at

_FIRST_NAME = "Report"


class KeepReportDialog(QDialog):
    """Asks for the report, the file's name and its format; ``formats`` as file dialogs have them."""

    def __init__(
        self,
        session: Session,
        name: str,
        question: AnyQuestion,
        formats: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._question = question
        self.happened = ""
        """What has been added to what."""
        self.setWindowTitle("Add to a saved report")
        self.resize(500, 270)
        hint = QLabel(
            "A saved report keeps what is counted and how. Its files can be saved as one document, or all to "
            "a folder; if nothing has changed in the project, they come out exactly the same."
        )
        mute(hint)
        hint.setWordWrap(True)
        self.report = QComboBox()
        take_as_typed(self.report)
        self.report.setAccessibleName("Report")
        self.report.addItems([row.name for row in session.study.reports_in_order])
        self.report.setCurrentText(self.report.itemText(0) or _FIRST_NAME)
        field = self.report.lineEdit()
        if field is not None:
            # What is typed takes the place of the suggestion.
            field.selectAll()
        self.file = LineField(name)
        self.file.setAccessibleName("File")
        self.format = QComboBox()
        self.format.setAccessibleName("Format")
        for words in formats:
            title, _, pattern = words.partition(" (*")
            self.format.addItem(title, pattern.rstrip(")"))
        empty = lazy_documents.why_empty(session.study, question)
        self.empty = QLabel(f"It has nothing to show yet: {empty}" if empty else "")
        self.empty.setWordWrap(True)
        # Below the fields, where it is also said why something typed there was not taken.
        self.empty.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.button = PrimaryButton("Add")
        self.button.setDefault(True)
        self.button.clicked.connect(self._keep)
        self._lay_out(hint)
        self.finished.connect(self.deleteLater)

    def _lay_out(self, hint: QLabel) -> None:
        form = QFormLayout()
        form.addRow("Report", self.report)
        form.addRow("File", self.file)
        form.addRow("Format", self.format)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.setSpacing(SPACING + 2)
        column.addWidget(hint)
        column.addLayout(form)
        column.addWidget(self.empty)
        column.addLayout(button_row(self, self.button))

    def _keep(self) -> None:
        name, file = self.report.currentText(), f"{self.file.text().strip()}{self.format.currentData()}"
        study = self._session.study
        try:
            change = lazy_imports.add_to_report(study, name, file, self._question)
        except QualcodeError as error:
            field = self.report if error.field == "name" else self.file
            field.setFocus()
            say_at(field, None, str(error))
            return
        with told_at(self.report):
            kept = self._session.keep(lambda: change)
        if kept:
            self.happened = happened(change.label)
            self.accept()
