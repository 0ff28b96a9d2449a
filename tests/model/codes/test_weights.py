from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.codes.weights import (
    WeightStep,
    tidy_weights,
    weight_called,
    weight_in_words,
    weight_steps,
)
from qualcode.model.entities import ProjectInfo
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id, now

PLAIN = ProjectInfo(new_id(), "Study", now())
FIVE = replace(PLAIN, weights=tidy_weights(["5 strong", "1: weak", "3", ""]))


def test_a_scale_is_kept_in_order_and_read_back() -> None:
    assert FIVE.weights == ("1 weak", "3", "5 strong")
    assert weight_steps(FIVE) == (WeightStep(1, "weak"), WeightStep(3, ""), WeightStep(5, "strong"))
    assert weight_steps(PLAIN) == ()


def test_a_weight_is_named_by_its_word_its_number_or_both() -> None:
    assert weight_in_words(FIVE, 5) == "5 strong"
    assert weight_in_words(FIVE, 4) == "4"
    assert [weight_called(FIVE, typed) for typed in ("STRONG", "5 strong", "5", " 3 ")] == [5, 5, 5, 3]
    assert weight_called(PLAIN, "70") == 70


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("strong", "“strong” does not begin with a number"),
        ("101 more", "outside the weights from 0 to 100"),
        ("1 faint", "has 1 twice"),
        ("2 weak", "has “weak” twice"),
    ],
)
def test_what_is_no_step_is_refused(typed: str, sentence: str) -> None:
    with pytest.raises(QualcodeError, match=sentence):
        tidy_weights(["1 weak", typed])


def test_what_is_no_weight_is_refused_with_the_choices() -> None:
    with pytest.raises(QualcodeError, match="choose 1 weak, 3, 5 strong"):
        weight_called(FIVE, "heavy")
    with pytest.raises(QualcodeError, match="a whole number from 0 to 100"):
        weight_called(PLAIN, "heavy")


@given(st.sets(st.integers(0, 100)))
def test_a_tidy_scale_stays_as_it_is(numbers: set[int]) -> None:
    tidy = tidy_weights(map(str, numbers))
    assert tidy_weights(tidy) == tidy
    assert list(tidy) == [str(number) for number in sorted(numbers)]
