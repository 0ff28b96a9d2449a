"""Rounds as a study tells of them, and the operations that make them.

Tests as well: ``model.codes.codebook_version``, ``model.team``.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.change import ChangeSet, added
from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.codes.codebook_version import codebook_sha256, shown_hash
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id, now
from qualcode.model.study import Study
from qualcode.model.team import CodingState, GivenCopy, Round, RoundCoder
from qualcode.model.teamwork.rounds import (
    coders_of_round,
    finished_by_all,
    latest_round,
    locked,
    progress_of_round,
    round_named,
    rounds_in_order,
    sampled_turns,
    transcripts_of_round,
    turns_to_draw_from,
)
from qualcode.model.transcript import Role
from qualcode.operations.coders import delete_coder, merge_coders
from qualcode.operations.codes.codebook import edit_code, pin_code, recolour_codes
from qualcode.operations.teamwork.rounds import (
    TurnSample,
    close_round,
    delete_round,
    open_round,
    reopen_round,
    set_progress,
)
from qualcode.operations.transcripts.documents import delete_transcripts
from tests.support.studies import FG1, INT01, example_study

STATES = st.sampled_from(CodingState)


def with_round(
    *,
    texts: tuple[str, ...] = (FG1.name,),
    coders: tuple[str, ...] = ("AB", "CD"),
    sample: TurnSample | None = None,
) -> tuple[Study, Round]:
    study = example_study()
    chosen = [study.transcript_named(name).id for name in texts]
    made, change = open_round(study, "Pilot", chosen, coders, sample=sample)
    return study.after(change), made


def test_of_a_coder_who_is_merged_the_rounds_and_copies_go_to_the_other_and_nobody_elses() -> None:
    study, made = with_round(coders=("AB", "CD", "EF"))
    for coder in ("AB", "CD", "EF"):
        given = GivenCopy(new_id(), made.id, study.coder_named(coder).id, study.step, "", now())
        study = study.after(ChangeSet("Give", (added(given),)))
    ab, cd = study.coder_named("AB"), study.coder_named("CD")
    merged = study.after(merge_coders(study, [ab.id], cd.id))
    for kind, names in ((RoundCoder, ["CD", "EF"]), (GivenCopy, ["CD", "CD", "EF"])):
        rows = merged.tables[kind].values()
        assert sorted(merged.coders[row.coder_id].name for row in rows if isinstance(row, kind)) == names
    assert broken_invariants(merged) == []


def mark(study: Study, made: Round, coder: str, state: CodingState, text: str = FG1.name) -> Study:
    place = (study.transcript_named(text).id, study.coder_named(coder).id)
    return study.after(set_progress(study, made.id, [place], state))


def test_a_round_knows_its_transcripts_coders_and_codebook() -> None:
    study, made = with_round(texts=(FG1.name, INT01.name), coders=("CD", "EF", "CD"))
    assert [row.name for row in transcripts_of_round(study, made.id)] == [FG1.name, INT01.name]
    assert [row.name for row in coders_of_round(study, made.id)] == ["CD", "EF"]
    assert made.codebook_sha256 == codebook_sha256(study)
    assert round_named(study, "PILOT") == made
    assert latest_round(study) == made
    assert broken_invariants(study) == []
    with pytest.raises(QualcodeError, match="There is no round named “Pilo”; rounds of this project: Pilot"):
        round_named(study, "Pilo")


def test_rounds_are_closed_opened_again_and_deleted() -> None:
    study, made = with_round()
    study = study.after(close_round(study, made.id))
    assert not study.rows(Round)[made.id].is_open
    with pytest.raises(QualcodeError, match="closed already"):
        close_round(study, made.id)
    study = study.after(reopen_round(study, made.id))
    with pytest.raises(QualcodeError, match="open already"):
        reopen_round(study, made.id)
    study = mark(study, made, "AB", CodingState.FINISHED)
    assert study.after(delete_round(study, made.id)) == example_without_round(study)


def example_without_round(study: Study) -> Study:
    """The same study without any row of a round."""
    empty = example_study()
    tables = {kind: study.tables[kind] if empty.tables[kind] else {} for kind in study.tables}
    return Study(tables, study.turns, study.codings, study.step)


@pytest.mark.parametrize(
    ("texts", "coders", "name", "said"),
    [
        ((), ("AB",), "New", "at least one transcript"),
        ((FG1.name,), (), "New", "at least one coder"),
        ((FG1.name,), ("AB",), "pilot", "There is already a round named “Pilot”"),
        ((FG1.name,), ("AB",), " ", "name"),
        ((FG1.name,), (" ",), "New", "name"),
    ],
)
def test_what_is_no_round_is_refused(
    texts: tuple[str, ...], coders: tuple[str, ...], name: str, said: str
) -> None:
    study, _ = with_round()
    with pytest.raises(QualcodeError, match=said):
        open_round(study, name, [study.transcript_named(text).id for text in texts], coders)


# -- progress -------------------------------------------------------------------------------------------


def test_progress_shows_in_the_codings_until_it_is_said() -> None:
    study, made = with_round(texts=(FG1.name, INT01.name), coders=("AB", "EF"))
    found = {
        (each.transcript.name, each.coder.name): str(each.state) for each in progress_of_round(study, made.id)
    }
    assert found == {
        (FG1.name, "AB"): "in progress",
        (FG1.name, "EF"): "not started",
        (INT01.name, "AB"): "not started",
        (INT01.name, "EF"): "not started",
    }
    study = mark(study, made, "EF", CodingState.FINISHED)
    study = mark(study, made, "AB", CodingState.LOCKED)
    assert [row.name for row in finished_by_all(study, made.id)] == [FG1.name]
    place = (study.transcript_named(FG1.name).id, study.coder_named("AB").id)
    assert locked(study) == {place}
    # Said twice, it is as it is.
    assert not set_progress(study, made.id, [place], CodingState.LOCKED)


def test_progress_of_strangers_is_refused() -> None:
    study, made = with_round()
    with pytest.raises(QualcodeError, match="is not coded in the round"):
        mark(study, made, "AB", CodingState.FINISHED, INT01.name)
    other, alone = with_round(coders=("AB",))
    with pytest.raises(QualcodeError, match="“CD” does not code in the round “Pilot”"):
        mark(other, alone, "CD", CodingState.FINISHED)


@given(STATES, STATES)
def test_coders_who_are_merged_keep_their_place_in_rounds(one: CodingState, other: CodingState) -> None:
    study, made = with_round()
    study = mark(mark(study, made, "AB", one), made, "CD", other)
    ab, cd = study.coder_named("AB").id, study.coder_named("CD").id
    merged = study.after(merge_coders(study, [ab], cd))
    assert [row.name for row in coders_of_round(merged, made.id)] == ["CD"]
    assert broken_invariants(merged) == []
    (far,) = progress_of_round(merged, made.id)
    assert far.state is (CodingState.IN_PROGRESS if other is CodingState.NOT_STARTED else other)


def test_what_a_round_is_about_takes_its_part_along() -> None:
    study, made = with_round(texts=(FG1.name, INT01.name), coders=("AB", "EF"))
    study = mark(study, made, "AB", CodingState.FINISHED)
    with pytest.raises(QualcodeError, match="“EF” codes in the round “Pilot”"):
        delete_coder(study, study.coder_named("EF").id)
    gone = study.after(delete_transcripts(study, [study.transcript_named(FG1.name).id]))
    assert [row.name for row in transcripts_of_round(gone, made.id)] == [INT01.name]
    assert broken_invariants(gone) == []


# -- the codebook's version -------------------------------------------------------------------------------


def test_the_hash_is_of_what_coders_go_by() -> None:
    study = example_study()
    before, stigma = codebook_sha256(study), study.code_named("stigma").id
    for same in (
        pin_code(study, stigma, 5),
        edit_code(study, stigma, memo="other"),
        recolour_codes(study, [stigma], "#123456"),
    ):
        assert codebook_sha256(study.after(same)) == before
    for other in (
        edit_code(study, stigma, definition="Being looked down on"),
        edit_code(study, stigma, examples="x"),
    ):
        assert codebook_sha256(study.after(other)) != before
    moved = edit_code(study, stigma, definition="", include="Being looked down upon")
    assert codebook_sha256(study.after(moved)) != before
    assert shown_hash(before) == before[:8]


# -- the sample -------------------------------------------------------------------------------------------


@given(st.integers(1, 4), st.integers(0, 50))
def test_a_sample_is_drawn_by_its_seed_from_what_participants_say(number: int, seed: int) -> None:
    study, made = with_round(texts=(FG1.name, INT01.name), sample=TurnSample(number, seed))
    drawn = sampled_turns(study, made)
    turns = [study.turns_of(key).row(place) for key, places in drawn.items() for place in places]
    assert len(turns) == number
    assert all(turn.role is not Role.INTERVIEWER and turn.label for turn in turns)
    assert sampled_turns(study, made) == drawn
    # A larger sample of the same seed holds the smaller one.
    more, larger = with_round(texts=(FG1.name, INT01.name), sample=TurnSample(4, seed))
    assert turns_to_draw_from(more, list(more.transcripts)) == 4
    assert sum(map(len, sampled_turns(more, larger).values())) == 4


def test_seeds_draw_differently_and_without_a_sample_all_is_coded() -> None:
    study, made = with_round(texts=(FG1.name, INT01.name))
    assert sum(map(len, sampled_turns(study, made).values())) == 4
    chosen = [study.transcript_named(name).id for name in (FG1.name, INT01.name)]
    found = set()
    for seed in range(12):
        row, change = open_round(study, f"Round {seed}", chosen, ["AB"], sample=TurnSample(2, seed))
        drawn = sampled_turns(study.after(change), row)
        found.add(tuple(sorted((key, places) for key, places in drawn.items())))
    assert len(found) > 3


def test_a_sample_larger_than_what_there_is_is_refused() -> None:
    study = example_study()
    with pytest.raises(
        QualcodeError, match="A sample of 9 turns cannot be drawn: the transcripts have 3 turns"
    ):
        open_round(study, "Pilot", [study.transcript_named(FG1.name).id], ["AB"], sample=TurnSample(9, 1))
    assert rounds_in_order(study) == ()
