"""A table edited in place with the keys of a spreadsheet: choices in a box, everything else as text."""

from functools import partial
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QItemSelection,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from qualcode.model.words.names import name_key
from qualcode.ui.dialogs.people.subject_model import CHOICES_ROLE
from qualcode.ui.widgets.as_typed import take_as_typed
from qualcode.ui.widgets.current_row import make_current
from qualcode.ui.widgets.refusals import told_at
from qualcode.ui.widgets.written_keys import presses_letter

Index = QModelIndex | QPersistentModelIndex


class ChoiceBox(QComboBox):
    """A cell with choices: one is picked from the list, or typed. ``done`` tells where to go on.

    Enter goes down and Tab right, whether the list is open or not, and a letter closes the list to be typed.
    """

    done = Signal(object)

    def __init__(self, choices: list[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.addItems(choices)
        take_as_typed(self)
        self._ended = False
        self.activated.connect(lambda _place: self._end(Hint.NoHint))
        self.view().installEventFilter(self)

    def show_text(self, text: str) -> None:
        """Show what the cell holds, which may be none of the choices, to be typed over."""
        self.setCurrentIndex(self.findText(text))
        self.setEditText(text)
        field = self.lineEdit()
        if field is not None:
            field.selectAll()

    @property
    def meant(self) -> str:
        """The choice that was typed, in any case or by its beginning; else what was typed."""
        typed = self.currentText().strip()
        choices = [self.itemText(place) for place in range(self.count())]
        wanted = name_key(typed)
        same = [choice for choice in choices if name_key(choice) == wanted]
        begun = [choice for choice in choices if typed and name_key(choice).startswith(wanted)]
        return same[0] if same else begun[0] if len(begun) == 1 else typed

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end(Hint.SubmitModelCache)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the list while it is open."""
        if not isinstance(event, QKeyEvent) or event.type() == QEvent.Type.KeyRelease:
            return super().eventFilter(watched, event)
        hint = _ENDS.get(event.key())
        if hint is not None and event.type() == QEvent.Type.ShortcutOverride:
            # Qt would pick, and close, when it asks whether the key is wanted here.
            event.accept()
            return True
        if hint is not None:
            self._pick(hint)
            return True
        if presses_letter(event):
            self.hidePopup()
            self.setEditText(event.text())
            return True
        return super().eventFilter(watched, event)

    def _pick(self, hint: "Hint") -> None:
        place = self.view().currentIndex().row()
        if place >= 0:
            self.setCurrentIndex(place)
        # First, for a list that closes takes the keyboard, and with it the field, away.
        self._end(hint)
        self.hidePopup()

    def _end(self, hint: "Hint") -> None:
        """Once: a field that is given up finds a choice in what it holds and says so again."""
        if not self._ended:
            self._ended = True
            self.done.emit(hint)


class CellDelegate(QStyledItemDelegate):
    """A box where a cell has choices; it is done with as soon as one is picked."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        choices = index.data(CHOICES_ROLE)
        if choices is None:
            return super().createEditor(parent, option, index)
        box = ChoiceBox(choices, parent)
        box.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        table = self.parent()
        if not (isinstance(table, CellTable) and table.typing):
            # With its list open, so that arrow keys choose in it instead of taking the next at once.
            QTimer.singleShot(0, box, box.showPopup)
        box.done.connect(lambda hint: self._finish(box, hint))
        return box

    def _finish(self, box: QComboBox, hint: "Hint") -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box, hint)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter is the box's own: it would be taken twice."""
        enters = isinstance(event, QKeyEvent) and _ENDS.get(event.key()) is Hint.SubmitModelCache
        return not (enters and isinstance(watched, ChoiceBox)) and super().eventFilter(watched, event)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, ChoiceBox):
            editor.show_text(str(index.data(Qt.ItemDataRole.EditRole) or ""))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        table = self.parent()
        if not isinstance(table, CellTable):
            return
        typed = editor.meant if isinstance(editor, ChoiceBox) else _in_field(editor)
        with told_at(table, table.visualRect(index)):
            taken = model.setData(index, typed)
        table.refused = not taken and typed != str(index.data(Qt.ItemDataRole.EditRole) or "")


def _in_field(editor: QWidget) -> str:
    return str(editor.property(str(editor.metaObject().userProperty().name())) or "")


Hint = QAbstractItemDelegate.EndEditHint
_ENDS: Final[dict[int, QAbstractItemDelegate.EndEditHint]] = {
    Qt.Key.Key_Return: Hint.SubmitModelCache,
    Qt.Key.Key_Enter: Hint.SubmitModelCache,
    Qt.Key.Key_Tab: Hint.EditNextItem,
    Qt.Key.Key_Backtab: Hint.EditPreviousItem,
}
"""Where the keys that end a choice go on."""
_ROWS_MEASURED: Final = 40
_ARROWS: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)


class CellTable(QTableView):
    """Arrows go from cell to cell; F2 or typing edits; Enter goes down, Tab right; Delete empties.

    Tab in the last column leaves the table, and so does Shift+Tab in the first.
    """

    pasted = Signal(str)
    emptied = Signal()
    row_moved = Signal(int, int)
    """(row, where it is to be): dragged by its number, or moved by key."""
    column_moved = Signal(int, int)

    def __init__(self, model: QAbstractTableModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen_rows: list[int] = []
        self.typing = False
        """Whether a field opens because somebody has begun to type."""
        self.refused = False
        """Whether what was typed last could not be kept: keys stay at its cell, where it can be mended."""
        self._fits = True
        """Whether no column waits to be made as wide as what is in it."""
        self.setModel(model)
        self.setAccessibleName(name)
        self.setItemDelegate(CellDelegate(self))
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        header = self.horizontalHeader()
        for each, moved in ((self.verticalHeader(), self.row_moved), (header, self.column_moved)):
            each.setSectionsMovable(True)
            each.sectionMoved.connect(partial(self._on_dragged, each, moved))
        self.verticalHeader().setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setHighlightSections(False)
        # Thousands of rows would have to be asked; the first ones tell enough.
        header.setResizeContentsPrecision(_ROWS_MEASURED)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    @property
    def chosen_rows(self) -> tuple[int, ...]:
        """The rows in which cells are selected, in the order in which they came to be."""
        return tuple(self._chosen_rows)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        rows = {index.row() for index in self.selectedIndexes()}
        self._chosen_rows = [row for row in self._chosen_rows if row in rows]
        # Of several that come at once the first is the one from which they were selected.
        here = self.selectionModel().currentIndex().row()
        far = not self._chosen_rows and here == max(rows, default=here)
        self._chosen_rows += sorted(rows - set(self._chosen_rows), reverse=far)

    def fit_columns(self) -> None:
        """Make columns as wide as what is in them, within reason; once they are seen."""
        self._fits = self.isVisible()
        if not self._fits:
            return
        self.resizeColumnsToContents()
        for column in range(self.model().columnCount()):
            self.setColumnWidth(column, min(260, max(70, self.columnWidth(column) + 12)))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._fits:
            self.fit_columns()

    def _on_dragged(
        self, header: QHeaderView, moved: SignalInstance, _section: int, old: int, new: int
    ) -> None:
        # The order is the study's: the table follows from the step.
        header.blockSignals(True)
        header.moveSection(new, old)
        header.blockSignals(False)
        moved.emit(old, new)

    def _move_here(self, key: int) -> None:
        index = self.currentIndex()
        place, moved, number = (
            (index.row(), self.row_moved, self.model().rowCount())
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down)
            else (index.column(), self.column_moved, self.model().columnCount())
        )
        target = place + (1 if key in (Qt.Key.Key_Down, Qt.Key.Key_Right) else -1)
        if index.isValid() and 0 <= target < number:
            moved.emit(place, target)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.state() is QAbstractItemView.State.EditingState
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not editing:
            self.emptied.emit()
        elif event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in _ARROWS and not editing:
            self._move_here(event.key())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not editing:
            self._go(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1, 0)
        else:
            self.typing = presses_letter(event)
            super().keyPressEvent(event)
            self.typing = False

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from cell to cell of a row, and on to the next field at the end of it."""
        return self._go(0, 1 if forward else -1) or super().focusNextPrevChild(forward)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter and Tab go on from the cell that was edited, unless what was typed there is refused."""
        super().closeEditor(editor, Hint.NoHint)
        if self.refused:
            self.refused = False
            return
        steps = {Hint.SubmitModelCache: (1, 0), Hint.EditNextItem: (0, 1), Hint.EditPreviousItem: (0, -1)}
        if hint in steps:
            self._go(*steps[hint])

    def _go(self, down: int, right: int) -> bool:
        """Make another cell the current one; False where there is none."""
        current = self.currentIndex()
        beside = self.model().index(current.row() + down, current.column() + right)
        if current.isValid() and beside.isValid():
            make_current(self, beside)
        return current.isValid() and beside.isValid()

    def copy(self) -> None:
        """Put the chosen cells on the clipboard, as a spreadsheet takes them."""
        chosen = sorted(self.selectedIndexes(), key=lambda index: (index.row(), index.column()))
        lines: dict[int, list[str]] = {}
        for index in chosen:
            text: Any = index.data()
            lines.setdefault(index.row(), []).append(" ".join(str(text or "").split()))
        QGuiApplication.clipboard().setText("\n".join("\t".join(cells) for cells in lines.values()))
