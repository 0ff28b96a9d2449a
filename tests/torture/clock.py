"""How long something took that was not spent waiting for a processor: a crowded machine is no hang."""

import time
from pathlib import Path


class Watch:
    """Measures from when it is made; ``process`` is the one whose waiting for a processor does not count."""

    def __init__(self, process: int | None) -> None:
        self._schedule = Path(f"/proc/{process}/schedstat")
        self._start = time.monotonic()
        self._waited = self._waiting()

    def whole(self) -> float:
        """Seconds by the clock on the wall."""
        return time.monotonic() - self._start

    def seconds(self) -> float:
        """Seconds without those in which the process could have run and had no processor."""
        return self.whole() - max(0.0, self._waiting() - self._waited)

    def _waiting(self) -> float:
        try:
            return int(self._schedule.read_text(encoding="ascii").split()[1]) / 1e9
        except (OSError, ValueError, IndexError):
            return 0.0
