"""An open project in the window: its pages, the rail that leads to them, and what the actions do here."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.span import Span
from qualcode.operations.documents import DocumentImport, delete_transcripts, rename_transcript
from qualcode.ui import on_demand
from qualcode.ui.actions import Actions, Handler
from qualcode.ui.background import Background
from qualcode.ui.codebook_commands import CodebookCommands
from qualcode.ui.dialogs.history import HistoryDialog
from qualcode.ui.dialogs.importing.file_kinds import IMPORTED_FILES
from qualcode.ui.dialogs.search import search_everything
from qualcode.ui.edges import Edge, Unit
from qualcode.ui.exports import Exports
from qualcode.ui.files import FileChooser, ask_text
from qualcode.ui.icons import icon
from qualcode.ui.messages import MessageBar, Offer
from qualcode.ui.note_field import NoteField
from qualcode.ui.pages.code import CodePage
from qualcode.ui.pages.matrix import MatrixPage
from qualcode.ui.pages.report import ReportPage
from qualcode.ui.preferences import ZOOM_RANGE, Preferences
from qualcode.ui.session import Session

if TYPE_CHECKING:
    # Not when the program starts: it brings the readers of files along.
    from qualcode.ui.dialogs.import_transcripts import ImportDialog

TRANSCRIPT_FILES = IMPORTED_FILES
_ZOOM_STEP = 10


class Workbench(QWidget):
    """Binds the actions of a project when it opens and lets go of them when it closes."""

    def __init__(
        self,
        session: Session,
        actions: Actions,
        preferences: Preferences,
        background: Background,
        messages: MessageBar,
        files: FileChooser,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._actions = actions
        self._preferences = preferences
        self._background = background
        self._messages = messages
        self._files = files
        session.refused.connect(messages.refuse)
        self.code_page = CodePage(session, actions, preferences, background)
        self.exports = Exports(session, background, messages, files)
        self.matrix_page = MatrixPage(session, background, self.exports)
        self.report_page = ReportPage(session, background, self.exports)
        self._pages = QStackedWidget()
        for page in (self.code_page, self.matrix_page, self.report_page):
            self._pages.addWidget(page)
        self.codebook = CodebookCommands(session, self.code_page.navigator.codebook, files, messages, self)
        self.rail = _Rail(["Code", "Matrix", "Report"], ["code", "matrix", "report"])
        self.rail.group.idClicked.connect(self.show_page)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self._pages, 1)
        self._handlers = self._all_handlers()
        actions.bind(self._handlers)
        session.changed.connect(self._on_changed)
        self.matrix_page.place_wanted.connect(self.go_to)
        reading = self.code_page.reading
        reading.drop_area.dropped.connect(self.import_files)
        reading.drop_area.choosing.connect(self.choose_files)
        reading.desk.sticky_changed.connect(actions["code.sticky"].setChecked)
        self.set_zoom(preferences.zoom)
        self._on_changed()

    def _all_handlers(self) -> dict[str, Handler]:
        page, desk, view = self.code_page, self.code_page.reading.desk, self.code_page.reading.view
        reading = page.reading
        coding: dict[str, Callable[[], object]] = {
            "choose": reading.choose_code,
            "repeat": desk.repeat,
            "in_vivo": desk.code_in_vivo,
            "sticky": lambda: desk.set_sticky(self._actions["code.sticky"].isChecked()),
            "remove": reading.remove_here,
            "memo": self._edit_memo,
            "start_left": partial(self._move_edge, Edge.START, Unit.WORD, -1),
            "start_right": partial(self._move_edge, Edge.START, Unit.WORD, 1),
            "end_left": partial(self._move_edge, Edge.END, Unit.WORD, -1),
            "end_right": partial(self._move_edge, Edge.END, Unit.WORD, 1),
            "start_left_sentence": partial(self._move_edge, Edge.START, Unit.SENTENCE, -1),
            "start_right_sentence": partial(self._move_edge, Edge.START, Unit.SENTENCE, 1),
            "end_left_sentence": partial(self._move_edge, Edge.END, Unit.SENTENCE, -1),
            "end_right_sentence": partial(self._move_edge, Edge.END, Unit.SENTENCE, 1),
            **{f"pinned_{digit}": partial(desk.apply_pinned, digit) for digit in range(1, 10)},
        }
        moving: dict[str, Callable[[], object]] = {
            "sentence": lambda: self._select(view.select_sentence),
            "turn": lambda: self._select(view.select_turn),
            "grow": view.grow_selection,
            "shrink": view.shrink_selection,
            "next_segment": view.next_segment,
            "previous_segment": view.previous_segment,
            "next_turn": view.next_turn,
            "previous_turn": view.previous_turn,
            "next_uncoded": view.next_uncoded,
            "next": partial(self._step_transcript, 1),
            "previous": partial(self._step_transcript, -1),
            "rename": self._rename_transcript,
            "delete": self._delete_transcript,
        }
        return {
            **{f"code.{name}": handler for name, handler in coding.items()},
            **{f"transcript.{name}": handler for name, handler in moving.items()},
            **{f"codebook.{name}": handler for name, handler in self.codebook.handlers().items()},
            "project.import": self.choose_files,
            "project.export_codings": self.exports.codings,
            "project.export_codebook": self.exports.codebook,
            "project.coder": self._ask_coder,
            "edit.undo": self.session.undo,
            "edit.redo": self.session.redo,
            "edit.history": self._show_history,
            "edit.find": reading.open_find_bar,
            "edit.search": self._show_search,
            "analyse.matrix": lambda: self.show_page(1),
            "analyse.report": lambda: self.show_page(2),
            "view.code": lambda: self.show_page(0),
            "view.navigator": lambda: page.toggle(page.navigator),
            "view.inspector": lambda: page.toggle(page.inspector),
            "view.zoom_in": lambda: self.set_zoom(self._preferences.zoom + _ZOOM_STEP),
            "view.zoom_out": lambda: self.set_zoom(self._preferences.zoom - _ZOOM_STEP),
            "view.zoom_reset": lambda: self.set_zoom(100),
        }

    # -- pages --------------------------------------------------------------------------------

    def show_page(self, place: int) -> None:
        """Show the Code, Matrix or Report page."""
        self._pages.setCurrentIndex(place)
        self.rail.check(place)
        page = self._pages.currentWidget()
        if page is self.code_page:
            self.code_page.reading.view.setFocus(Qt.FocusReason.OtherFocusReason)
        elif page is self.matrix_page:
            self.matrix_page.appear()
        else:
            self.report_page.appear()

    def appear(self) -> None:
        """Show the first transcript, ready to be coded by keyboard."""
        first = next(iter(self.code_page.navigator.transcripts.transcripts.in_order), None)
        self.code_page.reading.show_transcript(first)
        for name, pane in (("navigator", self.code_page.navigator), ("inspector", self.code_page.inspector)):
            self._actions[f"view.{name}"].setChecked(not pane.isHidden())
        if first is not None:
            self.code_page.reading.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, transcript_id: UUID, span: Span) -> None:
        """Show a passage in its transcript."""
        self.show_page(0)
        self.code_page.reading.show_transcript(transcript_id)
        self.code_page.reading.view.select_span(span)

    def refresh_theme(self) -> None:
        """Paint what has been painted in the colours of the other theme anew."""
        self.rail.refresh_icons()

    # -- what follows from a step ---------------------------------------------------------------

    def _on_changed(self) -> None:
        session, actions = self.session, self._actions
        for name, step, verb in (
            ("edit.undo", session.undoable, "Undo"),
            ("edit.redo", session.redoable, "Redo"),
        ):
            actions[name].setText(f"{verb}: {step.label}" if step else verb)
            actions.enable(name, step is not None)

    # -- transcripts --------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Open the import window and ask for files."""
        self._import_dialog().open()

    def import_files(self, paths: Sequence[Path]) -> "ImportDialog":
        """Open the import window with these files."""
        dialog = self._import_dialog()
        dialog.open()
        dialog.read(paths)
        return dialog

    def _import_dialog(self) -> "ImportDialog":
        dialog = on_demand.import_dialog(self.session, self._background, self._preferences, self)
        dialog.imported.connect(self._say_imported)
        return dialog

    def _say_imported(self, found: DocumentImport, sentence: str) -> None:
        self._messages.inform(sentence, Offer("Undo", self.session.undo))
        if found.added:
            names = {row.name: row.id for row in self.session.study.transcripts_in_order}
            self.show_page(0)
            self.code_page.reading.show_transcript(names[found.added[0]])

    def _step_transcript(self, steps: int) -> None:
        order = self.code_page.navigator.transcripts.transcripts.in_order
        current = self.code_page.reading.view.transcript_id
        if current in order:
            place = order.index(current) + steps
            if 0 <= place < len(order):
                self.code_page.reading.show_transcript(order[place])

    def _rename_transcript(self) -> None:
        transcript_id = self.code_page.reading.view.transcript_id
        transcript = self.session.study.transcripts.get(transcript_id) if transcript_id else None
        if transcript is None:
            return
        ask_text(
            self,
            "Rename the transcript",
            "Name",
            transcript.name,
            lambda name: self.session.do(lambda: rename_transcript(self.session.study, transcript.id, name)),
            "Rename",
        )

    def _delete_transcript(self) -> None:
        transcript_id = self.code_page.reading.view.transcript_id
        if transcript_id is not None and transcript_id in self.session.study.transcripts:
            step = self.session.do(lambda: delete_transcripts(self.session.study, [transcript_id]))
            if step is not None:
                self._messages.inform(f"{step.label}.", Offer("Undo", self.session.undo))

    # -- coding -------------------------------------------------------------------------------

    def _select(self, select: Callable[[], object]) -> None:
        select()
        self.code_page.reading.desk.selection_settled()

    def _move_edge(self, edge: Edge, unit: Unit, steps: int) -> None:
        coding = self.code_page.inspector.segments.current
        if coding is None:
            self.session.refused.emit("Put the cursor into a segment first; N goes to the next one.")
        else:
            self.code_page.reading.desk.move_edge(coding, edge, unit, steps)

    def _edit_memo(self) -> None:
        if self.code_page.inspector.isHidden():
            self.code_page.toggle(self.code_page.inspector)
        if not self.code_page.inspector.segments.edit_memo():
            self.session.refused.emit("Put the cursor into a segment first; N goes to the next one.")

    # -- the rest -----------------------------------------------------------------------------

    def set_zoom(self, percent: int) -> None:
        """Show the transcript's letters at this size."""
        least, most = ZOOM_RANGE
        percent = min(most, max(least, percent))
        self._preferences.zoom = percent
        self.code_page.reading.view.set_zoom(percent)

    def _ask_coder(self) -> None:
        def take(name: str) -> None:
            if name.strip():
                self._preferences.coder_name = name
                self.session.set_coder(name.strip())

        ask_text(self, "Coder’s name", "Codings are made under this name:", self.session.coder_name, take)

    def _show_history(self) -> None:
        HistoryDialog(self.session, self).open()

    def _show_search(self) -> None:
        search_everything(self.session, self.go_to, self._choose_code, self).open()

    def _choose_code(self, code_id: UUID) -> None:
        self.show_page(0)
        self.code_page.navigator.codebook.choose([code_id])
        self.code_page.inspector.show_code(code_id)

    def let_go(self) -> None:
        """Save what is being typed and leave the actions to others."""
        focused = self.focusWidget()
        if isinstance(focused, NoteField):
            focused.save()
        self.code_page.save_layout()
        self._actions.unbind(self._handlers)


class _Rail(QFrame):
    """The buttons at the far left."""

    def __init__(self, titles: list[str], icons: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self._icons = icons
        self.group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(2)
        for place, title in enumerate(titles):
            button = QToolButton()
            button.setText(title)
            button.setCheckable(True)
            button.setToolTip(f"{title} (Ctrl+{place + 1})")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setIconSize(QSize(22, 22))
            button.setFixedWidth(70)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.group.addButton(button, place)
            column.addWidget(button)
        column.addStretch()
        self.refresh_icons()
        self.check(0)

    def check(self, place: int) -> None:
        self.group.button(place).setChecked(True)

    def refresh_icons(self) -> None:
        for place, name in enumerate(self._icons):
            self.group.button(place).setIcon(icon(name, checked=True))
