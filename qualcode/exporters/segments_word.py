"""Coded segments in Word: quotes under the headings of codes or transcripts, each with its source line."""

from qualcode.exporters.codebook_word import swatched
from qualcode.exporters.segment_chapters import Chapters
from qualcode.exporters.word import ParagraphPiece, WordReport, Words
from qualcode.exporters.word_styles import FACT, QUIET, SOURCE
from qualcode.model.provenance import Provenance, caption
from qualcode.model.segments import Segment
from qualcode.model.study import Study

_CONTEXT_COLOUR = f"#{QUIET}"


def segments_report(study: Study, grouped: Chapters, provenance: Provenance) -> WordReport:
    """All segments, and at the end where they come from."""
    report = WordReport(provenance.title, language=study.info.language)
    report.paragraph(caption(provenance), "Subtitle")
    for note in grouped.notes:
        report.paragraph(note, FACT)
    report.contents([(chapter.title, chapter.level) for chapter in grouped.all])
    for chapter in grouped.all:
        report.heading(chapter.title, chapter.level)
        # A category without segments stays with its first code.
        fact = swatched(chapter.colour, chapter.fact) if chapter.colour else chapter.fact
        report.paragraph(fact, FACT, keep_next=True)
        if chapter.about:
            report.paragraph((ParagraphPiece(chapter.about, italic=True),), keep_next=True)
        for segment in chapter.segments:
            report.paragraph(_quote(segment, context=grouped.context), "Quote")
            report.paragraph(grouped.source(segment), SOURCE, keep_next=bool(segment.memo))
            if segment.memo:
                report.paragraph((ParagraphPiece("Memo: ", bold=True), ParagraphPiece(segment.memo)), SOURCE)
    report.heading("About these segments", 1)
    report.facts(provenance)
    return report


def _quote(segment: Segment, *, context: bool) -> Words:
    if not context:
        return segment.text
    before = ParagraphPiece(segment.before, colour=_CONTEXT_COLOUR)
    return (
        before,
        ParagraphPiece(segment.text, bold=True),
        ParagraphPiece(segment.after, colour=_CONTEXT_COLOUR),
    )
