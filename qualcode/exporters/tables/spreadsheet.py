"""Spreadsheets: tables written row by row in little memory, nothing cut, the same bytes every time."""

import itertools
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, BinaryIO, Final, NamedTuple

import xlsxwriter  # type: ignore[import-untyped]  # XlsxWriter comes without types
from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]

from qualcode.exporters.document.word_lines import EM, Letters
from qualcode.exporters.tables.sheet_pages import Column, fitted, paper_for
from qualcode.exporters.tables.sheet_properties import properties_of
from qualcode.exporters.writing import Cell
from qualcode.model.codes.colour import ink_on
from qualcode.model.questions.provenance import Provenance
from qualcode.model.questions.rules import facts_told
from qualcode.model.words.apostrophes import with_apostrophes
from qualcode.model.words.cutting import shortened
from qualcode.model.words.in_words import listed
from qualcode.model.words.xml_letters import for_xml

MAXIMUM_ROWS: Final = 1_048_576
MAXIMUM_CHARACTERS: Final = 32_767
"""Of a cell, in UTF-16 units."""

LONG_TEXTS: Final = "Long texts"
LONG_TEXT_HEADER: Final = ("sheet", "row", "column", "part", "text")
LONG_TEXT_NOTE: Final = " […] continued on the sheet “Long texts”"

# Half the limit in code points is within the limit in UTF-16 units whatever the letters are.
_PART: Final = MAXIMUM_CHARACTERS // 2
_SIDE, _HEAD_ROOM, _EDGE = 0.4, 0.75, 0.3
"""Margins of a page in inches: at the sides, at the top and the foot, and beyond its head and foot lines."""
_ON_PAPER: Final = {"margin": _EDGE, "scale_with_doc": False}
_LONGEST_HEAD: Final = 55
"""Of two in one line, which the format limits to 255 UTF-16 units."""

_LINE_HEIGHT: Final = 12.75
_LETTER_WIDTH: Final = 0.95
_TALLEST_ROW: Final = 409.0
_MEASURED_ROWS: Final = 20_000
"""XlsxWriter remembers every height that was set; further rows are left to the spreadsheet program."""

_LINE: Final = {"bottom": 1, "bottom_color": "#D3D9E1"}
"""Below each row, to be followed by the eye on paper."""
_PALE: Final = "#A3ABB5"
_NO_FILLS: Final[Mapping[int, str]] = {}
_HEADER_LOOK: Final = {"bold": True, "bg_color": "#E9EDF2", "num_format": "General", "text_wrap": True}
_UPRIGHT: Final = {"rotation": 90, "align": "center", "valign": "bottom", "indent": 0}
_TALLEST_HEAD: Final = 190.0
_HEAD_SIZE, _AIR = 10.0 * 1.08, 10.0
"""Points of the letters, with what fonts in the place of Arial are wider, and of the air around a name."""
_A3: Final = 8

ABOUT: Final = "About"
ABOUT_THIS_FILE: Final = "About this file"
"""The first cell of the sheet that explains the others; by it readers know which sheet to pass over."""


class Spreadsheet:
    """A workbook being written; made by ``spreadsheet``."""

    def __init__(
        self, stream: BinaryIO, folder: str, explained: "_Explained", *, printed: bool = False
    ) -> None:
        self.printed = printed
        options = {
            "constant_memory": True,
            "tmpdir": folder,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "use_zip64": True,
            "default_format_properties": {"font_name": "Arial", "font_size": 10},
        }
        self._stream = _Stream(stream)
        self._book: Any = xlsxwriter.Workbook(self._stream, options)
        self._book.set_properties(properties_of(explained.provenance.title))
        self._looks: dict[tuple[tuple[str, object], ...], Any] = {}
        self._sheets: list[TableSheet] = []
        self._long: TableSheet | None = None
        self._explained = explained
        # First of all, though what is on it is known last.
        title = Column(explained.provenance.title, 100)
        self._about = TableSheet(self, ABOUT, (Column(ABOUT_THIS_FILE, 26), title), "", 0, filtered=False)
        self._about.begin()

    def sheet(
        self, name: str, columns: Sequence[Column], about: str, *, frozen_columns: int = 0
    ) -> "TableSheet":
        """A new sheet with its header row; ``about`` says on the first sheet what is on it.

        A sheet on which nothing is written is left out, unless it is the first of them.
        """
        sheet = TableSheet(self, name, columns, about, frozen_columns)
        self._sheets.append(sheet)
        return sheet

    def look(self, **properties: object) -> Any:
        """The cell format with these properties, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._looks:
            self._looks[key] = self._book.add_format(properties)
        return self._looks[key]

    def page(self, name: str) -> Any:
        return self._book.add_worksheet(name)

    @property
    def long_texts(self) -> "TableSheet":
        if self._long is None:
            widths = (14, 8, 18, 6, 110)
            columns = [Column(*pair) for pair in zip(LONG_TEXT_HEADER, widths, strict=True)]
            self._long = self.sheet(LONG_TEXTS, columns, "What is too long for one cell, in parts")
        return self._long

    def close(self) -> None:
        for sheet in self._sheets[:1]:
            # Whoever opens a file without a single row is to see what would be in it.
            sheet.begin()
        self._explain(self._explained)
        for sheet in self._sheets:
            sheet.finish()
        for page in self._book.worksheets():
            page.set_header(_page_head(self._explained.provenance), _ON_PAPER)
        try:
            self._book.close()
        except FileCreateError as error:
            # XlsxWriter wraps what the disk said; whoever writes the file looks for that.
            raise error.args[0] from error

    def _explain(self, explained: "_Explained") -> None:
        for sheet in self._sheets:
            self._about.write((f"Sheet “{sheet.name}”" if sheet.begun else sheet.name, _said_of(sheet)))
        for name, value in facts_told(explained.provenance)[1:]:
            self._about.write((name, value))
        for remark in explained.remarks:
            self._about.write(("remark", remark))
        self._about.finish()

    def abandon(self) -> None:
        """Close what XlsxWriter keeps open, so that nothing is left where the work fails."""
        self._stream.abandoned = True
        for page in self._book.worksheets():
            page.row_data_fh.close()
            if page.fh is not None:
                page.fh.close()


class _Stream:
    """Where a workbook goes, until it is given up.

    The archive that XlsxWriter leaves open then ends itself when it is collected, which is after the file
    was closed, and would complain of that on the terminal.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._place = 0
        self.abandoned = False

    def write(self, content: bytes) -> int:
        if self.abandoned:
            self._place += len(content)
            return len(content)
        return self._stream.write(content)

    def seek(self, place: int, whence: int = 0) -> int:
        if self.abandoned:
            self._place = place
            return place
        return self._stream.seek(place, whence)

    def tell(self) -> int:
        return self._place if self.abandoned else self._stream.tell()

    def flush(self) -> None:
        if not self.abandoned:
            self._stream.flush()

    def seekable(self) -> bool:
        return self._stream.seekable()


class _Explained(NamedTuple):
    """What the first sheet says of the figures."""

    provenance: Provenance
    remarks: tuple[str, ...]


@contextmanager
def spreadsheet(
    stream: BinaryIO, about: Provenance, remarks: Iterable[str] = (), *, printed: bool = False
) -> Iterator[Spreadsheet]:
    """A workbook that is on ``stream`` when the block ends.

    Its first sheet says what is on the others and where it comes from. ``printed``: for people to read,
    with the apostrophes of documents; what may be read back has its letters as they were typed.
    """
    explained = _Explained(about, tuple(remarks))
    with tempfile.TemporaryDirectory(prefix="qualcode-") as folder:
        book = Spreadsheet(stream, folder, explained, printed=printed)
        try:
            yield book
            book.close()
        except BaseException:
            book.abandon()
            raise


class TableSheet:
    """A table that goes on on further sheets where one is full."""

    def __init__(
        self,
        book: Spreadsheet,
        name: str,
        columns: Sequence[Column],
        about: str,
        frozen_columns: int,
        *,
        filtered: bool = True,
    ) -> None:
        self._book = book
        self.name = name
        self.about = about
        self._columns = columns = fitted(columns, frozen_columns)
        self._frozen_columns = frozen_columns
        self.paper = paper_for(columns, frozen_columns)
        self._filtered = filtered
        self._numbers = itertools.count(2)
        self._formats = [book.look(**_look_of(column), **_LINE) for column in columns]
        # A figure among words keeps off the words beside it, like one in a column of figures.
        self._figures = [book.look(**_figure_look(column), **_LINE) for column in columns]
        self.begun = False
        self._totals = 0
        self.number_of_rows = 0
        self.pages: list[str] = []
        """The sheets in the file: more than one where there are more rows than one holds."""

    def begin(self) -> None:
        """Make the sheet in the file, with the names of its columns."""
        if not self.begun:
            self.begun = True
            self._start(self.name)

    def _start(self, page_name: str) -> None:
        self._page_name = page_name
        self.pages.append(page_name)
        self._page = page = self._book.page(page_name)
        page.freeze_panes(1, self._frozen_columns)
        self._set_print()
        for place, column in enumerate(self._columns):
            page.set_column(place, place, column.width, self._book.look(**_look_of(column)))
        page.set_row(0, max(_head_height(column) for column in self._columns))
        for place, column in enumerate(self._columns):
            turned = _UPRIGHT if column.upright else {}
            header = self._book.look(**{**_look_of(column), **_HEADER_LOOK, **turned})
            if column.name:
                self._write_words(0, place, column.name, header)
            else:
                page.write_blank(0, place, None, header)
        self._row = 0

    def _set_print(self) -> None:
        """Across, the header row on every page, a page wide: on A3 where A4 is too narrow to be read."""
        page = self._page
        paper, pages = self.paper
        page.set_landscape()
        page.set_paper(paper)
        page.set_margins(left=_SIDE, right=_SIDE, top=_HEAD_ROOM, bottom=_HEAD_ROOM)
        page.set_footer("&L&A&R&P / &N", _ON_PAPER)
        page.repeat_rows(0)
        page.fit_to_pages(pages, 0)
        if pages > 1:
            # Fitted to one page it could not be read; so it runs on to the right, names repeated,
            # and what belongs to a row lies on pages that follow each other.
            page.print_across()
            if self._frozen_columns:
                page.repeat_columns(0, self._frozen_columns - 1)

    def write(
        self,
        cells: Sequence[Cell],
        fills: Mapping[int, str] = _NO_FILLS,
        pale: Collection[int] = (),
        *,
        strong: Collection[int] = (),
        total: bool = False,
    ) -> None:
        """Add a row; ``fills`` gives cells a background colour (``#rrggbb``) by place, ``pale`` are faint.

        ``strong`` are bold. ``total``: the row stands below all others however these are sorted.
        """
        self.begin()
        self.number_of_rows += 1
        self._totals += total
        if self._row + 1 >= MAXIMUM_ROWS:
            self.finish()
            self._start(f"{self.name} {next(self._numbers)}")
        self._row = row = self._row + 1
        page = self._page
        if row <= _MEASURED_ROWS:
            page.set_row(row, self._height(cells))
        for place, cell in enumerate(cells):
            look = self._formats[place]
            if place in fills:
                colours = {"bg_color": fills[place], "font_color": ink_on(fills[place])}
                look = self._book.look(**_look_of(self._columns[place]), **colours, **_LINE)
            elif place in strong:
                figure = isinstance(cell, int | float)
                column = self._columns[place]
                look = self._book.look(**(_figure_look if figure else _look_of)(column), bold=True, **_LINE)
            elif place in pale:
                look = self._book.look(**_look_of(self._columns[place]), font_color=_PALE, **_LINE)
            elif isinstance(cell, int | float):
                look = self._figures[place]
            if cell is None or cell == "":
                # Empty too, so that the line below the row is not broken.
                page.write_blank(row, place, None, look)
            elif isinstance(cell, str):
                self._write_words(row, place, cell, look)
            else:
                page.write_number(row, place, cell, look)

    def finish(self) -> None:
        """Set what is known only when the page is full or the table complete."""
        if self._filtered and self.begun:
            self._page.autofilter(0, 0, self._row - self._totals, len(self._columns) - 1)

    def _height(self, cells: Sequence[Cell]) -> float:
        """What the row needs; LibreOffice does not find out by itself."""
        lines = 1
        for column, cell in zip(self._columns, cells, strict=True):
            if isinstance(cell, str) and (len(cell) > column.width * 0.9 or "\n" in cell):
                parts = cell.split("\n")
                needed = sum(1 + int(len(part) * _LETTER_WIDTH / column.width) for part in parts)
                lines = max(lines, needed)
        return min(_TALLEST_ROW, 2 + _LINE_HEIGHT * lines)

    def _write_words(self, row: int, place: int, words: str, look: Any) -> None:
        words = for_xml(with_apostrophes(words) if self._book.printed else words)
        if len(words) > _PART and utf16_length(words) > MAXIMUM_CHARACTERS:
            words = self._put_aside(row, place, words)
        if words.startswith("<r>") and words.endswith("</r>"):
            # XlsxWriter would take such words for markup of its own; in two pieces they stay words.
            self._page.write_rich_string(row, place, words[:1], self._book.look(), words[1:], look)
        else:
            self._page.write_string(row, place, words, look)

    def _put_aside(self, row: int, place: int, words: str) -> str:
        """Keep a text too long for a cell in parts on a sheet of its own; returns what the cell shows."""
        parts = [words[start : start + _PART] for start in range(0, len(words), _PART)]
        name = self._columns[place].name
        for number, part in enumerate(parts, 1):
            self._book.long_texts.write((self._page_name, row + 1, name, number, part))
        return parts[0][: _PART - len(LONG_TEXT_NOTE)] + LONG_TEXT_NOTE


def _said_of(sheet: TableSheet) -> str:
    """What is on a sheet, and where it goes on."""
    further = [f"“{page}”" for page in sheet.pages[1:]]
    goes_on = f" Continued on {listed(further)}." if further else ""
    none = "" if sheet.number_of_rows else " There are none."
    paper = " It is printed on A3: on A4 it could not be read." if sheet.paper.paper == _A3 else ""
    return f"{sheet.about}.{goes_on}{none}{paper}"


def _look_of(column: Column) -> dict[str, object]:
    if not column.number_format:
        return {"text_wrap": True, "valign": "top"}
    return _figure_look(column)


def _figure_look(column: Column) -> dict[str, object]:
    # The indent keeps figures off the words in the next column; LibreOffice knows none in a wrapped cell.
    shown = column.number_format or "General"
    return {"num_format": shown, "align": "right", "indent": 1, "valign": "top"}


def _page_head(provenance: Provenance) -> str:
    """Title, project and step, as they stand at the head of each page that is printed."""
    title, project = _head_words(provenance.title), _head_words(provenance.project)
    return f"&L{title}&R{project}, step {provenance.step}"


def _head_words(words: str) -> str:
    # An ampersand begins a command there, and XlsxWriter takes even a doubled one before a G for a picture.
    line = " ".join(for_xml(words).split()).replace("&", "\uff06")
    return shortened(line, _LONGEST_HEAD)


def _head_height(column: Column) -> float:
    """What the name of a column needs in bold type, within reason."""
    if column.upright:
        # The letters alone, with some air at both ends: what is higher is empty on every page.
        return min(_TALLEST_HEAD, _AIR + _HEAD_SIZE * _letters().width(column.name, bold=True) / EM)
    return 2 + _LINE_HEIGHT * min(8, 1 + int(len(column.name) * 1.25 / column.width))


@cache
def _letters() -> Letters:
    return Letters()


def utf16_length(words: str) -> int:
    """Length in UTF-16 units, which is how spreadsheets count."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2
