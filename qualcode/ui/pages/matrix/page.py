"""The Matrix page: one line of words that says what is counted, the table, and the passages of a cell."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from qualcode.analysis.significance import significance_result
from qualcode.analysis.table_order import Ordered
from qualcode.exporters.pictures.sheet import Picture
from qualcode.model.entities import (
    Attribute,
    AttributeValue,
    Code,
    Coder,
    CodeSet,
    CodeSetMember,
    Folder,
    Participant,
    SavedQuery,
    Transcript,
)
from qualcode.model.errors import QualcodeError
from qualcode.model.measures import Measures
from qualcode.model.questions.kinds import AnyPicture
from qualcode.model.questions.matrices import CooccurrenceQuestion, TableQuestion
from qualcode.model.questions.pictures import (
    BarsQuestion,
    GroupsHeatMapQuestion,
    HeatMapQuestion,
    NetworkQuestion,
)
from qualcode.model.results.matrix import Matrix
from qualcode.model.results.significance_result import SignificanceResult
from qualcode.model.study import Study
from qualcode.project.reports.asking import request_of
from qualcode.project.reports.counting import counted_table
from qualcode.ui.commands.spoken_keys import with_keys
from qualcode.ui.look.theme import SPACING, Colours, colours_now, mute
from qualcode.ui.models.matrix import mix_ahead
from qualcode.ui.pages.asked import Asked
from qualcode.ui.pages.freshness import Freshness
from qualcode.ui.pages.matrix.chance_strip import ChanceStrip
from qualcode.ui.pages.matrix.choice import USUAL, from_memory, memory_of, question_of
from qualcode.ui.pages.matrix.line import MatrixLine
from qualcode.ui.pages.matrix.parts import NO_PARTS, MatrixParts, parts_of
from qualcode.ui.pages.matrix.passage_list import PassageList
from qualcode.ui.pages.matrix.view import MatrixView
from qualcode.ui.pages.matrix.words import both_ways, explained, other_way
from qualcode.ui.pages.offered import TITLES
from qualcode.ui.pages.workplace import Workplace
from qualcode.ui.session import lazy_imports
from qualcode.ui.session.latest import Latest
from qualcode.ui.widgets.folding import LOW, Folding
from qualcode.ui.widgets.head_line import HeadLine, page_title
from qualcode.ui.widgets.plain_label import plain_label
from qualcode.ui.widgets.side_by_side import side_by_side
from qualcode.ui.widgets.theme_icon import ThemeIcon

_CARES_FOR = frozenset(
    (
        Code,
        CodeSet,
        CodeSetMember,
        Coder,
        Folder,
        Transcript,
        Participant,
        Attribute,
        AttributeValue,
        SavedQuery,
    )
)
_NO_CODES = (
    "There is no code yet. Select words in a transcript and press {code.choose}; codes are counted here."
)
_MEMORY = "matrix"
_NO_CODE_CHOSEN = "No code is chosen. Choose some with the button after “of”."


class MatrixPage(QWidget):
    """Counts in the background whenever the question or the study changes while the page is seen."""

    place_wanted = Signal(object, object)
    """(transcript, span) of a passage to be read in its place."""
    drawing_wanted = Signal(object, object)
    """(kind of picture, question): what is seen is to be drawn on the page of pictures."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        session, background, exports, preferences, *_ = workplace
        self._session = session
        self._exports = exports
        self._preferences = preferences
        self._counting, self._testing = Latest(background), Latest(background)
        self.ordered: Ordered | None = None
        self._counted: tuple[Study, CooccurrenceQuestion | TableQuestion] = session.study, question_of(USUAL)
        """Of what study, and by which question, the table is that is shown; another may be on its way."""
        here = preferences.choice(_MEMORY, session.study.info.id)
        self.line = MatrixLine(session, from_memory(preferences.matrix_line, here))
        self.line.changed.connect(self._on_asked)
        self.folding = Folding(self.line, "what the matrix shows")
        self.view = MatrixView()
        self.view.asked.connect(self._show_passages)
        self.strip = ChanceStrip()
        self.strip.opened.connect(self._test)
        self.strip.hide()
        self.passages = PassageList(session, background)
        self.passages.place_wanted.connect(self.place_wanted)
        self._title = page_title("Matrix")
        self._make_buttons()
        self._caption = plain_label()
        mute(self._caption)
        self._caption.setWordWrap(True)
        self._nothing = plain_label()
        mute(self._nothing)
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.hide()
        self._lay_out()
        self._freshness = Freshness(self, session, _CARES_FOR, self._refresh)

    def _make_buttons(self) -> None:
        self.export = QPushButton("Export…")
        ThemeIcon(self.export, "export")
        self.export.setToolTip("Write this table as a spreadsheet, CSV or Word table, or as a picture of it")
        self.export.clicked.connect(self._export)
        self.keep = QPushButton("Add to a saved report…")
        self.keep.setToolTip("Save this table with its settings in a report that can be run again")
        self.keep.clicked.connect(self._keep)
        self.draw = QPushButton("Draw")
        ThemeIcon(self.draw, "picture")
        self.draw.setToolTip("Draw this as a picture")
        menu = QMenu(self.draw)
        self.drawings = {kind: menu.addAction(TITLES[kind]) for kind in _KINDS}
        for kind, action in self.drawings.items():
            action.triggered.connect(lambda _on=False, kind=kind: self._draw(kind))
        self.draw.setMenu(menu)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(2 * SPACING, SPACING + 2, 2 * SPACING, SPACING)
        column.setSpacing(SPACING)
        column.addWidget(HeadLine(self._title, self.keep, self.draw, self.export))
        column.addWidget(self.folding)
        column.addWidget(self.view, 1)
        column.addWidget(self._nothing, 1)
        column.addWidget(self.strip)
        column.addWidget(self._caption)
        side_by_side(
            self,
            left,
            self.passages,
            (900, 340),
            may_go_below=True,
            is_empty=lambda: self.passages.is_empty,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low page the table comes first: what is asked is said in a line, and changed on request."""
        low = self.height() < LOW
        self.folding.be_short(low)
        self.strip.share_room(self.height())
        self._caption.setVisible(not low)
        super().resizeEvent(event)

    def _say(self, sentence: str) -> None:
        self._caption.setText(sentence)
        self.folding.say(sentence)

    @property
    def choice(self) -> Asked:
        return self.line.choice

    @property
    def caption(self) -> str:
        """What is said below the table."""
        return self._caption.text()

    # -- counting -----------------------------------------------------------------------------

    def appear(self) -> None:
        """The page is shown: count if something has changed since."""
        self._freshness.appear()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh(self) -> None:
        self.line.catch_up()
        self.recount()

    def _on_asked(self) -> None:
        how, everything = memory_of(self.line.wanted)
        self._preferences.matrix_line = how
        self._preferences.save_choice(_MEMORY, self._session.study.info.id, everything)
        self.recount()

    def recount(self) -> None:
        """Make the table again."""
        self._testing.stop()
        self._freshness.is_fresh()
        study, question, measures = self._session.study, question_of(self.choice), self._session.measures
        colours = colours_now()
        self._say("Counting…")
        self._counting.ask(
            lambda _progress: _counted(study, question, measures, colours),
            lambda counted: self._show(study, question, *counted),
            self._refuse,
        )

    def _show(
        self,
        study: Study,
        question: CooccurrenceQuestion | TableQuestion,
        ordered: Ordered,
        parts: MatrixParts,
        other: Matrix | None,
    ) -> None:
        self.ordered, self._counted = ordered, (study, question)
        matrix = ordered.matrix

        def explain(row: int, column: int) -> str:
            ways = both_ways(question, matrix, other, row, column)
            return "\n".join(filter(None, [explained(study, question, ordered, row, column), ways]))

        self.view.show_matrix(parts, explain, ordered.joins)
        sentence = _NO_CODE_CHOSEN if study.codes else _NO_CODES
        self._nothing.setText(with_keys(sentence, self._preferences))
        self._nothing.setVisible(not matrix.rows)
        self.view.setVisible(bool(matrix.rows))
        self._say(" ".join([f"{matrix.provenance.sentence}.", *matrix.remarks]) if matrix.rows else "")
        self._offer(has_rows=bool(matrix.rows))
        self.passages.clear()
        self._test()

    def _offer(self, *, has_rows: bool) -> None:
        """What can be done with the table that is seen."""
        table = self.choice.seen is TableQuestion
        for button in (self.export, self.keep):
            button.setEnabled(has_rows)
        self.draw.setEnabled(has_rows)
        self.strip.setVisible(has_rows and table)
        for kind, action in self.drawings.items():
            action.setVisible(kind in (_OF_TABLES if table else _OF_CODES))

    def _refuse(self, sentence: str) -> None:
        self.ordered = None
        self.view.show_matrix(NO_PARTS, lambda _row, _column: "")
        self._nothing.hide()
        self._say(sentence)
        self.passages.clear()
        self._offer(has_rows=False)

    # -- more than chance? ----------------------------------------------------------------------

    def _test(self) -> None:
        """Test the table if that is wanted."""
        study, question = self._counted
        if self.ordered is None or not isinstance(question, TableQuestion) or not self.strip.is_open:
            return
        measures = self._session.measures
        self.strip.show_test(None)
        self._testing.ask(lambda _progress: _tested(study, question, measures), self.strip.show_test)

    # -- what is behind it ------------------------------------------------------------------------

    def _show_passages(self, row: int, column: int) -> None:
        if self.ordered is not None:
            self.passages.show_cell(*self._counted, self.ordered, row, column)

    def _draw(self, kind: type[AnyPicture]) -> None:
        self.drawing_wanted.emit(kind, question_of(self.choice))

    def _keep(self) -> None:
        if self.ordered is not None:
            self._exports.keep("Matrix", self._as_seen())

    def _as_seen(self) -> CooccurrenceQuestion | TableQuestion:
        question = question_of(self.choice)
        if not isinstance(question, TableQuestion) or not self._is_tested():
            return question
        test = self.strip.test
        return replace(question, tested=test is not None and not test.undefined)

    def _is_tested(self) -> bool:
        return self.strip.isVisible() and self.strip.is_open

    def _export(self) -> None:
        ordered = self._with_test()
        if ordered is not None:
            beside = question_of(self.choice).picture
            self._exports.ordered(ordered, beside=beside)

    @property
    def printable(self) -> tuple[str, Callable[[], Picture]] | None:
        """The title of the table that is shown, and what draws it; None where there is none."""
        ordered = self._with_test()
        if ordered is None:
            return None
        return ordered.matrix.provenance.title, lambda: lazy_imports.ordered_picture(
            ordered, self._session.study
        )

    def _with_test(self) -> Ordered | None:
        """What is shown, with the significance test if it is shown beside it."""
        if self.ordered is None:
            return None
        seen = self.strip.test if self._is_tested() else None
        return replace(self.ordered, matrix=replace(self.ordered.matrix, chance=seen))


_OF_CODES: tuple[type[AnyPicture], ...] = (HeatMapQuestion, NetworkQuestion)
_OF_TABLES: tuple[type[AnyPicture], ...] = (GroupsHeatMapQuestion, BarsQuestion)
_KINDS = (*_OF_CODES, *_OF_TABLES)


def _counted(
    study: Study, question: CooccurrenceQuestion | TableQuestion, measures: Measures, colours: Colours
) -> tuple[Ordered, MatrixParts, Matrix | None]:
    """The table, the parts in which it is shown, and what its tips compare it with."""
    ordered = counted_table(study, question, measures)
    mix_ahead(colours)
    return ordered, parts_of(ordered.matrix), other_way(study, question, measures)


def _tested(study: Study, question: TableQuestion, measures: Measures) -> SignificanceResult:
    """The test of a table; where it is refused, the reason."""
    request = request_of(study, question)
    try:
        return significance_result(study, request, measures)
    except QualcodeError as error:
        return SignificanceResult(request.counted_in_words(), undefined=str(error))
