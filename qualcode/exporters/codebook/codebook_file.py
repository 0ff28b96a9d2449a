"""The codebook as a file that can be read back: csv, spreadsheet, REFI-QDA codebook; and as a document."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from qualcode.exporters.codebook.codebook_document import codebook_document
from qualcode.exporters.codebook.codebook_exchange import exchange_document
from qualcode.exporters.codebook.codebook_parts import CodebookContent
from qualcode.exporters.colour import sure_colour
from qualcode.exporters.document.blocks import Document
from qualcode.exporters.document.write import write_document
from qualcode.exporters.formats import DOCUMENT_ENDINGS, writer_for
from qualcode.exporters.tables.sheet_pages import Column
from qualcode.exporters.tables.spreadsheet import spreadsheet
from qualcode.exporters.writing import Cell, whole_file, write_csv
from qualcode.model.codes.codebook import CodebookRow, codebook_rows
from qualcode.model.codes.pinned_keys import key_name
from qualcode.model.front import front_of
from qualcode.model.questions.provenance import Provenance
from qualcode.model.questions.words import CodebookForm, CodeDetail
from qualcode.model.study import Study

_COLUMNS: Final = (
    Column("code", 30),
    Column("parent", 30),
    Column("codable", 9),
    Column("colour", 10),
    Column("definition", 60),
    Column("include", 50),
    Column("exclude", 50),
    Column("examples", 50),
    Column("memo", 40),
    Column("digit", 7, "0"),
)
_MEANING: Final = (
    CodeDetail.DEFINITION,
    CodeDetail.INCLUDE,
    CodeDetail.EXCLUDE,
    CodeDetail.EXAMPLES,
    CodeDetail.MEMO,
)
HEADER: Final = tuple(column.name for column in _COLUMNS)
_COLOUR: Final = HEADER.index("colour")


def write_codebook(path: Path, study: Study, about: Provenance) -> int:
    """Write the codebook as csv, xlsx, qdc, docx, html or pdf; returns how many codes it has."""
    writers: dict[str, Callable[[], None]] = {
        ".csv": lambda: _write_csv(path, study),
        ".xlsx": lambda: _write_xlsx(path, study, about),
        ".qdc": lambda: _write_qdc(path, study),
        **dict.fromkeys(DOCUMENT_ENDINGS, lambda: write_document(path, _document(study, about))),
    }
    writer_for(path, writers)()
    return len(study.codes)


def codebook_cells(row: CodebookRow) -> list[Cell]:
    """A code as it stands in a table, in the order of ``HEADER``."""
    codable = "" if row.codable is None else "yes" if row.codable else "no"
    texts = (row.colour, row.definition, row.include, row.exclude, row.examples, row.memo)
    key: Cell = row.digit if row.digit is None or row.digit < 10 else key_name(row.digit)
    return [row.name, row.parent, codable, *texts, key]


def _cells(study: Study) -> Iterator[list[Cell]]:
    return (codebook_cells(row) for row in codebook_rows(study))


def _write_csv(path: Path, study: Study) -> None:
    with whole_file(path) as stream:
        write_csv(stream, HEADER, _cells(study))


def _write_xlsx(path: Path, study: Study, about: Provenance) -> None:
    with whole_file(path) as stream, spreadsheet(stream, about) as book:
        sheet = book.sheet("Codebook", _COLUMNS, "A row for each code and category", frozen_columns=1)
        for cells in _cells(study):
            sheet.write(cells, fills={_COLOUR: sure_colour(str(cells[_COLOUR]))})


def _document(study: Study, about: Provenance) -> Document:
    """The meaning of every code, without figures and quotes."""
    front = front_of(study.info, "Codebook", None)
    return codebook_document(CodebookContent(study, _MEANING), CodebookForm.BOOK, front, about)


def _write_qdc(path: Path, study: Study) -> None:
    with whole_file(path) as stream:
        stream.write(exchange_document(study))
