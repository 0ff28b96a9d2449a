"""Earlier states of a project: its copies with what they hold, one of which can be put back."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.machine.earlier import EarlierState
from qualcode.model.words.cutting import shortened
from qualcode.model.words.moments import BY_CLOCK, moment_here
from qualcode.ui.dialogs.button_row import button_row
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.widgets.on_screen import opening_size
from qualcode.ui.widgets.plain_label import plain_label
from qualcode.ui.widgets.roomy_rows import RoomyRows

_COLUMNS: Final = ("Last change", "What it was", "Kind", "Step", "Transcripts", "Codes", "Segments", "Size")
_WIDE: Final = 1
_KIND: Final = 2
_WIDTH: Final = 960
_WIDEST_KIND: Final = 200
_LEAST_WIDE: Final = 140
_LONGEST: Final = 60
_FIGURES: Final = range(3, 8)
_AT_THE_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _States(QTreeWidget):
    """What a copy was takes the room that is left; where that is too little, the list scrolls."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        header = self.header()
        others = header.length() - header.sectionSize(_WIDE)
        header.resizeSection(_WIDE, max(_LEAST_WIDE, self.viewport().width() - others))


class EarlierStatesDialog(QDialog):
    """The newest copy is at the top; those that cannot be read are listed with the reason."""

    chosen = Signal(object)
    """The file of the copy that is to be put back."""

    def __init__(self, name: str, states: Sequence[EarlierState], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._states = states
        self.setWindowTitle("Restore an earlier state")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(opening_size(parent, _WIDTH, 420))
        hint = plain_label(
            f"Choose a copy to put in the place of {_begun(name)}. What is there now is kept among the "
            "copies, so this can be taken back in the same way."
        )
        hint.setWordWrap(True)
        mute(hint)
        self.list = _States()
        self.list.headerItem().setToolTip(0, BY_CLOCK)
        self.list.setAccessibleName("Earlier states")
        self.list.setHeaderLabels(_COLUMNS)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        self.list.setItemDelegate(RoomyRows(self.list, 14, 8))
        self._items = [_item(state) for state in states]
        self.list.addTopLevelItems(self._items)
        header = self.list.header()
        header.setStretchLastSection(False)
        for column in range(len(_COLUMNS)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_WIDE, QHeaderView.ResizeMode.Fixed)
        if self.list.sizeHintForColumn(_KIND) > _WIDEST_KIND:
            # The name of a file that somebody put there, however long it is.
            header.setSectionResizeMode(_KIND, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(_KIND, _WIDEST_KIND)
        for column in _FIGURES:
            self.list.headerItem().setTextAlignment(column, _AT_THE_RIGHT)
        self.button = PrimaryButton("Restore")
        self.button.setDefault(True)
        self.button.clicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        self.list.currentItemChanged.connect(self._on_current)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        layout.addWidget(hint)
        layout.addWidget(self.list, 1)
        layout.addLayout(button_row(self, self.button))
        sound = next(
            (
                item
                for item, state in zip(self._items, states, strict=True)
                if not state.problem and not state.other
            ),
            None,
        )
        self.list.setCurrentItem(sound or self._items[0])
        self.list.setFocus()

    @property
    def current(self) -> EarlierState | None:
        """The state that is chosen."""
        row = self.list.currentIndex().row()
        return self._states[row] if row >= 0 else None

    def _on_current(self) -> None:
        state = self.current
        self.button.setEnabled(state is not None and not state.problem)

    def _choose(self) -> None:
        state = self.current
        # Enter is the list's and the button's: once is enough.
        if self.isVisible() and state is not None and not state.problem:
            copy: Path = state.path
            self.accept()
            self.chosen.emit(copy)


def _item(state: EarlierState) -> QTreeWidgetItem:
    size = _size(state.size)
    if state.problem:
        item = QTreeWidgetItem(["cannot be read", state.problem, state.kind, "", "", "", "", size])
    else:
        saved = "" if state.saved is None else moment_here(state.saved)
        figures = (state.step, state.transcripts, state.codes, state.segments)
        words = [f"{figure:,}" for figure in figures]
        who = f"({state.coder})" if state.coder else ""
        item = QTreeWidgetItem([saved, f"{state.last} {who}".strip(), state.what, *words, size])
    for column in _FIGURES:
        item.setTextAlignment(column, _AT_THE_RIGHT)
    for column in range(len(_COLUMNS)):
        item.setToolTip(column, state.problem or f"{state.path.name}: {state.what}")
    return item


def _begun(name: str) -> str:
    """As much of a name as fits into a sentence; its end, which has no blanks, would widen the window."""
    return shortened(name, _LONGEST)


def _size(size: int) -> str:
    """A file's size as people read it."""
    return f"{size / 1_000_000:,.1f} MB" if size >= 1_000_000 else f"{max(1, size // 1000):,} kB"
