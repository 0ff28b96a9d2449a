"""A label that shows all words as they are: what people called a thing, or said, is no markup."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def plain_label(words: str = "") -> QLabel:
    """A label that takes no “<b>” for more than the three characters that it is."""
    label = QLabel()
    # Before the words: Qt would look whether they are markup otherwise.
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(words)
    return label


def plain_caption(words: str) -> str:
    """Words as the caption of a button, in which an ampersand would mark a key otherwise."""
    return words.replace("&", "&&")
