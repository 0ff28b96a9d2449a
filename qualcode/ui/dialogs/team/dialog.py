"""The team: its rounds, how far each coder is, and copies given to coders."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.change import ChangeSet, Touched
from qualcode.model.machine.project_file import SUFFIX
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.team import CodingState, GivenCopy, Round
from qualcode.model.teamwork.rounds import coders_of_round, rounds_in_order
from qualcode.model.words.in_words import counted, listed
from qualcode.model.words.moments import BY_CLOCK
from qualcode.model.words.name_order import name_order
from qualcode.operations.coders import find_coder
from qualcode.operations.teamwork.giving import copy_here, keep_given
from qualcode.operations.teamwork.rounds import delete_round, reopen_round, set_progress
from qualcode.operations.teamwork.taking_in import set_folder
from qualcode.ui.dialogs.list_export import ListExport
from qualcode.ui.dialogs.team.new_round import NewRoundDialog
from qualcode.ui.dialogs.team.progress_table import ProgressTable
from qualcode.ui.dialogs.team.words import BLIND, BLIND_ON_SERVER, STATES, facts, state_of
from qualcode.ui.look.theme import SPACING, heading_font, mute
from qualcode.ui.session import lazy_copies, lazy_imports
from qualcode.ui.session.background import Background
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.asking import PROJECT_FILES, FileChooser
from qualcode.ui.widgets.flow_layout import FlowLayout
from qualcode.ui.widgets.held_menu import close_without, same_as_now
from qualcode.ui.widgets.messages import MessageBar, Offer
from qualcode.ui.widgets.plain_label import entry_caption
from qualcode.ui.widgets.quiet_button import quiet_button
from qualcode.ui.widgets.refusals import tell_refusals
from qualcode.ui.widgets.roomy_rows import RoomyRows
from qualcode.ui.widgets.undo_offer import undo_offer
from qualcode.ui.widgets.withheld import withhold

_ID = Qt.ItemDataRole.UserRole
_ALL = "To all coders…"
_GIVEN_BEFORE = (
    "Copies that were given before do not know of the folder: choose it in Team… in each of them, or give "
    "new ones."
)
_COPIES, _SHARED = "copies for coders", "shared folders"
_NONE = (
    "A round is coding that several people do on the same transcripts, under one version of the codebook. "
    "Open one to see how far each coder is, to give them copies of their own, and to compare what they coded."
)


class TeamDialog(QDialog):
    """Rounds at the left; at the right the chosen one, and what can be done with it."""

    return_wanted = Signal()
    """Copies are to be brought back."""
    look_wanted = Signal()
    """What is new in the shared folder is wanted."""

    def __init__(
        self, session: Session, background: Background, files: FileChooser, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._background = background
        self._files = files
        self.setWindowTitle("Team")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(900, 560)
        self.bar = MessageBar()
        session.changed.connect(self.bar.settle)
        self.list = QListWidget()
        self.list.setAccessibleName("Rounds")
        self.list.setItemDelegate(RoomyRows(self.list, 0, 8))
        self.list.currentItemChanged.connect(lambda _now, _before: self._show_chosen())
        self.new = quiet_button("New round…", "Open a round of coding", self._ask_new)
        self.title, self.facts = QLabel(), QLabel()
        self.title.setFont(heading_font(self.title.font(), 1.2))
        self.facts.setWordWrap(True)
        self.facts.setToolTip(BY_CLOCK)
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        mute(self.hint)
        self.table = ProgressTable()
        self.table.itemSelectionChanged.connect(self._enable)
        self.mark = quiet_button("Mark as", "Say how far the chosen cells are", None)
        self.give = quiet_button("Give to a coder…", "Write a copy with nobody else’s work", None)
        self.close_round = quiet_button("Close the round", "Let coders see one another’s work", self._close)
        self.share = quiet_button(
            "Shared folder", "A folder in which copies leave what is done in them", None
        )
        self.delete = quiet_button("Delete", "Delete the round; all codings stay", self._delete)
        self.back = quiet_button("Bring back copies…", "Take coders’ work home", self._bring_back)
        self._fill_states()
        self._fill_sharing()
        self.export = ListExport("Rounds", (files, background), self._write, self.bar.inform)
        self.coders = QMenu(self.give)
        self.give.setMenu(self.coders)
        self._lay_out()
        session.changed.connect(self._on_changed)
        for button in (self.mark, self.give, self.share):
            close_without(button.menu(), session, lambda: same_as_now(self._chosen_things))
        tell_refusals(session, self, self.bar.refuse)
        self.refresh()
        # An empty list is nowhere to begin.
        (self.list if self.list.count() else self.new).setFocus()

    def _fill_states(self) -> None:
        menu = QMenu(self.mark)
        for state, words in STATES.items():
            menu.addAction(words).triggered.connect(lambda _on=False, state=state: self._say(state))
        self.mark.setMenu(menu)

    def _fill_sharing(self) -> None:
        menu = QMenu(self.share)
        menu.addAction("Choose a folder…").triggered.connect(self._ask_folder)
        self.look = menu.addAction("Look for new work now")
        self.look.triggered.connect(self.look_wanted)
        self.unshare = menu.addAction("Stop sharing")
        self.unshare.triggered.connect(self._stop_sharing)
        self.share.setMenu(menu)

    def _lay_out(self) -> None:
        line = QWidget()
        row = FlowLayout(line)
        for button in (self.mark, self.give, self.share, self.close_round, self.delete):
            row.addWidget(button)
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        left.addWidget(self.new)
        right = QVBoxLayout()
        for part in (self.title, self.facts, self.hint, line):
            right.addWidget(part)
        right.addWidget(self.table, 100)
        # Without a round there is no table that would keep the words at the top.
        right.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(2 * SPACING)
        middle.addLayout(left, 1)
        middle.addLayout(right, 3)
        close = quiet_button("Close", "", self.accept)
        bottom = QHBoxLayout()
        bottom.addWidget(self.back)
        bottom.addWidget(self.export)
        bottom.addWidget(self.export.open)
        bottom.addStretch()
        bottom.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.setSpacing(SPACING + 2)
        column.addWidget(self.bar)
        column.addLayout(middle, 1)
        column.addLayout(bottom)

    def _write(self, path: Path) -> None:
        lazy_imports.write_team_list(path, self._session.study, "Rounds")

    # -- what is shown ----------------------------------------------------------------------------

    @property
    def chosen(self) -> Round | None:
        """The round that is chosen in the list."""
        row = self.list.currentRow()
        known = self._session.study.rows(Round)
        return None if row < 0 else known.get(self.list.item(row).data(_ID))

    def _on_changed(self, _step: Step, _touched: Touched) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Show the rounds as they are now, the latest first."""
        chosen = self.chosen
        self.list.blockSignals(True)
        self.list.clear()
        for row in reversed(rounds_in_order(self._session.study)):
            item = QListWidgetItem(f"{row.name}\n{state_of(row)}", self.list)
            item.setData(_ID, row.id)
            if chosen is not None and row.id == chosen.id:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self._show_chosen()

    def _show_chosen(self) -> None:
        row, study = self.chosen, self._session.study
        self.title.setText("No round yet" if row is None else row.name)
        self.facts.setText(_NONE if row is None else facts(study, row))
        self.hint.setText(BLIND if self._session.project.path is not None else BLIND_ON_SERVER)
        self.hint.setVisible(row is not None and row.is_open and row.blind)
        self.table.setVisible(row is not None)
        self.table.show_round(study, row)
        if row is not None:
            self.close_round.setText("Close the round" if row.is_open else "Open again")
            self.coders.clear()
            people = coders_of_round(study, row.id)
            if len(people) > 1:
                self.coders.addAction(_ALL).triggered.connect(self._ask_where_all)
                self.coders.addSeparator()
            for coder in people:
                self.coders.addAction(entry_caption(coder.name)).triggered.connect(
                    lambda _on=False, coder=coder: self._ask_where(coder.id, coder.name)
                )
        self._enable()

    def _enable(self) -> None:
        row, copied = self.chosen, copy_here(self._session.study) is not None
        self.mark.setEnabled(bool(self.table.places))
        self.give.setEnabled(row is not None and not copied)
        self.share.setEnabled(row is not None and self._session.project.path is not None)
        for action in (self.look, self.unshare):
            action.setEnabled(row is not None and bool(row.folder))
        for button in (self.close_round, self.delete):
            button.setEnabled(row is not None and not copied)
        for button in (self.new, self.back):
            button.setEnabled(not copied)
        withhold(
            self._session.why_not_all,
            *(self.new, self.give, self.share, self.close_round, self.delete, self.back),
        )
        withhold(self._why_not_marked(), self.mark)

    def _why_not_marked(self) -> str:
        """Coders say how far they are themselves; leads say it of everybody."""
        session = self._session
        coder = find_coder(session.study, session.coder_name)
        own = None if coder is None else coder.id
        others = any(each != own for _text, each in self.table.places)
        return session.why_not_all if others else session.why_nothing

    # -- what is done -----------------------------------------------------------------------------

    def _do(self, intent: Callable[[Study, UUID], ChangeSet]) -> None:
        row, session = self.chosen, self._session
        if row is None:
            return
        step = session.do(lambda: intent(session.study, row.id))
        if step is not None:
            self.bar.inform(session.told(step), undo_offer(session))

    def _chosen_things(self) -> tuple[UUID | None, list[tuple[UUID, UUID]]]:
        return None if self.chosen is None else self.chosen.id, self.table.places

    def _say(self, state: CodingState) -> None:
        places = self.table.places
        self._do(lambda study, round_id: set_progress(study, round_id, places, state))

    def _close(self) -> None:
        row, project = self.chosen, self._session.project
        is_open = row is not None and row.is_open
        self._do(
            (lambda _study, round_id: lazy_copies.closing(project, round_id)) if is_open else reopen_round
        )

    def _delete(self) -> None:
        self._do(delete_round)

    def _ask_new(self) -> None:
        dialog = NewRoundDialog(self._session, self)
        dialog.opened.connect(self._begin)
        dialog.open()

    def _begin(self, round_id: UUID) -> None:
        """A round was opened: the next thing is to give its coders copies, and a folder to leave them in."""
        self._choose(round_id)
        self.bar.ask(
            "The round is open. Each coder works in a copy of their own.",
            Offer("Give to all coders…", self._ask_where_all),
            Offer("Share a folder…", self._ask_folder),
        )

    def _choose(self, round_id: UUID) -> None:
        for place in range(self.list.count()):
            if self.list.item(place).data(_ID) == round_id:
                self.list.setCurrentRow(place)

    def _bring_back(self) -> None:
        self.return_wanted.emit()

    # -- a shared folder --------------------------------------------------------------------------

    def _ask_folder(self) -> None:
        self._files.folder(
            "The folder that the team shares",
            self.share_folder,
            "Share",
            of=_SHARED,
        )

    def share_folder(self, folder: Path) -> None:
        """Have the team of the chosen round share a folder, and look into it."""
        project = self._session.project
        self._do(lambda _study, round_id: lazy_copies.sharing(project, round_id, folder))
        row = self.chosen
        if row is None or not row.folder:
            return
        self.look_wanted.emit()
        given = [copy for copy in self._session.study.rows(GivenCopy).values() if copy.round_id == row.id]
        if copy_here(self._session.study) is not None:
            return
        offer = Offer("Give to all coders…", self._ask_where_all)
        if given:
            self.bar.ask(_GIVEN_BEFORE, offer)
        else:
            self.bar.ask(f"The round is shared in {folder}.", offer, path=Path(folder))

    def _stop_sharing(self) -> None:
        self._do(lambda study, round_id: set_folder(study, round_id, ""))

    # -- giving -----------------------------------------------------------------------------------

    def _ask_where(self, coder_id: UUID, name: str) -> None:
        row = self.chosen
        if row is None:
            return
        suggestion = f"{self._session.project.name} for {name}.qualcode"
        self._files.new(
            f"Give {name} a copy",
            PROJECT_FILES,
            suggestion,
            lambda path: self.give_copy(row.id, coder_id, path),
            "Give",
            of=_COPIES,
        )

    def _ask_where_all(self) -> None:
        self._files.folder("The folder for the copies", self.give_to_all, "Give", of=_COPIES)

    def give_to_all(self, folder: Path) -> None:
        """Write a copy for every coder of the round."""
        row, name = self.chosen, self._session.project.name
        if row is None:
            return
        given: list[str] = []
        for coder in coders_of_round(self._session.study, row.id):
            self.give_copy(row.id, coder.id, folder / f"{name} for {coder.name}{SUFFIX}", given)

    def give_copy(self, round_id: UUID, coder_id: UUID, path: Path, given: list[str] | None = None) -> None:
        """Write the copy in the background, and keep in mind who has it; ``given`` were written before it."""
        session = self._session
        record, by = session.project.record(whole=True), session.coder_name
        self._background.run(
            lambda _progress: lazy_copies.write_copy(record, round_id, coder_id, path, by),
            lambda written: self._keep(*written, [] if given is None else given),
            self.bar.refuse,
        )

    def _keep(self, written: Path, mark: GivenCopy, given: list[str]) -> None:
        def told(step: Step) -> None:
            given.append(written.name)
            # Whichever was written first.
            names = listed(sorted(given, key=name_order))
            all_of_them = f"{counted(len(given), 'copy', 'copies')} given in {written.parent}: {names}"
            self.bar.inform(f"{step.happened}: {written}" if len(given) == 1 else all_of_them)

        def failed(_sentence: str) -> None:
            # Nobody would know that it was given.
            written.unlink(missing_ok=True)

        self._session.carry_out(lambda study: keep_given(study, mark), told, failed, whole=True)
