import pytest

from qualcode.model.errors import QualcodeError
from qualcode.model.invariants import broken_invariants
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.operations.turns import merge_turns, set_speaker, split_turn
from tests.support.studies import FG1, example_study, span_of


@pytest.fixture
def study() -> Study:
    return example_study()


def test_a_turn_is_split_where_somebody_else_begins(study: Study) -> None:
    fg1, span = study.transcript_named(FG1.name), span_of(study, "Really")
    ruth = next(row for row in study.participants.values() if row.name == "Ruth")
    change = split_turn(study, fg1.id, span.start, label="Ruth", participant_id=ruth.id, role=Role.OTHER)
    assert change.label == "Split FG1 Home owners, turn 3"
    after = study.after(change)
    first, second = after.turns_of(fg1.id).row(2), after.turns_of(fg1.id).row(3)
    assert (first.label, first.span.end) == ("P1", span.start)
    assert (second.label, second.participant_id, second.role) == ("Ruth", ruth.id, Role.OTHER)
    assert (second.span.start, second.speech) == (span.start, span.start)
    assert broken_invariants(after) == []
    back = after.after(merge_turns(after, fg1.id, 2, 3))
    assert back == study


def test_the_same_person_goes_on_where_nobody_is_named(study: Study) -> None:
    fg1, span = study.transcript_named(FG1.name), span_of(study, "Really")
    after = study.after(split_turn(study, fg1.id, span.start, speech=span.end))
    first, second = after.turns_of(fg1.id).row(2), after.turns_of(fg1.id).row(3)
    assert (second.label, second.participant_id, second.role) == (
        first.label,
        first.participant_id,
        first.role,
    )
    assert second.speech == span.end


def test_turns_are_not_split_at_their_edges_or_in_labels(study: Study) -> None:
    fg1, span = study.transcript_named(FG1.name), span_of(study, "P2: They")
    for place in (span.start, span.start + 1, span.start + 4, len(FG1.text)):
        with pytest.raises(QualcodeError, match="can be split here"):
            split_turn(study, fg1.id, place)
    with pytest.raises(QualcodeError, match="choose a place after the label"):
        split_turn(study, fg1.id, span.start + 6, speech=span.start)


def test_neighbours_become_one_turn_of_the_first(study: Study) -> None:
    fg1 = study.transcript_named(FG1.name)
    change = merge_turns(study, fg1.id, 2, 4)
    assert change.label == "Merge FG1 Home owners, turns 3 to 5"
    after = study.after(change)
    assert [turn.label for turn in after.turns_of(fg1.id)] == ["", "MOD", "P1"]
    assert after.turns_of(fg1.id).row(2).span.end == len(FG1.text)
    with pytest.raises(QualcodeError, match="Only one turn is chosen"):
        merge_turns(study, fg1.id, 2, 2)
    with pytest.raises(QualcodeError, match="has turns 1 to 5"):
        merge_turns(study, fg1.id, 2, 5)


def test_who_speaks_in_one_turn_is_set(study: Study) -> None:
    fg1 = study.transcript_named(FG1.name)
    change = set_speaker(study, fg1.id, 0, label="MOD", role=Role.INTERVIEWER)
    assert change.label == "Set the speaker of FG1 Home owners, turn 1"
    turn = study.after(change).turns_of(fg1.id).row(0)
    assert (turn.label, turn.role, turn.participant_id) == ("MOD", Role.INTERVIEWER, None)
