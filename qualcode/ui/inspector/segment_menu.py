"""The menus of a segment: what can be done with it, and the weights it can have."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from qualcode.model.codes.weights import LEAST_WEIGHT, MOST_WEIGHT, weight_called, weight_steps
from qualcode.model.errors import QualcodeError
from qualcode.ui.commands.actions import Actions
from qualcode.ui.inspector.codings_here import in_words, of_others
from qualcode.ui.inspector.current_segment import CurrentSegment
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.asking import ask_text
from qualcode.ui.widgets.number_menu import NumberMenu
from qualcode.ui.widgets.plain_label import entry_caption

WEIGH_WHICH: Final = "Weigh which?"
_QUARTERS: Final = (0, 25, 50, 75, 100)
_LETTERS: Final = "ABCDEFGHIJKLM"
"""Before those of the other entries, No weight and Other weight."""
_ACTIONS: Final = (
    "code.recode", "", "code.memo", "edit.new_comment", "code.typical", "", "code.copy_quote",
    "code.select_words", "codebook.page", "", "code.remove",
)  # fmt: skip


class SegmentMenu:
    """Fills menus that act on the segment that keys act on."""

    def __init__(
        self,
        session: Session,
        actions: Actions,
        segment: CurrentSegment,
        home: QWidget,
        change: Callable[[str, Callable[[], object]], None],
    ) -> None:
        """``change`` does what changes the segment; of a colleague's it asks first, in given words."""
        self._change = change
        self._session = session
        self._actions = actions
        self._segment = segment
        self._home = home

    def fill(self, menu: QMenu) -> None:
        """Everything that can be done with the segment."""
        for name in _ACTIONS:
            if name:
                menu.addAction(self._actions[name])
            else:
                menu.addSeparator()
            if name == "code.recode":
                weights = NumberMenu("Weight", menu)
                self.fill_weights(weights)
                menu.addMenu(weights)

    def fill_weights(self, menu: NumberMenu) -> None:
        """The steps of the project's scale, or quarters of a hundred; any other number, and none.

        A digit takes the step that it is. Where steps have several, it begins a number, so that 70 is never
        75, and each step has a letter beside it that takes it at once.
        """
        self._segment.hold()
        coding, study = self._segment.coding, self._session.study
        if coding is not None and of_others(study, [coding], self._session.coder_name):
            # A colleague's is named above what would change it.
            menu.addSection(entry_caption(in_words(study, coding)))
        now = None if coding is None else coding.weight
        steps = weight_steps(study.info)
        shown = [(step.number, str(step)) for step in steps]
        shown = shown or [(number, str(number)) for number in _QUARTERS]
        digits = all(number < 10 for number, _ in shown)
        choice = QActionGroup(menu)
        for place, (number, words) in enumerate(shown):
            action = menu.addAction(_marked(entry_caption(words), place, digits))
            action.setCheckable(True)
            choice.addAction(action)
            action.setChecked(number == now)
            action.triggered.connect(partial(self._weigh, number))
        menu.addSeparator()
        menu.add_other("&Other weight", self._ask, self._take_number)
        nothing = menu.addAction("&No weight")
        nothing.setEnabled(now is not None)
        nothing.triggered.connect(partial(self._weigh, None))
        menu.addSeparator()
        menu.addAction(self._actions["project.settings"])

    def _weigh(self, weight: int | None, _checked: bool = False) -> None:
        self._give(weight)

    def _give(self, weight: int | None) -> None:
        self._segment.answered(lambda: self._change(WEIGH_WHICH, lambda: self._segment.weigh(weight)))

    def _ask(self) -> None:
        coding = self._segment.coding
        if coding is not None:
            self._ask_beginning_with("" if coding.weight is None else str(coding.weight))

    def _take_number(self, number: str) -> None:
        """Take a number that was typed in the menu; where none is so great, the question says so."""
        if int(number) <= MOST_WEIGHT:
            self._take(number)
        elif self._segment.coding is not None:
            self._ask_beginning_with(number).accept()

    def _ask_beginning_with(self, text: str) -> QInputDialog:
        self._segment.hold()
        label = f"Weight, from {LEAST_WEIGHT} to {MOST_WEIGHT}"
        return ask_text(self._home, "Weight", label, text, self._take, "Set")

    def _take(self, typed: str) -> None:
        try:
            weight = weight_called(self._session.study.info, typed) if typed.strip() else None
        except QualcodeError as error:
            self._session.refused.emit(str(error))
            return
        self._give(weight)


def _marked(words: str, place: int, digits: bool) -> str:
    """A step with what takes it: the digit that it is, or a letter beside it."""
    if digits:
        return f"&{words}"
    return f"{words}\t&{_LETTERS[place]}" if place < len(_LETTERS) else words
