import pytest

from qualcode.model.errors import QualcodeError
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.operations.people import speakers
from tests.support.studies import FG1, INT01, example_study


@pytest.fixture
def study() -> Study:
    return example_study()


def said(study: Study, name: str = FG1.name) -> list[tuple[str, str | None, Role]]:
    return [
        (
            turn.label,
            None if turn.participant_id is None else study.participants[turn.participant_id].name,
            turn.role,
        )
        for turn in study.turns_of(study.transcript_named(name).id)
    ]


def test_a_label_is_written_another_way_and_stays_with_its_participant(study: Study) -> None:
    fg1 = study.transcript_named(FG1.name)
    change = speakers.relabel(study, [fg1.id], "P1", " Speaker  1 ")
    assert change.label == "Relabel P1 as Speaker 1 in FG1 Home owners"
    after = study.after(change)
    assert said(after)[2] == ("Speaker 1", "FG1-P1", Role.PARTICIPANT)
    assert after.text(fg1.id) == study.text(fg1.id)
    assert not speakers.relabel(study, [fg1.id], "P9", "P1")
    with pytest.raises(QualcodeError, match="needs at least one letter"):
        speakers.relabel(study, [fg1.id], "P1", " ")


def test_spellings_become_one_label_with_one_participant(study: Study) -> None:
    fg1 = study.transcript_named(FG1.name)
    change = speakers.merge_labels(study, [fg1.id], ["P1", "P2"], "P2")
    assert change.label == "Merge the labels P1 into P2"
    assert said(study.after(change))[2:] == [("P2", "FG1-P2", Role.PARTICIPANT)] * 3
    fresh = study.after(speakers.merge_labels(study, [fg1.id], ["P1", "P2"], "All"))
    assert said(fresh)[2:] == [("All", "FG1-P1", Role.PARTICIPANT)] * 3


def test_a_label_is_assigned_and_unassigned(study: Study) -> None:
    fg1 = study.transcript_named(FG1.name)
    ruth = next(row for row in study.participants.values() if row.name == "Ruth")
    change = speakers.assign_label(study, [fg1.id], "P2", ruth.id)
    assert change.label == "Assign P2 to Ruth in FG1 Home owners"
    assert said(study.after(change))[3] == ("P2", "Ruth", Role.PARTICIPANT)
    assert said(study.after(speakers.assign_label(study, [fg1.id], "P2", None)))[3][1] is None


def test_a_role_is_set_in_the_chosen_transcripts(study: Study) -> None:
    both = [study.transcript_named(name).id for name in (FG1.name, INT01.name)]
    change = speakers.set_label_role(study, both, "R", Role.OTHER)
    assert change.label == "Mark R as other in 2 transcripts"
    assert said(study.after(change), INT01.name)[1] == ("R", "Ruth", Role.OTHER)
    assert len(change.turns) == 1
    with pytest.raises(QualcodeError, match="No transcript is chosen"):
        speakers.set_label_role(study, [], "R", Role.OTHER)
