"""Which chapter stands above the pages of a Word document, where a program does not find it itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from docx.oxml.ns import qn

from qualcode.exporters.document.word_pages import Stand
from qualcode.exporters.document.word_xml import Element

_SECOND: Final = 2
"""The first page has no words above it."""


@dataclass(frozen=True, slots=True)
class ChapterPages:
    """Pages of a section and those turned within it: what is said above, and where chapters begin."""

    said: list[Element]
    places: list[str]
    below: bool = False
    """Whether something may come before the first chapter in its section."""


def name_pages(sections: Sequence[ChapterPages], places: Mapping[str, Stand]) -> None:
    """Pages on which chapters begin below others name the first, as Word does; one name may fit no others.

    ``places`` say on which pages chapters begin. A section of several has no name if it is not known, or
    known not to be, a single page.
    """
    for section, after in zip_longest(sections, sections[1:]):
        pages = {places[name].page for name in section.places if name in places}
        ends = after is None or (
            after.places[0] in places and places[after.places[0]].page == max(pages, default=0) + 1
        )
        if len(section.places) > 1 and not (len(pages) == 1 and ends):
            for said in section.said:
                said.text = ""


def name_none_before(sections: Sequence[ChapterPages], measured: Callable[[], Mapping[str, Stand]]) -> None:
    """Pages that come before the only chapter of their section do not have its name above them.

    Word looks for a chapter further on where none comes before, so that no field may ask it.
    """
    if not sections or not sections[0].below or len(sections[0].places) > 1:
        return
    place = measured().get(sections[0].places[0])
    if place is None or place.page <= _SECOND:
        return
    header = next(sections[0].said[0].iterancestors(qn("w:p")))
    runs = list(header.iter(qn("w:r")))
    tab = next(number for number, run in enumerate(runs) if run.find(qn("w:tab")) is not None)
    for run in runs[tab:]:
        header.remove(run)
