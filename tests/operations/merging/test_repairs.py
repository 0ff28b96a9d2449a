"""A merged study put right: of two about one thing, the one that we have stays as it was."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qualcode.model.entities import KINDS, Coder, Summary
from qualcode.operations.merging.choosing import Choosing
from qualcode.operations.merging.repairs import put_right
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
