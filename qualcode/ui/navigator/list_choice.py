"""The button above the transcripts that says how they are sorted, and the line that says which are shown."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from qualcode.model.transcript import TranscriptStatus
from qualcode.model.transcripts.transcript_sorting import TranscriptSorting
from qualcode.ui.commands.actions import Actions
from qualcode.ui.navigator.transcript_list import TranscriptList
from qualcode.ui.widgets.letter_menu import LetterMenu
from qualcode.ui.widgets.shown_line import ShownLine
from qualcode.ui.widgets.theme_icon import ThemeIcon

_SPOKEN = {
    TranscriptSorting.OWN: "in your own order",
    TranscriptSorting.NAME: "by name",
    TranscriptSorting.DATE: "by date",
    TranscriptSorting.CODED: "by share coded",
}


class SortButton(QToolButton):
    """A menu of orders and statuses, the same as in the menu Transcript."""

    def __init__(self, actions: Actions, list_: TranscriptList) -> None:
        super().__init__()
        self._list = list_
        self.setAutoRaise(True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # A drawing: beside words the heading would be cut on a small screen.
        ThemeIcon(self, "sort")
        menu = LetterMenu(parent=self)
        menu.addSection("Sort")
        for sorting in TranscriptSorting:
            menu.addAction(actions[f"transcripts.sort_{sorting}"])
        menu.addSection("Show only")
        for status in TranscriptStatus:
            menu.addAction(actions[f"transcripts.show_{status}"])
        self.setMenu(menu)
        self.refresh()

    def refresh(self) -> None:
        """Say which order holds."""
        sorting = self._list.transcripts.shown.sorting
        self.setToolTip(f"Sort the transcripts, or show only those of some status (now {_SPOKEN[sorting]})")
        self.setAccessibleName(f"Sort and filter transcripts: {_SPOKEN[sorting]}")


def shown_line(list_: TranscriptList) -> ShownLine:
    """“Only done” with the way back to all."""
    line = ShownLine(lambda: list_.show_statuses(frozenset()), list_)

    def refresh() -> None:
        model = list_.transcripts
        statuses = [status.words for status in TranscriptStatus if status in model.shown.statuses]
        line.say(f"Only {' or '.join(statuses)}: {len(model.in_order):,}" if statuses else "")

    list_.shown_changed.connect(refresh)
    list_.transcripts.modelReset.connect(refresh)
    refresh()
    return line
