"""When a copy may take in what others did in its round."""

import pytest

from qualcode.model.study import Study
from qualcode.model.teamwork.rounds import round_named
from qualcode.operations.teamwork.rounds import close_round, delete_round, open_round
from qualcode.operations.teamwork.taking_in import may_take_in
from tests.operations.teamwork.test_giving import given_to
from tests.support.studies import example_study


def lead(*, blind: bool = True) -> Study:
    """The lead's file, with the round “Pilot”."""
    study = example_study()
    texts = [row.id for row in study.transcripts_in_order]
    return study.after(open_round(study, "Pilot", texts, ["AB", "CD"], blind=blind)[1])


@pytest.mark.parametrize("blind", [True, False])
def test_a_round_that_one_side_does_not_know_lets_nobody_in(blind: bool) -> None:
    known = lead(blind=blind)
    pilot = round_named(known, "Pilot").id
    unknown = known.after(delete_round(known, pilot))
    assert may_take_in(known, pilot, known) is not blind
    for ours, theirs in ((known, unknown), (unknown, known), (unknown, unknown)):
        assert not may_take_in(ours, pilot, theirs)


def test_only_the_leads_own_file_can_say_that_a_blind_round_is_over() -> None:
    blind = lead()
    pilot = round_named(blind, "Pilot").id
    closed = blind.after(close_round(blind, pilot))
    assert may_take_in(blind, pilot, closed)
    assert may_take_in(closed, pilot, blind)
    copy = given_to(example_study(), "AB")
    of_copy = round_named(copy, "Pilot").id
    closed_copy = copy.after(close_round(copy, of_copy))
    assert not may_take_in(copy, of_copy, closed_copy)
    assert may_take_in(closed_copy, of_copy, copy)
