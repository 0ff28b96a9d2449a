from itertools import combinations
from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.codes.colour import distance
from qualcode.model.entities import Palette
from qualcode.operations.palette import CODE_COLOURS, CODER_COLOURS, ColourDealer, next_colour


def linear(colour: str) -> list[float]:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def lab(colour: str) -> tuple[float, float, float]:
    red, green, blue = linear(colour)
    xyz = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
    )
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("palette", [CODE_COLOURS, CODER_COLOURS])
def test_colours_are_equally_light_and_far_apart(palette: tuple[str, ...]) -> None:
    lightness = [lab(colour)[0] for colour in palette]
    assert max(lightness) - min(lightness) < 1
    assert min(dist(lab(one), lab(other)) for one, other in combinations(palette, 2)) > 20


def test_code_colours_are_many_and_seen_on_light_and_dark() -> None:
    assert len(set(CODE_COLOURS)) >= 16
    for colour in CODE_COLOURS:
        assert 1.05 / (luminance(colour) + 0.05) > 3
        assert (luminance(colour) + 0.05) / (luminance("#1e1e1e") + 0.05) > 3


def test_the_next_colour_is_the_one_used_least() -> None:
    assert next_colour(CODE_COLOURS, []) == CODE_COLOURS[0]
    assert next_colour(CODE_COLOURS, CODE_COLOURS[:3]) == CODE_COLOURS[3]
    assert next_colour(CODE_COLOURS, [*CODE_COLOURS, CODE_COLOURS[0]]) == CODE_COLOURS[1]


def dealt(palette: Palette, number: int, used: list[str] | None = None) -> list[str]:
    dealer = ColourDealer(palette, used or [])
    return [dealer.deal() for _ in range(number)]


def least_distance(colours: list[str], palette: Palette) -> float:
    blind = palette is Palette.COLOUR_BLIND
    return min(distance(one, other, colour_blind=blind) for one, other in combinations(colours, 2))


def test_the_first_codes_have_the_sixteen_equally_light_colours() -> None:
    assert set(dealt(Palette.USUAL, 16)) == set(CODE_COLOURS)


def test_three_hundred_codes_have_as_many_colours_that_stand_out_on_light_and_dark() -> None:
    colours = dealt(Palette.USUAL, 300)
    assert len(set(colours)) == 300
    for colour in colours:
        assert 1.05 / (luminance(colour) + 0.05) > 3
        assert (luminance(colour) + 0.05) / (luminance("#22272a") + 0.05) > 3


@pytest.mark.parametrize("palette", list(Palette))
def test_no_other_colour_of_the_grid_would_be_further_away_than_the_one_dealt(palette: Palette) -> None:
    used = dealt(palette, 40)
    (new,) = dealt(palette, 1, used)
    blind = palette is Palette.COLOUR_BLIND
    away = min(distance(new, colour, colour_blind=blind) for colour in used)
    for other in dealt(palette, 60, used):
        assert min(distance(other, colour, colour_blind=blind) for colour in used) <= away + 1e-9


def test_colours_for_colour_blind_readers_are_told_apart_without_red_or_green() -> None:
    usual, chosen = dealt(Palette.USUAL, 8), dealt(Palette.COLOUR_BLIND, 8)
    assert least_distance(chosen, Palette.COLOUR_BLIND) > 0.1
    assert least_distance(chosen, Palette.COLOUR_BLIND) > 2 * least_distance(usual, Palette.COLOUR_BLIND)


@given(st.lists(st.sampled_from(CODE_COLOURS), max_size=40))
def test_what_is_in_use_is_not_dealt_again(used: list[str]) -> None:
    assert dealt(Palette.USUAL, 1, used)[0] not in used
