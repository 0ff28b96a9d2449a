"""Tests of figures of agreement in words."""

from hypothesis import example, given
from hypothesis import strategies as st

from qualcode.model.results.agreement import (
    RELIABLE,
    TENTATIVE,
    AgreementMeasure,
    figure_in_words,
    share_in_words,
)

OTHERS = [each for each in AgreementMeasure if each not in (AgreementMeasure.PERCENT, AgreementMeasure.ALPHA)]


@given(st.floats(-1, 1))
@example(0.99609375)
def test_alpha_is_never_rounded_across_a_limit_nor_to_one_and_else_has_two_places(value: float) -> None:
    said = figure_in_words(AgreementMeasure.ALPHA, value)
    near = min(abs(value - RELIABLE), abs(value - TENTATIVE)) < 1e-5
    assert near or [_figure(said) >= limit for limit in (RELIABLE, TENTATIVE)] == [
        value >= limit for limit in (RELIABLE, TENTATIVE)
    ]
    if 0.995 <= value < 1 - 1e-5:
        assert said != "1.00"
    elif value < 0.995 and min(abs(value - RELIABLE), abs(value - TENTATIVE)) > 0.01:
        assert len(said.partition(".")[2]) == 2


def _figure(said: str) -> float:
    assert "-" not in said
    return float(said.replace("−", "-"))


@given(st.sampled_from(OTHERS), st.floats(-1, 1))
def test_other_figures_have_two_places(measure: AgreementMeasure, value: float) -> None:
    said = figure_in_words(measure, value)
    assert len(said.partition(".")[2]) == 2 or 0.995 <= value < 1
    assert abs(_figure(said) - value) <= 0.00501


@given(st.sampled_from(list(AgreementMeasure)), st.integers(1, 9999))
def test_what_is_less_than_perfect_is_never_told_as_perfect(measure: AgreementMeasure, parts: int) -> None:
    nearly = figure_in_words(measure, 1 - parts / 10_000)
    assert nearly not in ("100%", "1.00")
    assert figure_in_words(measure, 1) in ("100%", "1.00")
    assert share_in_words(parts / 10_000) not in ("0%", "100%")


def test_agreement_is_a_percentage_and_alpha_near_a_limit_has_more_places() -> None:
    assert figure_in_words(AgreementMeasure.PERCENT, 0.9751) == "98%"
    # Three turns of 699 differ.
    assert figure_in_words(AgreementMeasure.PERCENT, 696 / 699) == "99.6%"
    assert figure_in_words(AgreementMeasure.AC1, 0.9957) == "0.996"
    assert share_in_words(0) == "0%"
    assert figure_in_words(AgreementMeasure.ALPHA, 0.698) == "0.70"
    assert figure_in_words(AgreementMeasure.ALPHA, 0.6665) == "0.666"
    assert figure_in_words(AgreementMeasure.ALPHA, 0.7991) == "0.799"
