"""The codebook at the left: a tree that is filtered, renamed in place and rearranged by dragging."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSignalBlocker,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QMenu,
    QStyle,
    QTreeView,
    QWidget,
)

from qualcode.model.change import ChangeSet
from qualcode.operations.codes.codebook_structure import move_codes
from qualcode.ui.commands.action_info import Where
from qualcode.ui.commands.actions import Actions
from qualcode.ui.models.codebook import ALL, HERE, KEY, NAME, CodebookModel
from qualcode.ui.models.codebook_filter import CodebookFilter
from qualcode.ui.models.codebook_order import CodeOrder
from qualcode.ui.models.stretches import selection_of
from qualcode.ui.models.transcripts import ID_ROLE
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.current_row import make_current
from qualcode.ui.widgets.held_menu import close_without, same_as_now
from qualcode.ui.widgets.letter_menu import LetterMenu
from qualcode.ui.widgets.plain_label import entry_caption
from qualcode.ui.widgets.refusals import told_at
from qualcode.ui.widgets.row_arrows import draw_branches

_CELL_MARGIN = 10
_INDENTATION = 12
_LEAST_INDENTATION = 3
"""Of each level in a codebook so deep that the names of its lowest codes would not be seen."""
_LEAST_LETTERS = 12
_ARROW = 9
_NAME_LETTERS = {KEY: 18, HERE: 14, ALL: 12}
"""Room for so many letters of a name, its colour and its indentation: with less, a column gives way."""


class CodebookTree(QTreeView):
    """Selected codes are what the actions of the Codebook menu work on."""

    code_chosen = Signal(object)
    """The current code's identity, for the panel that shows what it means."""
    activated_code = Signal(object)
    """A code is to be applied to what is selected in the transcript."""
    entered_code = Signal(object)
    """Enter was pressed on a code."""
    clicked_code = Signal(object)
    """A code was clicked, without a key that selects more."""
    stick_wanted = Signal(object)
    """Every selection is to be coded with this code."""
    all_names_wanted = Signal()
    """What is to be shown is not among the names that the codes are narrowed to."""
    set_shown = Signal(object)
    """The set of codes that is shown now, None for all codes."""

    def __init__(
        self, session: Session, actions: Actions, codebook: CodebookModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self.setAccessibleName("Codebook")
        self.codebook = codebook
        self.filter = CodebookFilter(self.codebook, self)
        self.setModel(self.filter)
        self._widths: dict[int, int] = {}
        self._measured: tuple[object, int] = (None, 1)
        """The codes whose levels were counted, and how many they are."""
        self._restoring = False
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.timeout.connect(self._tell_collapsed)
        self._set_up()
        self.set_id: UUID | None = None
        self._open: set[UUID] = set()
        self._place: UUID | None = None
        self._chosen: list[UUID] = []
        self.codebook.moved.connect(self._move)
        self.codebook.recounted.connect(self.viewport().update)
        self.filter.modelAboutToBeReset.connect(self._remember)
        self.filter.modelReset.connect(self._restore)
        self.filter.rowsInserted.connect(self._open_new)
        self.filter.others_shown.connect(self._open_all)
        session.changed.connect(self._fit_columns)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.clicked.connect(self._on_clicked)
        self.header().setSectionsClickable(True)
        self.header().sectionClicked.connect(self._on_header)
        self._mark_order()
        self.customContextMenuRequested.connect(self._show_menu)
        actions.add_to(self, Where.CODEBOOK)
        self.expanded.connect(self._tell_soon)
        self.collapsed.connect(self._tell_soon)
        self._open_all()

    def _open_all(self) -> None:
        """Open all branches; Qt tells of each that is opened by hand, but not of all together."""
        self._expand_parents()
        self._tell_collapsed()

    def _expand_parents(self) -> None:
        """All is laid out once, afterwards: Qt's own way looks below each of thousands of codes, too."""
        self.scheduleDelayedItemsLayout()
        # Told of once, and not by each of them.
        with QSignalBlocker(self):
            for code_id in self.codebook.branching:
                self.expand(self._index_of(code_id))

    def _open_new(self, parent: QModelIndex, first: int, last: int) -> None:
        """Codes have come: a branch that begins with them is open, as all are that nobody has closed."""
        if parent.isValid() and self.filter.rowCount(parent) == last - first + 1:
            self.expand(parent)
        for row in range(first, last + 1):
            self.expandRecursively(self.filter.index(row, NAME, parent))

    def _closed(self) -> set[UUID]:
        return {
            code_id
            for code_id in self.codebook.branching
            if (index := self._index_of(code_id)).isValid() and not self.isExpanded(index)
        }

    def _tell_soon(self) -> None:
        """Once for all branches that open or close together."""
        if not self._restoring:
            self._telling.start()

    def _tell_collapsed(self) -> None:
        self._telling.stop()
        if not self._restoring:
            self.codebook.show_collapsed(self._closed())
            self._fit_columns()

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setIndentation(_INDENTATION)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setAllColumnsShowFocus(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column in (KEY, HERE, ALL):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        self._fit_columns()

    def _fit_columns(self) -> None:
        self._size_columns()
        self._share_out()

    def _size_columns(self) -> None:
        """Widths by the largest number there is.

        Left to the header they would be worked out from every row after each single change.
        """
        largest = f"{self.codebook.largest_count:,}"
        for column in (KEY, HERE, ALL):
            title = str(
                self.model().headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
            )
            words = (title, "" if column == KEY else largest)
            width = max(self.fontMetrics().horizontalAdvance(text) for text in words)
            self._widths[column] = width + _CELL_MARGIN
            self.header().resizeSection(column, width + _CELL_MARGIN)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        """Names come first: where they would be cut to a few letters, keys, counts and steps make room."""
        letter = self.fontMetrics().averageCharWidth()
        levels, icon = self._levels, self.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize)
        # Of a code below two others, as most codes are at least below one.
        before = max(3 * _INDENTATION, levels * _LEAST_INDENTATION) + icon
        for column, letters in _NAME_LETTERS.items():
            room = self.viewport().width() - letters * letter - before
            hides = room < sum(width for other, width in self._widths.items() if other >= column)
            if self.isColumnHidden(column) != hides:
                self.setColumnHidden(column, hides)
        beside = sum(width for column, width in self._widths.items() if not self.isColumnHidden(column))
        room = self.viewport().width() - beside - icon - _LEAST_LETTERS * letter
        step = max(_LEAST_INDENTATION, min(_INDENTATION, room // levels))
        if step != self.indentation():
            self.setIndentation(step)

    @property
    def _levels(self) -> int:
        """How many levels the codebook has, at least one."""
        study, depths = self._session.study, dict[UUID | None, int]()
        if study.codes is not self._measured[0]:
            for code in study.codes_in_order:
                depths[code.id] = depths.get(code.parent_id, 0) + 1
            self._measured = study.codes, max(depths.values(), default=1)
        return self._measured[1]

    def drawBranches(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """An arrow can be seen, however little the levels are set apart, in a chosen row as well."""
        draw_branches(self, super().drawBranches, painter, rect, index, _ARROW)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit_columns()

    # -- which codes --------------------------------------------------------------------------

    @property
    def selected(self) -> list[UUID]:
        """The selected codes from top to bottom."""
        rows = self.selectionModel().selectedRows(NAME)
        chosen = {index.data(ID_ROLE) for index in rows}
        if len(chosen) < 2:
            return list(chosen)
        return [code.id for code in self._session.study.codes_in_order if code.id in chosen]

    @property
    def current(self) -> UUID | None:
        identity: UUID | None = self.currentIndex().siblingAtColumn(NAME).data(ID_ROLE)
        return identity

    def choose(self, code_ids: Sequence[UUID]) -> None:
        """Select codes and bring the first into view; where the set hides one, show all codes."""
        if self.filter.codes is not None and not self.filter.codes.issuperset(code_ids):
            self.show_set(None)
        self._select(code_ids)

    def show_new(self, code_id: UUID) -> None:
        """Select a code that has just been made, whatever the codes were narrowed to."""
        self.choose([code_id])
        if not self._index_of(code_id).isValid():
            self.all_names_wanted.emit()
            self.choose([code_id])

    def _select(self, code_ids: Sequence[UUID]) -> None:
        selection = self.selectionModel()
        if code_ids:
            index = self._index_of(code_ids[0])
            selection.setCurrentIndex(index, selection.SelectionFlag.NoUpdate)
            self.scrollTo(index)
        self._mark(code_ids)

    def _mark(self, code_ids: Sequence[UUID]) -> None:
        beside: dict[UUID | None, list[QModelIndex]] = {}
        for code_id in code_ids:
            index = self._index_of(code_id)
            if index.isValid():
                beside.setdefault(self._session.study.codes[code_id].parent_id, []).append(index)
        marked = QItemSelection()
        for indices in beside.values():
            rows = selection_of((index.row() for index in indices), indices[0].siblingAtRow)
            marked.merge(rows, QItemSelectionModel.SelectionFlag.Select)
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(marked, flag.ClearAndSelect | flag.Rows)

    def rename(self, code_id: UUID) -> None:
        """Edit the name of a code in its place."""
        index = self._index_of(code_id)
        if index.isValid():
            make_current(self, index)
            self.edit(index)

    def commitData(self, editor: QWidget) -> None:
        """Take a name that was typed; why it cannot be taken is said below its row."""
        if editor.isHidden():
            # Another key came before Enter was done with, and the name has been taken already.
            return
        with told_at(self, self.visualRect(self.currentIndex())):
            super().commitData(editor)

    def _index_of(self, code_id: UUID) -> QModelIndex:
        return self.filter.mapFromSource(self.codebook.index_of(code_id))

    def _on_current(self, index: QModelIndex) -> None:
        identity = index.siblingAtColumn(NAME).data(ID_ROLE)
        if identity is not None:
            self.code_chosen.emit(identity)

    def filter_by(self, words: str) -> None:
        """Show the codes whose names hold these words."""
        changed = self.filter.show_named(words.strip())
        if changed or self.codebook.has_closed_branches:
            self._open_all()

    def show_set(self, set_id: UUID | None) -> None:
        """Show the codes of a set, with those above them; None: all."""
        study = self._session.study
        codes = None if set_id is None else frozenset(code.id for code in study.codes_of_set(set_id))
        other = set_id != self.set_id
        self.set_id = set_id
        self.filter.show_only(codes)
        if other:
            self._open_all()
            self.set_shown.emit(set_id)

    def show_in(self, order: CodeOrder) -> None:
        """Show codes by name, by use or in the codebook's own order."""
        chosen = self.selected
        self.codebook.show_in(order)
        self._open_all()
        self._select(chosen)
        self._mark_order()

    def _mark_order(self) -> None:
        for order in CodeOrder:
            self._actions[f"codebook.order_{order}"].setChecked(order is self.codebook.order)

    def _on_header(self, column: int) -> None:
        """A click on a heading shows the codes by it; a second one gives their own order back."""
        wanted = {NAME: CodeOrder.NAME, ALL: CodeOrder.USE}.get(column)
        if wanted is not None:
            self.show_in(CodeOrder.OWN if self.codebook.order is wanted else wanted)

    # -- keeping branches and selection when the tree is built again -----------------------------

    def _remember(self) -> None:
        self._chosen = self.selected
        self._place = self._what_stays_near(self.currentIndex().siblingAtColumn(NAME))
        self._open = set(self._session.study.codes) - self._closed()

    def _restore(self) -> None:
        self._restoring = True
        self._expand_parents()
        for code_id in (row for row in self.codebook.branching if row not in self._open):
            if all(child.id in self._open for child in self._session.study.children(code_id)):
                self.setExpanded(self._index_of(code_id), False)
        self._restoring = False
        self._tell_collapsed()
        # Anyone who reads elsewhere in the codebook stays there.
        self.setAutoScroll(False)
        self._mark([code_id for code_id in self._chosen if code_id in self._session.study.codes])
        if self._place is not None:
            selection = self.selectionModel()
            selection.setCurrentIndex(self._index_of(self._place), selection.SelectionFlag.NoUpdate)
        self.setAutoScroll(True)

    def _what_stays_near(self, index: QModelIndex) -> UUID | None:
        """The code here or, where it goes, the next one beside or above it: there the arrow keys go on."""
        while index.isValid():
            here, count = index.row(), self.filter.rowCount(index.parent())
            for row in (*range(here, count), *range(here - 1, -1, -1)):
                code_id: UUID = index.siblingAtRow(row).data(ID_ROLE)
                if code_id in self._session.study.codes:
                    return code_id
            index = index.parent()
        return None

    # -- rearranging --------------------------------------------------------------------------

    def _move(self, code_ids: list[UUID], parent_id: UUID | None, row: int) -> None:
        def change() -> ChangeSet:
            study = self._session.study
            # Between rows in another order there is no place of the codebook's own.
            if row < 0 or self.codebook.order is not CodeOrder.OWN:
                return move_codes(study, code_ids, parent_id)
            # Qt counts the moved rows too; the operation counts the siblings that stay.
            before = [code for code in study.children(parent_id)[:row] if code.id not in code_ids]
            return move_codes(study, code_ids, parent_id, len(before))

        self._session.do(change)

    def _show_menu(self, point: QPoint) -> None:
        menu = LetterMenu(parent=self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._actions.grey_in(menu)
        self._add_coding(menu)
        self._actions.fill_menu(menu, "Codebook", without=("codebook.import",))
        close_without(menu, self._session, lambda: same_as_now(lambda: (self.current, self.selected)))
        menu.popup(self.viewport().mapToGlobal(point))

    def _add_coding(self, menu: QMenu) -> None:
        """What is done to the text with the code that was clicked."""
        code = None if self.current is None else self._session.study.codes.get(self.current)
        if code is not None and code.codable:
            name = entry_caption(code.name)
            apply = menu.addAction(f"Apply “{name}” to the selection")
            apply.triggered.connect(lambda: self.activated_code.emit(code.id))
            # Whatever greys the choice of a code for the selection has been asked before.
            menu.aboutToShow.connect(lambda: apply.setEnabled(self._actions["code.choose"].isEnabled()))
            menu.addAction(f"Make “{name}” the sticky code").triggered.connect(
                lambda: self.stick_wanted.emit(code.id)
            )
        menu.addAction(self._actions["code.click"])
        menu.addSeparator()

    def _on_clicked(self, index: QModelIndex) -> None:
        identity = index.siblingAtColumn(NAME).data(ID_ROLE)
        if identity is not None and not QGuiApplication.keyboardModifiers():
            self.clicked_code.emit(identity)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.state() is QAbstractItemView.State.EditingState
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not editing and self.current is not None:
            self.entered_code.emit(self.current)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.filter.rowCount():
            make_current(self, self.filter.index(0, NAME))
