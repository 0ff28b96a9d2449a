"""How long a reader may take for a file: its own work counts, for a busy computer is slow at everything."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Final

_BY_THE_CLOCK: Final = 10
"""So many times as long a file may take where other programs have the processor."""


@dataclass
class ReadingTime:
    """The time of one file, from now on.

    ``used`` gives the seconds of the processor that the reader has had, or None where nobody knows.
    """

    seconds: float
    used: Callable[[], float | None]
    clock: Callable[[], float] = monotonic
    _began: float = field(init=False)
    _before: float | None = field(init=False)
    _moved: float = field(init=False)
    _last: float | None = field(init=False)

    def __post_init__(self) -> None:
        self._began = self._moved = self.clock()
        self._before = self._last = self.used()

    def is_over(self) -> bool:
        """Whether it has worked, or stood still, for as long as a file may take; asked again and again."""
        now, used = self.clock(), self.used()
        if used != self._last:
            self._last, self._moved = used, now
        if now - self._began < self.seconds:
            return False
        if used is None or self._before is None:
            return True
        worked, still = used - self._before, now - self._moved
        return max(worked, still, (now - self._began) / _BY_THE_CLOCK) >= self.seconds
