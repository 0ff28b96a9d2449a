"""Sheets of agreement over time, of coders with themselves and with an expert: figures as numbers."""

import math
from collections.abc import Iterator
from typing import Final

from qualcode.exporters.spreadsheet import Column
from qualcode.exporters.writing import Cell
from qualcode.model.agreement import AgreementFigures, AgreementMeasure, AgreementStrand, Strand

_FIGURE: Final = "0.000"
_MEASURES: Final = (
    AgreementMeasure.PERCENT,
    AgreementMeasure.POSITIVE,
    AgreementMeasure.KAPPA,
    AgreementMeasure.ALPHA,
    AgreementMeasure.AC1,
    AgreementMeasure.BP,
)


def strand_columns(strand: AgreementStrand) -> list[Column]:
    """A row for each step or coder, with each code below a coder who is compared with an expert."""
    first = "step" if strand.kind is Strand.DRIFT else "coder"
    counts = ("found", "missed", "more") if strand.kind is Strand.EXPERT else ()
    columns = [Column(first, 30), Column("code", 40), Column("units", 10, "#,##0")]
    columns += [Column(name, 10, "#,##0") for name in counts]
    for measure in _MEASURES:
        columns += [Column(str(measure), 9, _FIGURE)]
        columns += [Column(f"{measure} {end}", 9, _FIGURE) for end in ("low", "high")]
    return columns


def strand_rows(strand: AgreementStrand) -> Iterator[list[Cell]]:
    """All codes pooled, then, with an expert, code by code."""
    for row in strand.rows:
        for figures in (row.pooled, *row.codes):
            yield [row.name, figures.name, row.number, *_counts(strand, figures), *_figures(figures)]


def _counts(strand: AgreementStrand, row: AgreementFigures) -> list[Cell]:
    if strand.kind is not Strand.EXPERT:
        return []
    table = row.units
    return [None] * 3 if table is None else [round(number) for number in (table.both, *table.only)]


def _figures(row: AgreementFigures) -> Iterator[Cell]:
    for measure in _MEASURES:
        value, interval = row.figures.get(measure, math.nan), row.intervals.get(measure)
        yield value if math.isfinite(value) else None
        yield from (None, None) if interval is None else (interval.low, interval.high)
