"""SQLite's check of a whole file: at once where it is small, and before the first step where it is large.

What opening reads are the tables. That their indices say the same, which decides what a later step changes,
takes as long to see as reading all of it again, so that nobody waits for it who only wants to look.
"""

from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import Final

from qualcode.storage import engines
from qualcode.storage.engines import Access

AT_ONCE: Final = 32 * 1024 * 1024
"""The size in bytes up to which a file is looked through within half a second, beside its being read."""

_BETWEEN: Final = 0.02
_TRIES: Final = 250


class WholeCheck:
    """Looks through a file on a thread and a connection of its own."""

    def __init__(self, path: Path) -> None:
        self._connection = engines.connect(path, Access.READ)
        threads = ThreadPoolExecutor(1, "whole check")
        self._found = threads.submit(engines.whole_problem, self._connection)
        threads.shutdown(wait=False)

    def problem(self) -> str:
        """What SQLite finds wrong with the file, waited for; the empty text for nothing.

        Raises what SQLite raises where the file cannot be looked at.
        """
        return self._found.result()

    def stop(self) -> None:
        """Give up what is not found yet, and let go of the file."""
        for _ in range(_TRIES):
            if not wait([self._found], _BETWEEN).not_done:
                self._connection.close()
                return
            # Again and again: it may not have begun yet. A drive that does not answer hears nothing, though.
            self._connection.interrupt()
