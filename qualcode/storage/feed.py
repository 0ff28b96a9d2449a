"""News from a server: a thread that hears of teammates' steps and hands their numbers over."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import Engine

from qualcode.model.errors import QualcodeError
from qualcode.model.traces import kind_of
from qualcode.storage.trouble import Attempt, errors_in_words, place_of

CHANNEL = "qualcode"
_LOGGER: Final = logging.getLogger(__name__)
_SECONDS_BETWEEN_LOOKS: Final = 0.2
_SECONDS_UNTIL_NEXT_TRY: Final = 2.0
_SECONDS_BETWEEN_POLLS: Final = 30.0
_SECONDS_TO_CLOSE: Final = 2.0
_LATEST: Final = "SELECT coalesce(max(step), 0) FROM journal"


def _nobody(_what: object) -> None:
    """Nobody wants to know."""


class Feed:
    """Listens on a PostgreSQL database until closed.

    ``heard`` is called with the number of a step, 0 where there may have been any; ``reached`` with whether
    the server answers, whenever that changes. Both are called on the feed's own thread.
    """

    def __init__(
        self,
        engine: Engine,
        heard: Callable[[int], None],
        reached: Callable[[bool], None] = _nobody,
        *,
        seconds_between_polls: float = _SECONDS_BETWEEN_POLLS,
    ) -> None:
        self._engine = engine
        self._place = place_of(engine, None)
        self._heard = heard
        self._reached = reached
        self._there = True
        self._poll = seconds_between_polls
        self._closing = threading.Event()
        self._listening = threading.Event()
        self._thread = threading.Thread(target=self._run, name="qualcode feed", daemon=True)
        self._thread.start()

    def wait_until_listening(self, seconds: float = 10.0) -> bool:
        """Whether the server has been told that we listen, waiting that long at most."""
        return self._listening.wait(seconds)

    def close(self) -> None:
        """Stop listening; a thread that waits for a server that is away ends by itself."""
        self._closing.set()
        self._thread.join(_SECONDS_TO_CLOSE)

    def _run(self) -> None:
        while not self._closing.is_set():
            try:
                with errors_in_words(Attempt.LISTEN, self._place):
                    self._listen()
            except QualcodeError:
                # The server is away; anyone who writes meanwhile is told so.
                self._tell(there=False)
            except Exception as error:  # noqa: BLE001 - a feed that dies is a team that is not seen any more
                _LOGGER.error("the feed begins again after %s", kind_of(error))
            self._closing.wait(_SECONDS_UNTIL_NEXT_TRY)

    def _tell(self, *, there: bool) -> None:
        if there is not self._there and not self._closing.is_set():
            self._there = there
            self._reached(there)

    def _listen(self) -> None:
        connection = self._engine.raw_connection()
        driver: Any = connection.driver_connection
        try:
            driver.autocommit = True
            # In effect before anything is read: what is written from here on is heard of.
            driver.execute(f"LISTEN {CHANNEL}")
            self._listening.set()
            self._tell(there=True)
            # What was written while nobody listened: 0 asks to look for any step.
            self._heard(0)
            latest, looked = 0, time.monotonic()
            while not self._closing.is_set():
                for notice in driver.notifies(timeout=_SECONDS_BETWEEN_LOOKS):
                    # Others may use the channel as well, for what they like.
                    if notice.payload.isascii() and notice.payload.isdigit():
                        latest = int(notice.payload)
                        self._heard(latest)
                if time.monotonic() - looked >= self._poll:
                    # Finds what was missed, and that the server is away where nothing else would show it.
                    looked = time.monotonic()
                    (number,) = driver.execute(_LATEST).fetchone()
                    if number > latest:
                        latest = number
                        self._heard(number)
        finally:
            # Not given back to the pool: a listening connection is of no use to anyone else.
            connection.invalidate()
