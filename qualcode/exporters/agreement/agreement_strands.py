"""Agreement over time, of coders with themselves and with an expert, in words and tables."""

import math
from collections.abc import Iterator
from typing import Any, Final

from qualcode.exporters.agreement.agreement_figures import UNDEFINED, shown
from qualcode.model.results.agreement import (
    MEASURE_NAMES,
    Agreement,
    AgreementFigures,
    AgreementMeasure,
    AgreementStrand,
    Strand,
    StrandRow,
    share_in_words,
)
from qualcode.model.results.report_values import Section
from qualcode.model.results.works import RECALL
from qualcode.model.words.in_words import two_places

_TITLES: Final = {
    Strand.DRIFT: "Over time",
    Strand.SELF: "Each coder with their own second coding",
    Strand.EXPERT: "Compared with {}",
}
_CAPTIONS: Final = {
    Strand.DRIFT: "Agreement over time, all codes pooled",
    Strand.SELF: "Agreement of coders with themselves, all codes pooled",
    Strand.EXPERT: "Agreement of coders with {}, all codes pooled",
}
_SHOWS: Final = {
    Strand.DRIFT: "gives the figures of each step.",
    Strand.SELF: "compares what each coder coded twice.",
    Strand.EXPERT: "compares each coder with {}.",
}
_FIRST: Final = {Strand.DRIFT: "Step", Strand.SELF: "Coder", Strand.EXPERT: "Coder"}
_MEASURES: Final = (
    AgreementMeasure.PERCENT,
    AgreementMeasure.POSITIVE,
    AgreementMeasure.KAPPA,
    AgreementMeasure.ALPHA,
    AgreementMeasure.AC1,
)

_STEADY: Final = (
    "All codes pooled. How steadily somebody codes; it says nothing about whether others would code alike."
)
_LIKE: Final = (
    "All codes pooled. Recall is the part of what {0} coded that the coder has as well, precision the part "
    "of what the coder coded that {0} has as well ({1}). A difference is something to talk "
    "about."
)

_BY_CODE: Final = "shows with which codes the two part."


def strand_sections(found: Agreement) -> Iterator[Section]:
    """A section for each side from which agreement was looked at besides."""
    for strand in found.strands:
        title = _TITLES[strand.kind].format(strand.expert)
        header = [_FIRST[strand.kind], "Units", *(MEASURE_NAMES[name] for name in _MEASURES)]
        if strand.kind is Strand.EXPERT:
            header += ["found", "missed", "more", "Recall", "Precision"]
        rows = tuple((*_row(row), *_beside(strand, row)) for row in strand.rows)
        yield Section(
            title,
            (said(strand),),
            tuple(header),
            rows,
            _CAPTIONS[strand.kind].format(strand.expert),
            _SHOWS[strand.kind].format(strand.expert),
        )
        if strand.kind is Strand.EXPERT:
            yield from _codes(strand)


def said(strand: AgreementStrand) -> str:
    """What the table is about, and what it shows, in a sentence or two."""
    match strand.kind:
        case Strand.DRIFT:
            return f"All codes pooled, in the order of coding. {_changed(strand)}"
        case Strand.SELF:
            return _STEADY
        case Strand.EXPERT:
            return _LIKE.format(strand.expert, RECALL.beside)


def _changed(strand: AgreementStrand) -> str:
    if strand.change is None:
        return "Alpha is not defined in the first or the last step, so that no change can be computed."
    by, interval = strand.change
    way = "rose" if by > 0 else "fell" if by < 0 else "stayed the same"
    told = f"From the first step to the last alpha {way}" + (f" by {abs(by):.2f}" if by else "")
    if interval is None:
        return f"{told}."
    low, high = two_places(interval.low), two_places(interval.high)
    within = f" (95% interval of the change {low} to {high})"
    if interval.low <= 0 <= interval.high:
        return f"{told}{within}: with this much text that may be chance."
    return f"{told}{within}."


def _row(row: StrandRow) -> tuple[Any, ...]:
    return (row.name, row.number, *_figures(row.pooled))


def _figures(row: AgreementFigures) -> Iterator[str]:
    for name in _MEASURES:
        yield shown(row.figures.get(name, math.nan), row.intervals.get(name), name)


def _beside(strand: AgreementStrand, row: StrandRow) -> tuple[Any, ...]:
    table = row.pooled.units
    if strand.kind is not Strand.EXPERT or table is None:
        return ()
    counts = (table.both, *table.only)
    return (
        *map(round, counts),
        *(UNDEFINED if math.isnan(x) else share_in_words(x) for x in (row.recall, row.precision)),
    )


def _codes(strand: AgreementStrand) -> Iterator[Section]:
    """Code by code where each coder and the expert part: what to talk about first."""
    for row in strand.rows:
        rows: tuple[tuple[str | int, ...], ...] = tuple(
            (code.name, *map(round, (code.units.both, *code.units.only)), *_figures(code))
            for code in row.codes
            if code.units is not None
        )
        header = ("Code", "found", "missed", "more", *(MEASURE_NAMES[name] for name in _MEASURES))
        title = f"{row.name} and {strand.expert}, code by code"
        yield Section(title, (), header, rows, f"Agreement of {title}", _BY_CODE, paths=True)


def strands_as_json(found: Agreement) -> dict[str, Any]:
    """The same for other programs, by the name of each side; empty where none was asked for."""
    return {str(strand.kind): _strand_as_json(strand) for strand in found.strands}


def _strand_as_json(strand: AgreementStrand) -> dict[str, Any]:
    return {
        "expert": strand.expert or None,
        "change": None
        if strand.change is None
        else {
            "alpha": strand.change[0],
            "interval": None if strand.change[1] is None else [strand.change[1].low, strand.change[1].high],
        },
        "rows": [_row_as_json(strand, row) for row in strand.rows],
    }


def _row_as_json(strand: AgreementStrand, row: StrandRow) -> dict[str, Any]:
    told = {
        "name": row.name,
        "units": row.number,
        **{str(name): _number(value) for name, value in row.pooled.figures.items()},
        "interval": {
            str(name): None if found is None else [found.low, found.high]
            for name, found in row.pooled.intervals.items()
        },
    }
    table = row.pooled.units
    if strand.kind is Strand.EXPERT and table is not None:
        told |= {"found": round(table.both), "missed": round(table.only[0]), "more": round(table.only[1])}
        told |= {"recall": _number(row.recall), "precision": _number(row.precision)}
    return told


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
