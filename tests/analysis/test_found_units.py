"""What found passages become, by example and against the letters they must hold."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.found_units import FoundUnit, widened
from qualcode.model.errors import QualcodeError
from qualcode.model.span import Span
from qualcode.model.study import Study
from tests.analysis.building import Said, Talk, identity, study_of
from tests.analysis.strategies import FixedMeasures, studies

TEXT = "A: one two. three four\nB: five.\nsix seven\nA: eight\n"
FIRST, SECOND = TEXT.index("B:"), TEXT.rindex("A:")
T = identity("transcript", "T")


def study() -> Study:
    turns = [
        Said(0, FIRST, "A", 3),
        Said(FIRST, SECOND, "B", FIRST + 3),
        Said(SECOND, len(TEXT), "A", SECOND + 3),
    ]
    return study_of({"T": Talk(TEXT, turns)}, {})


def becomes(words: Sequence[str], unit: FoundUnit = FoundUnit.HIT, around: int = 0) -> list[str]:
    places = [(T, Span(TEXT.index(word), TEXT.index(word) + len(word))) for word in words]
    found = widened(study(), places, FixedMeasures(), unit, around)
    return [TEXT[span.start : span.end] for _, span in found]


def test_each_unit() -> None:
    assert becomes([" two"]) == ["two"]
    assert becomes(["two"], FoundUnit.SENTENCE) == ["one two"]
    assert becomes(["four"], FoundUnit.SENTENCE) == ["three four"]
    assert becomes(["two. three"], FoundUnit.SENTENCE) == ["one two. three four"]
    assert becomes(["two"], FoundUnit.TURN) == ["one two. three four"]
    assert becomes(["five"], FoundUnit.TURN) == ["five.\nsix seven"]
    assert becomes(["five"], FoundUnit.PARAGRAPH) == ["five."]
    assert becomes(["seven"], FoundUnit.PARAGRAPH) == ["six seven"]
    assert becomes(["eight"], FoundUnit.HIT, 1) == ["five.\nsix seven\nA: eight"]
    assert becomes(["five"], FoundUnit.TURN, 5) == [TEXT[3:-1]]


def test_what_overlaps_becomes_one() -> None:
    assert becomes(["one", "two"], FoundUnit.SENTENCE) == ["one two", "one two"]
    assert becomes(["one", "eight"], FoundUnit.HIT, 1) == [TEXT[3:-1], TEXT[3:-1]]
    assert becomes(["one", "eight"], FoundUnit.TURN) == ["one two. three four", "eight"]


def test_turns_around_cannot_be_negative() -> None:
    with pytest.raises(QualcodeError, match="negative"):
        becomes(["one"], FoundUnit.TURN, -1)


@pytest.mark.parametrize("unit", [FoundUnit.SENTENCE, FoundUnit.PARAGRAPH])
def test_no_sentence_or_paragraph_has_turns_around_it(unit: FoundUnit) -> None:
    with pytest.raises(QualcodeError, match=f"its {unit} alone cannot be"):
        becomes(["five"], unit, 1)


CHOICES = [
    (unit, around)
    for unit in FoundUnit
    for around in range(3)
    if not around or unit in (FoundUnit.HIT, FoundUnit.TURN)
]


@given(studies(), st.sampled_from(CHOICES), st.data())
def test_what_was_found_is_in_what_it_becomes(
    study: Study, chosen: tuple[FoundUnit, int], data: st.DataObject
) -> None:
    unit, around = chosen
    places = []
    for transcript_id in study.transcripts:
        length = len(study.text(transcript_id))
        for _ in range(data.draw(st.integers(0, 3))):
            start = data.draw(st.integers(0, length - 1))
            places.append((transcript_id, Span(start, data.draw(st.integers(start + 1, length)))))
    found = widened(study, places, FixedMeasures(), unit, around)
    assert [place for place, _ in found] == [place for place, _ in places]
    for (place, before), (_, after) in zip(places, found, strict=True):
        text = study.text(place)
        said = [at for at in range(before.start, before.end) if not text[at].isspace()]
        assert all(after.start <= at < after.end for at in said)
        assert 0 <= after.start < after.end <= len(text)
    if unit is not FoundUnit.HIT or around:
        spans = sorted(set(found))
        for (one, first), (other, second) in pairwise(spans):
            assert one != other or first.end <= second.start


def test_of_a_passage_that_is_partly_in_no_turn_nothing_is_left_out() -> None:
    talk = Talk("head a b tail", [Said(5, 7, "P1"), Said(7, 9, "P2")])
    for place, whole in ((Span(5, 11), Span(5, 11)), (Span(2, 6), Span(2, 6)), (Span(2, 13), Span(2, 13))):
        assert widened(study_of({"T": talk}, {}), [(T, place)], FixedMeasures(), FoundUnit.TURN) == [
            (T, whole)
        ]


def test_a_passage_in_no_turn_and_in_no_sentence_stays_as_it_is() -> None:
    bare = study_of({"T": Talk(TEXT)}, {})
    span = Span(3, 6)
    assert widened(bare, [(T, span)], FixedMeasures(), FoundUnit.TURN) == [(T, span)]
    assert widened(bare, [(T, span)], FixedMeasures()) == [(T, span)]
    assert widened(bare, [(T, span)], FixedMeasures(), around=2) == [(T, span)]
    label = Span(FIRST, FIRST + 2)
    assert widened(study(), [(T, label)], FixedMeasures(), FoundUnit.SENTENCE) == [(T, label)]


def test_paragraphs_are_whole_lines_without_their_label() -> None:
    assert becomes(["B: five"], FoundUnit.PARAGRAPH) == ["B: five."]
    assert becomes(["one"], FoundUnit.PARAGRAPH) == ["one two. three four"]
    assert becomes(["five.\nsix"], FoundUnit.PARAGRAPH) == ["five.\nsix seven"]
    assert becomes(["four\n"], FoundUnit.PARAGRAPH) == ["one two. three four"]
    assert becomes(["eight\n"], FoundUnit.PARAGRAPH) == ["eight"]


def test_a_label_that_was_found_is_part_of_what_it_becomes() -> None:
    assert becomes(["B: five"], FoundUnit.TURN) == ["B: five.\nsix seven"]
    assert becomes(["A: one"], FoundUnit.HIT, 1) == ["A: one two. three four\nB: five.\nsix seven"]


def test_passages_that_only_touch_stay_apart() -> None:
    assert becomes(["one", "three"], FoundUnit.SENTENCE) == ["one two", "three four"]
    assert becomes(["one", "two", "one two"]) == ["one", "two", "one two"]
    assert becomes(["eight", "one"], FoundUnit.TURN) == ["eight", "one two. three four"]


def test_lines_of_a_text_that_begins_with_an_empty_one() -> None:
    made = study_of({"T": Talk("\nabc def\ng")}, {})
    for span, line in ((Span(0, 1), Span(0, 1)), (Span(2, 3), Span(1, 8)), (Span(9, 10), Span(9, 10))):
        assert widened(made, [(T, span)], FixedMeasures(), FoundUnit.PARAGRAPH) == [(T, line)]
