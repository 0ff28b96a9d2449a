"""The buttons on the card of the segment that keys act on."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from qualcode.ui.commands.actions import Actions
from qualcode.ui.inspector.segment_menu import SegmentMenu
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.flow_layout import FlowLayout
from qualcode.ui.widgets.number_menu import NumberMenu


class SegmentButtons(QWidget):
    """Another code, a weight, and a menu with the rest."""

    def __init__(self, session: Session, actions: Actions, menu: SegmentMenu) -> None:
        super().__init__()
        self._session = session
        self.recode = QToolButton()
        self.recode.setDefaultAction(actions["code.recode"])
        self.recode.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.weight = _with_menu("Weight", actions["code.weight"].toolTip(), menu.fill_weights)
        self.more = _with_menu("More", "What else can be done with this segment", menu.fill)
        # With large letters they take a second line rather than widen the panel.
        row = FlowLayout(self)
        for button in (self.recode, self.weight, self.more):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        # An action gives its button its own state and tip whenever it changes.
        self._given = ((self.recode, actions["code.recode"]), (self.weight, actions["code.weight"]))
        for _, action in self._given:
            action.changed.connect(self._keep_to_role)
        session.changed.connect(self._keep_to_role)
        session.coder_changed.connect(self._keep_to_role)
        self._keep_to_role()

    def _keep_to_role(self) -> None:
        """Grey what changes the segment where whoever codes may change nothing, with the reason."""
        why = self._session.why_nothing
        for button, action in self._given:
            button.setEnabled(not why)
            button.setToolTip(why or action.toolTip())


def _with_menu(text: str, tip: str, fill: Callable[[NumberMenu], None]) -> QToolButton:
    """A button whose menu is filled when it opens."""
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    menu = NumberMenu("", button)

    def refill() -> None:
        menu.clear()
        fill(menu)

    menu.aboutToShow.connect(refill)
    button.setMenu(menu)
    return button
