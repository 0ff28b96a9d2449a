"""How far long work is, in one line at the bottom of the window, with a button that stops it."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from qualcode.ui.session.background import Task
from qualcode.ui.widgets.over_edge import EdgeBar
from qualcode.ui.widgets.plain_label import plain_label

PATIENCE: Final = 400
"""Milliseconds after which work is long enough to be told of."""


class ProgressLine(EdgeBar):
    """Seen only while a task takes longer than a moment; the newest of several is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task: Task | None = None
        self._words = plain_label()
        self._bar = QProgressBar()
        self._bar.setAccessibleName("Progress")
        self._bar.setFixedWidth(220)
        self._bar.setTextVisible(False)
        self.cancel = QPushButton("Cancel")
        self.cancel.clicked.connect(self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.addWidget(self._words, 1)
        row.addWidget(self._bar)
        row.addWidget(self.cancel)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE)
        self._patience.timeout.connect(self.show)
        self.hide()

    @property
    def words(self) -> str:
        """What is told; empty while nothing takes long."""
        return "" if self.isHidden() else self._words.text()

    def follow(self, task: Task, path: Path) -> None:
        """Tell of a task that writes a file or folder."""
        tip = "Stop writing; what was at this place before stays as it was"
        self.tell_of(task, f"Writing {path.name}…", tip)

    def tell_of(self, task: Task, words: str, tip: str) -> None:
        """Tell of any task in ``words``; ``tip`` says what stopping it means."""
        self._task = task
        self._words.setText(words)
        self.cancel.setToolTip(tip)
        self._bar.setRange(0, 0)
        task.progressed.connect(self._on_progress)
        task.ended.connect(self._on_end)
        self._patience.start()

    def _on_progress(self, done: int, total: int, _what: str) -> None:
        if self.sender() is self._task:
            self._bar.setRange(0, max(0, total))
            self._bar.setValue(done)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._words.setText("Stopping…")

    def _on_end(self) -> None:
        if self.sender() is self._task:
            self._task = None
            self._patience.stop()
            self.hide()
