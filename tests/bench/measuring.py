"""How figures are taken: medians, the process's largest memory, and a floor from the same run."""

import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One line of the table. ``seconds`` and ``floor`` are medians; ``target`` is said in words.

    ``own`` is what the thread itself worked of it, where that was measured: on a machine that has other
    things to do, the rest is waiting.
    """

    name: str
    seconds: float
    target: str
    floor: float | None = None
    floor_name: str = ""
    peak_mb: float | None = None
    own: float | None = None


def seconds(work: Callable[[], object], times: int = 1, before: Callable[[], object] | None = None) -> float:
    """Median time of ``work``; ``before`` runs ahead of each time and is not counted."""
    taken = []
    for _ in range(times):
        if before is not None:
            before()
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def peak_mb(*, apart: bool = False) -> float:
    """The largest memory this process, or one ``apart`` from it, has had so far, in MB (10^6 bytes)."""
    whose = resource.RUSAGE_CHILDREN if apart else resource.RUSAGE_SELF
    peak = resource.getrusage(whose).ru_maxrss
    # Linux counts in KiB, macOS in bytes.
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6
