"""From which day to which: two fields, each of which may be empty."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QDialog, QFormLayout, QLabel, QVBoxLayout, QWidget

from qualcode.model.words.dates import date_in_words, day_read
from qualcode.ui.dialogs.button_row import button_row
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.painted.field import LineField

Take = Callable[[str | None, str | None], object]
_HINT: Final = "Days as in 31 March 2026, in UTC; both are included. An empty field leaves that end open."


class DaysDialog(QDialog):
    """Tells both days as ``2026-03-31``; None for an end that is open."""

    def __init__(
        self, since: str | None, until: str | None, take: Take, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._take = take
        self.setWindowTitle("Days")
        self.resize(380, 190)
        self.since, self.until = (LineField(date_in_words(day or "")) for day in (since, until))
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for label, field in (("From", self.since), ("To", self.until)):
            field.setAccessibleName(label)
            field.setPlaceholderText("31 March 2026")
            field.textChanged.connect(self._enable)
            form.addRow(label, field)
        self.words = QLabel(_HINT)
        self.words.setWordWrap(True)
        mute(self.words)
        self.button = PrimaryButton("Use")
        self.button.setDefault(True)
        self.button.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.setSpacing(SPACING)
        column.addLayout(form)
        column.addWidget(self.words)
        column.addStretch()
        column.addLayout(button_row(self, self.button))
        self.accepted.connect(lambda: self._take(_day(self.since), _day(self.until)))
        self.finished.connect(self.deleteLater)
        self._enable()

    def _enable(self) -> None:
        self.button.setEnabled(all(_is_day(field) for field in (self.since, self.until)))


def _day(field: LineField) -> str | None:
    day = day_read(field.text())
    return None if day is None else day.isoformat()


def _is_day(field: LineField) -> bool:
    return not field.text().strip() or _day(field) is not None
