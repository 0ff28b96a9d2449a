"""The transcripts at the left: choose one to read it, several to arrange them."""

from collections.abc import Collection
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeView, QWidget

from qualcode.model.change import ChangeSet
from qualcode.model.entities import Folder, Transcript
from qualcode.model.study import Study
from qualcode.model.transcript import TranscriptStatus
from qualcode.model.transcripts.transcript_sorting import TranscriptSorting
from qualcode.operations.draft import together
from qualcode.operations.transcripts.folders import move_folders, place_transcripts
from qualcode.ui.commands.action_info import Where
from qualcode.ui.commands.actions import Actions
from qualcode.ui.models.transcript_tree import Branch, ShownTranscripts
from qualcode.ui.models.transcripts import FOLDER_ROLE, ID_ROLE, TranscriptsModel
from qualcode.ui.navigator.share_bar import ShareBarDelegate
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.current_row import make_current
from qualcode.ui.widgets.refusals import told_at
from qualcode.ui.widgets.row_arrows import draw_branches

_SEVERAL = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class TranscriptList(QTreeView):
    """One transcript is the current one; ``chosen`` tells when a person takes another."""

    chosen = Signal(object)
    opened = Signal(object)
    """A transcript is to stay open: Enter, a double click or the middle button."""
    shown_changed = Signal()
    """Transcripts are shown in another order, or others are."""
    menu_wanted = Signal(QPoint)
    """A menu of what can be done with what is selected is to open at this place of the screen."""

    def __init__(self, session: Session, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setAccessibleName("Transcripts")
        self.transcripts = TranscriptsModel(session, self)
        self.setModel(self.transcripts)
        self.setItemDelegate(ShareBarDelegate(lambda: self.transcripts.longest_name, self))
        self._set_up()
        self._shown: UUID | None = None
        self._selecting = False
        """Whether a row becomes current for another reason than to be read."""
        self._closed: set[UUID | str] = set()
        self._selected: list[UUID | str] = []
        self._current: UUID | str | None = None
        self._order: list[UUID] = []
        """The transcripts that were shown, from top to bottom."""
        self._instead: UUID | None = None
        """The row that is current because that of the transcript which is read has gone."""
        self.transcripts.modelAboutToBeReset.connect(self._remember)
        self.transcripts.modelReset.connect(self._restore)
        self.transcripts.recounted.connect(self.viewport().update)
        self.transcripts.moved.connect(self._drop)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.activated.connect(self._on_opened)
        self.clicked.connect(self._on_clicked)
        self.customContextMenuRequested.connect(self._ask_menu)
        actions.add_to(self, Where.LIST)
        self.expandAll()
        self._decorate()

    def _set_up(self) -> None:
        self.setHeaderHidden(True)
        self.setIndentation(12)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setAutoExpandDelay(600)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def _decorate(self) -> None:
        # Kinds alone are headings; there is nothing to fold before there are folders.
        self.setRootIsDecorated(self.transcripts.has_folders)
        self.setItemsExpandable(self.transcripts.has_folders)

    def drawBranches(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the arrow of a chosen folder like its words."""
        draw_branches(self, super().drawBranches, painter, rect, index)

    # -- reading ------------------------------------------------------------------------------

    def _on_current(self, index: QModelIndex) -> None:
        if not self._selecting:
            self._read(index.data(ID_ROLE))

    def _read(self, transcript_id: UUID | None) -> None:
        if transcript_id is not None and transcript_id != self._shown:
            self._shown = transcript_id
            self.chosen.emit(transcript_id)

    def _on_clicked(self, index: QModelIndex) -> None:
        # Told on release, so that nothing opens that is only dragged.
        if len(self.selectedIndexes()) == 1:
            self._read(index.data(ID_ROLE))

    def _on_opened(self, index: QModelIndex) -> None:
        transcript_id = index.data(ID_ROLE)
        if transcript_id is not None:
            self.opened.emit(transcript_id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._selecting = True
        super().mousePressEvent(event)
        self._selecting = False

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The middle button opens a transcript to stay."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.MiddleButton:
            self._on_opened(self.indexAt(event.position().toPoint()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._selecting = True
        super().mouseDoubleClickEvent(event)
        self._selecting = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._selecting = bool(event.modifiers() & _SEVERAL)
        super().keyPressEvent(event)
        self._selecting = False

    def show_as_current(self, transcript_id: UUID | None) -> None:
        """Mark a transcript as the one that is read, without telling anybody."""
        self._shown = transcript_id
        self.transcripts.mark_open(transcript_id)
        index = self.transcripts.index_of(transcript_id)
        selection = self.selectionModel()
        if selection.isSelected(index):
            # One of several that are selected: they stay so.
            selection.setCurrentIndex(index, selection.SelectionFlag.NoUpdate)
        else:
            make_current(self, index)

    # -- what is selected -----------------------------------------------------------------------

    @property
    def _keys(self) -> list[UUID | str]:
        """Transcripts, folders and kinds that are selected."""
        return self.transcripts.keys_in(self.selectionModel().selection())

    @property
    def selected(self) -> list[UUID]:
        """The selected transcripts, from top to bottom."""
        chosen = set(self._keys)
        return [identity for identity in self.transcripts.in_order if identity in chosen]

    @property
    def selected_folders(self) -> list[UUID]:
        """The selected folders, from top to bottom, without those in another one of them."""
        study = self._session.study
        chosen = {key for key in self._keys if isinstance(key, UUID) and key in study.rows(Folder)}
        inside = {row.id for folder in chosen for row in study.folders.below(folder)}
        return [row.id for row in study.folders.in_order if row.id in chosen - inside]

    @property
    def folder_here(self) -> UUID | None:
        """The folder at the cursor, or the one that the row at the cursor is in."""
        index = self.currentIndex()
        while index.isValid():
            folder: UUID | None = index.data(FOLDER_ROLE)
            if folder is not None:
                return folder
            index = index.parent()
        return None

    def select(self, identities: list[UUID]) -> None:
        """Select rows and bring the first into view, without opening it."""
        selection, flag = self.selectionModel(), QItemSelectionModel.SelectionFlag
        self._selecting = True
        selection.select(self.transcripts.selection_of(identities), flag.ClearAndSelect)
        first = next((index for index in map(self.transcripts.index_of, identities) if index.isValid()), None)
        if first is not None:
            selection.setCurrentIndex(first, flag.NoUpdate)
        self._selecting = False

    def rename_here(self) -> None:
        """Change the name of the row at the cursor in its place."""
        index = self.currentIndex()
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def commitData(self, editor: QWidget) -> None:
        """Take a name that was typed; why it cannot be taken is said below its row."""
        if editor.isHidden():
            # Another key came before Enter was done with, and the name has been taken already.
            return
        with told_at(self, self.visualRect(self.currentIndex())):
            super().commitData(editor)

    def _remember(self) -> None:
        model = self.transcripts
        self._closed = {key for key in model.folds if not self.isExpanded(model.index_of(key))}
        self._selected = self._keys
        index = self.currentIndex()
        self._current = model.key_of(index) if index.isValid() else None
        self._order = list(model.in_order)

    def _restore(self) -> None:
        self.setAutoScroll(False)
        self._decorate()
        # One by one, not all and then those closed again: for that, Qt would look at every row below.
        for key in self.transcripts.folds:
            if key not in self._closed:
                self.expand(self.transcripts.index_of(key))
        selection = self.selectionModel()
        self._selecting = True
        selection.select(self.transcripts.selection_of(self._selected), selection.SelectionFlag.Select)
        self._restore_current()
        self._selecting = False
        self.setAutoScroll(True)

    def _restore_current(self) -> None:
        """The row that was current; where it has gone, that of what is read, else the next one to be seen."""
        model, selection = self.transcripts, self.selectionModel()
        current, read = model.index_of(self._current), model.index_of(self._shown)
        back = read.isValid() and self._instead is not None and self._current == self._instead
        if current.isValid() and not back:
            selection.setCurrentIndex(current, selection.SelectionFlag.NoUpdate)
            return
        self._instead = None
        if not read.isValid():
            self._instead = _beside(self._order, self._current, set(model.in_order))
            read = model.index_of(self._instead)
        make_current(self, read)

    # -- what is shown --------------------------------------------------------------------------

    def sort_by(self, sorting: TranscriptSorting) -> None:
        """Show transcripts in this order."""
        self.show_as(ShownTranscripts(sorting, self.transcripts.shown.statuses))

    def show_statuses(self, statuses: frozenset[TranscriptStatus]) -> None:
        """Show only transcripts of these statuses; none: all."""
        self.show_as(ShownTranscripts(self.transcripts.shown.sorting, statuses))

    def show_as(self, shown: ShownTranscripts) -> None:
        """Show transcripts in an order, and of some statuses only."""
        self.transcripts.show(shown)
        # Told even where it was so already: a box that was clicked has to be ticked again.
        self.shown_changed.emit()

    # -- moving ---------------------------------------------------------------------------------

    def _drop(self, dragged: list[UUID], into: Branch, row: int) -> None:
        things = self.transcripts.things(into)
        # Between rows in another order there is no place of one's own.
        after = [] if row < 0 or not self._own_order else things[row:]
        folder_id = into.thing.id if isinstance(into.thing, Folder) else None
        before = next(
            (each.id for each in after if isinstance(each, Transcript) and each.id not in dragged), None
        )
        folders = [each for each in things[: max(row, 0)] if isinstance(each, Folder)]
        place = None if row < 0 else len([each for each in folders if each.id not in dragged])
        self.put(dragged, folder_id, before, place)

    @property
    def _own_order(self) -> bool:
        return self.transcripts.shown == ShownTranscripts()

    def put(
        self,
        identities: list[UUID],
        folder_id: UUID | None,
        before: UUID | None = None,
        place: int | None = None,
    ) -> None:
        """Put transcripts and folders into a folder, in one step."""
        # Of many transcripts, each may get another position.
        self._session.carry_out(lambda study: _moved(study, identities, folder_id, before, place))

    def can_shift(self, steps: int) -> bool:
        """Whether there is anything above (-1) or below (1) what is selected."""
        chosen = self.selected_folders or self.selected
        return bool(chosen) and self._own_order and self._shifted(steps)[2] is not None

    def _shifted(self, steps: int) -> tuple[list[UUID], list[int], int | None]:
        """The neighbours of what is selected, its places among them, and before which of them it would go."""
        chosen = self.selected_folders or self.selected
        branch = self.transcripts.branch_with(chosen[0])
        kind = Folder if self.selected_folders else Transcript
        beside = [each.id for each in self.transcripts.things(branch) if isinstance(each, kind)]
        places = [beside.index(identity) for identity in chosen if identity in beside]
        target = places[0] - 1 if steps < 0 else places[-1] + 2
        return beside, places, target if 0 <= target <= len(beside) else None

    def shift(self, steps: int) -> None:
        """Move what is selected up (-1) or down (1) among its neighbours."""
        chosen = self.selected_folders or self.selected
        if not chosen or not self._own_order:
            self._session.refused.emit(
                "Choose transcripts of one folder first."
                if not chosen
                else "Show all transcripts in your own order first, to move them within it."
            )
            return
        branch = self.transcripts.branch_with(chosen[0])
        kind = Folder if self.selected_folders else Transcript
        beside, places, target = self._shifted(steps)
        folder_id = branch.thing.id if isinstance(branch.thing, Folder) else None
        if target is None:
            return
        moved = [beside[place] for place in places]
        staying = [identity for identity in beside[:target] if identity not in moved]
        before = next((identity for identity in beside[target:] if identity not in moved), None)
        if kind is Folder:
            self.put(moved, folder_id, None, len(staying))
        else:
            self.put(moved, folder_id, before)

    def _ask_menu(self, point: QPoint) -> None:
        self.menu_wanted.emit(self.viewport().mapToGlobal(point))


def _beside(before: list[UUID], gone: UUID | str | None, left: Collection[UUID]) -> UUID | None:
    """The first that is left of those after one that has gone; of those before it where it was the last."""
    place = before.index(gone) if isinstance(gone, UUID) and gone in before else len(before)
    near = (*before[place:], *reversed(before[:place]))
    return next((each for each in near if each in left), None)


def _moved(
    study: Study, identities: list[UUID], folder_id: UUID | None, before: UUID | None, place: int | None
) -> ChangeSet:
    folders = [row.id for row in study.folders.in_order if row.id in identities]
    rows = [row.id for row in study.transcripts_in_order if row.id in identities]
    if not folders:
        return place_transcripts(study, rows, folder_id, before)
    moved = move_folders(study, folders, folder_id, place)
    if not rows:
        return moved
    placed = place_transcripts(study.after(moved), rows, folder_id, before)
    return together(study, placed.label, [moved, placed])
