"""What is asked about the agreement of coders, and what has no meaning."""

import pytest

from qualcode.analysis.agreement.request import LEAST_SAMPLES, MOST_SAMPLES, AgreementRequest
from qualcode.model.errors import QualcodeError
from qualcode.model.questions.rules import ALL
from qualcode.model.questions.words import AgreementUnit
from tests.analysis.strategies import coder_ids

X, Y = coder_ids("X", "Y")


def test_it_takes_two_coders() -> None:
    for few in ((), (X,), (X, X)):
        with pytest.raises(QualcodeError, match="at least two coders"):
            AgreementRequest(few)
    assert AgreementRequest((X, Y, X)).samples == 1000


def test_what_is_asked_where_nothing_is_said() -> None:
    asked = AgreementRequest((X, Y))
    assert (asked.unit, asked.selection) == (AgreementUnit.TURN, ALL)
    assert (asked.overlap, asked.samples, asked.seed, asked.round_id) == (90, 1000, 1, None)
    assert (asked.uncoded, asked.every_code) == (True, False)


@pytest.mark.parametrize(("overlap", "allowed"), [(0, False), (1, True), (100, True), (101, False)])
def test_the_least_overlap_is_a_percentage(overlap: int, allowed: bool) -> None:
    if allowed:
        asked = AgreementRequest((X, Y), AgreementUnit.OVERLAP, overlap=overlap)
        assert asked.unit_in_words() == (
            f"segments that overlap by at least {overlap}% of what both cover (as MAXQDA counts)"
        )
        return
    with pytest.raises(QualcodeError, match="from 1 to 100"):
        AgreementRequest((X, Y), overlap=overlap)


@pytest.mark.parametrize(
    ("samples", "allowed"),
    [
        (0, True), (1, False), (LEAST_SAMPLES - 1, False), (LEAST_SAMPLES, True), (MOST_SAMPLES, True),
        (MOST_SAMPLES + 1, False), (-1, False),
    ],
)  # fmt: skip
def test_intervals_need_some_samples(samples: int, allowed: bool) -> None:
    if allowed:
        assert AgreementRequest((X, Y), samples=samples).samples == samples
        return
    with pytest.raises(QualcodeError, match="100 to 100,000 bootstrap samples; 0 leaves them out"):
        AgreementRequest((X, Y), samples=samples)
