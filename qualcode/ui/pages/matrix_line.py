"""The line of words on the matrix page: each part of the sentence that can be chosen is a box."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QSpinBox, QWidget

from qualcode.model.rules import Rule, refusal
from qualcode.ui.flow_layout import FlowLayout
from qualcode.ui.matrix_choice import COUNTS, FIGURES, RULES, SHOWN, STRENGTHS, MatrixChoice, kinds_of
from qualcode.ui.session import Session
from qualcode.ui.word_box import WordBox


class MatrixLine(QWidget):
    """“Codes by codes that overlap, counted as pairs of passages, all coders merged”."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.choice = MatrixChoice()
        self.kind = self._box("What stands in the columns", self._take_kind)
        self._that = QLabel("that")
        self.rule = self._box("When codes occur together", self._take_rule)
        self.within = QSpinBox()
        self.within.setAccessibleName("At most this many turns apart")
        self.within.setRange(0, 99)
        self.within.setSuffix(" turns apart at most")
        self.within.valueChanged.connect(self._take_within)
        self._counted = QLabel("counted as")
        self.count = self._box("What is counted", self._take_count)
        self.strength = self._box("How figures are shown", self._take_strength)
        self.figure = self._box("What is counted", self._take_figure)
        self.shown = self._box("How figures are shown", self._take_shown)
        self.least = QSpinBox()
        self.least.setAccessibleName("Hide figures of fewer participants than this")
        self.least.setToolTip("Protects the people behind small figures, in the export too")
        self.least.setRange(1, 20)
        self.least.setPrefix("hide fewer than ")
        self.least.setSuffix(" participants")
        self.least.setSpecialValueText("every figure shown")
        self.least.valueChanged.connect(self._take_least)
        self._by = QLabel("by")
        self.coder = self._box("Coders", self._take_coder)
        self.aggregate = QCheckBox("with the codes below each")
        self.aggregate.setToolTip("A code or category stands for itself and all codes below it")
        self.aggregate.toggled.connect(self._take_aggregate)
        row = FlowLayout(self)
        for widget in (
            self.kind, self._that, self.rule, self.within, self._counted, self.count, self.strength,
            self.figure, self.shown, self.least, self._by, self.coder, self.aggregate,
        ):  # fmt: skip
            row.addWidget(widget)
        self.refresh()

    def _box(self, name: str, take: Any) -> WordBox:
        box = WordBox()
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.activated.connect(lambda _index: take(box.chosen))
        return box

    def refresh(self) -> None:
        """Offer what the study has now, and show what is chosen."""
        study = self._session.study
        choice = self.choice = self.choice.still_valid(study)
        self.kind.offer(kinds_of(study), choice.columns)
        self.rule.offer(RULES, choice.rule)
        self.count.offer([item for item in COUNTS if refusal(choice.rule, item[0]) is None], choice.count)
        self.strength.offer([item for item in STRENGTHS if item[0] in choice.strengths], choice.strength)
        self.figure.offer(FIGURES, choice.figure)
        self.shown.offer(SHOWN, choice.shown)
        coders = [(None, "all coders, merged"), *((row.id, row.name) for row in study.coders_in_order)]
        self.coder.offer(coders, choice.coder)
        codes = choice.columns.by is None
        for widget in (self._that, self.rule, self.count, self.strength):
            widget.setVisible(codes)
        self.within.setVisible(codes and choice.rule is Rule.NEAR)
        for field in (self.figure, self.shown, self.least):
            field.setVisible(not codes)
        for box, number in ((self.least, max(1, choice.least)), (self.within, choice.within)):
            box.blockSignals(True)
            box.setValue(number)
            box.blockSignals(False)
        self.within.setSuffix(" turn apart at most" if choice.within == 1 else " turns apart at most")
        for field in (self.kind, self.rule, self.count, self.strength, self.figure, self.shown, self.coder):
            field.updateGeometry()
        self.aggregate.setVisible(any(code.parent_id for code in study.codes.values()))

    def _set(self, choice: MatrixChoice) -> None:
        if choice != self.choice:
            self.choice = choice
            self.refresh()
            self.changed.emit()

    def _take_kind(self, columns: Any) -> None:
        self._set(replace(self.choice, columns=columns))

    def _take_rule(self, rule: Any) -> None:
        self._set(self.choice.with_rule(rule))

    def _take_within(self, turns: int) -> None:
        self._set(replace(self.choice, within=turns))

    def _take_count(self, count: Any) -> None:
        self._set(self.choice.with_count(count))

    def _take_strength(self, strength: Any) -> None:
        self._set(replace(self.choice, strength=strength))

    def _take_least(self, least: int) -> None:
        self._set(replace(self.choice, least=0 if least == 1 else least))

    def _take_figure(self, figure: Any) -> None:
        self._set(replace(self.choice, figure=figure))

    def _take_shown(self, shown: Any) -> None:
        self._set(replace(self.choice, shown=shown))

    def _take_coder(self, coder: Any) -> None:
        self._set(replace(self.choice, coder=coder))

    def _take_aggregate(self, aggregate: bool) -> None:
        self._set(replace(self.choice, aggregate=aggregate))
