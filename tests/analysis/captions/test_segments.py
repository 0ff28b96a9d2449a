"""The caption of coded segments says how they were chosen and in which form they are given."""

import pytest

from qualcode.analysis.captions.segments import about_segments
from qualcode.analysis.retrieval import Retrieval
from qualcode.model.queries.query_names import typed_query
from qualcode.model.questions.rules import CoderChoice
from qualcode.model.questions.words import ChapterOrder, PassageForm
from qualcode.model.segments import SegmentSort
from qualcode.operations.queries import save_query
from tests.support.studies import FG1, example_study

STUDY = example_study()
STUDY = STUDY.after(save_query(STUDY, "Judged", typed_query(STUDY, "words:assume"))[1])
(QUERY,) = STUDY.queries_in_order
CODES = (STUDY.code_named("stigma").id, STUDY.code_named("firms").id)


def test_the_usual_choices() -> None:
    found = about_segments(STUDY, Retrieval(), 3, None, left_out=0, consent=False)
    assert found.title == "Coded segments"
    assert found.facts == (
        ("coders", "all"),
        ("codes", "all"),
        ("transcripts", "all"),
        ("passages", "each coding by itself, also where several coders coded the same words"),
        ("context", "none"),
        ("order", "by transcript, as in the text"),
        (
            "consent",
            (
                "consent to quote is not applied: everybody’s words are in this file, whether or not they "
                "may be quoted"
            ),
        ),
        ("in words", "3 segments by all coders, with all codes, of all transcripts"),
    )


def test_everything_that_is_not_as_usual_is_told() -> None:
    wanted = Retrieval(
        codes=CODES, descendants=True, coders=CoderChoice((STUDY.coder_named("AB").id,)),
        transcripts=(STUDY.transcript_named(FG1.name).id,), context=40, speakers=("P1", "P2"),
        sort=SegmentSort.NEWEST, places="done", brackets=False, consent=True, queries=(QUERY.id,),
    )  # fmt: skip
    found = about_segments(STUDY, wanted, 3, ChapterOrder.CODE, left_out=0, consent=True, passages=2)
    facts = dict(found.facts)
    assert list(facts) == [
        "coders", "codes", "subcodes", "transcripts", "speakers", "passages", "context",
        "remarks in brackets", "query", "order", "consent", "in words",
    ]  # fmt: skip
    assert facts["coders"] == "AB"
    assert facts["codes"] == "stigma; firms"
    assert facts["subcodes"] == "included"
    assert facts["transcripts"] == f"{FG1.name} (done)"
    assert facts["speakers"] == "P1, P2"
    assert facts["order"] == "by code, then newest first"
    assert facts["in words"].startswith(
        "3 segments in 2 passages by coder AB, with 2 of 4 codes and all their subcodes, of 1 of 2 "
        "transcripts (done) said by P1, P2, "
    )
    assert "Judged" in facts["in words"]


@pytest.mark.parametrize(
    ("passages", "told"), [(None, ""), (3, ""), (1, " in 1 passage"), (0, " in 0 passages")]
)
def test_passages_are_counted_where_they_are_not_as_many(passages: int | None, told: str) -> None:
    found = about_segments(STUDY, Retrieval(), 3, None, left_out=0, consent=False, passages=passages)
    assert found.sentence == f"3 segments{told} by all coders, with all codes, of all transcripts"


ALL_OF_THEM = "the same words under several codes are one passage with all of them"
OVERLAPPING = "segments of one code that overlap are one passage, under the names of all who coded it"
FIRST = "what has several codes is printed under the first, which the others refer to"
WITHIN = "what is within a longer passage is printed with it, its codes named as “in part”"


@pytest.mark.parametrize("order", [None, *ChapterOrder])
@pytest.mark.parametrize("form", PassageForm)
def test_how_codings_become_passages_is_told(form: PassageForm, order: ChapterOrder | None) -> None:
    found = about_segments(STUDY, Retrieval(), 3, order, left_out=0, consent=False, form=form)
    said = {
        PassageForm.PER_CODER: "each coding by itself, also where several coders coded the same words",
        PassageForm.MERGED: f"{OVERLAPPING}; those that only touch stay apart",
        PassageForm.ALL_CODES: f"{OVERLAPPING}; {ALL_OF_THEM}",
    }[form]
    in_text_order = order in (ChapterOrder.TRANSCRIPT, ChapterOrder.PARTICIPANT)
    once = order is not None and (
        form is PassageForm.ALL_CODES or (form is PassageForm.MERGED and in_text_order)
    )
    by_code = order is ChapterOrder.CODE and form is PassageForm.MERGED
    said += f"; {WITHIN}" if once else f"; {FIRST}" if by_code else ""
    assert dict(found.facts)["passages"] == said


@pytest.mark.parametrize(
    ("order", "sort", "told"),
    [
        (None, SegmentSort.NEWEST, "newest first"),
        (None, SegmentSort.TEXT, "by transcript, as in the text"),
        (ChapterOrder.CODE, SegmentSort.TEXT, "by code"),
        (ChapterOrder.TRANSCRIPT, SegmentSort.NEWEST, "by transcript, then newest first"),
    ],
)
def test_the_order_within_chapters_is_told(order: ChapterOrder | None, sort: SegmentSort, told: str) -> None:
    found = about_segments(STUDY, Retrieval(sort=sort), 3, order, left_out=0, consent=False)
    assert dict(found.facts)["order"] == told
