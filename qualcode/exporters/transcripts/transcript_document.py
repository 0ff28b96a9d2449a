"""A Word document that holds a transcript letter by letter: turns numbered, speakers bold, places to mark."""

import copy
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Final, NamedTuple
from uuid import UUID

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Emu, Pt

from qualcode.exporters.document.word_lines import EM, Letters
from qualcode.exporters.word import Element, ParagraphPiece
from qualcode.exporters.word_styles import QUIET
from qualcode.exporters.word_tables import WordsReport, child
from qualcode.model.questions.provenance import Provenance, caption
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.turns import ROLES, Turns

TURN: Final = "Turn"
TURN_GOES_ON: Final = "Turn Continued"

_QUIET: Final = f"#{QUIET}"
_NUMBERING: Final = 90
_INDENT: Final = 624
_ROOM: Final = 0.7
"""The share of a sheet’s width in which there are tab stops."""
_USUAL_SIZE: Final = 11.0
_LEAST_COLUMN: Final = 36.0
"""Points from one tab stop to the next."""
_NUMBERS: Final = (
    f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_NUMBERING}"><w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/>'
    f'<w:lvlJc w:val="left"/><w:pPr><w:tabs><w:tab w:val="num" w:pos="{_INDENT}"/></w:tabs>'
    f'<w:ind w:left="{_INDENT}" w:hanging="{_INDENT}"/></w:pPr>'
    f'<w:rPr><w:b w:val="0"/><w:color w:val="{QUIET}"/><w:sz w:val="15"/></w:rPr></w:lvl></w:abstractNum>'
)
_NUMBER: Final = (
    f'<w:num {nsdecls("w")} w:numId="{_NUMBERING}"><w:abstractNumId w:val="{_NUMBERING}"/></w:num>'
)


class DocumentStretch(NamedTuple):
    """A stretch of the transcript's text that is written as one run."""

    start: int
    end: int


class DocumentLine(NamedTuple):
    """A line of the text: where it begins and ends (its line end left out), and what it belongs to.

    ``label_end`` is where the speech begins in a line that a turn begins with, else ``start``.
    """

    start: int
    end: int
    label_end: int
    begins_turn: bool
    role: Role


class TranscriptDocument(WordsReport):
    """A document whose text begins with the first letter of the transcript.

    The title stands in the head of the first page, the numbers of turns are Word's own numbering:
    so the text can be read back letter by letter.
    """

    def __init__(self, provenance: Provenance, language: str, *, landscape: bool = False) -> None:
        super().__init__(provenance.title, language=language, landscape=landscape)
        self._lift_title(provenance)
        self._add_styles()
        self._add_numbers()

    def transcript(
        self,
        study: Study,
        transcript_id: UUID,
        cuts: Iterable[int],
        mark: Callable[[Element, list[tuple[DocumentStretch, Element]], DocumentLine], None],
    ) -> None:
        """Add the text, a paragraph a line, in runs that begin again at every one of ``cuts``.

        ``mark`` gets each paragraph with its runs, to put in or colour what it likes.
        """
        text = study.text(transcript_id)
        self._stop_tabs(text)
        turns = study.turns_of(transcript_id)
        lines = list(lines_of(text, turns))
        # Where a turn begins within a line, numbers at the lines would not be those of the turns.
        numbered = sum(line.begins_turn for line in lines) == len(turns) > 0
        unnumbered = turns.opening(text)
        opening = int(turns.start[unnumbered]) if len(turns) else 0
        self._number_from(unnumbered + 1)
        sorted_cuts = sorted({*cuts})
        place = 0
        for line in lines:
            inside: list[int] = []
            while place < len(sorted_cuts) and sorted_cuts[place] <= line.end:
                inside.append(sorted_cuts[place])
                place += 1
            stretches = list(_stretches(line, inside))
            style = TURN if line.begins_turn else TURN_GOES_ON
            pieces = [_piece(text, line, stretch) for stretch in stretches]
            paragraph = self.paragraph(pieces, style)
            if numbered and line.begins_turn and line.start >= opening:
                _number(paragraph)
            runs = paragraph.findall(qn("w:r"))
            mark(paragraph, list(zip(stretches, runs, strict=True)), line)

    def attach(self, kind: str, content_type: str, name: str, content: bytes) -> None:
        """Put another part into the document's package."""
        part = self._document.part
        made = Part(PackURI(name), content_type, content, part.package)
        part.relate_to(made, kind)

    def _lift_title(self, provenance: Provenance) -> None:
        title = self._end.getprevious()
        if title is not None:
            self._document.element.body.remove(title)
        section = self._document.sections[0]
        section.different_first_page_header_footer = True
        head = section.first_page_header
        head.is_linked_to_previous = False
        words = self._new_paragraph(provenance.title.replace("\n", " "), "Title")
        line = self._new_paragraph(caption(provenance), "Subtitle")
        _exchange(head.part.element, [words, line])
        foot = section.first_page_footer
        foot.is_linked_to_previous = False
        _exchange(foot.part.element, [copy.deepcopy(row) for row in section.footer.part.element])

    def _add_styles(self) -> None:
        styles = self._document.styles
        for name, before in ((TURN, 5), (TURN_GOES_ON, 0)):
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = styles["Normal"]
            style.paragraph_format.left_indent = Cm(_INDENT / 567)
            style.paragraph_format.space_before = Pt(before)
            style.paragraph_format.space_after = Pt(2)
            self._styles[name] = style.style_id

    def _stop_tabs(self, text: str) -> None:
        """Tab stops at which cells stand below each other; at Word’s own a label may touch what is said."""
        cells = [cell for line in text.split("\n") if "\t" in line for cell in line.split("\t")[:-1]]
        if not cells:
            return
        styles = self._document.styles
        usual = styles["Normal"].font.size
        size = _USUAL_SIZE if usual is None else usual.pt
        letters = Letters()
        widths = (size * letters.width(cell, bold=True) / EM for cell in cells)
        room = Emu(self._document.sections[0].page_width or 0).pt * _ROOM
        widest = max((width for width in widths if width <= room / 2), default=0.0)
        distance = max(_LEAST_COLUMN, widest + size)
        for name in (TURN, TURN_GOES_ON):
            stops = styles[name].paragraph_format.tab_stops
            for number in range(1, int(room // distance) + 1):
                stops.add_tab_stop(Pt(_INDENT / 20 + number * distance))

    def _number_from(self, first: int) -> None:
        """What the file says of itself has no number, and the first turn has its own."""
        numbering = self._document.part.numbering_part.element
        (start,) = numbering.xpath(f"w:abstractNum[@w:abstractNumId='{_NUMBERING}']/w:lvl/w:start")
        start.set(qn("w:val"), str(first))

    def _add_numbers(self) -> None:
        numbering = self._document.part.numbering_part.element
        numbering.insert(0, parse_xml(_NUMBERS))
        last = numbering.findall(qn("w:num"))[-1:]
        if last:
            last[0].addnext(parse_xml(_NUMBER))
        else:
            numbering.append(parse_xml(_NUMBER))


def lines_of(text: str, turns: Turns) -> Iterator[DocumentLine]:
    """The lines of a text with the turns that they begin or go on with."""
    begins = dict(zip(turns.start.tolist(), range(len(turns)), strict=True))
    start = 0
    for words in text.split("\n"):
        end = start + len(words)
        turn = begins.get(start)
        index = turns.index_at(start) if turn is None else turn
        role = Role.OTHER if index is None else ROLES[int(turns.role[index])]
        label_end = start if turn is None else min(end, max(start, int(turns.speech[turn])))
        yield DocumentLine(start, end, label_end, turn is not None, role)
        start = end + 1


def _stretches(line: DocumentLine, cuts: Iterable[int]) -> Iterator[DocumentStretch]:
    places = sorted({line.start, line.label_end, line.end, *cuts})
    return (DocumentStretch(*pair) for pair in pairwise(places))


def _piece(text: str, line: DocumentLine, stretch: DocumentStretch) -> ParagraphPiece:
    # One for one, so that positions stay: a return of its own would end the line in XML.
    words = text[stretch.start : stretch.end].replace("\r", " ")
    colour = "" if line.role is Role.PARTICIPANT else _QUIET
    return ParagraphPiece(words, bold=stretch.end <= line.label_end, colour=colour)


def _number(paragraph: Element) -> None:
    properties = paragraph.find(qn("w:pPr"))
    if properties is not None:
        numbers = child(properties, "numPr")
        child(numbers, "ilvl", val=0)
        child(numbers, "numId", val=_NUMBERING)


def _exchange(part: Element, paragraphs: Iterable[Element]) -> None:
    for row in list(part):
        part.remove(row)
    part.extend(list(paragraphs))
