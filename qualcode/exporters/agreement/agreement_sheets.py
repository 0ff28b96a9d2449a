"""Agreement as tables for other programs: figures as numbers, whole in one table or in sheets a page wide."""

import math
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from qualcode.exporters.agreement.agreement_verdicts import verdict
from qualcode.exporters.tables.sheet_pages import Column
from qualcode.exporters.writing import Cell
from qualcode.model.results.agreement import (
    MEASURE_NAMES,
    Agreement,
    AgreementFigures,
    AgreementMeasure,
    AgreementStrand,
    Strand,
)

_FIGURE: Final = "0.000"
_WIDE: Final = 15
"""Letters of a column, below the longest word of a measure's name."""
_MEASURES: Final = (
    AgreementMeasure.PERCENT,
    AgreementMeasure.POSITIVE,
    AgreementMeasure.KAPPA,
    AgreementMeasure.ALPHA,
    AgreementMeasure.AC1,
    AgreementMeasure.BP,
)


class AgreementPart(NamedTuple):
    """What one sheet holds."""

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: Iterator[list[Cell]]


_WHO: Final = (Column("coders", 24), Column("code", 44))


def agreement_parts(found: Agreement) -> Iterator[AgreementPart]:
    """Figures, their intervals and what they were computed from, each a page wide."""
    figures = (*_WHO, *(Column(MEASURE_NAMES[measure], _WIDE, _FIGURE) for measure in AgreementMeasure))
    yield AgreementPart(
        "Agreement",
        "Figures for each code and pair of coders",
        (*figures, Column("in words", 80)),
        ([*who, *_values(row), _in_words(found, row)] for who, row, _ in _compared(found)),
    )
    ends = (Column("measure", 22), *(Column(name, 10, _FIGURE) for name in ("figure", "low", "high")))
    yield AgreementPart(
        "Intervals",
        "The 95% confidence interval of each figure, a row for each",
        (*_WHO, *ends),
        ([*who, *cells] for who, row, _ in _compared(found) for cells in _intervals(row)),
    )
    counts = (Column(name, 14, "#,##0") for name in _counted(found))
    yield AgreementPart(
        "Counts",
        "What all coders gave each code, and what only one did",
        (*_WHO, *counts),
        (
            [*who, *_table(found, row, coders)]
            for who, row, coders in _compared(found)
            if row.units is not None
        ),
    )


def header(found: Agreement) -> list[str]:
    """The names of the columns of ``whole_rows``."""
    names = [end for measure in AgreementMeasure for end in (measure, f"{measure} low", f"{measure} high")]
    return [*(column.name for column in _WHO), *_counted(found), *map(str, names), "in words"]


def whole_rows(found: Agreement) -> Iterator[list[Cell]]:
    """Everything said of a code and a pair of coders in one row."""
    for who, row, coders in _compared(found):
        figures = [cell for measure in AgreementMeasure for cell in _with_ends(row, measure)]
        yield [*who, *_table(found, row, coders), *figures, _in_words(found, row)]


def _compared(found: Agreement) -> Iterator[tuple[list[Cell], AgreementFigures, Sequence[str]]]:
    """All coders together, then each pair."""
    for row in (*found.codes, found.pooled, found.mean):
        yield [" / ".join(found.coders), row.name], row, found.coders
    for pair in found.pairs if len(found.pairs) > 1 else ():
        for row in (*pair.codes, pair.pooled):
            yield [" / ".join(pair.coders), row.name], row, pair.coders


def _counted(found: Agreement) -> list[str]:
    return ["both", *(f"only {name}" for name in found.coders), "some", "neither"]


def _table(found: Agreement, row: AgreementFigures, coders: Sequence[str]) -> list[Cell]:
    """As many cells for a pair as for all; those of coders who take no part are empty."""
    table = row.units
    if table is None:
        return [None] * len(_counted(found))
    only = dict(zip(coders, table.only, strict=True))
    alone = [round(only[name]) if name in only else None for name in found.coders]
    neither = None if table.neither is None else round(table.neither)
    return [round(table.both), *alone, round(table.some), neither]


def _in_words(found: Agreement, row: AgreementFigures) -> str:
    return verdict(row, found.unit) if row.units is not None else ""


def _values(row: AgreementFigures) -> list[Cell]:
    return [_with_ends(row, measure)[0] for measure in AgreementMeasure]


def _intervals(row: AgreementFigures) -> Iterator[list[Cell]]:
    for measure in AgreementMeasure:
        value, low, high = _with_ends(row, measure)
        if low is not None:
            yield [MEASURE_NAMES[measure], value, low, high]


def _with_ends(row: AgreementFigures, measure: AgreementMeasure) -> list[Cell]:
    """A figure and the ends of its interval; empty where there is none."""
    value, interval = row.figures.get(measure, math.nan), row.intervals.get(measure)
    ends: list[Cell] = [None, None] if interval is None else [interval.low, interval.high]
    return [value if math.isfinite(value) else None, *ends]


# -- over time, with themselves, with an expert -------------------------------------------------------


def strand_columns(strand: AgreementStrand, *, for_programs: bool = False) -> list[Column]:
    """A row for each step or coder, with each code below a coder who is compared with an expert.

    ``for_programs``: measures are named shortly, as in ``header``.
    """
    first = "step" if strand.kind is Strand.DRIFT else "coder"
    counts = ("found", "missed", "more") if strand.kind is Strand.EXPERT else ()
    columns = [Column(first, 30), Column("code", 40), Column("units", 10, "#,##0")]
    columns += [Column(name, 10, "#,##0") for name in counts]
    for measure in _MEASURES:
        name = str(measure) if for_programs else MEASURE_NAMES[measure]
        columns += [Column(f"{name}{end}", _WIDE, _FIGURE) for end in ("", " low", " high")]
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
        yield from _with_ends(row, measure)
