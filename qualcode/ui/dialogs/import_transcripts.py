"""The import window: what was found in the files, what cannot be read, and one button."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.transcript import TranscriptKind
from qualcode.operations.documents import DocumentImport
from qualcode.ui.background import Background, Task
from qualcode.ui.dialogs.import_state import ImportState, read_files, work_out
from qualcode.ui.drop_area import DropArea
from qualcode.ui.inspector.transcript_section import KIND_NAMES
from qualcode.ui.session import Session
from qualcode.ui.theme import SPACING, colours_now

_NAME, _KIND, _WORDS, _SPEAKERS, _NOTES = range(5)


class ImportDialog(QDialog):
    """Reads in the background; nothing is in the project before the button is pressed."""

    files_wanted = Signal()
    imported = Signal(object, int)
    """(DocumentImport, number of files that were refused)"""

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._background = background
        self._task: Task | None = None
        self.state = ImportState()
        self.setWindowTitle("Import transcripts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(940, 520)
        self.drop_area = DropArea("Drop files or a folder here: text, Markdown or Word", "Choose files…")
        self.drop_area.dropped.connect(self.read)
        self.drop_area.choosing.connect(self.files_wanted)
        self.table = self._made_table()
        self._progress = QProgressBar()
        self._progress.setAccessibleName("Progress")
        self._doing = QLabel()
        self._stop = QPushButton("Stop")
        self._stop.clicked.connect(self._cancel_task)
        self._summary = QLabel()
        self._summary.setWordWrap(True)
        self.button = QPushButton()
        self.button.setObjectName("primary")
        self.button.setDefault(True)
        self.button.clicked.connect(self._import)
        cancel = QPushButton("Cancel")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self._lay_out(cancel)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table, self._leave_out)
        self._refresh()

    def _made_table(self) -> QTreeWidget:
        table = QTreeWidget()
        table.setAccessibleName("Files")
        table.setHeaderLabels(["File", "Kind", "Words", "Speakers (turns)", "Notes"])
        table.setRootIsDecorated(False)
        table.setAlternatingRowColors(True)
        table.setWordWrap(True)
        table.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = table.header()
        for column, width in ((_NAME, 190), (_KIND, 130), (_WORDS, 70), (_SPEAKERS, 270)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, width)
        return table

    def _lay_out(self, cancel: QPushButton) -> None:
        working = QHBoxLayout()
        working.addWidget(self._doing, 1)
        working.addWidget(self._progress, 1)
        working.addWidget(self._stop)
        buttons = QHBoxLayout()
        buttons.addWidget(self._summary, 1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.setSpacing(SPACING + 4)
        column.addWidget(self.drop_area)
        column.addWidget(self.table, 1)
        column.addLayout(working)
        column.addLayout(buttons)

    # -- reading ------------------------------------------------------------------------------

    def read(self, paths: Sequence[Path]) -> None:
        """Read files and folders, and list what was found."""
        if not paths or self._task is not None:
            return
        files = list(paths)
        self._start(
            self._background.run(lambda progress: read_files(files, progress), self._have, self._failed)
        )

    def _have(self, more: ImportState) -> None:
        self.state = self.state.with_more(more)
        self._refresh()

    def _import(self) -> None:
        if self._task is not None or not self.state.files:
            return
        study, state = self._session.study, self.state
        self._start(
            self._background.run(lambda progress: work_out(study, state, progress), self._add, self._failed)
        )

    def _add(self, found: DocumentImport) -> None:
        if self._session.do(lambda: found.change) is not None or not found.added:
            self.imported.emit(found, len(self.state.refused))
            self.accept()

    def _failed(self, sentence: str) -> None:
        self._summary.setText(sentence)

    def _start(self, task: Task) -> None:
        self._task = task
        task.progressed.connect(self._on_progress)
        task.ended.connect(self._on_ended)
        self._refresh()

    def _on_progress(self, done: int, total: int, what: str) -> None:
        self._progress.setRange(0, total)
        self._progress.setValue(done)
        self._doing.setText(what)

    def _on_ended(self) -> None:
        self._task = None
        self._refresh()

    def _cancel_task(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def reject(self) -> None:
        self._cancel_task()
        super().reject()

    # -- showing ------------------------------------------------------------------------------

    def _refresh(self) -> None:
        working = self._task is not None
        something = bool(self.state.files or self.state.refused)
        for widget in (self._progress, self._doing, self._stop):
            widget.setVisible(working)
        self.drop_area.setVisible(not working and not something)
        self.table.setVisible(something)
        self._summary.setText(self.state.summary)
        self.button.setText(self.state.button)
        self.button.setEnabled(bool(self.state.files) and not working)
        self._fill()

    def _fill(self) -> None:
        self.table.clear()
        for place, file in enumerate(self.state.files):
            name = file.transcript.source_name
            item = QTreeWidgetItem([name, "", f"{file.words:,}", file.speakers, file.notes])
            item.setTextAlignment(_WORDS, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for column in (_SPEAKERS, _NOTES):
                item.setToolTip(column, item.text(column))
            self.table.addTopLevelItem(item)
            self.table.setItemWidget(item, _KIND, self._kind_box(place, name, file.transcript.kind))
        faded = QColor(colours_now().muted)
        for refused in self.state.refused:
            item = QTreeWidgetItem([refused.name, "not imported", "", "", refused.reason])
            item.setToolTip(_NOTES, refused.reason)
            for column in range(5):
                item.setForeground(column, faded)
            self.table.addTopLevelItem(item)

    def _kind_box(self, place: int, name: str, kind: TranscriptKind) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(f"Kind of {name}")
        for choice in TranscriptKind:
            box.addItem(KIND_NAMES[choice], choice)
        box.setCurrentIndex(list(TranscriptKind).index(kind))
        box.activated.connect(lambda index: self._set_kind(place, list(TranscriptKind)[index]))
        return box

    def _set_kind(self, place: int, kind: TranscriptKind) -> None:
        self.state = self.state.with_kind(place, kind)

    def _leave_out(self) -> None:
        item = self.table.currentItem()
        place = -1 if item is None else self.table.indexOfTopLevelItem(item)
        if 0 <= place < len(self.state.files) and self._task is None:
            self.state = self.state.without(place)
            self._refresh()
