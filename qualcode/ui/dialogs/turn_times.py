"""Saying when turns begin: the time of one, or all of several or of all that follow moved together."""

from collections.abc import Sequence
from enum import Enum
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from qualcode.model.change import ChangeSet
from qualcode.model.errors import QualcodeError
from qualcode.model.study import Study
from qualcode.model.words.clock import clock, seconds_of, shift_of
from qualcode.model.words.in_words import beginning, counted
from qualcode.operations.text.turns import set_turn_time, shift_turn_times
from qualcode.ui.dialogs.button_row import button_row
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.painted.field import LineField
from qualcode.ui.session.session import Session
from qualcode.ui.transcript.held import HeldTurns
from qualcode.ui.widgets.choice_with_field import ChoiceWithField
from qualcode.ui.widgets.plain_label import plain_label
from qualcode.ui.widgets.word_box import WordBox


class Moved(Enum):
    """Which times are moved."""

    CHOSEN = "the selected turns"
    FOLLOWING = "these and all following turns"
    ALL = "all turns"


class TurnTimesDialog(QDialog):
    """Stays open, with the reason, where what was asked for is refused."""

    def __init__(
        self, session: Session, transcript_id: UUID, turns: Sequence[int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._transcript_id = transcript_id
        self._turns = list(turns)
        self._held = HeldTurns.of(session.study, transcript_id, turns)
        there = session.study.turns_of(transcript_id)
        first = there.row(self._turns[0])
        alone = len(self._turns) == 1
        self.setWindowTitle(
            f"Time of turn {self._turns[0] + 1}"
            if alone
            else f"Times of turns {self._turns[0] + 1} to {self._turns[-1] + 1}"
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.time = LineField(clock(first.time))
        self.time.setPlaceholderText("such as 12:31 or 1:02:45")
        self.time.setAccessibleName("Time at which the turn begins")
        self.shift = LineField("")
        self.shift.setPlaceholderText("such as 0:05 or -0:05")
        self.shift.setAccessibleName("By how much the times are moved; with a minus, earlier")
        self.begins = ChoiceWithField("The turn &begins at", self.time)
        self.moves = ChoiceWithField("&Move the times by", self.shift)
        self.removes = QRadioButton("&Remove the time" if alone else "&Remove the times")
        self.which = WordBox()
        self.which.setAccessibleName("Which times are moved")
        names = {Moved.CHOSEN: "this turn"} if alone else {}
        self.which.offer([(kind, names.get(kind, kind.value)) for kind in Moved], Moved.FOLLOWING)
        self.verdict = plain_label()
        self.verdict.setWordWrap(True)
        hint = plain_label(self._hint(sum(turn.time is not None for turn in there)))
        hint.setWordWrap(True)
        mute(hint)
        self.begins.setEnabled(alone)
        self.time.setEnabled(alone)
        (self.begins if alone else self.moves).setChecked(True)
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        for field in (self.time, self.shift):
            field.setMinimumWidth(
                field.fontMetrics().horizontalAdvance(field.placeholderText()) + 3 * SPACING
            )
        grid.addWidget(self.begins, 0, 0)
        grid.addWidget(self.time, 0, 1)
        grid.addWidget(self.moves, 1, 0)
        grid.addWidget(self.shift, 1, 1)
        grid.addWidget(self.which, 1, 2)
        grid.addWidget(self.removes, 2, 0, 1, 3)
        button = PrimaryButton("Set")
        button.setDefault(True)
        button.clicked.connect(self._try)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.addLayout(grid)
        column.addWidget(hint)
        column.addWidget(self.verdict)
        column.addLayout(button_row(self, button))
        (self.time if alone else self.shift).setFocus()
        self.time.selectAll()

    def _hint(self, timed: int) -> str:
        name = self._session.study.transcripts[self._transcript_id].name
        return (
            beginning(f"{counted(timed, 'turn')} of {name} {'has' if timed == 1 else 'have'} a time.")
            if timed
            else (f"No turn of {name} has a time yet.")
        )

    def change(self, study: Study) -> ChangeSet:
        """What is asked for. Raises QualcodeError where it cannot be."""
        place, turns = self._transcript_id, self._held.there(study)
        if self.removes.isChecked():
            return set_turn_time(study, place, turns, None)
        if self.begins.isChecked():
            return set_turn_time(study, place, turns, seconds_of(self.time.text()))
        last = len(study.turns_of(place))
        moved = {
            Moved.CHOSEN: turns,
            Moved.FOLLOWING: range(turns[0], last),
            Moved.ALL: range(last),
        }
        return shift_turn_times(study, place, moved[self.which.chosen], shift_of(self.shift.text()))

    def _try(self) -> None:
        try:
            # Here as well, so that what cannot be is said beside the fields.
            change = self.change(self._session.study)
        except QualcodeError as error:
            self.verdict.setText(str(error))
            return
        if change:
            self._session.carry_out(lambda _study: change)
        self.accept()
