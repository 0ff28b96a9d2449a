"""What other programs call what is ours by content is kept, found by and written again.

Tests as well: ``model.exchange.foreign``.
"""

from dataclasses import replace
from uuid import UUID, uuid5

import pytest
from hypothesis import given

from qualcode.model.entities import Code, Coder, CodeSetMember, Participant, TextVersion, Transcript
from qualcode.model.exchange.foreign import ForeignPart, identities_there, identity_there
from qualcode.model.study import Study
from qualcode.model.teamwork.merge_plan import MergePlan, MergeState
from qualcode.operations.merging.counterparts import counterparts, in_our_identities
from qualcode.operations.merging.foreign_identities import (
    in_foreign_identities,
    keeping_foreign_identities,
)
from qualcode.operations.merging.merging import merge
from tests.support.examples import whole_example
from tests.support.studies import History, example_study, histories

_ELSEWHERE = UUID("5b4b6a5e-7b0a-4b53-9d0e-0d0f0c1a2b3c")


def elsewhere(study: Study, salt: str = "") -> Study:
    """The same study as another program has it: with GUIDs of its own for everything."""
    names = {
        identity: uuid5(_ELSEWHERE, f"{identity}{salt}")
        for kind, rows in study.tables.items()
        for identity in rows
        if kind is not ForeignPart
    }
    found = in_our_identities(study, names)
    return replace(found, tables={**found.tables, ForeignPart: {}})


def renamed(study: Study, identity: UUID, name: str) -> Study:
    codes = dict(study.codes)
    codes[identity] = replace(codes[identity], name=name)
    return replace(study, tables={**study.tables, Code: codes})


def plan_of(ours: Study, theirs: Study) -> MergePlan:
    """Of a file from elsewhere."""
    return merge(ours, keeping_foreign_identities(theirs, counterparts(ours, theirs)))


def merged(ours: Study, theirs: Study) -> Study:
    return ours.after(plan_of(ours, theirs).change)


@given(histories())
def test_guids_that_are_kept_are_found_and_written_again(history: History) -> None:
    ours = history.end
    there = elsewhere(ours)
    same = counterparts(ours, there)
    here = merged(ours, there)
    written = in_foreign_identities(here)
    for kind in (Code, Coder, Transcript, Participant):
        assert written.rows(kind).keys() == there.rows(kind).keys() & same.keys()
    again = plan_of(here, there)
    assert (again.lines, again.change.extent) == ((), 0)


def test_a_renaming_elsewhere_is_a_renaming_and_no_second_code() -> None:
    ours = Study().after(whole_example())
    there = elsewhere(ours)
    here = merged(ours, there)
    code = next(iter(there.codes))
    plan = plan_of(here, renamed(there, code, "called otherwise"))
    (line,) = plan.lines
    assert (line.state, line.noun, line.there) == (MergeState.BOTH, "code", "called otherwise")
    assert len(here.after(plan.change).codes) == len(ours.codes)


def test_two_programs_that_know_the_same_thing_are_both_known() -> None:
    ours = Study().after(whole_example())
    first, second = elsewhere(ours), elsewhere(ours, "again")
    here = merged(merged(ours, first), second)
    for there in (first, second):
        assert counterparts(here, there).keys() >= there.codes.keys() | there.transcripts.keys()
        code = next(iter(there.codes))
        assert len(merged(here, renamed(there, code, "called otherwise")).codes) == len(ours.codes)
    # One GUID each is written, and it is one of the two.
    written = in_foreign_identities(here).codes.keys()
    assert len(written) == len(ours.codes)
    assert written <= first.codes.keys() | second.codes.keys()


def test_what_names_a_thing_by_its_guid_there_reaches_it_from_a_copy_that_kept_it() -> None:
    """A colleague's project has imported the same file: it is one thing that both know."""
    ours = Study().after(whole_example())
    there = elsewhere(ours)
    copy = keeping_foreign_identities(there, {})
    theirs = merged(elsewhere(ours, "a colleague's"), copy)
    here = merged(ours, there)
    code = next(iter(theirs.codes))
    changed = renamed(theirs, code, "called otherwise")
    assert code in counterparts(here, changed)


def test_a_guid_whose_thing_has_gone_is_not_used() -> None:
    ours = Study().after(whole_example())
    there = elsewhere(ours)
    here = merged(ours, there)
    guids = dict(identities_there(here.rows(ForeignPart).values()))
    gone = next(found for found, mine in guids.items() if mine in here.codes)
    rest = {identity: row for identity, row in here.codes.items() if identity != guids[gone]}
    left = replace(here, tables={**here.tables, Code: rest, CodeSetMember: {}})
    assert gone not in in_foreign_identities(left).codes
    assert counterparts(left, there).get(gone) is None


def test_a_guid_that_something_else_has_by_now_is_not_written_twice() -> None:
    ours = Study().after(whole_example())
    one, other = list(ours.codes)[:2]
    part = identity_there(one, other)
    study = replace(ours, tables={**ours.tables, ForeignPart: {part.id: part}})
    assert in_foreign_identities(study).codes.keys() == ours.codes.keys()


def test_wordings_are_known_by_what_they_say() -> None:
    ours = Study().after(whole_example())
    there = elsewhere(ours)
    here = keeping_foreign_identities(there, counterparts(ours, there))
    kept = {mine for _, mine in identities_there(here.rows(ForeignPart).values())}
    assert kept.isdisjoint(ours.rows(TextVersion))
    assert kept >= ours.codes.keys()


@pytest.mark.parametrize("gone", [UUID(int=1), UUID(int=2**128 - 1)])
def test_a_guid_is_that_of_what_is_still_there(gone: UUID) -> None:
    """It was that of something that has gone as well; a code without codings is known by it alone."""
    ours, there = example_study(), UUID(int=77)
    code = ours.code_named("firms")
    parts = [identity_there(there, here) for here in (code.id, gone)]
    known = replace(ours, tables={**ours.tables, ForeignPart: {part.id: part for part in parts}})
    theirs = renamed(in_our_identities(ours, {code.id: there}), there, "called otherwise")
    assert counterparts(known, theirs)[there] == code.id
    assert counterparts(theirs, known)[code.id] == there
    assert there not in counterparts(ours, theirs)
    # What is in both is nothing's counterpart but its own.
    both = replace(theirs, tables={**theirs.tables, Code: {**theirs.codes, code.id: code}})
    assert counterparts(known, both)[code.id] == code.id
    assert there not in counterparts(known, both)
