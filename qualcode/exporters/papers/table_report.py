"""A report that is one table with a few words: as a document, as a spreadsheet, or as csv."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from qualcode.exporters.document.blocks import Block, Colophon, Document
from qualcode.exporters.document.write import write_document
from qualcode.exporters.formats import DOCUMENT_ENDINGS, writer_for
from qualcode.exporters.tables.sheet_pages import Column
from qualcode.exporters.tables.spreadsheet import spreadsheet
from qualcode.exporters.writing import Cell, whole_file, write_csv
from qualcode.model.front import Front
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.questions.provenance import Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReport:
    """``blocks`` are what people read; ``columns`` and ``rows`` the same for programs, on a ``sheet``.

    ``colophon`` is the heading above where it comes from.
    """

    front: Front
    language: str
    about: Provenance
    colophon: str
    blocks: tuple[Block, ...]
    sheet: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterable[list[Cell]]]
    landscape: bool = False
    tells: tuple[str, ...] = ()
    """As of a document (``Document.tells``)."""
    counted_above: bool = False
    """The text says what was counted, which the end of a document need not say again."""


def write_table_report(path: Path, report: TableReport, progress: Progress = no_progress) -> None:
    """Write the report in the format that the ending of ``path`` names."""
    document = Document(
        report.front,
        report.blocks,
        Colophon(report.about, title=report.colophon, counted_above=report.counted_above),
        report.language,
        landscape=report.landscape,
        tells=report.tells,
    )
    writers: dict[str, Callable[[], None]] = {
        **dict.fromkeys(DOCUMENT_ENDINGS, lambda: write_document(path, document, progress)),
        ".xlsx": lambda: _write_xlsx(path, report),
        ".csv": lambda: _write_csv(path, report),
    }
    writer_for(path, writers)()


def _write_csv(path: Path, report: TableReport) -> None:
    with whole_file(path) as stream:
        write_csv(stream, [column.name for column in report.columns], report.rows())


def _write_xlsx(path: Path, report: TableReport) -> None:
    with whole_file(path) as stream, spreadsheet(stream, report.about, printed=True) as book:
        sheet = book.sheet(report.sheet, report.columns, report.about.sentence, frozen_columns=1)
        for row in report.rows():
            sheet.write(row)
