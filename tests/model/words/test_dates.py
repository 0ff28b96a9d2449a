"""Days are read in the ways people write them, and said in one."""

from datetime import date
from uuid import UUID

import pytest

from qualcode.model.entities import Attribute, AttributeSubject, AttributeType
from qualcode.model.words.dates import date_in_words, date_read, day_read, value_in_words


@pytest.mark.parametrize(
    ("text", "kept", "said"),
    [
        ("2022-01-10", "2022-01-10", "10 January 2022"),
        ("10 january 2022", "2022-01-10", "10 January 2022"),
        ("Jan 10th, 2022", "2022-01-10", "10 January 2022"),
        ("31/12/2021", "2021-12-31", "31 December 2021"),
        ("March 2021", "2021-03", "March 2021"),
        ("2021", "2021", "2021"),
    ],
)
def test_a_date_is_said_in_one_way_however_it_was_written(text: str, kept: str, said: str) -> None:
    assert date_read(text) == kept
    assert date_in_words(kept) == said
    assert date_read(said) == kept


@pytest.mark.parametrize("text", ["", "soon", "10 2022", "2022-13-01", "31 February 2022", "3/4/2021"])
def test_what_is_no_date_or_might_be_two_is_none(text: str) -> None:
    assert date_read(text) is None
    assert day_read(text) is None
    assert date_in_words(text) == text


def test_a_day_is_more_than_a_month() -> None:
    assert day_read(" 11 March 2021 ") == date(2021, 3, 11)
    assert day_read("March 2021") is None


def test_only_values_of_dates_are_worded() -> None:
    def attribute(kind: AttributeType) -> Attribute:
        return Attribute(UUID(int=1), "when", AttributeSubject.PARTICIPANT, kind, 0)

    assert value_in_words(attribute(AttributeType.DATE), "2022-01-10") == "10 January 2022"
    assert value_in_words(attribute(AttributeType.TEXT), "2022-01-10") == "2022-01-10"
