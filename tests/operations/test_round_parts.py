"""Rounds when a transcript goes, or a coder is renamed or merged: each place in them is there once."""

from typing import Any
from uuid import UUID

import pytest

from qualcode.model.change import ChangeSet, added
from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id, now
from qualcode.model.study import Study
from qualcode.model.team import (
    CodingProgress,
    CodingState,
    Decision,
    GivenCopy,
    Outcome,
    Revisit,
    Round,
    RoundCoder,
    RoundTranscript,
    TeamRole,
)
from qualcode.model.teamwork.rounds import round_named
from qualcode.operations.coders import delete_coder, ensure_coder, merge_coders, rename_coder
from qualcode.operations.round_parts import rounds_with, settles
from qualcode.operations.teamwork.roles import set_roles
from qualcode.operations.teamwork.rounds import open_round, set_progress
from qualcode.operations.transcripts.documents import delete_transcripts
from tests.support.studies import example_study


@pytest.fixture
def study() -> Study:
    """Rounds “One” of AB and CD in both transcripts, opened by AB, and “Two” of CD and EF in the second."""
    study = example_study()
    texts = [row.id for row in study.transcripts_in_order]
    study = study.after(open_round(study, "One", texts, ["AB", "CD"], by="AB")[1])
    return study.after(open_round(study, "Two", texts[1:], ["CD", "EF"], by="cd")[1])


def person(study: Study, name: str) -> UUID:
    return study.coder_named(name).id


def decided(study: Study, one: str, other: str, layer: str, text: int = 0) -> Decision:
    one_id, other_id, layer_id = (person(study, name) for name in (one, other, layer))
    place = study.transcripts_in_order[text].id
    return Decision(new_id(), place, one_id, other_id, layer_id, Outcome.ONE, (), (), "", "AB", now())


def with_rows(study: Study, *rows: Any) -> Study:
    return study.after(ChangeSet("Rows", tuple(added(row) for row in rows)))


def says(study: Study, name: str, round_name: str, text: int, state: CodingState) -> Study:
    place = (study.transcripts_in_order[text].id, person(study, name))
    return study.after(set_progress(study, round_named(study, round_name).id, [place], state))


def test_rounds_of_somebody_come_in_their_order(study: Study) -> None:
    assert [[row.name for row in rounds_with(study, person(study, name))] for name in ("AB", "CD", "EF")] == [
        ["One"], ["One", "Two"], ["Two"],
    ]  # fmt: skip


def test_somebody_settles_who_read_or_stands_for_what_is_agreed(study: Study) -> None:
    for people in (("AB", "CD", "EF"), ("EF", "AB", "CD"), ("CD", "EF", "AB")):
        settled = with_rows(study, decided(study, *people))
        assert all(settles(settled, person(study, name)) for name in people)
    fourth, change = ensure_coder(study, "GH")
    study = study.after(change)
    settled = with_rows(study, decided(study, "AB", "CD", "EF"))
    assert (settles(study, person(study, "AB")), settles(settled, fourth.id)) == (False, False)


def test_who_is_in_a_round_or_in_what_was_settled_is_not_deleted(study: Study) -> None:
    with pytest.raises(QualcodeError, match="“EF” codes in the round “Two”; delete the round first"):
        delete_coder(study, person(study, "EF"))
    gone, change = ensure_coder(study, "GH")
    study = study.after(change)
    settled = with_rows(study, decided(study, "AB", "CD", "GH"))
    with pytest.raises(QualcodeError, match="Passages were settled between “GH” and another coder"):
        delete_coder(settled, gone.id)
    change = delete_coder(study, gone.id)
    assert change.label == "Delete coder “GH”"
    assert study.after(change).after(change.inverse()) == study


def test_a_transcript_goes_out_of_all_rounds_with_what_is_about_it(study: Study) -> None:
    first, second = (row.id for row in study.transcripts_in_order)
    for text in (0, 1):
        study = says(study, "AB", "One", text, CodingState.FINISHED)
        study = with_rows(study, decided(study, "AB", "CD", "EF", text))
        place = study.transcripts_in_order[text].id
        study = with_rows(study, Revisit(new_id(), place, new_id().hex, "AB", now()))
    after = study.after(delete_transcripts(study, [first]))
    kinds: tuple[type[Any], ...] = (RoundTranscript, CodingProgress, Decision, Revisit)
    for kind in kinds:
        left = [row.id for row in study.rows(kind).values() if row.transcript_id == second]
        assert list(after.rows(kind)) == left
    assert broken_invariants(after) == []


def test_merging_hands_over_places_in_rounds_each_once(study: Study) -> None:
    for name, round_name, text, state in (
        ("AB", "One", 0, CodingState.FINISHED), ("CD", "One", 0, CodingState.IN_PROGRESS),
        ("CD", "One", 1, CodingState.FINISHED), ("EF", "Two", 1, CodingState.LOCKED),
    ):  # fmt: skip
        study = says(study, name, round_name, text, state)
    first, second = (row.id for row in study.transcripts_in_order)
    ab = person(study, "AB")
    after = study.after(merge_coders(study, [person(study, "CD"), person(study, "EF")], ab))
    assert broken_invariants(after) == []
    assert [row.coder_id for row in after.rows(RoundCoder).values()] == [ab, ab]
    names = {row.id: row.name for row in after.rows(Round).values()}
    assert {names[row.round_id] for row in after.rows(RoundCoder).values()} == {"One", "Two"}
    assert {
        (names[row.round_id], row.transcript_id): (row.coder_id, row.state)
        for row in after.rows(CodingProgress).values()
    } == {
        ("One", first): (ab, CodingState.FINISHED),
        ("One", second): (ab, CodingState.FINISHED),
        ("Two", second): (ab, CodingState.LOCKED),
    }


def test_merging_hands_over_what_was_settled_and_the_copies_that_were_given(study: Study) -> None:
    first, other = decided(study, "AB", "CD", "EF"), decided(study, "CD", "AB", "EF")
    alone = decided(study, "AB", "EF", "AB")
    copies = [
        GivenCopy(new_id(), round_named(study, "One").id, person(study, name), 1, "", now())
        for name in ("AB", "CD")
    ]
    study = with_rows(study, first, other, alone, *copies)
    ab, cd, ef = (person(study, name) for name in ("AB", "CD", "EF"))
    after = study.after(merge_coders(study, [cd], ef))
    rows = after.rows(Decision)
    assert {key: (row.one_id, row.other_id, row.layer_id) for key, row in rows.items()} == {
        first.id: (ab, ef, ef), other.id: (ef, ab, ef), alone.id: (ab, ef, ab),
    }  # fmt: skip
    assert rows[alone.id] == alone
    assert {key: row.coder_id for key, row in after.rows(GivenCopy).items()} == {
        copies[0].id: ab, copies[1].id: ef,
    }  # fmt: skip


def openers(study: Study) -> list[str]:
    return [row.opened_by for row in sorted(study.rows(Round).values(), key=lambda row: row.position)]


def test_who_opened_a_round_is_known_under_the_new_name_unless_there_are_roles(study: Study) -> None:
    assert openers(study) == ["AB", "cd"]
    renamed = study.after(rename_coder(study, person(study, "CD"), "Cora"))
    assert openers(renamed) == ["AB", "Cora"]
    both = [person(study, name) for name in ("AB", "CD")]
    assert openers(study.after(merge_coders(study, both, person(study, "EF")))) == ["EF", "EF"]
    with_roles = study.after(set_roles(study, {"AB": TeamRole.LEAD, "CD": TeamRole.CODER}, "AB"))
    assert openers(with_roles.after(rename_coder(with_roles, person(study, "CD"), "Cora"))) == ["AB", "cd"]


def test_a_merge_names_all_who_go(study: Study) -> None:
    ab, cd, ef = (person(study, name) for name in ("AB", "CD", "EF"))
    assert merge_coders(study, [cd, ef], ab).label == "Merge coders “CD”, “EF” into “AB”"
    assert merge_coders(study, [ab, cd], ab).label == "Merge coder “CD” into “AB”"
