"""The Groups page: who talks how much, after whom, and who brings up and takes up which code."""

from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from qualcode.analysis.conversation import Conversation, conversation
from qualcode.exporters.provenance import caption
from qualcode.model.change import Touched
from qualcode.model.entities import Code, Participant, Transcript
from qualcode.model.rules import Selection
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.transcript import TranscriptKind
from qualcode.ui.background import Background, Task
from qualcode.ui.exports import Exports
from qualcode.ui.flow_layout import FlowLayout
from qualcode.ui.icons import icon
from qualcode.ui.pages.groups_tables import Talk, TalkModel, table_of
from qualcode.ui.pages.groups_turns import TurnList, passages_of
from qualcode.ui.pages.heat_map import HeatMap
from qualcode.ui.session import Session
from qualcode.ui.theme import SPACING, heading_font
from qualcode.ui.word_box import WordBox

_CARES_FOR = frozenset((Code, Participant, Transcript))
_NO_TRANSCRIPT = "There is no transcript yet. Import one with Ctrl+I, then come back to see who talks in it."
_NO_SPEAKER = (
    "No speaker is known in this transcript. Speakers are found when a transcript is imported with "
    "their names at the beginning of the lines, such as “P1: …”."
)
_NO_CODE = "Nothing that is said here is coded yet. Code with Ctrl+1, then come back."
_LEGEND = {
    Talk.SHARES: "Choose a figure to see the turns of this speaker.",
    Talk.AFTER: "The speaker in the column speaks directly after the one in the row.",
    Talk.CODES: "Figures are the turns in which each person touches a code first; bold: who brings it up.",
}


class GroupsPage(QWidget):
    """Counts one transcript in the background whenever it or the study changes while the page is seen."""

    place_wanted = Signal(object, object)
    """(transcript, span) of a turn to be read in its place."""

    def __init__(
        self, session: Session, background: Background, exports: Exports, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._background = background
        self._exports = exports
        self._task: Task | None = None
        self._stale = True
        self.talk: Conversation | None = None
        self.transcript = WordBox()
        self.transcript.setAccessibleName("Transcript")
        self.transcript.setToolTip("The conversation that is counted")
        self.transcript.activated.connect(self.recount)
        self.interviewers = QCheckBox("with what interviewers say")
        self.interviewers.setToolTip("Count codes in the turns of interviewers as well")
        self.interviewers.toggled.connect(self.recount)
        self.untouched = QCheckBox("with codes nobody touches")
        self.untouched.setToolTip("Show a row for every code of the codebook")
        self.untouched.toggled.connect(self._fill)
        self.models: dict[Talk, TalkModel] = {}
        self.tables: dict[Talk, HeatMap] = {}
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for widget in (self.tabs, self.tabs.tabBar()):
            widget.setAccessibleName("Tables of the conversation")
        for which in Talk:
            self._add_table(which)
        self.turns = TurnList()
        self.turns.place_wanted.connect(self.place_wanted)
        self.export = QPushButton(icon("export"), "Export…")
        self.export.setToolTip("Write the table that is seen as a spreadsheet, CSV or Word table")
        self.export.clicked.connect(self._export)
        self._empty, self._legend, self._caption = QLabel(), QLabel(), QLabel()
        self._lay_out()
        self.tabs.currentChanged.connect(self._on_tab)
        session.changed.connect(self._on_changed)

    def _add_table(self, which: Talk) -> None:
        model = self.models[which] = TalkModel()
        table = self.tables[which] = HeatMap(model)
        model.setParent(table)
        table.setAccessibleName(which.value)
        if which is Talk.SHARES:
            header = QHeaderView(Qt.Orientation.Horizontal, table)
            header.setDefaultSectionSize(88)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            table.setHorizontalHeader(header)
        table.asked.connect(self._show_turns)
        self.tabs.addTab(table, which.value)

    def _lay_out(self) -> None:
        title = QLabel("Groups")
        title.setFont(heading_font(self.font(), 1.15))
        for label in (self._empty, self._legend, self._caption):
            label.setProperty("muted", True)
            label.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.export)
        self._line = QWidget()
        words = FlowLayout(self._line)
        for widget in (QLabel("Who talks in"), self.transcript, self.interviewers, self.untouched):
            words.addWidget(widget)
        self._body = QStackedWidget()
        self._body.addWidget(self.tabs)
        self._body.addWidget(self._empty)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(2 * SPACING, SPACING + 2, 2 * SPACING, SPACING)
        column.setSpacing(SPACING)
        column.addLayout(head)
        column.addWidget(self._line)
        column.addWidget(self._body, 1)
        column.addWidget(self._legend)
        column.addWidget(self._caption)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self.turns)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([860, 340])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)

    @property
    def which(self) -> Talk:
        """The table that is seen."""
        return list(Talk)[max(0, self.tabs.currentIndex())]

    # -- counting -----------------------------------------------------------------------------

    def appear(self) -> None:
        """The page is shown: count if something has changed since."""
        if self._stale:
            self.recount()
        self.transcript.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, transcript_id: UUID) -> None:
        """Count another transcript."""
        self._offer(transcript_id)
        self.recount()

    def _on_changed(self, _step: Step, touched: Touched) -> None:
        if touched.codings or touched.turns or _CARES_FOR & touched.kinds:
            self._stale = True
            if self.isVisible():
                # Once after several steps in a row, not once for each.
                QTimer.singleShot(0, self, self._refresh_if_stale)

    def _refresh_if_stale(self) -> None:
        if self._stale and self.isVisible():
            self.recount()

    def _offer(self, chosen: UUID | None) -> None:
        study = self._session.study
        if chosen not in study.transcripts:
            chosen = _usual(study)
        self.transcript.offer([(row.id, row.name) for row in study.transcripts_in_order], chosen)
        self.transcript.updateGeometry()

    def recount(self) -> None:
        """Count the chosen transcript anew."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._stale = False
        study, measures = self._session.study, self._session.measures
        self._offer(self.transcript.chosen)
        chosen: UUID | None = self.transcript.chosen
        if chosen is None:
            self._show(None)
            return
        selection = Selection(include_interviewers=self.interviewers.isChecked())
        self._caption.setText("Counting…")
        self._task = self._background.run(
            lambda _progress: conversation(study, chosen, selection, measures), self._show, self._refuse
        )

    def _show(self, talk: Conversation | None) -> None:
        self._task = None
        self.talk = talk
        self._fill()

    def _refuse(self, sentence: str) -> None:
        self._show(None)
        self._empty.setText(sentence)

    def _fill(self) -> None:
        talk = self.talk
        self.turns.clear()
        known = talk is not None and bool(talk.voices)
        for which, model in self.models.items():
            table = table_of(talk, which, untouched=self.untouched.isChecked()) if talk and known else None
            model.show_table(table)
            self._fit_names(which)
        self._empty.setText(_NO_TRANSCRIPT if talk is None else _NO_SPEAKER)
        self._line.setVisible(self.transcript.count() > 0)
        self._body.setCurrentIndex(0 if known else 1)
        self._on_tab()

    def _fit_names(self, which: Talk) -> None:
        header, matrix = self.tables[which].verticalHeader(), self.models[which].matrix
        names = [] if matrix is None else [label.name.rpartition(" > ")[2] for label in matrix.rows]
        widest = max((header.fontMetrics().horizontalAdvance(name) for name in names), default=0)
        header.setMinimumWidth(min(header.maximumWidth(), widest + 3 * SPACING))

    def _on_tab(self) -> None:
        matrix = self.models[self.which].matrix
        filled = matrix is not None and bool(matrix.rows)
        codes = self.which is Talk.CODES
        for box in (self.interviewers, self.untouched):
            box.setVisible(codes)
        self.export.setEnabled(filled)
        self.turns.clear()
        self._legend.setVisible(matrix is not None)
        self._legend.setText(_LEGEND[self.which] if filled else _NO_CODE)
        remarks = "" if matrix is None else " ".join([*matrix.remarks, caption(matrix.provenance)])
        self._caption.setText(remarks)
        current = self.tables[self.which].currentIndex()
        if current.isValid():
            self._show_turns(current.row(), current.column())

    # -- what a figure leads to -----------------------------------------------------------------

    def _show_turns(self, row: int, column: int) -> None:
        model, talk, study = self.models[self.which], self.talk, self._session.study
        chosen = None if talk is None else talk.transcript.id
        if chosen not in study.transcripts or chosen is None or model.table is None:
            return
        turns = model.turns_behind(row, column)
        code_id = model.table.matrix.rows[row].id if self.which is Talk.CODES else None
        passages = passages_of(study, chosen, turns, code_id)
        self.turns.show_turns(study, model.table.said.get((row, column), ""), passages, len(turns))

    def _export(self) -> None:
        matrix = self.models[self.which].matrix
        if matrix is not None:
            self._exports.matrix(matrix)


def _usual(study: Study) -> UUID | None:
    """The first focus group, or else the first transcript."""
    rows = study.transcripts_in_order
    groups = [row.id for row in rows if row.kind is TranscriptKind.FOCUS_GROUP]
    return next(iter([*groups, *(row.id for row in rows)]), None)
