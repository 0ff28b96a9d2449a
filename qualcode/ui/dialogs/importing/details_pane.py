"""The lower half of the import window: what can be settled about the file that is chosen above."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.errors import QualcodeError
from qualcode.model.machine.ways import in_window
from qualcode.model.transcript import ReadTranscript
from qualcode.project.importing.code_tables import codebook_of
from qualcode.project.importing.listed import ReadFile, RefusedFile
from qualcode.project.importing.speaker_rows import with_labels_told
from qualcode.project.importing.state import ImportState, Row
from qualcode.project.importing.step import survey_transcripts
from qualcode.project.importing.table_uses import TableUse
from qualcode.project.importing.tables import TableFile
from qualcode.ui.dialogs.importing.changed_file import ChangedFile, CodingChanges
from qualcode.ui.dialogs.importing.columns import ColumnsForm
from qualcode.ui.dialogs.importing.details import Details
from qualcode.ui.dialogs.importing.lines_preview import LinesPreview
from qualcode.ui.dialogs.importing.marking_form import MarkingForm
from qualcode.ui.dialogs.importing.preview import TranscriptPreview
from qualcode.ui.dialogs.importing.reading_form import ReadingForm
from qualcode.ui.dialogs.importing.speakers import Speakers
from qualcode.ui.look.theme import SPACING
from qualcode.ui.painted.splitter import LineSplitter


class DetailsPane(QWidget):
    """Speakers and header beside the first turns, or the columns of a table; tells the state it makes."""

    changed = Signal(object)
    """ImportState"""
    read_again_wanted = Signal(object, object)
    """(ReadingChoices, Reach), for the row that is shown"""
    encoding_wanted = Signal()
    told = Signal(object)
    """A function from guide to guide, for the file that is shown and others that it reaches"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = ImportState()
        self._row = -1
        self._everywhere = False
        self.notes = QLabel()
        self.notes.setWordWrap(True)
        self.notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.reading = ReadingForm()
        self.changed_file = ChangedFile()
        self.marking = MarkingForm()
        self.codings = CodingChanges()
        self.speakers = Speakers()
        self.details = Details()
        self.columns = ColumnsForm()
        self.lines = LinesPreview()
        self.preview = TranscriptPreview()
        self._choices = QStackedWidget()
        self._speakers_and_details = self._beside()
        self._choices.addWidget(self._speakers_and_details)
        self._choices.addWidget(self.columns)
        self._parts = LineSplitter(Qt.Orientation.Horizontal)
        for part in (self._choices, self.codings, self.lines, self.preview):
            self._parts.addWidget(part)
            part.setContentsMargins(SPACING // 2, 0, SPACING // 2, 0)
        self._parts.setSizes([620, 560, 560, 560])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACING, 0, 0)
        self._head = QHBoxLayout()
        self._head.setSpacing(SPACING)
        self._head.addWidget(self.notes, 1)
        self._head.addWidget(self.reading)
        column.addLayout(self._head)
        column.addWidget(self.changed_file)
        column.addWidget(self.marking)
        column.addWidget(self._parts, 1)
        column.addStretch()
        self._connect()
        self.show_row(self._state, self._row)

    def _beside(self) -> QWidget:
        both = QWidget()
        right = QVBoxLayout()
        right.setSpacing(SPACING)
        right.addWidget(self.speakers.proposed)
        right.addWidget(self.details, 1)
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACING)
        row.addWidget(self.speakers, 3)
        row.addLayout(right, 2)
        return both

    def _connect(self) -> None:
        def tell(state: ImportState) -> None:
            self.changed.emit(state)

        self.speakers.renamed.connect(
            lambda names: tell(self._state.renamed(self._row, names, everywhere=self._everywhere))
        )
        self.speakers.role_changed.connect(
            lambda label, role: tell(
                self._state.with_role(self._row, label, role, everywhere=self._everywhere)
            )
        )
        self.speakers.as_read_wanted.connect(
            lambda: tell(self._state.as_read(self._row, everywhere=self._everywhere))
        )
        self.speakers.everywhere_changed.connect(self._set_everywhere)
        self.details.wanted_changed.connect(
            lambda detail, wanted: tell(
                self._state.with_detail(self._row, detail, wanted=wanted, everywhere=self._everywhere)
            )
        )
        self.details.subject_changed.connect(
            lambda label: tell(self._state.with_details_of(self._row, label))
        )
        self.marking.chosen.connect(
            lambda marking, column, pattern: self.told.emit(
                lambda guide: guide.with_marking(marking, column=column, pattern=pattern)
            )
        )
        self.speakers.ticked.connect(
            lambda labels, is_speaker: self.told.emit(
                lambda guide: with_labels_told(guide, labels, are_speakers=is_speaker)
            )
        )
        self.speakers.rest_is_speech.connect(
            lambda labels: self.told.emit(lambda guide: with_labels_told(guide, labels, are_speakers=False))
        )
        self.lines.told.connect(self.told)
        self.reading.chosen.connect(self.read_again_wanted)
        self.reading.encoding_wanted.connect(self.encoding_wanted)
        self.changed_file.chosen.connect(lambda again: tell(self._state.with_again(self._row, again)))
        self.columns.changed.connect(
            lambda table: tell(self._state.with_table(self._row - len(self._state.files), table))
        )

    def _set_everywhere(self, everywhere: bool) -> None:
        self._everywhere = everywhere
        self.show_row(self._state, self._row)

    def show_row(self, state: ImportState, row: int) -> None:
        """Show what can be settled about one row of the list."""
        self._state, self._row = state, row
        chosen = state.rows[row] if 0 <= row < len(state.rows) else None
        self._parts.setVisible(isinstance(chosen, ReadFile | TableFile))
        self._fit_choices(self.columns if isinstance(chosen, TableFile) else self._speakers_and_details)
        self.notes.setText(in_window(_notes(state, chosen)))
        self.notes.setVisible(bool(self.notes.text()))
        self.reading.show_row(chosen if isinstance(chosen, ReadFile | TableFile) else None, state.files)
        # Beside many choices a note would be squeezed into a column of words.
        below = self.reading.is_wide
        way = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        self._head.setDirection(way)
        is_changed = isinstance(chosen, ReadFile) and chosen.changed is not None
        replaces = isinstance(chosen, ReadFile) and chosen.replaces
        self.changed_file.setVisible(is_changed)
        self.codings.setVisible(replaces)
        is_file = isinstance(chosen, ReadFile)
        self.marking.setVisible(is_file)
        self.lines.setVisible(is_file and not replaces)
        if isinstance(chosen, ReadFile):
            self.changed_file.show_file(chosen)
            self._choices.setCurrentIndex(0)
            self.speakers.show_file(chosen, state.merge_proposals(row, everywhere=self._everywhere))
            self.details.show_file(chosen)
            self.marking.show_file(state, row)
            if not replaces:
                self.lines.show_file(chosen)
        elif isinstance(chosen, TableFile):
            self._choices.setCurrentIndex(1)
            self.columns.show_file(chosen)
            if chosen.use is TableUse.CODEBOOK:
                self.preview.show_codes(codebook_of(chosen) if not chosen.problem else ())
            else:
                self.preview.show_transcript(_first_of_survey(chosen))
        shown = (TableUse.SURVEY, TableUse.CODEBOOK)
        self.preview.setVisible(isinstance(chosen, TableFile) and chosen.use in shown)

    def _fit_choices(self, shown: QWidget) -> None:
        """Let only what is shown of the choices ask for room."""
        for page in (self._speakers_and_details, self.columns):
            policy = QSizePolicy.Policy.Preferred if page is shown else QSizePolicy.Policy.Ignored
            page.setSizePolicy(policy, policy)


def _notes(state: ImportState, row: Row | None) -> str:
    if isinstance(row, RefusedFile):
        return f"{row.name} is not imported. {row.reason}"
    if isinstance(row, ReadFile):
        return " ".join(part for part in (row.understood_exactly, row.notes) if part)
    return "" if row is None else state.notes_of(row)


def _first_of_survey(table: TableFile) -> ReadTranscript | None:
    """The first transcript that a survey becomes."""
    if table.use is not TableUse.SURVEY or table.problem:
        return None
    try:
        found = survey_transcripts(table.beginning().survey(), table.name)
    except QualcodeError:
        return None
    return found[0] if found else None
