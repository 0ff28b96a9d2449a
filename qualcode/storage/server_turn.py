"""Whose turn it is to write on a server: one after the other, and never for long behind one who hangs."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import Connection, Engine, text

_WRITERS: Final = 0x5143_4F44
"""The advisory lock that orders the writers of one database."""
PATIENCE: Final = 60.0
"""Seconds that one waits for a turn where nobody looks on."""
_IDLE: Final = "20s"

# In one statement, for the server may be far away. The lock ends with the transaction; anyone who stops in
# the middle of one, because their computer fell asleep, is sent away by the server.
_BEGIN: Final = text(
    "SELECT set_config('lock_timeout', :patience, true), "
    "set_config('idle_in_transaction_session_timeout', :idle, true), "
    "pg_advisory_xact_lock(:key)"
)


class WriterTurns:
    """Lets the writers of one database on a server write one after the other.

    Used by one thread at a time.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._mine: Connection | None = None

    @contextmanager
    def taken(self, patience: float = PATIENCE) -> Iterator[Connection]:
        """A connection in whose transaction nobody else writes; what is not committed is undone at its end.

        Waits so many seconds for anyone who is writing. Within another turn of one's own it is the same one.
        """
        if self._mine is not None:
            yield self._mine
            return
        with self._engine.connect() as connection:
            milliseconds = f"{max(1, round(1000 * patience))}ms"
            connection.execute(_BEGIN, {"patience": milliseconds, "idle": _IDLE, "key": _WRITERS})
            self._mine = connection
            try:
                yield connection
            finally:
                self._mine = None
