"""The codebook report as a table: what each code means and how much it is used, as spreadsheet or CSV."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Final
from uuid import UUID

from qualcode.exporters.codebook.code_figures import partners
from qualcode.exporters.colour import sure_colour
from qualcode.exporters.formats import DOCUMENT_ENDINGS, writer_for
from qualcode.exporters.tables.sheet_pages import Column
from qualcode.exporters.tables.spreadsheet import spreadsheet
from qualcode.exporters.writing import Cell, whole_file, write_csv
from qualcode.model.codes.code_names import code_numbers, short_names
from qualcode.model.codes.colour import colour_name
from qualcode.model.entities import Code
from qualcode.model.questions.provenance import Provenance
from qualcode.model.results.report_values import CodebookWords
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
    Column("quotes left out", 11, "#,##0"),
    Column("earlier wordings", 11, "#,##0"),
)
_QUOTES: Final = (
    Column("code", 40),
    Column("transcript", 24),
    Column("turn", 8, "0"),
    Column("who", 18),
    Column("starred", 9),
    Column("quote", 90),
)
_CODED: Final = Column("coded words", 60)
"""Of quotes that are whole sentences, in which a cell marks nothing."""
_WORDINGS: Final = (
    Column("code", 40),
    Column("since", 12),
    Column("until", 12),
    Column("by", 14),
    Column("segments", 11, "#,##0"),
    Column("what", 14),
    Column("words", 90),
)
_HEADER: Final = tuple(column.name for column in _COLUMNS)
_NUMBER: Final = Column("number", 9)
_COLOUR: Final = 1 + _HEADER.index("colour")
_NO_WORDS: Final = CodebookWords()


def write_codebook_report(
    path: Path,
    study: Study,
    figures: Mapping[UUID, CodeFigures],
    provenance: Provenance,
    words: CodebookWords = _NO_WORDS,
) -> int:
    """Write the report as xlsx or csv; returns how many codes are in it.

    ``figures`` are by code; a code that is not among them is listed without counts. Quotes and past
    wordings have sheets of their own in a spreadsheet; a csv holds only their numbers.
    """
    writers: dict[str, Callable[[BinaryIO], object]] = {
        ".xlsx": lambda stream: _write_xlsx(stream, study, figures, provenance, words),
        ".csv": lambda stream: write_csv(stream, _HEADER, _rows(study, figures, words)),
    }
    write = writer_for(path, writers, DOCUMENT_ENDINGS)
    with whole_file(path) as stream:
        write(stream)
    return len(study.codes)


def _rows(study: Study, figures: Mapping[UUID, CodeFigures], words: CodebookWords) -> Iterator[list[Cell]]:
    names = short_names(study)
    for code in study.codes_in_order:
        found = figures.get(code.id)
        yield _row(study, code, found, words, partners(found, names))


def _row(
    study: Study, code: Code, figures: CodeFigures | None, words: CodebookWords, together: str
) -> list[Cell]:
    # What only groups codes has nothing to be counted, which is not the same as nothing found.
    counted = figures is not None and (code.codable or figures.segments > 0)
    counts: tuple[Cell, ...] = figures[1:6] if figures is not None and counted else (None,) * 5
    return [
        study.path(code.id),
        "code" if code.codable else "category",
        colour_name(sure_colour(code.colour)),
        code.definition,
        code.include,
        code.exclude,
        code.examples,
        code.memo,
        *counts,
        together,
        words.quotes_of(code.id).left_out,
        len(words.wordings_of(code.id)),
    ]


def _quote_rows(study: Study, words: CodebookWords) -> Iterator[list[Cell]]:
    for code in study.codes_in_order:
        for quote in words.quotes_of(code.id).quotes:
            printed, starred = quote.printed, "yes" if quote.chosen else "no"
            where = [printed.transcript, printed.turn or None, printed.who]
            yield [study.path(code.id), *where, starred, printed.words, printed.coded_words]


def _wording_rows(study: Study, words: CodebookWords) -> Iterator[list[Cell]]:
    for code in study.codes_in_order:
        for past in words.wordings_of(code.id):
            days = [f"{moment:%Y-%m-%d}" for moment in (past.since, past.until)]
            for label, text in past.texts:
                yield [study.path(code.id), *days, past.by, past.segments, label, text]


def _write_xlsx(
    stream: BinaryIO,
    study: Study,
    figures: Mapping[UUID, CodeFigures],
    provenance: Provenance,
    words: CodebookWords,
) -> None:
    with spreadsheet(stream, provenance, printed=True) as book:
        numbers = code_numbers(study)
        sheet = book.sheet(
            "Codebook", (_NUMBER, *_COLUMNS), "A row for each code, with its figures", frozen_columns=2
        )
        for code, cells in zip(study.codes_in_order, _rows(study, figures, words), strict=True):
            sheet.write([numbers[code.id], *cells], fills={_COLOUR: sure_colour(code.colour)})
        quotes = list(_quote_rows(study, words))
        marked = any(quote.printed.marked for code in study.codes for quote in words.quotes_of(code).quotes)
        columns = (*_QUOTES, _CODED) if marked else _QUOTES
        sheet = book.sheet("Quotes", columns, "Typical quotes of each code", frozen_columns=1)
        for cells in quotes:
            sheet.write(cells[: len(columns)])
        sheet = book.sheet(
            "Earlier wordings", _WORDINGS, "Earlier wordings of codes that were reworded", frozen_columns=1
        )
        for cells in _wording_rows(study, words):
            sheet.write(cells)
