"""When a copy may take in what others did in its round."""

import pytest

from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id, now
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.team import CodingProgress, CodingState, GivenCopy, Round, RoundCoder
from qualcode.model.teamwork.rounds import round_named
from qualcode.operations.codes.codebook import add_code, pin_code
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.teamwork.giving import copy_for
from qualcode.operations.teamwork.rounds import close_round, delete_round, open_round, set_progress
from qualcode.operations.teamwork.taking_in import everybodys_work, may_take_in, set_folder, take_in
from qualcode.operations.transcripts.documents import add_transcripts
from tests.operations.teamwork.test_giving import given_to
from tests.support.studies import FG1, INT01, example_study, read_transcript


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


def copies() -> tuple[Study, Study]:
    """A closed round at the lead's, where EF has coded with a code of theirs, and the copy of AB."""
    study = example_study()
    texts = [row.id for row in study.transcripts_in_order]
    opened, change = open_round(study, "Pilot", texts, ["AB", "CD", "EF"])
    study = study.after(change)
    mark = GivenCopy(new_id(), opened.id, study.coder_named("AB").id, study.step, "", now(), is_here=True)
    copy = copy_for(study, mark)
    ef, cd = study.coder_named("EF").id, study.coder_named("CD").id
    hope, change = add_code(study, "hope")
    study = study.after(change)
    study = study.after(pin_code(study, hope.id, 5))
    study = study.after(apply_code(study, hope.id, texts[0], Span(20, 30), ef))
    study = study.after(set_progress(study, opened.id, [(texts[0], cd)], CodingState.FINISHED))
    study = study.after(close_round(study, opened.id))
    return everybodys_work(study, mark), copy


def test_what_others_did_comes_into_a_copy_with_who_and_what_it_needs() -> None:
    theirs, copy = copies()
    plan = take_in(copy, theirs)
    assert plan.change.label == "Take in the others’ work in round “Pilot”"
    after = copy.after(plan.change)
    assert broken_invariants(after) == []
    assert [row.name for row in after.coders_in_order] == ["AB", "CD", "EF"]
    hope = after.code_named("hope")
    assert hope.digit is None
    place = after.transcript_named(FG1.name).id
    found = sorted(
        (after.path(row.code_id), after.coders[row.coder_id].name) for row in after.codings_of(place)
    )
    assert found == [
        ("hope", "EF"), ("privacy", "AB"), ("privacy", "AB"), ("privacy", "CD"), ("stigma", "AB"),
    ]  # fmt: skip
    (row,) = after.rows(Round).values()
    assert not row.is_open
    cd = after.coder_named("CD").id
    assert [each.coder_id for each in after.rows(CodingProgress).values()] == [cd]
    assert {each.coder_id for each in after.rows(RoundCoder).values()} == set(after.coders)
    assert not take_in(after, theirs).change


def test_nothing_is_taken_into_what_is_no_copy_nor_from_a_blind_round() -> None:
    theirs, copy = copies()
    blind = lead()
    with pytest.raises(QualcodeError, match="This project is not a copy"):
        take_in(lead(), theirs)
    with pytest.raises(QualcodeError, match="The round “Pilot” is blind until it is closed"):
        take_in(copy, copy)
    with pytest.raises(QualcodeError, match="The round “Pilot” is blind until it is closed"):
        everybodys_work(blind, mark_in(blind))


def test_texts_that_only_one_side_has_are_no_hindrance() -> None:
    theirs, copy = copies()
    more = read_transcript("Late", [("AB", "Not yet there.")])
    after = [
        ours.after(take_in(ours, others).change)
        for ours, others in (
            (copy, theirs),
            (copy, theirs.after(add_transcripts(theirs, [more]).change)),
            (copy.after(add_transcripts(copy, [more]).change), theirs),
        )
    ]
    assert [sorted(row.name for row in each.transcripts.values()) for each in after] == [
        [FG1.name, INT01.name], [FG1.name, INT01.name], [FG1.name, INT01.name, "Late"],
    ]  # fmt: skip
    assert {sum(map(len, each.codings.values())) for each in after} == {
        sum(map(len, after[0].codings.values()))
    }


def mark_in(study: Study) -> GivenCopy:
    return GivenCopy(new_id(), round_named(study, "Pilot").id, study.coder_named("AB").id, 1, "", now())


@pytest.mark.parametrize(
    ("folder", "label"),
    [("team", "Share round “Pilot” in team"), ("", "Stop sharing round “Pilot” in a folder")],
)
def test_a_round_is_shared_in_a_folder(folder: str, label: str) -> None:
    study = lead()
    change = set_folder(study, round_named(study, "Pilot").id, folder)
    assert change.label == label
    assert round_named(study.after(change), "Pilot").folder == folder
