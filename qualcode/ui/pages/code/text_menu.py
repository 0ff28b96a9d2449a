"""The menus that open in the text: what can be done with the words and the segment there."""

from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from qualcode.model.codings import Coding
from qualcode.ui.inspector.codings_here import NO_SEGMENT, in_words, of_others
from qualcode.ui.look.icons import swatch
from qualcode.ui.pages.code.held_places import place_held
from qualcode.ui.pages.code.segment_commands import SegmentCommands
from qualcode.ui.pages.code.whose_coding import WhoseCoding
from qualcode.ui.pages.code.workplace import CodeWorkplace
from qualcode.ui.widgets.held_menu import Holds, close_without
from qualcode.ui.widgets.letter_menu import LetterMenu
from qualcode.ui.widgets.plain_label import entry_caption

_RECENT: Final = 5
_OF_TURN: Final = (
    "transcript.split_turn",
    "transcript.join_turns",
    "transcript.speaker",
    "transcript.times",
)


class TextMenu:
    """Opens where the pointer or the caret is."""

    def __init__(self, workplace: CodeWorkplace, segments: SegmentCommands, whose: WhoseCoding) -> None:
        self._session = workplace.session
        self._actions = workplace.actions
        self._view = workplace.reading.view
        self._desk = workplace.reading.desk
        self._segments = segments
        self._listed = workplace.inspector.segments
        self._whose = whose
        self._view.context_requested.connect(self.open)

    def open(self, place: QPoint) -> None:
        """Open the menu at a place on the screen."""
        menu = self._fresh()
        menu.addAction(self._actions["code.choose"])
        self._add_recent(menu)
        for name in ("code.in_vivo", "code.highlight", "code.example"):
            menu.addAction(self._actions[name])
        menu.addSeparator()
        copying = menu.addAction("Copy")
        copying.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copying.setEnabled(self._view.selected_span() is not None)
        copying.triggered.connect(self._view.copy)
        for name in ("transcript.sentence", "transcript.turn"):
            menu.addAction(self._actions[name])
        menu.addSeparator()
        menu.addAction(self._actions["transcript.edit_text"])
        menu.addAction(self._actions["edit.new_comment"])
        turn = LetterMenu("The turn", menu)
        for name in _OF_TURN:
            turn.addAction(self._actions[name])
        menu.addMenu(turn)
        coding = self._segments.segment.coding
        if coding is not None:
            self._add_segment(menu, coding)
        close_without(menu, self._session, self._hold)
        menu.popup(place)

    def _hold(self) -> Holds:
        recent = self._desk.recent[:_RECENT]
        here = place_held(self._session, self._view, self._listed)
        return lambda: here() and all(each in self._session.study.codes for each in recent)

    def _add_recent(self, menu: QMenu) -> None:
        """The codes applied last, each a click away."""
        study, selected = self._session.study, self._view.selected_span() is not None
        for code_id in self._desk.recent[:_RECENT]:
            code = study.codes[code_id]
            action = menu.addAction(swatch(code.colour), f"Apply “{entry_caption(code.name)}”")
            action.setEnabled(selected)
            action.triggered.connect(partial(self._apply, code_id))

    def _apply(self, code_id: UUID, _checked: bool = False) -> None:
        self._desk.apply(code_id)

    def _add_segment(self, menu: QMenu, coding: Coding) -> None:
        menu.addSection(entry_caption(in_words(self._session.study, coding)))
        for name in ("code.recode", "code.memo"):
            menu.addAction(self._actions[name])
        more = LetterMenu("More", menu)
        self._segments.fill(more)
        menu.addMenu(more)
        menu.addAction(self._actions["code.remove"])

    # -- removing -----------------------------------------------------------------------------

    def remove_here(self) -> None:
        """Remove the coding at the cursor; of several the one that was pointed out, else ask which.

        A colleague's is asked about in any case.
        """
        here, hidden, _ = self._desk.codings_here()
        if not here:
            self._session.refused.emit(hidden or NO_SEGMENT)
            return
        pointed_out = self._listed.pointed_out
        meant = here if pointed_out is None else [row for row in here if row.id == pointed_out.id]
        if len(meant) == 1 and not of_others(self._session.study, meant, self._session.coder_name):
            self._desk.remove(meant[0])
        else:
            self._whose.ask("Remove which?", here, self._desk.remove)

    def _fresh(self) -> QMenu:
        menu = LetterMenu.fresh(self._view)
        self._actions.grey_in(menu)
        return menu
