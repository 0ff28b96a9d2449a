"""What a study works out once and hands on to the next is what that one would work out itself.

Tests as well: ``applying``, ``branches``, ``change``.
"""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from qualcode.model.branches import last_part
from qualcode.model.change import ChangeSet
from qualcode.model.study import Study
from tests.support.studies import steps

DERIVED = (
    "transcripts_in_order",
    "uses_statuses",
    "participants_in_order",
    "coders_in_order",
    "attributes_in_order",
    "codes_in_order",
    "code_sets_in_order",
    "summaries",
    "reports_in_order",
    "queries_in_order",
    "coding_count",
    "coding_counts",
    "roles_by_speaker",
    "_versions",
    "_values",
)


def derived(study: Study) -> dict[str, Any]:
    found = {name: getattr(study, name) for name in DERIVED}
    for name in ("_codebook", "folders"):
        branches = getattr(study, name)
        below = {row.id: branches.children(row.id) for row in branches.in_order}
        found[name] = (branches.in_order, branches.paths, below)
    return found


@given(steps())
def test_what_is_handed_on_is_what_would_be_worked_out(step: tuple[Study, ChangeSet]) -> None:
    study, change = step
    derived(study)
    moved = study.after(change)
    assert derived(moved.at_step(study.step + 1)) == derived(replace(moved))
    assert derived(moved.after(change.inverse())) == derived(study)


@pytest.mark.parametrize(
    ("path", "name"),
    [("stigma", "stigma"), ("Trust > in schools", "in schools"), ("a > b>c > d", "d"), ("", "")],
)
def test_the_last_part_of_a_path_is_the_name(path: str, name: str) -> None:
    assert last_part(path) == name
