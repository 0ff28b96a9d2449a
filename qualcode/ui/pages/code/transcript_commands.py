"""What is done with whole transcripts: import them, go from one to the next, rename and delete them."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import Qt

from qualcode.model.change import Touched
from qualcode.model.exchange.program_files import is_program_file
from qualcode.model.step import Step, StepKind
from qualcode.operations.transcripts.documents import DocumentImport, delete_transcripts, rename_transcript
from qualcode.project.importing.file_kinds import IMPORTED_FILES
from qualcode.ui.commands.actions import Handler
from qualcode.ui.commands.spoken_keys import with_keys
from qualcode.ui.pages.code.with_others import delete_with_others
from qualcode.ui.pages.code.workplace import CodeWorkplace
from qualcode.ui.widgets.asking import FileChooser, ask_new_name
from qualcode.ui.widgets.undo_offer import undo_offer

if TYPE_CHECKING:
    from qualcode.ui.dialogs.import_transcripts import ImportDialog

_UNDONE: Final = (
    "The import was undone. Redo ({edit.redo}) brings the files back as you prepared them; "
    "a new import does not."
)


class TranscriptCommands:
    """Works on the transcript that is being read."""

    def __init__(self, workplace: CodeWorkplace) -> None:
        self._session = workplace.session
        self._background = workplace.background
        self._messages = workplace.messages
        self._preferences = workplace.preferences
        self._reading = workplace.reading
        self._list = workplace.navigator.transcripts
        self._parent = workplace.window
        self._files = FileChooser(workplace.window, workplace.preferences)
        self._show_page = workplace.show_page
        self.read_program: Callable[[Path], object] = lambda _path: None
        """What opens the import from other programs."""
        self._imported: int | None = None
        """The number of the step that imported last."""
        self._session.changed.connect(self._on_changed)
        self._reading.drop_area.dropped.connect(self.take_files)
        self._reading.drop_area.choosing.connect(self.ask_files)

    def handlers(self) -> dict[str, Handler]:
        """What each action of the menu does, but for moving within the text."""
        return {
            "next": partial(self._step, 1),
            "previous": partial(self._step, -1),
            "keep": partial(self._in_sight, lambda: self._reading.keep_open(self._current())),
            "next_tab": partial(self._in_sight, lambda: self._reading.tabs.step(1)),
            "previous_tab": partial(self._in_sight, lambda: self._reading.tabs.step(-1)),
            "close_tab": partial(self._in_sight, self._reading.tabs.close_current),
            "rename": self._rename,
            "delete": self._delete,
        }

    # -- importing ----------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Open the import window."""
        self._import_dialog().open()

    def ask_files(self) -> None:
        """Ask for files at once, as the start page does, and show them in the import window."""
        self._files.several("Choose transcripts", IMPORTED_FILES, self.take_files)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Open the import window with these files; a project of another program has a window of its own."""
        if len(paths) == 1 and is_program_file(paths[0]):
            self.read_program(paths[0])
        else:
            self.import_files(paths)

    def import_files(self, paths: Sequence[Path]) -> "ImportDialog":
        """Open the import window with these files."""
        dialog = self._import_dialog()
        dialog.open()
        dialog.read(paths)
        return dialog

    def _import_dialog(self) -> "ImportDialog":
        # It knows all the readers, which take longer to load than the page may take to appear.
        from qualcode.ui.dialogs.import_transcripts import ImportDialog

        dialog = ImportDialog(self._session, self._background, self._preferences, self._parent)
        dialog.imported.connect(self._say_imported)

        def pass_on(path: Path) -> None:
            if not dialog.state.rows:
                dialog.reject()
            self.read_program(path)

        # What is read with it is in the list by then.
        dialog.elsewhere.found.connect(pass_on, Qt.ConnectionType.QueuedConnection)
        return dialog

    def _say_imported(self, found: DocumentImport, sentence: str) -> None:
        self._messages.inform(sentence, undo_offer(self._session))
        made = self._session.undoable
        self._imported = None if made is None else made.number
        if found.added:
            names = {row.name: row.id for row in self._session.study.transcripts_in_order}
            self._show_page()
            self._reading.show_transcript(names[found.added[0]])

    def _on_changed(self, step: Step, _touched: Touched) -> None:
        if step.kind is StepKind.UNDO and step.target is not None and step.target == self._imported:
            self._messages.inform(with_keys(_UNDONE, self._preferences))

    # -- the transcript that is read ------------------------------------------------------------

    def _current(self) -> UUID | None:
        current = self._reading.view.transcript_id
        return current if current in self._session.study.transcripts else None

    def _step(self, steps: int) -> None:
        order, current = self._list.transcripts.in_order, self._current()
        if current in order:
            place = order.index(current) + steps
            if 0 <= place < len(order):
                self._reading.show_transcript(order[place])

    def _in_sight(self, act: Callable[[], object]) -> None:
        """Do what concerns the tabs where they are seen."""
        self._show_page()
        act()

    def _rename(self) -> None:
        current = self._current()
        if current is not None:
            ask_new_name(
                self._parent,
                "Rename the transcript",
                "Name",
                lambda: row.name if (row := self._session.study.transcripts.get(current)) else None,
                lambda name: self._session.do(lambda: rename_transcript(self._session.study, current, name)),
            )

    def _delete(self) -> None:
        current = self._current()
        if current is not None:
            delete_with_others(
                self._session,
                self._messages,
                f"“{self._session.study.transcripts[current].name}”",
                lambda: self._session.carry_out(
                    lambda study: delete_transcripts(study, [current]),
                    lambda step: self._messages.inform(self._session.told(step), undo_offer(self._session)),
                ),
                transcripts=[current],
            )
