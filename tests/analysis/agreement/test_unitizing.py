"""Alpha for unitizing against the published example and itself.

Tests as well: ``boundaries``.
"""

import math
from uuid import UUID

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qualcode.analysis.agreement.agreement import agreement
from qualcode.analysis.agreement.request import AgreementRequest
from qualcode.analysis.agreement.unitizing import UnitizedSegments, alphas
from qualcode.model.questions.rules import Selection
from qualcode.model.questions.words import AgreementUnit
from qualcode.model.results.agreement import AgreementMeasure
from qualcode.model.study import Study
from tests.analysis.agreement import reference
from tests.analysis.strategies import CODERS, FixedMeasures, coder_ids, studies


def counted_from_one(*segments: tuple[int, int, int]) -> UnitizedSegments:
    """From first and last character, counted from 1, and a value."""
    first, last, value = (np.array(column, dtype=np.int64) for column in zip(*segments, strict=True))
    return UnitizedSegments(first - 1, last, value)


def test_the_published_example_of_three_coders() -> None:
    """Krippendorff, Mathet, Bouvry and Widlöcher 2016: a continuum of 60 characters."""
    coders = [
        counted_from_one((1, 7, 1), (8, 13, 2), (31, 32, 5), (33, 37, 6), (38, 44, 6), (45, 60, 7)),
        counted_from_one((1, 7, 1), (8, 13, 3), (14, 21, 5), (33, 44, 6)),
        counted_from_one((1, 7, 1), (8, 13, 4), (14, 21, 5), (33, 37, 6), (38, 41, 6), (42, 44, 6)),
    ]
    found = alphas(coders, 60)
    assert found.u == pytest.approx(0.50998, abs=5e-6)
    assert found.binary == pytest.approx(0.41360, abs=5e-6)
    assert found.cu == pytest.approx(0.7242, abs=5e-5)


def test_segments_that_touch_stay_apart() -> None:
    """Joined, the published example would give 0.4384 for the binary form."""
    joined = [
        counted_from_one((1, 13, 1), (31, 60, 1)),
        counted_from_one((1, 21, 1), (33, 44, 1)),
        counted_from_one((1, 21, 1), (33, 44, 1)),
    ]
    assert alphas(joined, 60).binary == pytest.approx(0.4384, abs=5e-5)


@given(studies(), st.sampled_from((("X", "Y"), CODERS)), st.booleans())
def test_alpha_of_a_code_is_that_of_its_segments_alone(
    study: Study, coders: tuple[str, ...], interviewers: bool
) -> None:
    assume(all(study.find_coder(name) for name in coders))
    chosen = Selection(include_interviewers=interviewers)
    request = AgreementRequest(coder_ids(*coders), selection=chosen, samples=0)
    length = len(reference.given_sets(study, request, AgreementUnit.CHARACTER))
    assume(length)
    found = agreement(study, request, FixedMeasures())
    for code, row in zip(chosen.codes_of(study), found.codes, strict=True):
        lines = [_laid(study, request, coder, code) for coder in request.coders]
        covered = sum(int((line.end - line.start).sum()) for line in lines)
        expected = alphas(lines, length).binary if 0 < covered < length * len(coders) else math.nan
        assert row.figures[AgreementMeasure.UNITIZING] == pytest.approx(expected, nan_ok=True, abs=1e-9)


def _laid(study: Study, request: AgreementRequest, coder: UUID, code: UUID) -> UnitizedSegments:
    """A coder's segments on the compared text alone, found place by place."""
    spans = reference.on_speech(study, request, coder, code)
    start, end = ([span[side] for span in spans] for side in (0, 1))
    zeros = np.zeros(len(spans), dtype=np.int64)
    return UnitizedSegments(np.array(start, dtype=np.int64), np.array(end, dtype=np.int64), zeros)
