"""News from a server: a thread that hears of teammates' steps, and of where they are, and hands it over."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import Engine

from qualcode.model.errors import QualcodeError
from qualcode.model.machine.traces import kind_of
from qualcode.model.teamwork.whereabouts import PREFIX
from qualcode.storage.trouble import Attempt, errors_in_words, place_of

CHANNEL = "qualcode"
_LOGGER: Final = logging.getLogger(__name__)
_SECONDS_BETWEEN_LOOKS: Final = 0.2
_SECONDS_UNTIL_NEXT_TRY: Final = 2.0
_SECONDS_BETWEEN_POLLS: Final = 30.0
_SECONDS_TO_CLOSE: Final = 2.0
_SECONDS_BETWEEN_ROLL_CALLS: Final = 5.0
_WHO: Final = "who"
"""Said on the channel when somebody comes, goes or is in another transcript."""
_TELL: Final = f"SELECT set_config('application_name', %s, false), pg_notify('{CHANNEL}', '{_WHO}')"
# What a connection calls itself can be read by everybody, and is gone with it: killed programs too are.
_ROLL_CALL: Final = (
    "SELECT application_name FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND starts_with(application_name, %s) ORDER BY 1"
)
_LATEST: Final = "SELECT coalesce(max(step), 0) FROM journal"


def _nobody(_what: object) -> None:
    """Nobody wants to know."""


class Feed:
    """Listens on a PostgreSQL database until closed.

    ``heard`` is called with the number of a step, 0 where there may have been any; ``reached`` with whether
    the server answers, whenever that changes; ``present`` with what other connections to the database say
    of themselves, as often as that changes (see ``be_known_as``). All on the feed's own thread.
    """

    def __init__(
        self,
        engine: Engine,
        heard: Callable[[int], None],
        reached: Callable[[bool], None] = _nobody,
        present: Callable[[tuple[str, ...]], None] = _nobody,
        *,
        seconds_between_polls: float = _SECONDS_BETWEEN_POLLS,
    ) -> None:
        self._engine = engine
        self._place = place_of(engine, None)
        self._heard = heard
        self._reached = reached
        self._present = present
        self._word = PREFIX.strip()
        self._others: tuple[str, ...] = ()
        self._there = True
        self._poll = seconds_between_polls
        self._closing = threading.Event()
        self._listening = threading.Event()
        self._thread = threading.Thread(target=self._run, name="qualcode feed", daemon=True)
        self._thread.start()

    def wait_until_listening(self, seconds: float = 10.0) -> bool:
        """Whether the server has been told that we listen, waiting that long at most."""
        return self._listening.wait(seconds)

    def be_known_as(self, word: str) -> None:
        """Say this of oneself to all who listen on the database, for as long as one does. On any thread."""
        self._word = word

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
                self._see(())
            except Exception as error:  # noqa: BLE001 - a feed that dies is a team that is not seen any more
                _LOGGER.error("the feed begins again after %s", kind_of(error))
            self._closing.wait(_SECONDS_UNTIL_NEXT_TRY)

    def _tell(self, *, there: bool) -> None:
        if there is not self._there and not self._closing.is_set():
            self._there = there
            self._reached(there)

    def _see(self, others: tuple[str, ...]) -> None:
        if others != self._others and not self._closing.is_set():
            self._others = others
            self._present(others)

    def _call_the_roll(self, driver: Any) -> None:
        self._see(tuple(word for (word,) in driver.execute(_ROLL_CALL, (PREFIX,))))

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
            latest, looked, called, said = 0, time.monotonic(), 0.0, ""
            while not self._closing.is_set():
                if said != self._word:
                    said = self._word
                    driver.execute(_TELL, (said,))
                if time.monotonic() - called >= _SECONDS_BETWEEN_ROLL_CALLS:
                    called = time.monotonic()
                    self._call_the_roll(driver)
                for notice in driver.notifies(timeout=_SECONDS_BETWEEN_LOOKS):
                    # Others may use the channel as well, for what they like.
                    if notice.payload.isascii() and notice.payload.isdigit():
                        latest = int(notice.payload)
                        self._heard(latest)
                    elif notice.payload == _WHO:
                        # At the next turn: another word may follow at once.
                        called = 0.0
                if time.monotonic() - looked >= self._poll:
                    # Finds what was missed, and that the server is away where nothing else would show it.
                    looked = time.monotonic()
                    (number,) = driver.execute(_LATEST).fetchone()
                    if number > latest:
                        latest = number
                        self._heard(number)
            # Those who are still there see at once that one has gone.
            driver.execute(_TELL, ("qualcode",))
        finally:
            # Not given back to the pool: a listening connection is of no use to anyone else.
            connection.invalidate()
