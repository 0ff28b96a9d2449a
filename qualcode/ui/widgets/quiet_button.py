"""A button of a row of commands, which Enter in a field beside it does not press."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton


def quiet_button(words: str, tip: str, act: Callable[[], object] | None = None) -> QPushButton:
    """Without ``act`` the button opens a menu that it is given."""
    button = QPushButton(words)
    button.setAutoDefault(False)
    button.setToolTip(tip)
    if act is not None:
        button.clicked.connect(act)
    return button
