"""What a saved report says differently since a day or a step: on the screen, nothing is written."""

from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qualcode.model.machine.progress import Progress
from qualcode.model.words.in_words import day_in_words
from qualcode.ui.dialogs.since_last_time import changes_browser, show_changes
from qualcode.ui.look.theme import SPACING
from qualcode.ui.session import lazy_documents
from qualcode.ui.session.background import Background
from qualcode.ui.session.latest import Latest
from qualcode.ui.session.session import Session

if TYPE_CHECKING:
    from qualcode.project.record import Record

_DAYS: Final = 100
_STEPS: Final = 30
"""Of the last day with steps, those that can be chosen one by one."""


class ReportChangesDialog(QDialog):
    """Compares as soon as another moment is chosen; ``in_document`` is offered the step."""

    def __init__(
        self,
        session: Session,
        background: Background,
        name: str,
        in_document: Callable[[int], object],
        parent: QWidget | None = None,
        *,
        last: int | None = None,
    ) -> None:
        """``last`` is the step at which the report was last written here, if it was."""
        super().__init__(parent)
        self._session = session
        self._name = name
        self._in_document = in_document
        self._latest = Latest(background)
        self.setWindowTitle(f"What has changed in “{name}”")
        self.words = changes_browser()
        self.since = QComboBox()
        self.since.setAccessibleName("Since when")
        self.since.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.since.setMinimumContentsLength(24)
        for words, step in moments(session.project.record(), last):
            self.since.addItem(words, step)
        self.since.currentIndexChanged.connect(lambda _place: self._compare())
        label = QLabel("Since")
        label.setBuddy(self.since)
        above = QHBoxLayout()
        above.addWidget(label)
        above.addWidget(self.since, 1)
        self.document = QPushButton("Save as one document with this…")
        self.document.setToolTip("The document gets a last chapter that tells these changes")
        self.document.clicked.connect(self._to_document)
        close = QPushButton("Close")
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self.document)
        row.addStretch()
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setSpacing(SPACING)
        column.addLayout(above)
        column.addWidget(self.words, 1)
        column.addLayout(row)
        self.finished.connect(lambda _how: self._latest.stop())
        self.resize(760, 560)
        self._compare()

    def _compare(self) -> None:
        step = self.since.currentData()
        self.since.setEnabled(step is not None)
        self.document.setEnabled(step is not None)
        if step is None:
            self.words.setPlainText("This project has only its first step: there is nothing to compare yet.")
            return
        self.words.setPlainText("Comparing…")
        record, measures, name = self._session.project.record(), self._session.measures, self._name

        def work(progress: Progress) -> str:
            return lazy_documents.changes_as_page(record, name, step, measures, progress)

        self._latest.ask(work, self._show, self.words.setPlainText)

    def _show(self, html: str) -> None:
        show_changes(self.words, html)

    def _to_document(self) -> None:
        step = self.since.currentData()
        self.accept()
        self._in_document(step)


def moments(record: "Record", written: int | None = None) -> list[tuple[str, int]]:
    """What can be chosen, latest first: steps of the last day, and the last one of each day before.

    Above all is the step at which the report was last ``written``, unless that is the present one.
    """
    earlier = record.steps[:-1]
    if not earlier:
        return []
    top = [(f"the last time it was written (step {written:,})", written)] if written else []
    top = [each for each in top if any(step.number == each[1] for step in earlier)]
    last = earlier[-1].at.date()
    of_last = [step for step in reversed(earlier) if step.at.date() == last]
    found = [(f"step {step.number:,}: {step.title}", step.number) for step in of_last[:_STEPS]]
    days = {step.at.date(): step.number for step in earlier if step.at.date() != last}
    found += [
        (f"{day_in_words(day)} (step {number:,})", number)
        for day, number in islice(sorted(days.items(), reverse=True), _DAYS)
    ]
    return top + found
