"""The passages behind a figure, beside the table; a click opens one in its transcript."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidgetItem, QVBoxLayout, QWidget

from qualcode.model.matrix import Matrix
from qualcode.ui.background import Background, Task
from qualcode.ui.cell_passages import MOST, ShownPassage, html_of, passages_of, words_of
from qualcode.ui.matrix_choice import MatrixChoice
from qualcode.ui.rich_list import DATA_ROLE, RichList
from qualcode.ui.session import Session
from qualcode.ui.theme import SPACING, colours_now, heading_font

_HINT = "Choose a cell to see the passages behind its number."


class PassagePanel(QWidget):
    """A title, a hint and a list of passages; whoever derives from it fills it.

    ``place_wanted`` tells the transcript and span of the passage that was clicked.
    """

    place_wanted = Signal(object, object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(240)
        self._title = QLabel(name)
        self._title.setFont(heading_font(self.font(), 1.05))
        self._title.setWordWrap(True)
        self._hint = QLabel()
        self._hint.setProperty("muted", True)
        self._hint.setWordWrap(True)
        self.list = RichList(name)
        self.list.itemActivated.connect(self._open)
        self.list.itemClicked.connect(self._open)
        head = QVBoxLayout()
        head.setContentsMargins(SPACING + 4, SPACING + 4, SPACING + 4, 4)
        head.addWidget(self._title)
        head.addWidget(self._hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)

    def _open(self, item: QListWidgetItem) -> None:
        passage = item.data(DATA_ROLE)
        if isinstance(passage, ShownPassage):
            self.place_wanted.emit(passage.transcript_id, passage.span)


class PassageList(PassagePanel):
    """Empty until a cell is chosen."""

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__("Passages", parent)
        self._session = session
        self._background = background
        self._task: Task | None = None
        self._hint.setText(_HINT)

    def clear(self) -> None:
        """Show no cell."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self.list.clear()
        self._title.setText("Passages")
        self._hint.setText(_HINT)

    def show_cell(self, choice: MatrixChoice, matrix: Matrix, row: int, column: int) -> None:
        """Find and show what is behind a cell."""
        self.clear()
        one, other = (
            name.rpartition(" > ")[2] for name in (matrix.rows[row].name, matrix.columns[column].name)
        )
        self._title.setText(one if one == other else f"{one} × {other}")
        self._hint.setText("")
        study, measures = self._session.study, self._session.measures
        self._task = self._background.run(
            lambda _progress: passages_of(study, choice, matrix, row, column, measures), self._show
        )

    def _show(self, found: list[ShownPassage]) -> None:
        self._task = None
        study, colours = self._session.study, colours_now()
        for passage in found:
            if passage.transcript_id in study.transcripts:
                self.list.add(html_of(study, passage, colours), words_of(study, passage), passage)
        number = len(found)
        if number >= MOST:
            self._hint.setText(f"The first {MOST} passages; click one to read it in its place.")
        elif number:
            noun = "passage" if number == 1 else "passages"
            self._hint.setText(f"{number} {noun}; click one to read it in its place.")
        else:
            self._hint.setText("There is no passage behind this cell.")

    def focus_first(self) -> None:
        """Move to the list, to read on by keyboard."""
        if self.list.count():
            self.list.setCurrentRow(0)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
