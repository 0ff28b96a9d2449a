"""The participant summary in Word: an overview, then a section for each participant."""

from collections.abc import Sequence

from qualcode.exporters.participant_words import (
    ABOUT,
    OVERVIEW,
    OVERVIEW_HEADER,
    overview_rows,
    quote_source,
    said_of,
    spoken,
)
from qualcode.exporters.word import WordReport
from qualcode.exporters.word_styles import FACT, SOURCE
from qualcode.model.provenance import Provenance, caption
from qualcode.model.report_values import ParticipantFigures
from qualcode.model.study import Study


def participants_report(
    study: Study, people: Sequence[ParticipantFigures], provenance: Provenance, notes: Sequence[str]
) -> WordReport:
    """The whole report, ready to be saved."""
    report = WordReport(provenance.title, language=study.info.language)
    report.paragraph(caption(provenance), "Subtitle")
    for note in notes:
        report.paragraph(note, FACT)
    report.contents([(OVERVIEW, 1), *((row.participant.name, 1) for row in people), (ABOUT, 1)])
    report.heading(OVERVIEW, 1)
    report.table(OVERVIEW_HEADER, overview_rows(people), (4, 1, 1, 1.2, 1))
    report.paragraph(caption(provenance), "Caption")
    for row in people:
        _add_participant(report, study, row)
    report.heading(ABOUT, 1)
    report.facts(provenance)
    return report


def _add_participant(report: WordReport, study: Study, row: ParticipantFigures) -> None:
    report.heading(row.participant.name, 1)
    report.paragraph(spoken(row), FACT, keep_next=True)
    report.fields(said_of(study, row), label_share=0.27)
    for quote in row.quotes:
        report.paragraph(quote.text.strip(), "Quote")
        report.paragraph(quote_source(row, quote), SOURCE)
