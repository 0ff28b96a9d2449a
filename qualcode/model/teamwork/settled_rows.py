"""A line of a table of differences that was settled in a spreadsheet."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SettledRow:
    """What a line says: which difference, what was decided, the code where it is another one, and why."""

    key: str
    decision: str
    code: str
    reason: str
    line: int
