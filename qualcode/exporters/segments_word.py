"""Coded segments in Word: quotes under the headings of the codebook, each with its source line."""

from qualcode.exporters.codebook_word import identity_line, level
from qualcode.exporters.provenance import caption
from qualcode.exporters.segments_by_code import SegmentsByCode, extent, source_line
from qualcode.exporters.word import Piece, Report, Words
from qualcode.exporters.word_styles import FACT, QUIET, SOURCE
from qualcode.model.matrix import Provenance
from qualcode.model.segments import Segment
from qualcode.model.study import Study

_CONTEXT_COLOUR = f"#{QUIET}"


def segments_report(
    study: Study, grouped: SegmentsByCode, provenance: Provenance, *, context: bool
) -> Report:
    """All segments by code, and at the end where they come from."""
    report = Report(provenance.title, language=study.info.language)
    report.paragraph(caption(provenance), "Subtitle")
    report.contents([(code.name, level(study, code)) for code in grouped.codes])
    for code, segments in grouped:
        report.heading(code.name, level(study, code))
        report.paragraph(identity_line(study, code, extent(segments)), FACT, keep_next=True)
        if code.definition:
            report.paragraph((Piece(code.definition, italic=True),), keep_next=bool(segments))
        for segment in segments:
            _add_segment(report, segment, context=context)
    report.heading("About these segments", 1)
    report.facts(provenance)
    return report


def _add_segment(report: Report, segment: Segment, *, context: bool) -> None:
    report.paragraph(_quote(segment, context=context), "Quote")
    report.paragraph(source_line(segment), SOURCE, keep_next=bool(segment.memo))
    if segment.memo:
        report.paragraph((Piece("Memo: ", bold=True), Piece(segment.memo)), SOURCE)


def _quote(segment: Segment, *, context: bool) -> Words:
    if not context:
        return segment.text
    before = Piece(segment.before, colour=_CONTEXT_COLOUR)
    return (before, Piece(segment.text, bold=True), Piece(segment.after, colour=_CONTEXT_COLOUR))
