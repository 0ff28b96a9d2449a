"""How a program counts positions in a text: what a character is, a line end, a mark of byte order, an end."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import Final

import numpy as np
import numpy.typing as npt

from qualcode.model.errors import QualcodeError

Places = npt.NDArray[np.int64]
"""Positions, or code points of a text."""


class PositionUnit(StrEnum):
    """What is counted as one."""

    CODE_POINTS = "code-points"
    UTF16 = "utf-16"
    BYTES = "bytes"


@dataclass(frozen=True, slots=True)
class Counting:
    """One way of counting.

    ``line_end`` is what CR and LF count together, ``mark`` whether a mark of byte order counts, ``inclusive``
    whether the end is the last position of a stretch or the one after it.
    """

    unit: PositionUnit = PositionUnit.CODE_POINTS
    line_end: int = 1
    mark: bool = False
    inclusive: bool = False

    def __str__(self) -> str:
        end = "inclusive" if self.inclusive else "exclusive"
        return f"{self.unit},crlf={self.line_end},bom={int(self.mark)},end={end}"

    @property
    def in_words(self) -> str:
        """The counting as a person reads it."""
        units = {
            PositionUnit.CODE_POINTS: "characters",
            PositionUnit.UTF16: "UTF-16 units",
            PositionUnit.BYTES: "bytes",
        }
        mark = ", the byte order mark counted" if self.mark else ""
        end = ", the last one included" if self.inclusive else ""
        ends = "one" if self.line_end == 1 else "two"
        return f"counted in {units[self.unit]}, the end of a line as {ends}{mark}{end}"


STANDARD: Final = Counting()
"""What the standard asks for."""

COUNTINGS: Final = tuple(
    Counting(unit, line_end, mark, inclusive)
    for inclusive, mark, unit, line_end in product((False, True), (False, True), PositionUnit, (1, 2))
)
"""Every way of counting, the standard's first."""


def counting_called(written: str) -> Counting:
    """The counting that is written like ``utf-16,crlf=2,bom=0,end=exclusive``.

    What is left out is the standard's. Raises QualcodeError.
    """
    values: dict[str, object] = {}
    for part in filter(None, (part.strip().casefold() for part in written.split(","))):
        name, _, value = part.partition("=")
        if part in list(PositionUnit):
            values["unit"] = PositionUnit(part)
        elif name == "crlf" and value in ("1", "2"):
            values["line_end"] = int(value)
        elif name == "bom" and value in ("0", "1"):
            values["mark"] = value == "1"
        elif name == "end" and value in ("exclusive", "inclusive"):
            values["inclusive"] = value == "inclusive"
        else:
            raise QualcodeError(
                f"“{part}” is not a way of counting positions; write, for example, “{COUNTINGS[3]}”."
            )
    return Counting(**values)  # type: ignore[arg-type]


class CountedText:
    """A text, and where its code points are for any way of counting.

    ``pairs`` are the line ends that were CR and LF in the file, by their code points; None: none was.
    """

    def __init__(self, text: str, pairs: Sequence[int] | None) -> None:
        self.length = len(text)
        letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        self._special = np.flatnonzero((letters > 0x7F) | (letters == 0x0A)).astype(np.int64)
        found = letters[self._special]
        self._is_end = found == 0x0A
        if pairs is not None:
            self._is_end &= np.isin(self._special, np.asarray(pairs, dtype=np.int64))
        self._wider = {
            PositionUnit.CODE_POINTS: np.zeros(len(found), np.int64),
            PositionUnit.UTF16: (found > 0xFFFF).astype(np.int64),
            PositionUnit.BYTES: ((found > 0x7F).astype(np.int64) + (found > 0x7FF) + (found > 0xFFFF)),
        }

    def _widened(self, counting: Counting) -> tuple[Places, Places, int]:
        """Code points that count more than one, what all up to each count more, and what comes before."""
        more = self._wider[counting.unit] + (self._is_end if counting.line_end == 2 else 0)
        wide = more > 0
        first = (3 if counting.unit is PositionUnit.BYTES else 1) if counting.mark else 0
        return self._special[wide], np.cumsum(more[wide]), first

    def code_points(self, positions: Places, counting: Counting) -> Places:
        """The code points at positions; -1 where one is outside the text or inside a character."""
        special, more, first = self._widened(counting)
        # Where the character after each wide one begins.
        after = special + 1 + more + first
        passed = np.searchsorted(after, positions, side="right")
        before = np.concatenate([np.zeros(1, np.int64), more])[passed]
        found = positions - first - before
        limit = np.concatenate([special, np.array([self.length], np.int64)])[passed]
        good = (found >= 0) & (found <= limit) & (found <= self.length)
        return np.where(good, found, -1)

    def positions(self, code_points: Places, counting: Counting) -> Places:
        """What a program that counts like this writes for code points."""
        special, more, first = self._widened(counting)
        passed = np.searchsorted(special, code_points, side="left")
        wider: Places = np.concatenate([np.zeros(1, np.int64), more])[passed]
        return code_points + first + wider

    def spans(self, starts: Places, ends: Places, counting: Counting) -> tuple[Places, Places]:
        """Starts and ends as half-open code points; -1 both where a stretch cannot be."""
        begin = self.code_points(starts, counting)
        end = self.code_points(ends + 1 if counting.inclusive else ends, counting)
        good = (begin >= 0) & (end > begin)
        return np.where(good, begin, -1), np.where(good, end, -1)

    def written(self, starts: Places, ends: Places, counting: Counting) -> tuple[Places, Places]:
        """Half-open code points as a program that counts like this writes them."""
        last = self.positions(ends, counting)
        return self.positions(starts, counting), last - 1 if counting.inclusive else last
