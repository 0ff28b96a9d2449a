"""A merged study put right: of two about one thing, the one that we have stays as it was."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qualcode.model.codings import Codings
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
    Folder,
    Memo,
    MemoLink,
    MemoSubject,
    Participant,
    Summary,
    TextVersion,
    Transcript,
)
from qualcode.model.identity import NO_KEY, key_of
from qualcode.model.teamwork.merge_plan import MergeState
from qualcode.operations.merging.choosing import Choosing
from qualcode.operations.merging.repairs import (
    codable_where_coded,
    codings_put_right,
    put_right,
    turns_put_right,
)
from qualcode.operations.merging.rows import Rows
from tests.support.studies import example_study

STUDY = example_study()
CODES = [row.id for row in STUDY.codes_in_order][:2]
PEOPLE = [row.id for row in STUDY.participants_in_order][:2]
MOMENT = datetime(2026, 3, 1, tzinfo=UTC)

About = Mapping[int, tuple[int, int]]
"""Summaries by number: of which code and whose."""

abouts = st.dictionaries(st.integers(0, 5), st.tuples(st.integers(0, 1), st.integers(0, 1)))


def summaries(about: About) -> dict[UUID, Summary]:
    made = {}
    for number, (code, person) in about.items():
        identity = uuid5(CODES[0], str(number))
        made[identity] = Summary(identity, CODES[code], PEOPLE[person], f"text {number}", "AB", MOMENT)
    return made


@given(abouts.filter(lambda about: len(set(about.values())) == len(about)), abouts)
# What moved onto another's place goes back to its own, where something new has to give way to it.
@example({0: (0, 0), 1: (0, 1)}, {0: (0, 1), 1: (0, 1), 2: (0, 0)})
def test_of_two_summaries_of_one_thing_ours_stays_and_the_other_is_told(ours: About, merged: About) -> None:
    known, found = summaries(ours), summaries(merged)
    rows: Rows = {kind: dict(STUDY.rows(kind)) for kind in KINDS} | {Summary: dict(found)}
    choosing = Choosing()
    put_right(rows, {kind: dict(STUDY.rows(kind)) for kind in KINDS} | {Summary: known}, choosing)
    kept: dict[UUID, Any] = rows[Summary]
    assert len({(row.code_id, row.participant_id) for row in kept.values()}) == len(kept)
    assert all(row in (found[key], known.get(key)) for key, row in kept.items())
    assert all(kept[key] == row for key, row in found.items() if known.get(key) == row)
    # Nothing goes that had a place, and whatever went is told.
    taken = {(row.code_id, row.participant_id) for row in kept.values()}
    gone = [row for key, row in found.items() if kept.get(key) != row]
    assert all((row.code_id, row.participant_id) in taken for row in gone)
    assert sorted(line.name for line in choosing.lines) == sorted(row.text for row in gone)


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_one_of_ours_that_was_renamed_there_keeps_its_name_before_one_that_is_new(
    order: tuple[int, int],
) -> None:
    mine, new = (UUID(int=number) for number in order)
    rows: Rows = {kind: dict(STUDY.rows(kind)) for kind in KINDS}
    ours: Rows = {**rows, Coder: {**rows[Coder], mine: Coder(mine, "A")}}
    rows[Coder] |= {mine: Coder(mine, "Anna"), new: Coder(new, "Anna")}
    choosing = Choosing()
    put_right(rows, ours, choosing)
    assert (rows[Coder][mine].name, rows[Coder][new].name) == ("Anna", "Anna (2)")
    assert [line.there for line in choosing.lines] == ["now “Anna (2)”"]


def identity(number: int) -> UUID:
    return UUID(int=number)


def all_rows() -> Rows:
    return {kind: dict(STUDY.rows(kind)) for kind in KINDS}


def mended(rows: Rows, ours: Rows | None = None) -> list[tuple[MergeState, str, str, str, int]]:
    """Put right, and what is told of it."""
    choosing = Choosing()
    put_right(rows, all_rows() if ours is None else ours, choosing)
    return lines(choosing)


def lines(choosing: Choosing) -> list[tuple[MergeState, str, str, str, int]]:
    return [(line.state, line.noun, line.name, line.there, line.number) for line in choosing.lines]


def code(number: int, name: str, parent: int | None = None, **more: Any) -> Code:
    return Code(identity(number), name, 0, None if parent is None else identity(parent), **more)


def folder(number: int, name: str, parent: int | None = None) -> Folder:
    return Folder(identity(number), name, 0, None if parent is None else identity(parent))


def by_id(*rows: Any) -> dict[UUID, Any]:
    return {row.id: row for row in rows}


def test_what_is_as_it_should_be_stays_so() -> None:
    rows = all_rows()
    assert mended(rows) == []
    assert rows == all_rows()


def test_whatever_was_below_something_that_has_gone_comes_to_the_top() -> None:
    rows = all_rows()
    transcript = next(iter(rows[Transcript].values()))
    rows[Code] |= by_id(code(1, "lost", 99), code(2, "below", 1))
    rows[Folder] |= by_id(folder(3, "Wave", 99), folder(4, "Women", 3))
    rows[Transcript][transcript.id] = replace(transcript, folder_id=identity(99))
    assert mended(rows) == [
        (MergeState.REPAIRED, "code", "lost", "now at the top of the codebook", 1),
        (MergeState.REPAIRED, "folder", "Wave", "now at the top of the transcripts", 1),
        (MergeState.REPAIRED, "transcript", transcript.name, "now in no folder", 1),
    ]
    assert [rows[Code][identity(number)].parent_id for number in (1, 2)] == [None, identity(1)]
    assert [rows[Folder][identity(number)].parent_id for number in (3, 4)] == [None, identity(3)]
    assert rows[Transcript][transcript.id].folder_id is None


def test_what_is_about_something_that_has_gone_goes_and_what_is_about_that() -> None:
    rows = all_rows()
    gone = identity(99)
    memo = Memo(identity(1), MemoSubject.CODE, gone, "Idea", "text", "AB", MOMENT)
    # A link of a memo comes before and after it, so that one round does not find all.
    link = MemoLink(identity(2), memo.id, MemoSubject.PROJECT, STUDY.info.id)
    text = next(iter(rows[TextVersion].values()))
    rows[Memo] |= by_id(memo)
    rows[MemoLink] |= by_id(link)
    rows[CodeSet] |= by_id(CodeSet(identity(3), "Paper", 0))
    rows[CodeSetMember] |= by_id(CodeSetMember(identity(4), identity(3), gone))
    rows[TextVersion] |= by_id(replace(text, id=identity(5), transcript_id=gone))
    told = mended(rows)
    assert sorted(told) == [
        (MergeState.UNPLACED, "code in a set", "", "", 1),
        (MergeState.UNPLACED, "memo", "", "", 1),
        (MergeState.UNPLACED, "memo’s link", "", "", 1),
    ]
    assert rows == all_rows() | {CodeSet: by_id(CodeSet(identity(3), "Paper", 0))}


def test_what_came_to_be_below_itself_goes_back_to_where_we_had_it() -> None:
    rows, ours = all_rows(), all_rows()
    # Ours: 2 below 1, 3 at the top. There 1 was put below 3, and 3 below 2.
    ours[Code] |= by_id(code(1, "one"), code(2, "two", 1), code(3, "three"))
    rows[Code] |= by_id(code(1, "one", 3), code(2, "two", 1), code(3, "three", 2))
    assert mended(rows, ours) == [(MergeState.REPAIRED, "code", "one", "moved out of itself", 1)]
    assert [rows[Code][identity(number)].parent_id for number in (1, 2, 3)] == [
        None,
        identity(1),
        identity(2),
    ]


def test_where_we_had_it_may_be_in_the_circle_as_well() -> None:
    rows, ours = all_rows(), all_rows()
    ours[Code] |= by_id(code(1, "one", 2), code(2, "two"))
    rows[Code] |= by_id(code(1, "one", 2), code(2, "two", 1))
    assert mended(rows, ours) == [(MergeState.REPAIRED, "code", "one", "moved out of itself", 1)]
    assert [rows[Code][identity(number)].parent_id for number in (1, 2)] == [None, identity(1)]


def test_of_new_ones_in_a_circle_the_first_comes_to_the_top() -> None:
    rows = all_rows()
    rows[Folder] |= by_id(
        folder(1, "one", 2), folder(2, "two", 1), folder(3, "three", 1), folder(4, "four", 4)
    )
    assert mended(rows) == [
        (MergeState.REPAIRED, "folder", "one", "moved out of itself", 1),
        (MergeState.REPAIRED, "folder", "four", "moved out of itself", 1),
    ]
    assert [rows[Folder][identity(number)].parent_id for number in (1, 2, 3, 4)] == [
        None, identity(1), identity(1), None,
    ]  # fmt: skip


def test_where_we_had_it_may_have_gone() -> None:
    rows, ours = all_rows(), all_rows()
    ours[Code] |= by_id(code(1, "one", 9), code(2, "two"), code(9, "gone"))
    rows[Code] |= by_id(code(1, "one", 2), code(2, "two", 1))
    mended(rows, ours)
    assert rows[Code][identity(1)].parent_id is None


def test_names_are_told_apart_where_they_must_be() -> None:
    rows = all_rows()
    rows[Code] |= by_id(code(1, "A"), code(2, "a", 1), code(3, "a"), code(4, "A", 1))
    rows[Folder] |= by_id(folder(5, "Wave"), folder(6, "WAVE"), folder(7, "Wave", 5))
    of_people, of_texts = AttributeSubject.PARTICIPANT, AttributeSubject.TRANSCRIPT
    rows[Attribute] |= by_id(
        Attribute(identity(10), "place", of_people, AttributeType.TEXT, 0),
        Attribute(identity(11), "place", of_texts, AttributeType.TEXT, 0),
        Attribute(identity(12), "Place", of_texts, AttributeType.TEXT, 1),
    )
    assert sorted(mended(rows)) == [
        (MergeState.REPAIRED, "attribute", "Place", "now “Place (2)”", 1),
        (MergeState.REPAIRED, "code", "A", "now “A (2)”", 1),
        (MergeState.REPAIRED, "code", "a", "now “a (2)”", 1),
        (MergeState.REPAIRED, "folder", "WAVE", "now “WAVE (2)”", 1),
    ]
    assert [rows[Code][identity(number)].name for number in (1, 2, 3, 4)] == ["A", "a", "a (2)", "A (2)"]


def test_a_key_stays_with_our_code_and_is_never_on_a_category() -> None:
    rows, ours = all_rows(), all_rows()
    ours[Code] |= by_id(code(2, "two", digit=7))
    rows[Code] |= by_id(
        code(1, "one", digit=7),
        code(2, "two", digit=7),
        code(3, "three", codable=False, digit=8),
        code(4, "4"),
    )
    assert mended(rows, ours) == [
        (MergeState.REPAIRED, "code", "one", "no longer on the key 7", 1),
        (MergeState.REPAIRED, "code", "three", "no longer on the key 8", 1),
    ]
    assert [rows[Code][identity(number)].digit for number in (1, 2, 3, 4)] == [None, 7, None, None]


def test_a_value_that_is_no_choice_becomes_one() -> None:
    rows = all_rows()
    people = AttributeSubject.PARTICIPANT
    rows[Attribute] |= by_id(
        Attribute(identity(1), "home", people, AttributeType.CHOICE, 0, ("owned",)),
        Attribute(identity(2), "job", people, AttributeType.TEXT, 1),
    )
    rows[AttributeValue] |= by_id(
        AttributeValue(identity(3), identity(1), PEOPLE[0], "rented"),
        AttributeValue(identity(4), identity(1), PEOPLE[1], "owned"),
        AttributeValue(identity(5), identity(2), PEOPLE[0], "nurse"),
    )
    assert mended(rows) == [(MergeState.REPAIRED, "attribute", "home", "“rented” is a choice now", 1)]
    assert rows[Attribute][identity(1)].choices == ("owned", "rented")
    assert rows[Attribute][identity(2)].choices == ()


def test_codings_of_codes_and_coders_that_have_gone_go() -> None:
    (table,) = STUDY.codings.values()
    rows = all_rows()
    choosing = Choosing()
    assert codings_put_right(table, "FG1", rows, choosing) is table
    assert choosing.lines == []
    cd, stigma = STUDY.coder_named("CD").id, STUDY.code_named("stigma").id
    del rows[Coder][cd], rows[Code][stigma]
    left = codings_put_right(table, "FG1", rows, choosing)
    assert lines(choosing) == [(MergeState.UNPLACED, "coding", "FG1", "", 2)]
    assert list(left) == [row for row in table if row.coder_id != cd and row.code_id != stigma]


def test_a_category_becomes_a_code_where_it_is_coded_and_only_there() -> None:
    rows = all_rows()
    for name in ("stigma", "councils"):
        row = STUDY.code_named(name)
        rows[Code][row.id] = replace(row, codable=False)
    choosing = Choosing()
    codable_where_coded(dict(STUDY.codings), rows, choosing)
    assert lines(choosing) == [(MergeState.REPAIRED, "code", "stigma", "a code, for it is coded", 1)]
    names = {row.name for row in rows[Code].values() if row.codable}
    assert names == {"firms", "stigma", "privacy"}
    nothing: dict[UUID, Codings] = {}
    codable_where_coded(nothing, rows, choosing)
    assert len(choosing.lines) == 1


def test_turns_of_people_who_have_gone_are_nobodys() -> None:
    place = STUDY.transcript_named("FG1 Home owners").id
    table, rows = STUDY.turns_of(place), all_rows()
    assert turns_put_right(table, rows) is table
    gone = STUDY.participants_in_order[1]
    del rows[Participant][gone.id]
    now = turns_put_right(table, rows)
    assert now.participant.tolist() == [
        NO_KEY if key == key_of(gone.id) else key for key in table.participant.tolist()
    ]
    assert now.participant.tolist() != table.participant.tolist()


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_one_of_ours_that_was_changed_there_goes_before_one_that_is_new(order: tuple[int, int]) -> None:
    mine, new = map(identity, order)
    rows = all_rows()
    first = Summary(mine, CODES[0], PEOPLE[0], "ours", "AB", MOMENT)
    ours = {**rows, Summary: {mine: first}}
    changed = replace(first, text="changed there")
    rows[Summary] = {mine: changed, new: replace(first, id=new, text="theirs")}
    assert [told[2] for told in mended(rows, ours)] == ["theirs"]
    assert rows[Summary] == {mine: changed}
