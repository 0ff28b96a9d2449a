"""What documents are made of: headings, paragraphs, quotes, tables and pictures, as plain values.

A report says *what* stands in a document, in these values; how it looks in Word, HTML and PDF is said once,
in the writers. No value here knows a format.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from typing import Final, NamedTuple
from uuid import UUID

from qualcode.model.front import Front
from qualcode.model.questions.provenance import Provenance
from qualcode.model.span import Span


class Run(NamedTuple):
    """A stretch of words that look alike. ``colour`` is ``#rrggbb``; ``link`` the anchor of a block.

    A link without words reads as the number of what it leads to: "Table 3".
    """

    words: str
    bold: bool = False
    italic: bool = False
    colour: str = ""
    marked: bool = False
    """The coded words of a quote that was made a whole sentence."""
    link: str = ""
    fill: str = ""
    """A light colour behind the words, ``#rrggbb``."""
    language: str = ""
    """Of words in another language than the document, for those who have it read out or checked."""
    says: str = ""
    """Where a link leads, for those who hear it, where its words alone do not say so: "●"."""
    chapter: str = ""
    """What a part tells (``Document.tells``): in a document that has it, its chapter is named instead."""


Runs = str | tuple[Run, ...]

ORIGIN: Final = "qualcode-origin"
"""The property of a file that says of which project and step it was made (``Document.origin``)."""


def plain(words: Runs) -> str:
    """What runs say, without how they look."""
    return words if isinstance(words, str) else "".join(run.words for run in words)


class ParagraphKind(Enum):
    """What a paragraph is for."""

    BODY = auto()
    FACT = auto()
    """Figures and identity in a line, quieter than the text."""
    NOTE = auto()
    """Below a table or picture: how to read it."""
    PART = auto()
    """A small heading that stands in no contents."""


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 1 is a chapter. ``number`` as in ``1.2``; ``chip`` the colour of a code before its name."""

    words: str
    level: int
    anchor: str
    number: str = ""
    chip: str = ""
    new_page: bool = False
    remark: str = ""
    """What the contents say beside it, where they have no numbers of pages (HTML)."""
    listed: bool = True
    """Whether lists of contents have it. Of what a table names already, they need not."""
    unless: str = ""
    """What is below it is left out of a document that has said this before (``Paragraph.once``)."""
    somebody: bool = False
    """Whether it names a participant: contents list those of a chapter unless they are very many."""


class ReportSubject(StrEnum):
    """What a report is about, by which others in one document name its chapter (``Run.chapter``)."""

    AGREEMENT = "report-agreement"
    AUDIT = "report-audit"
    CODEBOOK = "report-codebook"
    MEMOS = "report-memos"
    METHODS = "report-methods"
    PARTICIPANTS = "report-participants"
    SATURATION = "report-saturation"
    SEGMENTS = "report-segments"


REFERENCES: Final = "references"
"""What paragraphs of a list of works cited, and the words above them, say once: at the end."""


DEFINITIONS: Final = "definitions of codes"
"""What a codebook tells (``Document.tells``), and other parts need not repeat."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Line breaks in the words stay. ``keep_next``: on the same page as what follows."""

    words: Runs
    kind: ParagraphKind = ParagraphKind.BODY
    keep_next: bool = False
    chip: str = ""
    """The colour of a code, shown before the words."""
    once: str = ""
    """By what a document of several parts knows that another part says it, or has said it before.

    Without words it only leads there (``instead``): where nothing else says it, there is nothing to lead to.
    """
    instead: str = ""
    """What is said there then, before the name of the chapter; empty: nothing."""
    unlike: str = ""
    """Without words: it leads to what another part says only where that does not have these words."""
    says: str = ""
    """What it says among other things (``once``), so that no paragraph after it needs to."""


class Speech(NamedTuple):
    """What one speaker says in a quote; ``speaker`` is empty where the reference says who speaks."""

    speaker: str
    words: Runs


@dataclass(frozen=True, slots=True)
class QuoteBlock:
    """Words of participants as printed; several speakers are a dialogue. ``colour``: of the bar."""

    speeches: tuple[Speech, ...]
    reference: str
    colour: str = ""
    memo: str = ""
    anchor: str = ""
    passage: tuple[UUID, Span] | None = None
    """What of which transcript it prints."""
    keep_next: bool = False


ENDS: Final = 2
"""So many rows of fields stand together where they begin on a page, and where they end."""


@dataclass(frozen=True, slots=True)
class Fields:
    """Labels with what is said under each, side by side. ``keep_next``: on the page of what follows.

    ``parted``: they may go on on the next page, though not with fewer than ``ENDS`` of them.
    """

    rows: tuple[tuple[str, Runs], ...]
    keep_next: bool = False
    parted: bool = False

    def stays(self, place: int) -> bool:
        """Whether a row stays on the page of the next one, or the last row on that of what follows."""
        last = len(self.rows) - 1
        if place == last:
            return self.keep_next
        return not self.parted or place < ENDS - 1 or place > last - ENDS


class Align(Enum):
    """Where the words of a column stand; digits of ``FIGURE`` stand below each other."""

    START = auto()
    FIGURE = auto()


@dataclass(frozen=True, slots=True)
class TableColumn:
    """``width`` in proportion to the others; ``upright``: its name is written from bottom to top."""

    name: str
    width: float
    align: Align = Align.START
    upright: bool = False
    unit: str = ""
    """What its figures count, where its name says so in brackets at the end."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """``fill`` is ``#rrggbb`` behind the words; ``indent`` the depth in a tree; ``pale`` for what is zero."""

    words: Runs = ""
    fill: str = ""
    indent: int = 0
    chip: str = ""
    pale: bool = False
    strong: bool = False
    """A total."""


class Density(StrEnum):
    """How small the letters of a table are, and how low its rows."""

    USUAL = "usual"
    DENSE = "dense"
    """In smaller letters, for a table that says much across a page."""
    TIGHT = "tight"
    """In small letters and low rows, for tables of many figures that fit a page so."""
    COMPACT = "compact"
    """In the smallest letters that are read with ease, in low rows: much text in many columns."""
    FINE = "fine"
    """Of figures that fit a page only in letters still smaller than tight ones, and in the lowest rows."""

    @property
    def low(self) -> bool:
        """Whether its rows are low."""
        return self.of_figures or self is Density.COMPACT

    @property
    def of_figures(self) -> bool:
        """Whether whoever makes the table sees to it that it fits a page."""
        return self in (Density.TIGHT, Density.FINE)


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table whose head repeats on every page. The first cell of a row names the row.

    A row may have fewer cells than there are columns: its last one goes on over the others.

    ``caption`` without its number, which the writer gives ("Table 3."); empty: neither number nor caption.
    ``torn``: a row may go on on the next page, for tables whose cells hold long text.
    """

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    caption: str = ""
    anchor: str = ""
    torn: bool = False
    density: Density = Density.USUAL
    share: float = 1.0
    """Of the width between the margins."""
    transcript: bool = False
    """Words as they were said, letter by letter; where a screen is narrow, what is beside them goes below."""
    listed: str = ""
    """What lists of tables say of it, where that is not the whole caption: how the caption begins."""
    notes: tuple[str, ...] = ()
    shows: Runs = ""
    """How the sentence that names it goes on after "Table 3", where no sentence before has named it."""
    once: str = ""
    """As of a paragraph: another part is about it, and has it in a form of its own (``Document.tells``)."""
    home: bool = False
    """Of a document that is about it: there it is printed, where others of one document have it as well."""
    below: int = 0
    """Lines of what follows it on the page of its last rows, where it would be alone on the next one."""


@dataclass(frozen=True, slots=True)
class PictureBlock:
    """``svg`` and ``png`` are the same picture; ``alternative`` tells in words what is to be seen."""

    png: bytes
    svg: bytes
    alternative: str
    caption: str = ""
    anchor: str = ""
    share: float = 1.0
    listed: str = ""
    shows: Runs = ""
    """Both as those of a table."""
    above: int = 0
    below: int = 0
    """Lines of what leads to it, and of notes, which have to find room on its page."""
    beside: int = 0
    """The same of the table before it and all above that, where one of our pages has room for both."""


class ListOf(Enum):
    """What a list at the beginning is of."""

    HEADINGS = auto()
    TABLES = auto()
    PICTURES = auto()


@dataclass(frozen=True, slots=True)
class Contents:
    """A list with links and, on pages, their numbers. ``deepest``: headings down to this level."""

    of: ListOf = ListOf.HEADINGS
    deepest: int = 4
    keep_next: bool = False
    """Whether its last lines stay on the page of what follows."""
    after: int = 0
    """How many lines that has, where it is a short list."""


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a new page, upright or across."""

    landscape: bool = False


Block = Heading | Paragraph | QuoteBlock | Fields | TableBlock | PictureBlock | Contents | NewPage


@dataclass(frozen=True, slots=True)
class Document:
    """A front (a page of its own with ``cover``, else a few lines), the blocks, and a colophon at the end.

    ``blocks`` may be made as they are written: a document of 20,000 quotes is never whole in memory where
    the format allows. They can be gone through more than once only if the giver made them so.
    """

    front: Front
    blocks: Iterable[Block]
    colophon: "Colophon"
    language: str = "en"
    cover: bool = False
    landscape: bool = False
    apart: str = ""
    """What tells it from another of the same title in one document: "as a table"."""
    form: str = ""
    """How it shows its figures, where a table of the same title shows them, too: "heat map"."""
    listing: bool = False
    """It prints all passages of what it is about: none of them was chosen to stand for others."""
    tells: tuple[str, ...] = ()
    """What it is about, by which other parts know that they need not say it (``Paragraph.once``)."""
    origin: str = ""
    """What the properties of its file say of the project and the step it was made of."""


@dataclass(frozen=True, slots=True)
class Colophon:
    """How the figures came about, at the end: counting, consent, program and step, each said once."""

    about: Provenance
    sentences: tuple[str, ...] = ()
    title: str = "About this document"
    counted_above: bool = False
    """What was counted stands beside the figures, and need not be said again."""
    brief: bool = False
    """Its facts are one paragraph under a small heading, for the page of a single table."""
    said_above: tuple[str, ...] = ()
    """Sentences on the first page, such as that on consent; a fact that says the same is left out."""
