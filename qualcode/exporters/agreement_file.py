"""The agreement of coders as a document, as tables (xlsx, csv) or for other programs (json)."""

import json
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from qualcode.exporters.agreement_json import as_json
from qualcode.exporters.agreement_sheets import strand_columns, strand_rows
from qualcode.exporters.agreement_strands import said
from qualcode.exporters.agreement_words import DECISION_HEADER, decision_rows, sections, verdict
from qualcode.exporters.document.blocks import Document
from qualcode.exporters.document.write import write_document
from qualcode.exporters.formats import DOCUMENT_ENDINGS, writer_for
from qualcode.exporters.sections_document import sections_document
from qualcode.exporters.spreadsheet import Column, spreadsheet
from qualcode.exporters.writing import Cell, utf8, whole_file, write_csv
from qualcode.model.agreement import Agreement, AgreementFigures, AgreementMeasure
from qualcode.model.front import Front

ABOUT: Final = "About these figures"
_FIGURE: Final = "0.000"


def agreement_document(front: Front, language: str, found: Agreement) -> Document:
    """The agreement in sentences and tables."""
    return sections_document(front, language, sections(found), found.provenance, ABOUT)


def write_agreement(path: Path, front: Front, language: str, found: Agreement) -> None:
    """Write the agreement in the format that the ending of ``path`` names."""

    def write() -> None:
        write_document(path, agreement_document(front, language, found))

    writers: dict[str, Callable[[], None]] = {
        **dict.fromkeys(DOCUMENT_ENDINGS, write),
        ".xlsx": lambda: _write_xlsx(path, found),
        ".csv": lambda: _write_csv(path, found),
        ".json": lambda: _write_json(path, found),
    }
    writer_for(path, writers)()


def _columns(coders: tuple[str, ...]) -> list[Column]:
    counts = ["both", *(f"only {name}" for name in coders), "some", "neither"]
    columns = [Column("coders", 18), Column("code", 44), *(Column(name, 10, "#,##0") for name in counts)]
    for measure in AgreementMeasure:
        columns += [Column(str(measure), 9, _FIGURE)]
        columns += [Column(f"{measure} {end}", 9, _FIGURE) for end in ("low", "high")]
    return [*columns, Column("in words", 80)]


def _rows(found: Agreement) -> Iterator[list[Cell]]:
    """All coders together, then each pair, with as many columns: coders who take no part are left empty."""
    together = " / ".join(found.coders)
    for row in (*found.codes, found.pooled, found.mean):
        yield _row(found, together, row, found.coders)
    if len(found.pairs) > 1:
        for pair in found.pairs:
            for row in (*pair.codes, pair.pooled):
                yield _row(found, " / ".join(pair.coders), row, pair.coders)


def _row(found: Agreement, who: str, row: AgreementFigures, coders: tuple[str, ...]) -> list[Cell]:
    cells: list[Cell] = [who, row.name]
    table = row.units
    if table is None:
        cells += [None] * (len(found.coders) + 3)
    else:
        only = dict(zip(coders, table.only, strict=True))
        alone = [round(only[name]) if name in only else None for name in found.coders]
        neither = None if table.neither is None else round(table.neither)
        cells += [round(table.both), *alone, round(table.some), neither]
    for measure in AgreementMeasure:
        interval = row.intervals.get(measure)
        cells.append(_number(row.figures.get(measure, math.nan)))
        cells += [None, None] if interval is None else [interval.low, interval.high]
    return [*cells, verdict(row, found.unit) if table is not None else ""]


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _write_csv(path: Path, found: Agreement) -> None:
    """Everything in one table: “part” says what a row is of, and what does not belong to it is empty."""
    parts = list(_parts(found))
    names = dict.fromkeys(name for _, columns, _ in parts for name in columns)
    with whole_file(path) as stream:
        write_csv(stream, ["part", *names], _whole_rows(parts, list(names)))


def _parts(found: Agreement) -> Iterator[tuple[str, list[str], list[list[Cell]]]]:
    """What each part of the table is called, its columns and its rows."""
    yield "agreement", [column.name for column in _columns(found.coders)], list(_rows(found))
    for strand in found.strands:
        names = [column.name for column in strand_columns(strand)]
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
        sheet = book.sheet(
            "Agreement", _columns(found.coders), "A row for each code and pair of coders", frozen_columns=2
        )
        for row in _rows(found):
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


_SETS: Final = ("alpha", "low", "high")
_WIDTHS: Final = (30, 8, 44, 22, 26, 40, 18, 14)


def _write_json(path: Path, found: Agreement) -> None:
    with whole_file(path) as stream:
        stream.write(utf8(json.dumps(as_json(found), ensure_ascii=False, indent=2) + "\n"))
