"""Taking over what a colleague has coded in Word: which codings its comments become, before they do."""

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from qualcode.analysis.table_passages import CodedPassage
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.words.in_words import beginning, counted, plural_of
from qualcode.model.words.spelling import narrowing
from qualcode.ui.dialogs.button_row import button_row
from qualcode.ui.look.theme import SPACING, colours_now
from qualcode.ui.models.passage_words import html_of, words_of
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.session import lazy_imports
from qualcode.ui.session.background import Background
from qualcode.ui.session.latest import Latest
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.plain_label import plain_label
from qualcode.ui.widgets.rich_list import RichList
from qualcode.ui.widgets.word_box import WordBox

if TYPE_CHECKING:
    from qualcode.importers.formats.word_codings import CommentedText
    from qualcode.operations.codings.comment_coding import CommentImport

_MOST = 300


def likely_transcript(study: Study, document: "CommentedText", current: UUID | None) -> UUID | None:
    """The transcript that a document was most likely made of: by its words, its name, or what is read now."""
    rows = study.transcripts_in_order
    for row in rows:
        beginning = study.text(row.id)[:400].strip()
        if beginning and beginning in document.text:
            return row.id
    named = [row for row in rows if narrowing(row.name)(document.name)]
    named.sort(key=lambda row: -len(row.name))
    if named:
        return named[0].id
    return current if current in study.transcripts else next((row.id for row in rows), None)


class WordCommentsDialog(QDialog):
    """Two lists: codings to be made, and comments that could not be matched, each with the reason."""

    def __init__(
        self,
        session: Session,
        background: Background,
        document: "CommentedText",
        current: UUID | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._document = document
        self._latest = Latest(background)
        self._study = session.study
        self.found: CommentImport | None = None
        self.setWindowTitle("Import codes from Word comments")
        self.resize(760, 560)
        self.transcript = WordBox()
        self.transcript.setAccessibleName("Transcript that was coded")
        names = [(row.id, row.name) for row in session.study.transcripts_in_order]
        self.transcript.offer(names, likely_transcript(session.study, document, current))
        self.transcript.activated.connect(lambda _index: self._match())
        self.new_codes = QCheckBox("Make codes that are not in the codebook yet")
        self.new_codes.toggled.connect(lambda _on: self._match())
        self.words = plain_label()
        self.words.setWordWrap(True)
        self.codings, self.unmatched = RichList("Codings to be made"), RichList("Not matched")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.codings, "To be coded")
        self.tabs.addTab(self.unmatched, "Not matched")
        self.tabs.tabBar().setAccessibleName("What is shown")
        self.button = PrimaryButton("Import")
        self.button.clicked.connect(self._import)
        self._lay_out()
        self.finished.connect(self._latest.stop)
        self.finished.connect(self.deleteLater)
        self._match()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow("Document", plain_label(self._document.name))
        form.addRow("Transcript", self.transcript)
        form.addRow("", self.new_codes)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.setSpacing(SPACING)
        column.addLayout(form)
        column.addWidget(self.words)
        column.addWidget(self.tabs, 1)
        column.addLayout(button_row(self, self.button))

    # -- matching -------------------------------------------------------------------------------

    def _match(self) -> None:
        self._latest.stop()
        self.found = None
        self.button.setEnabled(False)
        self.words.setText("Matching comments to the text…")
        place: UUID | None = self.transcript.chosen
        if place is None:
            self.words.setText("There is no transcript yet to which the comments could belong.")
            return
        study = self._study = self._session.study
        document, new_codes, coder = self._document, self.new_codes.isChecked(), self._session.coder_name
        self._latest.ask(
            lambda _progress: lazy_imports.match_comments(
                study, place, document, new_codes=new_codes, nameless=coder
            ),
            self._show,
            self._refuse,
        )

    def _refuse(self, sentence: str) -> None:
        for list_ in (self.codings, self.unmatched):
            list_.clear()
        self._name_tabs(0, 0)
        self.words.setText(sentence)

    def _show(self, found: "CommentImport") -> None:
        self.found = found
        after, colours = self._study.after(found.codings.change), colours_now()
        self.codings.clear()
        for passage, who in _added(after, found):
            html = f"{html_of(after, passage, colours)}<br><b>{escape(who)}</b>"
            self.codings.add(html, f"{words_of(after, passage)}: {who}", passage)
        self.unmatched.clear()
        for line in found.unmatched:
            self.unmatched.add(escape(line), line, None)
        self._name_tabs(found.codings.added, len(found.unmatched))
        self.words.setText(_in_words(found))
        self.button.setEnabled(bool(found.codings.added))

    def _name_tabs(self, made: int, unmatched: int) -> None:
        self.tabs.setTabText(0, f"To be coded ({made:,})")
        self.tabs.setTabText(1, f"Not matched ({unmatched:,})")

    def _import(self) -> None:
        found = self.found
        if found is None:
            return
        if self._session.study is not self._study:
            # A teammate was faster: what was shown may no longer be what would be done.
            self._match()
            return
        self.button.setEnabled(False)
        self._session.carry_out(lambda _study: found.codings.change, self._made, self._not_made)

    def _made(self, _step: Step) -> None:
        self.accept()

    def _not_made(self, _why: str) -> None:
        self.button.setEnabled(True)


def _added(after: Study, found: "CommentImport") -> Iterator[tuple[CodedPassage, str]]:
    """The first passages that will be coded, with code and coder."""
    shown = 0
    for change in found.codings.change.codings:
        for row in change.added:
            if shown == _MOST:
                return
            shown += 1
            passage = CodedPassage(change.transcript_id, row.span, ((row.span, row.code_id),))
            memo = f" – {row.memo}" if row.memo else ""
            yield passage, f"{after.path(row.code_id)} · {after.coders[row.coder_id].name}{memo}"


def _in_words(found: "CommentImport") -> str:
    codings = found.codings
    make = plural_of(found.comments, "makes", "make")
    parts = [beginning(f"{counted(found.comments, 'comment')} {make} {counted(codings.added, 'coding')}.")]
    if codings.added > _MOST:
        parts.append(f"The first {_MOST} are shown.")
    if not found.exact:
        parts.append("The document’s text differs from the transcript’s; passages were found by their words.")
    if codings.skipped:
        parts.append(f"There already: {counted(codings.skipped, 'coding')}.")
    for names, noun in ((codings.new_codes, "New codes"), (codings.new_coders, "New coders")):
        if names:
            parts.append(f"{noun}: {', '.join(names)}.")
    return " ".join(parts)
