"""Codings of several transcripts recoded and removed in one step each."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from qualcode.model.errors import QualcodeError
from qualcode.model.span import Span
from qualcode.operations.coders import ensure_coder
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.codings.codings_across import (
    number_of,
    own_and_others,
    recode_across,
    recode_as_new,
    remove_across,
)
from qualcode.project.opening import create_project
from qualcode.project.project import Project
from tests.ui.material import code, coded, fill


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = create_project(str(tmp_path / "study.qualcode"), "AB", "Study")
    fill(made)
    yield made
    made.close()


def test_codings_of_two_transcripts_are_recoded_and_removed_in_one_step(project: Project) -> None:
    study = project.study
    consent, stigma = code(study, "consent"), code(study, "stigma")
    chosen = {
        place: [row.id for row in table if row.code_id == consent] for place, table in study.codings.items()
    }
    assert number_of(chosen) == "2 segments"
    change = recode_across(study, chosen, stigma)
    assert change.label == "Recode 2 segments as “stigma”"
    after = study.after(change)
    assert coded(after, "consent") == []
    assert set(coded(after, "stigma")) == {*coded(study, "stigma"), *coded(study, "consent")}
    # A transcript of which no coding is chosen is as good as not named.
    one = dict(list(chosen.items())[:1])
    none: dict[UUID, list[UUID]] = {place: [] for place in chosen if place not in one}
    assert recode_across(study, one | none, stigma) == recode_across(study, one, stigma)
    gone = study.after(remove_across(study, chosen))
    assert coded(gone, "consent") == []
    assert coded(gone, "stigma") == coded(study, "stigma")
    assert not remove_across(study, {})


def test_own_codings_are_told_from_those_of_others(project: Project) -> None:
    study = project.study
    place = next(iter(study.codings))
    ben, arrival = ensure_coder(study, "Ben")
    study = study.after(arrival)
    study = study.after(apply_code(study, code(study, "stigma"), place, Span(0, 4), ben.id))
    chosen = {row: [each.id for each in table] for row, table in study.codings.items()}
    of_ab, others = own_and_others(study, chosen, "AB")
    assert others == ["Ben"]
    assert sum(map(len, of_ab.values())) == sum(map(len, chosen.values())) - 1
    assert own_and_others(study, of_ab, "AB") == (of_ab, [])
    only_his, others = own_and_others(study, chosen, "Ben")
    assert (list(only_his), len(only_his[place]), others) == ([place], 1, ["AB"])
    assert own_and_others(study, chosen, "nobody") == ({}, ["AB", "Ben"])
    assert own_and_others(study, {place: [ben.id]}, "AB") == ({}, [])


def test_codings_get_a_new_code_in_the_step_that_adds_it(project: Project) -> None:
    study = project.study
    chosen = {place: [row.id for row in table] for place, table in study.codings.items()}
    made, change = recode_as_new(study, chosen, "Trust > none")
    assert change.label == "Recode 3 segments as “none”"
    after = study.after(change)
    assert after.path(made.id) == "Trust > none"
    assert {row.code_id for table in after.codings.values() for row in table} == {made.id}
    assert after.after(change.inverse()) == study


def test_the_step_says_how_many_codings_were_joined_with_the_same_one(project: Project) -> None:
    study = project.study
    place, table = next((place, table) for place, table in study.codings.items() if len(table))
    row = table.row(0)
    other = code(study, "consent" if row.code_id == code(study, "stigma") else "stigma")
    study = study.after(apply_code(study, other, place, row.span, row.coder_id))
    change = recode_across(study, {place: [row.id]}, other)
    assert change.label.endswith(", 1 joined with the same coding")
    assert len(study.after(change).codings[place]) == len(study.codings[place]) - 1


def test_a_category_is_given_to_no_coding(project: Project) -> None:
    study = project.study
    place, table = next((place, table) for place, table in study.codings.items() if len(table))
    with pytest.raises(QualcodeError, match="category"):
        recode_across(study, {place: [table.row(0).id]}, code(study, "Trust"))
