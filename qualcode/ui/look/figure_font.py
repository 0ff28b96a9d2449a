"""The font of figures on the screen: that of the pictures, which the drawing library brings along."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

from qualcode.model.codes.shades import FONT

_FILES: Final = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")


def figure_font(like: QFont) -> QFont:
    """The font of figures, as large as ``like``; ``like`` itself where the fonts are not there."""
    if not _is_there():
        return like
    font = QFont(like)
    font.setFamilies([FONT, *like.families()])
    return font


@cache
def _is_there() -> bool:
    """Load the fonts once. The library itself is not: that takes a second."""
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        return False
    folder = Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"
    numbers = [QFontDatabase.addApplicationFont(str(folder / name)) for name in _FILES]
    return min(numbers) >= 0
