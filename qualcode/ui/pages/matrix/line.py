"""The line of words on the matrix page: each part of the sentence that can be chosen is a box."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QSpinBox, QWidget

from qualcode.model.questions.matrices import CooccurrenceQuestion, TableQuestion
from qualcode.model.questions.names import identities
from qualcode.model.questions.rules import Rule, refusal
from qualcode.model.questions.words import Figure
from qualcode.model.study import Study
from qualcode.project.reports.asking import code_choice, selection, transcript_choice
from qualcode.ui.pages.asked import (
    Asked,
    all_chosen,
    choosing,
    chosen,
    coefficients_for,
    counted_of,
    counting,
    named,
    under_rule,
)
from qualcode.ui.pages.code_chooser import CodesButton
from qualcode.ui.pages.coders_button import CodersButton
from qualcode.ui.pages.matrix.choice import columns, question_of, sortings, valid, with_columns
from qualcode.ui.pages.offered import (
    COUNTED,
    COUNTS,
    RULES,
    SHOWN,
    STRENGTHS,
    are_queries,
    interviewers_matter,
    kinds_of,
)
from qualcode.ui.pages.query_box import QueryBox
from qualcode.ui.pages.transcript_chooser import TranscriptsButton, choosing_transcripts
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.flow_layout import FlowLayout, show_parts
from qualcode.ui.widgets.word_box import WordBox


class MatrixLine(QWidget):
    """“Codes by codes, all codes that overlap, counted as pairs of passages, all coders merged”."""

    changed = Signal()

    def __init__(self, session: Session, choice: Asked, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._choice = self._wanted = choice
        """What can be had now of what was chosen last: what has gone comes back with an undo."""
        self._offered: tuple[Study, Asked] | None = None
        """What was offered and chosen when all was brought up to date."""
        self._make_boxes()
        self._make_limits()
        self._make_switches()
        row = FlowLayout(self)
        for widget in (
            self.kind, self._of, self.codes, self._that, self.rule, self.within, self._counted, self.count,
            self.strength, self.figure, self.shown, self.least, self._in, self.transcripts, self._by,
            self.coders, self.query, self.aggregate, self.interviewers, self.sorting,
            self.picture,
        ):  # fmt: skip
            row.addWidget(widget)
        self.refresh()

    @property
    def choice(self) -> Asked:
        """What is chosen, as far as it is in the project now."""
        return self._choice

    @choice.setter
    def choice(self, choice: Asked) -> None:
        self._choice = self._wanted = choice

    @property
    def wanted(self) -> Asked:
        """What was chosen, also where it has gone: it is kept, for an undo brings it back."""
        return self._wanted

    def _make_boxes(self) -> None:
        self._of, self._that = QLabel("of"), QLabel("that")
        self._counted, self._in, self._by = QLabel("counted as"), QLabel("in"), QLabel("by")
        self.kind = self._box(
            "What is in the columns", lambda by: self._set(lambda asked: with_columns(asked, by))
        )
        self.rule = self._box(
            "When codes occur together", lambda rule: self._set(lambda asked: under_rule(asked, rule))
        )
        self.count = self._box(
            "What is counted in pairs", lambda count: self._set(lambda asked: counting(asked, count))
        )
        self.strength = self._box("How pairs are shown", lambda which: self._change(coefficient=which))
        self.figure = self._box(
            "What is counted", lambda counted: self._change(figure=counted[0], unit=counted[1])
        )
        self.shown = self._box("How figures are shown", lambda shown: self._change(shown=shown))
        self.sorting = self._box("Order of the codes", lambda sorting: self._change(sort=sorting))
        self.codes = CodesButton(self._session)
        self.codes.chosen.connect(lambda codes: self._change(**choosing(codes)))
        self.transcripts = TranscriptsButton(self._session)
        self.transcripts.chosen.connect(lambda places: self._change(**choosing_transcripts(places)))
        self.coders = CodersButton()
        self.coders.chosen.connect(lambda coders: self._change(coders=identities(coders)))
        self.query = QueryBox()
        self.query.activated.connect(lambda _index: self._change(query=named(self.query.chosen)))

    def _make_limits(self) -> None:
        self.within = QSpinBox()
        self.within.setAccessibleName("At most this many turns apart")
        self.within.setRange(0, 99)
        self.within.setSuffix(" turns apart at most")
        self.within.valueChanged.connect(lambda turns: self._change(within=turns))
        self.least = QSpinBox()
        self.least.setAccessibleName("Hide figures of fewer participants than this")
        self.least.setToolTip("Protects the people behind small figures, in the export too")
        self.least.setRange(1, 20)
        self.least.setPrefix("hide fewer than ")
        self.least.setSuffix(" participants")
        self.least.setSpecialValueText("hide small cells: off")
        self.least.valueChanged.connect(lambda least: self._change(minimum_cell=0 if least == 1 else least))

    def _make_switches(self) -> None:
        self.aggregate = QCheckBox("include subcodes")
        self.aggregate.setToolTip("A code or category stands for itself and all its subcodes")
        self.aggregate.toggled.connect(lambda on: self._change(aggregate=on))
        self.picture = QCheckBox("heat map in documents")
        self.picture.setToolTip(
            "In Word, web page and PDF a heat map follows the table, which then has no colours of its own"
        )
        self.picture.toggled.connect(lambda on: self._change(picture=on))
        self.interviewers = QCheckBox("with interviewers")
        self.interviewers.setToolTip("Count what interviewers say, and interviewers as participants, too")
        self.interviewers.toggled.connect(lambda on: self._change(interviewers=on))

    def _box(self, name: str, take: Any) -> WordBox:
        box = WordBox()
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.activated.connect(lambda _index: take(box.chosen))
        return box

    def catch_up(self) -> None:
        """Offer what the study has now, unless it is what is offered."""
        known, study = self._offered, self._session.study
        if known is None or known[0] is not study or known[1] is not self.choice:
            self.refresh()

    def refresh(self) -> None:
        """Offer what the study has now, and show what is chosen."""
        study = self._session.study
        choice = self._choice = valid(self._wanted, study)
        self._offered = study, choice
        pairs, table = choice.of(CooccurrenceQuestion), choice.of(TableQuestion)
        self.kind.offer(kinds_of(study), columns(choice))
        self.codes.offer(code_choice(study, pairs), selection(study, pairs).codes)
        self.rule.offer(RULES, pairs.rule)
        counts = [item for item in COUNTS if refusal(pairs.rule, item[0]) is None]
        self.count.offer(counts, counted_of(pairs))
        fitting = coefficients_for(pairs)
        self.strength.offer([item for item in STRENGTHS if item[0] in fitting], pairs.coefficient)
        self.figure.offer(COUNTED, (table.figure, table.unit))
        self.shown.offer(SHOWN, table.shown)
        self.sorting.offer(sortings(choice), question_of(choice).sort)
        self.transcripts.offer(transcript_choice(study, pairs))
        is_merged = not (choice.seen is TableQuestion and table.figure is Figure.SEGMENTS)
        self.coders.offer(study, all_chosen(pairs.coders), merged=is_merged)
        self.query.refresh(study, chosen(pairs.query))
        self._show_limits(choice)
        self._show_parts(choice)

    def _show_limits(self, choice: Asked) -> None:
        pairs, table = choice.of(CooccurrenceQuestion), choice.of(TableQuestion)
        for box, number in ((self.least, max(1, table.minimum_cell)), (self.within, pairs.within)):
            box.blockSignals(True)
            box.setValue(number)
            box.blockSignals(False)
        self.within.setSuffix(" turn apart at most" if pairs.within == 1 else " turns apart at most")
        for switch, on in (
            (self.aggregate, pairs.aggregate),
            (self.interviewers, pairs.interviewers),
            (self.picture, pairs.picture),
        ):
            switch.blockSignals(True)
            switch.setChecked(on)
            switch.blockSignals(False)

    def _show_parts(self, choice: Asked) -> None:
        codes = choice.seen is CooccurrenceQuestion
        has_levels = any(code.parent_id for code in self._session.study.codes.values())
        seen = {
            self._that: codes,
            self.kind: True,
            self.sorting: True,
            self.rule: codes,
            self.count: codes,
            self.strength: codes,
            self.within: codes and choice.of(CooccurrenceQuestion).rule is Rule.NEAR,
            self.figure: not codes,
            self.shown: not codes,
            self.least: not codes and not are_queries(columns(choice)),
            self.aggregate: has_levels,
            self.interviewers: interviewers_matter(question_of(choice)),
        }
        show_parts(self, seen)

    def _change(self, **parts: Any) -> None:
        self._set(lambda asked: asked.change(**parts))

    def _set(self, change: Callable[[Asked], Asked]) -> None:
        choice = change(self.choice)
        if choice != self.choice:
            # What has gone stays wanted beside what is changed now.
            self._choice, self._wanted = choice, change(self._wanted)
            self.refresh()
            self.changed.emit()
