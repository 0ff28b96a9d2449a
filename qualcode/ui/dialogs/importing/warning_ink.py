"""The colour in which the import window says that something should be looked at."""

from typing import Final

from qualcode.model.codes.colour import readable
from qualcode.ui.look.theme import colours_now

_RED: Final = "#c0392b"
_CONTRAST: Final = 4.5


def warning_ink() -> str:
    """A red that can be read on what lists and fields are drawn on."""
    return readable(_RED, colours_now().base, _CONTRAST)
