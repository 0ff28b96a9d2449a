from uuid import UUID

import pytest

from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.entities import Memo, MemoSubject, TypicalQuote
from qualcode.model.errors import QualcodeError
from qualcode.model.study import Study
from qualcode.operations import memos
from qualcode.operations.codes import codebook
from qualcode.operations.codes.codebook_structure import (
    Children,
    delete_codes,
    move_codes,
    order_codes,
    sort_codes,
)
from qualcode.operations.codes.codebook_tree import add_code_at
from qualcode.operations.typical_quotes import mark_typical
from tests.support.studies import FG1, example_study, quotes, span_of


@pytest.fixture
def study() -> Study:
    return example_study()


def paths(study: Study) -> list[str]:
    return [study.path(code.id) for code in study.codes_in_order]


def ids(study: Study, *names: str) -> list[UUID]:
    return [study.code_named(name).id for name in names]


def test_codes_move_below_another_at_a_place(study: Study) -> None:
    (trust,) = ids(study, "Trust")
    change = move_codes(study, ids(study, "privacy", "stigma"), trust, 1)
    assert change.label == "Move “privacy”, “stigma” under “Trust”"
    assert paths(study.after(change)) == [
        "Trust",
        "Trust > firms",
        "Trust > privacy",
        "Trust > stigma",
        "Trust > councils",
    ]


def test_codes_move_to_the_top_and_to_the_end(study: Study) -> None:
    change = move_codes(study, ids(study, "firms"), None)
    assert change.label == "Move “firms” to the top"
    assert paths(study.after(change)) == ["Trust", "Trust > councils", "stigma", "privacy", "firms"]


def test_moving_a_code_where_it_stands_changes_nothing(study: Study) -> None:
    assert not move_codes(study, ids(study, "stigma"), None, 1)
    reordered = move_codes(study, ids(study, "stigma"), None)
    assert reordered.label == "Reorder “stigma”"
    assert [code.name for code in study.after(reordered).children(None)] == ["Trust", "privacy", "stigma"]


def test_a_code_cannot_move_into_its_own_branch_or_beside_its_namesake(study: Study) -> None:
    with pytest.raises(QualcodeError, match="“Trust” cannot be moved below itself"):
        move_codes(study, ids(study, "Trust"), ids(study, "firms")[0])
    with pytest.raises(QualcodeError, match="“Trust” cannot be moved below itself"):
        move_codes(study, ids(study, "Trust"), ids(study, "Trust")[0])
    study = study.after(codebook.add_code(study, "Firms")[1])
    with pytest.raises(QualcodeError, match="already a code “Firms” under “Trust”"):
        move_codes(study, ids(study, "Firms"), ids(study, "Trust")[0])


def test_siblings_are_ordered_by_hand_or_by_name(study: Study) -> None:
    after = study.after(order_codes(study, None, ids(study, "privacy")))
    assert [code.name for code in after.children(None)] == ["privacy", "Trust", "stigma"]
    change = sort_codes(after, None)
    assert change.label == "Sort the codes at the top by name"
    assert [code.name for code in after.after(change).children(None)] == ["privacy", "stigma", "Trust"]
    assert not sort_codes(after.after(change), None)


def test_deleting_takes_codings_memos_and_the_codes_below(study: Study) -> None:
    stigma, trust = ids(study, "stigma", "Trust")
    study = study.after(memos.add_memo(study, MemoSubject.CODE, stigma, "hm", author="AB")[1])
    change = delete_codes(study, [stigma, trust])
    assert change.label == "Delete “stigma”, “Trust” with 2 subcodes and 1 segment"
    after = study.after(change)
    assert paths(after) == ["privacy"]
    assert {row[0] for row in quotes(after)} == {"privacy"}
    assert not after.rows(Memo)
    assert after.after(change.inverse()) == study


def test_deleting_a_category_can_move_up_what_is_below_it(study: Study) -> None:
    study = study.after(codebook.add_code(study, "Firms")[1])
    change = delete_codes(study, ids(study, "Trust"), Children.MOVE_UP)
    assert change.label == "Delete category “Trust”"
    after = study.after(change)
    assert paths(after) == ["stigma", "privacy", "Firms", "firms (2)", "councils"]
    assert [after.codes[row].position for row in ids(after, "Firms", "firms (2)", "councils")] == [
        last := max(study.codes[row].position for row in ids(study, "stigma", "privacy", "Firms")),
        last + 1,
        last + 2,
    ]


def test_codes_of_one_name_that_move_up_together_get_numbers(study: Study) -> None:
    for name in ("Place", "Place > firms"):
        study = study.after(add_code_at(study, name)[1])
    change = delete_codes(study, ids(study, "Trust", "Place"), Children.MOVE_UP)
    assert paths(study.after(change)) == ["stigma", "privacy", "firms", "councils", "firms (2)"]
    assert broken_invariants(study.after(change)) == []


def test_what_moves_up_goes_to_the_nearest_code_that_stays(study: Study) -> None:
    (firms,) = ids(study, "firms")
    study = study.after(codebook.add_code(study, "banks", parent_id=firms)[1])
    after = study.after(delete_codes(study, ids(study, "Trust", "firms"), Children.MOVE_UP))
    assert paths(after) == ["stigma", "privacy", "councils", "banks"]


def test_only_codes_of_one_level_are_put_in_order(study: Study) -> None:
    firms, councils, stigma = (
        study.code_named(name).id for name in ("Trust > firms", "Trust > councils", "stigma")
    )
    trust = study.code_named("Trust").id
    change = order_codes(study, trust, [stigma, councils, firms])
    after = study.after(change)
    assert [row.name for row in after.children(trust)] == ["councils", "firms"]
    assert after.codes[stigma] == study.codes[stigma]


def test_typical_quotes_go_with_a_deleted_code(study: Study) -> None:
    stigma, privacy = study.code_named("stigma"), study.code_named("privacy")
    place, span = study.transcript_named(FG1.name).id, span_of(study, "They just assume")
    for code in (stigma, privacy):
        study = study.after(mark_typical(study, code.id, place, span))
    after = study.after(delete_codes(study, [stigma.id]))
    assert [row.code_id for row in after.rows(TypicalQuote).values()] == [privacy.id]


def test_codes_of_one_name_cannot_come_together(study: Study) -> None:
    for path in ("Zoë", "Place > Zoe\u0308"):
        study = study.after(add_code_at(study, path)[1])
    both = [code.id for code in study.codes.values() if code.name == "Zoë"]
    assert len(both) == 2
    with pytest.raises(QualcodeError, match="There is already a code “Zoë” under “Trust”; rename one"):
        move_codes(study, both, study.code_named("Trust").id)
