"""Where two coders read differently: kinds by example, and that nothing is left out or told twice.

Tests as well: ``model.teamwork.readings``, ``model.teamwork.reading_words``.
"""

from fractions import Fraction
from itertools import product
from uuid import UUID

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qualcode.analysis.differences import alike, differences, readings_of, who_code
from qualcode.model.codes.coding_rows import CodingRow
from qualcode.model.study import Study
from qualcode.model.teamwork.reading_words import decision_in_words, kind_in_words
from qualcode.model.teamwork.readings import AGREED, CodeReading, Difference
from qualcode.operations.coders import ensure_coder
from qualcode.operations.codings.coding_import import import_codings
from qualcode.operations.project import new_project
from qualcode.operations.teamwork.rounds import open_round
from qualcode.operations.transcripts.documents import add_transcripts
from tests.analysis.building import Coded, Talk, study_of
from tests.support.profiles import of_hundred
from tests.support.studies import read_transcript, studies

Line = tuple[str, str, int, int]
AB, CD = "AB", "CD"
# So that both coders are there, and alike in it.
BOTH: tuple[Line, ...] = ((AB, "same", 90, 95), (CD, "same", 90, 95))


def coded(*lines: Line) -> Study:
    """A transcript of 100 letters in which AB and CD gave codes to places."""
    study = Study().after(new_project("Readings"))
    study = study.after(add_transcripts(study, [read_transcript("T", [("P1", "x" * 96)])]).change)
    rows = [CodingRow("T", code, coder, start, end) for coder, code, start, end in (*BOTH, *lines)]
    return study.after(import_codings(study, rows).change)


def pair(study: Study) -> tuple[UUID, UUID]:
    return study.coder_named(AB).id, study.coder_named(CD).id


def told(study: Study) -> list[tuple[str, list[Line], list[Line]]]:
    found = []
    for each in differences(study, pair(study)):
        sides = [
            [(name, study.path(row.code_id), *row.span) for row in side]
            for name, side in ((AB, each.ones), (CD, each.others))
        ]
        found.append((kind_in_words(study, each), sides[0], sides[1]))
    return found


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], []),
        ([(AB, "a", 10, 20), (CD, "a", 10, 20)], []),
        ([(AB, "a", 10, 20)], ["only AB"]),
        ([(CD, "a", 10, 20)], ["only CD"]),
        ([(AB, "a", 10, 20), (CD, "a", 10, 25)], ["other boundaries"]),
        # Touching is not overlapping.
        ([(AB, "a", 10, 20), (CD, "a", 20, 30)], ["only AB", "only CD"]),
        ([(AB, "a", 10, 20), (CD, "b", 10, 20)], ["other code"]),
        # Half of what both cover, and less.
        ([(AB, "a", 10, 20), (CD, "b", 10, 30)], ["other code"]),
        ([(AB, "a", 10, 20), (CD, "b", 10, 31)], ["only AB", "only CD"]),
        # A coder's own overlaps are one reading.
        ([(AB, "a", 10, 20), (AB, "a", 15, 30), (CD, "a", 10, 30)], []),
        # What overlaps hangs together: one difference, not two.
        ([(AB, "a", 10, 20), (AB, "a", 30, 40), (CD, "a", 15, 35)], ["other boundaries"]),
        # Nested: the furthest end counts.
        ([(AB, "a", 10, 50), (CD, "a", 12, 20), (CD, "a", 30, 40)], ["other boundaries"]),
        # Alike in one code, apart in another.
        ([(AB, "a", 10, 20), (CD, "a", 10, 20), (AB, "b", 10, 20)], ["only AB"]),
        # Each reading is part of one pair at most: the one that shares most.
        ([(AB, "a", 10, 20), (CD, "b", 10, 20), (CD, "c", 11, 20)], ["other code", "only CD"]),
    ],
)
def test_kinds_of_difference(lines: list[Line], expected: list[str]) -> None:
    study = coded(*lines)
    assert [kind for kind, _, _ in told(study)] == expected


def test_a_difference_says_who_has_what() -> None:
    study = coded((AB, "a", 10, 20), (CD, "b", 10, 20))
    assert told(study) == [("other code", [(AB, "a", 10, 20)], [(CD, "b", 10, 20)])]
    (each,) = differences(study, pair(study))
    assert (each.span, len(each.originals)) == ((10, 20), 2)
    assert decision_in_words(study, each) == "Not settled"
    swapped = differences(study, pair(study)[::-1])
    assert [other.key for other in swapped] == [each.key]


@given(studies())
def test_every_reading_is_alike_or_in_one_difference(study: Study) -> None:
    one, other = pair(study)
    for transcript in study.transcripts_in_order:
        found = differences(study, (one, other), [transcript.id])
        for coder, side in (
            (one, [row for each in found for row in each.ones]),
            (other, [row for each in found for row in each.others]),
        ):
            own = readings_of(study, transcript.id, coder)
            assert len(set(side)) == len(side)
            assert set(side) <= set(own)
            same = {(row.code_id, row.span) for row in alike(study, (one, other), transcript.id)}
            # What is alike may still hang together with something that is not.
            assert all((row.code_id, row.span) in same for row in own if row not in side)
    assert len({each.key for each in differences(study, (one, other))}) == len(
        differences(study, (one, other))
    )


def test_codings_of_one_code_that_hang_together_are_one_reading() -> None:
    study = coded(
        (AB, "a", 10, 40), (AB, "a", 12, 15), (AB, "a", 30, 50), (AB, "a", 50, 60), (AB, "b", 5, 8),
    )  # fmt: skip
    text, (one, other) = next(iter(study.transcripts)), pair(study)
    found = [
        (study.path(each.code_id), *each.span, len(each.codings)) for each in readings_of(study, text, one)
    ]
    assert sorted(found) == [("a", 10, 50, 3), ("a", 50, 60, 1), ("b", 5, 8, 1), ("same", 90, 95, 1)]
    assert len(readings_of(study, text, other)) == 1


def test_what_hangs_together_by_the_longest_is_one_difference() -> None:
    long = coded((AB, "a", 10, 40), (CD, "a", 12, 15), (CD, "a", 30, 50), (AB, "a", 50, 60))
    assert told(long) == [
        ("other boundaries", [(AB, "a", 10, 40)], [(CD, "a", 12, 15), (CD, "a", 30, 50)]),
        ("only AB", [(AB, "a", 50, 60)], []),
    ]


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        ((10, 20), (15, 25), ["only AB", "only CD"]),  # 5 of 15
        ((10, 20), (10, 30), ["other code"]),  # 10 of 20
        ((10, 20), (10, 31), ["only AB", "only CD"]),  # 10 of 21
        ((10, 20), (20, 30), ["only AB", "only CD"]),
        ((10, 50), (12, 40), ["other code"]),
    ],
)
def test_other_codes_are_about_the_same_words_where_they_share_half(
    one: tuple[int, int], other: tuple[int, int], kinds: list[str]
) -> None:
    study = coded((AB, "a", *one), (CD, "b", *other))
    assert [kind for kind, *_ in told(study)] == kinds


def test_each_is_paired_once_with_what_it_shares_most_with() -> None:
    study = coded((AB, "a", 10, 20), (AB, "c", 10, 21), (CD, "b", 10, 20), (CD, "d", 60, 70))
    assert told(study) == [
        ("other code", [(AB, "a", 10, 20)], [(CD, "b", 10, 20)]),
        ("only AB", [(AB, "c", 10, 21)], []),
        ("only CD", [], [(CD, "d", 60, 70)]),
    ]


def _slowly(study: Study, transcript_id: UUID, coders: tuple[UUID, UUID]) -> set[tuple[object, ...]]:
    """What differs, found by comparing every reading with every other."""
    mine, theirs = (list(readings_of(study, transcript_id, coder)) for coder in coders)
    sides = [(row, 0) for row in mine] + [(row, 1) for row in theirs]
    found: set[tuple[object, ...]] = set()
    alone: tuple[list[CodeReading], list[CodeReading]] = ([], [])
    waiting = list(sides)
    while waiting:
        group = [waiting.pop(0)]
        while joined := [
            item
            for item in waiting
            if any(item[0].code_id == row.code_id and item[0].span.overlaps(row.span) for row, _ in group)
        ]:
            group += joined
            waiting = [item for item in waiting if item not in joined]
        ones, others = ([row for row, side in group if side == which] for which in (0, 1))
        if not ones or not others:
            alone[0].extend(ones)
            alone[1].extend(others)
        elif {row.span for row in ones} != {row.span for row in others}:
            found.add((Difference.BOUNDARIES, frozenset(ones), frozenset(others)))
    return found | _paired(*alone)


def _paired(ones: list[CodeReading], others: list[CodeReading]) -> set[tuple[object, ...]]:
    """Those that share most first, each once; that no two pairs share as much is for the test to see to."""

    def share(pair: tuple[CodeReading, CodeReading]) -> Fraction:
        one, other = (set(range(*row.span)) for row in pair)
        return Fraction(len(one & other), len(range(min(one | other), max(one | other) + 1)))

    pairs = sorted((pair for pair in product(ones, others) if share(pair) >= Fraction(1, 2)), key=share)
    assume(len({share(pair) for pair in pairs}) == len(pairs))
    found: set[tuple[object, ...]] = set()
    for one, other in reversed(pairs):
        if one in ones and other in others:
            ones.remove(one)
            others.remove(other)
            found.add((Difference.CODE, frozenset((one,)), frozenset((other,))))
    found |= {(Difference.ONLY_ONE, frozenset((row,)), frozenset()) for row in ones}
    return found | {(Difference.ONLY_OTHER, frozenset(), frozenset((row,))) for row in others}


_LINES = st.lists(
    st.tuples(st.sampled_from((AB, CD)), st.sampled_from("abc"), st.integers(0, 30), st.integers(1, 12)),
    max_size=10,
).map(lambda rows: [(coder, code, start, start + length) for coder, code, start, length in rows])


@settings(max_examples=of_hundred(60))
@given(_LINES)
def test_differences_are_those_of_comparing_everything(lines: list[Line]) -> None:
    rows = [Coded(coder, code, start, end) for coder, code, start, end in (*BOTH, *lines)]
    names = dict.fromkeys(("same", "a", "b", "c"))
    study = study_of({"T": Talk("x" * 100, (), rows)}, names)
    (text,), coders = study.transcripts, pair(study)
    found = differences(study, coders)
    assert {(each.kind, frozenset(each.ones), frozenset(each.others)) for each in found} == _slowly(
        study, text, coders
    )
    assert [each.span for each in found] == sorted(each.span for each in found)
    assert all((each.transcript_id, each.one_id, each.other_id) == (text, *coders) for each in found)
    for each in found:
        for side in (each.ones, each.others):
            assert [row.span for row in side] == sorted(row.span for row in side)
    slow_alike = [
        row
        for row in readings_of(study, text, coders[0])
        for other in readings_of(study, text, coders[1])
        if (row.code_id, row.span) == (other.code_id, other.span)
    ]
    assert list(alike(study, coders, text)) == slow_alike


def test_who_codes_is_who_has_coded_or_is_in_a_round() -> None:
    study = coded()
    text = next(iter(study.transcripts))
    for name in ("EF", "GH", AGREED):
        study = study.after(ensure_coder(study, name)[1])
    assert [row.name for row in who_code(study, AGREED)] == [AB, CD]
    study = study.after(open_round(study, "Pilot", [text], [AB, "EF"])[1])
    assert [row.name for row in who_code(study, AGREED)] == [AB, CD, "EF"]
    assert [row.name for row in who_code(study, AB)] == [CD, "EF"]


def test_only_chosen_transcripts_are_compared() -> None:
    study = coded((AB, "a", 10, 20))
    (text,) = study.transcripts
    assert len(differences(study, pair(study), [text])) == len(differences(study, pair(study))) == 1
    assert differences(study, pair(study), []) == ()
