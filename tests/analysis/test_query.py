"""Tests of query.

Tests as well: ``query_codings``.
"""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qualcode.analysis.query import find
from qualcode.model.change import ChangeSet, added, updated
from qualcode.model.entities import Folder, MemoSubject
from qualcode.model.errors import QualcodeError
from qualcode.model.memos import MemoTarget
from qualcode.model.queries.query import Expression, Join, Joined, PartKind, Query, QueryPart
from qualcode.model.queries.query_names import check_names, typed_query
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.transcript import TranscriptStatus
from qualcode.operations.memo_links import unlink_memo
from qualcode.operations.memos import add_memo
from tests.analysis import query_reference
from tests.analysis.building import Coded, Said, Talk, identity, study_of
from tests.analysis.strategies import CODERS, CODES, studies, with_gap

PARTS = (
    *(QueryPart(PartKind.CODE, name) for name in [*CODES, "*"]),
    *(QueryPart(PartKind.WORDS, words) for words in ("a", "b", "ab", ".")),
    *(QueryPart(PartKind.SPEAKER, label) for label in ("P1", "P2", "MOD")),
    QueryPart(PartKind.TRANSCRIPT, "FG0"),
    *(QueryPart(PartKind.FOLDER, name) for name in ("Wave", "Women")),
    *(QueryPart(PartKind.STATUS, status) for status in ("not-started", "done")),
    *(QueryPart(PartKind.ATTRIBUTE, value, "age") for value in ("9", "10")),
    QueryPart(PartKind.ATTRIBUTE, "north", "place"),
    QueryPart(PartKind.IS, "uncoded"),
    *(QueryPart(PartKind.MEMO, words) for words in ("doubt", "a")),
    *(QueryPart(PartKind.WEIGHT, bound) for bound in (">=50", "<50", "=0")),
)


def joined(sides: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    def together(join: Join, left: Expression, right: Expression, within: int) -> Expression:
        both_words = all(isinstance(side, QueryPart) and side.kind.of_words for side in (left, right))
        join = Join.OR if join is Join.AND and both_words else join
        return Joined(join, left, right, within * join.has_distance)

    return st.builds(together, st.sampled_from(Join), sides, sides, st.integers(0, 3))


expressions: st.SearchStrategy[Expression] = st.recursive(st.sampled_from(PARTS), joined, max_leaves=4)
queries = st.builds(Query, expressions, st.sets(st.sampled_from(CODERS), max_size=2).map(tuple))


@given(studies(with_attributes=True), st.integers(-4, 4), queries)
def test_every_query_agrees_with_slow_looking(study: Study, gap: int, query: Query) -> None:
    study = with_gap(study, gap)
    try:
        check_names(study, query)
    except QualcodeError:
        assume(False)
    found = find(study, query)
    assert [found.place(place) for place in range(len(found))] == query_reference.passages(study, query)
    for passage in found:
        assert all(passage.span.contains(mark.span) for mark in passage.marks)


@given(
    studies(), st.integers(-1, 3), st.sampled_from(PARTS[:10]), st.sampled_from(PARTS[:10]), st.integers(0, 3)
)
def test_near_is_the_same_whichever_is_named_first(
    study: Study, gap: int, one: QueryPart, other: QueryPart, within: int
) -> None:
    study = with_gap(study, gap)

    def places(join: Join, left: QueryPart, right: QueryPart) -> list[tuple[UUID, Span]]:
        found = find(study, Query(Joined(join, left, right, within)))
        return [found.place(place) for place in range(len(found))]

    assert places(Join.NEAR, one, other) == places(Join.NEAR, other, one)
    assert places(Join.BEFORE, one, other) == places(Join.AFTER, other, one)


TEXT = "P1: I trust them.\nP2: Parents, parental trust.\nP1: Stigma again.\n"
FIRST, SECOND = TEXT.index("P2"), TEXT.rindex("P1")


def study() -> Study:
    turns = [Said(0, FIRST, "P1"), Said(FIRST, SECOND, "P2"), Said(SECOND, len(TEXT), "P1")]
    codings = [
        Coded("AB", "trust", 4, FIRST + 12),
        Coded("CD", "stigma", SECOND + 4, SECOND + 10),
        Coded("CD", "trust", SECOND + 4, SECOND + 16),
    ]
    return study_of({"FG1": Talk(TEXT, turns, codings)}, {"trust": None, "stigma": None})


def found(text: str) -> list[str]:
    return [TEXT[item.span.start : item.span.end] for item in find(study(), typed_query(study(), text))]


def test_words_may_be_meant_in_four_ways() -> None:
    assert found("words:PARENT") == ["Parent", "parent"]
    assert found("word:parents") == ["Parents"]
    assert found("stem:parent") == ["Parents", "parental"]
    assert found(r'regex:"\bt\w+t\b"') == ["trust", "trust"]
    with pytest.raises(QualcodeError, match="not a regular expression"):
        found("regex:[a")


def test_codes_join() -> None:
    assert found("code:trust and code:stigma") == ["Stigma"]
    assert found("code:trust not code:stigma") == [TEXT[4 : FIRST + 12], " again"]
    assert found("code:stigma inside code:trust") == ["Stigma"]
    assert found("code:trust inside code:stigma") == []
    assert found("code:trust with word:stigma") == ["Stigma again"]
    assert found("code:trust without word:stigma") == [TEXT[4 : FIRST + 12]]
    assert found("stem:parental near 0 word:parents") == ["Parents, parental"]
    assert found("word:stigma near 0 word:parents") == []
    assert found("word:stigma near 1 word:parents") == ["Parents, parental trust.\nP1: Stigma"]


def test_whose_codings_make_up_the_codes() -> None:
    assert found("code:trust and coder:CD") == ["Stigma again"]
    assert found("coder:AB") == [TEXT[4 : FIRST + 12]]
    assert found("coder:AB coder:CD") == [TEXT[4 : FIRST + 12], "Stigma again"]


def test_memos_on_the_words_of_codings_count_with_their_titles_and_tags() -> None:
    codings = [Coded("AB", "trust", 0, 4), Coded("AB", "trust", 5, 9), Coded("AB", "trust", 10, 12, "own")]
    made = study_of({"T": Talk("abcd efgh ij kl", [], codings)}, {"trust": None})
    transcript_id = made.transcript_named("T").id

    def spans(study: Study, text: str) -> list[tuple[int, int]]:
        return [(item.span.start, item.span.end) for item in find(study, typed_query(study, text))]

    where = MemoTarget(MemoSubject.PLACE, transcript_id, Span(5, 6))
    free, change = add_memo(
        made, MemoSubject.PROJECT, made.info.id, "Look", author="AB", title="Irony", tags=["méthod"],
        links=[where],
    )  # fmt: skip
    made = made.after(change)
    assert [spans(made, f"memo:{words}") for words in ("irony", "method", "look", "other")] == [
        [(5, 9)], [(5, 9)], [(5, 9)], [],
    ]  # fmt: skip
    assert spans(made, "memo:*") == [(5, 9), (10, 12)]
    made = made.after(unlink_memo(made, [link.id for link in made.memo_links_of(free.id)]))
    made = made.after(
        add_memo(made, MemoSubject.PLACE, transcript_id, "Irony", author="AB", span=Span(2, 3))[1]
    )
    assert spans(made, "memo:irony") == [(0, 4)]


def test_one_passage_before_another_or_after_it() -> None:
    whole = "trust them.\nP2: Parents, parental trust"
    assert found("word:trust before 1 word:trust") == [whole]
    assert found("word:trust before 0 word:trust") == []
    assert found("word:trust after 1 word:trust") == [whole]
    assert found("word:parental before 1 word:parents") == []
    assert found("word:parental after 0 word:parents") == ["Parents, parental"]
    assert found("word:stigma after 1 word:trust") == ["trust.\nP1: Stigma"]


def test_what_codings_are_like_says_which_ones_are_meant() -> None:
    codings = [
        Coded("AB", "trust", 0, 4, "Doubt?", 80),
        Coded("AB", "trust", 5, 9, "", 20),
        Coded("AB", "stigma", 5, 9, "no doubt", 90),
        Coded("AB", "stigma", 10, 12),
    ]
    made = study_of({"T": Talk("abcd efgh ij kl", [], codings)}, {"trust": None, "stigma": None})

    def spans(text: str) -> list[tuple[int, int]]:
        return [(item.span.start, item.span.end) for item in find(made, typed_query(made, text))]

    assert spans("weight>=50") == [(0, 4), (5, 9)]
    # The passage at 5 weighs 90 as stigma and 20 as trust.
    assert spans("code:trust and weight>=50") == [(0, 4)]
    assert spans("code:trust not weight>=50") == [(5, 9)]
    assert spans("code:stigma weight<50") == []
    assert spans("memo:doubt") == [(0, 4), (5, 9)]
    assert spans("memo:doubt and code:trust") == [(0, 4)]
    assert spans("memo:d* and weight=90") == [(5, 9)]
    # Several conditions about one coding.
    assert spans("code:trust and (weight<50 or memo:doubt)") == [(0, 4), (5, 9)]
    assert spans("code:trust and (weight>=50 and memo:doubt)") == [(0, 4)]
    assert spans("code:stigma and (memo:doubt not weight<50)") == [(5, 9)]
    assert spans("code:stigma and (memo:doubt not weight>50)") == []
    assert spans("memo:*") == [(0, 4), (5, 9)]
    assert spans("words:b and memo:doubt") == [(1, 2)]
    assert spans("(code:trust or code:stigma) and weight>=50") == [(0, 4), (5, 9)]
    # What is taken away may weigh whatever it does.
    assert spans("(code:stigma not code:trust) and weight>=50") == []
    assert spans("is:uncoded") == [(13, 15)]
    assert spans("is:coded") == [(0, 4), (5, 9), (10, 12)]
    codes = identity("code", "trust"), identity("code", "stigma")
    heavy = find(made, typed_query(made, "weight>=50"))
    assert [passage.marks for passage in heavy] == [((Span(0, 4), codes[0]),), ((Span(5, 9), codes[1]),)]
    (passage,) = find(made, typed_query(made, "code:trust and weight>=50"))
    assert passage.marks == ((Span(0, 4), identity("code", "trust")),)


def test_what_one_speaker_says_under_a_code_or_under_none() -> None:
    assert found("code:trust and speaker:p2") == [TEXT[FIRST : FIRST + 12]]
    assert found("participant:P2 not code:*") == [TEXT[FIRST + 12 : SECOND]]


def test_marks_say_what_was_found_within_a_passage() -> None:
    query = typed_query(study(), "code:trust with word:again")
    (passage,) = find(study(), query)
    begin = SECOND + 4
    assert passage.transcript_id == identity("transcript", "FG1")
    assert passage.marks == (
        (Span(begin, begin + 12), identity("code", "trust")),
        (Span(begin + 7, begin + 12), None),
    )


def test_a_category_stands_for_the_codes_below_it() -> None:
    talk = Talk("abcdef", [], [Coded("AB", "below", 1, 2), Coded("AB", "other", 3, 4)])
    made = study_of({"T": talk}, {"above": None, "below": "above", "other": None})
    above = made.codes[identity("code", "above")]
    assert [item.span for item in find(made, Query(QueryPart(PartKind.CODE, "above")))] == []
    object.__setattr__(above, "codable", False)
    assert [item.span for item in find(made, Query(QueryPart(PartKind.CODE, "above")))] == [Span(1, 2)]


def test_the_marks_of_a_passage_come_in_the_order_of_the_text() -> None:
    codings = [Coded("X", "a", 5, 8), Coded("X", "b", 0, 6), Coded("X", "a", 0, 2)]
    study = study_of({"T": Talk("x" * 9, [Said(0, 9, "P1")], codings)}, {"a": None, "b": None})
    either = Joined(Join.OR, QueryPart(PartKind.CODE, "a"), QueryPart(PartKind.CODE, "b"))
    found = list(find(study, Query(either)))
    for passage in found:
        assert [mark.span for mark in passage.marks] == sorted(mark.span for mark in passage.marks)
    assert [tuple(mark.span) for passage in found for mark in passage.marks] == [(0, 2), (0, 6), (5, 8)]


def test_a_turn_without_words_is_no_passage() -> None:
    turns = [
        Said(0, 4, "P1", 2, label="P1"),
        Said(4, 6, "P2", 6, label="P2"),
        Said(6, 9, "P1", 8, label="P1"),
    ]
    made = study_of({"T": Talk("P:xxP:P:x", turns)}, {})
    for text, wanted in (
        ("speaker:P1", [Span(2, 4), Span(8, 9)]),
        ("speaker:P2", []),
        ("participant:P2", []),
    ):
        assert [item.span for item in find(made, typed_query(made, text))] == wanted


def test_what_has_no_code_and_no_words_is_no_passage_in_any_transcript() -> None:
    talk = Talk("P: -Q: x", [Said(0, 4, "P", 2), Said(4, 8, "Q", 6)])
    made = study_of({"T1": talk, "T2": talk}, {})
    assert [item.span for item in find(made, typed_query(made, "is:uncoded"))] == [Span(7, 8)] * 2


def test_an_empty_transcript_holds_no_passage() -> None:
    made = study_of({"T": Talk("abcd"), "Empty": Talk("")}, {})
    for text, wanted in (
        ("transcript:T", [Span(0, 4)]),
        ("transcript:Empty", []),
        ("is:uncoded", [Span(0, 4)]),
    ):
        assert [item.span for item in find(made, typed_query(made, text))] == wanted


def test_transcripts_are_meant_by_their_name_their_folder_and_their_status() -> None:
    made = study_of({name: Talk("ab") for name in ("T", "U", "V")}, {})
    wave = Folder(identity("folder", "Wave"), "Wave", 0)
    rows = {name: made.transcripts[identity("transcript", name)] for name in "TUV"}
    made = made.after(
        ChangeSet(
            "Arrange",
            (
                added(wave),
                updated(rows["T"], replace(rows["T"], folder_id=wave.id, status=TranscriptStatus.DONE)),
                updated(rows["U"], replace(rows["U"], status=TranscriptStatus.DONE)),
            ),
        )
    )
    for text, wanted in (
        ("transcript:U", ["U"]),
        ("folder:Wave", ["T"]),
        ("status:done", ["T", "U"]),
        ("status:not-started", ["V"]),
        ("status:in-progress", []),
    ):
        found = find(made, typed_query(made, text))
        assert sorted(made.transcripts[passage.transcript_id].name for passage in found) == wanted


def test_what_stands_in_no_turn_is_near_to_nothing() -> None:
    turns = [Said(0, 4, "P1"), Said(8, 12, "P2")]
    made = study_of({"T": Talk("abcd xy efgh", turns)}, {})
    between, first = QueryPart(PartKind.WORDS, "xy"), QueryPart(PartKind.WORDS, "abcd")
    last = QueryPart(PartKind.WORDS, "efgh")
    for join in (Join.NEAR, Join.BEFORE, Join.AFTER):
        for one, other in ((between, first), (first, between), (between, last), (last, between)):
            assert list(find(made, Query(Joined(join, one, other, 5)))) == []
    both = find(made, Query(Joined(Join.NEAR, first, QueryPart(PartKind.WORDS, "efgh"), 1)))
    assert [passage.span for passage in both] == [Span(0, 12)]
    assert list(find(made, Query(Joined(Join.NEAR, first, QueryPart(PartKind.WORDS, "efgh"), 0)))) == []


def test_passages_and_marks_are_places_of_their_own_transcript() -> None:
    talks = {
        "T": Talk("a trust b", [], [Coded("X", "a", 2, 7)]),
        "Empty": Talk(""),
        "U": Talk("no trust, trust", [], [Coded("X", "a", 0, 12), Coded("X", "b", 3, 8)]),
    }
    made = study_of(talks, {"a": None, "b": None})
    (t, u), (a, b) = (
        (identity("transcript", name) for name in "TU"),
        (identity("code", name) for name in "ab"),
    )
    either = Joined(Join.OR, QueryPart(PartKind.CODE, "a"), QueryPart(PartKind.CODE, "b"))
    query = Query(Joined(Join.WITH, either, QueryPart(PartKind.WORDS, "trust")))
    found = find(made, query)
    assert [(passage.transcript_id, passage.span) for passage in found] == [(t, Span(2, 7)), (u, Span(0, 12))]
    assert [found.place(place) for place in range(len(found))] == [(t, Span(2, 7)), (u, Span(0, 12))]
    assert found.transcript_count == 2
    assert [{*passage.marks} for passage in found] == [
        {(Span(2, 7), a), (Span(2, 7), None)},
        {(Span(0, 12), a), (Span(3, 8), b), (Span(3, 8), None), (Span(10, 12), None)},
    ]
    only = find(made, query, (u,))
    assert [(passage.transcript_id, passage.span) for passage in only] == [(u, Span(0, 12))]
