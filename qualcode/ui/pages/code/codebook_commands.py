"""What the actions of the Codebook menu do with the codes that are selected in the tree."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QMenu

from qualcode.model.change import ChangeSet
from qualcode.model.codes.codebook import CodebookRow
from qualcode.model.codes.colour import colour_names
from qualcode.model.codes.pinned_keys import PINNED_KEYS, key_name
from qualcode.model.entities import Code, Palette
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import key_of
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.operations.codes.codebook import (
    change_palette,
    deal_colours,
    names_of,
    pin_code,
    recolour_codes,
    set_codable,
)
from qualcode.operations.codes.codebook_fitting import fitting_rows
from qualcode.operations.codes.codebook_import import import_codebook
from qualcode.operations.codes.codebook_structure import delete_codes, move_codes, sort_codes
from qualcode.operations.palette import FIRST_COLOURS
from qualcode.ui.commands.actions import Handler
from qualcode.ui.dialogs.merge import MergeDialog
from qualcode.ui.dialogs.move_codes import ask_place
from qualcode.ui.dialogs.new_code import CodeTyped, NewCodeDialog
from qualcode.ui.dialogs.split import SplitDialog
from qualcode.ui.look.icons import swatch
from qualcode.ui.models.codebook_order import CodeOrder
from qualcode.ui.pages.code.code_set_commands import CodeSetCommands
from qualcode.ui.pages.code.with_others import delete_with_others
from qualcode.ui.pages.code.workplace import CodeWorkplace
from qualcode.ui.session import lazy_imports
from qualcode.ui.widgets.asking import plain_buttons
from qualcode.ui.widgets.held_menu import close_without
from qualcode.ui.widgets.letter_menu import LetterMenu
from qualcode.ui.widgets.messages import Offer
from qualcode.ui.widgets.plain_label import entry_caption
from qualcode.ui.widgets.undo_offer import undo_offer

_FILES = "Codebooks and projects (*.csv *.xlsx *.qualcode)"
_COLOURS_ARE_BEST = (
    "The colours are unlike all others already; nothing was changed. Choose “Change the colour…” for a "
    "colour of your own."
)
_CHOOSE = "Choose a code in the codebook first."


class CodebookCommands:
    """Every command works on the tree's selection; refusals reach people through the session."""

    def __init__(self, workplace: CodeWorkplace) -> None:
        self._session = workplace.session
        self._background = workplace.background
        self._tree = workplace.navigator.codebook
        self._files = workplace.files
        self._messages = workplace.messages
        self._parent = workplace.window
        self._actions = workplace.actions
        self._session.changed.connect(self._show_palette)
        self._show_palette()
        self.sets = CodeSetCommands(workplace)

    def handlers(self) -> dict[str, Handler]:
        """What each action of the menu does."""
        return {
            "add": self.ask_new,
            "add_below": self.add_below,
            "rename": self.rename,
            "colour": self.choose_colour,
            "deal_colours": self.deal_colours,
            "colour_blind": self.change_palette,
            "move": self.ask_place,
            "pin": self.choose_digit,
            "category": self.toggle_category,
            "merge": self.merge,
            "split": self.split,
            "sort": self.sort,
            "delete": self.delete,
            "import": self.import_file,
            **{f"order_{order}": partial(self._tree.show_in, order) for order in CodeOrder},
            **self.sets.handlers(),
        }

    # -- which codes --------------------------------------------------------------------------

    def _selected(self) -> list[Code]:
        codes = [self._session.study.codes[code_id] for code_id in self._tree.selected]
        if not codes:
            self._session.refused.emit(_CHOOSE)
        return codes

    def _for_each_selected(self, act: Callable[[list[Code]], object]) -> None:
        codes = self._selected()
        if codes:
            act(codes)

    # -- commands -----------------------------------------------------------------------------

    def ask_new(self) -> None:
        """Open the form for a new code where the tree's cursor is: beside a code, in a category."""
        current = self._session.study.codes.get(self._tree.current) if self._tree.current else None
        if current is None:
            self._open_form(None, None)
        elif current.codable:
            self._open_form(current.parent_id, current.id)
        else:
            self._open_form(current.id, None)

    def add_below(self) -> None:
        """Open the form for a new code below the chosen one."""
        self._for_each_selected(lambda codes: self._open_form(codes[0].id, None))

    def _open_form(self, parent_id: UUID | None, after_id: UUID | None) -> None:
        self._new_form(parent_id, after_id).open()

    def _new_form(self, parent_id: UUID | None, after_id: UUID | None) -> NewCodeDialog:
        dialog = NewCodeDialog(self._session, parent_id, after_id, self._parent)
        dialog.added.connect(self._tree.show_new)
        dialog.left.connect(self._offer_form)
        return dialog

    def _offer_form(self, typed: CodeTyped) -> None:
        """A form that was closed with something in it can be gone on with."""
        what = f"“{typed.name.strip()}”" if typed.name.strip() else "The new code"
        self._messages.inform(
            f"{what} was not added.", Offer("Keep editing", lambda: self._open_again(typed))
        )

    def _open_again(self, typed: CodeTyped) -> None:
        dialog = self._new_form(None, None)
        dialog.take(typed)
        dialog.open()

    def ask_place(self) -> None:
        """Ask where the chosen codes are to be moved."""
        codes = self._selected()
        if codes:
            ids = [code.id for code in codes]
            ask_place(self._session.study, ids, partial(self._move, ids), self._parent).open()

    def _move(self, code_ids: list[UUID], parent_id: UUID | None) -> None:
        if self._session.do(lambda: move_codes(self._session.study, code_ids, parent_id)) is not None:
            self._tree.choose(code_ids)

    def rename(self) -> None:
        self._for_each_selected(lambda codes: self._tree.rename(codes[0].id))

    def choose_colour(self) -> None:
        """Offer the palette as a menu, and any other colour behind it."""
        codes = self._selected()
        if not codes:
            return
        menu = self._menu()
        colours = FIRST_COLOURS[self._session.study.info.palette]
        for colour, name in zip(colours, colour_names(colours), strict=True):
            action = menu.addAction(swatch(colour), name.capitalize())
            action.triggered.connect(lambda _checked=False, chosen=colour: self._recolour(codes, chosen))
        menu.addSeparator()
        menu.addAction("Another colour…").triggered.connect(lambda: self._ask_colour(codes))
        self._popup(menu)

    def deal_colours(self) -> None:
        """Give the chosen codes and those below them other colours; without a choice, all codes."""
        ids = self._tree.selected
        dealt: list[ChangeSet] = []

        def deal(study: Study) -> ChangeSet:
            dealt.append(deal_colours(study, ids))
            return dealt[-1]

        self._session.carry_out(deal, self._say)
        if dealt and not dealt[-1]:
            self._messages.inform(_COLOURS_ARE_BEST)

    def change_palette(self) -> None:
        """Give all codes colours for colour-blind readers, or the usual ones again."""
        on = self._actions["codebook.colour_blind"].isChecked()
        palette = Palette.COLOUR_BLIND if on else Palette.USUAL
        self._session.carry_out(lambda study: change_palette(study, palette), self._say, self._show_palette)

    def _show_palette(self, *_news: object) -> None:
        palette = self._session.study.info.palette
        self._actions["codebook.colour_blind"].setChecked(palette is Palette.COLOUR_BLIND)

    def _ask_colour(self, codes: list[Code]) -> None:
        dialog = plain_buttons(QColorDialog(QColor(codes[0].colour), self._parent))
        dialog.colorSelected.connect(lambda colour: self._recolour(codes, colour.name()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _recolour(self, codes: list[Code], colour: str) -> None:
        self._session.do(lambda: recolour_codes(self._session.study, [code.id for code in codes], colour))

    def choose_digit(self) -> None:
        """Offer the keys, with the codes that have them now."""
        codes = self._selected()
        if not codes:
            return
        taken = {code.digit: code.name for code in self._session.study.codes.values() if code.digit}
        menu = self._menu()
        # The keys with Shift have a menu of their own: each digit stands for one entry in each.
        shifted = LetterMenu("With &Shift", menu)
        for digit in PINNED_KEYS:
            now = f"  (now {entry_caption(taken[digit])})" if digit in taken else ""
            key = key_name(digit)
            action = (menu if key.isdecimal() else shifted).addAction(f"{key[:-1]}&{key[-1]}{now}")
            action.triggered.connect(lambda _checked=False, key=digit: self.pin(codes[0], key))
        menu.addMenu(shifted)
        menu.addSeparator()
        menu.addAction("&No key").triggered.connect(lambda: self.pin(codes[0], None))
        close_without(menu, self._session, lambda: lambda: codes[0].id in self._session.study.codes)
        self._popup(menu)

    def pin(self, code: Code, digit: int | None) -> None:
        self._session.do(lambda: pin_code(self._session.study, code.id, digit))

    def toggle_category(self) -> None:
        self._for_each_selected(
            lambda codes: self._session.do(
                lambda: set_codable(self._session.study, codes[0].id, not codes[0].codable)
            )
        )

    def merge(self) -> None:
        self._for_each_selected(
            lambda codes: MergeDialog(
                self._session, self._background, [code.id for code in codes], self._parent
            ).open()
        )

    def split(self) -> None:
        codes = self._selected()
        if codes and not self._session.study.coding_counts.get(key_of(codes[0].id)):
            self._session.refused.emit(f"“{codes[0].name}” has no segments to be sorted into new codes.")
        elif codes:
            SplitDialog(self._session, codes[0].id, self._parent).open()

    def sort(self) -> None:
        """Sort the level of the current code, or the top."""
        current = self._tree.current
        code = None if current is None else self._session.study.codes.get(current)
        parent_id = None if code is None else code.parent_id
        self._session.do(lambda: sort_codes(self._session.study, parent_id))

    def delete(self) -> None:
        codes = self._selected()
        if codes:
            ids = [code.id for code in codes]
            study = self._session.study
            delete_with_others(
                self._session,
                self._messages,
                names_of(codes),
                lambda: self._session.carry_out(lambda study: delete_codes(study, ids), self._say),
                codes={*ids, *(row.id for code in ids for row in study.descendants(code))},
            )

    def import_file(self) -> None:
        self._files.one("Import a codebook", _FILES, self._import)

    def _import(self, path: Path) -> None:
        self._background.run(
            lambda progress: lazy_imports.read_codebook(path, progress),
            lambda rows: self._take(path.name, rows),
        )

    def _take(self, name: str, rows: list[CodebookRow]) -> None:
        told = ""

        def change(study: Study) -> ChangeSet:
            nonlocal told
            fitting = fitting_rows(study, rows)
            told = fitting.told
            made = import_codebook(study, fitting.rows)
            if not made:
                raise QualcodeError(
                    f"All codes of {name} are here already, worded as they are there. {told}".rstrip()
                )
            return made

        def say(step: Step) -> None:
            self._messages.inform(f"{step.happened}. {told}".rstrip(), undo_offer(self._session))

        self._session.carry_out(change, say)

    def _say(self, step: Step) -> None:
        self._messages.inform(self._session.told(step), undo_offer(self._session))

    def _menu(self) -> QMenu:
        return LetterMenu.fresh(self._parent)

    def _popup(self, menu: QMenu) -> None:
        viewport = self._tree.viewport()
        at = self._tree.visualRect(self._tree.currentIndex()).bottomLeft()
        # A code that has been scrolled out of sight must not take its menu along.
        at.setY(min(max(at.y(), 0), viewport.height()))
        menu.popup(viewport.mapToGlobal(at))
