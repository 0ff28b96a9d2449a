"""Whose version holds, and the lines that tell of it, each with what is done unless somebody chooses."""

from uuid import UUID

import pytest

from qualcode.model.teamwork.merge_plan import MergeLine, MergeState, Side
from qualcode.operations.merging.choosing import Choosing, settled

OURS, THEIRS = Side.OURS, Side.THEIRS


@pytest.mark.parametrize(
    ("here", "there", "before", "side"),
    [
        ("a", "a", "b", OURS),
        ("a", "b", "b", OURS),
        ("a", "b", "a", THEIRS),
        ("a", "b", "c", None),
        ("a", "", "a", THEIRS),
        ("", "b", "", THEIRS),
        ("", "b", "b", OURS),
        ("", "b", "c", None),
        (None, None, "c", OURS),
    ],
)
def test_what_one_side_alone_has_changed_holds(
    here: object, there: object, before: object, side: Side | None
) -> None:
    assert settled(here, there, before, known=True) is side


@pytest.mark.parametrize(
    ("here", "there", "side"),
    [
        ("a", "a", OURS),
        ("a", "b", None),
        ("a", "", OURS),
        ("", "b", THEIRS),
        (None, "b", THEIRS),
        ((), ("b",), THEIRS),
        (("a",), (), OURS),
        ("a", None, OURS),
        ("", None, OURS),
        # Nought and no are something.
        (0, 1, None),
        (False, True, None),
        (1, 0, None),
    ],
)
def test_where_nothing_is_known_from_before_something_goes_before_nothing(
    here: object, there: object, side: Side | None
) -> None:
    assert settled(here, there, None, known=False) is side
    assert settled(here, there, here, known=False) is side


@pytest.mark.parametrize("preferred", Side)
def test_lines_tell_what_is_done_and_follow_what_was_chosen(preferred: Side) -> None:
    other = THEIRS if preferred is OURS else OURS
    choosing = Choosing({"chosen": other, "gone": THEIRS, "back": OURS}, preferred)
    assert choosing.both("key", "code", "Trust", "a", "b") is preferred
    assert choosing.both("chosen", "code", "Trust", "a", "b") is other
    assert choosing.deleted_there("key", "code", "Trust") is OURS
    assert choosing.deleted_there("gone", "code", "Trust", 3, "mine") is THEIRS
    assert choosing.deleted_here("key", "code", "Trust", "changed") is THEIRS
    assert choosing.deleted_here("back", "code", "Trust", "used", 2) is OURS
    assert choosing.lines == [
        MergeLine("key", MergeState.BOTH, "code", "Trust", "a", "b", preferred, 1),
        MergeLine("chosen", MergeState.BOTH, "code", "Trust", "a", "b", other, 1),
        MergeLine("key", MergeState.DELETED_THERE, "code", "Trust", "", "", OURS, 1),
        MergeLine("gone", MergeState.DELETED_THERE, "code", "Trust", "mine", "", THEIRS, 3),
        MergeLine("key", MergeState.DELETED_HERE, "code", "Trust", "", "changed", THEIRS, 1),
        MergeLine("back", MergeState.DELETED_HERE, "code", "Trust", "", "used", OURS, 2),
    ]


def test_what_is_told_alone_has_a_key_of_its_own_and_nothing_to_choose() -> None:
    choosing = Choosing()
    choosing.tell(MergeState.NEW, "code", "Trust")
    choosing.tell(MergeState.NEW, "code", "Trust", "a", "b", 4)
    assert choosing.lines == [
        MergeLine("new:code:Trust:0", MergeState.NEW, "code", "Trust", "", "", THEIRS, 1),
        MergeLine("new:code:Trust:1", MergeState.NEW, "code", "Trust", "a", "b", THEIRS, 4),
    ]
    assert (choosing.back, choosing.guids, choosing.preferred) == (set[UUID](), 0, OURS)
