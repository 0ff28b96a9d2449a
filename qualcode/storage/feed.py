"""News from a server: a thread that hears of teammates' steps and hands their numbers over."""

import threading
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

CHANNEL = "qualcode"
_SECONDS_BETWEEN_LOOKS = 0.2
_SECONDS_UNTIL_NEXT_TRY = 5.0


class Feed:
    """Listens on a PostgreSQL database until closed. ``heard`` is called on the feed's own thread."""

    def __init__(self, engine: Engine, heard: Callable[[int], None]) -> None:
        self._engine = engine
        self._heard = heard
        self._closing = threading.Event()
        self._listening = threading.Event()
        self._thread = threading.Thread(target=self._run, name="qualcode feed", daemon=True)
        self._thread.start()

    def wait_until_listening(self, seconds: float = 10.0) -> bool:
        """Whether the server has been told that we listen, waiting that long at most."""
        return self._listening.wait(seconds)

    def close(self) -> None:
        """Stop listening and end the thread."""
        self._closing.set()
        self._thread.join()

    def _run(self) -> None:
        # Imported on the thread: only projects on a server need the driver's error classes.
        from psycopg import OperationalError

        while not self._closing.is_set():
            try:
                self._listen()
            except (OperationalError, DBAPIError):
                # The network is away; whoever writes meanwhile is told so. Try again later.
                self._closing.wait(_SECONDS_UNTIL_NEXT_TRY)

    def _listen(self) -> None:
        connection = self._engine.raw_connection()
        driver: Any = connection.driver_connection
        try:
            driver.autocommit = True
            driver.execute(f"LISTEN {CHANNEL}")
            self._listening.set()
            # What was written while nobody listened: 0 asks to look for any step.
            self._heard(0)
            while not self._closing.is_set():
                for notice in driver.notifies(timeout=_SECONDS_BETWEEN_LOOKS):
                    self._heard(int(notice.payload))
        finally:
            # Not given back to the pool: a listening connection is of no use to anyone else.
            connection.invalidate()
