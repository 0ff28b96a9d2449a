"""The line of words on the report page: each part of the sentence that can be chosen is a box."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from qualcode.model.in_words import listed
from qualcode.model.questions.kinds import AnyReport
from qualcode.model.questions.names import identities
from qualcode.model.questions.parts import parts_of
from qualcode.model.questions.reports import (
    AgreementQuestion,
    CodebookQuestion,
    FrameworkQuestion,
    ParticipantsQuestion,
    SegmentsQuestion,
    TranscriptQuestion,
)
from qualcode.model.questions.words import AgreementUnit
from qualcode.model.rounds import rounds_in_order
from qualcode.model.study import Study
from qualcode.project.asking import transcript_choice
from qualcode.ui.dialogs.choose_several import ChooseSeveralDialog
from qualcode.ui.pages.asked import all_chosen, named
from qualcode.ui.pages.report.choice import (
    CONSENTS,
    CONTEXTS,
    MARKINGS,
    OVERLAPS,
    QUOTES,
    READER_CONSENTS,
    UNITS,
    USUAL,
    ReportKind,
    context_of,
    valid,
    with_context,
)
from qualcode.ui.pages.transcript_chooser import TranscriptsButton, choosing_transcripts
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.flow_layout import FlowLayout, show_parts
from qualcode.ui.widgets.word_box import WordBox

COMPARED: Final = "in transcripts that each of them coded"
FINISHED: Final = "in transcripts that each of them finished"
_OTHERS: Final = "choose"
"""Stands for the entry that opens a list to choose from."""


class ReportLine(QWidget):
    """“All codes, by all coders, with one turn before and after, quoting only who consented”."""

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
        self.context = self._box("Context of each quote", self._take_context)
        self.quotes = self._box("Quotes of each", lambda number: self._set(quotes=number))
        self.consent = self._box("Whose words are quoted", lambda rule: self._set(consent=rule))
        self.consent.setToolTip(
            "Consent is read from the participants’ attribute “consent to quote”; without it "
            "everybody is quoted"
        )
        self.history = self._check("earlier versions of each code", lambda on: self._set(history=on))
        self.counts = self._check("with numbers of segments", lambda on: self._set(counts=on))
        self.interviewers = self._check("with what interviewers say", lambda on: self._set(interviewers=on))
        self.coded_only = self._check("without text that nobody coded", lambda on: self._set(uncoded=not on))
        row = FlowLayout(self)
        for widget in (
            self.transcript, self.marking, self.codes, self.transcripts, self.query, self.coder, self.round,
            self.context, self.unit, self.overlap, self.quotes, self.consent, self.history, self.counts,
            self.interviewers, self.coded_only,
        ):  # fmt: skip
            row.addWidget(widget)

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
        for box, on in (
            (self.history, isinstance(question, CodebookQuestion) and question.history),
            (self.counts, isinstance(question, FrameworkQuestion) and question.counts),
            (self.interviewers, isinstance(question, AgreementQuestion) and question.interviewers),
            (self.coded_only, isinstance(question, AgreementQuestion) and not question.uncoded),
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
            self.context: "context" in parts,
            self.quotes: "quotes" in parts,
            self.consent: "consent" in parts,
            self.history: "history" in parts,
            self.counts: "counts" in parts,
            self.unit: "unit" in parts,
            self.overlap: isinstance(question, AgreementQuestion) and question.unit is AgreementUnit.OVERLAP,
            self.interviewers: "interviewers" in parts,
            self.coded_only: "uncoded" in parts,
        }
        show_parts(self, seen)
        self.setVisible(any(seen.values()))

    def _offer_rows(self, study: Study, question: AnyReport) -> None:
        """Offer what there is in the project now."""

        def now(name: str) -> Any:
            return getattr(question, name, None)

        names = [(named(row.id), row.name) for row in study.transcripts_in_order]
        self.transcript.offer(names, now("transcript"))
        self.codes.offer(_codes_offered(study, now("codes")), now("codes"))
        if isinstance(question, SegmentsQuestion | FrameworkQuestion):
            self.transcripts.offer(transcript_choice(study, question), "")
        if isinstance(question, AgreementQuestion):
            usual = COMPARED if question.round is None else FINISHED
            self.transcripts.offer(transcript_choice(study, question), usual)
        self.coder.offer(_coders_offered(study, question), now("coders"))
        rounds = [(named(row.id), f"in the round “{row.name}”") for row in reversed(rounds_in_order(study))]
        self.round.offer([(None, "in any round or none"), *rounds], now("round"))
        within = [(named(row.id), f"in passages of “{row.name}”") for row in study.queries_in_order]
        self.query.offer([(None, "wherever they are"), *within], now("query"))

    def _offer_words(self, question: AnyReport) -> None:
        """Offer what is the same in every project."""
        if isinstance(question, TranscriptQuestion):
            self.marking.offer(MARKINGS, question.marking)
        if isinstance(question, SegmentsQuestion):
            self.context.offer(CONTEXTS, context_of(question))
            self.consent.offer(CONSENTS, question.consent)
        if isinstance(question, AgreementQuestion):
            self.unit.offer(UNITS, question.unit)
            self.overlap.offer(_with_own(OVERLAPS, question.overlap), question.overlap)
        if isinstance(question, CodebookQuestion | ParticipantsQuestion):
            of_each = "of each participant" if isinstance(question, ParticipantsQuestion) else "of each code"
            self.quotes.offer(
                [(n, f"{words} {of_each}" if n else words) for n, words in QUOTES], question.quotes
            )
            self.consent.offer(READER_CONSENTS, question.consent)

    def _set(self, **changes: Any) -> None:
        self._take(replace(self.question, **changes))

    def _take(self, question: AnyReport) -> None:
        if question != self.question:
            self.show_question(self.kind, question)
            self.changed.emit()

    def _take_context(self, chosen: tuple[str, int]) -> None:
        if isinstance(self.question, SegmentsQuestion):
            self._take(with_context(self.question, *chosen))

    def _take_codes(self, chosen: Any) -> None:
        study = self._session.study
        if chosen != _OTHERS:
            self._set(codes=chosen)
            return
        rows = [(code.id, study.path(code.id)) for code in study.codes_in_order if code.codable]
        self._ask("Codes of the report", rows, "codes")

    def _ask(self, title: str, rows: list[tuple[UUID, str]], name: str) -> None:
        now: tuple[str, ...] | None = getattr(self.question, name)

        def take(found: tuple[UUID, ...] | None) -> None:
            self._set(**{name: None if found is None else identities(found)})

        # What was chosen stays until something else is.
        self.show_question(self.kind, self.question)
        ChooseSeveralDialog(title, rows, None if now is None else all_chosen(now), take, self).open()


Offered = list[tuple[Any, str]]


def _codes_offered(study: Study, chosen: tuple[str, ...] | None) -> Offered:
    """All codes, the sets, the categories at the top; what else is chosen; and the list of all."""
    offered: Offered = [(None, "all codes")]
    for row in study.code_sets_in_order:
        members = identities(tuple(code.id for code in study.codes_of_set(row.id) if code.codable))
        if members:
            offered.append((members, f"the set “{row.name}”"))
    for code in study.children(None):
        every = (code, *study.descendants(code.id))
        below = identities(tuple(row.id for row in every if row.codable))
        if len(below) > 1:
            offered.append((below, f"the codes of “{code.name}”"))
    return _with_others(offered, chosen, "code", lambda row: study.codes[row].name)


def _coders_offered(study: Study, question: AnyReport) -> Offered:
    """All coders and each by name; where their agreement is asked, all and every pair."""
    if not isinstance(question, AgreementQuestion):
        each: Offered = [(identities((row.id,)), f"by {row.name}") for row in study.coders_in_order]
        return [((), "by all coders"), *each]
    offered: Offered = [((), "all coders")]
    for one, other in combinations(study.coders_in_order, 2):
        offered.append((identities((one.id, other.id)), f"{one.name} and {other.name}"))
    if question.coders and question.coders not in [value for value, _ in offered]:
        chosen = set(all_chosen(question.coders))
        offered.append(
            (question.coders, listed([row.name for row in study.coders_in_order if row.id in chosen]))
        )
    return offered


def _with_own(offered: Sequence[tuple[int, str]], chosen: int) -> Offered:
    """What is offered, and a percentage that was chosen elsewhere."""
    if chosen in [value for value, _ in offered]:
        return list(offered)
    return [*offered, (chosen, f"by at least {chosen}%")]


def _with_others(
    offered: Offered,
    chosen: Sequence[str] | None,
    noun: str,
    name: Callable[[UUID], str],
) -> Offered:
    if chosen is not None and chosen not in [value for value, _ in offered]:
        number = len(chosen)
        words = name(all_chosen(chosen)[0]) if number == 1 else f"{number:,} chosen {noun}s"
        offered.append((chosen, words))
    return [*offered, (_OTHERS, f"{noun}s to be chosen…")]
