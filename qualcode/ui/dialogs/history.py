"""The history: every step in words, a way back to any of them and forward again, and a list to keep."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSizePolicy,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.step import Step
from qualcode.model.words.in_words import counted, plural_of
from qualcode.ui.dialogs.list_export import ListExport
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.models.history import CODER, NUMBER, REASON, STEP, WHEN, HistoryModel
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.painted.field import LineField
from qualcode.ui.session import lazy_imports
from qualcode.ui.session.background import Background
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.asking import FileChooser
from qualcode.ui.widgets.down_to_list import DownToList
from qualcode.ui.widgets.plain_label import plain_label

_GO = "Go to this step"
_CELL_MARGIN = 16
_REASON_WIDE = 190

_OUT_OF_REACH = (
    "Step {:,} cannot be done again: it was undone, and other steps were made afterwards. Choose a step that "
    "is in force."
)


class HistoryDialog(QDialog):
    """The latest step is at the top; steps that are undone are grey."""

    def __init__(
        self, session: Session, background: Background, files: FileChooser, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._background = background
        self._files = files
        self._going: Callable[[], bool] | None = None
        """What takes the next step on the way; None while there is none to go."""
        self._goal, self._taken = 0, 0
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._go_on)
        self.setWindowTitle("History")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(680, 520)
        what = "what came after it" if session.project.path else "what you did after it"
        self._ways = f"Choose a step and go there: {what} is undone, and can be done again."
        self.hint = plain_label()
        mute(self.hint)
        self.hint.setWordWrap(True)
        self.model = HistoryModel(session, self)
        self._tell_cited()
        self.filter = LineField()
        self.filter.setPlaceholderText("Filter: number, words, coder or date")
        self.filter.setAccessibleName("Filter steps")
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._narrow)
        self.list = QTreeView()
        self.list.setAccessibleName("Steps")
        self.list.setModel(self.model)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        # Names of codes in one branch begin alike and differ at their end.
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        DownToList(self.filter, self.list)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(STEP, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(REASON, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(REASON, _REASON_WIDE)
        self._show_reasons()
        self.model.modelReset.connect(self._show_reasons)
        self.model.modelReset.connect(self._tell_cited)
        # Measured here: a header would ask every row in view again and again.
        for column in (NUMBER, CODER, WHEN):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            width = self.list.fontMetrics().horizontalAdvance(self.model.widest(column))
            header.resizeSection(column, max(width + _CELL_MARGIN, header.sectionSizeHint(column)))
        self.list.doubleClicked.connect(self.go)
        self.button = PrimaryButton(_GO)
        self.button.clicked.connect(self.go)
        self.export = ListExport("History", (files, background), self._write, self._say)
        close = QPushButton("Close")
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        self._where = plain_label()
        mute(self._where)
        self._where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout()
        row.addWidget(self._where, 1)
        row.addWidget(self.export)
        row.addWidget(self.export.open)
        row.addWidget(close)
        row.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        layout.addWidget(self.hint)
        layout.addWidget(self.filter)
        layout.addWidget(self.list, 1)
        layout.addLayout(row)
        self._go_here()
        self.list.setFocus()

    def _show_reasons(self) -> None:
        """The column of reasons is there where somebody gave one."""
        self.list.setColumnHidden(REASON, not self.model.has_reasons)

    def _tell_cited(self) -> None:
        """Undo and redo are steps that the list does not show, but that reports cite."""
        cited = self.model.cited
        also = f" Undo and redo are numbered too: reports written now cite step {cited:,}." if cited else ""
        left_out = self.model.left_out
        if left_out:
            are = plural_of(left_out, "is", "are")
            why = "taken back at once, as letters of words"
            also += f" {counted(left_out, 'step')} {are} not listed: {why}. Type in the filter to find them."
        self.hint.setText(self._ways + also)

    def _go_here(self) -> None:
        """After a jump back one is not at the newest step, but at the last that is in force."""
        here = next((row for row in range(self.model.rowCount()) if self.model.is_in_force(row)), 0)
        self.list.setCurrentIndex(self.model.index(here, STEP))

    def _narrow(self, typed: str) -> None:
        self.model.narrow(typed)
        self._go_here()
        self.button.setEnabled(self.model.rowCount() > 0)

    def _write(self, path: Path) -> None:
        lazy_imports.write_history(path, self._session.study, self.model.listed, self.filter.text())

    def _say(self, sentence: str) -> None:
        self._where.setText(sentence)

    def go(self) -> None:
        """Undo or redo until the chosen step is the last that stands; pressed on the way: stop there."""
        if self._going is not None:
            self._arrive()
            return
        row = self.list.currentIndex().row()
        if row < 0:
            return
        self._goal = self.model.step_at(row).number
        self._going = self._undo_one if self.model.is_in_force(row) else self._redo_one
        self._taken = 0
        self.model.follow(False)
        self.list.setEnabled(False)
        self.button.setText("Stop here")
        self._go_on()

    def _go_on(self) -> None:
        """One step a turn, so that the window answers however long the way is."""
        if self._going is not None and not self._going():
            is_redone = self._going == self._redo_one
            self._arrive()
            if is_redone and not self._holds(self._goal):
                self._say(_OUT_OF_REACH.format(self._goal))

    def _holds(self, number: int) -> bool:
        rows = range(self.model.rowCount())
        return any(self.model.is_in_force(row) for row in rows if self.model.step_at(row).number == number)

    def _undo_one(self) -> bool:
        step = self._session.undoable
        # By number, for in a team the chosen step may be another's, which one never comes to.
        more = step is not None and step.number > self._goal
        if more:
            self._session.undo(then=self._come, failed=self._stay)
        return more

    def _redo_one(self) -> bool:
        step = self._session.redoable
        more = step is not None and step.number <= self._goal
        if more:
            self._session.redo(then=self._come, failed=self._stay)
        return more

    def _come(self, step: Step) -> None:
        if self._going is not None:
            self._taken += 1
            self._where.setText(f"{counted(self._taken, 'step')}: {step.label}")
            self._turn.start(0)

    def _stay(self, _why: str) -> None:
        if self._going is not None:
            self._arrive()

    def _arrive(self) -> None:
        self._going = None
        self._turn.stop()
        self.model.follow(True)
        self.list.setEnabled(True)
        self.button.setText(_GO)
        self._where.clear()
        self._show(self._goal)
        self.list.setFocus()

    def _show(self, number: int) -> None:
        for row in range(self.model.rowCount()):
            if self.model.step_at(row).number == number:
                self.list.setCurrentIndex(self.model.index(row, STEP))
                return

    def done(self, result: int) -> None:
        """Closing on the way stays where one has come to."""
        self._going = None
        super().done(result)
