"""The coders of a project: renamed, given another colour, merged and deleted, each as one step."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QColorDialog,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.change import ChangeSet, Touched
from qualcode.model.codes.colour import colour_names
from qualcode.model.entities import Coder, Highlight
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.team import Membership, TeamRole
from qualcode.model.teamwork.roles import roles_by_coder
from qualcode.model.words.in_words import counted, plural_of
from qualcode.model.words.spelling import same_name
from qualcode.operations.coders import (
    CoderWork,
    coder_work,
    delete_coder,
    merge_coders,
    recolour_coder,
    rename_coder,
)
from qualcode.operations.palette import CODER_COLOURS
from qualcode.operations.teamwork.roles import set_roles
from qualcode.ui.look.icons import swatch
from qualcode.ui.look.theme import SPACING, mute
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.asking import ask_new_name, plain_buttons
from qualcode.ui.widgets.flow_layout import FlowLayout
from qualcode.ui.widgets.held_menu import close_without, same_as_now
from qualcode.ui.widgets.messages import MessageBar, Offer
from qualcode.ui.widgets.plain_label import entry_caption
from qualcode.ui.widgets.quiet_button import quiet_button
from qualcode.ui.widgets.undo_offer import undo_offer
from qualcode.ui.widgets.withheld import withhold

_ID = Qt.ItemDataRole.UserRole
_HINT = (
    "Coders appear here with their first coding. Merging moves all segments and highlights of a coder to "
    "another one; segments that are then the same become one."
)
_ROLES = {
    TeamRole.LEAD: "Lead: may do everything",
    TeamRole.CODER: "Coder: codes, writes memos and comments, changes codes",
    TeamRole.READER: "Reader: changes nothing",
}
_NO_ROLES = "Nobody has a role: everybody may do everything. When you give the first role, you become a lead."
_IN_FILE = "In a file, roles are an agreement: anyone who has the file can code under another name."
_ON_SERVER = (
    "The database keeps people to their roles once the person who looks after the server has set up the "
    "team there; ask them again where somebody is to have more rights."
)


class CoderList(QTreeWidget):
    """F2 asks for another name, Delete deletes."""

    def __init__(self, keys: dict[Qt.Key, Callable[[], object]]) -> None:
        super().__init__()
        self._keys = keys
        self.setAccessibleName("Coders")
        self.setHeaderLabels(["Coder", "Segments", "Highlights", "Role"])
        self.setRootIsDecorated(False)
        self.headerItem().setTextAlignment(1, Qt.AlignmentFlag.AlignRight)
        self.headerItem().setTextAlignment(2, Qt.AlignmentFlag.AlignRight)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        # Words beside words: after a figure that ends at the right they would run into it.
        self.header().moveSection(3, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._keys.get(Qt.Key(event.key()))
        if act is None or event.modifiers():
            super().keyPressEvent(event)
        else:
            act()


class CodersTab(QWidget):
    """A list of the coders, and what can be done with the chosen one."""

    def __init__(self, session: Session, bar: MessageBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._bar = bar
        self.list = CoderList({Qt.Key.Key_F2: self._ask_name, Qt.Key.Key_Delete: self._delete})
        self.list.currentItemChanged.connect(lambda _item, _before: self._enable())
        self.hint = QLabel(_HINT)
        self.hint.setWordWrap(True)
        mute(self.hint)
        line = QWidget()
        row = FlowLayout(line)
        self.rename = quiet_button("Rename…", "Give the coder another name (F2)", self._ask_name)
        self.recolour = quiet_button("Colour", "Give the coder another colour", None)
        self.merge = quiet_button("Merge into", "Move all work of this coder to another one", None)
        self.delete = quiet_button("Delete", "Delete a coder without any work", self._delete)
        self.role = quiet_button("Role", "Say what the coder may do in this project", None)
        self.colours, self.targets = QMenu(self.recolour), QMenu(self.merge)
        self.recolour.setMenu(self.colours)
        self.merge.setMenu(self.targets)
        self.roles = QMenu(self.role)
        self.role.setMenu(self.roles)
        for menu in (self.colours, self.targets, self.roles):
            close_without(menu, session, lambda: same_as_now(self._chosen_id))
        for role, words in _ROLES.items():
            action = self.roles.addAction(words)
            action.triggered.connect(lambda _on=False, role=role: self._take_role(role))
        for colour, name in zip(CODER_COLOURS, colour_names(CODER_COLOURS), strict=True):
            action = self.colours.addAction(swatch(colour), name.capitalize())
            action.triggered.connect(lambda _on=False, colour=colour: self._take_colour(colour))
        self.colours.addSeparator()
        self.colours.addAction("Another colour…").triggered.connect(self._ask_colour)
        for button in self._buttons():
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACING, 0, 0)
        column.addWidget(line)
        column.addWidget(self.list, 1)
        column.addWidget(self.hint)
        session.changed.connect(self._on_changed)
        self.refresh()

    # -- what is shown ----------------------------------------------------------------------------

    def _buttons(self) -> tuple[QPushButton, ...]:
        return self.rename, self.recolour, self.role, self.merge, self.delete

    @property
    def chosen(self) -> Coder | None:
        """The coder that is chosen in the list."""
        item = self.list.currentItem()
        return None if item is None else self._session.study.coders.get(item.data(0, _ID))

    def _chosen_id(self) -> UUID | None:
        return None if self.chosen is None else self.chosen.id

    def _on_changed(self, _step: Step, touched: Touched) -> None:
        if touched.codings or {Coder, Highlight, Membership} & touched.kinds:
            self.refresh()

    def refresh(self) -> None:
        """Show the coders as they are now."""
        chosen, study = self.chosen, self._session.study
        roles = roles_by_coder(study)
        place = max(0, self.list.currentIndex().row())
        # A button that is disabled for a moment in between would lose the keyboard.
        self.list.blockSignals(True)
        self.list.clear()
        for coder in study.coders_in_order:
            work = coder_work(study, coder.id)
            role = str(roles.get(coder.id, TeamRole.CODER)) if roles else ""
            item = QTreeWidgetItem(self.list, [coder.name, f"{work.codings:,}", f"{work.highlights:,}", role])
            item.setData(3, Qt.ItemDataRole.AccessibleTextRole, role or "no role")
            item.setIcon(0, swatch(coder.colour))
            item.setData(0, _ID, coder.id)
            for column in (1, 2):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if chosen is not None and coder.id == chosen.id:
                self.list.setCurrentItem(item)
        if not self.list.currentIndex().isValid() and self.list.topLevelItemCount():
            # Beside a coder who has just gone.
            last = self.list.topLevelItemCount() - 1
            self.list.setCurrentIndex(self.list.model().index(min(place, last), 0))
        where = _IN_FILE if self._session.project.path is not None else _ON_SERVER
        self.hint.setText(f"{_HINT} {where if roles else _NO_ROLES}")
        self.list.blockSignals(False)
        self._enable()

    def _enable(self) -> None:
        chosen, study = self.chosen, self._session.study
        for button in (self.rename, self.recolour, self.role, self.delete):
            button.setEnabled(chosen is not None)
        others = [row for row in study.coders_in_order if chosen is not None and row.id != chosen.id]
        self.merge.setEnabled(bool(others))
        self.targets.clear()
        for row in others:
            action = self.targets.addAction(swatch(row.colour), entry_caption(row.name))
            action.triggered.connect(lambda _on=False, target=row.id: self._ask_merge(target))
        self._keep_to_role(chosen)

    def _keep_to_role(self, chosen: Coder | None) -> None:
        """What is not for whoever codes is disabled, and says why; their own name and colour are theirs."""
        why, nothing = self._session.why_not_all, self._session.why_nothing
        own = chosen is not None and same_name(chosen.name, self._session.coder_name)
        for button in self._buttons():
            reason = nothing if own and button in (self.rename, self.recolour) else why
            withhold(reason, button)

    # -- what is done -----------------------------------------------------------------------------

    def _ask_name(self) -> None:
        coder = self.chosen
        if coder is not None:
            coders = self._session
            ask_new_name(
                self,
                "Rename the coder",
                "Name",
                lambda: row.name if (row := coders.study.coders.get(coder.id)) else None,
                lambda name: self._do(lambda study: rename_coder(study, coder.id, name)),
            )

    def _ask_colour(self) -> None:
        coder = self.chosen
        if coder is not None:
            dialog = plain_buttons(QColorDialog(QColor(coder.colour), self))
            dialog.colorSelected.connect(lambda colour: self._take_colour(colour.name()))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _take_colour(self, colour: str) -> None:
        coder = self.chosen
        if coder is not None:
            self._do(lambda study: recolour_coder(study, coder.id, colour))

    def _ask_merge(self, target_id: UUID) -> None:
        coder, study = self.chosen, self._session.study
        target = study.coders.get(target_id)
        if coder is None or target is None:
            return
        said = f"{_moved(coder_work(study, coder.id))} to “{target.name}”. “{coder.name}” is deleted."
        self._bar.ask_first(f"{said} You can undo this.", Offer("Merge", lambda: self._merge(coder, target)))

    def _merge(self, coder: Coder, target: Coder) -> None:
        mine = coder.name == self._session.coder_name

        def then(step: Step) -> None:
            if mine:
                # Otherwise the next coding would make the coder again who has just been merged.
                self._session.set_coder(target.name)
            self._say(step)

        self._session.carry_out(lambda study: merge_coders(study, [coder.id], target.id), then)

    def _take_role(self, role: TeamRole) -> None:
        coder, by = self.chosen, self._session.coder_name
        if coder is not None:
            self._do(lambda study: set_roles(study, {coder.name: role}, by))

    def _delete(self) -> None:
        coder = self.chosen
        if coder is not None:
            self._do(lambda study: delete_coder(study, coder.id))

    def _do(self, intent: Callable[[Study], ChangeSet]) -> None:
        self._session.carry_out(intent, self._say)

    def _say(self, step: Step) -> None:
        self._bar.inform(self._session.told(step), undo_offer(self._session))


def _moved(work: CoderWork) -> str:
    """``12 segments and 1 highlight move``."""
    parts = [
        counted(number, noun)
        for number, noun in ((work.codings, "segment"), (work.highlights, "highlight"))
        if number
    ]
    if not parts:
        return "Nothing has to be moved"
    verb = plural_of(sum(work), "moves", "move")
    return f"{' and '.join(parts)} {verb}"
