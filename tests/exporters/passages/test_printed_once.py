"""Words that have several codes are printed under the first, and the others say where they are."""

from dataclasses import replace

import pytest

from qualcode.exporters.document.blocks import Heading, Paragraph, QuoteBlock, Run, plain
from qualcode.exporters.document.quotes import first_words
from qualcode.exporters.passages.segment_chapters import Chapters, chapters
from qualcode.exporters.passages.segments_document import SegmentsForm, segments_document
from qualcode.model.codes.code_names import names_in_lists
from qualcode.model.front import Front
from qualcode.model.questions.words import ChapterOrder
from qualcode.model.results.quotation import Quotation, QuotePiece, Spoken
from qualcode.model.segments import QuotedPassage, Segment
from qualcode.model.span import Span
from qualcode.model.study import Study
from tests.exporters.studies import codebook_study, provenance, quotation, segments_of

SENTENCE = "We were told, and nobody asked us what we thought."


def printed(segment: Segment) -> Quotation:
    """The whole sentence, with the coded words marked."""
    pieces = (QuotePiece("“", coded=False), QuotePiece(segment.text, coded=True))
    rest = QuotePiece(f"{SENTENCE[len(segment.text) :]}”", coded=False)
    made = quotation(segment.transcript, segment.turn, segment.participant, "")
    return replace(made, speeches=(Spoken("", (*pieces, rest)),), span=Span(segment.start, segment.start + 9))


def _passages(study: Study) -> list[QuotedPassage]:
    """The same sentence under all three codes, of which the last was given to a part; and another one."""
    rows = segments_of(study, [SENTENCE, SENTENCE, SENTENCE[:12], SENTENCE])
    alike = [row._replace(start=0, turn=3, participant="Kim", coder="AB") for row in rows[:3]]
    return [QuotedPassage(row, (row,)) for row in (*alike, rows[3]._replace(start=40))]


def _grouped(study: Study, *, once: bool = True, by: ChapterOrder = ChapterOrder.CODE) -> Chapters:
    return chapters(study, _passages(study), by, once=once)


def _document(study: Study, grouped: Chapters, form: SegmentsForm) -> list[object]:
    made = segments_document(Front(title="Segments"), study, grouped, printed, provenance(), form)
    return list(made.blocks)


def test_the_first_code_prints_them_and_the_others_refer_to_it() -> None:
    study = codebook_study(["Trust", "councils", "firms"])
    names = [names_in_lists(study)[code.id] for code in study.codes_in_order]
    blocks = _document(study, _grouped(study), SegmentsForm(summary=False))
    quotes = [block for block in blocks if isinstance(block, QuoteBlock)]
    # Another passage is printed as well, and nothing refers to it.
    assert [bool(quote.anchor) for quote in quotes] == [True, False]
    assert quotes[0].reference.endswith(f"· also {names[1]} (AB) and {names[2]} (AB, other words coded)")
    assert "also" not in quotes[1].reference
    referring = [
        block
        for block in blocks
        if isinstance(block, Paragraph)
        and any(isinstance(run, Run) and run.link == quotes[0].anchor for run in block.words)
    ]
    said = f"“We were told, and nobody asked …” Kim, FG1, turn 3 · coder AB: see {names[0]}"
    told = [plain(block.words).replace("\u00a0", " ") for block in referring]
    assert told == [said.replace("\u00a0", " ")] * 2
    headings = [block.words for block in blocks if isinstance(block, Heading)]
    assert headings == ["Trust", "councils", "firms"]


def test_what_a_coder_noted_stands_with_the_reference() -> None:
    study = codebook_study(["Trust", "councils"])
    blocks = _document(study, _grouped(study), SegmentsForm(summary=False, memos=True))
    assert f"Memo: {SENTENCE}" in [plain(block.words) for block in blocks if isinstance(block, Paragraph)]


def test_by_transcript_or_for_each_coder_all_are_printed() -> None:
    study = codebook_study(["Trust", "councils", "firms"])
    blocks = _document(study, _grouped(study, once=False), SegmentsForm())
    assert sum(isinstance(block, QuoteBlock) for block in blocks) == 4
    assert not _grouped(study, by=ChapterOrder.PARTICIPANT).once
    assert not chapters(study, _passages(study), context=True, once=True).once


@pytest.mark.parametrize(
    ("words", "most", "first"),
    [
        ("“He said, ‘no.’\u202f”", 3, "“He said, ‘no.’\u202f”"),
        ("“Well, yes, and he came.”", 2, "“Well, yes …”"),
        ("“One two three four.”", 3, "“One two three …”"),
        ("", 3, ""),
    ],
)
def test_first_words_keep_marks_together_and_end_with_no_comma(words: str, most: int, first: str) -> None:
    assert first_words(quotation("FG1", 1, "Kim", words), most) == first
