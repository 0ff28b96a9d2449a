"""What an exchange brings, keeps aside or loses: lines with a number, for a page, a file or a terminal."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Final

from qualcode.model.words.in_words import ListRoom, counted, first_of


class ExchangeFate(StrEnum):
    """What becomes of something."""

    COMES = "included"
    KEPT = "kept in a note"
    ASIDE = "kept aside"
    LOST = "left out"
    REPAIRED = "corrected"
    DIFFERENT = "written differently"


@dataclass(frozen=True, slots=True)
class Told:
    """So many of something, and why it is so; ``words`` are a whole sentence where there is no number."""

    fate: ExchangeFate
    noun: str
    number: int = 0
    why: str = ""
    several: str = ""

    @property
    def in_words(self) -> str:
        """``12 weights: the format has no place for them``."""
        about = counted(self.number, self.noun, self.several) if self.number else self.noun
        return f"{about}: {self.why}" if self.why else about


TITLES: Final = {
    ExchangeFate.COMES: "Included",
    ExchangeFate.KEPT: "Not shown by other programs; kept for qualcode in a note",
    ExchangeFate.DIFFERENT: "Written differently for the other program",
    ExchangeFate.REPAIRED: "Corrected",
    ExchangeFate.ASIDE: "Not shown here; kept, and written again when the project is exported",
    ExchangeFate.LOST: "Left out",
}
"""The headings of a report, in its order."""


def by_fate(lines: Iterable[Told]) -> Iterator[tuple[ExchangeFate, list[Told]]]:
    """The lines under each heading that there is."""
    order = list(TITLES)
    known = sorted(lines, key=lambda line: order.index(line.fate))
    for fate, found in groupby(known, key=lambda line: line.fate):
        yield fate, list(found)


def report_lines(lines: Iterable[Told], room: ListRoom | None = None) -> Iterator[str]:
    """The report as text; of very many lines under a heading those that have room."""
    for fate, found in by_fate(lines):
        yield f"{TITLES[fate]}:"
        yield from (f"  {words}" for words in first_of([line.in_words for line in found], room))
