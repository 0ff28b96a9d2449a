"""Rules that compare passages, on pairs of any number.

Tests as well: ``pair_counts``.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis import pair_rules, tallies
from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.analysis.pair_rules import end_of_group, pairs_before
from qualcode.model.questions.rules import CooccurrenceRequest, Count, Rule, refusal
from qualcode.model.study import Study
from tests.analysis.strategies import FixedMeasures, studies

BY_PAIRS = [
    (rule, count) for rule in Rule for count in Count if not rule.by_unit and refusal(rule, count) is None
]


def test_pairs_before() -> None:
    chunks = list(pairs_before(np.array([3, 2, 3, 5, 5])))
    assert [(int(a), int(b)) for left, right in chunks for a, b in zip(left, right, strict=True)] == [
        (0, 1),
        (0, 2),
        (3, 4),
    ]


def test_groups_end_where_something_changes() -> None:
    assert end_of_group(np.array([False, True, False, True]), 5).tolist() == [2, 2, 4, 4, 5]
    assert end_of_group(np.array([], dtype=np.bool_), 1).tolist() == [1]


@given(studies(), st.sampled_from(BY_PAIRS), st.integers(1, 5))
def test_small_chunks_count_the_same(study: Study, wanted: tuple[Rule, Count], size: int) -> None:
    request = CooccurrenceRequest(*wanted)
    at_once = cooccurrence(study, request, FixedMeasures()).values
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pair_rules, "PAIRS_AT_ONCE", size)
        patch.setattr(tallies, "KEPT_KEYS", 2)
        assert np.array_equal(cooccurrence(study, request, FixedMeasures()).values, at_once)
