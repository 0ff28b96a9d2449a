"""How a transcript is to be printed: its numbers, what stands in the margin, letters and paper."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final

LEAST_POINTS: Final = 7
MOST_POINTS: Final = 16


class PaperMargin(StrEnum):
    """What stands beside the text."""

    NOTHING = "nothing"
    CODES = "codes"
    STRIPES = "stripes"


class PaperSize(StrEnum):
    """The sheets that printers have."""

    A4 = "a4"
    LETTER = "letter"


MARGIN_WORDS: Final = {
    PaperMargin.NOTHING: "nothing",
    PaperMargin.CODES: "names of codes",
    PaperMargin.STRIPES: "stripes with names",
}
SIZE_WORDS: Final = {PaperSize.A4: "A4", PaperSize.LETTER: "Letter"}


@dataclass(frozen=True, slots=True)
class TranscriptPaper:
    """Line numbers go through the whole transcript, as it is cited; ``points`` is the size of letters.

    ``consent``: turns of people who may not be quoted are left out, each with a line that says so.
    """

    turn_numbers: bool = True
    line_numbers: bool = False
    margin: PaperMargin = PaperMargin.STRIPES
    points: int = 10
    size: PaperSize = PaperSize.A4
    consent: bool = True

    def written(self) -> str:
        """As text, to be kept."""
        return json.dumps(asdict(self))


def read(text: str) -> TranscriptPaper:
    """What ``written`` gave; the usual where it cannot be read."""
    usual = TranscriptPaper()
    try:
        kept: dict[str, Any] = json.loads(text or "{}")
        return TranscriptPaper(
            bool(kept.get("turn_numbers", usual.turn_numbers)),
            bool(kept.get("line_numbers", usual.line_numbers)),
            PaperMargin(kept.get("margin", usual.margin)),
            min(MOST_POINTS, max(LEAST_POINTS, int(kept.get("points", usual.points)))),
            PaperSize(kept.get("size", usual.size)),
            bool(kept.get("consent", usual.consent)),
        )
    except (ValueError, TypeError, AttributeError):
        return usual
