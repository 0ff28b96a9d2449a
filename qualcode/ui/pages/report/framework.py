"""Writing the framework matrix: choose a cell, read the passages behind it, say what you make of them."""

from itertools import islice

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QVBoxLayout, QWidget

from qualcode.analysis.framework import framework, speaking_in
from qualcode.analysis.participant_figures import segments_by_participant
from qualcode.analysis.retrieval import Retrieval, segments
from qualcode.analysis.table_passages import CodedPassage
from qualcode.model.entities import Code, Folder, Participant, Summary, Transcript
from qualcode.model.questions.reports import FrameworkQuestion
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.operations.people.summaries import set_summary
from qualcode.project.reports.asking import coders_named, codes_named, transcript_choice
from qualcode.ui.look.theme import SPACING, colours_now
from qualcode.ui.models.framework import Cell, FrameworkModel
from qualcode.ui.models.passage_words import html_of, words_of
from qualcode.ui.pages.freshness import Freshness
from qualcode.ui.pages.passage_panel import MOST, PassagePanel
from qualcode.ui.painted.corner import plain_corner
from qualcode.ui.painted.splitter import LineSplitter
from qualcode.ui.session.background import Background
from qualcode.ui.session.latest import Latest
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.note_field import EscapeLeaves, NoteField
from qualcode.ui.widgets.written_keys import presses_letter

_CARES_FOR = frozenset((Code, Folder, Participant, Summary, Transcript))
_COLUMN, _ROW = 190, 84
_LEAST_NAMES, _SHARE_OF_NAMES = 90, 0.3
_PANEL, _NARROW = 320, 480
"""Pixels of what is beside the table, and of a page on which there is no room for it."""
_NAMES = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
_HINT = "Choose a cell to write in it; the passages behind it will appear here."


class FrameworkTable(QTableView):
    """Enter, F2 or a letter typed on a cell asks for the field in which it is written."""

    writing_wanted = Signal(str)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names leave most of the width to what is written beside them; long ones are wrapped."""
        self.verticalHeader().setMaximumWidth(max(_LEAST_NAMES, round(self.width() * _SHARE_OF_NAMES)))
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.writing_wanted.emit("")
        elif presses_letter(event):
            self.writing_wanted.emit(event.text())
        else:
            super().keyPressEvent(event)


class CellPanel(PassagePanel):
    """The words of one cell in a field that saves by itself, above the participant's passages."""

    def __init__(self, session: Session, background: Background, home: QWidget) -> None:
        super().__init__("Summary")
        self._session = session
        self._latest = Latest(background)
        self.cell: Cell | None = None
        self.field = NoteField("Your summary", "Summarise in your own words", self._save)
        self.field.why_not = lambda: session.why_nothing
        self.field.installEventFilter(EscapeLeaves(home, self.field))
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            holder = QVBoxLayout()
            holder.setContentsMargins(SPACING + 4, 0, SPACING + 4, SPACING)
            holder.addWidget(self.field)
            layout.insertLayout(1, holder)
        self.show_cell(None)

    def show_cell(self, cell: Cell | None) -> None:
        """Show another cell, or the same as it is now."""
        study = self._session.study
        there = cell is not None and cell[0] in study.participants and cell[1] in study.codes
        self.cell = cell if there else None
        self.field.setVisible(self.cell is not None)
        self.list.setVisible(self.cell is not None)
        if self.cell is None:
            self.field.save()
            self.stop()
            self._title.setText("Summary")
            self._hint.setText(_HINT)
            self.list.clear()
            return
        person, code = study.participants[self.cell[0]], study.codes[self.cell[1]]
        self._title.setText(f"{person.name} × {code.name}")
        summary = study.summaries.get(self.cell)
        self._hint.setText("" if summary is None else f"Last changed by {summary.author}")
        self._hint.setVisible(summary is not None)
        self.field.show_text("" if summary is None else summary.text, self.cell)
        self._find(study, self.cell)

    def refresh_theme(self) -> None:
        """List the same passages in the colours of the other theme."""
        if self.cell is not None:
            self._find(self._session.study, self.cell)

    def _find(self, study: Study, cell: Cell) -> None:
        self._latest.ask(lambda _progress: _passages(study, cell), self._show)

    def _show(self, found: list[CodedPassage]) -> None:
        self.list.clear()
        study, colours = self._session.study, colours_now()
        if self.cell is None or self.cell[1] not in study.codes:
            return
        for passage in found:
            if passage.transcript_id in study.transcripts:
                self.list.add(html_of(study, passage, colours), words_of(study, passage), passage)

    def stop(self) -> None:
        """Look for no passages any more."""
        self._latest.stop()

    def _save(self, cell: Cell, text: str) -> bool:
        session = self._session
        return session.keep_note(lambda: set_summary(session.study, *cell, text, session.coder_name))


def _passages(study: Study, cell: Cell) -> list[CodedPassage]:
    """The first passages under a code that begin in turns of a participant."""
    person, code_id = cell
    mine = (
        CodedPassage(row.transcript_id, span := Span(row.start, row.end), ((span, code_id),))
        for row in segments(study, Retrieval(codes=(code_id,)))
        if (turn := study.turn_at(row.transcript_id, row.start)) is not None and turn.participant_id == person
    )
    # What several coders coded alike is one passage to read.
    return list(dict.fromkeys(islice(mine, MOST)))


class FrameworkView(LineSplitter):
    """Table and panel side by side."""

    place_wanted = Signal(object, object)

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._session = session
        self._question = FrameworkQuestion()
        self._counting = Latest(background)
        self._freshness = Freshness(self, session, _CARES_FOR, self.refresh)
        self.model = FrameworkModel(self)
        self.table = FrameworkTable()
        self.table.setModel(self.model)
        plain_corner(self.table)
        self.table.setAccessibleName("Framework matrix")
        self.table.setWordWrap(True)
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        codes = self.table.horizontalHeader()
        codes.setDefaultSectionSize(_COLUMN)
        # Else a long name would lose both of its ends.
        codes.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        names = self.table.verticalHeader()
        names.setDefaultSectionSize(_ROW)
        names.setDefaultAlignment(_NAMES)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.table.writing_wanted.connect(self._write)
        self.table.doubleClicked.connect(lambda _index: self._write(""))
        self.panel = CellPanel(session, background, self.table)
        self.panel.place_wanted.connect(self.place_wanted)
        self.addWidget(self.table)
        self.addWidget(self.panel)
        self.setStretchFactor(0, 1)
        self._shared = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._share()

    def _share(self) -> None:
        """At first the table has two thirds, or all but what the panel needs, below on a narrow page."""
        across = Qt.Orientation.Vertical if self.width() < _NARROW else Qt.Orientation.Horizontal
        if self.isVisible() and (not self._shared or across is not self.orientation()):
            self._shared = True
            self.setOrientation(across)
            room = self.width() if across is Qt.Orientation.Horizontal else self.height()
            panel = min(_PANEL, room // 3)
            self.setSizes([room - panel, panel])

    def show_question(self, question: FrameworkQuestion) -> None:
        """Show the codes that are asked for."""
        self._question = question
        self.refresh()

    def refresh(self) -> None:
        """Show what is in the project now."""
        self._freshness.is_fresh()
        cell = self.panel.cell
        study = self._session.study
        coders = coders_named(study, self._question.coders)
        rows = transcript_choice(study, self._question).rows_of(study)
        there = None if rows is None else speaking_in(study, rows)
        if not self._question.empty:
            codes = codes_named(study, self._question.codes, coders)
            shown = framework(study, codes, coders=coders, transcripts=rows, empty=False)
            there = {row.id for row in shown.participants}
        self.model.show(study, codes_named(study, self._question.codes, coders), there)
        if cell is not None and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index_of(cell))
        self.panel.show_cell(self.model.cell(self.table.currentIndex()))
        self._count()

    def _count(self) -> None:
        self._counting.stop()
        numbers = self._question.counts
        study = self._session.study
        coders = coders_named(study, self._question.coders)
        rows = transcript_choice(study, self._question).rows_of(study)
        self._counting.ask(
            lambda _progress: segments_by_participant(study, coders, rows),
            lambda counts: self.model.show_counts(counts, numbers=numbers),
        )

    def start(self) -> None:
        """Put the keyboard into the table."""
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.panel.show_cell(self.model.cell(current))

    def _write(self, typed: str) -> None:
        if self.panel.cell is None:
            return
        field = self.panel.field
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.moveCursor(field.textCursor().MoveOperation.End)
        if typed:
            field.insertPlainText(typed)
