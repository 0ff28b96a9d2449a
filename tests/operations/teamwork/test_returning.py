"""What of a copy comes home, whatever was done in it: the coder's own work on what was given, and no more."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.entities import Coder, Comment, Highlight, Memo, MemoLink, Summary, TextVersion
from qualcode.model.identity import new_id, now
from qualcode.model.study import Study
from qualcode.model.team import CodingProgress, CodingState, GivenCopy
from qualcode.model.teamwork.merge_plan import MergeState, Side
from qualcode.model.teamwork.rounds import round_named
from qualcode.operations.coders import ensure_coder
from qualcode.operations.codes.codebook import rename_code
from qualcode.operations.codes.codebook_tree import add_code_at
from qualcode.operations.codings.coding import apply_code, remove_codings
from qualcode.operations.codings.highlights import add_highlight
from qualcode.operations.teamwork.giving import copy_for, keep_given
from qualcode.operations.teamwork.returning import bring_home, layer_of, plan_of_layer, without_place
from qualcode.operations.teamwork.rounds import open_round, set_progress
from qualcode.operations.text.text_correction import correct_text
from tests.operations.teamwork.test_giving import given_to, noted
from tests.support.studies import example_study, histories, quotes, span_of


@st.composite
def copies(draw: st.DrawFn) -> tuple[Study, Study, str]:
    """A copy as it was given, as it was left, and the coder; random notes in it are all by AB."""
    name = draw(st.sampled_from(("AB", "CD")))
    base = given_to(draw(noted()), name)
    return base, draw(histories(start=base)).end, name


def about_given(row: Comment, base: Study) -> bool:
    """Whether a comment is about what was in the copy, or an answer."""
    return row.transcript_id in (None, *base.transcripts) and row.code_id in (None, *base.codes)


@given(copies())
def test_own_notes_on_what_was_given_come_home_as_they_were_left(copy: tuple[Study, Study, str]) -> None:
    base, left, name = copy
    coder = base.coder_named(name).id
    layer = layer_of(left, base, coder)
    assert broken_invariants(layer) == []
    given_things = {base.info.id, *base.transcripts, *base.participants, *base.codes}

    def of_author(row: Any) -> bool:
        return bool(row.author.casefold() == name.casefold())

    def of_coder(row: Any) -> bool:
        return bool(row.coder_id == coder)

    owners: dict[type, tuple[Callable[[Any], bool], Callable[[Any], set[object]]]] = {
        Memo: (of_author, lambda row: {row.subject_id}),
        Summary: (of_author, lambda row: {row.participant_id, row.code_id}),
        Highlight: (of_coder, lambda row: {row.transcript_id}),
    }
    for kind, (is_own, about) in owners.items():
        expected = {row.id for row in base.tables[kind].values() if not is_own(row)}
        expected |= {
            row.id for row in left.tables[kind].values() if is_own(row) and about(row) <= given_things
        }
        lost = expected - set(layer.tables[kind])
        assert set(layer.tables[kind]) == expected - lost
        # Nothing is lost but highlights of words that are only in a corrected text, and that is told.
        told = without_place(left, base, layer, coder) if kind is Highlight else []
        assert len(lost) == sum(line.number for line in told if line.noun == "highlight")
        assert not lost & set(base.tables[kind])
    for place in base.transcripts.keys() & left.transcripts.keys():
        given, kept = ({row.id for row in study.codings_of(place) if of_coder(row)} for study in (base, left))
        assert given & kept <= {row.id for row in layer.codings_of(place)}
    said = left.rows(Comment)
    own = {row.id for row in said.values() if of_author(row) and about_given(row, base)}
    kept = own | {row.id for row in base.rows(Comment).values() if not of_author(row)}
    assert set(layer.rows(Comment)) == {
        identity for identity in kept if said[identity].first_id in (None, *kept)
    }
    assert set(layer.rows(MemoLink)) == {
        row.id
        for row in left.rows(MemoLink).values()
        if row.memo_id in layer.rows(Memo) and row.subject_id in given_things
    }


@given(copies())
def test_neither_texts_nor_codes_that_were_given_come_home_changed(copy: tuple[Study, Study, str]) -> None:
    base, left, name = copy
    layer = layer_of(left, base, base.coder_named(name).id)
    for kind in (TextVersion, Coder):
        assert layer.tables[kind] == base.tables[kind]
    assert layer.turns == base.turns
    assert layer.codes.items() >= base.codes.items()
    used = {row.code_id for table in layer.codings.values() for row in table}
    needed = {code.id for code in layer.codes.values() if used & {code.id, *_below(layer, code.id)}}
    assert set(layer.codes) - set(base.codes) <= needed
    assert {row.coder_id for table in layer.codings.values() for row in table} <= {base.coder_named(name).id}


def _below(study: Study, code_id: UUID) -> set[UUID]:
    return {code.id for code in study.descendants(code_id)}


def test_how_far_somebody_is_in_a_round_of_the_copy_stays_there() -> None:
    base = given_to(example_study(), "AB")
    text, coder = next(iter(base.transcripts)), base.coder_named("AB").id
    opened, change = open_round(base, "Another", [text], ["AB"])
    left = base.after(change)
    known = round_named(left, "Pilot")
    for each in (opened, known):
        left = left.after(set_progress(left, each.id, [(text, coder)], CodingState.FINISHED))
    layer = layer_of(left, base, coder)
    assert {row.round_id for row in layer.rows(CodingProgress).values()} == {known.id}
    assert broken_invariants(layer) == []


# -- brought home -----------------------------------------------------------------------------------------


def given_out() -> tuple[Study, GivenCopy, Study]:
    """The lead's study with a round of AB and CD, the mark of CD's copy, and the copy."""
    study = example_study()
    text = study.transcripts_in_order[0]
    opened, change = open_round(study, "Pilot", [text.id], ["AB", "CD"])
    study = study.after(change)
    mark = GivenCopy(new_id(), opened.id, study.coder_named("CD").id, study.step, "", now(), is_here=True)
    return study.after(keep_given(study, mark)), mark, copy_for(study, mark)


def test_what_a_coder_did_in_a_copy_is_done_at_home_and_nothing_else() -> None:
    study, mark, base = given_out()
    (text,), cd = base.transcripts, mark.coder_id
    words = span_of(study, "some company's cellar")
    left = base.after(apply_code(base, base.code_named("stigma").id, text, words, cd))
    hope, change = add_code_at(left, "hope > small")
    left = left.after(change)
    left = left.after(apply_code(left, hope.id, text, words, cd))
    left = left.after(add_code_at(left, "never used")[1])
    left = left.after(rename_code(left, left.code_named("privacy").id, "secrecy"))
    left = left.after(set_progress(left, mark.round_id, [(text, cd)], CodingState.FINISHED))
    before = [row.id for row in left.codings_of(text) if row.coder_id == cd and row.memo == ""]
    gone = next(row for row in base.codings_of(text) if row.coder_id == cd)
    assert gone.id in before
    left = left.after(remove_codings(left, text, [gone.id]))
    plan = plan_of_layer(study, left, base, mark, {})
    assert plan.change.label == "Bring back round “Pilot” from CD"
    after = study.after(plan.change)
    assert broken_invariants(after) == []
    assert sorted(quotes(after)) == sorted(
        [
            *(row for row in quotes(study) if row[1] != "CD"),
            ("stigma", "CD", "some company's cellar"),
            ("hope > small", "CD", "some company's cellar"),
        ]
    )
    assert {after.path(code) for code in after.codes} == {
        *(study.path(code) for code in study.codes), "hope", "hope > small",
    }  # fmt: skip
    (progress,) = after.rows(CodingProgress).values()
    assert (progress.coder_id, progress.state) == (cd, CodingState.FINISHED)
    # A coding that went stays where it is chosen so.
    kept = plan_of_layer(study, left, base, mark, {f"codings:{text}:{cd}": Side.OURS})
    assert len(quotes(study.after(kept.change))) == len(quotes(after)) + 1


def test_a_new_code_is_not_called_as_one_that_was_given_and_renamed_there() -> None:
    study, mark, base = given_out()
    (text,), cd = base.transcripts, mark.coder_id
    left = base.after(rename_code(base, base.code_named("privacy").id, "secrecy"))
    made, change = add_code_at(left, "Privacy")
    left = left.after(change)
    left = left.after(apply_code(left, made.id, text, span_of(study, "Really"), cd))
    assert broken_invariants(layer_of(left, base, cd)) == []
    after = study.after(plan_of_layer(study, left, base, mark, {}).change)
    assert broken_invariants(after) == []
    assert ("Privacy (2)", "CD", "Really") in quotes(after)
    assert after.code_named("privacy").id == study.code_named("privacy").id


def test_what_was_coded_on_words_that_the_copy_was_not_given_is_told() -> None:
    study, mark, base = given_out()
    (text,), cd = base.transcripts, mark.coder_id
    added = base.text(text).replace("Really", "Not said at first. Really", 1)
    left = base.after(correct_text(base, text, added).change)
    words, code = span_of(left, "Not said at first."), left.code_named("stigma").id
    left = left.after(apply_code(left, code, text, words, cd))
    left = left.after(add_highlight(left, text, words, cd))
    guest, change = ensure_coder(left, "Guest")
    left = left.after(change)
    left = left.after(add_highlight(left, text, span_of(left, "Not said"), guest.id))
    plan = plan_of_layer(study, left, base, mark, {})
    name = study.transcripts[text].name
    assert [(line.state, line.noun, line.name, line.number) for line in plan.lines] == [
        (MergeState.UNPLACED, "coding", name, 1),
        (MergeState.UNPLACED, "highlight", name, 1),
    ]
    assert quotes(study.after(plan.change)) == quotes(study)


@pytest.mark.parametrize(
    ("here", "there", "state"),
    [
        (CodingState.LOCKED, CodingState.IN_PROGRESS, CodingState.LOCKED),
        (CodingState.FINISHED, CodingState.IN_PROGRESS, CodingState.IN_PROGRESS),
    ],
)
def test_what_was_locked_at_home_stays_so(here: CodingState, there: CodingState, state: CodingState) -> None:
    study, mark, base = given_out()
    place = (next(iter(base.transcripts)), mark.coder_id)
    left = base.after(set_progress(base, mark.round_id, [place], CodingState.FINISHED))
    first = study.after(plan_of_layer(study, left, base, mark, {}).change)
    ours = first.after(set_progress(first, mark.round_id, [place], here))
    later = left.after(set_progress(left, mark.round_id, [place], there))
    after = ours.after(plan_of_layer(ours, later, left, mark, {}).change)
    assert [row.state for row in after.rows(CodingProgress).values()] == [state]


def test_how_far_a_copy_was_brought_home_is_kept_with_it() -> None:
    study, mark, base = given_out()
    (text,), cd = base.transcripts, mark.coder_id
    words = span_of(study, "Really")
    left = base.after(apply_code(base, base.code_named("stigma").id, text, words, cd))
    plan = plan_of_layer(study, left, base, mark, {})
    change = bring_home(study, plan, mark, 7, "seven")
    assert change.label == plan.change.label
    home = study.after(change)
    row = home.rows(GivenCopy)[mark.id]
    assert (row.is_here, row.returned_step, row.returned_hash, row.tips) == (False, 7, "seven", ("seven",))
    assert quotes(home) == quotes(study.after(plan.change))
    assert home.after(change.inverse()) == study
    nothing = plan_of_layer(home, left, base, mark, {})
    assert not bring_home(home, nothing, mark, 7, "seven")
    # An earlier state of the copy is remembered, and the later one stays the last.
    for step, name, last in ((6, "six", (7, "seven")), (7, "other", (7, "other")), (9, "nine", (9, "nine"))):
        row = home.after(bring_home(home, nothing, mark, step, name)).rows(GivenCopy)[mark.id]
        assert (row.returned_step, row.returned_hash, row.tips) == (*last, ("seven", name))
    # A copy whose row has gone is known again.
    bare = replace(home, tables={**home.tables, GivenCopy: {}})
    row = bare.after(bring_home(bare, nothing, replace(mark, tips=("x",)), 3, "three")).rows(GivenCopy)[
        mark.id
    ]
    assert (row.is_here, row.returned_step, row.tips) == (False, 3, ("three",))
