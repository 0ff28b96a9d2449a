"""Merging another project: what comes, what is to be chosen, and one step when it is accepted."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QPushButton,
    QStyleOptionViewItem,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.change import ChangeSet
from qualcode.model.machine.progress import Progress
from qualcode.model.study import Study
from qualcode.model.teamwork.merge_plan import MergeLine, MergePlan, MergeState, Side
from qualcode.model.teamwork.merge_words import (
    TITLES,
    by_noun,
    by_state,
    counts,
    in_words,
    nothing_in,
    only_identities,
    said,
)
from qualcode.ui.dialogs.button_row import button_row
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.painted.buttons import PrimaryButton
from qualcode.ui.session import lazy_imports
from qualcode.ui.session.background import Background
from qualcode.ui.session.latest import Latest
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.plain_label import plain_label
from qualcode.ui.widgets.roomy_rows import Index, RoomyRows
from qualcode.ui.widgets.row_arrows import ArrowTree

if TYPE_CHECKING:
    from qualcode.project.merging import OtherProject

_SHOWN: Final = 500
"""Lines of a kind that are listed; what is beyond them is counted."""

_KEY: Final = Qt.ItemDataRole.UserRole

_HINTS: Final = {
    MergeState.BOTH: "Ticked: theirs is taken. Not ticked: ours is kept.",
    MergeState.DELETED_HERE: "Ticked: it comes back, with what was done there. Not ticked: it stays deleted.",
    MergeState.DELETED_THERE: "Ticked: it is removed here, too. Not ticked: it is kept.",
}


class MergeProjectDialog(QDialog):
    """Shows the plan, takes choices by ticks, and merges.

    ``planned_for`` is the study that the plan was made for, where it is known.
    """

    def __init__(
        self,
        session: Session,
        background: Background,
        other: "OtherProject",
        plan: MergePlan,
        save_report: Callable[[list[str]], object],
        parent: QWidget | None = None,
        *,
        planned_for: Study | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._planned_for = planned_for
        self._latest = Latest(background)
        self._other = other
        self._chosen: dict[str, Side] = {}
        self.plan = plan
        verb = "Import" if other.imported else "Merge"
        self.setWindowTitle("Import from another program" if other.imported else "Merge with another project")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(820, 520)
        self.words = plain_label(
            " ".join((other.note, _begun(other), *plan.notes, only_identities(plan))).strip()
        )
        self.words.setWordWrap(True)
        hint = plain_label(
            "Tick what to take from the other project; what was deleted there is removed only where ticked. "
            f"{'Importing' if other.imported else 'Merging'} is one step and can be undone."
        )
        hint.setWordWrap(True)
        mute(hint)
        self.list = ArrowTree()
        self.list.setAccessibleName(f"What the {verb.lower()} does")
        self.list.setHeaderLabels(("What", "Here", "There"))
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.setUniformRowHeights(True)
        self.list.setItemDelegate(_Rows(self.list, 0, 6))
        self.list.itemChanged.connect(self._on_ticked)
        self.button = PrimaryButton(verb)
        self.button.setDefault(True)
        self.button.clicked.connect(self._merge)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.setSpacing(SPACING + 2)
        column.addWidget(self.words)
        column.addWidget(self.list, 1)
        column.addWidget(hint)
        report = QPushButton("Save the report…")
        report.setAutoDefault(False)
        report.clicked.connect(lambda: save_report(self.report()))
        buttons = button_row(self, self.button)
        buttons.insertWidget(0, report)
        column.addLayout(buttons)
        self._show(plan)
        self.list.setCurrentItem(next(self._headings()))
        self.list.setFocus()

    def report(self) -> list[str]:
        """All lines of the plan, those that are not listed as well."""
        return [self.words.text(), "", *in_words(self.plan)]

    # -- the plan -------------------------------------------------------------------------------

    def _show(self, plan: MergePlan) -> None:
        self.plan = plan
        open_before = {item.data(0, _KEY) for item in self._headings() if item.isExpanded()}
        first = not open_before and not self.list.topLevelItemCount()
        self.list.blockSignals(True)
        self.list.clear()
        for key, lines in _groups(plan):
            heading = _heading(key, lines)
            self.list.addTopLevelItem(heading)
            heading.setFirstColumnSpanned(True)
            for place in range(heading.childCount()):
                item = heading.child(place)
                if item is not None and lines[0].state is not MergeState.BOTH:
                    item.setFirstColumnSpanned(True)
            heading.setExpanded(lines[0].can_be_chosen if first else key in open_before)
        if not plan.lines:
            nothing = QTreeWidgetItem([nothing_in(plan)])
            self.list.addTopLevelItem(nothing)
            nothing.setFirstColumnSpanned(True)
        self.list.blockSignals(False)
        self.button.setEnabled(bool(plan.change))
        self._share_width()

    def _share_width(self) -> None:
        """What it is about gets all the width that both values leave; a person can drag the edges."""
        most = self.list.viewport().width() * 3 // 10
        for section in (1, 2):
            wanted = max(self.list.sizeHintForColumn(section), self.list.header().sectionSizeHint(section))
            self.list.header().resizeSection(section, min(wanted + 2 * SPACING, most))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _headings(self) -> Iterator[QTreeWidgetItem]:
        for row in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(row)
            if item is not None:
                yield item

    def _on_ticked(self, item: QTreeWidgetItem) -> None:
        """What one chooses may decide what else finds a place: the plan is made again."""
        key, theirs = item.data(0, _KEY), item.checkState(0) is Qt.CheckState.Checked
        of_kind = dict(_groups(self.plan)).get(key) if item.parent() is None else None
        chosen_keys = [key] if of_kind is None else [line.key for line in of_kind]
        self._chosen.update(dict.fromkeys(chosen_keys, Side.THEIRS if theirs else Side.OURS))
        project, other, chosen = self._session.project, self._other, dict(self._chosen)
        study, sight = project.whole, project.sight

        def work(progress: Progress) -> MergePlan:
            return lazy_imports.merge_plan(study, other, sight, chosen, progress)

        self.button.setEnabled(False)
        self._latest.ask(work, lambda plan: self._show_again(plan, study), self.words.setText)

    def _show_again(self, plan: MergePlan, study: Study) -> None:
        current = self.list.currentItem()
        key = None if current is None else current.data(0, _KEY)
        self._planned_for = study
        self._show(plan)
        for heading in self._headings():
            if heading.data(0, _KEY) == key:
                self.list.setCurrentItem(heading)
            for place in range(heading.childCount()):
                item = heading.child(place)
                if item is not None and item.data(0, _KEY) == key:
                    self.list.setCurrentItem(item)

    def _merge(self) -> None:
        other, chosen, sight = self._other, dict(self._chosen), self._session.project.sight
        planned_for, planned = self._planned_for, self.plan.change

        def change(study: Study) -> ChangeSet:
            if study is planned_for:
                return planned
            # Somebody has made a step meanwhile.
            return lazy_imports.merge_plan(study, other, sight, chosen).change

        self._session.carry_out(change, whole=True)
        self.accept()

    def done(self, result: int) -> None:
        self._latest.stop()
        super().done(result)


class _Rows(RoomyRows):
    """A code’s path is cut in its middle, as what was changed of it stands last; values at their end."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        if index.column() == 0:
            option.textElideMode = Qt.TextElideMode.ElideMiddle
        super().initStyleOption(option, index)


def _begun(other: "OtherProject") -> str:
    """What is compared with what."""
    if other.common_step:
        return (
            f"“{other.name}” and this project were the same up to step {other.common_step:,}. "
            "What only one side "
            "has changed since holds; where both have, you choose."
        )
    return (
        f"“{other.name}” has a history of its own. What both projects have is found by its text and its "
        "name; nothing counts as deleted."
    )


def _groups(plan: MergePlan) -> Iterator[tuple[str, list[MergeLine]]]:
    """The lines under each heading: where there is a choice, each kind of thing has one of its own."""
    for state, lines in by_state(plan):
        if lines[0].can_be_chosen:
            yield from ((f"{state}:{noun}", of_kind) for noun, of_kind in by_noun(lines))
        else:
            yield str(state), lines


def _heading(key: str, lines: list[MergeLine]) -> QTreeWidgetItem:
    """A heading with its lines; ticked, all of these are."""
    state = lines[0].state
    heading = QTreeWidgetItem([f"{TITLES[state]}: {counts(lines)}"])
    heading.setData(0, _KEY, key)
    heading.setToolTip(0, _HINTS.get(state, ""))
    heading.addChildren(list(_items(lines)))
    if lines[0].can_be_chosen:
        sides = {line.side for line in lines}
        several = len(sides) > 1
        taken = Qt.CheckState.Checked if Side.THEIRS in sides else Qt.CheckState.Unchecked
        heading.setCheckState(0, Qt.CheckState.PartiallyChecked if several else taken)
    return heading


def _items(lines: list[MergeLine]) -> Iterator[QTreeWidgetItem]:
    for line in lines[:_SHOWN]:
        both = line.state is MergeState.BOTH
        item = QTreeWidgetItem([f"{line.noun} {line.name}", line.here, line.there] if both else [said(line)])
        item.setData(0, _KEY, line.key)
        for section in range(3):
            item.setToolTip(section, said(line))
        if line.can_be_chosen:
            taken = line.side is Side.THEIRS
            item.setCheckState(0, Qt.CheckState.Checked if taken else Qt.CheckState.Unchecked)
        yield item
    if len(lines) > _SHOWN:
        yield QTreeWidgetItem([f"… and {len(lines) - _SHOWN:,} more"])
