"""Work that takes long: how far it is, and a button that stops it. Nothing else can be done meanwhile."""

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from qualcode.ui.look.theme import SPACING
from qualcode.ui.session.background import Task
from qualcode.ui.widgets.plain_label import plain_label
from qualcode.ui.widgets.progress_line import PATIENCE

_WIDTH: Final = 460


class StepProgress(QDialog):
    """Opens by itself once the work has taken longer than a moment, and goes when it has ended.

    ``doing`` is said before what the work itself tells of its progress.
    """

    def __init__(
        self, task: Task, words: str, parent: QWidget | None = None, title: str = "", doing: str = ""
    ) -> None:
        super().__init__(parent)
        self._task = task
        self._doing = doing
        self.setWindowTitle(title or "Saving a step")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self._words = plain_label(f"{words}…")
        self._words.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setAccessibleName("Progress")
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self.cancel = QPushButton("Cancel")
        self.cancel.setToolTip("Stop; the project stays as it was")
        self.cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self._bar, 1)
        row.addWidget(self.cancel)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.setSpacing(2 * SPACING)
        column.addWidget(self._words)
        column.addLayout(row)
        self._fit()
        task.progressed.connect(self._on_progress)
        task.ended.connect(self._end)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE)
        self._patience.timeout.connect(self.open_now)
        self._patience.start()

    def open_now(self) -> None:
        """Do not wait any longer."""
        self._patience.stop()
        # Not ``open``: that would block one window alone.
        self.show()

    def _on_progress(self, done: int, total: int, what: str) -> None:
        if not self._task.cancelled:
            said = f"{self._doing}: {what}…" if self._doing and what else what or f"{self._doing}…"
            if said != self._words.text():
                self._words.setText(said)
                self._fit()
            self._bar.setRange(0, total)
            self._bar.setValue(done)

    def _fit(self) -> None:
        """Be as high as the words need; never lower than before, or the button would run from the mouse."""
        height = self._column.totalHeightForWidth(_WIDTH)
        self.resize(_WIDTH, max(height, self.height() if self.isVisible() else 0))

    def reject(self) -> None:
        """Ask the work to stop; the window goes when it has."""
        self._task.cancel()
        self._words.setText("Stopping…")
        self._bar.setRange(0, 0)
        self.cancel.setEnabled(False)

    def _end(self) -> None:
        self._patience.stop()
        self.done(QDialog.DialogCode.Accepted)
        # One that was never seen is not closed, and would stay.
        self.deleteLater()
