"""A figure of agreement as it is printed, with its interval."""

import math
from dataclasses import replace
from typing import Final

from qualcode.model.results.agreement import AgreementMeasure, ConfidenceInterval, figure_in_words
from qualcode.model.results.report_values import Section
from qualcode.model.words.in_words import listed

UNDEFINED: Final = "–"


def shown(
    value: float,
    interval: ConfidenceInterval | None = None,
    measure: AgreementMeasure = AgreementMeasure.ALPHA,
) -> str:
    """A figure with its interval: ``0.61 [0.48, 0.72]``."""
    if not math.isfinite(value):
        return UNDEFINED
    if interval is None:
        return figure_in_words(measure, value)
    low, high = (figure_in_words(measure, end) for end in (interval.low, interval.high))
    return f"{figure_in_words(measure, value)} [{low}, {high}]"


def without_undefined(section: Section) -> Section:
    """The same without columns that are defined in no row, which is said above the table."""
    columns = range(1, len(section.header))
    empty = [place for place in columns if all(row[place:][:1] == (UNDEFINED,) for row in section.rows)]
    if not section.rows or not empty or len(empty) == len(columns):
        return section
    kept = [place for place in range(len(section.header)) if place not in empty]
    names = [section.header[place] for place in empty]
    said = (
        f"Defined in no row of this table, and left out of it: {listed(names)}."
        if len(names) > 1
        else f"{names[0]} is defined in no row of this table, and left out of it."
    )
    return replace(
        section,
        sentences=(*section.sentences, said),
        header=tuple(section.header[place] for place in kept),
        rows=tuple(tuple(row[place] for place in kept if place < len(row)) for row in section.rows),
        units=tuple(section.units[place] for place in kept) if section.units else (),
    )
