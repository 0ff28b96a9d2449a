"""Splitting a code: its segments one below the other, sorted into new codes with the keys 1 to 9."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qualcode.analysis.retrieval import Retrieval, segments
from qualcode.model.segments import Segment
from qualcode.model.step import Step
from qualcode.ui.dialogs.split_state import PARTS, state_of
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.models.split_segments import SplitSegments
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.painted.field import LineField
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.on_screen import opening_size
from qualcode.ui.widgets.plain_label import plain_label
from qualcode.ui.widgets.rich_list import RichView


class SplitDialog(QDialog):
    """Names at the top, segments below; the arrows move, a digit sorts, 0 leaves a segment where it is."""

    def __init__(self, session: Session, code_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.state = state_of(session.study, code_id)
        self.setWindowTitle(f"Split “{session.study.codes[code_id].name}”")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(opening_size(parent, 760, 620))
        hint = plain_label(
            "Name the new codes, then press 1 to 9 on a segment to put it there; 0 leaves it where it is."
        )
        mute(hint)
        hint.setWordWrap(True)
        self.names = [LineField() for _ in range(PARTS)]
        grid = QGridLayout()
        for place, field in enumerate(self.names):
            number = place + 1
            field.setAccessibleName(f"Name of new code {number}")
            field.setPlaceholderText("Name of a new code")
            field.textChanged.connect(partial(self._name, number))
            label = QLabel(f"&{number}")
            label.setBuddy(field)
            grid.addWidget(label, place // 3, 2 * (place % 3))
            grid.addWidget(field, place // 3, 2 * (place % 3) + 1)
        self.model = SplitSegments(segments(session.study, Retrieval(codes=(code_id,))), self._target, self)
        self.list = RichView("Segments", self.model)
        self.list.installEventFilter(self)
        self.words = plain_label()
        self.words.setWordWrap(True)
        self.button = PrimaryButton("Split")
        self.button.clicked.connect(self._split)
        cancel = QPushButton("Cancel")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(cancel)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.addWidget(hint)
        column.addLayout(grid)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        self._refresh()
        self.list.setCurrentIndex(self.model.index(0))

    def _name(self, number: int, name: str) -> None:
        self.state = self.state.named(number, name)
        self.model.refresh()
        self._refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            digit = event.key() - Qt.Key.Key_0
            if 0 <= digit <= PARTS:
                self.sort_current(digit or None)
                return True
        return super().eventFilter(watched, event)

    def sort_current(self, number: int | None) -> None:
        """Put the current segment into a new code and go on to the next."""
        row = self.list.currentIndex().row()
        if row < 0:
            return
        self.state = self.state.sorted_into(self.model.segments[row], number)
        self.model.refresh(row, row)
        self._refresh()
        if row + 1 == self.model.rowCount():
            self.model.fetchMore()
        self.list.setCurrentIndex(self.model.index(min(row + 1, self.model.rowCount() - 1)))

    def _refresh(self) -> None:
        self.words.setText(self.state.summary)
        self.button.setEnabled(self.state.ready)

    def _target(self, segment: Segment) -> str:
        number = self.state.number_of(segment)
        return "stays" if number is None else f"→ {number} {self.state.names.get(number, '')}".rstrip()

    def _split(self) -> None:
        self.button.setEnabled(False)
        self._session.carry_out(self.state.change, self._made, self._refused)

    def _made(self, _step: Step) -> None:
        self.accept()

    def _refused(self, _why: str) -> None:
        self.button.setEnabled(True)
