"""Pictures as large as they are drawn: Qt by itself reads none of more than 256 megabytes."""

from typing import Final

from PySide6.QtGui import QImageReader

_MEGABYTES: Final = 400
"""What the largest PNG that is drawn takes, with room to spare: a heat map of 300 codes needs 290."""


def read_large_pictures() -> None:
    """Have Qt read whatever is drawn here."""
    QImageReader.setAllocationLimit(_MEGABYTES)
