"""Codings that become the same are one: the one that was there, with the memos of all and a weight of any."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.codings import Coding, Codings
from qualcode.model.identity import key_of, keys_of, new_id
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.operations.draft import Draft
from qualcode.operations.recoding import first_of_each, joined_texts, move_codings, swap_column
from tests.support.studies import FG1, example_study

START = example_study()
PLACE = START.transcript_named(FG1.name).id
CODES = [row.id for row in START.codes_in_order if row.codable][:3]
CODERS = [row.id for row in START.coders_in_order]
FIRST = next(iter(START.codings_of(PLACE)))


def coding(
    code: int, coder: int, start: int, memo: str = "", weight: int | None = None, age: int = 0
) -> Coding:
    made = FIRST.created_at + timedelta(minutes=age)
    return Coding(new_id(), CODES[code], CODERS[coder], Span(start, start + 3), made, weight, memo)


def moved(
    rest: Sequence[Coding], before: Sequence[Coding], after: Sequence[Coding]
) -> tuple[list[Coding], int]:
    """The codings of a transcript once some of them are others, and how many have collapsed."""
    table = Codings.from_rows([*rest, *before])
    study = replace(START, codings={PLACE: table} if len(table) else {})
    draft = Draft(study)
    number = move_codings(draft, PLACE, table, Codings.from_rows(before), Codings.from_rows(after))
    return list(study.after(draft.change("Move")).codings_of(PLACE)), number


def test_what_is_the_same_as_nothing_else_is_only_moved() -> None:
    here, there, one = coding(0, 0, 5), coding(1, 0, 5), coding(0, 1, 5)
    other = replace(here, span=Span(6, 9), code_id=CODES[1])
    found, number = moved([there, one], [here], [other])
    assert sorted(row.id for row in found) == sorted(row.id for row in (there, one, other))
    assert (found[-1], number) == (other, 0)


def test_the_one_that_was_there_stays_and_takes_memos_and_a_weight_that_it_lacks() -> None:
    there = coding(0, 0, 5, "here", age=9)
    older, newer = coding(1, 0, 5, "older", 40, age=1), coding(2, 0, 5, "newer", 60, age=2)
    recoded = [replace(row, code_id=CODES[0]) for row in (newer, older)]
    found, number = moved([there], [newer, older], recoded)
    assert (found, number) == ([replace(there, memo="here\n\nolder\n\nnewer", weight=40)], 2)
    # Where none was there, the oldest; where it has a weight, its own.
    found, number = moved([], [newer, older], recoded)
    assert (found, number) == ([replace(older, code_id=CODES[0], memo="older\n\nnewer")], 1)
    found, number = moved([replace(there, weight=0)], [older], recoded[1:])
    assert (found, number) == ([replace(there, memo="here\n\nolder", weight=0)], 1)


def test_of_two_of_one_age_the_smaller_identity_stays() -> None:
    pair = sorted((coding(1, 0, 5, "a"), coding(1, 0, 5, "b")), key=lambda row: row.id)
    for rows in (pair, pair[::-1]):
        found, number = moved([], rows, [replace(row, code_id=CODES[0]) for row in rows])
        assert (found[0].id, number, len(found)) == (pair[0].id, 1, 1)


def test_two_that_were_the_same_before_and_have_not_moved_stay_two() -> None:
    twins = [coding(0, 0, 5), coding(0, 0, 5)]
    other = coding(0, 0, 20)
    found, number = moved(twins, [other], [replace(other, span=Span(30, 33))])
    assert (len(found), number) == (3, 0)
    # What comes to their place is one with both.
    found, number = moved(twins, [other], [replace(other, span=twins[0].span)])
    assert (len(found), number) == (1, 2)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 2), st.integers(0, 1), st.sampled_from((0, 5)), st.sampled_from(("", "a", "b"))
        ),
        max_size=8,
    ),
    st.integers(0, 2),
)
def test_a_code_that_is_exchanged_leaves_each_place_coded_once(
    rows: list[tuple[int, int, int, str]], gone: int
) -> None:
    distinct = {row[:3]: coding(*row) for row in rows}
    study = replace(START, codings={PLACE: Codings.from_rows(distinct.values())} if rows else {})
    draft, target = Draft(study), (gone + 1) % 3
    number = swap_column(draft, study, "code", keys_of([CODES[gone]]), key_of(CODES[target]))
    after = list(study.after(draft.change("Swap")).codings_of(PLACE))
    wanted = {(target if code == gone else code, coder, start) for code, coder, start in distinct}
    found = [(CODES.index(row.code_id), CODERS.index(row.coder_id), row.span.start) for row in after]
    assert sorted(found) == sorted(wanted)
    assert number == len(distinct) - len(wanted)
    for row, place in zip(after, found, strict=True):
        parts = [
            each.memo
            for key, each in distinct.items()
            if (target if key[0] == gone else key[0], *key[1:]) == place
        ]
        assert sorted(filter(None, set(parts))) == sorted(filter(None, row.memo.split("\n\n")))


def test_the_first_of_each_differs_from_the_row_above_it() -> None:
    pairs = ((0, 0), (0, 0), (1, 0), (1, 1), (0, 1))
    table = Codings.from_rows(coding(code, coder, start) for start, (code, coder) in enumerate(pairs))
    assert first_of_each(table, ("code",)).tolist() == [True, False, True, False, True]
    assert first_of_each(table, ("code", "coder")).tolist() == [True, False, True, True, True]
    assert first_of_each(table.take(np.array([0])), ("code",)).tolist() == [True]
    assert first_of_each(Codings.empty(), ("code",)).tolist() == []


@pytest.mark.parametrize(
    ("texts", "joined"),
    [
        (("a",), "a"),
        (("a", "b", "c"), "a\n\nb\n\nc"),
        (("a", "", " ", "b"), "a\n\nb"),
        (("", "b"), "b"),
        ((" ", "b"), "b"),
        (("a", "a", " a "), "a"),
        (("a\n\nb", "b", "a"), "a\n\nb"),
        # Part of a paragraph is not said before.
        (("ab", "a"), "ab\n\na"),
        (("a\nb", "b"), "a\nb\n\nb"),
        (("", ""), ""),
    ],
)
def test_texts_are_joined_and_nothing_is_said_twice(texts: tuple[str, ...], joined: str) -> None:
    assert joined_texts(*texts) == joined


def test_other_transcripts_and_other_people_are_left_alone() -> None:
    study: Study = START
    draft = Draft(study)
    number = swap_column(draft, study, "coder", keys_of([new_id()]), key_of(CODERS[0]))
    assert (number, bool(draft.change("Swap"))) == (0, False)
    ids: list[UUID] = [row.id for row in study.codings_of(PLACE) if row.coder_id == CODERS[1]]
    number = swap_column(draft, study, "coder", keys_of([CODERS[1]]), key_of(CODERS[0]))
    after = study.after(draft.change("Swap"))
    assert number == len(ids) == 1
    assert {row.id for row in after.codings_of(PLACE)} == {row.id for row in study.codings_of(PLACE)} - {*ids}
