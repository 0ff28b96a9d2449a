"""Which chapter stands above the pages of a Word document, where a program does not find it itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from qualcode.exporters.document.word_pages import Stand
from qualcode.exporters.document.word_xml import Element

_LATEST: Final = 2
"""Page on which a chapter begins with no page before it that would be named: the first has no line above."""


@dataclass(frozen=True, slots=True)
class ChapterPages:
    """Pages of a section and those turned within it: what is said above, and where chapters begin."""

    said: list[Element]
    places: list[str]
    begins: bool = True
    """Whether the section begins with the first of them, and not with what is before all chapters."""


def name_pages(sections: Sequence[ChapterPages], places: Mapping[str, Stand]) -> None:
    """Pages on which chapters begin below others name the first, as Word does; one name may fit no others.

    ``places`` say on which pages chapters begin. A section of several has no name if it is not known, or
    known not to be, a single page; nor has one with pages before its chapter, or words where none is known.
    """
    for section, after in zip_longest(sections, sections[1:]):
        pages = {places[name].page for name in section.places if name in places}
        ends = after is None or (
            after.places[0] in places and places[after.places[0]].page == max(pages, default=0) + 1
        )
        late = not section.begins and min(pages, default=_LATEST + 1) > _LATEST
        if late or (len(section.places) > 1 and not (len(pages) == 1 and ends)):
            for said in section.said:
                said.text = ""
