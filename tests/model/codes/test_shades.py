"""How figures are coloured: the same in a table on the screen and in a picture."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.codes.shades import DARK, LIGHT, PAPER, Shades, mixed, places_of, raised, scale_of, shade
from qualcode.model.questions.provenance import Provenance
from qualcode.model.results.matrix import TOTAL, Label, Matrix

ABOUT = Provenance("Codes", (), "Study", 1, "1.0")
EVERYWHERE = np.ones(4, dtype=np.bool_)


def test_paper_is_the_light_window() -> None:
    assert PAPER is LIGHT


@pytest.mark.parametrize("shades", [LIGHT, DARK], ids=["light", "dark"])
def test_a_shade_is_the_same_as_a_number_and_in_writing(shades: Shades) -> None:
    for place in np.linspace(0, 1, 33).tolist():
        written = shade(place, shades)
        told = mixed(np.array(place), shades)
        assert [int(written[at : at + 2], 16) for at in (1, 3, 5)] == np.rint(255 * told).tolist()
    assert (shade(0.0, shades), shade(1.0, shades)) == (shades.stops[0], shades.stops[-1])


def test_nothing_is_pale_and_little_is_seen() -> None:
    places = places_of(np.array([0, 1, 500, 1000]), EVERYWHERE)
    assert places.tolist() == [0.0, *raised(np.array([0.001, 0.5, 1.0])).tolist()]
    assert places[1] > 0.08
    assert places[-1] == 1


def test_a_scale_reaches_below_nothing_where_figures_do() -> None:
    values = np.array([-2.0, 0.0, 2.0, np.nan])
    inside = np.isfinite(values)
    assert scale_of(values, inside) == (-2.0, 2.0)
    places = places_of(values, inside)
    assert places[0] == places[3] == 0
    assert 0 < places[1] < places[2] == 1


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=20))
def test_larger_figures_are_further_on(numbers: list[int]) -> None:
    values = np.array(sorted(numbers))
    places = places_of(values, np.ones(len(values), dtype=np.bool_))
    assert (np.diff(places) >= 0).all()
    assert places.min() >= 0
    assert places.max() <= 1


def test_totals_the_diagonal_and_notes_are_not_in_the_scale() -> None:
    labels = (Label("a"), Label("b"), Label(TOTAL))
    values = np.array([[9, 2, 11], [2, 8, 10], [11, 10, 21]])
    table = Matrix(labels, labels, values, ABOUT, symmetric=True, notes={(1, 0): "<3"})
    assert np.argwhere(table.in_scale()).tolist() == [[0, 1]]
