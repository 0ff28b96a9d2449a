"""Two coders' readings side by side: go from difference to difference, and settle them with a reason."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QTextBrowser,
    QWidget,
)

from qualcode.analysis.differences import alike, differences
from qualcode.model.change import ChangeSet, Touched
from qualcode.model.entities import Code, Coder, Folder, Transcript
from qualcode.model.machine.progress import Progress
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.team import Decision, Outcome
from qualcode.model.teamwork.reading_words import decision_in_words, kind_in_words
from qualcode.model.teamwork.readings import AGREED, REASONS, ReadingDifference
from qualcode.model.words.in_words import beginning, counted, with_capital
from qualcode.model.words.spelling import narrowing_by_words
from qualcode.operations.teamwork.settling import Settlement, settle, take_agreed, unsettle
from qualcode.project.guarding import check_read
from qualcode.ui.dialogs.finder import FinderDialog, FinderLine
from qualcode.ui.dialogs.readings.choice import first_choice, kinds_offered, name_of, valid
from qualcode.ui.dialogs.readings.lanes import lanes_of
from qualcode.ui.dialogs.readings.list import DifferenceList
from qualcode.ui.dialogs.readings.side_by_side import Readings, choice_box, lay_out
from qualcode.ui.look.theme import colours_now
from qualcode.ui.models.transcript_places import places_offered
from qualcode.ui.session.background import Background
from qualcode.ui.session.latest import Latest
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.as_typed import take_as_typed
from qualcode.ui.widgets.messages import MessageBar
from qualcode.ui.widgets.quiet_button import quiet_button
from qualcode.ui.widgets.refusals import tell_refusals
from qualcode.ui.widgets.undo_offer import undo_offer
from qualcode.ui.widgets.withheld import withhold
from qualcode.ui.widgets.word_box import WordBox

_CARES_FOR = frozenset({Decision, Coder, Code, Transcript, Folder})
_NOBODY = "There are no two coders to compare yet."
_NONE = "There is no difference of this kind: what both coded is alike, or nobody coded anything."
_HINT = (
    "In the list, N and P go on and back; 1 and 2 settle for a coder’s reading, 3 for both, 4 for neither. "
    "What is settled becomes a segment of the coder “Agreed”; both coders’ segments stay as they are."
)


class CompareReadingsDialog(QDialog):
    """The line above says what is listed; the list at the left leads, the lanes at the right show."""

    place_wanted = Signal(object, object)
    report_wanted = Signal()
    """The report of the coders’ agreement is wanted."""

    def __init__(
        self,
        session: Session,
        background: Background,
        parent: QWidget | None = None,
        *,
        numbers: bool = True,
        code_id: UUID | None = None,
    ) -> None:
        """``numbers``: how many passages there are, and how many are settled, is said."""
        super().__init__(parent)
        self._session = session
        self._latest = Latest(background)
        self._numbers = numbers
        self._choice = first_choice(session.study, code_id)
        self.found: tuple[ReadingDifference, ...] = ()
        self._settled = 0
        self.setWindowTitle("Settle differences" if numbers else "Compare readings")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1040, 640)
        self.bar = MessageBar()
        session.changed.connect(self.bar.settle)
        self.one = self._box("First coder", "one")
        self.other = self._box("Second coder", "other")
        self.where = self._box("Transcripts", "place")
        self.code = self._box("Code", "code")
        self.kind = self._box("Kind of difference", "kind")
        self.unsettled = QCheckBox("not settled yet")
        self.unsettled.toggled.connect(lambda on: self._choose(unsettled=on))
        settles = {
            Qt.Key.Key_1: Outcome.ONE,
            Qt.Key.Key_2: Outcome.OTHER,
            Qt.Key.Key_3: Outcome.BOTH,
            Qt.Key.Key_4: Outcome.NEITHER,
        }
        self.list = DifferenceList(
            {
                Qt.Key.Key_N: lambda: self.list.go(1),
                Qt.Key.Key_P: lambda: self.list.go(-1),
                **{key: partial(self._settle, outcome) for key, outcome in settles.items()},
            }
        )
        self.list.current_changed.connect(lambda _row: self._show_current())
        self.lanes = QTextBrowser()
        self.lanes.setAccessibleName("Both readings")
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.reason = QComboBox()
        take_as_typed(self.reason)
        self.reason.setAccessibleName("Reason")
        self.reason.addItems(["", *REASONS])
        field = self.reason.lineEdit()
        if field is not None:
            field.setPlaceholderText("Reason")
        self.buttons = {
            outcome: quiet_button("", "", partial(self._settle, outcome)) for outcome in settles.values()
        }
        self.buttons[Outcome.BOTH].setText("Both")
        self.buttons[Outcome.NEITHER].setText("Neither")
        self.another = quiet_button("Another code…", "", self._ask_code)
        self.back = quiet_button("Take back", "", self._unsettle)
        self.text = quiet_button("Show in the transcript", "", self._go)
        self.report = quiet_button("Report of agreement…", "", self._go_to_report)
        self.report.setVisible(numbers)
        self.alike = quiet_button("Copy what both coded alike", "", self._take_alike)
        above = (self.one, QLabel("and"), self.other, self.where, self.code, self.kind, self.unsettled)
        acts = (*self.buttons.values(), self.another, self.reason, self.back)
        below = (self.alike, self.text, self.report)
        lay_out(self, Readings(above, self.list, self.state, self.lanes, acts, below, self.bar, _HINT))
        session.changed.connect(self._on_changed)
        tell_refusals(session, self, self.bar.refuse)
        self._keep_to_role()
        self._ask()
        self.list.setFocus()

    def _box(self, name: str, part: str) -> WordBox:
        box = choice_box(self, name)
        box.activated.connect(lambda _index: self._choose(**{part: box.chosen}))
        return box

    # -- what is listed ---------------------------------------------------------------------------

    def _choose(self, **changes: Any) -> None:
        self._choice = replace(self._choice, **changes)
        self._ask()

    def _on_changed(self, _step: Step, touched: Touched) -> None:
        if touched.codings or _CARES_FOR & touched.kinds:
            self._ask()

    def _ask(self) -> None:
        """Find the differences again, in the background: there may be thousands."""
        study, sight = self._session.study, self._session.project.sight
        choice = self._choice = valid(study, self._choice)
        self._offer(study)

        def work(_progress: Progress) -> tuple[ReadingDifference, ...]:
            if choice.one is None or choice.other is None or choice.one == choice.other:
                return ()
            texts = choice.transcripts(study)
            check_read(study, sight, texts)
            found = differences(study, (choice.one, choice.other), texts)
            return tuple(each for each in found if choice.holds(each))

        self._latest.ask(work, self._show_found, self._show_refused)

    def _offer(self, study: Study) -> None:
        choice = self._choice
        people = [(row.id, row.name) for row in study.coders_in_order if row.name != AGREED]
        self.one.offer(people, choice.one)
        self.other.offer(people, choice.other)
        self.where.offer([(None, "in all transcripts"), *places_offered(study)], choice.place)
        codes = [(code.id, study.path(code.id)) for code in study.codes_in_order if code.codable]
        self.code.offer([(None, "about all codes"), *codes], choice.code)
        self.kind.offer(kinds_offered(study, choice), choice.kind)
        for outcome, coder in ((Outcome.ONE, choice.one), (Outcome.OTHER, choice.other)):
            self.buttons[outcome].setText(f"{name_of(study, coder)}’s reading")

    def _show_found(self, found: tuple[ReadingDifference, ...]) -> None:
        self.found = found
        self._settled = sum(each.decision is not None for each in found)
        study = self._session.study
        # Of a study that has moved on meanwhile, other differences are being looked for.
        if {each.transcript_id for each in found} <= study.transcripts.keys():
            self.list.show_found(study, found)
            self._show_current()

    def _show_refused(self, reason: str) -> None:
        """Say why nothing is compared, instead of that there is no difference."""
        self._show_found(())
        self.state.setText(reason)
        self.alike.setEnabled(False)

    def _keep_to_role(self) -> None:
        settling = (*self.buttons.values(), self.another, self.back, self.alike)
        withhold(self._session.why_not_all, *settling)

    def _show_current(self) -> None:
        each, study = self.list.current, self._session.study
        for button in (*self.buttons.values(), self.another, self.text):
            button.setEnabled(each is not None)
        self.back.setEnabled(each is not None and each.decision is not None)
        self.alike.setEnabled(self._choice.one is not None)
        self._keep_to_role()
        if each is None or not set(each.codes) <= study.codes.keys():
            self.state.setText(_NONE if self._choice.one is not None else _NOBODY)
            self.lanes.clear()
            return
        told = f"{kind_in_words(study, each)}. {decision_in_words(study, each)}."
        if self._numbers:
            number = beginning(counted(len(self.found), "passage"))
            told = f"{number} read differently, {self._settled:,} settled. This one: {told}"
        else:
            told = with_capital(told)
        self.state.setText(told)
        self.lanes.setHtml(lanes_of(study, each, colours_now()))
        self.reason.setEditText("" if each.decision is None else each.decision.reason)

    # -- what is settled --------------------------------------------------------------------------

    def _do(self, intent: Callable[[Study], ChangeSet]) -> None:
        session = self._session
        step = session.do(lambda: intent(session.study))
        if step is not None:
            self.bar.inform(f"{step.happened}.", undo_offer(session))

    def _settle(self, outcome: Outcome, code_id: UUID | None = None) -> None:
        each = self.list.current
        if each is None:
            return
        settled = Settlement(each, outcome, self.reason.currentText().strip(), code_id)
        self._do(lambda study: settle(study, settled, self._session.coder_name))
        if not self._choice.unsettled:
            # Where only what is not settled is listed, the next one takes its place.
            self.list.go(1)

    def _unsettle(self) -> None:
        each = self.list.current
        if each is not None and each.decision is not None:
            decision = each.decision.id
            self._do(lambda study: unsettle(study, [decision]))

    def _ask_code(self) -> None:
        study = self._session.study

        def lines(words: str) -> list[FinderLine]:
            holds = narrowing_by_words(words)
            codes = [code for code in study.codes_in_order if code.codable and holds(study.path(code.id))]
            return [
                FinderLine(study.path(code.id), "", partial(self._settle, Outcome.NEW, code.id))
                for code in codes
            ]

        FinderDialog("The code that both agree on", "Type to find a code", lines, self).open()

    def _take_alike(self) -> None:
        choice = self._choice
        if choice.one is None or choice.other is None:
            return
        pair = choice.one, choice.other

        def intent(study: Study) -> ChangeSet:
            rows = choice.transcripts(study)
            return take_agreed(study, [(key, each) for key in rows for each in alike(study, pair, key)])

        self._do(intent)

    def _go(self) -> None:
        each = self.list.current
        if each is not None:
            self.accept()
            self.place_wanted.emit(each.transcript_id, each.span)

    def _go_to_report(self) -> None:
        self.accept()
        self.report_wanted.emit()

    def done(self, result: int) -> None:
        self._latest.stop()
        super().done(result)
