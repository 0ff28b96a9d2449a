"""The import window: what was found in the files, what is to become of it, and one button."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qualcode.importers.formats.text_encodings import DoubtfulLine
from qualcode.model.errors import QualcodeError
from qualcode.model.step import Step
from qualcode.model.transcripts.reading_choices import ReadingChoices
from qualcode.model.transcripts.speaker_guide import SpeakerGuide
from qualcode.operations.codes.codebook_fitting import left_out
from qualcode.operations.transcripts.documents import DocumentImport
from qualcode.project.importing.file_kinds import IMPORTED_FILES
from qualcode.project.importing.listed import ReadFile, RefusedFile
from qualcode.project.importing.reading_reach import chosen_for, files_read_alike
from qualcode.project.importing.sources import FoundSources, encoding_lines, read_files, read_several_again
from qualcode.project.importing.state import ImportState, Reach, known_of, work_out
from qualcode.project.importing.tables import TableFile
from qualcode.ui.dialogs.importing.details_pane import DetailsPane
from qualcode.ui.dialogs.importing.elsewhere import Elsewhere, write_refused
from qualcode.ui.dialogs.importing.encoding import EncodingDialog
from qualcode.ui.dialogs.importing.file_list import FileList
from qualcode.ui.dialogs.importing.kept_choices import remember, remembered
from qualcode.ui.dialogs.importing.list_and_details import ListAndDetails
from qualcode.ui.dialogs.importing.name_pattern import NamePatternDialog
from qualcode.ui.dialogs.importing.replacing import ShownReplacement
from qualcode.ui.dialogs.importing.telling import Telling
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.session.background import Background, Task
from qualcode.ui.session.latest import Latest
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.asking import ANYWHERE, FileChooser
from qualcode.ui.widgets.drop_area import DropArea, dropped_paths
from qualcode.ui.widgets.enter_leads_on import EnterLeadsOn
from qualcode.ui.widgets.folding import LOW
from qualcode.ui.widgets.kept_room import keep_room
from qualcode.ui.widgets.messages import announce
from qualcode.ui.widgets.on_screen import opening_size
from qualcode.ui.widgets.refusals import tell_refusals
from qualcode.ui.widgets.saved_file import saved_to

_WIDEST, _HIGHEST = 1240, 800


class ImportDialog(QDialog):
    """Reads in the background; nothing is in the project before the button is pressed."""

    imported = Signal(object, str)
    """(DocumentImport, what was imported, in a sentence)"""

    def __init__(
        self,
        session: Session,
        background: Background,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._background = background
        self._chooser = FileChooser(self, preferences)
        self._preferences = preferences
        self._task: Task | None = None
        self._again = Latest(background)
        self.elsewhere = Elsewhere(self)
        self._telling = Telling(background, lambda: self.state, self._take, self._not_told)
        self._importing = False
        self._saving: DocumentImport | None = None
        self._waiting: list[Path] = []
        self._said = ""
        self.state = ImportState(known=known_of(session.study))
        self.setWindowTitle("Import transcripts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self._fit(parent)
        self.drop_area = DropArea(
            "Drop files or a folder here: Word, OpenDocument, RTF, PDF, text, captions, web pages, archives; "
            "surveys and data lists as csv or xlsx",
            "Choose files…",
            takes_keyboard=True,
        )
        self.drop_area.dropped.connect(self.read)
        self.drop_area.choosing.connect(self._ask_files)
        self.table = FileList()
        self.pane = DetailsPane()
        self._make_buttons()
        self._lay_out()
        self.table.row_chosen.connect(self._show_pane)
        self.table.wanted_changed.connect(
            lambda row, wanted: self._take(self.state.wanting(row, wanted=wanted))
        )
        self.table.kind_changed.connect(lambda row, kind: self._take(self.state.with_kind(row, kind)))
        self.table.row_removed.connect(self._remove)
        self.pane.changed.connect(self._take)
        self.pane.told.connect(self._tell)
        self.pane.read_again_wanted.connect(self._read_again)
        self.pane.encoding_wanted.connect(self._ask_encoding)
        self._replacement = ShownReplacement(background, self.pane.codings, lambda: session.study)
        self.finished.connect(self._replacement.stop)
        tell_refusals(session, self, self._failed)
        self._refresh()

    def _fit(self, parent: QWidget | None) -> None:
        """As large as helps, but inside of the window."""
        self.resize(opening_size(None if parent is None else parent.window(), _WIDEST, _HIGHEST))

    def _make_buttons(self) -> None:
        self.more = QPushButton("Add &files…")
        self.more.clicked.connect(self._ask_files)
        self.folder = QPushButton("Add f&older…")
        self.folder.clicked.connect(self._ask_folder)
        self.progress = QProgressBar()
        self.progress.setAccessibleName("Progress")
        self._doing = QLabel()
        self.stop = QPushButton("Stop")
        self.stop.clicked.connect(self._stop_task)
        self._summary = QLabel()
        self._summary.setWordWrap(True)
        self.save = QPushButton("&Save this list…")
        self.save.setToolTip("Write the files that cannot be imported, with the reasons, to a csv file")
        self.save.clicked.connect(self._ask_where_to_save)
        self.cancel = QPushButton("Cancel")
        self.cancel.clicked.connect(self.reject)
        self.button = PrimaryButton()
        self.button.clicked.connect(self._import)
        self.names = QPushButton("Nam&es of files…")
        self.names.setToolTip("Take attributes from the names of the files, by a pattern")
        self.names.clicked.connect(self._ask_names)
        for button in (self.more, self.folder, self.names, self.stop, self.save, self.cancel):
            button.setAutoDefault(False)
        self.button.setDefault(True)
        EnterLeadsOn(self, self.button)

    def _lay_out(self) -> None:
        self._hint = QLabel("or drop more files anywhere here. Delete removes a file, F4 changes its kind.")
        mute(self._hint)
        self._hint.setWordWrap(True)
        top = QHBoxLayout()
        for button in (self.more, self.folder, self.names):
            top.addWidget(button)
        top.addWidget(self._hint, 1)
        top.addStretch()
        self._halves = ListAndDetails(self.table, self.pane)
        working = QHBoxLayout()
        working.addWidget(self._doing, 1)
        working.addWidget(self.progress, 1)
        working.addWidget(self.stop)
        buttons = QHBoxLayout()
        buttons.addWidget(self._summary, 1)
        buttons.addWidget(self.save)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.setSpacing(SPACING)
        column.addLayout(top)
        column.addWidget(self.drop_area, 1)
        column.addWidget(self._halves, 1)
        column.addLayout(working)
        column.addLayout(buttons)

    # -- files come ---------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.read(dropped_paths(event))

    def _ask_files(self) -> None:
        self._chooser.several("Choose transcripts", IMPORTED_FILES, self.read)

    def _ask_folder(self) -> None:
        self._chooser.folder("Choose a folder", lambda path: self.read([path]), of=ANYWHERE)

    def read(self, paths: Sequence[Path]) -> None:
        """Read files and folders, after those that are being read, and list what was found."""
        paths = self.elsewhere.without_projects(paths)
        if self._task is not None or self._saving is not None:
            self._waiting += paths
        elif paths:
            files, guides = list(paths), self.state.choice
            choices = self.state.reading_or(remembered(self._preferences))
            self._start(
                self._background.run(
                    lambda progress: read_files(files, progress, choices=choices, guides=guides),
                    self._have,
                    self._failed,
                )
            )

    def _have(self, found: FoundSources) -> None:
        first = not self.state.rows
        self._said = "" if found != FoundSources() else "There is no file in this folder."
        self._take(self.state.with_more(self.elsewhere.without_segments(found)))
        if first and self.state.rows:
            self._halves.share_room(len(self.state.rows))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window what is only said, and the room for what comes and goes, are left to the list."""
        super().resizeEvent(event)
        low = self.height() < LOW
        keep_room(self.stop, kept=not low)
        self._hint.setVisible(bool(self.state.rows) and not low)

    # -- what the person does -----------------------------------------------------------------

    def _take(self, state: ImportState) -> None:
        if self._saving is None and (self._task is None or not self._importing):
            self.state = state
            self._refresh()

    def _remove(self, row: int) -> None:
        if 0 <= row < len(self.state.rows):
            self._take(self.state.without(self.state.rows[row]))

    def _tell(self, change: Callable[[SpeakerGuide], SpeakerGuide]) -> None:
        """Read the chosen file, and those that this is told of as well, under a changed guide."""
        row = self.table.row
        if 0 <= row < len(self.state.files) and self._saving is None:
            self._telling.tell(self.state.files[row], change, self.pane.marking.reach)
            self._refresh_button()

    def _not_told(self, sentence: str) -> None:
        self._refresh()
        self.pane.marking.show_fault(sentence)

    def _read_again(self, choices: ReadingChoices, reach: Reach) -> None:
        """Read the chosen file under other choices, or all like it, and those that come later, too."""
        row = self.table.row
        found = self.state.rows[row] if 0 <= row < len(self.state.rows) else None
        if found is None or isinstance(found, RefusedFile) or (self._task is not None and self._importing):
            return
        rows: list[ReadFile | TableFile] = [found]
        as_chosen = [choices]
        before = self.state.reading
        if isinstance(found, ReadFile) and reach is Reach.ALIKE:
            alike = files_read_alike(self.state.files, found)
            rows, as_chosen = [*alike], [chosen_for(file, choices) for file in alike]
            remember(self._preferences, choices)
            self._take(self.state.with_reading(choices))
        # What is chosen next starts from this choice, also while the files are still being read.
        waiting = [replace(row, read_as=chosen) for row, chosen in zip(rows, as_chosen, strict=True)]
        self._exchange(rows, waiting)

        def failed(sentence: str) -> None:
            self._exchange(waiting, rows)
            self._take(replace(self.state, reading=before))
            self._failed(sentence)

        self._start(
            self._again.ask(
                lambda progress: read_several_again(list(zip(rows, as_chosen, strict=True)), progress),
                lambda new: self._exchange(waiting, new),
                failed,
            )
        )

    def _exchange(self, rows: Sequence[ReadFile | TableFile], others: Sequence[ReadFile | TableFile]) -> None:
        """Show files as they are read now; one that has gone from the list meanwhile stays away."""
        state = self.state
        for row, other in zip(rows, others, strict=True):
            state = state.with_read_again(row, other)
        self._take(state)

    def _ask_names(self) -> None:
        dialog = NamePatternDialog([file.name for file in self.state.files], parent=self)
        dialog.taken.connect(lambda pattern: self._take(self.state.with_name_pattern(pattern)))
        dialog.open()

    def _ask_encoding(self) -> None:
        row = self.table.row
        found = self.state.rows[row] if 0 <= row < len(self.state.rows) else None
        if self._task is None and found is not None and not isinstance(found, RefusedFile):
            task = self._background.run(
                lambda progress: encoding_lines(found, progress),
                lambda lines: self._show_encodings(found, lines),
                self._failed,
            )
            self._start(task)

    def _show_encodings(self, row: ReadFile | TableFile, lines: Sequence[DoubtfulLine]) -> None:
        read = row.original if isinstance(row, ReadFile) else row.table
        dialog = EncodingDialog(row.name, read.encoding, read.other_encoding, lines, self)
        dialog.encoding_chosen.connect(
            lambda name: self._read_again(replace(row.read_as, encoding=name), Reach.FILE)
        )
        dialog.open()

    def _import(self) -> None:
        if self._task is None and not self.state.ready:
            self.accept()
        elif self._task is None:
            study, state = self._session.study, self.state
            task = self._background.run(
                lambda progress: work_out(study, state, progress), self._add, self._failed
            )
            self._start(task, importing=True)

    def _add(self, found: DocumentImport) -> None:
        if not found.change:
            self._failed("Nothing was changed: all of this is in the project already.")
            return
        self._saving = found
        self._refresh()
        self._session.carry_out(lambda _study: found.change, self._have_saved, self._not_saved)

    def _not_saved(self, why: str) -> None:
        self._saving = None
        self._failed(why)

    def _have_saved(self, _step: Step) -> None:
        found, self._saving = self._saving, None
        if found is None:
            raise AssertionError("nothing was being saved")
        done = f"{self.state.done} {left_out(found.faults)}".rstrip()
        self.imported.emit(found, done)
        self.state = self.state.after_import()
        if self.state.refused or self._waiting:
            # What could not be imported stays in sight, to be mended or written down.
            self._said = done.partition(".")[0] + "."
            self._refresh()
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)
            self._read_waiting()
        else:
            self.accept()

    def _ask_where_to_save(self) -> None:
        self._chooser.new(
            "Save this list", "CSV (*.csv)", "not imported.csv", self.save_list, of="not imported"
        )

    def save_list(self, path: Path) -> None:
        """Write what cannot be imported, and why, to a csv file."""
        try:
            write_refused(path, self.state.refused)
        except QualcodeError as error:
            self._failed(str(error))
        else:
            self._failed(saved_to(path))

    # -- work under way -----------------------------------------------------------------------

    def _start(self, task: Task, *, importing: bool = False) -> None:
        if self._task is not None:
            # Given up for another choice: nobody hears of it any more.
            self._task.progressed.disconnect(self._on_progress)
            self._task.ended.disconnect(self._on_ended)
        self._task = task
        self._importing = importing
        self._said = ""
        self.progress.setRange(0, 0)
        self._doing.setText("")
        task.progressed.connect(self._on_progress)
        task.ended.connect(self._on_ended)
        self._refresh()

    def _on_progress(self, done: int, total: int, what: str) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self._doing.setText(self._doing.fontMetrics().elidedText(what, Qt.TextElideMode.ElideMiddle, 420))

    def _on_ended(self) -> None:
        stopped = self._task is not None and self._task.cancelled
        self._task = None
        if stopped:
            self._said = "Stopped: nothing was imported." if self._importing else "Stopped."
            self._waiting = []
        self._refresh()
        # What came during an import is read when that is saved, or has failed.
        if not self._importing:
            self._read_waiting()

    def _read_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        self.read(waiting)

    def _stop_task(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def reject(self) -> None:
        self._waiting = []
        self._stop_task()
        self._replacement.stop()
        self._telling.stop()
        super().reject()

    def _failed(self, sentence: str) -> None:
        self._said = sentence
        announce(self, sentence)
        self._refresh()
        self._read_waiting()

    # -- showing ------------------------------------------------------------------------------

    def _refresh(self) -> None:
        working = self._task is not None
        state = self.state
        something = bool(state.rows)
        for widget in (self.progress, self._doing, self.stop):
            widget.setVisible(working)
        self.drop_area.setVisible(not something)
        # While nothing is there, the drop area has the button for more.
        for part, seen in ((self._halves, True), (self._hint, self.height() >= LOW), (self.more, True)):
            part.setVisible(something and seen)
        # What is being imported cannot be changed any more.
        self._halves.setEnabled(self._saving is None and not (working and self._importing))
        self.names.setVisible(bool(state.files))
        self._summary.setText(" ".join(part for part in (self._said, state.summary) if part))
        self.save.setVisible(bool(state.refused))
        over = bool(state.refused) and not state.files and not state.tables and bool(self._said)
        self.button.setText("Close" if over else state.button)
        self._refresh_button()
        self.cancel.setVisible(not over)
        self.table.show_state(state)
        self._show_pane(self.table.row)

    def _refresh_button(self) -> None:
        state = self.state
        over = bool(state.refused) and not state.files and not state.tables and bool(self._said)
        busy = self._task is not None or self._saving is not None or self._telling.under_way
        self.button.setEnabled((state.ready or over) and not busy)

    def _show_pane(self, row: int) -> None:
        self.pane.show_row(self.state, row)
        chosen = self.state.rows[row] if 0 <= row < len(self.state.rows) else None
        if isinstance(chosen, ReadFile) and chosen.replaces:
            self._replacement.show_file(chosen)
