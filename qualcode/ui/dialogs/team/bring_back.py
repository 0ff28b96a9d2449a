"""Copies that come home: what each coder did, what is odd about a copy, and a step for each when accepted."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLabel, QTreeWidgetItem, QVBoxLayout, QWidget

from qualcode.model.change import ChangeSet
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.team import GivenCopy
from qualcode.model.teamwork.merge_plan import MergePlan
from qualcode.model.teamwork.merge_words import TITLES, by_state, counts, said
from qualcode.model.words.in_words import counted
from qualcode.ui.dialogs.button_row import button_row
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.session import lazy_copies
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.roomy_rows import RoomyRows
from qualcode.ui.widgets.row_arrows import ArrowTree

if TYPE_CHECKING:
    from qualcode.project.teamwork.returning import ReturnedCopy

_SHOWN: Final = 200
"""Lines of a kind that are listed; what is beyond them is counted."""


class BringBackDialog(QDialog):
    """A heading for each copy, and what comes with it below."""

    brought = Signal(object)
    """The copies, when all of them are home."""

    def __init__(
        self,
        session: Session,
        copies: "Sequence[tuple[ReturnedCopy, MergePlan]]",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        study = session.project.whole
        self._copies = [copy for copy, plan in copies if plan.change or _goes_on(study, copy)]
        self._left = len(self._copies)
        self.setWindowTitle("Bring back copies")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(760, 480)
        each = "each in one step" if len(copies) != 1 else "in one step"
        words = QLabel(f"Bring back {counted(len(copies), 'copy', 'copies')}, {each} that can be undone.")
        hint = QLabel(
            "What coders did of their own comes as they left it. What they changed in the codebook or the "
            "text is offered afterwards."
        )
        hint.setWordWrap(True)
        mute(hint)
        self.list = ArrowTree()
        self.list.setAccessibleName("What comes")
        self.list.setHeaderHidden(True)
        self.list.setItemDelegate(RoomyRows(self.list, 0, 6))
        for copy, plan in copies:
            self.list.addTopLevelItem(_item_of(copy, plan))
        self.list.expandToDepth(0)
        self.button = PrimaryButton("Bring back")
        self.button.setDefault(True)
        self.button.setEnabled(bool(self._copies))
        self.button.clicked.connect(self._bring)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.setSpacing(SPACING + 2)
        column.addWidget(words)
        column.addWidget(self.list, 1)
        column.addWidget(hint)
        column.addLayout(button_row(self, self.button))
        self.list.setFocus()

    def _bring(self) -> None:
        self.button.setEnabled(False)
        for copy in self._copies:
            self._session.carry_out(partial(_step_of, copy), self._arrived, self._stopped, whole=True)

    def _arrived(self, _step: Step) -> None:
        self._left -= 1
        if not self._left:
            self.brought.emit(self._copies)
            self.accept()

    def _stopped(self, _sentence: str) -> None:
        # It is said in the window; what came before it is home.
        self.reject()


def _goes_on(study: Study, copy: "ReturnedCopy") -> bool:
    """Whether a copy has steps that were not brought back, though nothing may come of them."""
    known = study.rows(GivenCopy).get(copy.mark.id)
    return known is None or copy.step > known.returned_step


def _step_of(copy: "ReturnedCopy", study: Study) -> ChangeSet:
    return lazy_copies.brought_home(study, copy)


def _item_of(copy: "ReturnedCopy", plan: MergePlan) -> QTreeWidgetItem:
    item = QTreeWidgetItem([f"{copy.coder.name}, round “{copy.round.name}” ({copy.other.name})"])
    for line in copy.oddities:
        odd = QTreeWidgetItem([f"To know: {line}"])
        odd.setToolTip(0, line)
        item.addChild(odd)
    if not plan.lines:
        item.addChild(QTreeWidgetItem(["Nothing that is not here already."]))
    for child in _kinds(plan):
        item.addChild(child)
    return item


def _kinds(plan: MergePlan) -> Iterator[QTreeWidgetItem]:
    for state, lines in by_state(plan):
        heading = QTreeWidgetItem([f"{TITLES[state]}: {counts(lines)}"])
        heading.addChildren([QTreeWidgetItem([said(line)]) for line in lines[:_SHOWN]])
        if len(lines) > _SHOWN:
            heading.addChild(QTreeWidgetItem([f"… and {len(lines) - _SHOWN:,} more"]))
        yield heading
