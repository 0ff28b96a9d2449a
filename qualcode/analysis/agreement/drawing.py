"""Samples of turns or transcripts, drawn with replacement, and the intervals of figures in them."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from qualcode.analysis.agreement.coefficients import Real
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.results.agreement import ConfidenceInterval

LOW, HIGH = 2.5, 97.5
DEFINED: Final = 0.95
"""An interval is given where the figure is defined in at least this share of the samples."""

DRAWING: Final = "Drawing samples"
"""What progress hears of it."""

_AT_A_TIME: Final = 2_000_000
"""Draws that are held at once."""


def samples(clusters: int, number: int, seed: int, progress: Progress = no_progress) -> Iterator[Real]:
    """How often each cluster is drawn in each sample, shape (some samples, clusters), ``number`` in all.

    Clusters are drawn whole and with replacement (Efron and Tibshirani 1993): what one person says
    in one turn is not independent, and characters least of all. ``progress`` hears before every draw how many
    samples there are, and may stop it.
    """
    source = np.random.default_rng(seed)
    left = number if clusters else 0
    while left:
        progress(number - left, number, DRAWING)
        rows = min(left, max(1, _AT_A_TIME // clusters))
        drawn = source.integers(clusters, size=(rows, clusters)) + np.arange(rows)[:, np.newaxis] * clusters
        counts = np.bincount(drawn.ravel(), minlength=rows * clusters)
        yield counts.reshape(rows, clusters).astype(np.float64)
        left -= rows


def interval(figures: Real) -> tuple[ConfidenceInterval | None, ...]:
    """By column, the interval of a figure in samples (rows); None where too few samples define it."""
    if not len(figures):
        return (None,) * int(figures.shape[1])
    found: list[ConfidenceInterval | None] = []
    for column in figures.T:
        defined = column[np.isfinite(column)]
        if len(defined) < DEFINED * len(column):
            found.append(None)
            continue
        low, high = (float(np.percentile(defined, each)) for each in (LOW, HIGH))
        found.append(ConfidenceInterval(low, high))
    return tuple(found)
