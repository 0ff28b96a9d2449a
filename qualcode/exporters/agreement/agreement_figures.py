"""A figure of agreement as it is printed, with its interval."""

import math
from typing import Final

from qualcode.model.results.agreement import AgreementMeasure, ConfidenceInterval, figure_in_words

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
