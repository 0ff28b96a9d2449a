"""The short form: every kind of damage to a project once or twice; none may be read in silence."""

from collections.abc import Sequence
from itertools import islice
from typing import Final

import pytest

from tests.torture.fuzzing import cases
from tests.torture.mutations import KINDS, Mutation, kind_of

LONGER: Final = range(400)


def _seeds(of_each: int) -> list[int]:
    """The first few seeds of every kind."""
    kinds: dict[Mutation, list[int]] = {
        kind: list(islice((seed for seed in LONGER if kind_of(seed) is kind), of_each)) for kind in KINDS
    }
    assert all(kinds.values())
    return sorted(seed for seeds in kinds.values() for seed in seeds)


def test_what_was_damaged_in_any_way_is_refused_or_named() -> None:
    _is_refused_or_named(_seeds(1))


@pytest.mark.long
def test_what_was_damaged_again_and_again_is_refused_or_named() -> None:
    _is_refused_or_named(LONGER)


def _is_refused_or_named(seeds: Sequence[int]) -> None:
    found = list(cases(seeds))
    assert [case.seed for case in found] == list(seeds)
    assert [(case.seed, case.damage, case.verdict) for case in found if case.is_fault] == []
    # A fuzzer that damages nothing, or after which nothing opens, would show nothing.
    assert {"refused", "same"} <= {case.verdict.outcome for case in found}
