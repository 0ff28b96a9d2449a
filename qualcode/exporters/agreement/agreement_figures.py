"""A figure of agreement as it is printed, with its interval."""

import math
from typing import Final

from qualcode.model.results.agreement import ConfidenceInterval

UNDEFINED: Final = "–"


def shown(value: float, interval: ConfidenceInterval | None = None) -> str:
    """A figure with its interval: ``0.61 [0.48, 0.72]``."""
    if not math.isfinite(value):
        return UNDEFINED
    if interval is None:
        return _two_places(value)
    return f"{_two_places(value)} [{_two_places(interval.low)}, {_two_places(interval.high)}]"


def _two_places(value: float) -> str:
    # What is a hair below nothing is nothing, and has no sign.
    return f"{round(value, 2) + 0.0:.2f}"
