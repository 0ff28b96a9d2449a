"""Columns lie on as few pages as they can be read on, and are as wide there as they may be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.exporters.tables.sheet_pages import Column, fitted, paper_for

NAME = Column("participant", 22)
columns = st.builds(Column, st.just("c"), st.floats(4, 90), st.sampled_from(("", "0")), st.just(False))


def words(number: int, width: float = 45) -> list[Column]:
    return [NAME, *(Column(f"code {place}", width) for place in range(number))]


@pytest.mark.parametrize(("number", "pages"), [(4, 1), (7, 1), (13, 1), (14, 2), (22, 2), (26, 2), (40, 4)])
def test_codes_are_on_as_few_pages_as_can_be_read(number: int, pages: int) -> None:
    made = fitted(words(number), 1)
    assert paper_for(made, 1) == (8 if number > 4 else 9, pages)
    assert all(24 <= column.width <= 45 for column in made[1:])


def test_what_has_room_keeps_its_width() -> None:
    given_columns = [NAME, Column("a", 30), Column("b", 20), Column("n", 10, "0")]
    assert fitted(given_columns, 1) == given_columns


def test_pages_are_filled_before_columns_are_as_narrow_as_can_be() -> None:
    (width,) = {column.width for column in fitted(words(22), 1)[1:]}
    # Eleven on each of two pages.
    assert width == pytest.approx((340 - 22) / 11, abs=0.2)


@given(st.lists(columns, max_size=40), st.integers(0, 2))
def test_only_wide_words_give_way_and_no_page_is_added(made: list[Column], frozen: int) -> None:
    found = fitted(made, frozen)
    assert paper_for(found, frozen).pages <= paper_for(made, frozen).pages
    for place, (before, after) in enumerate(zip(made, found, strict=True)):
        if place < frozen or before.number_format:
            assert after == before
        assert min(before.width, 24) <= after.width <= before.width
