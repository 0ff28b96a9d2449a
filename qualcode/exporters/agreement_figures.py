"""A figure of agreement as it is printed, with its interval."""

import math
from typing import Final

from qualcode.model.agreement import ConfidenceInterval

UNDEFINED: Final = "–"


def shown(value: float, interval: ConfidenceInterval | None = None) -> str:
    """A figure with its interval: ``0.61 [0.48, 0.72]``."""
    if not math.isfinite(value):
        return UNDEFINED
    return f"{value:.2f}" if interval is None else f"{value:.2f} [{interval.low:.2f}, {interval.high:.2f}]"
