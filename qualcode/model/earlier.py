"""An earlier state of a project: a copy of its file, with what a person needs to choose one."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class EarlierState:
    """A copy that can be put back. Where it cannot be read, ``problem`` says why and the rest is empty."""

    path: Path
    kind: str
    """What the copy is, in words: the copy of a day, or why it was set aside."""
    size: int
    saved: datetime | None = None
    """When its last step was made."""
    step: int = 0
    last: str = ""
    """What that step was."""
    coder: str = ""
    transcripts: int = 0
    codes: int = 0
    segments: int = 0
    problem: str = ""
