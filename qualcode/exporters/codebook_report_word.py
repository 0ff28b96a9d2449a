"""The codebook report in Word: contents, an overview of use, and a section for each code."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from qualcode.exporters.code_figures import (
    ABOUT,
    EARLIER,
    OVERVIEW,
    OVERVIEW_HEADER,
    QUOTES,
    overview_rows,
    partners,
    quote_source,
    usage,
    wording_head,
)
from qualcode.exporters.codebook_word import code_fields, identity_line, level
from qualcode.exporters.provenance import caption
from qualcode.exporters.word import Report
from qualcode.exporters.word_styles import FACT, PART, SOURCE
from qualcode.model.entities import Code
from qualcode.model.matrix import Provenance
from qualcode.model.report_values import CodebookWords, CodeQuotes, PastWording, left_out_line
from qualcode.model.segments import CodeFigures
from qualcode.model.study import Study


def codebook_report(
    study: Study, figures: Mapping[UUID, CodeFigures], provenance: Provenance, words: CodebookWords
) -> Report:
    """The whole report, ready to be saved."""
    report = Report(provenance.title, language=study.info.language)
    report.paragraph(caption(provenance), "Subtitle")
    codes = [(code.name, level(study, code)) for code in study.codes_in_order]
    report.contents([(OVERVIEW, 1), *codes, (ABOUT, 1)])
    report.heading(OVERVIEW, 1)
    report.table(OVERVIEW_HEADER, overview_rows(study, figures), (4.2, 1.1, 1.2, 1.3, 1))
    report.paragraph(caption(provenance), "Caption")
    for code in study.codes_in_order:
        _add_code(report, study, code, figures.get(code.id))
        _add_quotes(report, words.quotes_of(code.id))
        _add_wordings(report, words.wordings_of(code.id))
    report.heading(ABOUT, 1)
    report.facts(provenance)
    return report


def _add_code(report: Report, study: Study, code: Code, figures: CodeFigures | None) -> None:
    fields = [*code_fields(code)]
    together = partners(figures)
    if together:
        fields.append(("Occurs with", together))
    used = usage(figures) if code.codable or (figures and figures.segments) else ""
    report.heading(code.name, level(study, code))
    report.paragraph(identity_line(study, code, used), FACT, keep_next=bool(fields))
    report.fields(fields)


def _add_quotes(report: Report, found: CodeQuotes) -> None:
    if found.quotes:
        report.paragraph(QUOTES, PART, keep_next=True)
    for quote in found.quotes:
        report.paragraph(quote.text, "Quote")
        report.paragraph(quote_source(quote), SOURCE)
    if found.left_out:
        report.paragraph(left_out_line(found.left_out), FACT)


def _add_wordings(report: Report, past: Sequence[PastWording]) -> None:
    if past:
        report.paragraph(EARLIER, PART, keep_next=True)
    for wording in past:
        report.paragraph(wording_head(wording), FACT, keep_next=True)
        report.fields(wording.texts)
