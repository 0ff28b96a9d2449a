"""Word documents with tables of words: cells of several paragraphs, rows that may go on on the next page."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from docx.oxml.ns import qn
from lxml import etree

from qualcode.exporters.word import Element, WordReport, Words
from qualcode.exporters.word_styles import CELL, CELL_HEAD

HEAD_FILL: Final = "E9EDF2"


class Paragraphs(NamedTuple):
    """Several paragraphs of one cell."""

    words: Sequence[Words]


WordsCell = Words | Paragraphs


def child(parent: Element, name: str, **values: str | int) -> Element:
    """A new last element of ``parent`` in Word's namespace, with attributes of that namespace."""
    made = etree.SubElement(parent, qn(f"w:{name}"))
    for key, value in values.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


class WordsReport(WordReport):
    """A report that can set words side by side."""

    def words_table(
        self,
        header: Sequence[str],
        rows: Iterable[Sequence[WordsCell]],
        widths: Sequence[float],
        *,
        torn: bool = True,
    ) -> None:
        """Add a table whose cells all stand to the left and whose header repeats on every page.

        ``widths`` stand in proportion. Unless ``torn`` no row is divided between two pages.
        """
        twips = [round(self.width * width / sum(widths)) for width in widths]
        table = self._new_table(twips, ruled=True)
        self._words_row(table, list(header), twips, CELL_HEAD, fill=HEAD_FILL, torn=False)
        for cells in rows:
            self._words_row(table, cells, twips, CELL, fill="", torn=torn)
        self._end.addprevious(table)

    def _words_row(
        self,
        table: Element,
        cells: Sequence[WordsCell],
        twips: Sequence[int],
        style: str,
        *,
        fill: str,
        torn: bool,
    ) -> None:
        row = child(table, "tr")
        properties = child(row, "trPr")
        if not torn:
            child(properties, "cantSplit")
        if fill:
            child(properties, "tblHeader")
        for width, said in zip(twips, cells, strict=True):
            cell = child(row, "tc")
            look = child(cell, "tcPr")
            child(look, "tcW", w=width, type="dxa")
            if fill:
                child(look, "shd", val="clear", color="auto", fill=fill)
            child(look, "vAlign", val="bottom" if fill else "top")
            paragraphs = said.words if isinstance(said, Paragraphs) else (said,)
            for words in paragraphs or ("",):
                cell.append(self._new_paragraph(words, style))
