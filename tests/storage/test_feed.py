import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing

import psycopg
import pytest

from qualcode.model.identity import now
from qualcode.model.step import Step
from qualcode.storage import opening
from qualcode.storage.database import Database
from qualcode.storage.feed import Feed
from tests.support.examples import whole_example
from tests.support.postgres import Server

SECONDS = 30.0


def until(there: Callable[[], object]) -> None:
    """Wait until something is so; fail where it does not come."""
    deadline = time.monotonic() + SECONDS
    while not there():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.02)


@pytest.fixture
def url(postgres_server: Server) -> Iterator[str]:
    with postgres_server.copy(_example) as url:
        yield url


def _example(address: str) -> Database:
    made = opening.create(address)
    made.write(Step(1, now(), "CD", "Example"), whole_example())
    return made


@pytest.fixture
def database(url: str) -> Database:
    return opening.open_database(url)[0]


def notify(url: str, payload: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_notify('qualcode', %s)", (payload,))


def test_a_teammates_step_is_heard_by_its_number(postgres_url: str) -> None:
    heard: list[int] = []
    with closing(opening.create(postgres_url)) as writer:
        reader, _ = opening.open_database(postgres_url)
        with closing(reader), closing(Feed(reader.engine, heard.append)) as feed:
            assert feed.wait_until_listening()
            writer.write(Step(1, now(), "CD", "Example"), whole_example())
            until(lambda: 1 in heard)
    # 0 asks to look for what was written before listening began.
    assert heard == [0, 1]


@pytest.mark.parametrize("payload", ["", "hello", "-1", "1.5", "²", "12; DROP TABLE codes", "NaN"])
def test_what_others_say_on_the_channel_is_no_step(database: Database, url: str, payload: str) -> None:
    heard: list[int] = []
    with closing(database), closing(Feed(database.engine, heard.append)) as feed:
        assert feed.wait_until_listening()
        notify(url, payload)
        notify(url, "7")
        until(lambda: 7 in heard)
    assert heard == [0, 7]


def test_a_feed_whose_connection_was_ended_listens_again(
    database: Database, url: str, postgres_server: Server
) -> None:
    heard: list[int] = []
    reached: list[bool] = []
    name = url.rsplit("/", 1)[-1]
    with closing(database), closing(Feed(database.engine, heard.append, reached.append)) as feed:
        assert feed.wait_until_listening()
        # Ended, and away for a while: nobody is let in.
        postgres_server.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        postgres_server.end_connections(name)
        until(lambda: reached == [False])
        postgres_server.run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        until(lambda: reached == [False, True])
        # What was written meanwhile is asked for, and what comes is heard.
        until(lambda: heard == [0, 0])
        notify(url, "9")
        until(lambda: 9 in heard)


def test_what_was_missed_is_found_by_looking(database: Database, url: str) -> None:
    heard: list[int] = []
    feed = Feed(database.engine, heard.append, seconds_between_polls=0.1)
    with closing(database), closing(feed):
        assert feed.wait_until_listening()
        # Written without a word, as where a notice is lost on the way.
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(
                "INSERT INTO journal SELECT 2, at, coder, label, kind, target, payload, hash FROM journal"
            )
        until(lambda: 2 in heard)
        time.sleep(0.5)
    # Once, though it is looked for again and again.
    assert heard.count(2) == 1


@pytest.mark.allows_log
def test_a_listener_that_fails_does_not_end_the_feed(database: Database, url: str) -> None:
    heard: list[int] = []

    def stumble(number: int) -> None:
        heard.append(number)
        if number == 3:
            raise ZeroDivisionError

    with closing(database), closing(Feed(database.engine, stumble)) as feed:
        assert feed.wait_until_listening()
        notify(url, "3")
        until(lambda: heard.count(0) == 2)
        notify(url, "4")
        until(lambda: 4 in heard)


def test_closing_does_not_wait_for_a_server_that_is_away(database: Database) -> None:
    class Away:
        url = database.engine.url
        asked = threading.Event()

        def raw_connection(self) -> None:
            self.asked.set()
            time.sleep(5)
            raise OSError("away")

    database.close()
    feed = Feed(Away(), lambda _number: None)  # type: ignore[arg-type]
    assert Away.asked.wait(SECONDS)
    feed.close()
    assert feed._thread.is_alive(), "it would have been waited for"


@pytest.fixture
def two(url: str) -> Iterator[tuple[Database, Database]]:
    with closing(opening.open_database(url)[0]) as one, closing(opening.open_database(url)[0]) as other:
        yield one, other


def test_feeds_see_one_another_for_as_long_as_they_are_there(two: tuple[Database, Database]) -> None:
    seen: list[tuple[str, ...]] = []
    with closing(Feed(two[0].engine, lambda _step: None, present=seen.append)) as mine:
        mine.be_known_as("qualcode here")
        with closing(Feed(two[1].engine, lambda _step: None)) as other:
            other.be_known_as("qualcode there")
            until(lambda: seen[-1:] == [("qualcode there",)])
            other.be_known_as("qualcode elsewhere")
            until(lambda: seen[-1:] == [("qualcode elsewhere",)])
        # Closed, so that nobody has to wait for the next look.
        until(lambda: seen[-1:] == [()])


def test_a_connection_that_was_ended_is_seen_again(
    postgres_server: Server, url: str, two: tuple[Database, Database]
) -> None:
    seen: list[tuple[str, ...]] = []
    with (
        closing(Feed(two[0].engine, lambda _step: None, present=seen.append)),
        closing(Feed(two[1].engine, lambda _step: None)) as other,
    ):
        other.be_known_as("qualcode there")
        until(lambda: seen[-1:] == [("qualcode there",)])
        postgres_server.end_connections(url.rsplit("/", 1)[-1])
        until(lambda: () in seen)
        until(lambda: seen[-1:] == [("qualcode there",)])
