"""The Find page: one query line, the passages that it finds, keywords in context, and saved queries."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.change import ChangeSet, Touched
from qualcode.model.entities import (
    Attribute,
    AttributeValue,
    Code,
    Coder,
    Folder,
    Participant,
    SavedQuery,
    Transcript,
)
from qualcode.model.machine.progress import Progress
from qualcode.model.queries.query import Query
from qualcode.model.queries.query_names import typed_query
from qualcode.model.step import Step
from qualcode.model.words.in_words import sentence
from qualcode.operations.queries import save_query
from qualcode.ui.look.theme import SPACING, colours_now, mute
from qualcode.ui.pages.find.answers import MOST, Grouping, Place, QueryAnswer, answer
from qualcode.ui.pages.find.chips import Chips
from qualcode.ui.pages.find.coding_bar import CodingBar
from qualcode.ui.pages.find.context_table import KeywordTable
from qualcode.ui.pages.find.examples import Examples, hints
from qualcode.ui.pages.find.passages import FoundList
from qualcode.ui.pages.find.query_field import QueryField
from qualcode.ui.pages.find.saved import SavedQueries
from qualcode.ui.pages.workplace import Workplace
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.session.latest import Latest
from qualcode.ui.session.lazy_documents import found_pdf
from qualcode.ui.transcript.accessible import announce
from qualcode.ui.transcript.picker import CodePicker
from qualcode.ui.widgets.asking import ask_text
from qualcode.ui.widgets.elided_label import ElidedLabel
from qualcode.ui.widgets.field_note import say_at, unsay_at
from qualcode.ui.widgets.head_line import HeadLine, page_title
from qualcode.ui.widgets.scrolled import Scrolled
from qualcode.ui.widgets.side_by_side import side_by_side
from qualcode.ui.widgets.word_box import WordBox

_CARES_FOR: Final = frozenset((Code, Coder, Folder, Transcript, Participant, Attribute, AttributeValue))
_NO_WORDS: Final = "Keywords appear here when a query looks for words, such as words:trust or stem:parent."


class FindPage(QWidget):
    """Answers in the background, and again whenever a step may have changed what is found."""

    place_wanted = Signal(object, object)
    """(transcript, span) of a passage to be read in its place."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        session, background = workplace.session, workplace.background
        self._session = session
        self._exports = workplace.exports
        self._latest = Latest(background)
        self._asked = ""
        self._stale = False
        self.answer: QueryAnswer | None = None
        self.field = QueryField(session)
        self.field.asked.connect(self.ask)
        self.find_button = PrimaryButton("Find")
        self.find_button.clicked.connect(self._find_or_stop)
        self.save_button = QPushButton("Save as…")
        self.save_button.setToolTip("Keep this query under a name")
        self.save_button.clicked.connect(self.save)
        self.export_button = QPushButton("Export…")
        self.export_button.setToolTip(
            "Write the passages that were found to a Word file, a web page or a PDF"
        )
        self.export_button.clicked.connect(self.export)
        self.chips = Chips()
        self.chips.taken_out.connect(self._without)
        self.said = ElidedLabel()
        self.grouping = WordBox()
        self.grouping.setAccessibleName("Passages in groups")
        self.grouping.offer(
            [(Grouping.TRANSCRIPT, "by transcript"), (Grouping.CODE, "by code")], Grouping.TRANSCRIPT
        )
        self.grouping.activated.connect(self._list)
        self.passages = FoundList()
        self.passages.place_wanted.connect(self.place_wanted)
        self.passages.checks_changed.connect(self._enable)
        self.keywords = KeywordTable()
        self.keywords.place_wanted.connect(self.place_wanted)
        self.code_checked, self.code_all = QPushButton("Code ticked…"), QPushButton("Code all…")
        self.code_checked.setToolTip("Apply a code to the ticked passages")
        self.code_all.setToolTip("Apply a code to every passage that was found")
        self.code_checked.clicked.connect(lambda: self._choose(self.code_checked, self.passages.checked))
        self.code_all.clicked.connect(self._choose_for_all)
        self.bar = CodingBar(session, background)
        self.bar.closed.connect(self.passages.setFocus)
        self.picker = CodePicker(session, self)
        self._chosen: list[Place] = []
        self.picker.chosen.connect(lambda code_id: self.bar.preview([code_id], self._chosen))
        self.picker.created.connect(lambda name: self.bar.preview([name], self._chosen))
        self.picker.several.connect(self._preview_several)
        self.examples = Examples()
        self.examples.taken.connect(self._try)
        self.saved = SavedQueries(workplace)
        self.saved.wanted.connect(self.show_query)
        self._lay_out()
        self._show(None)
        session.changed.connect(self._on_changed)

    # -- layout -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        title = page_title("Find")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("Passages and keywords")
        self.tabs.tabBar().setAccessibleName("Passages and keywords")
        self._keyword_pane = QStackedWidget()
        self._keyword_pane.addWidget(self.keywords)
        self._keyword_pane.addWidget(_quiet(_NO_WORDS))
        self.tabs.addTab(self.passages, "Passages")
        self.tabs.addTab(self._keyword_pane, "Keyword in context")
        self._results = QWidget()
        results = QVBoxLayout(self._results)
        results.setContentsMargins(0, 0, 0, 0)
        results.setSpacing(SPACING)
        results.addWidget(self.said)
        results.addWidget(
            HeadLine(QLabel(), self.grouping, self.export_button, self.code_checked, self.code_all)
        )
        results.addWidget(self.tabs, 1)
        # What is clicked in the list stays where it is when the bar comes and goes.
        self.bar.lie_over(self, flees=False)
        self._body = QStackedWidget()
        self._body.addWidget(Scrolled(self.examples))
        self._body.addWidget(self._results)
        self._refused = ""
        """Why what was asked last has no answer; said below the line, whenever the page is seen."""
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(2 * SPACING, SPACING + 2, 2 * SPACING, SPACING)
        column.setSpacing(SPACING)
        column.addWidget(title)
        column.addWidget(HeadLine(self.field, self.find_button, self.save_button))
        column.addWidget(self.chips)
        column.addWidget(self._body, 1)
        side_by_side(self, left, self.saved, (940, 240))

    # -- asking -------------------------------------------------------------------------------

    def appear(self) -> None:
        """The page is shown: answer again if something has changed since."""
        self.saved.refresh()
        self.examples.refresh(self._session.study)
        self.field.set_hints(*hints(self._session.study))
        if self._stale:
            self._again()
        self.go_to_query()

    def go_to_query(self) -> None:
        """Put the keyboard into the query, ready to be typed over."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()
        self._say_refused()

    def show_query(self, text: str) -> None:
        """Put a query into the line and answer it."""
        self.field.setText(text)
        self.ask()

    def _try(self, text: str) -> None:
        self.field.setText(text)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self) -> None:
        """Answer what stands in the line."""
        self._asked = self.field.text()
        self._again()

    def _again(self) -> None:
        self._stop()
        self._stale = False
        if not self._asked.strip():
            self._show(None)
            return
        study, text, colours = self._session.study, self._asked, colours_now()
        task = self._latest.ask(
            lambda progress: answer(study, text, colours, progress), self._show, self._refuse
        )
        task.progressed.connect(self._say_progress)
        self.find_button.setText("Stop")
        self.said.setText("Looking…")

    def _say_progress(self, done: int, total: int, where: str) -> None:
        if self._latest.under_way:
            self.said.setText(f"Looking in {where} ({done + 1:,} of {total:,})…")

    def _find_or_stop(self) -> None:
        if not self._latest.under_way:
            self.ask()
        else:
            self._stop()
            self.said.setText("Stopped. Press Enter to look again.")

    def _stop(self) -> None:
        self._latest.stop()
        self.find_button.setText("Find")

    def _without(self, query: Query | None) -> None:
        self.show_query("" if query is None else str(query))

    @property
    def printable(self) -> tuple[str, Callable[[Progress], bytes]] | None:
        """The title of what was found, and what makes its pages in PDF; None where nothing was."""
        found = self.answer
        if found is None or not len(found.findings):
            return None
        record, text = self._session.project.record(), self._asked
        by_code = self.grouping.chosen is Grouping.CODE
        return "Passages found", lambda progress: found_pdf(record, text, by_code, progress)

    # -- showing ------------------------------------------------------------------------------

    def _show(self, found: QueryAnswer | None) -> None:
        self.find_button.setText("Find")
        self.answer = found
        self._refused = ""
        unsay_at(self.field)
        self.bar.hide()
        self.chips.show_query(None if found is None else found.query)
        self._body.setCurrentIndex(0 if found is None else 1)
        self._list()
        self.keywords.rows.show(() if found is None else found.keywords)
        self._keyword_pane.setCurrentIndex(0 if found is not None and found.keywords else 1)
        words = "" if found is None else found.in_words
        if found is not None and len(found.findings) > MOST:
            words += f"; the first {MOST:,} are listed"
        if found is not None and not len(found.findings):
            words += "; take out a part, or look for something wider"
        self.said.setText(sentence(words) if words else "")
        if found is not None:
            announce(self, self.said.text())

    def _refuse(self, sentence: str) -> None:
        self._show(None)
        self._refused = sentence
        self._say_refused()

    def _say_refused(self) -> None:
        if self._refused and self.field.isVisible() and self.field.text() == self._asked:
            say_at(self.field, None, self._refused)

    def _list(self) -> None:
        by: Grouping = self.grouping.chosen
        self.passages.show_lines(() if self.answer is None else self.answer.lines, by)
        self._enable()

    def _enable(self) -> None:
        some = self.answer is not None and len(self.answer.findings) > 0
        checked = len(self.passages.checked)
        self.code_all.setEnabled(some)
        self.code_checked.setEnabled(checked > 0)
        self.code_checked.setText(f"Code {checked:,} ticked…" if checked else "Code ticked…")
        self.save_button.setEnabled(self.answer is not None)
        self.export_button.setEnabled(some)

    # -- coding, saving and exporting ----------------------------------------------------------------------

    def _choose_for_all(self) -> None:
        if self.answer is not None:
            self._choose(self.code_all, self.answer.places())

    def _choose(self, button: QPushButton, places: list[Place]) -> None:
        self._chosen = places
        self.picker.open_at(button, button.rect())

    def _preview_several(self, codes: list[UUID], new_names: list[str]) -> None:
        self.bar.preview([*codes, *new_names], self._chosen)

    def save(self) -> None:
        """Ask for a name and keep the query that was answered."""
        if self.answer is None:
            return
        query = self.answer.query

        def take(name: str) -> None:
            def change() -> ChangeSet:
                study = self._session.study
                return save_query(study, name, typed_query(study, str(query)))[1]

            self._session.do(change)

        ask_text(self, "Save the query", "Name of the query; one of that name is replaced", "", take, "Save")

    def export(self) -> None:
        """Ask for a file and write what was found to it, grouped as it is listed."""
        found, by_code = self.answer, self.grouping.chosen is Grouping.CODE
        if found is not None and len(found.findings):
            self._exports.found(self._asked, found.findings, by_code=by_code)

    def refresh_theme(self) -> None:
        """List what was found in the colours of the other theme."""
        if self._asked.strip():
            self._stale = True
            self._refresh_if_stale()

    # -- what follows from a step -----------------------------------------------------------------

    def _on_changed(self, _step: Step, touched: Touched) -> None:
        if SavedQuery in touched.kinds and self.isVisible():
            self.saved.refresh()
        if self._asked and (touched.codings or touched.turns or _CARES_FOR & touched.kinds):
            self._stale = True
            if self.isVisible():
                # Once after several steps in a row, not once for each.
                QTimer.singleShot(0, self, self._refresh_if_stale)

    def _refresh_if_stale(self) -> None:
        if self._stale and self.isVisible():
            self.saved.refresh()
            self._again()


def _quiet(text: str) -> QLabel:
    label = QLabel(text)
    mute(label)
    label.setWordWrap(True)
    label.setContentsMargins(SPACING, SPACING, SPACING, SPACING)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return label
