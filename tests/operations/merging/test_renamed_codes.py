"""Codes renamed in a program that makes new GUIDs for everything: one code, not two; nothing is doubled."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.codes.coding_rows import CodingRow
from qualcode.model.codings import Codings
from qualcode.model.entities import Code, Coder
from qualcode.model.identity import id_array, new_id
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.teamwork.merge_plan import MergeState
from qualcode.operations.codings import coding_import
from qualcode.operations.exchanging.recognising import recognised
from qualcode.operations.merging.counterparts import counterparts
from qualcode.operations.merging.merging import merge
from tests.operations.merging.test_foreign_identities import elsewhere, plan_of, renamed
from tests.support.studies import FG1, History, example_study, histories, span_of

DEFINED = "what people say of those who hold their data"


def new_guids(study: Study) -> Study:
    """The same study with a new GUID for everything, codings as well."""
    found = elsewhere(study, str(new_id()))
    codings = {
        owner: table.replacing(id=id_array(new_id() for _ in range(len(table))))
        for owner, table in found.codings.items()
    }
    return replace(found, codings=codings)


def _whole() -> Study:
    """The example with codings of codes that stand below others."""
    study = example_study()
    councils = ("Really", "asked first", "assume", "cellar")
    words = (("Trust > firms", "nothing"), *(("Trust > councils", quoted) for quoted in councils))
    rows = [CodingRow(FG1.name, code, "AB", *span_of(study, quoted)) for code, quoted in words]
    return study.after(coding_import.import_codings(study, rows).change)


def _there(ours: Study, there: Study, path: str) -> UUID:
    """The identity of a code of ours there."""
    wanted = ours.code_named(path).id
    return next(one for one, other in counterparts(ours, there).items() if other == wanted)


def _coded(study: Study, rows: dict[str, list[tuple[int, int]]], coder: str = "") -> Study:
    """Codes at the top with these codings in the focus group and no others, no definitions and one colour."""
    fg1 = study.transcript_named(FG1.name).id
    who = next(each for each in study.rows(Coder).values() if coder in ("", each.name))
    template = next(iter(study.codings_of(fg1)))
    codes = {name: Code(new_id(), name, place, colour="#2f6fe4") for place, name in enumerate(rows)}
    made = [
        replace(
            template,
            id=new_id(),
            code_id=codes[name].id,
            coder_id=who.id,
            span=Span(start, end),
        )
        for name, places in rows.items()
        for start, end in places
    ]
    tables = {**study.tables, Code: {row.id: row for row in codes.values()}}
    tables = {kind: found for kind, found in tables.items() if kind.__name__ in ROWS}
    return replace(study, tables={**Study().tables, **tables}, codings={fg1: Codings.from_rows(made)})


ROWS = ("ProjectInfo", "Coder", "Transcript", "TextVersion", "Participant", "Code")


def test_a_renamed_code_comes_back_as_that_code_with_all_below_it() -> None:
    ours = _whole()
    there = new_guids(ours)
    for path in ("Trust", "Trust > firms", "stigma"):
        back = renamed(there, _there(ours, there, path), "Called otherwise")
        plan = plan_of(ours, back)
        merged = ours.after(plan.change)
        (line,) = (line for line in plan.lines if line.noun != "identifier in another project")
        assert (line.state, line.there) == (MergeState.BOTH, "Called otherwise")
        assert merged.codes.keys() == ours.codes.keys()
        assert merged.codings == ours.codings
        base = recognised(back, ours, keeping=True)
        with_base = merge(ours, base, ours)
        assert MergeState.CHANGED_THERE in {each.state for each in with_base.lines}
        after = ours.after(with_base.change)
        assert after.codes[ours.code_named(path).id].name == "Called otherwise"
        assert after.codings == ours.codings


def test_a_code_and_one_below_it_may_both_be_renamed() -> None:
    ours = _whole()
    there = new_guids(ours)
    back = renamed(there, _there(ours, there, "Trust > firms"), "companies")
    back = renamed(back, _there(ours, there, "Trust"), "Confidence")
    merged = ours.after(plan_of(ours, back).change)
    assert (merged.codes.keys(), merged.codings) == (ours.codes.keys(), ours.codings)


ALL = [(0, 4), (5, 9), (10, 14), (15, 19), (20, 24)]


@pytest.mark.parametrize(
    ("here", "there", "same"),
    [
        ({"a": ALL}, {"b": ALL}, True),
        ({"a": ALL[:1]}, {"b": ALL[:1]}, True),
        ({"a": ALL[:4]}, {"b": ALL}, True),
        ({"a": ALL[:3]}, {"b": ALL}, True),
        # Two of three are a coincidence, and so is one among many.
        ({"a": ALL[:2]}, {"b": ALL[:3]}, False),
        ({"a": ALL[:1]}, {"b": ALL}, False),
        ({"a": ALL[:3]}, {"b": ALL[2:]}, False),
        # Either might be it.
        ({"a": ALL}, {"b": ALL, "c": ALL}, False),
        ({"a": ALL, "d": ALL[:4]}, {"b": ALL}, False),
        # One that is there on both sides is no rival.
        ({"a": ALL, "d": ALL}, {"b": ALL, "d": ALL}, True),
        ({"a": []}, {"b": []}, False),
    ],
)
def test_most_of_what_is_coded_has_to_be_the_same_and_one_pair_alone_may_do(
    here: dict[str, list[tuple[int, int]]], there: dict[str, list[tuple[int, int]]], same: bool
) -> None:
    study = example_study()
    ours, theirs = _coded(study, here), new_guids(_coded(study, there))
    found = counterparts(ours, theirs)
    assert (found.get(theirs.code_named("b").id) == ours.code_named("a").id) is same
    assert {other: one for one, other in found.items()} == counterparts(theirs, ours)


@pytest.mark.parametrize(("number", "same"), [(0, True), (1, False), (49, False), (50, True)])
def test_what_very_many_codes_have_in_common_tells_none_of_them_from_the_others(
    number: int, same: bool
) -> None:
    study = example_study()
    many = {f"c{place}": ALL[:2] for place in range(number)}
    ours, theirs = _coded(study, {"a": ALL, **many}), new_guids(_coded(study, {"b": ALL}))
    found = counterparts(ours, theirs)
    assert (found.get(theirs.code_named("b").id) == ours.code_named("a").id) is same
    assert {other: one for one, other in found.items()} == counterparts(theirs, ours)


def test_what_another_coder_coded_with_another_code_is_another_code() -> None:
    study = example_study()
    one, other = (row.name for row in list(study.rows(Coder).values())[:2])
    ours, theirs = _coded(study, {"a": ALL}, one), new_guids(_coded(study, {"b": ALL}, other))
    assert theirs.code_named("b").id not in counterparts(ours, theirs)


@pytest.mark.parametrize(
    ("definition", "colour", "coded", "same"),
    [
        (DEFINED, "#2f6fe4", [], True),
        (DEFINED, "#f5346d", [], True),
        (DEFINED, "#2f6fe4", ALL[2:], True),
        (DEFINED, "#f5346d", ALL[2:], False),
        ("still to do", "#2f6fe4", [], True),
        ("to do", "#2f6fe4", [], False),
        ("", "#2f6fe4", [], False),
    ],
)
def test_one_definition_makes_one_code_unless_something_else_tells_them_apart(
    definition: str, colour: str, coded: list[tuple[int, int]], same: bool
) -> None:
    study = example_study()
    ours, theirs = _coded(study, {"a": ALL[:2]}), new_guids(_coded(study, {"b": coded}))
    ours, theirs = (
        replace(
            each,
            tables={
                **each.tables,
                Code: {
                    row.id: replace(
                        row, definition=definition, colour=colour if each is theirs else row.colour
                    )
                    for row in each.codes.values()
                },
            },
        )
        for each in (ours, theirs)
    )
    assert (theirs.code_named("b").id in counterparts(ours, theirs)) is same


@given(histories(max_steps=6, start=_whole()), st.data())
def test_nothing_is_doubled_or_lost_when_a_code_was_renamed_elsewhere(
    history: History, data: st.DataObject
) -> None:
    ours = history.end
    assume(ours.codes)
    there = new_guids(ours)
    back = renamed(there, data.draw(st.sampled_from(sorted(there.codes))), "Called quite otherwise")
    found = counterparts(ours, back)
    assert len(set(found.values())) == len(found)
    plan = plan_of(ours, back)
    merged = ours.after(plan.change)
    assert broken_invariants(merged) == []
    again = merge(merged, back)
    assert not [line for line in again.lines if line.state is MergeState.NEW]
    if found.keys() >= back.codes.keys():
        assert merged.codes.keys() == ours.codes.keys()
    else:
        assert any(line.noun == "code" and line.state is MergeState.NEW for line in plan.lines)
