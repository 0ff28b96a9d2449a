"""The codebook report: fields, figures, typical quotes and past wordings of every code put together."""

from pathlib import Path
from typing import Final

from qualcode.analysis.captions.codebook import about_codebook
from qualcode.analysis.codebook_figures import codebook_figures
from qualcode.analysis.typical_quotes import typical_quotes
from qualcode.exporters.codebook_report import write_codebook_report
from qualcode.language.measures import SpacyMeasures
from qualcode.model.measures import Measures
from qualcode.model.progress import Progress, no_progress
from qualcode.model.provenance import Provenance
from qualcode.model.questions.reports import CodebookQuestion
from qualcode.model.report_values import CodebookWords
from qualcode.model.rules import ALL_CODERS, CoderChoice
from qualcode.project.record import Record
from qualcode.project.wordings import past_wordings

_STAGES: Final = ("figures", "quotes", "history", "file")


USUAL: Final = CodebookQuestion()


def export_codebook_report(
    path: Path,
    record: Record,
    question: CodebookQuestion = USUAL,
    coders: CoderChoice = ALL_CODERS,
    *,
    measures: Measures | None = None,
    progress: Progress = no_progress,
) -> Provenance:
    """Write the report as docx, html, xlsx or csv, and return what is said of it."""
    study, measures = record.study, measures or SpacyMeasures()
    stages = iter(enumerate(_STAGES))

    def begin() -> None:
        number, what = next(stages)
        progress(number, len(_STAGES), what)

    begin()
    figures = {row.code_id: row for row in codebook_figures(study, measures, coders)}
    begin()
    quotes = typical_quotes(study, measures, coders=coders, most=question.quotes, consent=question.consent)
    begin()
    wordings = past_wordings(record) if question.history else {}
    begin()
    given = [quote for found in quotes.values() for quote in found.quotes]
    about = about_codebook(
        study,
        coders,
        given,
        question.quotes,
        left_out=sum(found.left_out for found in quotes.values()),
        consent=question.consent,
        reworded=len(wordings) if question.history else None,
    )
    write_codebook_report(path, study, figures, about, CodebookWords(quotes, wordings))
    progress(len(_STAGES), len(_STAGES), "")
    return about
