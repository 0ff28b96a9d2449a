"""The line of words on the picture page: each part of the sentence that can be chosen is a box."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QLabel, QPushButton, QSpinBox, QWidget

from qualcode.model.questions.matrices import CodingsQuestion, GroupsQuestion, PairsQuestion
from qualcode.model.questions.names import identities
from qualcode.model.questions.pictures import (
    BarsQuestion,
    ComparisonQuestion,
    GroupsHeatMapQuestion,
    HeatMapQuestion,
    NetworkQuestion,
    TalkQuestion,
    TimelineQuestion,
    WordsQuestion,
)
from qualcode.model.questions.rules import Rule, refusal
from qualcode.model.questions.words import Figure
from qualcode.model.study import Study
from qualcode.model.words.in_words import plural_of
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
from qualcode.ui.pages.offered import (
    CODES,
    COUNTS,
    FIGURES,
    RULES,
    SCOPES,
    SHOWN,
    STRENGTHS,
    TITLES,
    coders_of,
    interviewers_matter,
)
from qualcode.ui.pages.pictures.choice import (
    OF_ONE,
    OF_SEVERAL,
    SORTINGS,
    STRETCHES,
    can_be_stacked,
    codes_for_words,
    columns_of,
    figures_in_bars,
    parts_offered,
    question_of,
    speakers_for_words,
    transcripts_of,
    valid,
    with_coefficient,
)
from qualcode.ui.pages.query_box import QueryBox
from qualcode.ui.pages.transcript_chooser import TranscriptsButton, choosing_transcripts
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.flow_layout import FlowLayout, show_parts
from qualcode.ui.widgets.word_box import WordBox


class PictureLine(QWidget):
    """“Network of codes that overlap, counted as pairs of passages, lines above 1”."""

    changed = Signal()
    stop_list_wanted = Signal()

    def __init__(self, session: Session, choice: Asked, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._choice = self._wanted = choice
        """What can be had now of what was chosen last: what has gone comes back with an undo."""
        self._offered: tuple[Study, Asked] | None = None
        """What was offered and chosen when all was brought up to date."""
        self.codes = CodesButton(session)
        self.codes.chosen.connect(lambda codes: self._change(**choosing(codes)))
        self.kind = self._box("Kind of picture", lambda kind: self._set(lambda asked: asked.see(kind)))
        self._that, self._counted = QLabel("that"), QLabel("counted as")
        self._in, self._by = QLabel("in"), QLabel("by")
        self._make_figures()
        self._make_looks()
        self._make_limits()
        self._make_words()
        row = FlowLayout(self)
        for widget in (
            self.kind, self.codes, self.transcript, self.scope, self.minutes, self._that, self.rule,
            self.within, self.columns, self._counted, self.count, self.strength, self.figure, self.shown,
            self.parts, self.threshold, self.alone, self.sorting, self.least, self.speaker, self.code,
            self.words, self.common, self.brackets, self.stop_list, self.cloud, self._in, self.transcripts,
            self._by, self.coder, self.query, self.aggregate, self.interviewers,
        ):  # fmt: skip
            row.addWidget(widget)
        self.refresh()

    # -- the parts of the sentence --------------------------------------------------------------

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

    def _make_figures(self) -> None:
        self.rule = self._box(
            "When codes occur together", lambda rule: self._set(lambda asked: under_rule(asked, rule))
        )
        self.count = self._box(
            "What is counted in pairs", lambda count: self._set(lambda asked: counting(asked, count))
        )
        self.strength = self._box(
            "How pairs are shown", lambda which: self._set(lambda asked: with_coefficient(asked, which))
        )
        self.figure = self._box("What is counted", lambda figure: self._change(figure=figure))
        self.shown = self._box("How figures are shown", lambda shown: self._change(shown=shown))
        self.coder = self._box("Coders", lambda coders: self._change(coders=identities(coders)))
        self.query = QueryBox()
        self.query.activated.connect(lambda _index: self._change(query=named(self.query.chosen)))
        self.aggregate = QCheckBox("include subcodes")
        self.aggregate.setToolTip("A code or category stands for itself and all its subcodes")
        self.aggregate.toggled.connect(lambda on: self._change(aggregate=on))
        self.interviewers = QCheckBox("with interviewers")
        self.interviewers.setToolTip("Count what interviewers say, and interviewers as participants, too")
        self.interviewers.toggled.connect(lambda on: self._change(interviewers=on))

    def _make_looks(self) -> None:
        self.columns = self._box(
            "What codes are counted by", lambda by: self._put(GroupsHeatMapQuestion, by=by)
        )
        self.parts = self._box("What bars are made up of", self._take_parts)
        self.sorting = self._box("Order of the codes", lambda sorting: self._change(sort=sorting))
        self.transcript = self._box("Transcript", lambda name: self._change(transcript=name))
        self.transcripts = TranscriptsButton(self._session)
        self.transcripts.chosen.connect(lambda places: self._change(**choosing_transcripts(places)))
        self.minutes = self._box("Length of stretches", lambda minutes: self._change(minutes=minutes))
        self.scope = self._box("Which transcripts", lambda kind: self._change(kind=kind))
        self.alone = QCheckBox("include unconnected codes")
        self.alone.setToolTip("Also draw codes that co-occur with no other")
        self.alone.setChecked(not self.choice.of(NetworkQuestion).connected)
        self.alone.toggled.connect(lambda on: self._change(connected=not on))

    def _make_limits(self) -> None:
        self.within = QSpinBox()
        self.within.setAccessibleName("At most this many turns apart")
        self.within.setRange(0, 99)
        self.within.valueChanged.connect(lambda turns: self._change(within=turns))
        self.threshold = QDoubleSpinBox()
        self.threshold.setAccessibleName("Draw lines above this figure")
        self.threshold.setToolTip("Two codes are joined where their figure is above this")
        self.threshold.setRange(0, 1_000_000)
        self.threshold.setPrefix("lines above ")
        self.threshold.valueChanged.connect(lambda above: self._change(threshold=above))
        self.least = QSpinBox()
        self.least.setAccessibleName("Hide figures of fewer participants than this")
        self.least.setToolTip("Protects the people behind small figures, in the export too")
        self.least.setRange(1, 20)
        self.least.setPrefix("hide fewer than ")
        self.least.setSuffix(" participants")
        self.least.setSpecialValueText("hide small cells: off")
        self.least.valueChanged.connect(lambda least: self._change(minimum_cell=0 if least == 1 else least))

    def _make_words(self) -> None:
        self.speaker = self._box("Whose words", lambda name: self._change(participant=name))
        self.code = self._box("In passages of which code", lambda name: self._change(code=name))
        self.words = QSpinBox()
        self.words.setAccessibleName("How many words")
        self.words.setToolTip("The most frequent ones are drawn")
        self.words.setRange(5, 100)
        self.words.setSuffix(" words")
        self.words.valueChanged.connect(lambda most: self._change(most=most))
        self.common = self._check("with common words", "Count words such as the, and, it as well", "common")
        self.brackets = self._check(
            "with words in brackets", "Count what is in brackets, such as [son] and <noise>", "brackets"
        )
        self.stop_list = QPushButton("Stop list…")
        self.stop_list.setToolTip("Edit which words this project’s word lists leave out")
        self.stop_list.clicked.connect(self.stop_list_wanted)
        self.cloud = self._check("with a cloud", "Decorative: sizes in a cloud are hard to compare", "cloud")

    def _check(self, words: str, tip: str, field: str) -> QCheckBox:
        box = QCheckBox(words)
        box.setToolTip(tip)

        def take(on: bool) -> None:
            self._change(**{field: on})

        box.toggled.connect(take)
        return box

    def _box(self, name: str, take: Any) -> WordBox:
        box = WordBox()
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.activated.connect(lambda _index: take(box.chosen))
        return box

    # -- choosing -----------------------------------------------------------------------------

    def _change(self, **parts: Any) -> None:
        self._set(lambda asked: asked.change(**parts))

    def _put(self, kind: type[GroupsHeatMapQuestion] | type[BarsQuestion], **parts: Any) -> None:
        self._set(lambda asked: asked.put(replace(asked.of(kind), **parts)))

    def _take_parts(self, by: tuple[str, ...]) -> None:
        if by == CODES:
            self._put(BarsQuestion, stacked=False)
        else:
            self._put(BarsQuestion, by=by, stacked=True)

    def _set(self, change: Callable[[Asked], Asked]) -> None:
        choice = change(self.choice)
        if choice != self.choice:
            # What has gone stays wanted beside what is changed now.
            self._choice, self._wanted = choice, change(self._wanted)
            self.refresh()
            self.changed.emit()

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
        pairs, groups, bars = choice.of(PairsQuestion), choice.of(GroupsQuestion), choice.of(BarsQuestion)
        self.codes.offer(code_choice(study, pairs), selection(study, pairs).codes)
        self.kind.offer(list(TITLES.items()), choice.seen)
        self.rule.offer(RULES, pairs.rule)
        counts = [item for item in COUNTS if refusal(pairs.rule, item[0]) is None]
        self.count.offer(counts, counted_of(pairs))
        fitting = coefficients_for(pairs)
        self.strength.offer([item for item in STRENGTHS if item[0] in fitting], pairs.coefficient)
        self.figure.offer(FIGURES, groups.figure)
        self.shown.offer(figures_in_bars(SHOWN) if choice.seen is BarsQuestion else list(SHOWN), groups.shown)
        coders = all_chosen(choice.of(WordsQuestion).coders)
        self.coder.offer(coders_of(study, coders, merged=_is_merged(choice)), coders)
        self.query.refresh(study, chosen(pairs.query))
        self.columns.offer(columns_of(study), choice.of(GroupsHeatMapQuestion).by)
        self.parts.offer(parts_offered(study), bars.by if bars.stacked else CODES)
        self._offer_transcripts(study, choice)
        self._show_limits(choice)
        self._show_parts(choice)

    def _offer_transcripts(self, study: Study, choice: Asked) -> None:
        """Offer the orders of codes, transcripts, and what words can be counted of."""
        of_table = choice.seen is GroupsHeatMapQuestion
        orders = SORTINGS[:-1] if of_table else SORTINGS
        sorting = choice.of(GroupsHeatMapQuestion).sort if of_table else choice.of(HeatMapQuestion).sort
        self.sorting.offer([(item, f"sorted {words}") for item, words in orders], sorting)
        if isinstance(one := choice.question, OF_ONE):
            self.transcript.offer(transcripts_of(study, type(one)), one.transcript)
        words = choice.of(WordsQuestion)
        places = question_of(choice)
        self.transcripts.offer(transcript_choice(study, places if isinstance(places, OF_SEVERAL) else words))
        if isinstance(choice.question, WordsQuestion):
            self.speaker.offer(speakers_for_words(study), words.participant)
            self.code.offer(codes_for_words(study), words.code)
        self.minutes.offer(STRETCHES, choice.of(TimelineQuestion).minutes)
        self.scope.offer(SCOPES, choice.of(ComparisonQuestion).kind)

    def _show_limits(self, choice: Asked) -> None:
        pairs, network, words = choice.of(PairsQuestion), choice.of(NetworkQuestion), choice.of(WordsQuestion)
        counts = network.coefficient is None
        checks = {
            self.aggregate: pairs.aggregate,
            self.interviewers: pairs.interviewers,
            self.alone: not network.connected,
            self.common: words.common,
            self.brackets: words.brackets,
            self.cloud: words.cloud,
        }
        fields = (self.within, self.threshold, self.least, self.words, *checks)
        for field in fields:
            field.blockSignals(True)
        turns = pairs.within
        self.within.setSuffix(f" {plural_of(turns, 'turn')} apart at most")
        self.within.setValue(turns)
        self.threshold.setDecimals(0 if counts else 2)
        self.threshold.setSingleStep(1 if counts else 0.05)
        self.threshold.setValue(network.threshold)
        self.least.setValue(max(1, choice.of(GroupsQuestion).minimum_cell))
        self.words.setValue(words.most)
        for box, on in checks.items():
            box.setChecked(on)
        for field in fields:
            field.blockSignals(False)

    def _show_parts(self, choice: Asked) -> None:
        question = question_of(choice)
        pairs, table = isinstance(question, PairsQuestion), isinstance(question, GroupsQuestion)
        of_one = isinstance(question, OF_ONE) and self.transcript.count() > 0
        words = choice.of(WordsQuestion) if isinstance(question, WordsQuestion) else None
        coded = not isinstance(question, TalkQuestion) and (words is None or words.code is not None)
        several = isinstance(question, OF_SEVERAL)
        study = self._session.study
        has_levels = any(code.parent_id for code in study.codes.values())
        matter = isinstance(question, PairsQuestion | GroupsQuestion) and interviewers_matter(question)
        seen = {
            self.codes: isinstance(question, CodingsQuestion),
            self._that: pairs,
            self.rule: pairs,
            self.within: isinstance(question, PairsQuestion) and question.rule is Rule.NEAR,
            self._counted: pairs or table,
            self.count: pairs,
            self.strength: pairs,
            self.figure: table,
            self.shown: table,
            self.least: table,
            self.columns: isinstance(question, GroupsHeatMapQuestion),
            self.parts: isinstance(question, BarsQuestion) and can_be_stacked(question),
            self.sorting: isinstance(question, HeatMapQuestion | GroupsHeatMapQuestion),
            self.threshold: isinstance(question, NetworkQuestion),
            self.alone: isinstance(question, NetworkQuestion),
            self.transcript: of_one,
            self.minutes: isinstance(question, TimelineQuestion) and of_one,
            self.scope: isinstance(question, ComparisonQuestion),
            self._in: several,
            self.transcripts: several,
            self._by: coded,
            self.coder: coded,
            # Words are counted in passages of one code, whatever else is said there.
            self.query: coded and words is None and bool(study.queries_in_order),
            self.aggregate: coded and has_levels,
            self.interviewers: matter or (words is not None and words.participant is None),
        }
        looks = (self.common, self.brackets, self.stop_list, self.cloud)
        of_words = (self.speaker, self.code, self.words, *looks)
        show_parts(self, seen | dict.fromkeys(of_words, words is not None))
        self.kind.updateGeometry()


def _is_merged(choice: Asked) -> bool:
    """Whether what several coders coded alike counts once in the picture."""
    if choice.seen not in (GroupsHeatMapQuestion, BarsQuestion):
        return True
    return choice.of(GroupsQuestion).figure is not Figure.SEGMENTS
