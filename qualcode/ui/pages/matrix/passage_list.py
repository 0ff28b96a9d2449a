"""The passages behind a figure of the matrix, beside the table."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from qualcode.analysis.table_order import Ordered
from qualcode.model.branches import last_part
from qualcode.model.study import Study
from qualcode.model.words.in_words import beginning, counted, plural_of
from qualcode.ui.look.theme import colours_now
from qualcode.ui.models.passage_words import html_of, words_of
from qualcode.ui.pages.matrix.cell_passages import CellPassages, passages_of
from qualcode.ui.pages.matrix.words import Table, column_said, explained
from qualcode.ui.pages.passage_panel import MOST, PassagePanel
from qualcode.ui.session.background import Background
from qualcode.ui.session.latest import Latest
from qualcode.ui.session.session import Session

_HINT = "Choose a cell to see the passages behind its number."


class PassageList(PassagePanel):
    """Empty until a cell is chosen."""

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__("Passages", parent)
        self._session = session
        self._latest = Latest(background)
        self._asked: tuple[Study, Table, Ordered, int, int] | None = None
        self._said = ""
        self._hint.setText(_HINT)
        self.more = QPushButton(f"Show {MOST} more")
        self.more.setVisible(False)
        self.more.clicked.connect(self._show_more)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self.more)

    @property
    def hint(self) -> str:
        """What is said of the cell."""
        return self._hint.text()

    def clear(self) -> None:
        """Show no cell."""
        self._latest.stop()
        self._asked = None
        self.more.setVisible(False)
        self.list.clear()
        self.list.hide()
        self._title.setText("Passages")
        self._hint.setText(_HINT)

    def show_cell(self, study: Study, question: Table, ordered: Ordered, row: int, column: int) -> None:
        """Say what a cell of the table of a study means; find and show what is behind it."""
        self.clear()
        matrix = ordered.matrix
        one, other = (last_part(name) for name in (matrix.rows[row].name, matrix.columns[column].name))
        self._title.setText(one if one == other else f"{one} × {column_said(study, question, other)}")
        self._said = explained(study, question, ordered, row, column)
        self._hint.setText(self._said)
        self._asked = (study, question, ordered, row, column)
        self.list.show()
        self._find(MOST)

    def refresh_theme(self) -> None:
        """Show the same passages in the colours of the other theme."""
        most = max(MOST, self.list.count())
        self.list.clear()
        self._find(most)

    def _find(self, most: int) -> None:
        if self._asked is None:
            return
        study, question, ordered, row, column = self._asked
        measures = self._session.measures
        self._latest.ask(
            lambda _progress: passages_of(study, question, ordered, row, column, measures, most),
            lambda found: self._show(study, found),
        )

    def _show_more(self) -> None:
        self._find(self.list.count() + MOST)

    def _show(self, study: Study, found: CellPassages) -> None:
        colours, there = colours_now(), self._session.study.transcripts
        # Those that stand there already stay, and with them the place to which one has read.
        known = self.list.count()
        for passage, who in zip(found.passages[known:], found.coded_by[known:], strict=True):
            if passage.transcript_id in there:
                self.list.add(html_of(study, passage, colours, who), words_of(study, passage, who), passage)
        shown = len(found.passages)
        self.more.setVisible(shown > 0 and found.number != shown)
        said = [self._said, found.both_ways, "" if found.withheld else _how_many(found)]
        self._hint.setText("\n".join(filter(None, said)))

    def focus_first(self) -> None:
        """Move to the list, to read on by keyboard."""
        if self.list.count():
            self.list.setCurrentRow(0)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)


def _how_many(found: CellPassages) -> str:
    shown = len(found.passages)
    if not shown:
        return f"There is no {found.noun} behind it."
    several = plural_of(2, found.noun)
    if found.number is None:
        return f"The first {shown:,} {several}; click one to read it in its place."
    if found.number > shown:
        return f"The first {shown:,} of {found.number:,} {several}; click one to read it in its place."
    which = "it" if shown == 1 else "one"
    return beginning(f"{counted(shown, found.noun)}; click {which} to read it in its place.")
