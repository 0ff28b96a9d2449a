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
    wording_head,
)
from qualcode.exporters.codebook_word import swatched
from qualcode.exporters.codebook_words import CodebookEntry, code_sections
from qualcode.exporters.word import WordReport
from qualcode.exporters.word_styles import FACT, PART, SOURCE
from qualcode.model.provenance import Provenance, caption
from qualcode.model.report_values import CodebookWords, CodeQuotes, PastWording, left_out_line
from qualcode.model.segments import CodeFigures
from qualcode.model.study import Study


def codebook_report(
    study: Study, figures: Mapping[UUID, CodeFigures], provenance: Provenance, words: CodebookWords
) -> WordReport:
    """The whole report, ready to be saved."""
    sections = code_sections(study, figures, words)
    report = WordReport(provenance.title, language=study.info.language)
    report.paragraph(caption(provenance), "Subtitle")
    codes = [(section.name, section.level) for section in sections]
    report.contents([(OVERVIEW, 1), *codes, (ABOUT, 1)])
    report.heading(OVERVIEW, 1)
    report.table(OVERVIEW_HEADER, overview_rows(study, figures), (4.2, 1.1, 1.2, 1.3, 1))
    report.paragraph(caption(provenance), "Caption")
    for section in sections:
        _add_code(report, section)
        _add_quotes(report, section.quotes)
        _add_wordings(report, section.wordings)
    report.heading(ABOUT, 1)
    report.facts(provenance)
    return report


def _add_code(report: WordReport, section: CodebookEntry) -> None:
    report.heading(section.name, section.level)
    line = swatched(section.colour, section.identity)
    report.paragraph(line, FACT, keep_next=bool(section.fields))
    report.fields(section.fields)


def _add_quotes(report: WordReport, found: CodeQuotes) -> None:
    if found.quotes:
        report.paragraph(QUOTES, PART, keep_next=True)
    for number, quote in enumerate(found.quotes, 1):
        report.paragraph(quote.printed.words, "Quote")
        # How many are left out stays with the last of those that are not.
        last = number == len(found.quotes)
        report.paragraph(quote.printed.reference, SOURCE, keep_next=last and bool(found.left_out))
    if found.left_out:
        report.paragraph(left_out_line(found.left_out), FACT)


def _add_wordings(report: WordReport, past: Sequence[PastWording]) -> None:
    if past:
        report.paragraph(EARLIER, PART, keep_next=True)
    for wording in past:
        report.paragraph(wording_head(wording), FACT, keep_next=True)
        report.fields(wording.texts)
