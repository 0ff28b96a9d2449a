"""What the files of a report say that can be compared from one run to the next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID


class ToldFigure(NamedTuple):
    """A figure as it is printed, and what it is of."""

    of: str
    figure: str | int | float


class QuotePlace(NamedTuple):
    """Where quoted words are; ``mark`` tells whether they are the same there, for they are not kept."""

    transcript_id: UUID
    start: int
    end: int
    mark: str


class ToldQuote(NamedTuple):
    """``source`` names code, speaker, transcript and turn; ``place`` None: it was not kept."""

    source: str
    place: QuotePlace | None = None


PICTURE: Final = "picture"
"""The key of a picture that prints no figures, in the texts of its file."""


@dataclass(frozen=True, slots=True)
class FileFigures:
    """What one file says. ``quotes`` tell where words come from, by a mark of the words, which are not kept.

    ``texts`` are longer words that are not kept either: what each is, with its mark as the figure.

    ``lines`` are the rows and columns of a table, of which figures that are 0 are left out.

    Keys outlive names: a code that is called otherwise is the same.
    """

    figures: Mapping[str, ToldFigure] = field(default_factory=dict)
    quotes: Mapping[str, ToldQuote] = field(default_factory=dict)
    texts: Mapping[str, ToldFigure] = field(default_factory=dict)
    lines: tuple[str, ...] = ()


class CodeWording(NamedTuple):
    """How a code reads; ``texts`` by label, those that may hold participants’ words as a mark of them."""

    name: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RunFigures:
    """What a whole report said at a step. ``files`` by name."""

    report: str
    step: int
    moment: datetime
    files: Mapping[str, FileFigures]
    codes: Mapping[UUID, CodeWording]


class MovedFigure(NamedTuple):
    """A figure that is another one now; None where there was none, or is none any more."""

    file: str
    of: str
    old: str | int | float | None
    new: str | int | float | None


PLACE: Final = "Category"
"""What is said to differ where a code has moved in the codebook."""
NAME: Final = "Name"
"""What is said to differ where a code is called otherwise, or came or went."""


class RewordedCode(NamedTuple):
    """What of a code reads differently; words that are not kept are None.

    A code that came has no old name, and one that went no new one: that is ``gone``, and ``fate`` says what
    became of it, where that is known; ``merged`` whether it is in another code now.
    """

    code: str
    label: str
    old: str | None
    new: str | None
    gone: UUID | None = None
    fate: str = ""
    merged: bool = False


class MovedQuote(NamedTuple):
    """A quote that came or went, by where it is printed and where its words come from."""

    file: str
    source: str
    place: QuotePlace | None = None


class MovedText(NamedTuple):
    """A text that reads differently, came or went; which of them is said in ``how``."""

    file: str
    of: str
    how: str


@dataclass(frozen=True, slots=True)
class ReportChanges:
    """What a report says differently from the run before."""

    report: str
    since: RunFigures
    step: int
    figures: tuple[MovedFigure, ...]
    reworded: tuple[RewordedCode, ...]
    came: tuple[MovedQuote, ...]
    went: tuple[MovedQuote, ...]
    new_files: tuple[str, ...] = ()
    texts: tuple[MovedText, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether it says the same."""
        moved = self.figures or self.reworded or self.came or self.went or self.texts
        return not (moved or self.new_files)
