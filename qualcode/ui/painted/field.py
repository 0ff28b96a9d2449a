"""A field for one line of text."""

from PySide6.QtWidgets import QLineEdit, QWidget


class LineField(QLineEdit):
    """Its words stand as far from the edge as those of fields for several lines."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextMargins(2, 1, 2, 1)
