"""Choosing the codes that count: the button in the line of words, and the small window that it opens."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qualcode.analysis.code_choice import CodeChoice
from qualcode.model.questions.rules import ALL_CODERS
from qualcode.model.study import Study
from qualcode.ui.look.icons import swatch
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.pages.offered import codes_in_words
from qualcode.ui.painted.field import LineField
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.on_screen import bring_on_screen
from qualcode.ui.widgets.ticked_tree import ID_ROLE, TickedTree

_USUAL_MOST = 10
_SIZE = QSize(330, 540)
_WITHOUT_SEGMENTS = "; not counted, because codes without segments are hidden"


class CodeChooser(QDialog):
    """Stays open beside the table, which follows every tick."""

    chosen = Signal(object)
    """The new ``CodeChoice``."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._choice = CodeChoice()
        self._left_out: set[UUID] = set()
        """Codes that are chosen and hidden, because they have no segments; they stay chosen."""
        self.setWindowTitle("Choose codes")
        self.setModal(False)
        self.resize(_SIZE)
        self.filter = LineField()
        self.filter.setPlaceholderText("Type part of a name")
        self.filter.setAccessibleName("Filter codes")
        self.filter.setClearButtonEnabled(True)
        self.tree = TickedTree("Codes")
        self.filter.textChanged.connect(self.tree.narrow)
        self.tree.itemChanged.connect(self._on_ticked)
        self.sets = QComboBox()
        self.sets.setAccessibleName("Codes of a set")
        self.sets.activated.connect(self._take_set)
        self.number = QSpinBox()
        self.number.setAccessibleName("How many of the most used codes")
        self.number.setRange(1, 999)
        self.number.setValue(_USUAL_MOST)
        self.most = QPushButton("Most used")
        self.most.setToolTip("The codes with the most codings of the chosen coders; it follows the coding")
        self.most.clicked.connect(self._take_most)
        self.number.valueChanged.connect(self._number_changed)
        self.all = QPushButton("All codes")
        self.all.clicked.connect(lambda _on: self._choose())
        self.used = QCheckBox("Hide codes without segments")
        self.used.setToolTip("Leave out codes that none of the chosen coders has used")
        self.used.toggled.connect(lambda on: self._take(replace(self._choice, used=on)))
        self.none = QPushButton("None")
        self.none.setToolTip("Untick everything, to tick some")
        self.none.clicked.connect(lambda: self._choose(codes=()))
        self._lay_out()

    def _lay_out(self) -> None:
        whole, part = QHBoxLayout(), QHBoxLayout()
        whole.addWidget(self.all)
        whole.addWidget(self.none)
        whole.addStretch(1)
        part.addWidget(self.most)
        part.addWidget(self.number)
        part.addStretch(1)
        self._hint = QLabel("A category stands for its subcodes.")
        mute(self._hint)
        self._hint.setWordWrap(True)
        close = QPushButton("Close")
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setSpacing(SPACING)
        column.addLayout(whole)
        column.addLayout(part)
        column.addWidget(self.sets)
        column.addWidget(self.used)
        column.addWidget(self.filter)
        column.addWidget(self.tree, 1)
        column.addWidget(self._hint)
        column.addLayout(foot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down goes from the filter, which has no use for it, to the codes."""
        if event.key() == Qt.Key.Key_Down and self.filter.hasFocus():
            self.tree.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer(self, choice: CodeChoice, ticked: Sequence[UUID] | None) -> None:
        """Show what is chosen; ``ticked`` are the codes that it comes to, None all of them."""
        study = self._session.study
        self._choice = choice
        self._fill_sets(study)
        self.number.blockSignals(True)
        self.number.setValue(choice.most_used or self.number.value())
        self.number.blockSignals(False)
        self.used.blockSignals(True)
        self.used.setChecked(choice.used)
        self.used.blockSignals(False)
        self.tree.blockSignals(True)
        if self.tree.names != [(row.id, row.name) for row in study.codes_in_order]:
            self._fill(study)
        counted = None if ticked is None else set(ticked)
        self._left_out = _left_out(study, choice, counted)
        there = None if counted is None else (set(choice.codes or ()) | counted) - self._left_out
        for item in self.tree.items():
            identity = item.data(0, ID_ROLE)
            on = there is None or identity in there
            item.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            hidden = identity in self._left_out
            item.setDisabled(hidden)
            item.setToolTip(0, f"{study.path(identity)}{_WITHOUT_SEGMENTS if hidden else ''}")
        self.tree.blockSignals(False)

    def _fill(self, study: Study) -> None:
        self.tree.clear()
        made: dict[UUID, QTreeWidgetItem] = {}
        for code in study.codes_in_order:
            above = None if code.parent_id is None else made.get(code.parent_id)
            item = made[code.id] = self.tree.add(code.id, code.name, study.path(code.id), above)
            if code.codable:
                item.setIcon(0, swatch(code.colour))
        self.tree.expandAll()
        self.tree.narrow(self.filter.text())

    def _fill_sets(self, study: Study) -> None:
        self.sets.clear()
        self.sets.addItem("Codes of a set…", None)
        for row in study.code_sets_in_order:
            self.sets.addItem(f"{row.name} ({len(study.codes_of_set(row.id))})", row.id)
        at = self.sets.findData(self._choice.code_set) if self._choice.code_set else 0
        self.sets.setCurrentIndex(max(0, at))
        self.sets.setVisible(self.sets.count() > 1)

    # -- choosing -----------------------------------------------------------------------------

    def _choose(
        self, codes: tuple[UUID, ...] | None = None, code_set: UUID | None = None, most_used: int = 0
    ) -> None:
        """Choose in one way; whether unused codes are hidden stays as it is."""
        self._take(CodeChoice(codes, code_set, most_used, self._choice.used))

    def _take(self, choice: CodeChoice) -> None:
        self.chosen.emit(choice)

    def _on_ticked(self) -> None:
        ticked = [item for item in self.tree.items() if item.checkState(0) is Qt.CheckState.Checked]
        kept = {item.data(0, ID_ROLE) for item in ticked} | self._left_out
        self._choose(codes=tuple(row.id for row in self._session.study.codes_in_order if row.id in kept))

    def _take_set(self, place: int) -> None:
        set_id = self.sets.itemData(place)
        self._choose(code_set=set_id)

    def _take_most(self) -> None:
        self._choose(most_used=self.number.value())

    def _number_changed(self) -> None:
        if self._choice.most_used:
            self._take_most()


def _left_out(study: Study, choice: CodeChoice, counted: set[UUID] | None) -> set[UUID]:
    """The chosen codes that are hidden: neither they nor codes below them have segments that count."""
    if counted is None or not choice.used or choice.most_used:
        return set()
    asked = replace(choice, used=False).codes_of(study, ALL_CODERS, aggregate=False)
    chosen = set(study.codes) if asked is None else set(asked) | set(choice.codes or ())
    return {
        row
        for row in chosen & set(study.codes)
        if row not in counted and not any(below.id in counted for below in study.descendants(row))
    }


class CodesButton(QPushButton):
    """“all codes”, “5 chosen codes”, “the 10 most used codes”: a click opens the window to choose."""

    chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._chooser: CodeChooser | None = None
        self._offered: tuple[CodeChoice, Sequence[UUID] | None] = (CodeChoice(), None)
        self.setToolTip("Choose the codes that count: by ticking, by set, or the most used ones")
        self.clicked.connect(self.open)

    def offer(self, choice: CodeChoice, codes: Sequence[UUID] | None) -> None:
        """Show what is chosen; ``codes`` are those it comes to, None all."""
        words = codes_in_words(self._session.study, choice)
        self.setText(words)
        self.setAccessibleName(f"Codes: {words}")
        self._offered = (choice, codes)
        if self._chooser is not None:
            self._chooser.offer(choice, codes)

    @property
    def chooser(self) -> CodeChooser:
        """The window, made when it is first needed."""
        if self._chooser is None:
            self._chooser = CodeChooser(self._session, self)
            self._chooser.chosen.connect(self.chosen)
            self._chooser.offer(*self._offered)
        return self._chooser

    def open(self) -> None:
        """Open the window below the button."""
        self.chooser.move(self.mapToGlobal(QPoint(0, self.height() + 4)))
        self.chooser.show()
        bring_on_screen(self.chooser)
        self.chooser.raise_()
