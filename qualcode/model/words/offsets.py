"""Positions in code points (ours) and in UTF-16 units (Qt's, NVivo's), and the way between them."""

from typing import Final

import numpy as np
import numpy.typing as npt

_LAST_BMP: Final = 0xFFFF


class Offsets:
    """Converts positions of one text between code points and UTF-16 units.

    Text without characters beyond U+FFFF has equal positions in both and takes the fast path.
    """

    __slots__ = ("_astral", "_length")

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._astral: npt.NDArray[np.int64] | None = None
        if text.isascii():
            return
        # As an array: max() of a string makes an object of each letter, thirty times as slowly.
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        if points.max() > _LAST_BMP:
            self._astral = np.flatnonzero(points > _LAST_BMP)

    @property
    def length(self) -> int:
        """Length of the text in code points."""
        return self._length

    @property
    def utf16_length(self) -> int:
        """Length of the text in UTF-16 units."""
        return self._length + (0 if self._astral is None else len(self._astral))

    def to_utf16(self, position: int) -> int:
        """UTF-16 position of the code point at ``position``."""
        if self._astral is None:
            return position
        return position + int(np.searchsorted(self._astral, position, side="left"))

    def to_code_points(self, position: int) -> int:
        """Code-point position of the UTF-16 unit at ``position``.

        The second half of a surrogate pair gives the position of its own character.
        """
        if self._astral is None:
            return position
        units = self._astral + np.arange(len(self._astral))
        return position - int(np.searchsorted(units, position, side="left"))
