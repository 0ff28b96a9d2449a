"""The history: every step in words, and a way back to any of them, and forward again."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from qualcode.ui.models.history import HistoryModel
from qualcode.ui.session import Session
from qualcode.ui.theme import SPACING

_MOST = 500


class HistoryDialog(QDialog):
    """The latest step is at the top; steps that are undone are grey."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle("History")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(680, 520)
        hint = QLabel("Choose a step and go there: what came after it is undone, and can be done again.")
        hint.setProperty("muted", True)
        hint.setWordWrap(True)
        self.model = HistoryModel(session, self)
        self.list = QTreeView()
        self.list.setAccessibleName("Steps")
        self.list.setModel(self.model)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        header = self.list.header()
        header.setStretchLastSection(False)
        # Measuring the rows in view is enough: a project has thousands of steps.
        header.setResizeContentsPrecision(0)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.list.doubleClicked.connect(self.go)
        self.button = QPushButton("Go to this step")
        self.button.setObjectName("primary")
        self.button.clicked.connect(self.go)
        close = QPushButton("Close")
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(close)
        row.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        layout.addWidget(hint)
        layout.addWidget(self.list, 1)
        layout.addLayout(row)
        self.list.setCurrentIndex(self.model.index(0, 0))

    def go(self) -> None:
        """Undo or redo until the chosen step is the last that stands."""
        row = self.list.currentIndex().row()
        if row < 0:
            return
        number = self.model.step_at(row).number
        if self.model.stands(row):
            self._undo_to(number)
        else:
            self._redo_to(number)
        self._show(number)

    def _undo_to(self, number: int) -> None:
        for _ in range(_MOST):
            step = self._session.undoable
            if step is None or step.number == number or self._session.undo() is None:
                return

    def _redo_to(self, number: int) -> None:
        for _ in range(_MOST):
            step = self._session.redoable
            if step is None or self._session.redo() is None or step.number == number:
                return

    def _show(self, number: int) -> None:
        for row in range(self.model.rowCount()):
            if self.model.step_at(row).number == number:
                self.list.setCurrentIndex(self.model.index(row, 0))
                return
