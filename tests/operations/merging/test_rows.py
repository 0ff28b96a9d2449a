"""What is deleted on one side and changed on the other comes back with all that hangs on it, or does not."""

from dataclasses import replace
from typing import Any

import pytest

from qualcode.model.change import ChangeSet, added, updated
from qualcode.model.entities import (
    AttributeSubject,
    AttributeType,
    AttributeValue,
    Code,
    Coder,
    CodeSetMember,
    Comment,
    Entity,
    Folder,
    Highlight,
    Memo,
    MemoLink,
    MemoSubject,
    RememberedGuide,
    Summary,
    TextVersion,
    TypicalQuote,
)
from qualcode.model.entity_nouns import ENTITY_NOUNS
from qualcode.model.exchange.foreign import ForeignKind, ForeignPart, identity_there
from qualcode.model.exchange.selections import written_guid
from qualcode.model.identity import new_id, now
from qualcode.model.papers import Checklist, ChecklistAnswer, ToolUse
from qualcode.model.study import Study
from qualcode.model.team import (
    CodingProgress,
    Decision,
    GivenCopy,
    Membership,
    Revisit,
    RoundCoder,
    RoundTranscript,
    TeamRole,
)
from qualcode.model.teamwork.merge_plan import MergeState, Side
from qualcode.operations.codes.codebook import edit_code
from qualcode.operations.codes.codebook_structure import delete_codes
from qualcode.operations.merging.merging import merge
from qualcode.operations.merging.rows import name_of
from qualcode.operations.people.attributes import (
    add_attribute,
    delete_attribute,
    rename_attribute,
    set_value,
)
from qualcode.operations.people.summaries import set_summary
from tests.support.examples import whole_example
from tests.support.studies import example_study


def summarised() -> Study:
    """The example with a summary for a code below another one."""
    study = example_study()
    person = study.participants_in_order[0].id
    return study.after(set_summary(study, person, study.code_named("Trust > firms").id, "wary", "AB"))


@pytest.mark.parametrize("side", Side)
def test_a_code_that_comes_back_brings_the_codes_below_it_and_their_summaries(side: Side) -> None:
    start = summarised()
    trust = start.code_named("Trust").id
    ours = start.after(delete_codes(start, [trust]))
    theirs = start.after(edit_code(start, trust, memo="more than one kind"))
    (line,) = merge(ours, theirs, start).lines
    plan = merge(ours, theirs, start, chosen={line.key: side})
    assert (line.noun, line.name, line.state) == ("code", "Trust", MergeState.DELETED_HERE)
    merged = ours.after(plan.change)
    expected = theirs if side is Side.THEIRS else ours
    assert {merged.path(code) for code in merged.codes} == {expected.path(code) for code in expected.codes}
    assert merged.rows(Summary) == expected.rows(Summary)


@pytest.mark.parametrize("side", Side)
def test_an_attribute_that_comes_back_brings_its_values(side: Side) -> None:
    study = example_study()
    age, change = add_attribute(study, "Age", AttributeSubject.PARTICIPANT, AttributeType.NUMBER)
    study = study.after(change)
    person = study.participants_in_order[0].id
    study = study.after(set_value(study, age.id, person, "41"))
    ours = study.after(delete_attribute(study, age.id))
    theirs = study.after(rename_attribute(study, age.id, "Years"))
    (line,) = merge(ours, theirs, study).lines
    assert (line.noun, line.name, line.state) == ("attribute", "Years", MergeState.DELETED_HERE)
    plan = merge(ours, theirs, study, chosen={line.key: side})
    values = ours.after(plan.change).values_of(person)
    assert {key: row.value for key, row in values.items()} == ({age.id: "41"} if side is Side.THEIRS else {})


@pytest.mark.parametrize(
    "study", [Study().after(whole_example()), example_study()], ids=["every kind", "FG1"]
)
def test_a_row_is_called_so_that_a_person_finds_it(study: Study) -> None:
    expected: dict[type[Entity], list[str]] = {
        Folder: ["Wave 1", "Wave 1 > Women"],
        Code: ["Trust", "Trust > stigma"],
        RememberedGuide: ["text w:"],
        Membership: ["AB", "CD"],
        AttributeValue: ["income of P1"],
        CodeSetMember: ["For the paper: stigma"],
        Summary: ["P1, stigma"],
        TypicalQuote: ["stigma in FG1"],
        RoundTranscript: ["Pilot 😀: FG1"],
        RoundCoder: ["Pilot 😀: AB", "Pilot 😀: CD"],
        CodingProgress: ["Pilot 😀: FG1, AB"],
        GivenCopy: ["Pilot 😀: CD"],
        Highlight: ["FG1"],
        Comment: ["FG1, stigma", "FG1, stigma", "stigma"],
        Decision: ["FG1"],
        Revisit: ["FG1"],
        TextVersion: ["FG1"],
        Memo: ["FG1", "Idea"],
        MemoLink: [" to FG1", " to stigma"],
        ForeignPart: ["Map"],
    }
    if len(study.folders.in_order) == 0:
        expected = {
            AttributeValue: ["Date of FG1 Home owners"],
            Coder: ["AB", "CD"],
            TextVersion: ["FG1 Home owners", "INT01 Ruth"],
        }
    for kind, names in expected.items():
        assert sorted(name_of(study, row) for row in study.rows(kind).values()) == sorted(names), kind


def test_what_a_row_was_about_may_have_gone() -> None:
    study = example_study()
    gone = new_id()
    link = MemoLink(new_id(), gone, MemoSubject.CODE, study.code_named("stigma").id)
    value = AttributeValue(new_id(), gone, study.participants_in_order[1].id, "x")
    memo = Memo(new_id(), MemoSubject.CODE, gone, "", "text", "AB", now())
    answer = Comment(new_id(), "Yes.", "AB", now(), code_id=study.code_named("privacy").id, first_id=gone)
    assert [name_of(study, row) for row in (link, value, memo, answer)] == [
        " to stigma", " of FG1-P1", "", "privacy",
    ]  # fmt: skip


def test_what_is_known_elsewhere_is_called_as_here() -> None:
    study = example_study()
    there = new_id()
    code, person = study.code_named("Trust > firms"), study.participants_in_order[1]
    assert name_of(study, identity_there(there, code.id)) == "Trust > firms"
    assert name_of(study, identity_there(there, person.id)) == person.name
    assert name_of(study, identity_there(there, new_id())) == written_guid(there)
    link = replace(identity_there(there, code.id), kind=ForeignKind.LINK, name="a link")
    assert name_of(study, link) == "a link"


def test_other_tools_and_answers_to_checklists_have_names_of_their_own() -> None:
    study = example_study()
    tool = ToolUse(new_id(), 0, "Whisper", "3", "transcribing", "", "", "AB", now())
    answer = ChecklistAnswer(new_id(), Checklist.COREQ, 7, "Yes", "AB", now())
    assert [name_of(study, row) for row in (tool, answer)] == ["Whisper", "COREQ, item 7"]


@pytest.mark.parametrize(
    ("ours", "theirs", "base", "both"),
    [
        (["a"], ["b"], [], ("a", "b")),
        (["a", "b"], ["b", "c"], ["b"], ("a", "b", "c")),
        (["a"], ["a", "b"], ["a", "b"], ("a",)),
        (["a", "b"], ["b"], ["a", "b"], ("b",)),
        (["b", "a"], ["a", "c"], ["a", "b"], ("a", "c")),
    ],
)
def test_a_list_of_both_has_what_either_added_and_nothing_that_either_took_out(
    ours: list[str], theirs: list[str], base: list[str], both: tuple[str, ...]
) -> None:
    study = example_study()
    start = study.after(set_words(study, base))
    mine, other = start.after(set_words(start, ours)), start.after(set_words(start, theirs))
    plan = merge(mine, other, start)
    assert mine.after(plan.change).info.unlisted_words == both
    assert not plan.to_choose
    told = [(line.noun, line.there) for line in plan.lines]
    assert told == ([("project", "stop list")] if both != tuple(ours) else [])


def set_words(study: Study, words: list[str]) -> ChangeSet:
    return ChangeSet("Words", (updated(study.info, replace(study.info, unlisted_words=tuple(words))),))


@pytest.mark.parametrize(
    ("field", "here", "there", "shown"),
    [
        ("definition", "one", "two", ("one", "two")),
        ("definition", "one", "", ("one", "")),
        ("codable", True, False, ("yes", "no")),
        ("colour", "#aa3355", "#aa3356", ("#aa3355", "#aa3356")),
    ],
)
def test_where_both_changed_the_same_both_are_told(
    field: str, here: Any, there: Any, shown: tuple[str, str]
) -> None:
    start = example_study()
    code = start.code_named("stigma")
    ours, theirs = (
        start.after(ChangeSet("", (updated(code, replace(code, **{field: value})),)))
        for value in (here, there)
    )
    told = [line for line in merge(ours, theirs).lines if line.state is MergeState.BOTH]
    found = [(line.noun, line.name, line.here, line.there) for line in told]
    # Something goes before nothing, of which nobody has to choose.
    assert found == ([("code", f"stigma: {field}", *shown)] if there != "" else [])


@pytest.mark.parametrize("known", [True, False])
def test_who_may_do_what_stays_and_is_not_told(known: bool) -> None:
    start = example_study()
    ab, cd = (start.coder_named(name).id for name in ("AB", "CD"))
    row = Membership(new_id(), ab, TeamRole.CODER)
    base = start.after(ChangeSet("", (added(row),)))
    theirs = base.after(
        ChangeSet(
            "",
            (updated(row, replace(row, role=TeamRole.LEAD)), added(Membership(new_id(), cd, TeamRole.LEAD))),
        )
    )
    plan = merge(base, theirs, base if known else None)
    assert not [line for line in plan.lines if line.noun == ENTITY_NOUNS[Membership]]
    assert not plan.change


def test_of_two_projects_that_never_were_one_each_keeps_its_name() -> None:
    ours, theirs = example_study(), example_study()
    theirs = theirs.after(
        ChangeSet("", (updated(theirs.info, replace(theirs.info, name="Other", memo="Theirs")),))
    )
    after = ours.after(merge(ours, theirs).change)
    assert (after.info.name, after.info.memo) == (ours.info.name, "Theirs")
