"""For which program a project is exported, and what is done differently for it, with the reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from qualcode.model.exchange.positions import STANDARD, Counting, PositionUnit


class Target(StrEnum):
    """Who is to read the file."""

    STRICT = "strict"
    NVIVO = "nvivo"
    MAXQDA = "maxqda"
    ATLASTI = "atlasti"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a file is written. ``turns``: turns are selections of their speakers' cases."""

    name: str
    counting: Counting
    pairs: bool
    turns: bool
    reasons: tuple[str, ...]


_NO_TURNS: Final = (
    "Turns are not written as selections: each would be listed there as a segment without a code. "
    "Participants stay linked with their transcripts."
)

MANNERS: Final[Mapping[Target, Manner]] = {
    Target.STRICT: Manner("the standard", STANDARD, False, True, ()),
    Target.NVIVO: Manner(
        "NVivo",
        Counting(PositionUnit.UTF16, 2),
        True,
        True,
        (
            (
                "Line ends are CR and LF, and positions count UTF-16 units: NVivo for Windows writes its own "
                "files so, and would place segments elsewhere otherwise."
            ),
        ),
    ),
    Target.MAXQDA: Manner("MAXQDA", STANDARD, False, False, (_NO_TURNS,)),
    Target.ATLASTI: Manner("ATLAS.ti", STANDARD, False, False, (_NO_TURNS,)),
}
"""What each program gets."""
