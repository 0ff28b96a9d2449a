"""Samples are drawn whole, with replacement and alike from a seed; intervals are the middle of figures."""

import numpy as np
import pytest

from qualcode.analysis.agreement import drawing
from qualcode.analysis.agreement.drawing import DRAWING, interval, samples


def test_each_sample_is_as_large_as_what_it_is_drawn_from() -> None:
    (drawn,) = samples(7, 50, 1)
    assert drawn.shape == (50, 7)
    assert (drawn.sum(axis=1) == 7).all()
    # With replacement, and everything is drawn at some time.
    assert drawn.max() > 1
    assert (drawn.sum(axis=0) > 0).all()
    assert np.array_equal(drawn, next(samples(7, 50, 1)))
    assert not np.array_equal(drawn, next(samples(7, 50, 2)))


@pytest.mark.parametrize(
    ("at_once", "sizes"), [(1, [1, 1, 1, 1, 1]), (7, [2, 2, 1]), (15, [5]), (14, [4, 1])]
)
def test_samples_come_in_parts_that_are_told(
    monkeypatch: pytest.MonkeyPatch, at_once: int, sizes: list[int]
) -> None:
    whole = next(samples(3, 5, 1))
    monkeypatch.setattr(drawing, "_AT_A_TIME", at_once)
    told: list[tuple[int, int, str]] = []
    parts = list(samples(3, 5, 1, lambda done, of, what: told.append((done, of, what))))
    assert [len(part) for part in parts] == sizes
    assert np.array_equal(np.concatenate(parts), whole)
    assert told == [(sum(sizes[:place]), 5, DRAWING) for place in range(len(sizes))]


def test_from_nothing_no_sample_is_drawn() -> None:
    assert list(samples(0, 100, 1)) == []
    assert list(samples(3, 0, 1)) == []


@pytest.mark.parametrize(("undefined", "known"), [(0, True), (5, True), (6, False)])
def test_an_interval_is_given_where_the_figure_is_mostly_defined(undefined: int, known: bool) -> None:
    figures = np.arange(200, dtype=np.float64).reshape(100, 2)
    figures[:undefined, 1] = [np.nan, np.inf, -np.inf, *[np.nan] * 3][:undefined]
    first, second = interval(figures)
    # 0, 2, … 198: of 99 steps 2.475 and 96.525.
    assert first is not None
    assert (first.low, first.high) == pytest.approx((4.95, 193.05))
    if not known:
        assert second is None
        return
    assert second is not None
    steps = 99 - undefined
    assert second.low == pytest.approx(1 + 2 * (undefined + 0.025 * steps))
    assert second.high == pytest.approx(1 + 2 * (undefined + 0.975 * steps))


def test_without_samples_there_is_no_interval() -> None:
    assert interval(np.empty((0, 3))) == (None, None, None)
