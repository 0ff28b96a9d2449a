"""Tests of figures of agreement in words."""

from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.results.agreement import RELIABLE, TENTATIVE, AgreementMeasure, figure_in_words

OTHERS = [each for each in AgreementMeasure if each not in (AgreementMeasure.PERCENT, AgreementMeasure.ALPHA)]


@given(st.floats(-1, 1))
def test_alpha_is_never_rounded_across_a_limit_and_else_has_two_places(value: float) -> None:
    said = figure_in_words(AgreementMeasure.ALPHA, value)
    near = min(abs(value - RELIABLE), abs(value - TENTATIVE)) < 1e-5
    assert near or [float(said) >= limit for limit in (RELIABLE, TENTATIVE)] == [
        value >= limit for limit in (RELIABLE, TENTATIVE)
    ]
    if min(abs(value - RELIABLE), abs(value - TENTATIVE)) > 0.01:
        assert len(said.partition(".")[2]) == 2


@given(st.sampled_from(OTHERS), st.floats(-1, 1))
def test_other_figures_have_two_places(measure: AgreementMeasure, value: float) -> None:
    said = figure_in_words(measure, value)
    assert len(said.partition(".")[2]) == 2
    assert abs(float(said) - value) <= 0.00501


def test_agreement_is_a_percentage_and_alpha_near_a_limit_has_more_places() -> None:
    assert figure_in_words(AgreementMeasure.PERCENT, 0.9751) == "98%"
    assert figure_in_words(AgreementMeasure.ALPHA, 0.698) == "0.70"
    assert figure_in_words(AgreementMeasure.ALPHA, 0.6665) == "0.666"
    assert figure_in_words(AgreementMeasure.ALPHA, 0.7991) == "0.799"
