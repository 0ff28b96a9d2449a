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
    other: str = ""
    """The name of the project that it is of, where that is another one."""
    problem: str = ""

    @property
    def what(self) -> str:
        """What the copy is, in words, and of which project where that is another one."""
        return f"{self.kind}, of another project: “{self.other}”" if self.other else self.kind
