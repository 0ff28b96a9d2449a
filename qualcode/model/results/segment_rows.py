"""Coded segments as spreadsheets hold them: words instead of positions, names instead of identities."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple


class SegmentPart(StrEnum):
    """What a column of a table of segments holds."""

    DOCUMENT = "document"
    WORDS = "words"
    CODE = "code"
    CODER = "coder"
    MEMO = "memo"
    WEIGHT = "weight"
    START = "start"
    END = "end"


IN_WORDS: Final[Mapping[SegmentPart, str]] = {
    SegmentPart.DOCUMENT: "Document",
    SegmentPart.WORDS: "Words of the segment",
    SegmentPart.CODE: "Code",
    SegmentPart.CODER: "Coder",
    SegmentPart.MEMO: "Memo",
    SegmentPart.WEIGHT: "Weight",
    SegmentPart.START: "Beginning",
    SegmentPart.END: "End",
}
"""What each part is called."""

UNKNOWN: Final = -1
"""A beginning or end that is not said."""


class SegmentRow(NamedTuple):
    """One coding of a segment.

    ``code`` is a path. ``start`` and ``end`` are what the row says of its place, in whatever its program
    counts; ``weight`` is as written; ``line`` is where the row is in its file.
    """

    document: str
    words: str
    code: str
    coder: str
    memo: str = ""
    weight: str = ""
    start: int = UNKNOWN
    end: int = UNKNOWN
    line: int = 0


class LeftOutRow(NamedTuple):
    """A row that becomes no coding, and why."""

    row: SegmentRow
    reason: str


@dataclass(frozen=True, slots=True)
class SegmentColumns:
    """Which columns hold what.

    ``codes`` are columns that stand for a code each, filled or ticked where it applies (Dedoose), with the
    columns of their weights in ``weights``. ``between`` parts several codes in one cell, ``levels`` the
    levels of a code.
    """

    parts: Mapping[SegmentPart, int]
    codes: Mapping[int, str]
    weights: Mapping[str, int]
    between: str = "\n"
    levels: str = ""

    @property
    def problem(self) -> str:
        """Why nothing can be imported so; empty where it can."""
        if SegmentPart.WORDS not in self.parts and not {SegmentPart.START, SegmentPart.END} <= set(
            self.parts
        ):
            return "Choose the column that holds the words of the segments."
        if SegmentPart.CODE not in self.parts and not self.codes:
            return "Choose the column that holds the codes."
        return ""
