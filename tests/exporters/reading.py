"""How the tests read files back: with other libraries than those that wrote them."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree, html
from openpyxl import load_workbook

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def csv_table(path: Path) -> list[list[str]]:
    """Cells as they stand in the file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, strict=True))


def sheets(path: Path) -> dict[str, list[list[object]]]:
    """Cells of every sheet; no cell may be a formula."""
    book = load_workbook(path)
    for sheet in book.worksheets:
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    return {
        sheet.title: [[_meant(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        for sheet in book.worksheets
    }


def _meant(value: object) -> object:
    # openpyxl leaves the escapes of the format as they are; Excel and LibreOffice show the letter.
    return _ESCAPED.sub(lambda m: chr(int(m.group(1), 16)), value) if isinstance(value, str) else value


def paragraphs(path: Path) -> list[tuple[str, str]]:
    """Style and text of every paragraph in the body, those in tables too."""
    return list(_paragraphs(path))


def _paragraphs(path: Path) -> Iterator[tuple[str, str]]:
    for block in Document(str(path)).iter_inner_content():
        if isinstance(block, Paragraph):
            yield _styled(block)
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from (_styled(paragraph) for paragraph in cell.paragraphs)


def _styled(paragraph: Paragraph) -> tuple[str, str]:
    return (paragraph.style.name or "" if paragraph.style else ""), paragraph.text


def tables(path: Path) -> list[list[list[str]]]:
    """The cells of every table in a Word document."""
    return [_cells(table) for table in Document(str(path)).tables]


def _cells(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def page(path: Path) -> etree._Element:
    """The root of an HTML file."""
    return html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def words_of(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext())
