from uuid import UUID

import pytest

from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.entities import CodeSetMember
from qualcode.model.errors import QualcodeError
from qualcode.model.study import Study
from qualcode.operations.codes.code_sets import (
    add_code_set,
    delete_code_set,
    rename_code_set,
    set_codes_of_set,
)
from qualcode.operations.codes.codebook_merge import merge_preview
from qualcode.operations.codes.codebook_structure import delete_codes
from tests.support.studies import example_study


def with_set(*names: str) -> tuple[Study, UUID]:
    study = example_study()
    new, change = add_code_set(study, "For the paper", [study.code_named(name).id for name in names])
    return study.after(change), new.id


def names_in(study: Study) -> dict[str, list[str]]:
    return {row.name: [code.name for code in study.codes_of_set(row.id)] for row in study.code_sets_in_order}


def test_a_set_holds_its_codes_in_the_order_of_the_codebook() -> None:
    study, _ = with_set("privacy", "firms")
    assert names_in(study) == {"For the paper": ["firms", "privacy"]}


def test_a_set_is_filled_renamed_and_deleted() -> None:
    study = example_study()
    new, change = add_code_set(study, " Paper ", [study.code_named("stigma").id])
    study = study.after(change)
    study = study.after(set_codes_of_set(study, new.id, [study.code_named("councils").id]))
    study = study.after(rename_code_set(study, new.id, "Talk"))
    assert names_in(study) == {"Talk": ["councils"]}
    study = study.after(add_code_set(study, "Other", [study.code_named("privacy").id])[1])
    study = study.after(delete_code_set(study, new.id))
    assert names_in(study) == {"Other": ["privacy"]}
    assert broken_invariants(study) == []


def test_sets_come_in_the_order_in_which_they_were_added() -> None:
    study = example_study()
    for name in ("Paper", "Book", "Talk"):
        study = study.after(add_code_set(study, name)[1])
    assert [(row.name, row.position) for row in study.code_sets_in_order] == [
        ("Paper", 0), ("Book", 1), ("Talk", 2),
    ]  # fmt: skip


def test_two_sets_cannot_share_a_name() -> None:
    study, _ = with_set("stigma")
    with pytest.raises(QualcodeError, match=r"(?i)for the paper"):
        add_code_set(study, "for the PAPER")


def test_a_deleted_code_leaves_its_sets() -> None:
    study, _ = with_set("stigma", "privacy")
    study = study.after(delete_codes(study, [study.code_named("stigma").id]))
    assert names_in(study) == {"For the paper": ["privacy"]}
    assert broken_invariants(study) == []


def test_a_merged_code_is_stood_in_for_by_its_target() -> None:
    study, _ = with_set("stigma", "privacy")
    sources = [study.code_named(name).id for name in ("stigma", "privacy")]
    study = study.after(merge_preview(study, sources, study.code_named("firms").id).change)
    assert names_in(study) == {"For the paper": ["firms"]}
    assert broken_invariants(study) == []


def members(study: Study) -> dict[UUID, UUID]:
    return {row.code_id: row.id for row in study.rows(CodeSetMember).values()}


def test_a_set_may_be_written_otherwise_but_not_as_another_one() -> None:
    study, paper = with_set("stigma")
    study = study.after(add_code_set(study, "Book")[1])
    renamed = study.after(rename_code_set(study, paper, "FOR THE PAPER"))
    assert [row.name for row in renamed.code_sets_in_order] == ["FOR THE PAPER", "Book"]
    with pytest.raises(QualcodeError, match="Book"):
        rename_code_set(study, paper, "book")


def test_codes_that_stay_in_a_set_stay_as_they_are() -> None:
    study, paper = with_set("stigma", "privacy", "stigma")
    before = members(study)
    assert len(before) == 2
    wanted = [study.code_named(name).id for name in ("councils", "privacy", "firms", "firms")]
    change = set_codes_of_set(study, paper, wanted)
    assert change.label == "Fill the code set “For the paper” with 3 codes"
    after = study.after(change)
    assert names_in(after) == {"For the paper": ["firms", "councils", "privacy"]}
    privacy = study.code_named("privacy").id
    assert members(after)[privacy] == before[privacy]
    assert not set_codes_of_set(after, paper, wanted)


def test_what_takes_the_place_of_a_merged_code_is_in_each_set_once() -> None:
    study, _ = with_set("stigma", "firms")
    study = study.after(add_code_set(study, "Book", [study.code_named("stigma").id])[1])
    study = study.after(add_code_set(study, "Talk", [study.code_named("privacy").id])[1])
    change = merge_preview(study, [study.code_named("stigma").id], study.code_named("firms").id).change
    after = study.after(change)
    assert names_in(after) == {"For the paper": ["firms"], "Book": ["firms"], "Talk": ["privacy"]}
    assert len(after.rows(CodeSetMember)) == 3
