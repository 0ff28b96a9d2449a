"""The size of a sample: the formula solved another way, and what it has to obey."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import chdtri

from qualcode.analysis.agreement.sample_size import turns_needed
from qualcode.model.errors import QualcodeError


def by_trial(expected: float, lowest: float, prevalence: float, coders: int) -> int:
    """The first number of turns whose expected goodness of fit reaches the 95 % point, tried one by one."""

    def chance(kappa: float, number: int) -> float:
        apart = comb(coders, number) * prevalence**number * (1 - prevalence) ** (coders - number)
        alike = {0: 1 - prevalence, coders: prevalence}.get(number, 0.0)
        return kappa * alike + (1 - kappa) * apart

    point = chdtri(1, 0.05)
    turns = 0
    fit = 0.0
    while fit < point:
        turns += 1
        fit = sum(
            (turns * chance(expected, number) - turns * chance(lowest, number)) ** 2
            / (turns * chance(lowest, number))
            for number in range(coders + 1)
        )
    return turns


@pytest.mark.parametrize("coders", [2, 3, 4, 6])
@pytest.mark.parametrize(
    ("expected", "lowest", "prevalence"), [(0.4, 0.3, 0.3), (0.7, 0.5, 0.2), (0.9, 0.6, 0.05)]
)
def test_the_number_is_the_first_that_is_enough(
    expected: float, lowest: float, prevalence: float, coders: int
) -> None:
    assert turns_needed(expected, lowest, prevalence, coders) == by_trial(
        expected, lowest, prevalence, coders
    )


@given(st.floats(0.35, 0.95), st.floats(0.05, 0.3), st.floats(0.05, 0.5), st.integers(2, 6))
def test_more_coders_and_wider_limits_need_fewer_turns(
    expected: float, lowest: float, prevalence: float, coders: int
) -> None:
    number = turns_needed(expected, lowest, prevalence, coders)
    assert turns_needed(expected, lowest, prevalence, coders + 1) <= number
    assert turns_needed(expected, lowest / 2, prevalence, coders) <= number
    # A code and its absence are the same question.
    assert abs(turns_needed(expected, lowest, 1 - prevalence, coders) - number) <= 1


@pytest.mark.parametrize(
    ("expected", "lowest", "prevalence", "coders", "said"),
    [
        (0.5, 0.5, 0.2, 2, "below the one expected"),
        (1.0, 0.5, 0.2, 2, "below the one expected"),
        (0.5, 0.0, 0.2, 2, "above 0"),
        (0.5, 0.4, 0.0, 2, "between 0 and 100%"),
        (0.5, 0.4, 0.2, 1, "2 to 10 coders"),
        (0.5, 0.4, 1.0, 2, "between 0 and 100%"),
        (0.5, 0.4, 0.2, 11, "2 to 10 coders"),
    ],
)
def test_figures_without_meaning_are_refused(
    expected: float, lowest: float, prevalence: float, coders: int, said: str
) -> None:
    with pytest.raises(QualcodeError, match=said):
        turns_needed(expected, lowest, prevalence, coders)
