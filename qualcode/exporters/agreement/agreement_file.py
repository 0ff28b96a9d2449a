"""The agreement of coders as a document, as tables (xlsx, csv) or for other programs (json)."""

import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from qualcode.exporters.agreement.agreement_json import as_json
from qualcode.exporters.agreement.agreement_sheets import (
    agreement_parts,
    header,
    strand_columns,
    strand_rows,
    whole_rows,
)
from qualcode.exporters.agreement.agreement_strands import said
from qualcode.exporters.agreement.agreement_words import DECISION_HEADER, decision_rows, sections
from qualcode.exporters.document.blocks import Document, ReportSubject
from qualcode.exporters.document.write import write_document
from qualcode.exporters.formats import DOCUMENT_ENDINGS, writer_for
from qualcode.exporters.papers.sections_document import NO_NAMES, sections_document
from qualcode.exporters.tables.sheet_pages import Column
from qualcode.exporters.tables.spreadsheet import spreadsheet
from qualcode.exporters.writing import Cell, utf8, whole_file, write_csv
from qualcode.model.front import Front
from qualcode.model.results.agreement import Agreement

ABOUT: Final = "About these figures"
_FIGURE: Final = "0.000"


def agreement_document(
    front: Front, language: str, found: Agreement, names: Mapping[str, str] = NO_NAMES
) -> Document:
    """The agreement in sentences and tables; ``names`` are what documents call codes, by their paths."""
    made = sections_document(front, language, sections(found, names), found.provenance, ABOUT, names)
    return replace(made, tells=(ReportSubject.AGREEMENT,))


def write_agreement(
    path: Path, front: Front, language: str, found: Agreement, names: Mapping[str, str] = NO_NAMES
) -> None:
    """Write the agreement in the format that the ending of ``path`` names."""

    def write() -> None:
        write_document(path, agreement_document(front, language, found, names))

    writers: dict[str, Callable[[], None]] = {
        **dict.fromkeys(DOCUMENT_ENDINGS, write),
        ".xlsx": lambda: _write_xlsx(path, found),
        ".csv": lambda: _write_csv(path, found),
        ".json": lambda: _write_json(path, found),
    }
    writer_for(path, writers)()


def _write_csv(path: Path, found: Agreement) -> None:
    """Everything in one table: “part” says what a row is of, and what does not belong to it is empty."""
    parts = list(_parts(found))
    names = dict.fromkeys(name for _, columns, _ in parts for name in columns)
    with whole_file(path) as stream:
        write_csv(stream, ["part", *names], _whole_rows(parts, list(names)))


def _parts(found: Agreement) -> Iterator[tuple[str, list[str], list[list[Cell]]]]:
    """What each part of the table is called, its columns and its rows."""
    yield "agreement", list(header(found)), list(whole_rows(found))
    for strand in found.strands:
        names = [column.name for column in strand_columns(strand, for_programs=True)]
        yield str(strand.kind), names, list(strand_rows(strand))
    yield "decisions", [name.lower() for name in DECISION_HEADER], [list(row) for row in decision_rows(found)]


def _whole_rows(
    parts: list[tuple[str, list[str], list[list[Cell]]]], names: list[str]
) -> Iterator[list[Cell]]:
    for part, columns, rows in parts:
        for row in rows:
            cells = dict(zip(columns, row, strict=True))
            yield [part, *(cells.get(name) for name in names)]


def _write_xlsx(path: Path, found: Agreement) -> None:
    with whole_file(path) as stream, spreadsheet(stream, found.provenance) as book:
        for part in agreement_parts(found):
            sheet = book.sheet(part.name, part.columns, part.about, frozen_columns=2)
            for row in part.rows:
                sheet.write(row)
        columns = (Column("measure", 30), *(Column(n, 10, _FIGURE) for n in _SETS))
        sheet = book.sheet("Sets of codes", columns, "Measures over all codes at once, with their intervals")
        for name, value in found.sets.alphas.items():
            interval = found.sets.intervals.get(name)
            ends = (None, None) if interval is None else (interval.low, interval.high)
            sheet.write((str(name), _number(value), *ends))
        for strand in found.strands:
            sheet = book.sheet(str(strand.kind).capitalize(), strand_columns(strand), said(strand))
            for line in strand_rows(strand):
                sheet.write(line)
        columns = tuple(
            Column(name.lower(), width) for name, width in zip(DECISION_HEADER, _WIDTHS, strict=True)
        )
        sheet = book.sheet("Decisions", columns, "What was settled where these coders differ, and why")
        for decision in decision_rows(found):
            sheet.write(decision)
        columns = (Column("transcript", 40), Column("compared", 40))
        sheet = book.sheet("Transcripts", columns, "What was compared, and why not the others")
        for transcript in found.transcripts:
            sheet.write((transcript, "yes"))
        for transcript, who in found.left_out:
            sheet.write((transcript, f"no: not {found.done} by {who}" if who else "no: not chosen"))


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None


_SETS: Final = ("alpha", "low", "high")
_WIDTHS: Final = (30, 8, 44, 22, 26, 40, 18, 14)


def _write_json(path: Path, found: Agreement) -> None:
    with whole_file(path) as stream:
        stream.write(utf8(json.dumps(as_json(found), ensure_ascii=False, indent=2) + "\n"))
