"""Coding what was found: choose codes and how much of each passage, see what that comes to, apply it."""

from collections.abc import Sequence
from html import escape
from typing import Final, NamedTuple
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSpinBox,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qualcode.analysis.found_units import FoundUnit
from qualcode.analysis.found_words import words_by_turns
from qualcode.model.change import ChangeSet
from qualcode.model.entities import Coder
from qualcode.model.machine.progress import Progress
from qualcode.model.study import Study
from qualcode.model.words.cutting import both_ends
from qualcode.model.words.in_words import beginning, counted, listed, with_capital
from qualcode.operations.coders import ensure_coder
from qualcode.operations.codes.codebook_tree import add_code_at
from qualcode.operations.codings.coding import code_passages
from qualcode.operations.draft import together
from qualcode.project.text.coding_found import FoundToCode, passages_to_code
from qualcode.ui.look.elided import WholeWords
from qualcode.ui.pages.find.answers import Place
from qualcode.ui.session.background import Background
from qualcode.ui.session.latest import Latest
from qualcode.ui.session.session import Session
from qualcode.ui.transcript.accessible import announce
from qualcode.ui.widgets.over_edge import EdgeBar
from qualcode.ui.widgets.plain_label import plain_label
from qualcode.ui.widgets.word_box import WordBox

_MOST: Final = 200
"""Passages of which is shown what they become; all are coded."""
_LONGEST: Final = 200
_STRETCH: Final = QHeaderView.ResizeMode.Stretch
_UNITS: Final = (
    (FoundUnit.HIT, "the passage as found"),
    (FoundUnit.SENTENCE, "its whole sentence"),
    (FoundUnit.TURN, "its whole turn"),
    (FoundUnit.PARAGRAPH, "its whole paragraph"),
)


class _Preview(NamedTuple):
    """What the passages become, how many get a code that they have not, and in how many transcripts."""

    to_code: FoundToCode
    new: int
    transcripts: int
    rows: list[tuple[str, str, str]]


class CodingBar(EdgeBar):
    """Hidden until codes are chosen; Apply makes one step, which undo takes back."""

    closed = Signal()

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._latest = Latest(background)
        self._codes: Sequence[UUID | str] = ()
        self._found: list[Place] = []
        self._to_code: FoundToCode | None = None
        self.unit = WordBox()
        self.unit.setAccessibleName("How much of each passage is coded")
        self.unit.offer(_UNITS, FoundUnit.HIT)
        self.unit.activated.connect(self._offer_turns)
        self.around = QSpinBox()
        self.around.setRange(0, 50)
        self.around.setSpecialValueText("no turns around")
        self.around.setPrefix("± ")
        self.around.setSuffix(" turns around")
        self.around.setAccessibleName("Turns before and after that are coded too")
        self.around.setToolTip("How many turns before and after are coded too, where whole turns are")
        self.around.setEnabled(False)
        self.around.valueChanged.connect(self._ask)
        self.becomes = QTreeWidget()
        self.becomes.setAccessibleName("What each passage becomes")
        self.becomes.setHeaderLabels(["Where", "Found", "Becomes"])
        self.becomes.setRootIsDecorated(False)
        self.becomes.setUniformRowHeights(True)
        self.becomes.setItemDelegate(WholeWords(self.becomes))
        # Where a passage begins and where it ends are worth seeing.
        self.becomes.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.becomes.setMaximumHeight(150)
        # Two rows are seen on the smallest screen, where what was found is to be seen as well.
        self.becomes.setMinimumHeight(4 * self.fontMetrics().height())
        for section, mode in enumerate((QHeaderView.ResizeMode.ResizeToContents, *[_STRETCH] * 2)):
            self.becomes.header().setSectionResizeMode(section, mode)
        self.words = plain_label()
        self.words.setWordWrap(True)
        self.apply_button, self.cancel_button = QPushButton("Apply"), QPushButton("Cancel")
        self.apply_button.clicked.connect(self._apply)
        self.cancel_button.clicked.connect(self.dismiss)
        row = QHBoxLayout()
        row.addWidget(self.unit)
        row.addWidget(self.around)
        row.addStretch(1)
        row.addWidget(self.apply_button)
        row.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        # Beside the fields the sentence would be broken after every word on a small screen. The buttons
        # are last: the bar grows upwards, and they stay where they are.
        column.addWidget(self.words)
        column.addWidget(self.becomes)
        column.addLayout(row)
        self.hide()

    def preview(self, codes: Sequence[UUID | str], places: list[Place]) -> None:
        """Say what applying codes (by identity, or by the name of a new one) would do.

        In thousands of passages that takes a moment to find out.
        """
        self._codes, self._found = codes, places
        self.show()
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask()

    def _offer_turns(self) -> None:
        """Only whole turns have others around them."""
        self.around.setEnabled(self.unit.chosen is FoundUnit.TURN)
        self._ask()

    def _ask(self) -> None:
        """Find out what would be coded, as it is chosen now."""
        codes, found = self._codes, self._found
        if not codes or self.isHidden():
            return
        study, coder_name, measures = self._session.study, self._session.coder_name, self._session.measures
        unit = self.unit.chosen
        around = self.around.value() if unit is FoundUnit.TURN else 0
        self._to_code = None
        self.words.setText("Finding out which passages have it already…")
        self.apply_button.setEnabled(False)

        def work(_progress: Progress) -> _Preview:
            to_code = passages_to_code(study, found, measures, unit, around)
            coder, arrival = ensure_coder(study, coder_name)
            change = _change(study.after(arrival) if arrival else study, coder, codes, to_code)
            rows = [
                (_where(study, one), _short(study, one), _short(study, other))
                for one, other in list(zip(to_code.found, to_code.becomes, strict=True))[:_MOST]
                if one[1] != other[1]
            ]
            new = sum(
                len(set(zip(part.added.start.tolist(), part.added.end.tolist(), strict=True)))
                for part in change.codings
            )
            return _Preview(to_code, new, len(change.codings), rows)

        self._latest.ask(work, self._show, self._refuse)

    def _show(self, found: _Preview) -> None:
        self._to_code, new = found.to_code, found.new
        self.becomes.clear()
        self.becomes.addTopLevelItems([_item(row) for row in found.rows])
        self.becomes.setVisible(bool(found.rows))
        sentence = _said(found, [_named(self._session.study, code) for code in self._codes])
        self.words.setText(f"{sentence}.")
        self.apply_button.setEnabled(bool(new))
        if new and self.cancel_button.hasFocus():
            self.apply_button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.words.text())

    def _refuse(self, sentence: str) -> None:
        self.dismiss()
        self._session.refused.emit(sentence)

    def dismiss(self) -> None:
        """Change nothing."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def _apply(self) -> None:
        codes, to_code = self._codes, self._to_code
        self.dismiss()
        if to_code is not None:
            self._session.carry_out_as_coder(lambda study, coder: _change(study, coder, codes, to_code))

    def hideEvent(self, event: QHideEvent) -> None:
        self._latest.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves all as it is; Enter does what the button says that has the focus."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape or (enter and self.cancel_button.hasFocus()):
            self.dismiss()
        elif enter and self.apply_button.isEnabled():
            self._apply()
        else:
            super().keyPressEvent(event)


def _named(study: Study, code: UUID | str) -> str:
    return f"“{study.path(code)}”" if isinstance(code, UUID) else f"new code “{code}”"


def _said(preview: _Preview, names: Sequence[str]) -> str:
    passages, found = len(preview.to_code.passages), len(preview.to_code.found)
    known = passages - preview.new
    have = f"{counted(known, 'passage')} {'has' if known == 1 else 'have'}"
    codes = listed(names)
    if not preview.new:
        return f"Nothing to apply: {have} {codes} already"
    where = f"{counted(preview.new, 'passage')} in {counted(preview.transcripts, 'transcript')}"
    sentence = f"{with_capital(codes)} will be applied to {where}"
    if known:
        sentence += f"; {have} {'it' if len(names) == 1 else 'them'} already"
    if passages < found:
        sentence += f". {beginning(f'{found:,} places')} were found, some of them in the same passage"
    return sentence


def _change(study: Study, coder: Coder, codes: Sequence[UUID | str], to_code: FoundToCode) -> ChangeSet:
    """All codes in one step, each on what the one before it has left."""
    changes: list[ChangeSet] = []
    after = study
    for code in codes:
        change = _applied(after, coder, code, to_code.passages)
        changes.append(change)
        after = after.after(change)
    return changes[0] if len(changes) == 1 else together(study, "; ".join(c.label for c in changes), changes)


def _applied(study: Study, coder: Coder, code: UUID | str, places: Sequence[Place]) -> ChangeSet:
    if isinstance(code, UUID):
        return code_passages(study, code, places, coder.id)
    new, addition = add_code_at(study, code)
    applying = code_passages(study.after(addition), new.id, places, coder.id)
    return together(study, applying.label, [addition, applying])


def _where(study: Study, place: Place) -> str:
    turn = study.turns_of(place[0]).index_at(place[1].start)
    name = study.transcripts[place[0]].name
    return name if turn is None else f"{name}, turn {turn + 1}"


def _short(study: Study, place: Place) -> str:
    """How a passage begins and ends."""
    return both_ends(words_by_turns(study, *place), _LONGEST)


def _item(row: tuple[str, str, str]) -> QTreeWidgetItem:
    item = QTreeWidgetItem(list(row))
    for column, text in enumerate(row):
        # As rich text it is broken into lines.
        item.setToolTip(column, f"<qt>{escape(text)}</qt>")
    return item
