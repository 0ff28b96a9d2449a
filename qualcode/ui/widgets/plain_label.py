"""Labels and captions that show words as they are: what people called a thing, or said, is no markup."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from qualcode.model.words.cutting import both_ends

_ENTRY: Final = 60
"""Letters: a menu with wider entries would lie over the text that it is about."""


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


def entry_caption(words: str) -> str:
    """The same for an entry of a menu: how a long name begins and ends."""
    return plain_caption(both_ends(words, _ENTRY))
