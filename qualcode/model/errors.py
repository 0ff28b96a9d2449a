"""Errors that a person can cause and mend; everything else is a bug and crashes loudly."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Self


class QualcodeError(Exception):
    """A known error: one sentence that says what is wrong and what to do.

    ``why`` is the sentence without what was attempted, where a machine or a server would not save: the cause,
    and what to do next. Empty where that is not it, or nobody knows whether it has saved.
    ``field`` is the name of what was given that is at fault, where one of several is: see ``at_field``.
    """

    why: str = ""
    field: str = ""


@contextmanager
def at_field(name: str) -> Iterator[None]:
    """Whatever is refused meanwhile is the fault of what was given as ``name``, unless it says of what."""
    try:
        yield
    except QualcodeError as error:
        error.field = error.field or name
        raise


class ConflictError(QualcodeError):
    """A change does not fit the study, because what it starts from has changed since."""


class ReplacedProjectError(QualcodeError):
    """The file of an open project is no longer where it was, or no longer what it was.

    The study that is open is whole; it can be saved under a new name.
    """


class UnfinishedStepError(ReplacedProjectError):
    """A step could neither be saved nor undone: the next opening undoes it, and all before it is there."""


class LostProjectError(QualcodeError):
    """The file of a project is damaged or gone; an earlier state of it may be put back."""


class UnreachableError(QualcodeError):
    """A server, drive or disk cannot be reached at present; the same may well be possible later."""


class BusyError(UnreachableError):
    """A teammate's change is being saved and takes long; one's own can be saved when it is through."""


class PasswordError(QualcodeError):
    """A server asks for a password and got none, or one that it does not take."""


class ReasonWantedError(QualcodeError):
    """A project asks why for steps such as this one, and no reason was given; ``label`` says what it does.

    ``way`` is how a reason is given; commands take an option.
    """

    def __init__(self, label: str, kinds: str, way: str = "--reason TEXT") -> None:
        super().__init__(
            f"This project asks for a reason {kinds}, and none was given, so nothing was changed. "
            f"Add {way}, or do it in the window, which asks."
        )
        self.label, self.kinds = label, kinds


class NothingToShowError(QualcodeError):
    """What is asked for has nothing to show in this project as it stands, such as agreement with one coder.

    Alone it is refused; among the files of a report the others are written, and its place says why.
    ``why`` is that alone, without what can be done about it and without a full stop.
    """

    def __init__(self, why: str, remedy: str = "") -> None:
        super().__init__(f"{why}; {remedy}." if remedy else why)
        self.why = why.removesuffix(".")


class UnreadableFileError(QualcodeError):
    """A file cannot be read as a transcript, a codebook or a table."""


class UnsoundError(QualcodeError):
    """A project does not hold what was saved in it: ``findings`` says in words all that is wrong.

    Without a ``sentence`` it is one for those who open the project to say in which file, and what to do.
    """

    def __init__(self, findings: Iterable[str], sentence: str = "") -> None:
        self.findings = tuple(findings)
        self.sentence = sentence
        super().__init__(sentence or self.findings[0])

    def with_sentence(self, sentence: Callable[[str], str]) -> Self:
        """The same error with the sentence that ``sentence`` makes of the first finding."""
        return self if self.sentence else type(self)(self.findings, sentence(self.findings[0].rstrip(".")))


class HistoryError(UnsoundError):
    """The journal does not hold what was saved, though what the project holds besides may be sound."""


class TornError(HistoryError):
    """What the project holds and its history are of two different moments; the history itself is sound."""


class Cancelled(Exception):  # noqa: N818 - not an error: the person asked for it
    """Raised by a progress callback to stop long work; nothing is kept of it."""
