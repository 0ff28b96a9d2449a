"""Rules that compare passages, on pairs of any number.

Tests as well: ``pair_counts``.
"""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis import pair_rules, tallies
from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.analysis.pair_rules import count_pairs, end_of_group, pairs_before
from qualcode.analysis.runs import merged_runs
from qualcode.analysis.selected.selected_text import SelectedText
from qualcode.model.questions.rules import CooccurrenceRequest, Count, Rule, Selection, refusal
from qualcode.model.study import Study
from tests.analysis.building import Coded, Said, Talk, identity, study_of
from tests.analysis.reference import meet
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
    assert list(pairs_before(np.array([], dtype=np.int64))) == []


def test_rules_of_units_compare_no_passages() -> None:
    study = study_of({"T": Talk("ab", [Said(0, 2, "P1")], [Coded("X", "a", 0, 1)])}, {"a": None})
    runs = merged_runs(SelectedText(study, Selection()))
    for rule in (rule for rule in Rule if rule.by_unit):
        with pytest.raises(ValueError, match=f"{rule} is a rule of units"):
            count_pairs(runs, CooccurrenceRequest(rule, Count.TRANSCRIPTS))


def test_groups_end_where_something_changes() -> None:
    assert end_of_group(np.array([False, True, False, True]), 5).tolist() == [2, 2, 4, 4, 5]
    assert end_of_group(np.array([], dtype=np.bool_), 1).tolist() == [1]


EVERY_SPAN = {
    f"{start}-{end}": Coded("X", f"{start}-{end}", start, end) for start, end in combinations(range(8), 2)
}
"""A code on each stretch of a text of seven letters, by its name."""


@pytest.mark.parametrize(
    ("rule", "within"),
    [(Rule.OVERLAP, 1), (Rule.EXACT, 1), (Rule.INSIDE, 1), *((Rule.NEAR, within) for within in range(3))],
)
def test_every_stretch_of_a_text_against_every_other(rule: Rule, within: int) -> None:
    """Between two turns, after the last one and in a transcript without turns there is text in none."""
    turns = [Said(0, 2, "P1"), Said(3, 4, "P2"), Said(4, 6, "P1")]
    talks = {"T": Talk("abcdefg", turns, list(EVERY_SPAN.values())), "U": Talk("ab", [], [])}
    study = study_of(talks, dict.fromkeys(EVERY_SPAN))
    request = CooccurrenceRequest(rule, within=within)
    found = cooccurrence(study, request)
    runs = [(identity("transcript", "T"), coded.start, coded.end) for coded in EVERY_SPAN.values()]
    # Of each code there is one run, which meets itself.
    assert found.values.tolist() == [
        [int(meet(study, request, one, other)) for other in runs] for one in runs
    ]


@given(studies(), st.sampled_from(BY_PAIRS), st.integers(1, 5))
def test_small_chunks_count_the_same(study: Study, wanted: tuple[Rule, Count], size: int) -> None:
    request = CooccurrenceRequest(*wanted)
    at_once = cooccurrence(study, request, FixedMeasures()).values
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pair_rules, "PAIRS_AT_ONCE", size)
        patch.setattr(tallies, "KEPT_KEYS", 2)
        assert np.array_equal(cooccurrence(study, request, FixedMeasures()).values, at_once)
