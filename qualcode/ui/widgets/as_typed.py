"""A box for a name that may be a new one: it is what is typed, and Enter takes it at once."""

from PySide6.QtWidgets import QComboBox


def take_as_typed(box: QComboBox) -> None:
    """Let a name be typed in place of the choices, which are in the list.

    Qt would complete it to a choice that begins so, and take the first Enter for that alone.
    """
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.setCompleter(None)  # type: ignore[arg-type]
