"""How long a reader may take: it is stopped for what it does, not for what others do to the computer."""

from dataclasses import dataclass

import pytest

from qualcode.importers.guarded.reading_time import ReadingTime

MOST = 60.0


@dataclass
class _Reader:
    """A reader whose times are what a test says."""

    now: float = 1000.0
    used: float | None = 5.0

    def time(self) -> ReadingTime:
        return ReadingTime(MOST, lambda: self.used, lambda: self.now)

    def go_on(self, seconds: float, share: float) -> None:
        """So much time goes by, of which the reader has this share of a processor."""
        self.now += seconds
        if self.used is not None:
            self.used += seconds * share


@pytest.mark.parametrize(
    ("share", "stopped_after"),
    [(1.0, 60), (0.5, 120), (0.25, 240), (0.1, 600), (0.01, 600), (0.0, 60), (4.0, 60)],
    ids=["alone", "beside one", "beside three", "beside nine", "beside very many", "asleep", "on four"],
)
def test_a_reader_is_stopped_for_its_own_time(share: float, stopped_after: int) -> None:
    reader = _Reader()
    time = reader.time()
    for second in range(1, stopped_after):
        reader.go_on(1, share)
        assert not time.is_over(), second
    reader.go_on(1.001, share)
    assert time.is_over()


def test_what_worked_first_and_then_stands_still_is_stopped() -> None:
    reader = _Reader()
    time = reader.time()
    for _ in range(40):
        reader.go_on(1, 0.5)
        assert not time.is_over()
    for _ in range(59):
        reader.go_on(1, 0)
        assert not time.is_over()
    reader.go_on(1, 0)
    assert time.is_over()


@pytest.mark.parametrize("when", ["at first", "later"])
def test_where_nobody_knows_what_it_used_the_clock_decides(when: str) -> None:
    reader = _Reader(used=None if when == "at first" else 5.0)
    time = reader.time()
    reader.used = None
    reader.go_on(59, 0)
    assert not time.is_over()
    reader.go_on(1, 0)
    assert time.is_over()
