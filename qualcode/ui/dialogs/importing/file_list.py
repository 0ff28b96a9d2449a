"""The list in the import window: a row a file, with what was understood of it and whether it is wanted."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPalette, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from qualcode.model.machine.ways import in_window
from qualcode.model.transcript import TranscriptKind
from qualcode.project.importing.listed import ReadFile, RefusedFile
from qualcode.project.importing.state import ImportState, Row
from qualcode.project.importing.table_uses import TableUse
from qualcode.project.importing.tables import TableFile
from qualcode.ui.dialogs.importing.scroll_safe_combo_box import ScrollSafeComboBox, open_by_key
from qualcode.ui.dialogs.importing.warning_ink import warning_ink
from qualcode.ui.inspector.transcript_section import KIND_NAMES
from qualcode.ui.look.theme import colours_now
from qualcode.ui.session.chunks import ChunkRunner, Chunks

_NAME, _KIND, _WORDS, _SPEAKERS, _UNDERSTOOD, _NOTES = range(6)
_HEADS: Final = ("File", "Kind", "Words", "Speakers (turns)", "Speaker labels", "Notes")
_WIDTHS: Final = {_NAME: 215, _KIND: 125, _WORDS: 65, _SPEAKERS: 260, _UNDERSTOOD: 95}
_TABLES: Final = {
    TableUse.PARTICIPANTS: "Data list",
    TableUse.TRANSCRIPTS: "Data list",
    TableUse.SURVEY: "Survey",
    TableUse.CODEBOOK: "Codebook",
    TableUse.CODINGS: "Codings",
}
_LEAST_NAME: Final = 110
_LEAST_SPEAKERS: Final = 150
_LEAST_NOTES: Final = 90
_ROWS_AT_ONCE: Final = 25
_KINDS: Final = [(KIND_NAMES[kind], kind) for kind in TranscriptKind]


class FileList(QTreeWidget):
    """Shows a state and tells what a person does; Delete takes a row out of the list."""

    wanted_changed = Signal(int, bool)
    kind_changed = Signal(int, object)
    """(row, TranscriptKind)"""
    row_removed = Signal(int)
    row_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[tuple[type[Row], str]] = []
        self._items: list[QTreeWidgetItem] = []
        self._known: list[Row | None] = []
        """The rows as they were shown last."""
        self._turns = ChunkRunner(self)
        self._given = _WIDTHS[_NAME], _WIDTHS[_SPEAKERS]
        """How wide the list itself made the columns of names and of speakers."""
        self.setAccessibleName("Files: Space to tick, F4 to change the kind, Delete to remove")
        self.setHeaderLabels(list(_HEADS))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for column, width in _WIDTHS.items():
            self.header().setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.header().resizeSection(column, width)
        self.itemChanged.connect(self._on_changed)
        self.currentItemChanged.connect(lambda *_: self.row_chosen.emit(self.row))
        open_by_key(self, self._box)
        remove = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self)
        remove.setContext(Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(lambda: self.row_removed.emit(self.row))

    @property
    def row(self) -> int:
        """The row that is chosen; -1 for none."""
        item = self.currentItem()
        return -1 if item is None else self.indexOfTopLevelItem(item)

    def _box(self) -> QWidget | None:
        item = self.currentItem()
        return None if item is None else self.itemWidget(item, _KIND)

    def show_state(self, state: ImportState) -> None:
        """Show the files; rows that stay keep the focus and what is chosen."""
        shown = [(type(row), row.name) for row in state.rows]
        # Signals are for what a person does.
        self.blockSignals(True)
        if shown != self._shown:
            chosen = max(0, self.row)
            self.clear()
            self._shown = shown
            self._items = [QTreeWidgetItem() for _ in shown]
            self._known = [None] * len(shown)
            self.addTopLevelItems(self._items)
            if shown:
                self.setCurrentItem(self._items[min(chosen, len(shown) - 1)])
        self.blockSignals(False)
        # What is told of a file follows from it alone; of a table, from the other tables too.
        changed = [
            place
            for place, row in enumerate(state.rows)
            if row is not self._known[place] or isinstance(row, TableFile)
        ]
        self._turns.start(self._fill(state, changed))

    def _fill(self, state: ImportState, places: Sequence[int]) -> Chunks:
        """Show these rows; of hundreds of files, some in each turn of the event loop."""
        for count, place in enumerate(places, 1):
            row = state.rows[place]
            self.blockSignals(True)
            self._show_row(place, row, _cells(state, row))
            self.blockSignals(False)
            self._known[place] = row
            if count % _ROWS_AT_ONCE == 0:
                yield
        self._share_out()

    def _share_out(self) -> None:
        """Share the room out as names, speakers and notes need it, unless somebody set a width."""
        header = self.header()
        if (header.sectionSize(_NAME), header.sectionSize(_SPEAKERS)) != self._given:
            return
        others = sum(header.sectionSize(column) for column in _WIDTHS if column not in (_NAME, _SPEAKERS))
        room = self.viewport().width() - others
        speakers, notes = self.sizeHintForColumn(_SPEAKERS), self.sizeHintForColumn(_NOTES)
        # In a narrow window names give way first, as far as they do not need the room.
        spare = room - max(_LEAST_SPEAKERS, speakers) - max(_LEAST_NOTES, notes)
        name = min(_WIDTHS[_NAME], max(_LEAST_NAME, min(self.sizeHintForColumn(_NAME), room // 3), spare))
        room -= name
        notes = max(_LEAST_NOTES, min(notes, room // 2))
        wide = _WIDTHS[_SPEAKERS] if room - notes >= _WIDTHS[_SPEAKERS] else _LEAST_SPEAKERS
        self._given = name, max(wide, min(speakers, room - notes))
        for column, width in zip((_NAME, _SPEAKERS), self._given, strict=True):
            header.resizeSection(column, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def _show_row(self, place: int, row: Row, cells: tuple[str, ...]) -> None:
        item = self._items[place]
        faded = isinstance(row, RefusedFile) or not row.wanted
        for column, text in enumerate(cells):
            item.setText(column, text)
            item.setToolTip(column, text)
            item.setForeground(column, _muted() if faded else self.palette().color(QPalette.ColorRole.Text))
        item.setTextAlignment(_WORDS, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if isinstance(row, RefusedFile):
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            return
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(_NAME, Qt.CheckState.Checked if row.wanted else Qt.CheckState.Unchecked)
        if isinstance(row, ReadFile):
            item.setToolTip(_UNDERSTOOD, row.understood_exactly)
            if not row.is_clear and not faded:
                item.setForeground(_UNDERSTOOD, QColor(warning_ink()))
            box = self.itemWidget(item, _KIND)
            if not isinstance(box, ScrollSafeComboBox):
                box = ScrollSafeComboBox(f"Kind of {row.name}")
                box.stand_in_row()
                self.setItemWidget(item, _KIND, box)
                box.picked.connect(partial(self.kind_changed.emit, place))
            box.offer(_KINDS, row.transcript.kind)

    def _on_changed(self, item: QTreeWidgetItem, column: int) -> None:
        if column == _NAME:
            checked = item.checkState(_NAME) is Qt.CheckState.Checked
            self.wanted_changed.emit(self.indexOfTopLevelItem(item), checked)


def _cells(state: ImportState, row: Row) -> tuple[str, ...]:
    if isinstance(row, ReadFile):
        doubt = "" if row.is_clear else row.understood_exactly
        notes = in_window(" ".join(filter(None, (doubt, row.notes))))
        return (row.name, "", f"{row.words:,}", row.speakers, row.understood, notes)
    if isinstance(row, TableFile):
        return (row.name, _TABLES[row.use], "", "", "", in_window(state.notes_of(row)))
    return (row.name, "Not imported", "", "", "", in_window(row.reason))


def _muted() -> QColor:
    return QColor(colours_now().muted)
