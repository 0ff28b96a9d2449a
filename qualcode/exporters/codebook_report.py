"""The codebook report: what each code means and how much it is used, for Word, HTML, spreadsheet or CSV."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final
from uuid import UUID

from qualcode.exporters.code_figures import partners
from qualcode.exporters.codebook_report_html import codebook_page
from qualcode.exporters.codebook_report_word import codebook_report
from qualcode.exporters.colour import sure_colour
from qualcode.exporters.formats import writer_for
from qualcode.exporters.spreadsheet import Column, spreadsheet
from qualcode.exporters.writing import Cell, utf8, whole_file, write_csv
from qualcode.model.entities import Code
from qualcode.model.matrix import Provenance
from qualcode.model.segments import CodeFigures
from qualcode.model.study import Study

_COLUMNS: Final = (
    Column("code", 40),
    Column("kind", 10),
    Column("colour", 10),
    Column("definition", 60),
    Column("include", 45),
    Column("exclude", 45),
    Column("examples", 45),
    Column("memo", 40),
    Column("segments", 11, "#,##0"),
    Column("transcripts", 12, "#,##0"),
    Column("participants", 12, "#,##0"),
    Column("words", 10, "#,##0"),
    Column("characters", 12, "#,##0"),
    Column("occurs with", 50),
)
_HEADER: Final = tuple(column.name for column in _COLUMNS)
_COLOUR: Final = _HEADER.index("colour")


def write_codebook_report(
    path: Path, study: Study, figures: Mapping[UUID, CodeFigures], provenance: Provenance
) -> int:
    """Write the report as docx, html, xlsx or csv; returns how many codes are in it.

    ``figures`` are by code; a code that is not among them is listed without counts.
    """
    writers: dict[str, Callable[[], None]] = {
        ".docx": lambda: _write_docx(path, study, figures, provenance),
        ".html": lambda: _write_html(path, study, figures, provenance),
        ".xlsx": lambda: _write_xlsx(path, study, figures, provenance),
        ".csv": lambda: _write_csv(path, study, figures),
    }
    writer_for(path, writers)()
    return len(study.codes)


def _rows(study: Study, figures: Mapping[UUID, CodeFigures]) -> Iterator[list[Cell]]:
    return (_row(study, code, figures.get(code.id)) for code in study.codes_in_order)


def _row(study: Study, code: Code, figures: CodeFigures | None) -> list[Cell]:
    counts: tuple[Cell, ...] = (None,) * 5 if figures is None else figures[1:6]
    return [
        study.path(code.id),
        "code" if code.codable else "category",
        code.colour,
        code.definition,
        code.include,
        code.exclude,
        code.examples,
        code.memo,
        *counts,
        partners(figures),
    ]


def _write_csv(path: Path, study: Study, figures: Mapping[UUID, CodeFigures]) -> None:
    with whole_file(path) as stream:
        write_csv(stream, _HEADER, _rows(study, figures))


def _write_xlsx(
    path: Path, study: Study, figures: Mapping[UUID, CodeFigures], provenance: Provenance
) -> None:
    with whole_file(path) as stream, spreadsheet(stream) as book:
        sheet = book.sheet("Codebook", _COLUMNS, frozen_columns=1)
        book.provenance(provenance)
        for cells in _rows(study, figures):
            sheet.write(cells, fills={_COLOUR: sure_colour(str(cells[_COLOUR]))})


def _write_docx(
    path: Path, study: Study, figures: Mapping[UUID, CodeFigures], provenance: Provenance
) -> None:
    with whole_file(path) as stream:
        codebook_report(study, figures, provenance).save(stream)


def _write_html(
    path: Path, study: Study, figures: Mapping[UUID, CodeFigures], provenance: Provenance
) -> None:
    with whole_file(path) as stream:
        stream.writelines(utf8(part) for part in codebook_page(study, figures, provenance))
