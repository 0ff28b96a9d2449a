"""Alpha for unitizing against the published example, letter by letter, and itself."""

import math
from collections import Counter
from itertools import permutations
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
from qualcode.model.transcript import Role
from tests.analysis.agreement import reference
from tests.analysis.building import Coded, Said, Talk, study_of
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


def _letter_by_letter(coders: list[list[tuple[int, int, int]]], length: int) -> tuple[float, float, float]:
    """u-alpha, its binary form and cu-alpha by their definition: what every letter was given by each pair."""

    def alpha(met: Counter[tuple[int, int]], squares: float) -> float:
        of_value: Counter[int] = Counter()
        for (value, _), much in met.items():
            of_value[value] += much
        whole = sum(of_value.values())
        pairs = [(c, k) for c in of_value for k in of_value if c != k]
        if sum(much > 0 for much in of_value.values()) < 2:
            return math.nan
        expected = sum(of_value[c] * of_value[k] for c, k in pairs) / (whole - squares / whole)
        return 1 - sum(met[pair] for pair in pairs) / expected

    gap, others = -1, len(coders) - 1
    lines = [
        [
            next((value for first, after, value in line if first <= place < after), gap)
            for place in range(length)
        ]
        for line in coders
    ]
    met: Counter[tuple[int, int]] = Counter()
    shared: Counter[tuple[int, int, int]] = Counter()
    for (one, mine), (other, theirs) in permutations(enumerate(lines), 2):
        assert one != other
        for place in range(length):
            met[mine[place], theirs[place]] += 1 / others  # type: ignore[assignment]
            if gap not in (mine[place], theirs[place]):
                number = next(n for n, row in enumerate(coders[one]) if row[0] <= place < row[1])
                shared[one, number, mine[place]] += 1 / others  # type: ignore[assignment]
    gaps = sum(line.count(gap) for line in lines)
    squares = sum((after - first) ** 2 for line in coders for first, after, _ in line) + gaps
    folded: Counter[tuple[int, int]] = Counter()
    for (value, another), much in met.items():
        folded[min(value, 0), min(another, 0)] += much
    within = Counter({pair: much for pair, much in met.items() if gap not in pair})
    return alpha(met, squares), alpha(folded, squares), alpha(within, sum(n**2 for n in shared.values()))


@st.composite
def _lines(draw: st.DrawFn) -> list[list[tuple[int, int, int]]]:
    """What two or three coders did on twenty letters: segments of three values, which may touch."""
    found = []
    for _ in range(draw(st.integers(2, 3))):
        places = sorted(draw(st.sets(st.integers(0, 20), max_size=8)))
        values = [draw(st.sampled_from((None, 0, 1, 2))) for _ in places[1:]]
        line = zip(places, places[1:], values, strict=False)
        found.append([(first, after, value) for first, after, value in line if value is not None])
    return found


@given(_lines())
def test_alphas_are_those_of_every_letter(coders: list[list[tuple[int, int, int]]]) -> None:
    made = [
        UnitizedSegments(*(np.array([row[side] for row in line], dtype=np.int64) for side in range(3)))
        for line in coders
    ]
    found = alphas(made, 20)
    u, binary, cu = _letter_by_letter(coders, 20)
    assert [found.u, found.binary, found.cu] == pytest.approx([u, binary, cu], nan_ok=True, abs=1e-9)


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


def test_over_all_codes_the_compared_speech_is_what_has_a_length() -> None:
    """Labels and the interviewer’s words, 25 letters, lie between the stretches that are compared."""
    turns = [Said(0, 12, "P", 5), Said(12, 25, "MOD", 17, Role.INTERVIEWER), Said(25, 43, "P", 30)]
    codings = [
        Coded("X", "a", 5, 9), Coded("X", "b", 9, 12), Coded("X", "a", 30, 36),
        Coded("Y", "a", 6, 11), Coded("Y", "b", 31, 40),
    ]  # fmt: skip
    study = study_of({"T": Talk("x" * 43, turns, codings)}, {"a": None, "b": None})
    found = agreement(study, AgreementRequest(coder_ids("X", "Y"), samples=0)).unitizing
    lines = [[(0, 4, 0), (4, 7, 1), (7, 13, 0)], [(1, 6, 0), (8, 17, 1)]]
    assert [found.u, found.binary, found.cu] == pytest.approx(_letter_by_letter(lines, 20))
    assert found.reason == ""
