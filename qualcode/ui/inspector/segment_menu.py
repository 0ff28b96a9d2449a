"""The menus of a segment: what can be done with it, and the weights it can have."""

from functools import partial
from typing import Final

from PySide6.QtWidgets import QMenu, QWidget

from qualcode.model.codes.weights import LEAST_WEIGHT, MOST_WEIGHT, weight_called, weight_steps
from qualcode.model.errors import QualcodeError
from qualcode.ui.commands.actions import Actions
from qualcode.ui.inspector.current_segment import CurrentSegment
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.asking import ask_text
from qualcode.ui.widgets.letter_menu import LetterMenu

_QUARTERS: Final = (0, 25, 50, 75, 100)
_ACTIONS: Final = (
    "code.recode", "", "code.memo", "edit.new_comment", "code.typical", "", "code.copy_quote",
    "code.select_words", "codebook.page", "", "code.remove",
)  # fmt: skip


class SegmentMenu:
    """Fills menus that act on the segment that keys act on."""

    def __init__(self, session: Session, actions: Actions, segment: CurrentSegment, home: QWidget) -> None:
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
                weights = LetterMenu("Weight", menu)
                self.fill_weights(weights)
                menu.addMenu(weights)

    def fill_weights(self, menu: QMenu) -> None:
        """The steps of the project's scale, or quarters of a hundred; any other number, and none."""
        coding = self._segment.coding
        now = None if coding is None else coding.weight
        steps = weight_steps(self._session.study.info)
        for number, words in [(step.number, str(step)) for step in steps] or [
            (number, str(number)) for number in _QUARTERS
        ]:
            action = menu.addAction(f"&{words}".replace("&&", "&"))
            action.setCheckable(True)
            action.setChecked(number == now)
            action.triggered.connect(partial(self._weigh, number))
        menu.addSeparator()
        menu.addAction("&Other weight…").triggered.connect(self._ask)
        nothing = menu.addAction("&No weight")
        nothing.setEnabled(now is not None)
        nothing.triggered.connect(partial(self._weigh, None))
        menu.addSeparator()
        menu.addAction(self._actions["project.settings"])

    def _weigh(self, weight: int | None, _checked: bool = False) -> None:
        self._segment.weigh(weight)

    def _ask(self) -> None:
        coding = self._segment.coding
        if coding is None:
            return
        label = f"Weight, from {LEAST_WEIGHT} to {MOST_WEIGHT}"
        now = "" if coding.weight is None else str(coding.weight)
        ask_text(self._home, "Weight", label, now, self._take, "Set")

    def _take(self, typed: str) -> None:
        try:
            weight = weight_called(self._session.study.info, typed) if typed.strip() else None
        except QualcodeError as error:
            self._session.refused.emit(str(error))
            return
        self._segment.weigh(weight)
