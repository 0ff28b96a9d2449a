import threading
from contextlib import closing

from qualcode.model.identity import now
from qualcode.model.step import Step
from qualcode.storage import opening
from qualcode.storage.feed import Feed
from tests.support.examples import whole_example


def test_a_teammates_step_is_heard_by_its_number(postgres_url: str) -> None:
    heard: list[int] = []
    came = threading.Event()

    def hear(number: int) -> None:
        heard.append(number)
        if number:
            came.set()

    with closing(opening.create(postgres_url)) as writer:
        reader, _ = opening.open_database(postgres_url)
        feed = Feed(reader.engine, hear)
        assert feed.wait_until_listening()
        writer.write(Step(1, now(), "CD", "Example"), whole_example())
        assert came.wait(10)
        feed.close()
        reader.close()
    # 0 asks to look for what was written before listening began.
    assert heard == [0, 1]
