"""The line of words on the picture page: each part of the sentence that can be chosen is a box."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QLabel, QSpinBox, QWidget

from qualcode.model.in_words import plural_of
from qualcode.model.rules import Rule, refusal
from qualcode.ui.pages.code_chooser import CodesButton
from qualcode.ui.pages.matrix.choice import COUNTS, FIGURES, RULES, SHOWN, STRENGTHS, MatrixChoice, coders_of
from qualcode.ui.pages.pictures.choice import (
    SCOPES,
    SORTINGS,
    STRETCHES,
    PictureChoice,
    PictureKind,
    codes_for_words,
    columns_of,
    figures_in_bars,
    parts_of,
    speakers_for_words,
    transcripts_of,
    words_of_transcripts,
)
from qualcode.ui.pages.query_box import QueryBox
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.flow_layout import FlowLayout, show_parts
from qualcode.ui.widgets.word_box import WordBox


class PictureLine(QWidget):
    """“Network of codes that overlap, counted as pairs of passages, lines above 1”."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.choice = PictureChoice()
        self.codes = CodesButton(session)
        self.codes.chosen.connect(lambda codes: self._matrix(replace(self._matrix_now, codes=codes)))
        self.kind = self._box("Kind of picture", lambda kind: self._set(replace(self.choice, kind=kind)))
        self._that, self._counted, self._by = QLabel("that"), QLabel("counted as"), QLabel("by")
        self._make_figures()
        self._make_looks()
        self._make_limits()
        self._make_words()
        row = FlowLayout(self)
        for widget in (
            self.kind, self.codes, self.transcript, self.scope, self.minutes, self._that, self.rule,
            self.within, self.columns, self._counted, self.count, self.strength, self.figure, self.shown,
            self.parts, self.threshold, self.alone, self.sorting, self.least, self.words_in, self.speaker,
            self.code, self.words, self.common, self.cloud, self._by, self.coder, self.query,
            self.aggregate, self.interviewers,
        ):  # fmt: skip
            row.addWidget(widget)
        self.refresh()

    # -- the parts of the sentence --------------------------------------------------------------

    def _make_figures(self) -> None:
        self.rule = self._box(
            "When codes occur together", lambda rule: self._matrix(self._matrix_now.with_rule(rule))
        )
        self.count = self._box(
            "What is counted in pairs", lambda count: self._matrix(self._matrix_now.with_count(count))
        )
        self.strength = self._box(
            "How pairs are shown", lambda strength: self._set(self.choice.with_strength(strength))
        )
        self.figure = self._box(
            "What is counted", lambda figure: self._matrix(replace(self._matrix_now, figure=figure))
        )
        self.shown = self._box(
            "How figures are shown", lambda shown: self._matrix(replace(self._matrix_now, shown=shown))
        )
        self.coder = self._box(
            "Coders", lambda coders: self._matrix(replace(self._matrix_now, coders=coders))
        )
        self.query = QueryBox()
        self.query.activated.connect(
            lambda _index: self._matrix(replace(self._matrix_now, query=self.query.chosen))
        )
        self.aggregate = QCheckBox("with the codes below each")
        self.aggregate.setToolTip("A code or category stands for itself and all codes below it")
        self.aggregate.toggled.connect(lambda on: self._matrix(replace(self._matrix_now, aggregate=on)))
        self.interviewers = QCheckBox("with interviewers")
        self.interviewers.setToolTip("Count what interviewers say, and interviewers as participants, too")
        self.interviewers.toggled.connect(lambda on: self._matrix(replace(self._matrix_now, interviewers=on)))

    def _make_looks(self) -> None:
        self.columns = self._box(
            "What codes are counted by", lambda columns: self._set(replace(self.choice, columns=columns))
        )
        self.parts = self._box(
            "What bars are made up of", lambda parts: self._set(replace(self.choice, parts=parts))
        )
        self.sorting = self._box(
            "Order of the codes", lambda sorting: self._set(replace(self.choice, sorting=sorting))
        )
        self.transcript = self._box(
            "Transcript", lambda chosen: self._set(replace(self.choice, transcript=chosen))
        )
        self.words_in = self._box(
            "Where words are counted", lambda chosen: self._set(replace(self.choice, words_in=chosen))
        )
        self.minutes = self._box(
            "Length of stretches", lambda minutes: self._set(replace(self.choice, minutes=minutes))
        )
        self.scope = self._box(
            "Which transcripts", lambda scope: self._set(replace(self.choice, scope=scope))
        )
        self.alone = QCheckBox("with codes that no line reaches")
        self.alone.setToolTip("Draw codes that go together with no other as well")
        self.alone.setChecked(self.choice.alone)
        self.alone.toggled.connect(lambda on: self._set(replace(self.choice, alone=on)))

    def _make_limits(self) -> None:
        self.within = QSpinBox()
        self.within.setAccessibleName("At most this many turns apart")
        self.within.setRange(0, 99)
        self.within.valueChanged.connect(lambda turns: self._matrix(replace(self._matrix_now, within=turns)))
        self.threshold = QDoubleSpinBox()
        self.threshold.setAccessibleName("Draw lines above this figure")
        self.threshold.setToolTip("Two codes are joined where their figure is above this")
        self.threshold.setRange(0, 1_000_000)
        self.threshold.setPrefix("lines above ")
        self.threshold.valueChanged.connect(lambda above: self._set(replace(self.choice, threshold=above)))
        self.least = QSpinBox()
        self.least.setAccessibleName("Hide figures of fewer participants than this")
        self.least.setToolTip("Protects the people behind small figures, in the export too")
        self.least.setRange(1, 20)
        self.least.setPrefix("hide fewer than ")
        self.least.setSuffix(" participants")
        self.least.setSpecialValueText("every figure shown")
        self.least.valueChanged.connect(
            lambda least: self._matrix(replace(self._matrix_now, least=0 if least == 1 else least))
        )

    def _make_words(self) -> None:
        self.speaker = self._box(
            "Whose words", lambda speaker: self._set(replace(self.choice, speaker=speaker))
        )
        self.code = self._box(
            "In passages of which code", lambda code: self._set(replace(self.choice, code=code))
        )
        self.words = QSpinBox()
        self.words.setAccessibleName("How many words")
        self.words.setToolTip("The most frequent ones are drawn")
        self.words.setRange(5, 100)
        self.words.setSuffix(" words")
        self.words.valueChanged.connect(lambda most: self._set(replace(self.choice, words=most)))
        self.common = self._check("with common words", "Count words such as the, and, it as well", "common")
        self.cloud = self._check(
            "with a cloud", "A toy beside the bars: pretty, and hard to compare", "cloud"
        )

    def _check(self, words: str, tip: str, field: str) -> QCheckBox:
        box = QCheckBox(words)
        box.setToolTip(tip)

        def take(on: bool) -> None:
            chosen: dict[str, Any] = {field: on}
            self._set(replace(self.choice, **chosen))

        box.toggled.connect(take)
        return box

    def _box(self, name: str, take: Any) -> WordBox:
        box = WordBox()
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.activated.connect(lambda _index: take(box.chosen))
        return box

    # -- choosing -----------------------------------------------------------------------------

    @property
    def _matrix_now(self) -> MatrixChoice:
        return self.choice.matrix

    def _matrix(self, matrix: MatrixChoice) -> None:
        if matrix.strength != self.choice.matrix.strength:
            self._set(replace(self.choice, matrix=matrix).with_strength(matrix.strength))
        else:
            self._set(replace(self.choice, matrix=matrix))

    def _set(self, choice: PictureChoice) -> None:
        if choice != self.choice:
            self.choice = choice
            self.refresh()
            self.changed.emit()

    def refresh(self) -> None:
        """Offer what the study has now, and show what is chosen."""
        study = self._session.study
        choice = self.choice = self.choice.still_valid(study)
        matrix = choice.matrix
        self.codes.offer(matrix.codes, matrix.selection(study).codes)
        self.kind.offer([(kind, kind.value) for kind in PictureKind], choice.kind)
        self.rule.offer(RULES, matrix.rule)
        self.count.offer([item for item in COUNTS if refusal(matrix.rule, item[0]) is None], matrix.count)
        self.strength.offer([item for item in STRENGTHS if item[0] in matrix.strengths], matrix.strength)
        self.figure.offer(FIGURES, matrix.figure)
        bars = choice.kind is PictureKind.BARS
        self.shown.offer(figures_in_bars(SHOWN) if bars else list(SHOWN), matrix.shown)
        self.coder.offer(coders_of(study, matrix.coders), matrix.coders)
        self.query.refresh(study, matrix.query)
        self.columns.offer(columns_of(study), choice.columns)
        self.parts.offer(parts_of(study), choice.parts)
        orders = SORTINGS if choice.kind is PictureKind.TOGETHER else SORTINGS[:-1]
        self.sorting.offer([(item, f"sorted {words}") for item, words in orders], choice.sorting)
        self.transcript.offer(transcripts_of(study, choice.kind), choice.transcript)
        self.words_in.offer(words_of_transcripts(study), choice.words_in)
        self.speaker.offer(speakers_for_words(study), choice.speaker)
        self.code.offer(codes_for_words(study), choice.code)
        self.minutes.offer(STRETCHES, choice.minutes)
        self.scope.offer(SCOPES, choice.scope)
        self._show_limits(choice)
        self._show_parts(choice)

    def _show_limits(self, choice: PictureChoice) -> None:
        counts = choice.matrix.strength is None
        checks = {
            self.aggregate: choice.matrix.aggregate,
            self.interviewers: choice.matrix.interviewers,
            self.alone: choice.alone,
            self.common: choice.common,
            self.cloud: choice.cloud,
        }
        fields = (self.within, self.threshold, self.least, self.words, *checks)
        for field in fields:
            field.blockSignals(True)
        turns = choice.matrix.within
        self.within.setSuffix(f" {plural_of(turns, 'turn')} apart at most")
        self.within.setValue(turns)
        self.threshold.setDecimals(0 if counts else 2)
        self.threshold.setSingleStep(1 if counts else 0.05)
        self.threshold.setValue(choice.threshold)
        self.least.setValue(max(1, choice.matrix.least))
        self.words.setValue(choice.words)
        for box, on in checks.items():
            box.setChecked(on)
        for field in fields:
            field.blockSignals(False)

    def _show_parts(self, choice: PictureChoice) -> None:
        kind = choice.kind
        pairs = kind in (PictureKind.TOGETHER, PictureKind.NETWORK)
        table = kind in (PictureKind.TABLE, PictureKind.BARS)
        words = kind is PictureKind.WORDS
        coded = kind is not PictureKind.TALK and (not words or choice.code is not None)
        has_levels = any(code.parent_id for code in self._session.study.codes.values())
        seen = {
            self.codes: kind not in (PictureKind.TALK, PictureKind.WORDS),
            self._that: pairs,
            self.rule: pairs,
            self.within: pairs and choice.matrix.rule is Rule.NEAR,
            self._counted: pairs or table,
            self.count: pairs,
            self.strength: pairs,
            self.figure: table,
            self.shown: table,
            self.least: table,
            self.columns: kind is PictureKind.TABLE,
            self.parts: kind is PictureKind.BARS and choice.can_be_stacked,
            self.sorting: kind in (PictureKind.TOGETHER, PictureKind.TABLE),
            self.threshold: kind is PictureKind.NETWORK,
            self.alone: kind is PictureKind.NETWORK,
            self.transcript: kind.of_one and self.transcript.count() > 0,
            self.minutes: kind is PictureKind.TIMELINE and self.transcript.count() > 0,
            self.scope: kind is PictureKind.COMPARISON,
            self.words_in: words,
            self.speaker: words,
            self.code: words,
            self.words: words,
            self.common: words,
            self.cloud: words,
            self._by: coded,
            self.coder: coded,
            # Words are counted in passages of one code, whatever else is said there.
            self.query: coded and not words and bool(self._session.study.queries_in_order),
            self.aggregate: coded and has_levels,
            self.interviewers: (words and choice.speaker is None)
            or ((pairs or table) and choice.asked().interviewers_matter),
        }
        show_parts(self, seen)
        self.kind.updateGeometry()
