"""The codebook report: fields, figures, typical quotes and past wordings of every code put together."""

from pathlib import Path
from typing import Final

from qualcode.analysis.codebook_figures import codebook_figures
from qualcode.analysis.consent import consent_in_words, everybody_in_words
from qualcode.analysis.typical_quotes import RULE, typical_quotes
from qualcode.exporters.codebook_report import write_codebook_report
from qualcode.language.measures import SpacyMeasures
from qualcode.model.measures import Measures
from qualcode.model.progress import Progress, no_progress
from qualcode.model.questions.reports import CodebookQuestion
from qualcode.model.report_values import CodebookWords
from qualcode.model.rules import ALL_CODERS, CoderChoice, Facts, Selection
from qualcode.project.record import Record
from qualcode.project.reports import about
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
) -> Facts:
    """Write the report as docx, html, xlsx or csv, and return its rules."""
    study = record.study
    stages = iter(enumerate(_STAGES))

    def begin() -> None:
        number, what = next(stages)
        progress(number, len(_STAGES), what)

    begin()
    figures = {row.code_id: row for row in codebook_figures(study, measures or SpacyMeasures(), coders)}
    begin()
    quotes = typical_quotes(study, coders=coders, most=question.quotes, consent=question.consent)
    begin()
    wordings = past_wordings(record) if question.history else {}
    begin()
    given = [quote for found in quotes.values() for quote in found.quotes]
    left_out = sum(found.left_out for found in quotes.values())
    rule = f"at most {question.quotes} a code: {RULE}" if question.quotes else "none asked for"
    whose = coders.describe(study)
    everybody = everybody_in_words(study, respected=question.consent) if given else ""
    words = f"Segments are codings; words and characters those coded at least once, {whose}{everybody}"
    facts = (
        *Selection(coders=coders).facts(study),
        ("quotes", f"{len(given):,}, {sum(quote.chosen for quote in given):,} of them chosen; {rule}"),
        ("consent", consent_in_words(study, left_out, respected=question.consent)),
        ("history", _history(len(wordings), question.history)),
        ("in words", words),
    )
    write_codebook_report(
        path, study, figures, about(study, "Codebook", facts), CodebookWords(quotes, wordings)
    )
    progress(len(_STAGES), len(_STAGES), "")
    return facts


def _history(reworded: int, asked: bool) -> str:
    if not asked:
        return "not asked for"
    if not reworded:
        return "no code was reworded"
    codes = "1 code was" if reworded == 1 else f"{reworded:,} codes were"
    return f"{codes} reworded; what read differently is told under each, with dates in UTC"
