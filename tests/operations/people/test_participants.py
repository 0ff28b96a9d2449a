import pytest

from qualcode.model.entities import AttributeSubject, AttributeValue, Memo, MemoSubject, Participant
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import key_of
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.operations import memos
from qualcode.operations.people import attributes, participants
from qualcode.operations.people.attribute_import import import_attributes
from tests.support.studies import FG1, example_study


@pytest.fixture
def study() -> Study:
    return example_study()


def person(study: Study, name: str) -> Participant:
    return next(row for row in study.participants.values() if row.name == name)


def test_participants_are_added_and_renamed_apart(study: Study) -> None:
    row, change = participants.add_participant(study, "Mo", role=Role.OTHER, memo="late")
    assert study.after(change).participants[row.id] == row
    assert study.after(change).participants_in_order[-1] == row
    with pytest.raises(QualcodeError, match="already a participant named “Ruth”"):
        participants.rename_participant(study, person(study, "I").id, "RUTH")
    assert participants.rename_participant(study, person(study, "I").id, "Interviewer")


def test_memo_and_order_are_set(study: Study) -> None:
    ruth = person(study, "Ruth")
    assert participants.set_participant_memo(study, ruth.id, "spoke by phone")
    after = study.after(participants.order_participants(study, [ruth.id]))
    assert after.participants_in_order[0].name == "Ruth"


def test_marking_somebody_marks_all_their_turns(study: Study) -> None:
    ruth = person(study, "Ruth")
    change = participants.mark_participant(study, ruth.id, Role.INTERVIEWER)
    after = study.after(change)
    assert change.label == "Mark Ruth as interviewer in all their turns"
    assert person(after, "Ruth").role is Role.INTERVIEWER
    roles = {
        turn.role
        for row in after.transcripts
        for turn in after.turns_of(row)
        if turn.participant_id == ruth.id
    }
    assert roles == {Role.INTERVIEWER}
    others = [
        (before.role, turn.role)
        for row in study.transcripts
        for before, turn in zip(study.turns_of(row), after.turns_of(row), strict=True)
        if turn.participant_id != ruth.id
    ]
    assert all(before is now for before, now in others)
    assert after.after(change.inverse()) == study
    assert not participants.mark_participant(after, ruth.id, Role.INTERVIEWER)


def test_merging_moves_turns_values_and_memos(study: Study) -> None:
    one, two = person(study, "FG1-P1"), person(study, "FG1-P2")
    for name in ("age", "home"):
        study = study.after(attributes.add_attribute(study, name, AttributeSubject.PARTICIPANT)[1])
    age, home = study.attribute_named("age"), study.attribute_named("home")
    for attribute, subject, text in ((age, one, "40"), (age, two, "50"), (home, two, "rented")):
        study = study.after(attributes.set_value(study, attribute.id, subject.id, text))
    study = study.after(memos.add_memo(study, MemoSubject.PARTICIPANT, two.id, "hm", author="AB")[1])
    study = study.after(participants.set_participant_memo(study, two.id, "quiet"))
    two_now = study.participants[two.id]
    change = participants.merge_participants(study, [two.id], one.id)
    assert change.label == "Merge FG1-P2 into FG1-P1"
    after = study.after(change)
    assert two.id not in after.participants
    assert participants.values_that_differ(study, [one.id, two.id], one.id) == [(two_now, [("age", "50")])]
    assert after.participants[one.id].memo == "quiet\n\nFG1-P2: age 50"
    assert {key: row.value for key, row in after.values_of(one.id).items()} == {
        age.id: "40",
        home.id: "rented",
    }
    assert [memo.subject_id for memo in after.rows(Memo).values()] == [one.id]
    turns = after.turns_of(after.transcript_named(FG1.name).id)
    assert turns.participant.tolist()[2:] == [key_of(one.id)] * 3
    assert not participants.merge_participants(study, [one.id], one.id)


def test_deleting_leaves_the_turns_as_nobodys(study: Study) -> None:
    change = participants.delete_participants(study, [person(study, "Ruth").id])
    assert change.label == "Delete Ruth"
    after = study.after(change)
    assert len(after.participants) == len(study.participants) - 1
    assert after.after(change.inverse()) == study


@pytest.mark.parametrize(("number", "named"), [(3, "P0, P1, P2"), (4, "4 participants")])
def test_more_than_three_people_are_named_by_their_number(study: Study, number: int, named: str) -> None:
    people = []
    for place in range(number):
        row, change = participants.add_participant(study, f"P{place}")
        study = study.after(change)
        people.append(row.id)
    change = participants.merge_participants(study, people, person(study, "Ruth").id)
    assert change.label == f"Merge {named} into Ruth"


def test_of_several_who_become_one_the_first_value_stays(study: Study) -> None:
    names = ["FG1-P1", "FG1-P2", "Ruth"]
    people = {row.name: row.id for row in study.participants.values()}
    table = [[names[0], "50"], [names[2], "70"]]
    subject = AttributeSubject.PARTICIPANT
    study = study.after(import_attributes(study, subject, ("participant", "shoe size"), table).change)
    (attribute,) = [row.id for row in study.attributes_in_order if row.name == "shoe size"]
    target = people[names[1]]
    sources = [people[names[0]], people[names[2]]]
    after = study.after(participants.merge_participants(study, sources, target))
    assert [row.value for row in after.rows(AttributeValue).values() if row.attribute_id == attribute] == [
        "50"
    ]
    assert after.values_of(target)[attribute].value == "50"
    assert after.participants[target].memo == "Ruth: shoe size 70"
