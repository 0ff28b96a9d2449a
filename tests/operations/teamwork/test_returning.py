"""What of a copy comes home, whatever was done in it: the coder's own work on what was given, and no more."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.entities import Coder, Comment, Highlight, Memo, MemoLink, Summary, TextVersion
from qualcode.model.study import Study
from qualcode.model.team import CodingProgress, CodingState
from qualcode.model.teamwork.rounds import round_named
from qualcode.operations.teamwork.returning import layer_of
from qualcode.operations.teamwork.rounds import open_round, set_progress
from tests.operations.teamwork.test_giving import given_to, noted
from tests.support.studies import example_study, histories


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
        assert set(layer.tables[kind]) == expected
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
