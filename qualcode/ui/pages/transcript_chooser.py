"""Choosing the transcripts that count: the button in the line of words, and the window that it opens."""

from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.entities import Folder
from qualcode.model.questions.names import identities
from qualcode.model.study import Study
from qualcode.model.transcript import TranscriptStatus
from qualcode.model.transcripts.transcript_choice import TranscriptChoice
from qualcode.model.words.in_words import counted
from qualcode.ui.look.icons import icon
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.field import LineField
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.down_to_list import DownToList
from qualcode.ui.widgets.flow_layout import FlowLayout
from qualcode.ui.widgets.on_screen import bring_on_screen
from qualcode.ui.widgets.ticked_tree import ID_ROLE, TickedTree, children_of

_SIZE = QSize(360, 540)
_LEFT_OUT: Final = "; not counted, because only other statuses are"


def choosing_transcripts(choice: TranscriptChoice) -> dict[str, Any]:
    """The parts of a question that say which transcripts."""
    return {
        "transcripts": None if choice.transcripts is None else identities(choice.transcripts),
        "folders": identities(choice.folders),
        "statuses": choice.statuses,
    }


class TranscriptChooser(QDialog):
    """Stays open beside what is counted, which follows every tick."""

    chosen = Signal(object)
    """The new ``TranscriptChoice``."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._choice = TranscriptChoice()
        self._shown: list[tuple[object, ...]] = []
        self.setWindowTitle("Choose transcripts")
        self.setModal(False)
        self.resize(_SIZE)
        self.all = QPushButton("All transcripts")
        self.all.clicked.connect(lambda: self._take(TranscriptChoice()))
        self.none = QPushButton("None")
        self.none.setToolTip("Untick everything, to tick some")
        self.none.clicked.connect(lambda: self._take(TranscriptChoice((), (), self._choice.statuses)))
        self.statuses: dict[TranscriptStatus, QCheckBox] = {}
        for status in TranscriptStatus:
            box = self.statuses[status] = QCheckBox(status.words)
            box.toggled.connect(self._take_statuses)
        self.filter = LineField()
        self.filter.setPlaceholderText("Type part of a name")
        self.filter.setAccessibleName("Filter transcripts")
        self.filter.setClearButtonEnabled(True)
        self.tree = TickedTree("Transcripts")
        self.tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.filter.textChanged.connect(self.tree.narrow)
        DownToList(self.filter, self.tree)
        self.tree.itemChanged.connect(self._on_ticked)
        self._lay_out()

    def _lay_out(self) -> None:
        whole = QHBoxLayout()
        whole.addWidget(self.all)
        whole.addWidget(self.none)
        whole.addStretch(1)
        by_status = QWidget()
        flow = FlowLayout(by_status)
        flow.addWidget(QLabel("Only"))
        for box in self.statuses.values():
            flow.addWidget(box)
        self._hint = QLabel()
        mute(self._hint)
        self._hint.setWordWrap(True)
        close = QPushButton("Close")
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addWidget(self._hint, 1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setSpacing(SPACING)
        column.addLayout(whole)
        column.addWidget(by_status)
        column.addWidget(self.filter)
        column.addWidget(self.tree, 1)
        column.addLayout(foot)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer(self, choice: TranscriptChoice) -> None:
        """Show what is chosen among what there is now."""
        study = self._session.study
        self._choice = choice
        for status, box in self.statuses.items():
            box.blockSignals(True)
            box.setChecked(status in choice.statuses)
            box.blockSignals(False)
        self.tree.blockSignals(True)
        shown = _rows_of(study)
        if shown != self._shown:
            self._shown = shown
            self._fill(study)
        placed = choice.placed(study)
        ticked = set(study.transcripts) if placed is None else set(placed)
        for top in children_of(self.tree.invisibleRootItem()):
            self._tick(top, ticked, whole=choice.transcripts is None and not choice.folders)
        self.tree.blockSignals(False)
        rows = choice.rows_of(study)
        number = len(study.transcripts) if rows is None else len(rows)
        self._hint.setText(f"{number:,} of {counted(len(study.transcripts), 'transcript')}")

    def _tick(self, item: QTreeWidgetItem, ticked: set[UUID], *, whole: bool) -> tuple[int, int]:
        """Tick an item and what is in it; how many transcripts may count in it, and how many do.

        What the statuses leave out is not ticked, and cannot be.
        """
        identity = item.data(0, ID_ROLE)
        row = self._session.study.transcripts.get(identity)
        if row is not None:
            may = not self._choice.statuses or row.status in self._choice.statuses
            on = may and identity in ticked
            item.setDisabled(not may)
            item.setToolTip(0, f"{row.name}, {row.status.words}{'' if may else _LEFT_OUT}")
            item.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            return int(may), int(on)
        whole = whole or identity in self._choice.folders
        found = [self._tick(child, ticked, whole=whole) for child in children_of(item)]
        number, on_number = sum(each for each, _ in found), sum(on for _, on in found)
        state = Qt.CheckState.PartiallyChecked if on_number else Qt.CheckState.Unchecked
        complete = 0 < number == on_number or (whole and not self._choice.statuses)
        item.setCheckState(0, Qt.CheckState.Checked if complete else state)
        return number, on_number

    def _fill(self, study: Study) -> None:
        self.tree.clear()
        made: dict[object, QTreeWidgetItem] = {}
        for folder in study.folders.in_order:
            above = None if folder.parent_id is None else made[folder.parent_id]
            made[folder.id] = self.tree.add(folder.id, folder.name, study.folders.paths[folder.id], above)
            made[folder.id].setIcon(0, icon("folder"))
        for row in study.transcripts_in_order:
            self.tree.add(row.id, row.name, "", made.get(row.folder_id))
        self.tree.expandAll()
        self.tree.narrow(self.filter.text())

    # -- choosing -----------------------------------------------------------------------------

    def _take(self, choice: TranscriptChoice) -> None:
        self.chosen.emit(choice)

    def _take_statuses(self) -> None:
        statuses = tuple(status for status, box in self.statuses.items() if box.isChecked())
        if len(statuses) == len(TranscriptStatus):
            # Any of them will do: nothing has to be said about it.
            statuses = ()
        self._take(TranscriptChoice(self._choice.transcripts, self._choice.folders, statuses))

    def _on_ticked(self, item: QTreeWidgetItem) -> None:
        study, identity = self._session.study, item.data(0, ID_ROLE)
        row = study.rows(Folder).get(identity) or study.transcripts.get(identity)
        if row is not None:
            on = item.checkState(0) is not Qt.CheckState.Unchecked
            self._take(self._choice.ticking(study, row, on=on))


def _rows_of(study: Study) -> list[tuple[object, ...]]:
    folders = [(row.id, row.name, row.parent_id) for row in study.folders.in_order]
    return [
        *folders,
        *((row.id, row.name, row.folder_id, row.status) for row in study.transcripts_in_order),
    ]


class TranscriptsButton(QPushButton):
    """“all transcripts”, “folder Wave 1, done”: a click opens the window to choose."""

    chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._chooser: TranscriptChooser | None = None
        self._offered = TranscriptChoice()
        self.setToolTip("Choose the transcripts that count: by ticking, by folder, by status")
        self.clicked.connect(self.open)

    def offer(self, choice: TranscriptChoice, usual: str = "") -> None:
        """Show what is chosen; ``usual`` is said where it is everything."""
        words = usual if usual and choice.everything else choice.in_words(self._session.study)
        metrics = self.fontMetrics()
        self.setText(metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, 40 * metrics.averageCharWidth()))
        self.setAccessibleName(f"Transcripts: {words}")
        self._offered = choice
        if self._chooser is not None:
            self._chooser.offer(choice)

    @property
    def chooser(self) -> TranscriptChooser:
        """The window, made when it is first needed."""
        if self._chooser is None:
            self._chooser = TranscriptChooser(self._session, self)
            self._chooser.chosen.connect(self.chosen)
            self._chooser.offer(self._offered)
        return self._chooser

    def open(self) -> None:
        """Open the window below the button."""
        self.chooser.move(self.mapToGlobal(QPoint(0, self.height() + 4)))
        self.chooser.show()
        bring_on_screen(self.chooser)
        self.chooser.raise_()
