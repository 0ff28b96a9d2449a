"""Codings that do not have the same words after a change of a text, each with what becomes of it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from qualcode.model.codings import Coding, Codings
from qualcode.model.entities import TextVersion
from qualcode.model.identity import new_id
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.text import StoredText
from qualcode.model.turns import Turns
from qualcode.operations.coding_changes import CodingChange, Fate, coding_changes
from tests.support.studies import FG1, example_study

START = example_study()
PLACE = START.transcript_named(FG1.name).id
CODES = [START.code_named(name).id for name in ("stigma", "privacy")]
CODERS = [START.coder_named(name).id for name in ("AB", "CD")]
OLD, NEW = "one two three four. five six", "one  two 3 four. five! six two"


def coding(start: int, end: int, code: int = 0, coder: int = 0) -> Coding:
    row = next(iter(START.codings_of(PLACE)))
    span = Span(start, end)
    return replace(row, id=new_id(), code_id=CODES[code], coder_id=CODERS[coder], span=span)


def study(text: str, rows: Sequence[Coding], turns: Turns | None = None) -> Study:
    version = replace(START.text_version(PLACE), text=StoredText.of(text))
    tables = {**START.tables, TextVersion: {**START.rows(TextVersion), version.id: version}}
    codings = {PLACE: Codings.from_rows(rows)} if rows else {}
    return replace(START, tables=tables, codings=codings, turns={} if turns is None else {PLACE: turns})


def changes(
    before: Sequence[Coding], after: Sequence[Coding], turns: Turns | None = None
) -> list[CodingChange]:
    return list(coding_changes(study(OLD, before, turns), study(NEW, after), PLACE))


def told(before: str, after: str, fate: Fate, code: str = "stigma", coder: str = "AB") -> CodingChange:
    return CodingChange(code, coder, 0, before, after, fate)


def test_other_blanks_are_no_other_words() -> None:
    same = coding(0, 7)
    assert changes([same], [replace(same, span=Span(0, 8))]) == []
    assert changes([], [same]) == []


def test_words_that_are_others_are_told_in_the_order_of_the_text() -> None:
    one, same, other = coding(0, 13), coding(14, 18), coding(20, 28, 1, 1)
    now = [
        replace(one, span=Span(0, 10)),
        replace(same, span=Span(11, 15)),
        replace(other, span=Span(17, 26)),
    ]
    assert changes([other, same, one], now) == [
        told("one two three", "one  two 3", Fate.REWORDED),
        told("five six", "five! six", Fate.REWORDED, "privacy", "CD"),
    ]


@pytest.mark.parametrize(
    ("code", "coder", "fate"),
    [(0, 0, Fate.SAME_AS_ANOTHER), (1, 0, Fate.LOST), (0, 1, Fate.LOST)],
)
def test_a_coding_that_is_gone_is_lost_or_the_same_as_another_one(code: int, coder: int, fate: Fate) -> None:
    gone, there, last = coding(4, 7), coding(27, 30, code, coder), coding(8, 13)
    found = changes([gone, last], [there])
    assert found == [told("two", "", fate), told("three", "", Fate.LOST)]


def test_a_coding_in_pieces_says_them_all() -> None:
    torn = coding(0, 18)
    first = replace(torn, span=Span(0, 3))
    pieces = [coding(5, 8), coding(11, 15), coding(17, 22), coding(11, 15, 1), coding(11, 15, 0, 1)]
    assert changes([torn], [first, *pieces]) == [
        told("one two three four", "one […] two […] four", Fate.IN_PIECES)
    ]
    # What was there before is none of its pieces.
    known = coding(4, 7)
    found = changes([torn, known], [first, replace(known, span=Span(5, 8))])
    assert found == [told("one two three four", "one", Fate.REWORDED)]


def test_the_turn_is_told_in_which_a_coding_begins() -> None:
    turn = next(iter(START.turns_of(PLACE)))
    turns = Turns.from_rows(
        replace(turn, id=new_id(), span=Span(start, end), speech=start) for start, end in ((0, 19), (19, 25))
    )
    rows = [coding(4, 13), coding(19, 24), coding(25, 28)]
    found = [(change.turn, change.before) for change in changes(rows, [], turns)]
    assert found == [(1, "two three"), (2, " five"), (0, "six")]
