from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.errors import QualcodeError
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.transcript import ReadTurn, Role
from qualcode.operations.project import new_project
from qualcode.operations.text.turns import (
    delete_turns,
    join_turns,
    said_by_others,
    set_speaker,
    set_turn_time,
    shift_turn_times,
    speakers_in,
    split_turn,
)
from qualcode.operations.transcripts.documents import add_transcripts
from tests.support.studies import FG1, INT01, example_study, quotes, span_of


@pytest.fixture
def study() -> Study:
    return example_study()


def said(study: Study) -> list[tuple[str, str]]:
    """Speaker and words of each turn of the focus group."""
    fg1 = study.transcript_named(FG1.name)
    text = study.text(fg1.id)
    return [(turn.label, text[turn.speech : turn.span.end]) for turn in study.turns_of(fg1.id)]


# -- split and join --------------------------------------------------------------------------------------


def test_a_turn_is_split_where_somebody_else_begins(study: Study) -> None:
    fg1, span = study.transcript_named(FG1.name), span_of(study, "Really")
    ruth = next(row for row in study.participants.values() if row.name == "Ruth")
    change = split_turn(study, fg1.id, [span.start], label="Ruth")
    assert change.label == "Split FG1 Home owners, turn 3"
    after = study.after(change)
    first, second = after.turns_of(fg1.id).row(2), after.turns_of(fg1.id).row(3)
    assert (first.label, first.span.end) == ("P1", span.start)
    assert (second.label, second.participant_id, second.role) == ("Ruth", ruth.id, Role.PARTICIPANT)
    assert (second.span.start, second.speech) == (span.start, span.start)
    assert broken_invariants(after) == []
    assert after.after(join_turns(after, fg1.id, 2, 3).change) == study


def test_the_same_person_goes_on_where_nobody_is_named(study: Study) -> None:
    fg1, span = study.transcript_named(FG1.name), span_of(study, "Really")
    after = study.after(split_turn(study, fg1.id, [span.start]))
    first, second = after.turns_of(fg1.id).row(2), after.turns_of(fg1.id).row(3)
    assert (second.label, second.participant_id, second.role) == (
        first.label,
        first.participant_id,
        first.role,
    )


def test_blanks_stay_with_what_comes_before(study: Study) -> None:
    fg1, span = study.transcript_named(FG1.name), span_of(study, " Really")
    assert said(study.after(split_turn(study, fg1.id, [span.start])))[2:4] == [
        ("P1", "I would want to be asked first. 🙂 "),
        ("P1", "Really.\n"),
    ]


def test_a_stretch_becomes_a_turn_of_its_own(study: Study) -> None:
    fg1, span = study.transcript_named(FG1.name), span_of(study, "just assume that")
    after = study.after(split_turn(study, fg1.id, [span.start, span.end], label="P1"))
    assert said(after)[3:6] == [
        ("P2", "They "),
        ("P1", "just assume that "),
        ("P2", "you have nothing to hide.\n"),
    ]
    # At the beginning or end of the turn there is one place to split.
    begin = span_of(study, "They just")
    assert len(study.after(split_turn(study, fg1.id, list(begin))).turns_of(fg1.id)) == 6
    end = span_of(study, "nothing to hide.")
    assert len(study.after(split_turn(study, fg1.id, list(end))).turns_of(fg1.id)) == 6
    last = span_of(study, "some company's cellar.\n")
    assert len(study.after(split_turn(study, fg1.id, list(last))).turns_of(fg1.id)) == 6
    whole = span_of(study, "They just assume that you have nothing to hide.")
    with pytest.raises(QualcodeError, match="can be split here"):
        split_turn(study, fg1.id, list(whole))


def test_a_place_within_a_word_goes_to_its_nearer_end(study: Study) -> None:
    fg1, word = study.transcript_named(FG1.name), span_of(study, "assume")
    for place in range(word.start + 1, word.end):
        begins = "assume that" if place <= word.start + 3 else "that you"
        after = study.after(split_turn(study, fg1.id, [place]))
        assert said(after)[4][1].startswith(begins)
    # Both ends of a stretch within one word are one place.
    assert len(said(study.after(split_turn(study, fg1.id, [word.start + 1, word.start + 2])))) == 6


def test_a_stretch_up_to_the_last_letter_of_a_text_becomes_a_turn_of_its_own() -> None:
    read = replace(FG1, text="P1: I suppose so.", turns=(ReadTurn(Span(0, 17), 4, "P1", Role.PARTICIPANT),))
    study = Study().after(new_project("Study"))
    study = study.after(add_transcripts(study, [read]).change)
    fg1, span = study.transcript_named(FG1.name), span_of(study, "suppose so.")
    assert said(study.after(split_turn(study, fg1.id, list(span)))) == [("P1", "I "), ("P1", "suppose so.")]


def test_of_a_text_without_turns_none_can_be_chosen() -> None:
    study = Study().after(new_project("Study"))
    study = study.after(add_transcripts(study, [replace(FG1, text="", turns=())]).change)
    fg1 = study.transcript_named(FG1.name)
    with pytest.raises(QualcodeError, match=f"{FG1.name} has no turns"):
        set_turn_time(study, fg1.id, [0], 3.0)


def test_turns_are_not_split_at_their_edges_or_in_labels(study: Study) -> None:
    fg1, span = study.transcript_named(FG1.name), span_of(study, "P2: They")
    end = span_of(study, "to hide.").end
    for place in (span.start, span.start + 1, span.start + 4, end, end + 1, len(FG1.text)):
        with pytest.raises(QualcodeError, match="can be split here"):
            split_turn(study, fg1.id, [place])


def test_neighbours_become_one_turn_of_the_first_without_the_labels_of_the_others(study: Study) -> None:
    fg1 = study.transcript_named(FG1.name)
    correction = join_turns(study, fg1.id, 2, 4)
    assert correction.change.label == "Join turns 3 to 5 of FG1 Home owners"
    after = study.after(correction.change)
    ((speaker, words),) = said(after)[2:]
    assert speaker == "P1"
    assert words.splitlines() == [
        "I would want to be asked first. 🙂 Really.",
        "They just assume that you have nothing to hide.",
        "And then it sits in some company's cellar.",
    ]
    assert quotes(after) == quotes(study)
    assert after.turns_of(fg1.id).row(2).id == study.turns_of(fg1.id).row(2).id
    assert broken_invariants(after) == []
    assert after.after(correction.change.inverse()) == study
    with pytest.raises(QualcodeError, match="Only one turn is chosen"):
        join_turns(study, fg1.id, 2, 2)
    with pytest.raises(QualcodeError, match="has turns 1 to 5"):
        join_turns(study, fg1.id, 2, 5)


def test_it_is_said_whose_words_joining_gives_to_somebody_else(study: Study) -> None:
    fg1 = study.transcript_named(FG1.name)
    assert speakers_in(study, fg1.id, 2, 4) == {"FG1-P1": 2, "FG1-P2": 3}
    assert speakers_in(study, fg1.id, 3, 3) == {"FG1-P2": 3}
    for whose, label, name in ((None, "P1", ""), (2, "P1", ", as FG1-P1"), (3, "P2", ", as FG1-P2")):
        joined = join_turns(study, fg1.id, 2, 3, whose).change
        turn = study.after(joined).turns_of(fg1.id).row(2)
        other = study.turns_of(fg1.id).row(2 if whose is None else whose)
        assert (turn.label, turn.participant_id, turn.role) == (label, other.participant_id, other.role)
        assert turn.id == study.turns_of(fg1.id).row(2).id
        assert joined.label == f"Join turns 3 and 4 of {fg1.name}{name}"
        assert study.after(joined).after(joined.inverse()) == study
    assert said_by_others(study, fg1.id, 2, 4) == "What FG1-P2 said is now attributed to FG1-P1."
    assert said_by_others(study, fg1.id, 2, 3) == "What FG1-P2 said is now attributed to FG1-P1."
    told = said_by_others(study, fg1.id, 1, 2)
    assert study.turns_of(fg1.id).row(1).role is Role.INTERVIEWER
    assert told == (
        "What FG1-P1 said is now attributed to MOD. Codings there now count as the interviewer’s."
    )
    assert said_by_others(study, fg1.id, 1, 2, whose=2) == "What MOD said is now attributed to FG1-P1."
    assert said_by_others(study, fg1.id, 1, 3, whose=2) == (
        "What MOD and FG1-P2 said is now attributed to FG1-P1."
    )
    one = study.after(set_speaker(study, fg1.id, [3, 4], "P1"))
    assert said_by_others(one, fg1.id, 2, 4) == ""
    nobody = study.after(set_speaker(study, fg1.id, [3], ""))
    assert said_by_others(nobody, fg1.id, 2, 4) == "The words without a speaker are now attributed to FG1-P1."


@given(st.data())
def test_splitting_and_joining_loses_no_word_and_joins_what_was_split(data: st.DataObject) -> None:
    study = example_study()
    fg1 = study.transcript_named(FG1.name)
    places = data.draw(st.lists(st.integers(0, len(FG1.text)), min_size=1, max_size=2, unique=True))
    try:
        after = study.after(split_turn(study, fg1.id, places))
    except QualcodeError:
        return
    assert broken_invariants(after) == []
    assert after.text(fg1.id) == study.text(fg1.id)
    number = next(
        place for place, pair in enumerate(zip(said(after), said(study), strict=False)) if pair[0] != pair[1]
    )
    more = len(said(after)) - len(said(study))
    assert after.after(join_turns(after, fg1.id, number, number + more).change) == study


# -- who speaks ------------------------------------------------------------------------------------------


def test_turns_are_given_to_somebody_who_speaks_in_the_transcript(study: Study) -> None:
    fg1 = study.transcript_named(FG1.name)
    change = set_speaker(study, fg1.id, [4, 2], "p2")
    assert change.label == "Give 2 turns of FG1 Home owners to P2"
    after = study.after(change)
    p2 = study.turns_of(fg1.id).row(3)
    for number in (2, 4):
        turn = after.turns_of(fg1.id).row(number)
        assert (turn.label, turn.role, turn.participant_id) == ("P2", p2.role, p2.participant_id)
    assert after.text(fg1.id) == study.text(fg1.id)
    assert not set_speaker(after, fg1.id, [2, 4], "P2")


def test_turns_are_given_to_somebody_by_the_name_that_people_read(study: Study) -> None:
    fg1 = study.transcript_named(FG1.name)
    p2 = study.turns_of(fg1.id).row(3)
    assert p2.participant_id is not None
    name = study.participants[p2.participant_id].name
    turn = study.after(set_speaker(study, fg1.id, [2], name)).turns_of(fg1.id).row(2)
    assert (turn.label, turn.participant_id) == ("P2", p2.participant_id)


@pytest.mark.parametrize(
    ("label", "name", "role", "new"),
    [
        ("Zoë", "Zoë", Role.PARTICIPANT, 1),
        ("P9", "FG1-P9", Role.PARTICIPANT, 1),
        ("Interviewer 2", "Interviewer 2", Role.INTERVIEWER, 1),
        ("Ruth", "Ruth", Role.PARTICIPANT, 0),
    ],
)
def test_a_new_speaker_is_who_an_import_would_make_of_the_label(
    study: Study, label: str, name: str, role: Role, new: int
) -> None:
    fg1 = study.transcript_named(FG1.name)
    change = set_speaker(study, fg1.id, [3], f" {label} ")
    after = study.after(change)
    turn = after.turns_of(fg1.id).row(3)
    assert turn.participant_id is not None
    assert (turn.label, turn.role) == (label, role)
    assert after.participants[turn.participant_id].name == name
    assert len(after.participants) == len(study.participants) + new
    assert after.after(change.inverse()) == study


def test_nobody_speaks_where_the_label_is_empty(study: Study) -> None:
    fg1 = study.transcript_named(FG1.name)
    change = set_speaker(study, fg1.id, range(2, 5), "")
    assert change.label == "Give FG1 Home owners, turns 3 to 5 to nobody"
    turn = study.after(change).turns_of(fg1.id).row(4)
    assert (turn.label, turn.role, turn.participant_id) == ("", Role.OTHER, None)


# -- when ------------------------------------------------------------------------------------------------


def times(study: Study) -> list[float | None]:
    return [turn.time for turn in study.turns_of(study.transcript_named(INT01.name).id)]


def test_times_are_set_shifted_and_removed(study: Study) -> None:
    place = study.transcript_named(INT01.name).id
    study = study.after(set_turn_time(study, place, [0], 2.5))
    study = study.after(set_turn_time(study, place, [2], 60))
    assert times(study) == [2.5, None, 60]
    change = shift_turn_times(study, place, range(3), 0.1)
    assert change.label == "Move the times of INT01 Ruth, turns 1 to 3"
    after = study.after(change)
    assert times(after) == [2.6, None, 60.1]
    assert after.after(shift_turn_times(after, place, [0, 1, 2], -0.1)) == study
    assert times(study.after(set_turn_time(study, place, [0, 1, 2], None))) == [None] * 3


def test_times_that_cannot_be_are_refused(study: Study) -> None:
    place = study.transcript_named(INT01.name).id
    with pytest.raises(QualcodeError, match="None of these turns has a time"):
        shift_turn_times(study, place, [0], 1)
    study = study.after(set_turn_time(study, place, [0], 2))
    with pytest.raises(QualcodeError, match="before the recording"):
        shift_turn_times(study, place, [0], -3)
    with pytest.raises(QualcodeError, match="after 999 hours"):
        shift_turn_times(study, place, [0], 1e9)
    for seconds in (-1, 1e9, float("nan"), float("inf")):
        with pytest.raises(QualcodeError, match="between 0:00 and 999 hours"):
            set_turn_time(study, place, [0], seconds)
    with pytest.raises(QualcodeError, match="has turns 1 to 3"):
        set_turn_time(study, place, [], 1)


def test_the_latest_time_is_just_before_the_end_of_999_hours(study: Study) -> None:
    place, latest = study.transcript_named(INT01.name).id, 999 * 60 * 60
    late = study.after(set_turn_time(study, place, [0], latest - 1))
    assert next(iter(late.turns_of(place))).time == latest - 1
    with pytest.raises(QualcodeError, match="between 0:00 and 999 hours"):
        set_turn_time(study, place, [0], latest)
    with pytest.raises(QualcodeError, match="after 999 hours"):
        shift_turn_times(late, place, [0], 1)


def test_turns_are_deleted_with_their_labels_and_what_is_about_their_words(study: Study) -> None:
    fg1 = study.transcript_named(FG1.name)
    before = said(study)
    found = delete_turns(study, fg1.id, [1, 3])
    after = study.after(found.change)
    assert found.change.label.startswith(f"Delete 2 turns of {FG1.name}, removing 2 codings")
    assert said(after) == [before[0], before[2], *before[4:]]
    assert after.after(found.change.inverse()) == study
    assert broken_invariants(after) == []


def timed(study: Study, *times: float | None) -> Study:
    fg1 = study.transcript_named(FG1.name)
    for ordinal, seconds in enumerate(times):
        study = study.after(set_turn_time(study, fg1.id, [ordinal], seconds))
    return study


def times_of(study: Study) -> list[float | None]:
    return [turn.time for turn in study.turns_of(study.transcript_named(FG1.name).id)]


def test_times_move_as_far_as_the_ends_of_a_recording(study: Study) -> None:
    fg1, latest = study.transcript_named(FG1.name).id, 999 * 3600.0
    study = timed(study, 0.5, None, 10.25)
    change = shift_turn_times(study, fg1, [0, 1, 2], -0.5)
    assert change.label == "Move the times of FG1 Home owners, turns 1 to 3"
    assert times_of(study.after(change)) == [0.0, None, 9.75, None, None]
    assert study.after(change).after(shift_turn_times(study.after(change), fg1, [0, 2], 0.5)) == study
    with pytest.raises(QualcodeError, match="would begin before the recording"):
        shift_turn_times(study, fg1, [0], -0.501)
    assert times_of(study.after(shift_turn_times(study, fg1, [2], latest - 10.251)))[2] == latest - 0.001
    with pytest.raises(QualcodeError, match="would begin after 999 hours"):
        shift_turn_times(study, fg1, [0, 2], latest - 10.25)
    with pytest.raises(QualcodeError, match="None of these turns has a time"):
        shift_turn_times(study, fg1, [1, 3], 1)


def test_a_time_is_within_a_recording(study: Study) -> None:
    fg1 = study.transcript_named(FG1.name).id
    assert times_of(timed(study, 0.0, 999 * 3600 - 1.0))[:2] == [0.0, 999 * 3600 - 1.0]
    for seconds in (-0.1, 999 * 3600.0):
        with pytest.raises(QualcodeError, match="between 0:00 and 999 hours"):
            set_turn_time(study, fg1, [0], seconds)
    assert set_turn_time(study, fg1, [0], 3).label == "Set the time of FG1 Home owners, turn 1"
    gone = set_turn_time(timed(study, 3.0), fg1, [0], None)
    assert gone.label == "Remove the time of FG1 Home owners, turn 1"
    assert times_of(timed(study, 3.0).after(gone))[0] is None


def test_what_is_split_off_has_no_time_and_the_rest_keeps_its_own(study: Study) -> None:
    study = timed(study, None, None, 7.0)
    fg1, span = study.transcript_named(FG1.name), span_of(study, "Really")
    assert times_of(study.after(split_turn(study, fg1.id, [span.start])))[2:4] == [7.0, None]


def test_a_stretch_in_the_middle_is_the_named_speakers_alone(study: Study) -> None:
    fg1, span = study.transcript_named(FG1.name), span_of(study, "asked first. ")
    after = study.after(split_turn(study, fg1.id, [span.end, span.start, span.start], label="New"))
    assert [label for label, _ in said(after)] == ["", "MOD", "P1", "New", "P1", "P2", "P1"]
    assert [row.name for row in after.participants_in_order][-1] == "New"


def test_a_time_that_would_be_too_late_is_not_told_as_too_early(study: Study) -> None:
    fg1 = study.transcript_named(FG1.name).id
    study = timed(study, 0.0, 999 * 3600 - 0.5)
    with pytest.raises(QualcodeError, match="would begin after 999 hours"):
        shift_turn_times(study, fg1, [0, 1], 0.6)


def test_nothing_is_split_beyond_the_text(study: Study) -> None:
    fg1 = study.transcript_named(FG1.name).id
    end = len(study.text(fg1))
    for places in ([end], [end, end + 1]):
        with pytest.raises(QualcodeError, match="No turn of FG1 Home owners can be split here"):
            split_turn(study, fg1, places)


def test_steps_name_one_turn_a_row_of_them_or_their_number(study: Study) -> None:
    fg1 = study.transcript_named(FG1.name).id
    for chosen, words in (
        ([2], "FG1 Home owners, turn 3"),
        ([2, 2], "FG1 Home owners, turn 3"),
        ([3, 2], "FG1 Home owners, turns 3 to 4"),
        ([0, 1, 2, 3, 4], "FG1 Home owners, turns 1 to 5"),
        ([0, 2], "2 turns of FG1 Home owners"),
        ([4, 0, 1], "3 turns of FG1 Home owners"),
    ):
        assert set_turn_time(study, fg1, chosen, 1).label == f"Set the time of {words}"
        assert set_speaker(study, fg1, chosen, "Zoë").label == f"Give {words} to Zoë"
        assert set_speaker(study, fg1, chosen, " ").label == f"Give {words} to nobody"
    for wrong in ([-1], [5], [0, 5], [-1, 0], []):
        with pytest.raises(QualcodeError, match="FG1 Home owners has turns 1 to 5; choose among them"):
            set_turn_time(study, fg1, wrong, 1)
