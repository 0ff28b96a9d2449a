"""Coded passages as a document: what is under which heading, what the counts say, what is beside a quote.

Tests as well: ``segment_chapters``.
"""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.quoted_passages import quoted_passages
from qualcode.exporters.document.blocks import (
    Block,
    Contents,
    Heading,
    Paragraph,
    ParagraphKind,
    QuoteBlock,
    Run,
    TableBlock,
    plain,
)
from qualcode.exporters.passages.segment_chapters import NOBODY, chapters, extent, source_line
from qualcode.exporters.passages.segments_document import SegmentsForm, segments_document
from qualcode.model.front import Front
from qualcode.model.questions.words import ChapterOrder, PassageForm
from qualcode.model.results.quotation import Quotation
from qualcode.model.results.report_values import passages_line
from qualcode.model.segments import QuotedPassage, Segment
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.operations.coders import ensure_coder
from tests.exporters.studies import AWKWARD, NAMES, TEXTS, codebook_study, provenance, quotation, segments_of
from tests.support.profiles import of_hundred
from tests.support.studies import example_study

CODES = st.lists(NAMES, min_size=1, max_size=5)


def printed(segment: Segment) -> Quotation:
    return quotation(segment.transcript, segment.turn, segment.participant, segment.text)


def each(rows: list[Segment]) -> list[QuotedPassage]:
    return [QuotedPassage(row, (row,)) for row in rows]


def blocks_of(
    study: Study,
    passages: list[QuotedPassage],
    by: ChapterOrder = ChapterOrder.CODE,
    form: SegmentsForm = SegmentsForm(),  # noqa: B008 - a frozen value
    *,
    context: bool = False,
) -> list[Block]:
    grouped = chapters(study, passages, by, context=context, notes=("A note.",))
    document = segments_document(Front(title="Coded segments"), study, grouped, printed, provenance(), form)
    # They can be gone through as often as a writer wants.
    assert list(document.blocks) == list(document.blocks)
    return list(document.blocks)


def under(blocks: list[Block]) -> list[tuple[str, str]]:
    """Each quote with the heading that it is under."""
    heading, found = "", []
    for block in blocks:
        if isinstance(block, Heading):
            heading = block.words
        elif isinstance(block, QuoteBlock):
            found.append((heading, "".join(plain(speech.words) for speech in block.speeches)))
    return found


def head_of(study: Study, row: Segment, by: ChapterOrder) -> str:
    return study.codes[row.code_id].name if by is ChapterOrder.CODE else row.participant or NOBODY


@settings(max_examples=of_hundred(25))
@given(names=CODES, texts=st.lists(TEXTS, max_size=8), by=st.sampled_from(ChapterOrder))
def test_every_segment_is_under_its_heading(names: list[str], texts: list[str], by: ChapterOrder) -> None:
    study = codebook_study(names)
    rows = [
        row._replace(participant="Kim" if n % 2 else "") for n, row in enumerate(segments_of(study, texts))
    ]
    found = under(blocks_of(study, each(rows), by))
    if by is ChapterOrder.TRANSCRIPT:
        # The transcript is not in this study, so that it has no chapter.
        assert found == []
        return
    wanted = [
        (
            head_of(study, row, by),
            "".join(piece.words for speech in printed(row).speeches for piece in speech.pieces),
        )
        for row in rows
    ]
    assert sorted(found) == sorted(wanted)


def test_the_counts_in_front_are_those_of_the_quotes_behind_them() -> None:
    study = codebook_study(["Trust", "firms", "state"])
    one, two = segments_of(study, ["alpha beta", "gamma"])[:2]
    rows = [one, one._replace(coder="CD", coding_id=two.coding_id), two]
    passages = [QuotedPassage(one, (rows[0], rows[1])), QuotedPassage(two, (two,))]
    blocks = blocks_of(study, passages)
    (table,) = [block for block in blocks if isinstance(block, TableBlock)]
    assert [column.name for column in table.columns] == [
        "Code", "Segments", "Passages", "Transcripts", "Participants",
    ]  # fmt: skip
    *inner, total = [[plain(cell.words) for cell in row] for row in table.rows]
    assert [row[:3] for row in inner] == [["1 Trust", "2", "1"], ["1.1 firms", "1", "1"]]
    assert total[:3] == ["All", "3", "2"]
    # In a web page's contents, where a bare figure would be taken for the number of a page.
    assert [block.remark for block in blocks if isinstance(block, Heading) and block.number] == [
        "2 segments", "1 segment",
    ]  # fmt: skip
    links = {run.link for row in table.rows[:-1] for run in row[0].words if isinstance(run, Run)}
    assert links == {block.anchor for block in blocks if isinstance(block, Heading) and block.number}
    # What the table counts is not counted again below each heading.
    facts = [block for block in blocks if isinstance(block, Paragraph) and block.kind is ParagraphKind.FACT]
    # What would lead to the chapter of the codebook has no words where there is none.
    assert [block.words for block in facts if block.words] == ["A note."]
    plain_pages = blocks_of(study, passages, form=SegmentsForm(summary=False))
    said = [block.words for block in plain_pages if isinstance(block, Paragraph) and block.words]
    assert said[:2] == ["A note.", "2 segments in 1 passage, 1 transcript"]
    # Where every segment is a passage of its own, the column would say the same twice.
    (plainly,) = [block for block in blocks_of(study, each(rows)) if isinstance(block, TableBlock)]
    assert "Passages" not in [column.name for column in plainly.columns]


def test_parts_are_left_out_and_pages_begun_as_chosen() -> None:
    study = codebook_study(["Trust", "firms", "state"])
    passages = each(segments_of(study, list(AWKWARD)[:6]))
    without = blocks_of(study, passages, form=SegmentsForm(summary=False, new_pages=True))
    assert not any(isinstance(block, TableBlock) for block in without)
    assert any(isinstance(block, Contents) for block in without)
    assert all(block.new_page for block in without if isinstance(block, Heading))
    assert not any(block.new_page for block in blocks_of(study, passages) if isinstance(block, Heading))


@pytest.mark.parametrize("context", [False, True])
def test_memos_stand_under_quotes_where_asked_for(context: bool) -> None:
    study = codebook_study(["Trust", "firms", "state"])
    passages = each(
        [row._replace(memo="CD: no company in it") for row in segments_of(study, ["a", "b", "c"])]
    )

    def memos(form: SegmentsForm) -> list[str]:
        blocks = blocks_of(study, passages, form=form, context=context)
        return [block.memo for block in blocks if isinstance(block, QuoteBlock)]

    assert memos(SegmentsForm(memos=True)) == ["CD: no company in it"] * 3
    assert memos(SegmentsForm()) == [""] * 3


def test_a_code_stays_on_the_page_of_the_category_above_it() -> None:
    study = codebook_study(["Trust", "firms", "state"])
    only = each([row for row in segments_of(study, ["a", "b", "c"]) if row.code.endswith("firms")])
    blocks = blocks_of(study, only, form=SegmentsForm(new_pages=True))
    heads = [(block.words, block.number, block.new_page) for block in blocks if isinstance(block, Heading)]
    assert heads == [("Overview", "", False), ("Trust", "1", True), ("firms", "1.1", False)]


def test_context_is_grey_and_the_coded_words_bold() -> None:
    study = codebook_study(["Trust"])
    blocks = blocks_of(study, each(segments_of(study, ["alpha"])), context=True)
    (quote,) = [block for block in blocks if isinstance(block, QuoteBlock)]
    runs = quote.speeches[0].words
    assert not isinstance(runs, str)
    before, words, after = runs
    assert (words.words, words.bold) == ("alpha", True)
    assert before.colour == after.colour != ""


def test_who_coded_and_with_which_codes_is_beside_a_quote() -> None:
    study = codebook_study(["Trust", "firms", "state"])
    one, two = segments_of(study, ["alpha", "alpha"])
    one, two = one._replace(coder="AB", weight=3), two._replace(coder="CD", weight=4, start=0, end=5)
    both = QuotedPassage(one._replace(coder="AB, CD", weight=None), (one, two))
    said = printed(one)
    assert source_line(study, both, said).endswith(
        "\u00a0· 1 Trust; 1.1 firms\u00a0· coders\u00a0AB,\u00a0CD\u00a0· weights AB 3, CD 4"
    )
    shorter = both._replace(codings=(one, two._replace(start=2)))
    assert "\u00a0· 1 Trust; in part 1.1 firms\u00a0· " in source_line(study, shorter, said)
    alone = QuotedPassage(one, (one,))
    assert source_line(study, alone, said).endswith("\u00a0· coder\u00a0AB\u00a0· weight 3")
    assert "Trust" not in source_line(study, alone, said)
    assert (
        source_line(study, alone, said, ChapterOrder.TRANSCRIPT)
        == "1 Trust\u00a0· coder\u00a0AB\u00a0· weight 3"
    )
    assert one.transcript not in source_line(study, alone, said, ChapterOrder.TRANSCRIPT)


def test_a_difference_of_two_figures_has_its_reason_beside_it() -> None:
    assert passages_line(41, 41, PassageForm.MERGED) == ""
    line = passages_line(51, 41, PassageForm.MERGED)
    assert line.startswith(
        "Fifty-one segments in 41 passages: segments of one code that overlap are one passage"
    )
    # Beside a table that counts them the rule is all that is said.
    beside = passages_line(51, 41, PassageForm.MERGED, counted_beside=True)
    assert beside.startswith("Segments of one code that overlap are one passage")
    assert passages_line(41, 41, PassageForm.MERGED, counted_beside=True) == ""
    assert "first of them" in passages_line(51, 41, PassageForm.ALL_CODES)
    assert "in part" not in line
    assert "in part" in passages_line(51, 41, PassageForm.MERGED, ChapterOrder.PARTICIPANT)
    assert "in part" not in passages_line(51, 41, PassageForm.PER_CODER, ChapterOrder.PARTICIPANT)
    study = codebook_study(["Trust"])
    rows = segments_of(study, ["a", "b"])
    assert extent(each(rows)) == "2 segments in 1 transcript"
    assert extent([QuotedPassage(rows[0], tuple(rows))]) == "2 segments in 1 passage, 1 transcript"
    notes = [block.words for block in blocks_of(study, each(rows)) if isinstance(block, Paragraph)]
    assert notes[0] == "A note."


def test_merged_passages_of_a_study_are_counted_once() -> None:
    study = codebook_study(["Trust"])
    rows = segments_of(study, ["alpha"])
    rows.append(rows[0]._replace(coder="CD"))
    for row in rows:
        study = study.after(ensure_coder(study, row.coder)[1])
    grouped = chapters(study, quoted_passages(study, rows))
    assert (grouped.count, [len(chapter.passages) for chapter in grouped.all]) == (2, [1])


def test_the_attributes_of_a_participant_are_told_once_below_their_name() -> None:
    study = codebook_study(["Trust"])
    rows = [row._replace(participant="Kim") for row in segments_of(study, ["alpha beta", "gamma"])]
    grouped = chapters(study, each(rows), ChapterOrder.PARTICIPANT)
    document = segments_document(
        Front(title="Coded segments"),
        study,
        grouped,
        lambda place: replace(printed(place), about=("lone parent", "private rent")),
        provenance(),
        SegmentsForm(),
    )
    said = [plain(block.words) for block in document.blocks if isinstance(block, Paragraph)]
    assert said.count("lone parent, private rent") == 1
    references = [block.reference for block in document.blocks if isinstance(block, QuoteBlock)]
    assert len(references) == 2
    assert not any("lone parent" in str(words) for words in references)


def test_who_asks_comes_after_the_participants() -> None:
    study = example_study()
    (asking,) = [row.name for row in study.participants_in_order if row.role is Role.INTERVIEWER][:1]
    people = [row.name for row in study.participants_in_order if row.role is Role.PARTICIPANT]
    rows = segments_of(codebook_study(["Trust"]), ["alpha", "beta", "gamma"])
    rows = [row._replace(participant=name) for row, name in zip(rows, (asking, *people), strict=False)]
    titles = [chapter.title for chapter in chapters(study, each(rows), ChapterOrder.PARTICIPANT).all]
    assert titles[-1] == asking
    assert set(titles[:-1]) <= set(people)


def test_segments_with_the_same_words_around_them_are_printed_once_and_both_are_marked() -> None:
    study = codebook_study(["Trust"])
    row = segments_of(study, ["rent"])[0]
    said = "KIM: I hate rent, and roofs leak."

    def segment(words: str, memo: str = "") -> Segment:
        start = said.index(words)
        before, _, after = said.partition(words)
        end = start + len(words)
        return row._replace(start=start, end=end, text=words, before=before, after=after, memo=memo)

    def quotes(*rows: Segment) -> list[QuoteBlock]:
        grouped = chapters(study, each(list(rows)), context=True)
        form = SegmentsForm(memos=True)
        made = segments_document(Front(title="Segments"), study, grouped, printed, provenance(), form)
        return [block for block in made.blocks if isinstance(block, QuoteBlock)]

    one, two = segment("rent", "First."), segment("roofs")
    far = one._replace(start=one.start + 100, end=one.end + 100)
    both, other = quotes(one, two, far)
    assert plain(both.speeches[0].words) == said
    marked = [run.words for run in both.speeches[0].words if isinstance(run, Run) and run.bold]
    assert marked == ["rent", "roofs"]
    assert (both.memo, other.memo) == ("First.", "First.")
    assert both.reference == quotes(one)[0].reference
    # What overlaps is marked as one, and nothing is said twice.
    (over,) = quotes(one, segment("nt, and"))
    assert plain(over.speeches[0].words) == said
