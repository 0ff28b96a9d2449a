"""A figure of agreement as it is printed, with its interval."""

import math
from collections.abc import Sequence
from typing import Final

from qualcode.model.results.agreement import ConfidenceInterval
from qualcode.model.words.in_words import enough_places

UNDEFINED: Final = "–"


def shown(value: float, interval: ConfidenceInterval | None = None, limits: Sequence[float] = ()) -> str:
    """A figure with its interval: ``0.61 [0.48, 0.72]``.

    It has as many places, from two on, as it takes not to be rounded across one of ``limits``.
    """
    if not math.isfinite(value):
        return UNDEFINED
    if interval is None:
        return enough_places(value, limits)
    low, high = (enough_places(end, limits) for end in (interval.low, interval.high))
    return f"{enough_places(value, limits)} [{low}, {high}]"
