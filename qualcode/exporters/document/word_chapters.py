"""Which chapter stands above the pages of a Word document, where a program does not find it itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from qualcode.exporters.document.word_pages import Stand
from qualcode.exporters.document.word_xml import Element


@dataclass(frozen=True, slots=True)
class ChapterPages:
    """Pages of a section and those turned within it: what is said above, and where chapters begin."""

    said: list[Element]
    places: list[str]


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
