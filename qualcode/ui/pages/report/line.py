"""The line of words on the report page: each part of the sentence that can be chosen is a box."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from qualcode.model.study import Study
from qualcode.ui.dialogs.choose_several import ChooseSeveralDialog, Take
from qualcode.ui.pages.report.choice import (
    CONSENTS,
    CONTEXTS,
    MARKINGS,
    QUOTES,
    READER_CONSENTS,
    ReportChoice,
    ReportKind,
)
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.flow_layout import FlowLayout, show_parts
from qualcode.ui.widgets.word_box import WordBox

_OTHERS: Final = "choose"
"""Stands for the entry that opens a list to choose from."""

_SEGMENTS: Final = (ReportKind.BY_CODE, ReportKind.BY_TRANSCRIPT)
_WITH_CODES: Final = (*_SEGMENTS, ReportKind.TRANSCRIPT, ReportKind.FRAMEWORK)
_WITH_QUOTES: Final = (ReportKind.CODEBOOK, ReportKind.PARTICIPANTS)


class ReportLine(QWidget):
    """“All codes, by all coders, with one turn before and after, quoting only who agreed”."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.choice = ReportChoice()
        self.transcript = self._box("Transcript", lambda row: self._set(transcript=row))
        self.marking = self._box("How codings are shown", lambda way: self._set(marking=way))
        self.codes = self._box("Codes", self._take_codes)
        self.transcripts = self._box("Transcripts", self._take_transcripts)
        self.query = self._box("Saved query", lambda row: self._set(query=row))
        self.coder = self._box("Coders", lambda row: self._set(coder=row))
        self.context = self._box("Context of each quote", lambda context: self._set(context=context))
        self.quotes = self._box("Quotes of each", lambda number: self._set(quotes=number))
        self.consent = self._box("Whose words are quoted", lambda rule: self._set(consent=rule))
        self.consent.setToolTip(
            "Who agreed is told by the participants’ attribute “consent to quote”; without it everybody did"
        )
        self.history = self._check("how each code read before", lambda on: self._set(history=on))
        self.counts = self._check("with numbers of segments", lambda on: self._set(counts=on))
        row = FlowLayout(self)
        for widget in (
            self.transcript, self.marking, self.codes, self.transcripts, self.query, self.coder, self.context,
            self.quotes, self.consent, self.history, self.counts,
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

    def show_choice(self, choice: ReportChoice) -> None:
        """Show the choices of a report, as far as they are still valid, and offer what there is now."""
        study = self._session.study
        choice = self.choice = choice.still_valid(study)
        kind = choice.kind
        names = [(row.id, row.name) for row in study.transcripts_in_order]
        self.transcript.offer(names, choice.transcript)
        self.marking.offer(MARKINGS, choice.marking)
        self.codes.offer(_codes_offered(study, choice.codes), choice.codes)
        self.transcripts.offer(_transcripts_offered(study, choice.transcripts), choice.transcripts)
        coders = [(None, "by all coders"), *((row.id, f"by {row.name}") for row in study.coders_in_order)]
        self.coder.offer(coders, choice.coder)
        queries = study.queries_in_order
        within = [(row.id, f"in passages of “{row.name}”") for row in queries]
        self.query.offer([(None, "wherever they are"), *within], choice.query)
        self.context.offer(CONTEXTS, choice.context)
        of_each = "of each participant" if kind is ReportKind.PARTICIPANTS else "of each code"
        self.quotes.offer([(n, f"{words} {of_each}" if n else words) for n, words in QUOTES], choice.quotes)
        rules = CONSENTS if kind in _SEGMENTS else READER_CONSENTS
        self.consent.offer(rules, choice.consent if kind in _SEGMENTS else choice.consent is not False)
        for box, on in ((self.history, choice.history), (self.counts, choice.counts)):
            box.blockSignals(True)
            box.setChecked(on)
            box.blockSignals(False)
        seen = {
            self.transcript: kind is ReportKind.TRANSCRIPT and bool(names),
            self.marking: kind is ReportKind.TRANSCRIPT,
            self.codes: kind in _WITH_CODES,
            self.transcripts: kind in _SEGMENTS,
            self.coder: kind is not ReportKind.METHODS
            and (kind is not ReportKind.FRAMEWORK or choice.counts),
            self.query: kind in _SEGMENTS and bool(queries),
            self.context: kind in _SEGMENTS,
            self.quotes: kind in _WITH_QUOTES,
            self.consent: kind in (*_SEGMENTS, *_WITH_QUOTES),
            self.history: kind is ReportKind.CODEBOOK,
            self.counts: kind is ReportKind.FRAMEWORK,
        }
        show_parts(self, seen)
        self.setVisible(any(seen.values()))

    def _set(self, **changes: Any) -> None:
        choice = replace(self.choice, **changes)
        if choice != self.choice:
            self.show_choice(choice)
            self.changed.emit()

    def _take_codes(self, chosen: Any) -> None:
        study = self._session.study
        if chosen != _OTHERS:
            self._set(codes=chosen)
            return
        rows = [(code.id, study.path(code.id)) for code in study.codes_in_order if code.codable]
        self._ask("Codes of the report", rows, self.choice.codes, lambda found: self._set(codes=found))

    def _take_transcripts(self, chosen: Any) -> None:
        if chosen != _OTHERS:
            self._set(transcripts=chosen)
            return
        rows = [(row.id, row.name) for row in self._session.study.transcripts_in_order]
        self._ask(
            "Transcripts of the report",
            rows,
            self.choice.transcripts,
            lambda found: self._set(transcripts=found),
        )

    def _ask(
        self, title: str, rows: list[tuple[UUID, str]], chosen: tuple[UUID, ...] | None, take: Take
    ) -> None:
        # What was chosen stays until something else is.
        self.show_choice(self.choice)
        ChooseSeveralDialog(title, rows, chosen, take, self).open()


Offered = list[tuple[Any, str]]


def _codes_offered(study: Study, chosen: tuple[UUID, ...] | None) -> Offered:
    """All codes, the sets, the categories at the top; what else is chosen; and the list of all."""
    offered: Offered = [(None, "all codes")]
    for row in study.code_sets_in_order:
        members = tuple(code.id for code in study.codes_of_set(row.id) if code.codable)
        if members:
            offered.append((members, f"the set “{row.name}”"))
    for code in study.children(None):
        below = tuple(row.id for row in (code, *study.descendants(code.id)) if row.codable)
        if len(below) > 1:
            offered.append((below, f"the codes of “{code.name}”"))
    return _with_others(offered, chosen, "code", lambda row: study.codes[row].name)


def _transcripts_offered(study: Study, chosen: tuple[UUID, ...] | None) -> Offered:
    """All transcripts, those of a kind; what else is chosen; and the list of all."""
    offered: Offered = [(None, "of all transcripts")]
    kinds = dict.fromkeys(row.kind for row in study.transcripts_in_order)
    if len(kinds) > 1:
        for kind in kinds:
            rows = tuple(row.id for row in study.transcripts_in_order if row.kind is kind)
            name = kind.value.replace("-", " ")
            offered.append((rows, "of other transcripts" if name == "other" else f"of all {name}s"))
    return _with_others(offered, chosen, "transcript", lambda row: study.transcripts[row].name, "of ")


def _with_others(
    offered: Offered,
    chosen: Sequence[UUID] | None,
    noun: str,
    name: Callable[[UUID], str],
    before: str = "",
) -> Offered:
    if chosen is not None and chosen not in [value for value, _ in offered]:
        number = len(chosen)
        words = name(chosen[0]) if number == 1 else f"{number:,} chosen {noun}s"
        offered.append((chosen, f"{before}{words}"))
    return [*offered, (_OTHERS, f"{before}{noun}s to be chosen…")]
