"""Errors that a person can cause and mend; everything else is a bug and crashes loudly."""

from collections.abc import Iterable


class QualcodeError(Exception):
    """A known error: one sentence that says what is wrong and what to do."""


class ConflictError(QualcodeError):
    """A change does not fit the study, because what it starts from has changed since."""


class UnreadableFileError(QualcodeError):
    """A file cannot be read as a transcript, a codebook or a table."""


class UnsoundError(QualcodeError):
    """A project does not hold what was saved in it: ``findings`` says in words all that is wrong."""

    def __init__(self, findings: Iterable[str], sentence: str = "") -> None:
        self.findings = tuple(findings)
        super().__init__(sentence or self.findings[0])


class HistoryError(UnsoundError):
    """The journal does not hold what was saved, though what the project holds besides may be sound."""


class Cancelled(Exception):  # noqa: N818 - not an error: the person asked for it
    """Raised by a progress callback to stop long work; nothing is kept of it."""
