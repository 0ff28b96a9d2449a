"""What came back from another program under other identities is known again by its content."""

from dataclasses import replace

import numpy as np

from qualcode.model.codings import Codings
from qualcode.model.entities import TextVersion
from qualcode.model.identity import id_array, new_id
from qualcode.model.study import Study
from qualcode.model.text import StoredText
from qualcode.operations.exchanging.recognising import recognised
from tests.support.studies import FG1, example_study

KNOWN = example_study()
PLACE = KNOWN.transcript_named(FG1.name).id
TABLE = KNOWN.codings_of(PLACE)


def strange(table: Codings, *places: int) -> Codings:
    """The codings, some of them with identities that nobody knows."""
    ids = table.id.copy()
    ids[list(places)] = id_array([new_id() for _ in places])
    return table.replacing(id=ids)


def with_codings(table: Codings) -> Study:
    return replace(KNOWN, codings={PLACE: table})


def found(table: Codings) -> Codings:
    return recognised(with_codings(table), KNOWN).codings_of(PLACE)


def test_codings_where_they_were_are_those_that_were_there() -> None:
    assert len(TABLE) == 4
    for places in ((), (0,), (3,), (0, 1, 2, 3)):
        assert found(strange(TABLE, *places)) == TABLE


def test_a_coding_that_has_moved_is_a_new_one() -> None:
    moved = strange(TABLE, 0, 1)
    end = moved.end.copy()
    end[0] += 1
    new = moved.row(0)
    before = next(row for row in TABLE if (row.span, row.coder_id) == (new.span, new.coder_id))
    now = {row.id for row in found(moved.replacing(end=end))}
    assert now == {new.id, *(row.id for row in TABLE)} - {before.id}


def test_two_at_one_place_are_both_known_and_a_third_is_new() -> None:
    twice = TABLE.take(np.array([0, 0, 1, 2, 3]))
    again = strange(twice, 1)
    known = with_codings(again)
    thrice = strange(again.take(np.array([0, 0, 1, 2, 3, 4])), 0, 1, 2)
    now = recognised(with_codings(thrice), known).codings_of(PLACE)
    assert set(again.id.tolist()) <= set(now.id.tolist())
    assert len(set(now.id.tolist())) == 6


def test_in_another_text_the_same_place_is_another_one() -> None:
    version = KNOWN.text_version(PLACE)
    other = replace(version, text=StoredText.of(version.text.read().replace("What", "That")))
    study = with_codings(strange(TABLE, 0, 1, 2, 3))
    rows = {**study.rows(TextVersion), version.id: other}
    study = replace(study, tables={**study.tables, TextVersion: rows})
    assert recognised(study, KNOWN).codings == study.codings
