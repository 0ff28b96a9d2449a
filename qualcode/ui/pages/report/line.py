"""The line of words on the report page: each part of the sentence that can be chosen is a box."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from qualcode.analysis.profile_attributes import without_consent
from qualcode.model.entities import AttributeSubject
from qualcode.model.front import AS_IN_THE_PROJECT, page_of
from qualcode.model.queries.query import written_identity
from qualcode.model.questions.first_page import first_page_words
from qualcode.model.questions.kinds import AnyReport
from qualcode.model.questions.names import identities
from qualcode.model.questions.papers import SaturationQuestion
from qualcode.model.questions.parts import parts_of
from qualcode.model.questions.reports import (
    AgreementQuestion,
    CodebookQuestion,
    FrameworkQuestion,
    ParticipantsQuestion,
    SegmentsQuestion,
    TranscriptQuestion,
)
from qualcode.model.questions.words import USUAL_PARTS, AgreementUnit, CodebookForm, CodeDetail
from qualcode.model.study import Study
from qualcode.model.teamwork.rounds import rounds_in_order
from qualcode.project.reports.asking import transcript_choice
from qualcode.ui.dialogs.choose_in_order import ChooseInOrderDialog
from qualcode.ui.dialogs.choose_several import ChooseSeveralDialog
from qualcode.ui.dialogs.first_page import FirstPageDialog
from qualcode.ui.pages.asked import all_chosen, named
from qualcode.ui.pages.report.choice import (
    CONSENTS,
    CONTEXTS,
    FORMS,
    IN_A_TABLE,
    MARKINGS,
    OVERLAPS,
    PART_NAMES,
    PASSAGES,
    QUOTES,
    READER_CONSENTS,
    SENTENCES,
    TURN_CONSENTS,
    UNITS,
    USUAL,
    ReportKind,
    context_of,
    valid,
    with_context,
)
from qualcode.ui.pages.report.offers import (
    OTHERS,
    Offered,
    attributes_offered,
    coders_offered,
    codes_offered,
    levels,
    levels_offered,
    strands_offered,
    with_own,
)
from qualcode.ui.pages.report.paper_boxes import PaperBoxes
from qualcode.ui.pages.transcript_chooser import TranscriptsButton, choosing_transcripts
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.flow_layout import FlowLayout, show_parts
from qualcode.ui.widgets.tab_order import tab_as_laid_out
from qualcode.ui.widgets.word_box import WordBox

COMPARED: Final = "in transcripts that each of them coded"
FINISHED: Final = "in transcripts that each of them finished"


class ReportLine(QWidget):
    """“All codes, by all coders, with one turn before and after, quoting only those who consented”."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.kind = ReportKind.CODEBOOK
        self.question = USUAL[self.kind]
        self.transcript = self._box("Transcript", lambda name: self._set(transcript=name))
        self.marking = self._box("How codings are shown", lambda way: self._set(marking=way))
        self.codes = self._box("Codes", self._take_codes)
        self.transcripts = TranscriptsButton(session, self)
        self.transcripts.chosen.connect(lambda places: self._set(**choosing_transcripts(places)))
        self.query = self._box("Saved query", lambda name: self._set(query=name))
        self.coder = self._box("Coders", lambda names: self._set(coders=names))
        self.round = self._box("Round", lambda name: self._set(round=name))
        self.unit = self._box("What coders are compared on", lambda unit: self._set(unit=unit))
        self.overlap = self._box("Least overlap", lambda least: self._set(overlap=least))
        self.strand = self._box("What coders are compared with besides", self._take_strand)
        self.context = self._box("Context of each quote", self._take_context)
        self.form = self._box("Form", lambda form: self._set(form=form, parts=()))
        self.parts = self._box("Parts of each code", self._take_parts)
        self.level = self._box("Levels", lambda level: self._set(depth=level))
        self.quotes = self._box("Quotes of each", lambda number: self._set(quotes=number))
        self.sentences = self._box("How quotes are printed", lambda whole: self._set(sentences=whole))
        self.bare = self._check("without remarks in brackets", lambda on: self._set(brackets=not on))
        self.bare.setToolTip("Quotes leave out [laughs], and keep stand-ins for names, such as [son]")
        self.attributes = self._box("Attributes beside quotes", self._take_attributes)
        self.consent = self._box("Whose words are quoted", lambda rule: self._set(consent=rule))
        self.consent.setToolTip(
            "Consent is read from the participants’ attribute “consent to quote”; without it "
            "everybody is quoted"
        )
        self.passages = self._box("How often a passage is given", lambda form: self._set(passages=form))
        self.summary = self._check("counts in front", lambda on: self._set(summary=on))
        self.summary.setToolTip("A table of segments, passages and people before the quotes")
        self.new_pages = self._check("sections on new pages", lambda on: self._set(new_pages=on))
        self.memos = self._check("with memos", lambda on: self._set(memos=on))
        self.memos.setToolTip("Coders’ own notes on each segment: beside it, or under its quote")
        self.listed = self._check("with their passages", lambda on: self._set(passages=on))
        self.listed.setToolTip("Documents list the passages behind each cell at the end, linked from it")
        self.filled = self._check("without empty participants", lambda on: self._set(empty=not on))
        self.filled.setToolTip("Leave out who has neither a summary nor a segment here")
        self.history = self._check("earlier versions of each code", lambda on: self._set(history=on))
        self.counts = self._check("with numbers of segments", lambda on: self._set(counts=on))
        self.interviewers = self._check("with what interviewers say", lambda on: self._set(interviewers=on))
        self.coded_only = self._check("without text that nobody coded", lambda on: self._set(uncoded=not on))
        self.papers = PaperBoxes(self._box, self._check, self._set, self)
        self.first_page = QPushButton(self)
        self.first_page.setToolTip("Title, authors and note on the first page of this report")
        self.first_page.clicked.connect(self._ask_first_page)
        row = FlowLayout(self)
        for widget in (
            self.transcript, self.marking, self.form, self.parts, self.level, self.codes, self.transcripts,
            self.query, self.coder, self.round, self.strand, self.context, self.unit, self.overlap,
            self.quotes, self.passages, self.sentences, self.attributes, self.listed, self.consent,
            self.bare, self.summary, self.new_pages, self.memos, self.history, self.counts, self.filled,
            self.interviewers, self.coded_only, *self.papers.widgets, self.first_page,
        ):  # fmt: skip
            row.addWidget(widget)
        tab_as_laid_out(self)

    def _box(self, name: str, take: Callable[[Any], object]) -> WordBox:
        box = WordBox(self)
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.activated.connect(lambda _index: take(box.chosen))
        return box

    def _check(self, words: str, take: Callable[[bool], object]) -> QCheckBox:
        box = QCheckBox(words, self)
        box.toggled.connect(take)
        return box

    def show_question(self, kind: ReportKind, question: AnyReport) -> None:
        """Show the choices of a report, as far as they are still valid, and offer what there is now."""
        study = self._session.study
        self.kind = kind
        question = self.question = valid(question, study)
        self._offer_rows(study, question)
        self._offer_words(question)
        self.papers.offer(question, self._session.project.steps)
        own = question.cover is not None or first_page_words(question) != AS_IN_THE_PROJECT
        self.first_page.setText("with a first page of its own…" if own else "with the usual first page…")
        for box, on in (
            (self.history, isinstance(question, CodebookQuestion) and question.history),
            (self.counts, isinstance(question, FrameworkQuestion) and question.counts),
            (self.listed, isinstance(question, FrameworkQuestion) and question.passages),
            (self.filled, isinstance(question, FrameworkQuestion) and not question.empty),
            (self.summary, isinstance(question, SegmentsQuestion) and question.summary),
            (self.new_pages, isinstance(question, SegmentsQuestion) and question.new_pages),
            (self.memos, _with_memos(question)),
            (self.bare, not getattr(question, "brackets", True)),
            (self.interviewers, isinstance(question, AgreementQuestion) and question.interviewers),
            (self.coded_only, isinstance(question, AgreementQuestion) and not question.uncoded),
            *self.papers.checked(question),
        ):
            box.blockSignals(True)
            box.setChecked(on)
            box.blockSignals(False)
        parts = {part.name for part in parts_of(type(question))}
        seen = {
            self.transcript: "transcript" in parts and bool(study.transcripts),
            self.marking: "marking" in parts,
            self.codes: "codes" in parts,
            self.transcripts: "transcripts" in parts,
            self.coder: "coders" in parts
            and (not isinstance(question, FrameworkQuestion) or question.counts),
            self.query: "query" in parts and bool(study.queries_in_order),
            self.round: "round" in parts and bool(rounds_in_order(study)),
            self.strand: "drift" in parts,
            self.context: "context" in parts,
            self.form: "form" in parts,
            self.parts: "parts" in parts,
            self.level: "depth" in parts and levels(study) > 1,
            self.quotes: "quotes" in parts and not _is_table(question),
            self.sentences: "sentences" in parts,
            self.attributes: "attributes" in parts and bool(study.attributes_in_order),
            self.consent: "consent" in parts and _quotes(question),
            self.bare: "brackets" in parts and _quotes(question),
            self.passages: isinstance(question, SegmentsQuestion),
            self.summary: "summary" in parts,
            self.new_pages: "new_pages" in parts,
            self.memos: "memos" in parts,
            self.listed: isinstance(question, FrameworkQuestion),
            self.filled: "empty" in parts,
            self.history: "history" in parts and not _is_table(question),
            self.counts: "counts" in parts,
            self.unit: "unit" in parts,
            self.overlap: isinstance(question, AgreementQuestion) and question.unit is AgreementUnit.OVERLAP,
            self.interviewers: "interviewers" in parts,
            self.coded_only: "uncoded" in parts,
            **self.papers.seen(question),
            self.first_page: True,
        }
        show_parts(self, seen)

    def _offer_rows(self, study: Study, question: AnyReport) -> None:
        """Offer what there is in the project now."""

        def now(name: str) -> Any:
            return getattr(question, name, None)

        if isinstance(question, TranscriptQuestion):
            names = [(named(row.id), row.name) for row in study.transcripts_in_order]
            self.transcript.offer(names, question.transcript)
        self.codes.offer(codes_offered(study, now("codes")), now("codes"))
        if isinstance(question, SegmentsQuestion | FrameworkQuestion | SaturationQuestion):
            self.transcripts.offer(transcript_choice(study, question), "")
        if isinstance(question, AgreementQuestion):
            usual = COMPARED if question.round is None else FINISHED
            self.strand.offer(strands_offered(study), (question.drift, question.second, question.expert))
            self.transcripts.offer(transcript_choice(study, question), usual)
        self.coder.offer(coders_offered(study, question), now("coders"))
        rounds = [(named(row.id), f"in the round “{row.name}”") for row in reversed(rounds_in_order(study))]
        self.round.offer([(None, "in any round or none"), *rounds], now("round"))
        within = [(named(row.id), f"in passages of “{row.name}”") for row in study.queries_in_order]
        self.query.offer([(None, "wherever they are"), *within], now("query"))
        self.level.offer(levels_offered(study), now("depth"))
        profiles = isinstance(question, ParticipantsQuestion)
        usual = "with the usual attributes" if profiles else "without attributes"
        chosen = now("attributes") or ()
        self.attributes.offer(attributes_offered(study, chosen, usual), chosen)

    def _offer_words(self, question: AnyReport) -> None:
        """Offer what is the same in every project."""
        if isinstance(question, TranscriptQuestion):
            self.marking.offer(MARKINGS, question.marking)
            self.consent.offer(TURN_CONSENTS, question.consent)
        if isinstance(question, SegmentsQuestion):
            self.context.offer(CONTEXTS, context_of(question))
            self.consent.offer(CONSENTS, question.consent)
            self.passages.offer(PASSAGES, question.passages)
        if isinstance(question, FrameworkQuestion):
            self.consent.offer(READER_CONSENTS, question.consent)
        if isinstance(question, AgreementQuestion):
            self.unit.offer(UNITS, question.unit)
            self.overlap.offer(with_own(OVERLAPS, question.overlap), question.overlap)
        if isinstance(question, CodebookQuestion):
            self.form.offer(FORMS, question.form)
            own: Offered = [(question.parts, "with chosen parts")] if question.parts else []
            self.parts.offer(
                [((), "with the usual parts"), *own, (OTHERS, "parts to be chosen…")], question.parts
            )
        self.sentences.offer(SENTENCES, getattr(question, "sentences", True))
        if isinstance(question, CodebookQuestion | ParticipantsQuestion):
            of_each = "of each participant" if isinstance(question, ParticipantsQuestion) else "of each code"
            self.quotes.offer(
                [(n, f"{words} {of_each}" if n else words) for n, words in QUOTES], question.quotes
            )
            self.consent.offer(READER_CONSENTS, question.consent)

    def _ask_first_page(self) -> None:
        page = page_of(self._session.study.info)
        FirstPageDialog(self.question, page, self._take, self).open()

    def _set(self, **changes: Any) -> None:
        self._take(replace(self.question, **changes))

    def _take(self, question: AnyReport) -> None:
        if question != self.question:
            self.show_question(self.kind, question)
            self.changed.emit()

    def _take_context(self, chosen: tuple[str, int]) -> None:
        if isinstance(self.question, SegmentsQuestion):
            self._take(with_context(self.question, *chosen))

    def _take_strand(self, chosen: tuple[bool, bool, str | None]) -> None:
        drift, second, expert = chosen
        self._set(drift=drift, second=second, expert=expert)

    def _take_codes(self, chosen: Any) -> None:
        study = self._session.study
        if chosen != OTHERS:
            self._set(codes=chosen)
            return
        rows = [(code.id, study.path(code.id)) for code in study.codes_in_order if code.codable]
        self._ask("Codes of the report", rows, "codes")

    def _take_parts(self, chosen: Any) -> None:
        question = self.question
        if chosen != OTHERS or not isinstance(question, CodebookQuestion):
            self._set(parts=chosen)
            return
        usual = USUAL_PARTS[question.form]
        offered = tuple(CodeDetail) if question.form is CodebookForm.BOOK else IN_A_TABLE
        self._ask_in_order(
            "Parts of the codebook",
            "What is said of each code, in this order.",
            [(part.value, PART_NAMES[part]) for part in offered],
            [part.value for part in question.parts or usual],
            lambda found: self._set(parts=_parts_of(found, usual)),
            least=1,
        )

    def _take_attributes(self, chosen: Any) -> None:
        if chosen != OTHERS:
            self._set(attributes=chosen)
            return
        study = self._session.study
        now: tuple[str, ...] = getattr(self.question, "attributes", ())
        of, where = "participants and transcripts", "beside their quotes"
        told = without_consent(study)
        # Whoever is quoted has consented, and profiles never say so; one that was chosen can be taken off.
        rows = [row for row in study.attributes_in_order if row in told or written_identity(row.id) in now]
        if isinstance(self.question, ParticipantsQuestion):
            of, where = "participants", "in their profiles"
            rows = [row for row in rows if row.subject is AttributeSubject.PARTICIPANT]
        self._ask_in_order(
            f"Attributes {where.replace('their ', '')}",
            f"Attributes of {of} to print {where}, in this order. Together they can reveal who somebody is.",
            [(written_identity(row.id), row.name) for row in rows],
            now,
            lambda found: self._set(attributes=found),
        )

    def _ask_in_order(
        self,
        title: str,
        hint: str,
        things: Sequence[tuple[str, str]],
        chosen: Sequence[str],
        take: Callable[[tuple[str, ...]], object],
        *,
        least: int = 0,
    ) -> None:
        # What was chosen stays until something else is.
        self.show_question(self.kind, self.question)
        ChooseInOrderDialog(title, hint, things, chosen, take, self, least=least).open()

    def _ask(self, title: str, rows: list[tuple[UUID, str]], name: str) -> None:
        now: tuple[str, ...] | None = getattr(self.question, name)

        def take(found: tuple[UUID, ...] | None) -> None:
            self._set(**{name: None if found is None else identities(found)})

        # What was chosen stays until something else is.
        self.show_question(self.kind, self.question)
        ChooseSeveralDialog(title, rows, None if now is None else all_chosen(now), take, self).open()


def _with_memos(question: AnyReport) -> bool:
    """Whether coders’ notes are printed; beside a transcript they are unless told otherwise."""
    if isinstance(question, TranscriptQuestion):
        return question.memos is not False
    return isinstance(question, SegmentsQuestion) and question.memos


def _quotes(question: AnyReport) -> bool:
    """Whether it prints words of participants: a framework does so only with passages."""
    return not isinstance(question, FrameworkQuestion) or question.passages


def _is_table(question: AnyReport) -> bool:
    """Whether it is the codebook as one table, which has room for an example and for no history."""
    return isinstance(question, CodebookQuestion) and question.form is CodebookForm.COMPACT


def _parts_of(found: Sequence[str], usual: tuple[CodeDetail, ...]) -> tuple[CodeDetail, ...]:
    chosen = tuple(map(CodeDetail, found))
    return () if chosen == usual else chosen
