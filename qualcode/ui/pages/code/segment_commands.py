"""What is done with the segment that keys act on: by its card, its stripe's menu, its handles and by key."""

from uuid import UUID

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from qualcode.ui.commands.actions import Handler
from qualcode.ui.inspector.current_segment import CurrentSegment
from qualcode.ui.inspector.segment_buttons import SegmentButtons
from qualcode.ui.inspector.segment_menu import WEIGH_WHICH, SegmentMenu
from qualcode.ui.pages.code.held_places import segment_held
from qualcode.ui.pages.code.whose_coding import WhoseCoding
from qualcode.ui.pages.code.workplace import CodeWorkplace
from qualcode.ui.transcript.held import SEGMENT_CHANGED
from qualcode.ui.widgets.held_menu import close_without
from qualcode.ui.widgets.letter_menu import LetterMenu
from qualcode.ui.widgets.number_menu import NumberMenu


class SegmentCommands:
    """Whatever is asked for acts on the emphasised segment, and emphasises it."""

    def __init__(self, workplace: CodeWorkplace, whose: WhoseCoding) -> None:
        self._whose = whose
        self._session = workplace.session
        self._reading = workplace.reading
        self._view = workplace.reading.view
        self._window = workplace.window
        segments = self._segments = workplace.inspector.segments
        self.segment = CurrentSegment(
            workplace.session, workplace.preferences, segments, self._view, self._window
        )
        self._menu = SegmentMenu(
            workplace.session, workplace.actions, self.segment, self._window, whose.change
        )
        buttons = SegmentButtons(workplace.session, workplace.actions, self._menu)
        for menu in buttons.findChildren(QMenu):
            self._watch(menu)
        segments.add_buttons(buttons)
        segments.current_changed.connect(self._point_out)
        segments.shown.connect(self._frame)
        segments.menu_wanted.connect(self.show_menu)
        self._reading.recoder.chosen.connect(self._recode)
        self._reading.recoder.created.connect(self._recode_as_new)
        self._reading.text.margin.context_requested.connect(lambda _id, place: self.show_menu(place))

    def handlers(self) -> dict[str, Handler]:
        """What each action does, by its whole name."""
        return {
            "code.recode": self.recode,
            "code.weight": self.show_weights,
            "code.copy_quote": self.segment.copy_quote,
            "code.select_words": self.segment.select_words,
        }

    def _point_out(self) -> None:
        """Show in the text which segment keys act on: its card was chosen."""
        coding = self.segment.coding
        if coding is not None:
            self._view.point_out(coding.id)

    def _frame(self) -> None:
        """Show in the text which segment keys act on: the caret has come to it. A selection is on its own."""
        coding = self.segment.coding
        if coding is not None and self._view.selected_span() is None:
            self._view.frame_coding(coding.id)

    def recode(self) -> None:
        """Ask for another code for the segment."""
        self._whose.change("Recode which?", self._choose_code)

    def _choose_code(self) -> None:
        here = self.segment.found()
        if here is not None:
            self.segment.hold()
            self._reading.choose_other_code(here[1])

    def _recode(self, code_id: UUID) -> None:
        self.segment.answered(lambda: self.segment.recode(code_id))

    def _recode_as_new(self, name: str) -> None:
        self.segment.answered(lambda: self.segment.recode_as_new(name))

    def fill(self, menu: QMenu) -> None:
        """Everything that can be done with the segment."""
        self._menu.fill(menu)

    def show_menu(self, place: QPoint) -> None:
        """Open the menu of the segment at a place on the screen."""
        if self.segment.coding is not None:
            menu = LetterMenu.fresh(self._window)
            self.fill(menu)
            self._watch(menu)
            menu.popup(place)

    def show_weights(self) -> None:
        """Offer the weights at the caret."""
        self._whose.change(WEIGH_WHICH, self._show_weights)

    def _show_weights(self) -> None:
        if self.segment.found() is not None:
            menu = NumberMenu.fresh(self._window)
            self._menu.fill_weights(menu)
            self._watch(menu)
            menu.popup(self._view.menu_place())

    def _watch(self, menu: QMenu) -> None:
        """Close a menu whose segment goes while it is open."""
        close_without(
            menu,
            self._session,
            lambda: segment_held(self._session, self._view, self._segments),
            SEGMENT_CHANGED,
        )
