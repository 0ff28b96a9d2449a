import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.codes.colour import (
    colour_name,
    colour_names,
    distance,
    luminance,
    nearest,
    places,
    strength,
)
from qualcode.model.entities import Palette
from qualcode.operations.palette import FIRST_COLOURS

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_light_and_strength_are_those_of_the_eye() -> None:
    assert luminance(("#ffffff", "#000000", "#ff0000")) == pytest.approx((1, 0, 0.2126))
    grey, red = strength(("#777777", "#ff0000"))
    assert grey == pytest.approx(0, abs=1e-4)
    assert red == pytest.approx(0.2577, abs=1e-3)


def test_who_sees_no_red_or_green_confuses_what_others_tell_apart() -> None:
    red, green = "#c05000", "#808000"
    assert distance(red, green) > 2.5 * distance(red, green, colour_blind=True)
    assert distance("#0077cc", "#cc7711", colour_blind=True) > 0.4


@given(colours, colours, st.booleans())
def test_a_distance_is_one(one: str, other: str, blind: bool) -> None:
    there = distance(one, other, colour_blind=blind)
    assert there == pytest.approx(distance(other, one, colour_blind=blind), abs=1e-9)
    assert distance(one, one, colour_blind=blind) == pytest.approx(0, abs=1e-6)
    assert there <= distance(one, other) + 1e-9


@given(st.lists(colours, min_size=1, max_size=5), st.lists(colours, min_size=1, max_size=5), st.booleans())
def test_the_nearest_is_the_least_of_all_distances(some: list[str], others: list[str], blind: bool) -> None:
    found = nearest(places(some, colour_blind=blind), places(others, colour_blind=blind))
    expected = [min(distance(one, other, colour_blind=blind) for other in others) for one in some]
    assert found == pytest.approx(expected, abs=1e-6)


def test_colours_are_called_as_people_call_them() -> None:
    named = ("#ff0000", "#259819", "#048cc5", "#537afe", "#bd7300", "#02957b", "#777777", "#ffffff")
    assert [colour_name(colour) for colour in named] == [
        "red", "green", "sky blue", "blue", "ochre", "teal", "grey", "white",
    ]  # fmt: skip


@given(colours)
def test_every_colour_has_a_name_that_is_no_number(colour: str) -> None:
    assert colour_name(colour).replace(" ", "").isalpha()


@pytest.mark.parametrize("palette", list(FIRST_COLOURS))
def test_the_colours_of_a_palette_have_names_of_their_own(palette: Palette) -> None:
    names = colour_names(FIRST_COLOURS[palette])
    assert len(set(names)) == len(names)
    assert names[0] == colour_name(FIRST_COLOURS[palette][0])


def test_the_later_of_two_alike_is_told_by_what_it_comes_close_to() -> None:
    assert colour_names(["#2f6fe4", "#e53935", "#0186e8"]) == ["blue", "red", "blue, near sky blue"]
