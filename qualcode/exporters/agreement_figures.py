"""A figure of agreement as it is printed, with its interval, and what its units are called."""

import math
from typing import Final

from qualcode.model.agreement import ConfidenceInterval
from qualcode.model.questions.words import AgreementUnit

UNDEFINED: Final = "–"

UNIT_NOUNS: Final = {
    AgreementUnit.TURN: "turn",
    AgreementUnit.SENTENCE: "sentence",
    AgreementUnit.PARAGRAPH: "paragraph",
    AgreementUnit.CHARACTER: "character",
    AgreementUnit.OVERLAP: "segment",
}


def shown(value: float, interval: ConfidenceInterval | None = None) -> str:
    """A figure with its interval: ``0.61 [0.48, 0.72]``."""
    if not math.isfinite(value):
        return UNDEFINED
    return f"{value:.2f}" if interval is None else f"{value:.2f} [{interval.low:.2f}, {interval.high:.2f}]"
