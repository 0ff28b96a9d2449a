"""Passages as reports give them, against a union that is found letter by letter."""

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.quoted_passages import quoted_passages, section_of
from qualcode.analysis.retrieval import Retrieval, segments
from qualcode.model import span
from qualcode.model.questions.words import ChapterOrder, PassageForm
from qualcode.model.segments import QuotedPassage, Segment, SegmentSort
from qualcode.model.study import Study
from tests.support.studies import example_study, studies

Span = tuple[UUID, UUID, int, int]


def slow_runs(rows: list[Segment]) -> set[Span]:
    """Stretches that codings of one code cover without a gap at which none of them goes on."""
    found: set[Span] = set()
    for place in {(row.transcript_id, row.code_id) for row in rows}:
        mine = [row for row in rows if (row.transcript_id, row.code_id) == place]
        groups: list[set[int]] = []
        for number, row in enumerate(mine):
            touched = [
                group
                for group in groups
                if any(row.start < mine[other].end and mine[other].start < row.end for other in group)
            ]
            groups = [group for group in groups if group not in touched]
            groups.append({number}.union(*touched))
        for group in groups:
            start, end = min(mine[n].start for n in group), max(mine[n].end for n in group)
            found.add((*place, start, end))
    return found


def span_of(passage: QuotedPassage) -> Span:
    place = passage.place
    return place.transcript_id, place.code_id, place.start, place.end


@given(studies())
def test_merged_passages_are_the_union_of_overlapping_codings(study: Study) -> None:
    rows = list(segments(study))
    found = list(quoted_passages(study, rows))
    assert {span_of(passage) for passage in found} == slow_runs(rows)
    assert len(found) == len(slow_runs(rows))
    assert sorted(row.coding_id for passage in found for row in passage.codings) == sorted(
        row.coding_id for row in rows
    )
    for passage in found:
        place = passage.place
        assert place.text == study.text(place.transcript_id)[place.start : place.end]
        assert {row.coder for row in passage.codings} == set(place.coder.split(", "))


@given(studies())
def test_with_all_codes_the_same_words_are_given_once(study: Study) -> None:
    rows = list(segments(study))
    merged = slow_runs(rows)
    found = list(quoted_passages(study, rows, PassageForm.ALL_CODES))
    words = [(place.transcript_id, place.start, place.end) for place, _ in found]
    assert sorted(words) == sorted({(where, start, end) for where, _, start, end in merged})
    for passage in found:
        here = (passage.place.transcript_id, passage.place.start, passage.place.end)
        codes = {code for where, code, start, end in merged if (where, start, end) == here}
        assert {row.code_id for row in passage.codings} == codes


@given(studies())
def test_with_all_codes_what_prints_the_same_is_given_once(study: Study) -> None:
    """A document that prints whole transcripts prints each of them once, with all its codes."""
    rows = list(segments(study))
    found = list(
        quoted_passages(
            study, rows, PassageForm.ALL_CODES, lambda place, _: span.Span(0, len(study.text(place)))
        )
    )
    assert len(found) == len({row.transcript_id for row in rows})
    for place, codings in found:
        mine = [row for row in rows if row.transcript_id == place.transcript_id]
        assert sorted(row.coding_id for row in codings) == sorted(row.coding_id for row in mine)
        assert (place.start, place.end) == (min(row.start for row in mine), max(row.end for row in mine))
        assert place.text == study.text(place.transcript_id)[place.start : place.end]


@given(studies(), st.sampled_from(SegmentSort))
def test_a_passage_is_where_the_first_of_its_codings_was(study: Study, sort: SegmentSort) -> None:
    rows = list(segments(study, Retrieval(sort=sort)))
    places = {row.coding_id: number for number, row in enumerate(rows)}
    for form in PassageForm:
        firsts = [
            min(places[row.coding_id] for row in passage.codings)
            for passage in quoted_passages(study, rows, form)
        ]
        assert firsts == sorted(firsts)


@given(studies(), st.sampled_from(ChapterOrder), st.sampled_from((PassageForm.MERGED, PassageForm.ALL_CODES)))
def test_in_a_section_nothing_is_given_that_is_within_something_longer(
    study: Study, order: ChapterOrder, form: PassageForm
) -> None:
    rows = list(segments(study))
    section = section_of(order, form)
    assert section is not None
    found = list(quoted_passages(study, rows, form, section=section))
    for one in found:
        within = [
            other
            for other in found
            if other is not one
            and other.place.transcript_id == one.place.transcript_id
            and section(other.place) == section(one.place)
            and one.place.start >= other.place.start
            and one.place.end <= other.place.end
        ]
        assert within == []
        assert one.place.text == study.text(one.place.transcript_id)[one.place.start : one.place.end]
    apart = list(quoted_passages(study, rows, form))
    assert sorted(row.coding_id for _, codings in found for row in codings) == sorted(
        row.coding_id for row in rows
    )
    # Nothing is lost: every passage is within one that is given.
    for place, _ in apart:
        assert any(
            other.transcript_id == place.transcript_id
            and other.start <= place.start
            and place.end <= other.end
            for other, _ in found
        )


def test_under_a_code_and_for_each_coder_passages_stay_as_they_are() -> None:
    rows = list(segments(example_study()))
    section = section_of(ChapterOrder.CODE, PassageForm.MERGED)
    assert list(quoted_passages(example_study(), rows, section=section)) == list(
        quoted_passages(example_study(), rows)
    )
    assert all(section_of(order, PassageForm.PER_CODER) is None for order in ChapterOrder)


def test_sentences_that_hold_two_passages_of_a_code_are_given_once() -> None:
    study = example_study()
    row = next(iter(segments(study)))
    text = study.text(row.transcript_id)
    first = row._replace(end=row.start + 2, text=text[row.start : row.start + 2])
    second = row._replace(start=row.start + 4, text=text[row.start + 4 : row.end])
    section = section_of(ChapterOrder.CODE, PassageForm.MERGED)

    def printed(_place: UUID, _span: span.Span) -> span.Span:
        return span.Span(row.start, row.end)

    (passage,) = quoted_passages(study, [first, second], printed=printed, section=section)
    assert (passage.place.start, passage.place.end) == (row.start, row.end)


def test_per_coder_every_coding_is_given_as_it_is() -> None:
    rows = list(segments(example_study()))
    found = list(quoted_passages(example_study(), rows, PassageForm.PER_CODER))
    assert [passage.place for passage in found] == rows
    assert all(len(passage.codings) == 1 for passage in found)


@pytest.mark.parametrize(
    ("memos", "said"), [(("", ""), ""), (("a", ""), "AB: a"), (("a", "b"), "AB: a\nCD: b")]
)
def test_memos_say_whose_they_are(memos: tuple[str, str], said: str) -> None:
    study = example_study()
    row = next(iter(segments(study)))
    rows = [
        row._replace(coder=coder, memo=memo, weight=weight)
        for coder, memo, weight in zip(("AB", "CD"), memos, (3, 4), strict=True)
    ]
    (passage,) = quoted_passages(study, rows)
    assert passage.place.memo == said
    assert passage.place.weight is None
    (alike,) = quoted_passages(study, [rows[0], rows[1]._replace(weight=3)])
    assert alike.place.weight == 3


def test_spans_that_only_touch_stay_apart() -> None:
    study = example_study()
    row = next(iter(segments(study)))
    middle = (row.start + row.end) // 2
    text = study.text(row.transcript_id)
    first = row._replace(end=middle, text=text[row.start : middle])
    second = row._replace(start=middle, text=text[middle : row.end])
    assert len(list(quoted_passages(study, [first, second]))) == 2


@given(studies(), st.sampled_from(SegmentSort), st.booleans())
def test_passages_are_the_same_in_whatever_order_codings_come(
    study: Study, sort: SegmentSort, backwards: bool
) -> None:
    rows = list(segments(study, Retrieval(sort=sort)))[:: -1 if backwards else 1]
    found = list(quoted_passages(study, rows))
    assert sorted(span_of(passage) for passage in found) == sorted(slow_runs(rows))
    for place, codings in found:
        first = min(codings, key=lambda row: (row.start, -row.end))
        last = max(row.end for row in codings)
        text = study.text(place.transcript_id)
        assert (place.start, place.end, place.text) == (first.start, last, text[first.start : last])
        assert (place.speaker, place.participant, place.turn) == (
            first.speaker, first.participant, first.turn,
        )  # fmt: skip
        assert place.created == min(row.created for row in codings)
        assert list(codings) == [row for row in rows if row in codings]


def _overlapping() -> tuple[Study, list[Segment]]:
    """CD and AB in one passage: a short coding, the longest that begins with it, and one that goes on."""
    study = example_study()
    row = next(iter(segments(study)))
    text = study.text(row.transcript_id)

    def coding(number: int, start: int, end: int, coder: str, memo: str) -> Segment:
        start, end = row.start + start, row.start + end
        return row._replace(
            coding_id=UUID(int=number), start=start, end=end, text=text[start:end], coder=coder, memo=memo,
            created=row.created + timedelta(days=number), before=f"before {number}", after=f"after {number}",
        )  # fmt: skip

    return study, [
        coding(3, 0, 2, "CD", memo="b"), coding(1, 0, 4, "AB", memo="a"), coding(2, 1, 6, "CD", memo="b"),
    ]  # fmt: skip


def test_a_passage_has_what_all_of_its_codings_have() -> None:
    study, rows = _overlapping()
    (passage,) = quoted_passages(study, rows)
    assert passage.codings == tuple(rows)
    assert passage.place == rows[1]._replace(
        end=rows[2].end,
        text=study.text(rows[0].transcript_id)[rows[0].start : rows[2].end],
        coder="AB, CD",
        memo="CD: b\nAB: a",
        created=rows[1].created,
        after="after 2",
    )
    # Of one coder nobody is named; what is said twice is said once.
    (alone,) = quoted_passages(study, [row._replace(coder="CD") for row in rows])
    assert (alone.place.coder, alone.place.memo) == ("CD", "b\na")
    (one,) = quoted_passages(study, rows[:1])
    assert one.place == rows[0]


def test_the_codes_of_a_passage_are_named_once_each_in_their_order() -> None:
    study, rows = _overlapping()
    other = study.code_named("stigma").id
    alike = [row._replace(start=rows[0].start, end=rows[0].end, text=rows[0].text) for row in rows]
    codes = [alike[0], alike[1]._replace(code="stigma", code_id=other), alike[2]]
    (passage,) = quoted_passages(study, codes, PassageForm.ALL_CODES)
    assert passage.place.code == f"{rows[0].code}; stigma"
    assert passage.codings == tuple(codes)
    assert len(list(quoted_passages(study, codes))) == 2


def test_the_sections_in_which_nothing_is_printed_twice() -> None:
    row = next(iter(segments(example_study())))
    for order, form, section in (
        (ChapterOrder.CODE, PassageForm.MERGED, row.code_id),
        (ChapterOrder.CODE, PassageForm.ALL_CODES, None),
        (ChapterOrder.TRANSCRIPT, PassageForm.MERGED, None),
        (ChapterOrder.PARTICIPANT, PassageForm.MERGED, row.participant),
        (ChapterOrder.PARTICIPANT, PassageForm.ALL_CODES, row.participant),
    ):
        of = section_of(order, form)
        assert of is not None
        assert of(row) == section


def test_passages_within_longer_ones_are_given_with_them_section_by_section() -> None:
    study = example_study()
    row = next(iter(segments(study)))
    text = study.text(row.transcript_id)
    spans = [(0, 4), (2, 4), (4, 6), (4, 8), (10, 12), (0, 9)]
    rows = [
        row._replace(coding_id=UUID(int=number), code_id=UUID(int=number), start=start, end=end,
                     text=text[start:end], participant="Ann" if number < 5 else "Bo")
        for number, (start, end) in enumerate(spans)
    ]  # fmt: skip

    def given_with(order: ChapterOrder) -> list[list[int]]:
        found = quoted_passages(study, rows, section=section_of(order, PassageForm.MERGED))
        return [[coding.coding_id.int for coding in passage.codings] for passage in found]

    assert given_with(ChapterOrder.PARTICIPANT) == [[0, 1], [2, 3], [4], [5]]
    assert given_with(ChapterOrder.TRANSCRIPT) == [[0, 1, 2, 3, 5], [4]]
    assert given_with(ChapterOrder.CODE) == [[0], [1], [2], [3], [4], [5]]
