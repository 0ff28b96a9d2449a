"""Whatever is in the list of memos can be changed and deleted from there."""

from dataclasses import replace

import pytest

from qualcode.analysis.memo_list import listed_memos
from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.errors import QualcodeError
from qualcode.model.memos import ListedMemo, MemoKind
from qualcode.model.study import Study
from qualcode.operations.any_memo import delete_any_memos, set_memo_text
from tests.support.noted import noted_study


def of_kind(study: Study, kind: MemoKind) -> list[ListedMemo]:
    return [memo for memo in listed_memos(study) if memo.kind is kind]


def test_each_kind_can_be_given_another_text() -> None:
    study = noted_study()
    assert {memo.kind for memo in listed_memos(study)} == set(MemoKind)
    for memo in listed_memos(study):
        change = set_memo_text(study, memo, "other words")
        after = study.after(change)
        assert broken_invariants(after) == []
        (now,) = (row for row in listed_memos(after) if row.id == memo.id and row.kind is memo.kind)
        assert now.text == "other words"
        others = [row for row in listed_memos(after) if row != now]
        assert others == [row for row in listed_memos(study) if row != memo]
        assert after.after(change.inverse()) == study


def test_any_number_are_deleted_in_one_step_and_what_they_are_on_stays() -> None:
    study = noted_study()
    memos = listed_memos(study)
    change = delete_any_memos(study, memos)
    assert change.label == f"Delete {len(memos)} memos"
    after = study.after(change)
    assert listed_memos(after) == []
    assert after.coding_count == study.coding_count
    assert len(after.codes) == len(study.codes)
    assert after.after(change.inverse()) == study
    (code,) = of_kind(study, MemoKind.CODE)
    assert delete_any_memos(study, [code]).label == "Delete the memo on Code stigma"
    (free,) = of_kind(study, MemoKind.FREE)
    assert delete_any_memos(study, [free]).label == "Delete the free memo “On hiding”"


def test_a_memo_on_a_segment_whose_transcript_nobody_knows_is_refused() -> None:
    study = noted_study()
    (memo, *_) = of_kind(study, MemoKind.SEGMENT)
    with pytest.raises(QualcodeError, match="This memo is no longer in the project"):
        set_memo_text(study, replace(memo, transcript_id=None), "x")
