"""Lists of contents in Word: lines that lead to their places, with the numbers of the pages they are on.

Each number is a field of its own, which LibreOffice keeps up by itself and Word on F9; its value comes from
pages laid out as both do (``word_pages``). A field of Word's around the whole list would keep LibreOffice
from numbering it, whatever font is in place of the one that is named.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from qualcode.exporters.document.blocks import Contents, ListOf, Run
from qualcode.exporters.document.numbering import TITLES, ContentsEntry, Numbered
from qualcode.exporters.document.word_pages import Stand, places_in
from qualcode.exporters.document.word_paragraphs import ParagraphMaker
from qualcode.exporters.document.word_xml import Element, add_field, add_run, child
from qualcode.exporters.word_styles import CONTENTS, DEEPEST_CONTENTS, LISTED

_UNKNOWN: Final = "0"


class ContentsLists:
    """Makes the lists at the beginning of one document, and numbers them when it is written."""

    def __init__(self, numbered: Numbered, paragraphs: ParagraphMaker) -> None:
        self._numbered = numbered
        self._paragraphs = paragraphs
        self._numbers: list[tuple[str, Element]] = []

    def lines(self, block: Contents) -> Iterator[Element]:
        """A list under its heading; nothing where it has no lines."""
        entries = self._numbered.entries(block)
        if entries:
            yield self._paragraphs.made(TITLES[block.of], CONTENTS)
        for entry, keep in zip(entries, self._numbered.stays(block), strict=True):
            yield self._line(entry, block.of, keep_next=keep)

    def _line(self, entry: ContentsEntry, of: ListOf, *, keep_next: bool) -> Element:
        place = self._paragraphs.places[entry.key]
        headings = of is ListOf.HEADINGS
        style = f"toc {min(entry.level, DEEPEST_CONTENTS)}" if headings else LISTED
        line = self._paragraphs.made("", style, keep_next=keep_next)
        link = child(line, "hyperlink", anchor=place)
        add_run(link, Run(f"{entry.words.replace(chr(9), ' ')}\t"))
        add_field(link, f"PAGEREF {place} \\h", _UNKNOWN)
        self._numbers.append((place, next(link[-2].iter(qn("w:t")))))
        return line

    def number(self, word: WordDocument) -> Mapping[str, Stand]:
        """Fill in the pages of a document that is whole; without lists no page is known."""
        if not self._numbers:
            return {}
        places = places_in(word.element.body, word.styles.element)
        for name, holder in self._numbers:
            holder.text = str(places[name].page)
        return places
