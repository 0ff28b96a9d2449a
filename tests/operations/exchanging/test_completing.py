"""A study that came back from another program has again what the exchange format has no place for."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

import numpy as np
import pytest

from qualcode.model.change import ChangeSet, updated
from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.codings import NO_WEIGHT
from qualcode.model.entities import (
    KINDS,
    Attribute,
    AttributeSubject,
    AttributeType,
    AttributeValue,
    Code,
    Coder,
    CodeSet,
    CodeSetMember,
    Entity,
    Highlight,
    Memo,
    MemoSubject,
    Participant,
    ProjectInfo,
    Report,
    Summary,
    TextVersion,
    Transcript,
)
from qualcode.model.identity import key_of, new_id, now
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.text import StoredText
from qualcode.model.words.xml_letters import for_xml
from qualcode.operations.codes.code_sets import add_code_set
from qualcode.operations.codes.codebook import edit_code
from qualcode.operations.codings.coding import weigh_codings
from qualcode.operations.codings.highlights import add_highlight
from qualcode.operations.exchanging.completing import completed
from qualcode.operations.exchanging.draft_study import UNKNOWN_CODER
from qualcode.operations.memos import add_memo
from qualcode.operations.people.attributes import add_attribute, set_value
from qualcode.operations.people.summaries import set_summary
from qualcode.operations.reports import save_report
from tests.support.studies import FG1, example_study, span_of

GREY = "#7a7a7a"


def rich() -> Study:
    """The example with something of every kind that comes and goes."""
    study = example_study()
    ruth = next(row for row in study.participants.values() if row.name == "Ruth")
    stigma, fg1 = study.code_named("stigma"), study.transcript_named(FG1.name)
    age, change = add_attribute(study, "age", AttributeSubject.PARTICIPANT, AttributeType.NUMBER)
    study = study.after(change)
    study = study.after(set_value(study, age.id, ruth.id, "38"))
    study = study.after(add_code_set(study, "Paper", [stigma.id])[1])
    study = study.after(set_summary(study, ruth.id, stigma.id, "wary", "AB"))
    study = study.after(save_report(study, "Monthly", "{}"))
    memo = add_memo(study, MemoSubject.CODE, stigma.id, "text", author="AB", title="Idea", tags=["to do"])
    study = study.after(memo[1])
    study = study.after(add_highlight(study, fg1.id, Span(0, 5), study.coder_named("AB").id))
    coding = next(iter(study.codings_of(fg1.id)))
    study = study.after(weigh_codings(study, fg1.id, [coding.id], 70))
    assert broken_invariants(study) == []
    return study


KNOWN = rich()
STIGMA = KNOWN.code_named("stigma")
PEOPLE = set(KNOWN.participants)


def came_back(*rows: Entity, without: Iterable[UUID] = (), known: Study = KNOWN, whole: bool = True) -> Study:
    """What the file brings: what the format carries, with some rows changed or gone; then completed."""
    carried = {
        kind: {}
        if kind in (Summary, Report)
        else {key: row for key, row in known.rows(kind).items() if key not in without}
        for kind in KINDS
    }
    for row in rows:
        carried[type(row)][row.id] = row
    codings = {
        owner: table.replacing(weight=np.full(len(table), NO_WEIGHT, dtype=np.int16))
        for owner, table in known.codings.items()
    }
    return completed(Study(carried, known.turns, codings, known.step), known, PEOPLE, whole=whole)


def test_what_comes_back_unchanged_is_as_it_was() -> None:
    assert came_back() == KNOWN


def test_of_a_part_only_what_the_format_carries_comes_back() -> None:
    found = came_back(whole=False)
    assert found.rows(Summary) == {}
    assert found.rows(Report) == {}
    assert found.codings == KNOWN.codings
    assert {kind: found.rows(kind) for kind in (Code, Memo, Highlight)} == {
        kind: KNOWN.rows(kind) for kind in (Code, Memo, Highlight)
    }


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ({"name": "shame"}, {"name": "shame"}),
        # A number that a program put behind a name is no other name.
        ({"name": "stigma (2)"}, {}),
        ({"name": "stigma (x)"}, {"name": "stigma (x)"}),
        ({"parent_id": None}, {}),
        ({"codable": False}, {"codable": False, "digit": None}),
        ({"colour": GREY}, {}),
        ({"colour": "#123456"}, {"colour": "#123456"}),
        ({"definition": "Another"}, {"definition": "Another"}),
        ({"digit": None, "position": 9}, {}),
    ],
)
def test_of_a_code_what_was_changed_there_holds(there: dict[str, Any], here: dict[str, Any]) -> None:
    start = KNOWN.after(ChangeSet("Key", (updated(STIGMA, replace(STIGMA, digit=5)),)))
    row = start.codes[STIGMA.id]
    found = came_back(replace(row, **there), known=start)
    assert found.codes[row.id] == replace(row, **here)


def test_a_code_may_have_been_moved() -> None:
    trust = KNOWN.code_named("Trust")
    assert came_back(replace(STIGMA, parent_id=trust.id)).codes[STIGMA.id].parent_id == trust.id


def test_texts_of_a_code_are_taken_together() -> None:
    start = KNOWN.after(edit_code(KNOWN, STIGMA.id, definition="Being judged", include="always"))
    row = start.codes[STIGMA.id]
    assert came_back(row, known=start).codes[row.id] == row
    changed = replace(row, include="never", memo="other")
    assert came_back(changed, known=start).codes[row.id] == changed


def test_names_and_memos_that_were_changed_there_hold() -> None:
    ruth = next(row for row in KNOWN.participants.values() if row.name == "Ruth")
    cases: list[tuple[Any, dict[str, Any]]] = [
        (ruth, {"name": "Ruth M."}),
        (ruth, {"memo": "new"}),
        (KNOWN.info, {"name": "Other", "memo": "new"}),
        (KNOWN.transcript_named(FG1.name), {"memo": "new"}),
        (KNOWN.attribute_named("age"), {"name": "years"}),
        (KNOWN.code_sets_in_order[0], {"name": "Book"}),
        (KNOWN.coder_named("AB"), {"name": "Anna"}),
    ]
    for row, values in cases:
        found = came_back(replace(row, **values)).rows(type(row))[row.id]
        assert found == replace(row, **values)
        same = came_back(replace(row, name=f"{row.name} (2)")).rows(type(row))[row.id]
        assert same == row


def test_of_a_memo_what_was_changed_there_holds() -> None:
    (memo,) = KNOWN.rows(Memo).values()
    project = (MemoSubject.PROJECT, KNOWN.info.id)
    cases: list[tuple[dict[str, Any], dict[str, Any]]] = [
        ({"title": "Other"}, {"title": "Other"}),
        ({"text": "other"}, {"text": "other"}),
        ({"tags": (), "author": "somebody"}, {}),
        # That it is about nothing there says nothing of what it was about.
        ({"subject": project[0], "subject_id": project[1]}, {}),
    ]
    for there, here in cases:
        assert came_back(replace(memo, **there)).rows(Memo)[memo.id] == replace(memo, **here)
    fg1 = KNOWN.transcript_named(FG1.name).id
    moved = replace(memo, subject=MemoSubject.PLACE, subject_id=fg1, start=3, end=8)
    assert came_back(moved).rows(Memo)[memo.id] == moved


def test_what_a_memo_was_about_may_have_gone() -> None:
    (memo,) = KNOWN.rows(Memo).values()
    members = [row.id for row in KNOWN.rows(CodeSetMember).values()]
    about = [memo.id, STIGMA.id, *members]
    found = came_back(replace(memo), without=[STIGMA.id, *members])
    assert len(about) == 3
    assert found.rows(Memo)[memo.id] == replace(memo, subject=MemoSubject.PROJECT, subject_id=KNOWN.info.id)
    # A summary of what has gone goes, too.
    assert found.rows(Summary) == {}
    assert found.rows(Report) == KNOWN.rows(Report)


def test_a_highlight_keeps_its_memo_unless_there_is_another() -> None:
    (mark,) = KNOWN.rows(Highlight).values()
    cd = KNOWN.coder_named("CD").id
    moved = replace(mark, start=2, end=4, coder_id=cd, created_at=now())
    assert came_back(moved).rows(Highlight)[mark.id] == replace(mark, start=2, end=4, coder_id=cd)
    assert came_back(replace(mark, memo="new")).rows(Highlight)[mark.id] == replace(mark, memo="new")


def test_selections_that_are_turns_or_were_coded_are_no_highlights() -> None:
    fg1, ab = KNOWN.transcript_named(FG1.name).id, KNOWN.coder_named("AB").id
    turn = KNOWN.turns_of(fg1).row(2)
    asked = span_of(KNOWN, "asked first")
    left_over = [
        Highlight(turn.id, fg1, ab, *turn.span, "", now()),
        Highlight(new_id(), fg1, ab, *asked, "", now()),
    ]
    new = Highlight(new_id(), fg1, ab, asked.start, asked.end + 1, "", now())
    elsewhere = Highlight(new_id(), KNOWN.transcript_named("INT01 Ruth").id, ab, *asked, "", now())
    found = came_back(*left_over, new, elsewhere).rows(Highlight)
    assert set(found) == {*KNOWN.rows(Highlight), new.id, elsewhere.id}


def test_values_are_known_by_what_they_are_of() -> None:
    (age,) = (row for row in KNOWN.rows(AttributeValue).values() if row.value == "38")
    again = replace(age, id=new_id())
    assert came_back(again, without=[age.id]).rows(AttributeValue) == KNOWN.rows(AttributeValue)
    changed = came_back(replace(again, value="39"), without=[age.id]).rows(AttributeValue)
    assert changed[age.id] == replace(age, value="39")
    other = AttributeValue(new_id(), age.attribute_id, KNOWN.participants_in_order[1].id, "7")
    assert came_back(other).rows(AttributeValue)[other.id] == other
    assert age.id not in came_back(without=[age.id]).rows(AttributeValue)
    (member,) = KNOWN.rows(CodeSetMember).values()
    joined = came_back(replace(member, id=new_id()), without=[member.id])
    assert joined.rows(CodeSetMember) == KNOWN.rows(CodeSetMember)


def test_an_empty_value_comes_back_while_what_it_is_of_is_there() -> None:
    (age,) = (row for row in KNOWN.rows(AttributeValue).values() if row.value == "38")
    start = KNOWN.after(ChangeSet("Empty", (updated(age, replace(age, value=" ")),)))
    assert came_back(without=[age.id], known=start).rows(AttributeValue)[age.id].value == " "
    for gone in (age.attribute_id, age.subject_id):
        found = came_back(without=[age.id, gone], known=start)
        assert age.id not in found.rows(AttributeValue)


def test_weights_come_back_with_codings_that_were_there() -> None:
    fg1 = KNOWN.transcript_named(FG1.name).id
    table = KNOWN.codings_of(fg1)
    new = table.take(slice(0, 1)).replacing(id=np.array([new_id().bytes], dtype="S16"))
    found = completed(
        replace(
            KNOWN, codings={fg1: table.replacing(weight=np.full(len(table), NO_WEIGHT, np.int16)).joined(new)}
        ),
        KNOWN,
        PEOPLE,
        whole=True,
    ).codings_of(fg1)
    weights = {row.id: row.weight for row in found}
    assert len(weights) == len(table) + 1
    assert {row.id: row.weight for row in table}.items() <= weights.items()
    assert sorted(weight is None for weight in weights.values()) == [False, *[True] * len(table)]


def test_a_text_that_was_changed_moves_the_turns_and_what_the_file_did_not_place() -> None:
    fg1 = KNOWN.transcript_named(FG1.name).id
    version = KNOWN.text_version(fg1)
    text = version.text.read().replace("What do", "Well, what do")
    found = came_back(replace(version, text=StoredText.of(text)))
    assert found.text(fg1) == text
    assert [turn.label for turn in found.turns_of(fg1)] == [turn.label for turn in KNOWN.turns_of(fg1)]
    assert found.turns_of(fg1).end[-1] == len(text)
    assert found.codings_of(fg1).start.tolist() == KNOWN.codings_of(fg1).start.tolist()
    assert found.rows(Highlight) == KNOWN.rows(Highlight)
    assert len(found.rows(TextVersion)) == len(KNOWN.rows(TextVersion)) + 1


def test_of_a_known_text_the_versions_are_those_that_are_known() -> None:
    fg1 = KNOWN.transcript_named(FG1.name).id
    version = KNOWN.text_version(fg1)
    file = came_back(replace(version, id=new_id()), without=[version.id])
    assert file.rows(TextVersion) == KNOWN.rows(TextVersion)


def test_strangers_and_a_nameless_coder_without_work_go() -> None:
    stranger, case = Participant(new_id(), "Stranger", 8), Participant(new_id(), "Case", 9)
    nameless = Coder(UNKNOWN_CODER, "Unknown coder")
    rows: dict[type[Entity], dict[UUID, Any]] = {kind: dict(KNOWN.rows(kind)) for kind in KINDS}
    rows[Participant] |= {row.id: row for row in (stranger, case)}
    rows[Coder][nameless.id] = nameless
    file = replace(KNOWN, tables=rows)
    found = completed(file, KNOWN, [case.id], whole=True)
    assert set(found.participants) == {*KNOWN.participants, case.id}
    assert nameless.id not in found.coders
    fg1 = KNOWN.transcript_named(FG1.name).id
    mark = Highlight(new_id(), fg1, nameless.id, 6, 9, "", now())
    marking = replace(file, tables={**rows, Highlight: {**rows[Highlight], mark.id: mark}})
    assert nameless.id in completed(marking, KNOWN, [], whole=True).coders
    table = KNOWN.codings_of(fg1)
    coder = np.array([key_of(nameless.id), *table.coder[1:].tolist()], dtype=np.int32)
    coding = replace(file, codings={fg1: table.replacing(coder=coder)})
    assert nameless.id in completed(coding, KNOWN, [], whole=True).coders


@pytest.mark.parametrize("whole", [True, False])
def test_turns_of_people_who_have_gone_are_nobodys_in_a_whole_project(whole: bool) -> None:
    gone = KNOWN.participants_in_order[1].id
    fg1 = KNOWN.transcript_named(FG1.name).id
    found = came_back(without=[gone], whole=whole).turns_of(fg1)
    assert [turn.participant_id for turn in found] == [
        None if whole and turn.participant_id == gone else turn.participant_id for turn in KNOWN.turns_of(fg1)
    ]


def test_a_transcript_that_is_new_there_comes_with_its_own_turns() -> None:
    ruth = KNOWN.transcript_named("INT01 Ruth")
    rows: dict[type[Entity], dict[UUID, Any]] = {kind: dict(KNOWN.rows(kind)) for kind in KINDS}
    del rows[Transcript][ruth.id]
    rows[TextVersion] = {key: row for key, row in rows[TextVersion].items() if row.transcript_id != ruth.id}
    turns = {owner: table for owner, table in KNOWN.turns.items() if owner != ruth.id}
    before = replace(KNOWN, tables=rows, turns=turns)
    found = completed(KNOWN, before, PEOPLE, whole=True)
    assert found.turns == KNOWN.turns
    assert found.rows(TextVersion) == KNOWN.rows(TextVersion)
    gone = completed(before, KNOWN, PEOPLE, whole=True)
    assert gone.rows(TextVersion) == before.rows(TextVersion)
    assert set(gone.turns) == set(turns)


def test_the_first_row_about_the_project_is_the_one_that_there_is() -> None:
    assert list(came_back().rows(ProjectInfo)) == [KNOWN.info.id]
    assert {row.subject for row in came_back().rows(Attribute).values()} == set(AttributeSubject)
    assert list(came_back().rows(CodeSet)) == [row.id for row in KNOWN.code_sets_in_order]


def test_memos_of_codings_have_the_letters_again_that_a_file_cannot_hold() -> None:
    fg1 = KNOWN.transcript_named(FG1.name).id
    table = KNOWN.codings_of(fg1)
    before = [f"one\x0c{place}" for place in range(len(table))]
    there = [*(for_xml(memo) for memo in before[:2]), "another", ""]
    assert there[0] != before[0]
    known = replace(KNOWN, codings={fg1: table.replacing(memo=np.array(before, dtype=object))})
    came = replace(KNOWN, codings={fg1: table.replacing(memo=np.array(there, dtype=object))})
    found = completed(came, known, PEOPLE, whole=True).codings_of(fg1)
    assert found.memo.tolist() == [*before[:2], "another", ""]


def test_a_text_that_has_no_turns_here_gets_none() -> None:
    known = replace(KNOWN, turns={})
    assert completed(KNOWN, known, PEOPLE, whole=True).turns == {}
    assert completed(known, KNOWN, PEOPLE, whole=True).turns == KNOWN.turns
