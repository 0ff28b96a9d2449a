"""Rounds are opened, closed, opened again and deleted; who codes in one says how far they are."""

import pytest

from qualcode.model.codes.codebook_version import codebook_sha256
from qualcode.model.errors import QualcodeError
from qualcode.model.study import Study
from qualcode.model.team import (
    CodingProgress,
    CodingState,
    GivenCopy,
    Round,
    RoundCoder,
    RoundTranscript,
    TeamRole,
)
from qualcode.model.teamwork.rounds import (
    coders_of_round,
    round_named,
    rounds_in_order,
    transcripts_of_round,
    turns_to_draw_from,
)
from qualcode.operations.teamwork.roles import set_roles
from qualcode.operations.teamwork.rounds import (
    TurnSample,
    close_round,
    delete_round,
    open_round,
    reopen_round,
    set_progress,
)
from tests.operations.teamwork.test_giving import given_to
from tests.support.studies import FG1, INT01, example_study


@pytest.fixture
def study() -> Study:
    return example_study()


def opened(study: Study, name: str = "Pilot", transcript: str = FG1.name, coder: str = "AB") -> Study:
    return study.after(open_round(study, name, [study.transcript_named(transcript).id], [coder])[1])


def test_a_round_is_opened_under_the_codebook_as_it_is(study: Study) -> None:
    texts = [row.id for row in study.transcripts_in_order]
    new, change = open_round(study, " Pilot ", [*texts, texts[0]], ["AB", "ef", "EF "], by=" AB ")
    assert change.label == "Open round “Pilot”: 2 transcripts, 2 coders"
    after = study.after(change)
    assert after.rows(Round) == {new.id: new}
    assert (new.name, new.position, new.blind, new.closed_at, new.opened_by) == ("Pilot", 0, True, None, "AB")
    assert (new.codebook_step, new.codebook_sha256) == (study.step, codebook_sha256(study))
    assert (new.sample_turns, new.sample_seed) == (None, None)
    assert [row.id for row in transcripts_of_round(after, new.id)] == texts
    assert [row.name for row in coders_of_round(after, new.id)] == ["AB", "ef"]
    assert len(after.coders) == len(study.coders) + 1
    assert not open_round(study, "Open", texts, ["AB"], blind=False)[0].blind


def test_rounds_come_in_the_order_in_which_they_were_opened(study: Study) -> None:
    for name in ("One", "Two", "Three"):
        study = opened(study, name)
    assert [(row.name, row.position) for row in rounds_in_order(study)] == [
        ("One", 0), ("Two", 1), ("Three", 2),
    ]  # fmt: skip


def test_a_second_coding_is_somebody_of_its_own(study: Study) -> None:
    texts = list(study.transcripts)
    new, change = open_round(study, "Again", texts, [" AB "], second=True)
    assert [row.name for row in coders_of_round(study.after(change), new.id)] == ["AB (second coding)"]


def test_a_sample_is_of_turns_that_there_are(study: Study) -> None:
    text = study.transcript_named(FG1.name).id
    there = turns_to_draw_from(study, (text,))
    for turns in (1, there):
        new, _ = open_round(study, "Pilot", [text, text], ["AB"], sample=TurnSample(turns, 7))
        assert (new.sample_turns, new.sample_seed) == (turns, 7)
    for turns in (0, there + 1):
        with pytest.raises(QualcodeError, match=f"the transcripts have {there} turns that can be coded"):
            open_round(study, "Pilot", [text], ["AB"], sample=TurnSample(turns, 7))


def test_a_round_that_cannot_be_is_refused(study: Study) -> None:
    texts = list(study.transcripts)
    with pytest.raises(QualcodeError, match="at least one transcript") as caught:
        open_round(study, "Pilot", [], ["AB"])
    assert caught.value.field == "transcripts"
    with pytest.raises(QualcodeError, match="at least one coder") as caught:
        open_round(study, "Pilot", texts, [])
    assert caught.value.field == "coders"
    with pytest.raises(QualcodeError, match="There is already a round named “Pilot”") as caught:
        open_round(opened(study), "PILOT", texts, ["AB"])
    assert caught.value.field == "name"


def test_who_may_only_read_has_no_round(study: Study) -> None:
    study = study.after(set_roles(study, {"EF": TeamRole.READER, "CD": TeamRole.CODER}, "AB"))
    texts = list(study.transcripts)
    with pytest.raises(
        QualcodeError, match="people who code, and EF may only read: leave them out"
    ) as caught:
        open_round(study, "Pilot", texts, ["AB", " EF "])
    assert caught.value.field == "coders"
    assert open_round(study, "Pilot", texts, ["AB", "CD"])[1]


def test_a_round_is_closed_and_opened_again(study: Study) -> None:
    study = opened(study)
    pilot = round_named(study, "Pilot").id
    with pytest.raises(QualcodeError, match="“Pilot” is open already"):
        reopen_round(study, pilot)
    change = close_round(study, pilot, ["kappa 0.8"])
    assert change.label == "Close round “Pilot”"
    closed = study.after(change)
    assert (closed.rows(Round)[pilot].is_open, closed.rows(Round)[pilot].closing) == (False, ("kappa 0.8",))
    with pytest.raises(QualcodeError, match="“Pilot” is closed already"):
        close_round(closed, pilot)
    change = reopen_round(closed, pilot)
    assert change.label == "Open round “Pilot” again"
    assert closed.after(change) == study


def test_a_round_is_deleted_with_what_belongs_to_it_alone(study: Study) -> None:
    study = opened(opened(study), "Main", INT01.name, "CD")
    for name, transcript, coder in (("Pilot", FG1.name, "AB"), ("Main", INT01.name, "CD")):
        place = (study.transcript_named(transcript).id, study.coder_named(coder).id)
        study = study.after(set_progress(study, round_named(study, name).id, [place], CodingState.FINISHED))
    pilot, main = round_named(study, "Pilot").id, round_named(study, "Main").id
    change = delete_round(study, pilot)
    assert change.label == "Delete round “Pilot”"
    after = study.after(change)
    assert list(after.rows(Round)) == [main]
    for kind in (RoundTranscript, RoundCoder, CodingProgress):
        rows = after.tables[kind].values()
        assert [row.round_id for row in rows if isinstance(row, kind)] == [main]
    assert after.codings == study.codings


def test_who_codes_says_how_far_they_are(study: Study) -> None:
    texts = [row.id for row in study.transcripts_in_order]
    ab = study.coder_named("AB").id
    new, change = open_round(study, "Pilot", texts, ["AB"])
    study = study.after(change)
    places = [(text, ab) for text in texts]
    one = set_progress(study, new.id, places[:1], CodingState.FINISHED)
    assert one.label == f"Mark {FG1.name} by AB as finished in round “Pilot”"
    study = study.after(one)
    assert not set_progress(study, new.id, places[:1], CodingState.FINISHED)
    both = set_progress(study, new.id, [*places, places[0]], CodingState.IN_PROGRESS)
    assert both.label == "Mark 2 transcripts as in progress in round “Pilot”"
    rows = study.after(both).rows(CodingProgress)
    assert sorted((row.transcript_id, row.state) for row in rows.values()) == sorted(
        (text, CodingState.IN_PROGRESS) for text in texts
    )
    assert study.rows(CodingProgress).keys() < rows.keys()


def test_nobody_else_says_how_far_somebody_is_with_what_is_not_coded(study: Study) -> None:
    study = opened(study)
    pilot = round_named(study, "Pilot").id
    fg1, ruth = (study.transcript_named(read.name).id for read in (FG1, INT01))
    ab, cd = study.coder_named("AB").id, study.coder_named("CD").id
    with pytest.raises(QualcodeError, match="“CD” does not code in the round “Pilot”"):
        set_progress(study, pilot, [(fg1, cd)], CodingState.FINISHED)
    with pytest.raises(QualcodeError, match="“INT01 Ruth” is not coded in the round “Pilot”"):
        set_progress(study, pilot, [(ruth, ab)], CodingState.FINISHED)


def test_what_was_locked_before_a_copy_was_given_stays_so_in_the_copy(study: Study) -> None:
    study = opened(study)
    pilot, place = (
        round_named(study, "Pilot").id,
        (study.transcript_named(FG1.name).id, study.coder_named("AB").id),
    )
    locked = study.after(set_progress(study, pilot, [place], CodingState.LOCKED))
    assert set_progress(locked, pilot, [place], CodingState.FINISHED)
    copy = given_to(example_study(), "AB")
    (mark,) = copy.rows(GivenCopy).values()
    (text,) = copy.transcripts
    place = (text, mark.coder_id)
    copy = copy.after(set_progress(copy, mark.round_id, [place], CodingState.LOCKED))
    with pytest.raises(QualcodeError, match="was locked before this copy was given"):
        set_progress(copy, mark.round_id, [place], CodingState.FINISHED)
