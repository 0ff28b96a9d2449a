"""What keys and buttons do with the segments in the list beside the text: go on, recode, remove, copy."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from qualcode.model.change import ChangeSet
from qualcode.model.identity import id_array
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted, listed
from qualcode.operations.codings.codings_across import (
    Chosen,
    number_of,
    own_and_others,
    recode_across,
    recode_as_new,
    remove_across,
)
from qualcode.ui.commands.actions import Handler
from qualcode.ui.inspector.current_segment import code_called, quote_with_reference, recoding_in_words
from qualcode.ui.pages.code.held_places import codings_held
from qualcode.ui.pages.code.workplace import CodeWorkplace
from qualcode.ui.transcript.accessible import announce
from qualcode.ui.transcript.picker import CodePicker
from qualcode.ui.widgets.held_menu import Holds, close_without
from qualcode.ui.widgets.letter_menu import LetterMenu
from qualcode.ui.widgets.plain_label import entry_caption
from qualcode.ui.widgets.undo_offer import undo_offer

_LISTED: Final = (
    "transcript.next_segment",
    "transcript.previous_segment",
    "code.recode",
    "code.remove",
    "code.copy_quote",
)
"""Actions of the segment at the cursor whose keys also work in the list, on what is selected there."""
_NO_CODE: Final = "Choose a code in the codebook first."


class SegmentsPaneCommands:
    """In the list, a key means the selected segments; in the text, the segment at the cursor, as ever."""

    def __init__(self, workplace: CodeWorkplace, in_text: Mapping[str, Handler]) -> None:
        """``in_text``: what the actions do while the keyboard is in the text."""
        self._session = workplace.session
        self._preferences = workplace.preferences
        self._actions = workplace.actions
        self._reading = workplace.reading
        self._view = workplace.reading.view
        self._pane = workplace.segments
        self._tree = workplace.navigator.codebook
        self._in_text = in_text
        self._recoder = CodePicker(workplace.session, workplace.window, one_only=True)
        self._recoder.chosen.connect(self._recode)
        self._recoder.created.connect(self._recode_as_new)
        self._pane.list.addActions([self._actions[name] for name in _LISTED])
        self._pane.list.customContextMenuRequested.connect(self._show_menu)
        self._to_recode: Chosen = {}
        self._pane.recode.clicked.connect(self._begin_recoding)
        self._pane.remove.clicked.connect(self._remove)
        self._pane.place_wanted.connect(self._show)
        self._pane.text_wanted.connect(self._view.setFocus)
        self._view.coding_activated.connect(self._pane.follow)
        self._reading.shown.connect(lambda _place: self._pane.show_place())
        self._tree.doubleClicked.connect(lambda _index: self.show_code())
        self._tree.entered_code.connect(self._on_enter)
        for button, name in ((self._pane.recode, "code.recode"), (self._pane.remove, "code.remove")):
            button.setToolTip(self._actions.said(f"For all that are selected ({{{name}}})"))

    def handlers(self) -> dict[str, Handler]:
        """What each action does, by its whole name."""
        return {
            "view.segments": self._toggle,
            "codebook.segments": self.show_code,
            "transcript.next_segment": partial(self._step, 1, "transcript.next_segment"),
            "transcript.previous_segment": partial(self._step, -1, "transcript.previous_segment"),
            "code.recode": partial(self._here_or_in_text, self._begin_recoding, "code.recode"),
            "code.remove": partial(self._here_or_in_text, self._remove, "code.remove"),
            "code.copy_quote": partial(self._here_or_in_text, self._copy, "code.copy_quote"),
        }

    def _here_or_in_text(self, here: Handler, name: str) -> None:
        (here if self._pane.list.hasFocus() else self._in_text[name])()

    # -- opening ------------------------------------------------------------------------------

    def show_code(self) -> None:
        """List the segments of the code that is chosen in the codebook."""
        code_id = self._tree.current
        if code_id is None:
            self._session.refused.emit(_NO_CODE)
        else:
            self._pane.open_code(code_id)

    def _on_enter(self, code_id: UUID) -> None:
        """Enter on a code applies it to the selected words; where none are, it lists its segments."""
        if self._view.selected_span() is None:
            self._pane.open_code(code_id)
        else:
            self._reading.desk.apply(code_id)

    def _toggle(self) -> None:
        """Open the list, with the keyboard in it; close it, wherever that is."""
        if self._pane.isHidden():
            self._pane.open_transcript(self._near())
        else:
            self._pane.dismiss()

    def _near(self) -> UUID | None:
        """The segment at the cursor, or the next one."""
        rows = self._view.codings
        after = (rows.end > self._view.cursor_position()).nonzero()[0]
        return rows.row(int(after[0]) if len(after) else len(rows) - 1).id if len(rows) else None

    # -- going through ------------------------------------------------------------------------

    def _step(self, by: int, name: str) -> None:
        if self._pane.isHidden():
            self._in_text[name]()
        elif self._pane.list.hasFocus():
            self._pane.step_in_list(by)
        else:
            self._pane.step(by, self._view.focused_coding, self._view.cursor_position())

    def _show(self, transcript_id: UUID, coding_id: UUID) -> None:
        """Show a segment in the text; the keyboard stays where it is."""
        if transcript_id != self._view.transcript_id:
            self._reading.show_transcript(transcript_id)
        if self._view.coding(coding_id) is not None:
            self._view.activate_coding(coding_id)
            return
        found = self._pane.rows.coding(self._pane.rows.places.row_of(coding_id))
        if found is not None:
            # Its stripe is filtered out: its words can be shown all the same.
            self._view.select_span(found[1].span)

    # -- changing -----------------------------------------------------------------------------

    def _begin_recoding(self) -> None:
        """Recode what is selected; where a colleague's segments are among it, ask which."""
        self._choose("Recode which?", self._ask_code)

    def _ask_code(self, chosen: Chosen) -> None:
        if chosen:
            self._to_recode, pane = chosen, self._pane.list
            self._recoder.open_at(
                pane.viewport(), self._place(), self._reading.desk.recent, back_to=pane,
                heading=_recoding_in_words(self._session.study, chosen),
            )  # fmt: skip

    def _place(self) -> QRect:
        """Where the current row is in the list; its corner where it is scrolled away."""
        pane = self._pane.list
        at = pane.visualRect(pane.currentIndex()).intersected(pane.viewport().rect())
        return QRect(0, 0, 1, 1) if at.isEmpty() else at

    def _recode(self, code_id: UUID) -> None:
        chosen = self._to_recode
        self._change(lambda study: recode_across(study, chosen, code_id), chosen)

    def _recode_as_new(self, name: str) -> None:
        known = code_called(self._session.study, name)
        if known is not None:
            self._recode(known)
            return
        chosen = self._to_recode
        self._change(lambda study: recode_as_new(study, chosen, name)[1], chosen)

    def _remove(self) -> None:
        """Remove what is selected; where a colleague's segments are among it, ask which."""
        self._choose("Remove which?", self._remove_these)

    def _remove_these(self, chosen: Chosen) -> None:
        if chosen:
            self._change(lambda study: remove_across(study, chosen), chosen)

    def _choose(self, question: str, act: Callable[[Chosen], None]) -> None:
        """Do it to what is selected: at once to one's own, and by choice where others' are among it."""
        chosen = self._pane.chosen
        own, others = own_and_others(self._session.study, chosen, self._session.coder_name)
        if not others:
            act(chosen)
            return
        menu = LetterMenu.fresh(self._pane)
        menu.setAccessibleName(question)
        menu.addSection(question)
        ways = [(f"{number_of(own)} of your own", own)] if own else []
        theirs = (
            f"including {listed([f'{name}’s' for name in others])}" if own else f"all by {listed(others)}"
        )
        ways.append((f"{number_of(chosen)}, {theirs}", chosen))
        for number, (label, these) in enumerate(ways, 1):
            action = menu.addAction(f"&{number} {entry_caption(label)}")
            action.triggered.connect(partial(_take, act, these))
        self._watch(menu)
        menu.popup(self._pane.list.viewport().mapToGlobal(self._place().bottomLeft()))
        menu.setActiveAction(menu.actions()[1])

    def _change(self, change: Callable[[Study], ChangeSet], chosen: Chosen) -> None:
        several = sum(map(len, chosen.values())) > 1
        self._session.carry_out(change, partial(self._say, several))

    def _say(self, several: bool, step: Step) -> None:
        self._pane.show_what_came(stays=several)
        undo = undo_offer(self._session)
        self._reading.note.say(f"{step.happened}.", undo, self._actions["edit.undo"].toolTip())

    def _copy(self) -> None:
        """Put the quotes of what is selected on the clipboard, one below the other."""
        rows = self._pane.rows
        found = [rows.coding(row) for row in self._pane.list.chosen]
        brackets = not self._preferences.bare_quotes
        quotes = [
            quote_with_reference(self._session.study, *each, brackets=brackets)
            for each in found
            if each is not None
        ]
        if quotes:
            QGuiApplication.clipboard().setText("\n".join(quotes))
            announce(self._view, f"{len(quotes)} quotes copied" if len(quotes) > 1 else "Quote copied")

    def _watch(self, menu: QMenu) -> None:
        """Close a menu when one of the chosen segments goes, or others are chosen, while it is open."""

        def hold() -> Holds:
            chosen, study = self._pane.chosen, self._session.study
            rows = [
                (place, study.codings_of(place).row(int(at)))
                for place, ids in chosen.items()
                for at in study.codings_of(place).positions(id_array(ids))
            ]
            held = codings_held(lambda: self._session.study, rows)
            return lambda: held() and self._pane.chosen == chosen

        close_without(menu, self._session, hold)

    def _show_menu(self, point: QPoint) -> None:
        if self._pane.chosen:
            menu = LetterMenu.fresh(self._pane)
            menu.addActions([self._actions[name] for name in _LISTED[2:]])
            self._watch(menu)
            menu.popup(self._pane.list.viewport().mapToGlobal(point))


def _recoding_in_words(study: Study, chosen: Chosen) -> str:
    """``Recode 3 segments from stigma to:``; of one, its words."""
    rows = [
        (place, study.codings_of(place).row(int(at)))
        for place, ids in chosen.items()
        for at in study.codings_of(place).positions(id_array(ids))
        if at >= 0
    ]
    if len(rows) == 1:
        return recoding_in_words(study, *rows[0])
    codes = {row.code_id for _, row in rows}
    now = study.codes[codes.pop()].name if len(codes) == 1 else counted(len(codes), "code")
    return f"Recode {number_of(chosen)} from {now} to:"


def _take(act: Callable[[Chosen], None], chosen: Chosen, _checked: bool = False) -> None:
    act(chosen)
