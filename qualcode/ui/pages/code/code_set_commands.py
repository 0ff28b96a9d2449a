"""What the actions of the Codebook menu do with sets of codes."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QWidget

from qualcode.model.change import ChangeSet
from qualcode.model.entities import CodeSet
from qualcode.model.words.in_words import counted
from qualcode.operations.codes.code_sets import (
    add_code_set,
    delete_code_set,
    rename_code_set,
    set_codes_of_set,
)
from qualcode.ui.commands.actions import Handler
from qualcode.ui.pages.code.workplace import CodeWorkplace
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.asking import ask_choice, ask_new_name, ask_text
from qualcode.ui.widgets.undo_offer import undo_offer

NO_SETS = "There are no code sets yet. Select codes in the codebook and make a set of them."
_CHOOSE_CODES = "Choose the codes in the codebook first."
_CHOOSE_SET = "Choose a set above the codebook first."


class CodeSetCommands:
    """Sets are made of the selected codes; the set that the codebook shows is renamed and deleted."""

    def __init__(self, workplace: CodeWorkplace) -> None:
        self._session = workplace.session
        self._tree = workplace.navigator.codebook
        self._messages = workplace.messages
        self._parent = workplace.window

    def handlers(self) -> dict[str, Handler]:
        """What each action of the menu does."""
        return {
            "set_make": self.ask_new,
            "set_add": self.ask_add,
            "set_remove": self.take_out,
            "set_rename": self.ask_name,
            "set_delete": self.delete,
        }

    def ask_new(self) -> None:
        """Ask for the name of a set of the selected codes."""
        codes = self._selected()
        if codes:
            label = f"Name of the set of {counted(len(codes), 'code')}"
            ask_text(self._parent, "New code set", label, "", lambda name: self.make(name, codes), "Make")

    def make(self, name: str, code_ids: list[UUID]) -> None:
        """Make a set and show it."""
        made: list[UUID] = []

        def change() -> ChangeSet:
            new, addition = add_code_set(self._session.study, name, code_ids)
            made.append(new.id)
            return addition

        if self._session.do(change) is not None:
            self._tree.show_set(made[0])

    def ask_add(self) -> None:
        """Ask to which set the selected codes are to be added."""
        codes = self._selected()
        if codes:
            label = f"Add {counted(len(codes), 'code')} to the set"
            ask_set(self._session, self._parent, label, "Add", lambda row: self.add(row, codes))

    def add(self, row: CodeSet, code_ids: list[UUID]) -> None:
        """Add codes to a set."""
        study = self._session.study
        there = [code.id for code in study.codes_of_set(row.id)]
        if set(code_ids) <= set(there):
            self._messages.inform(f"The set “{row.name}” has these codes already.")
        else:
            self._session.do(lambda: set_codes_of_set(study, row.id, [*there, *code_ids]))

    def take_out(self) -> None:
        """Take the selected codes out of the set that is shown."""
        row = self._shown()
        codes = set(self._selected()) if row is not None else set()
        if row is not None and codes:
            study = self._session.study
            rest = [code.id for code in study.codes_of_set(row.id) if code.id not in codes]
            self._session.do(lambda: set_codes_of_set(study, row.id, rest))

    def ask_name(self) -> None:
        """Ask for another name of the set that is shown."""
        row = self._shown()
        if row is not None:

            def rename(name: str) -> None:
                self._session.do(lambda: rename_code_set(self._session.study, row.id, name))

            def name() -> str | None:
                now = self._session.study.rows(CodeSet).get(row.id)
                return now.name if now else None

            ask_new_name(self._parent, "Rename the code set", "Name of the set", name, rename)

    def delete(self) -> None:
        """Delete the set that is shown; its codes stay."""
        row = self._shown()
        if row is not None:
            step = self._session.do(lambda: delete_code_set(self._session.study, row.id))
            if step is not None:
                told = f"{self._session.told(step)} The codes of the set stay."
                self._messages.inform(told, undo_offer(self._session))

    def _selected(self) -> list[UUID]:
        codes = self._tree.selected
        if not codes:
            self._session.refused.emit(_CHOOSE_CODES)
        return codes

    def _shown(self) -> CodeSet | None:
        sets = self._session.study.rows(CodeSet)
        row = None if self._tree.set_id is None else sets.get(self._tree.set_id)
        if row is None:
            self._session.refused.emit(_CHOOSE_SET if sets else NO_SETS)
        return row


def ask_set(
    session: Session, parent: QWidget, label: str, button: str, then: Callable[[CodeSet], object]
) -> None:
    """Ask for one of the project's sets."""
    sets = {row.name: row for row in session.study.code_sets_in_order}
    if sets:
        ask_choice(parent, "Code sets", label, list(sets), lambda name: then(sets[name]), button)
    else:
        session.refused.emit(NO_SETS)
