"""The Matrix page: one line of words that says what is counted, the table, and the passages of a cell."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from qualcode.model.change import Touched
from qualcode.model.entities import Attribute, AttributeValue, Code, Coder, Participant, Transcript
from qualcode.model.errors import QualcodeError
from qualcode.model.matrix import Matrix
from qualcode.model.step import Step
from qualcode.ui.background import Background, Task
from qualcode.ui.exports import Exports
from qualcode.ui.icons import icon
from qualcode.ui.matrix_choice import MatrixChoice, explained
from qualcode.ui.models.matrix import MatrixModel
from qualcode.ui.pages.heat_map import HeatMap
from qualcode.ui.pages.matrix_line import MatrixLine
from qualcode.ui.pages.passages import PassageList
from qualcode.ui.session import Session
from qualcode.ui.theme import SPACING, heading_font

_CARES_FOR = frozenset((Code, Coder, Transcript, Participant, Attribute, AttributeValue))


class MatrixPage(QWidget):
    """Counts in the background whenever the question or the study changes while the page is seen."""

    place_wanted = Signal(object, object)
    """(transcript, span) of a passage to be read in its place."""

    def __init__(
        self,
        session: Session,
        background: Background,
        exports: Exports,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._background = background
        self._exports = exports
        self._task: Task | None = None
        self._stale = True
        self.line = MatrixLine(session)
        self.line.changed.connect(self.recount)
        self.model = MatrixModel(self)
        self.table = HeatMap(self.model)
        self.table.asked.connect(self._show_passages)
        self.passages = PassageList(session, background)
        self.passages.place_wanted.connect(self.place_wanted)
        self._title = QLabel("Matrix")
        self._title.setFont(heading_font(self.font(), 1.15))
        self.export = QPushButton(icon("export"), "Export…")
        self.export.setToolTip("Write this table as a spreadsheet, CSV or Word table")
        self.export.clicked.connect(self._export)
        self._caption = QLabel()
        self._caption.setProperty("muted", True)
        self._caption.setWordWrap(True)
        self._lay_out()
        session.changed.connect(self._on_changed)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.export)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(2 * SPACING, SPACING + 2, 2 * SPACING, SPACING)
        column.setSpacing(SPACING)
        column.addLayout(head)
        column.addWidget(self.line)
        column.addWidget(self.table, 1)
        column.addWidget(self._caption)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self.passages)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([900, 340])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)

    @property
    def choice(self) -> MatrixChoice:
        return self.line.choice

    # -- counting -----------------------------------------------------------------------------

    def appear(self) -> None:
        """The page is shown: count if something has changed since."""
        if self._stale:
            self.line.refresh()
            self.recount()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, _step: Step, touched: Touched) -> None:
        if touched.codings or touched.turns or _CARES_FOR & touched.kinds:
            self._stale = True
            if self.isVisible():
                # Once after several steps in a row, not once for each.
                QTimer.singleShot(0, self, self._refresh_if_stale)

    def _refresh_if_stale(self) -> None:
        if self._stale and self.isVisible():
            self.line.refresh()
            self.recount()

    def recount(self) -> None:
        """Make the table anew."""
        if self._task is not None:
            self._task.cancel()
        self._stale = False
        study, choice, measures = self._session.study, self.choice, self._session.measures
        self._caption.setText("Counting…")
        task = self._background.run(
            lambda _progress: choice.matrix(study, measures),
            lambda matrix: self._show(choice, matrix),
            self._refuse,
        )
        self._task = task

    def _show(self, choice: MatrixChoice, matrix: Matrix) -> None:
        self._task = None
        study = self._session.study

        def explain(row: int, column: int) -> str:
            return explained(study, choice, matrix, row, column)

        self.model.show(matrix, explain)
        try:
            words = choice.request().describe(study)
        except QualcodeError as error:
            words = str(error)
        empty = "There are no codes yet." if not matrix.rows else ""
        self._caption.setText(" ".join([f"{words}.", *matrix.remarks, empty]).strip())
        self.export.setEnabled(bool(matrix.rows))
        self.passages.clear()

    def _refuse(self, sentence: str) -> None:
        self._task = None
        self.model.show(None, lambda _row, _column: "")
        self._caption.setText(sentence)
        self.export.setEnabled(False)

    def _show_passages(self, row: int, column: int) -> None:
        matrix = self.model.matrix
        if matrix is not None:
            self.passages.show_cell(self.choice, matrix, row, column)

    def _export(self) -> None:
        matrix = self.model.matrix
        if matrix is not None:
            self._exports.matrix(matrix)
