"""Codings and turns of both sides: what comes, what goes where it is chosen, and what is told of it."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import numpy as np
import pytest

from qualcode.model.codings import Coding, Codings
from qualcode.model.identity import new_id
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.teamwork.merge_plan import MergeLine, MergeState, Side
from qualcode.model.turns import Turns
from qualcode.model.words.cutting import in_one_line
from qualcode.operations.merging.choosing import Choosing
from qualcode.operations.merging.columns import merged_codings, merged_turns, new_codings_use
from qualcode.operations.merging.texts import Studies
from tests.support.studies import FG1, INT01, example_study, span_of

START = example_study()
PLACE = START.transcript_named(FG1.name).id
AB, CD = (START.coder_named(name).id for name in ("AB", "CD"))
PRIVACY, STIGMA = (START.code_named(name).id for name in ("privacy", "stigma"))


def coded(study: Study, *rows: Coding, without: Codings | None = None) -> Study:
    """The study with more codings of the focus group, and without some."""
    table = study.codings_of(PLACE)
    table = table if without is None else table.without(without.id)
    table = table.joined(Codings.from_rows(rows)) if rows else table
    return replace(study, codings={**study.codings, PLACE: table})


def made(words: str, code: UUID = STIGMA, coder: UUID = AB, memo: str = "") -> Coding:
    row = next(iter(START.codings_of(PLACE)))
    return replace(
        row, id=new_id(), code_id=code, coder_id=coder, span=span_of(START, words), memo=memo, weight=None
    )


def told(choosing: Choosing) -> list[tuple[MergeState, str, str, str, str, Side, int]]:
    return [
        (line.state, line.noun, line.name, line.here, line.there, line.side, line.number)
        for line in choosing.lines
    ]


def taken(table: Codings, wanted: Callable[[Coding], bool]) -> Codings:
    return table.take(np.array([wanted(row) for row in table]))


def of(study: Study, coder: UUID) -> Codings:
    table = study.codings_of(PLACE)
    return taken(table, lambda row: row.coder_id == coder)


def test_codings_that_the_other_side_removed_go_where_that_is_chosen_coder_by_coder() -> None:
    theirs = coded(START, without=START.codings_of(PLACE))
    studies = Studies(START, theirs, START)
    choosing = Choosing()
    assert merged_codings(studies, PLACE, choosing) == START.codings_of(PLACE)
    here = "privacy “asked first”, stigma “They just assume” and privacy “They just assume”"
    expected = {
        f"codings:{PLACE}:{AB}": (f"{FG1.name}, AB", here, 3),
        f"codings:{PLACE}:{CD}": (f"{FG1.name}, CD", "privacy “asked first”", 1),
    }
    assert {line.key: (line.name, line.here, line.number) for line in choosing.lines} == expected
    assert {(line.state, line.noun, line.side) for line in choosing.lines} == {
        (MergeState.DELETED_THERE, "coding", Side.OURS)
    }
    for coder, other in ((AB, CD), (CD, AB)):
        choosing = Choosing({f"codings:{PLACE}:{coder}": Side.THEIRS})
        assert merged_codings(studies, PLACE, choosing) == of(START, other)
    # What we have since is not removed by anybody.
    ours = coded(START, new := made("cellar"))
    both = dict.fromkeys(expected, Side.THEIRS)
    left = merged_codings(Studies(ours, theirs, START), PLACE, Choosing(both))
    assert left == Codings.from_rows([new])
    # Without a common past nothing counts as removed.
    choosing = Choosing(both)
    assert merged_codings(Studies(START, theirs, None), PLACE, choosing) == START.codings_of(PLACE)
    assert choosing.lines == []


def test_three_of_many_codings_that_were_removed_are_quoted() -> None:
    words = ("Focus", "group", "make", "want", "hide")
    for number, here in (
        (3, "stigma “Focus”, stigma “group” and stigma “make”"),
        (4, "stigma “Focus”, stigma “group”, stigma “make” and 1 more"),
        (5, "stigma “Focus”, stigma “group”, stigma “make” and 2 more"),
    ):
        base = coded(
            START, *(made(each, coder=CD) for each in words[:number]), without=START.codings_of(PLACE)
        )
        theirs = coded(base, without=base.codings_of(PLACE))
        choosing = Choosing()
        merged_codings(Studies(base, theirs, base), PLACE, choosing)
        assert told(choosing) == [
            (MergeState.DELETED_THERE, "coding", f"{FG1.name}, CD", here, "", Side.OURS, number)
        ]
    long = coded(START, made(FG1.text[40:140]), without=START.codings_of(PLACE))
    choosing = Choosing()
    merged_codings(Studies(long, coded(long, without=long.codings_of(PLACE)), long), PLACE, choosing)
    assert [line.here for line in choosing.lines] == [f"stigma “{in_one_line(FG1.text[40:140], 60)}”"]


def test_new_codings_come_and_are_counted_by_coder() -> None:
    new = [made("cellar"), made("Really"), made("cellar", coder=CD)]
    choosing = Choosing()
    found = merged_codings(Studies(START, coded(START, *new), START), PLACE, choosing)
    assert found == coded(START, *new).codings_of(PLACE)
    assert sorted(told(choosing), key=lambda line: line[2]) == [
        (MergeState.NEW, "coding", f"{FG1.name}, AB", "", "", Side.THEIRS, 2),
        (MergeState.NEW, "coding", f"{FG1.name}, CD", "", "", Side.THEIRS, 1),
    ]


def test_what_a_coder_coded_on_both_sides_under_two_identities_is_one() -> None:
    mine, same = made("cellar"), made("cellar")
    others = [made("cellar", code=PRIVACY), made("cellar", coder=CD), made("company's cellar"), made("some")]
    ours, theirs = coded(START, mine), coded(START, same, *others)
    choosing = Choosing()
    found = merged_codings(Studies(ours, theirs, START), PLACE, choosing)
    assert found == coded(START, mine, *others).codings_of(PLACE)
    assert sorted(line.number for line in choosing.lines) == [1, 3]
    # Where we have none yet, all of theirs come; what they have twice comes once.
    bare = coded(START, without=START.codings_of(PLACE))
    twice = coded(bare, same, made("cellar"))
    assert merged_codings(Studies(bare, coded(bare, same, others[0]), None), PLACE, Choosing()) == (
        Codings.from_rows([same, others[0]])
    )
    assert len(merged_codings(Studies(bare, twice, None), PLACE, Choosing())) == 1


def test_codings_that_we_removed_come_back_with_what_they_hang_on_alone() -> None:
    table = START.codings_of(PLACE)
    ours = coded(START, without=table)
    studies = Studies(ours, START, START)
    assert len(merged_codings(studies, PLACE, Choosing())) == 0
    for back, left in (
        ({PLACE}, table),
        ({CD}, of(START, CD)),
        ({STIGMA}, taken(table, lambda row: row.code_id == STIGMA)),
        ({new_id()}, Codings.empty()),
    ):
        choosing = Choosing()
        choosing.back |= back
        assert merged_codings(studies, PLACE, choosing) == left


def test_what_only_they_changed_of_codings_is_taken_over_and_counted() -> None:
    table = START.codings_of(PLACE)
    theirs = coded(
        START,
        *(replace(row, memo=f"{row.memo}!") for row in table if row.coder_id == AB),
        *(replace(row, weight=40) for row in table if row.coder_id == CD),
        without=table,
    )
    choosing = Choosing()
    assert merged_codings(Studies(START, theirs, START), PLACE, choosing) == theirs.codings_of(PLACE)
    assert sorted(told(choosing), key=lambda line: line[2]) == [
        (MergeState.CHANGED_THERE, "coding", f"{FG1.name}, AB", "", "", Side.THEIRS, 3),
        (MergeState.CHANGED_THERE, "coding", f"{FG1.name}, CD", "", "", Side.THEIRS, 1),
    ]
    choosing = Choosing()
    assert merged_codings(Studies(theirs, START, START), PLACE, choosing) == theirs.codings_of(PLACE)
    assert choosing.lines == []
    # Without a common past something goes before nothing: the weight is theirs, the memos are to be chosen.
    choosing = Choosing()
    found = merged_codings(Studies(START, theirs, None), PLACE, choosing)
    assert sorted((row.weight is None, row.memo) for row in found) == [
        (False, ""), (True, "!"), (True, "assumption"), (True, "control"),
    ]  # fmt: skip
    assert [line.name for line in choosing.lines if line.state is MergeState.BOTH] == [
        f"{START.path(row.code_id)} in {FG1.name}: memo" for row in table if row.memo
    ]


# -- turns -----------------------------------------------------------------------------------------------


def with_turns(study: Study, turns: Turns, place: UUID = PLACE) -> Study:
    return replace(study, turns={**study.turns, place: turns})


TURNS = START.turns_of(PLACE)
SHORT, SHORTEST = TURNS.take(slice(0, 4)), TURNS.take(slice(0, 3))
ALL = "turns of FG1-P1, FG1-P2 and MOD"


@pytest.mark.parametrize(
    ("ours", "theirs", "base", "found", "lines"),
    [
        (TURNS, TURNS, None, TURNS, []),
        (TURNS, SHORT, SHORT, TURNS, []),
        (TURNS, SHORT, TURNS, SHORT, [(MergeState.CHANGED_THERE, "", "")]),
        (TURNS, SHORT, SHORTEST, TURNS, [(MergeState.BOTH, f"5 {ALL}", f"4 {ALL}")]),
        (SHORTEST, SHORT, None, SHORTEST, [(MergeState.BOTH, "3 turns of FG1-P1 and MOD", f"4 {ALL}")]),
    ],
)  # fmt: skip
def test_turns_are_those_of_the_side_that_alone_changed_them(
    ours: Turns, theirs: Turns, base: Turns | None, found: Turns, lines: list[tuple[MergeState, str, str]]
) -> None:
    before = None if base is None else with_turns(START, base)
    studies = Studies(with_turns(START, ours), with_turns(START, theirs), before)
    choosing = Choosing()
    assert merged_turns(studies, PLACE, choosing) == found
    assert [(line.state, line.here, line.there) for line in choosing.lines] == lines
    assert all((line.noun, line.name) == ("turns", FG1.name) for line in choosing.lines)
    if lines and lines[0][0] is MergeState.BOTH:
        chosen = Choosing({f"turns:{PLACE}": Side.THEIRS})
        assert merged_turns(studies, PLACE, chosen) == theirs


def test_turns_of_a_transcript_that_one_side_has_are_that_sides() -> None:
    other = new_id()
    alone = with_turns(START, SHORT, other)
    for ours, theirs in ((START, alone), (alone, START)):
        row = replace(START.transcripts[PLACE], id=other)
        have = alone if ours is alone else theirs
        tables = {**have.tables, type(row): {**have.rows(type(row)), other: row}}
        having = replace(have, tables=tables)
        studies = Studies(having if ours is alone else ours, having if theirs is alone else theirs, None)
        choosing = Choosing()
        assert merged_turns(studies, other, choosing) == SHORT
        assert choosing.lines == []


def test_turns_with_other_identities_are_the_same() -> None:
    again = TURNS.replacing(id=TURNS.id[::-1].copy())
    choosing = Choosing()
    assert merged_turns(Studies(START, with_turns(START, again), None), PLACE, choosing) == TURNS
    assert choosing.lines == []


def test_three_of_many_speakers_are_named() -> None:
    people = [row.id for row in START.participants_in_order]
    rows = list(TURNS)
    for number, said in (
        (0, "4 turns"),
        (1, "4 turns of FG1-P1"),
        (4, "4 turns of FG1-P1, FG1-P2, I and 1 more"),
    ):
        chosen = sorted(people, key=lambda person: START.participants[person].name)[:number]
        turns = Turns.from_rows(
            replace(row, participant_id=chosen[place % number] if number else None)
            for place, row in enumerate(rows[:4])
        )
        choosing = Choosing()
        merged_turns(Studies(with_turns(START, turns), START, None), PLACE, choosing)
        assert [line.here for line in choosing.lines] == [said]


# -- what is used ----------------------------------------------------------------------------------------


def test_new_codings_use_their_code_their_coder_and_their_transcript() -> None:
    theirs = coded(START, made("cellar"))
    assert new_codings_use(Studies(START, START, START)) == frozenset()
    assert new_codings_use(Studies(START, theirs, START)) == {PLACE, STIGMA, AB}
    assert new_codings_use(Studies(START, theirs, None)) == {PLACE, STIGMA, PRIVACY, AB, CD}


def test_a_line_tells_both_sides_of_what_is_to_be_chosen() -> None:
    (row, *_) = (each for each in START.codings_of(PLACE) if each.memo == "assumption")

    def changed(**values: object) -> Study:
        new = replace(row, **values)  # type: ignore[arg-type]
        old = taken(START.codings_of(PLACE), lambda each: each.id == row.id)
        return coded(START, new, without=old)

    ours, theirs = changed(coder_id=CD, weight=None, memo=""), changed(coder_id=AB, weight=3, memo="x")
    choosing = Choosing()
    merged_codings(Studies(ours, theirs, None), PLACE, choosing)
    assert choosing.lines[0] == MergeLine(
        f"coding:{row.id}:coder_id", MergeState.BOTH, "coding", f"stigma in {FG1.name}: coder", "CD", "AB",
        Side.OURS,
    )  # fmt: skip
    assert [(line.state, line.name, line.number) for line in choosing.lines[1:]] == [
        (MergeState.CHANGED_THERE, f"{FG1.name}, CD", 1)
    ]
    span = Span(row.span.start, row.span.end + 5)
    choosing = Choosing()
    merged_codings(
        Studies(changed(span=span), changed(span=Span(span.start + 5, span.end)), START), PLACE, choosing
    )
    assert [(line.here, line.there) for line in choosing.lines] == [
        (START.quoted(PLACE, span), START.quoted(PLACE, Span(span.start + 5, span.end)))
    ]


def test_nothing_is_told_of_another_transcript() -> None:
    other = START.transcript_named(INT01.name).id
    choosing = Choosing()
    assert len(merged_codings(Studies(START, coded(START, made("cellar")), START), other, choosing)) == 0
    assert choosing.lines == []


def test_the_first_of_ours_comes_once_where_both_have_moved_it() -> None:
    first = min(START.codings_of(PLACE), key=lambda row: row.span)
    rest = taken(START.codings_of(PLACE), lambda row: row.id == first.id)
    ours, theirs = (
        coded(START, replace(first, span=Span(first.span.start + more, first.span.end)), without=rest)
        for more in (1, 2)
    )
    found = merged_codings(Studies(ours, theirs, None), PLACE, Choosing())
    assert found == ours.codings_of(PLACE)
