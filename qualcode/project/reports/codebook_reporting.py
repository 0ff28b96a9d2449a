"""The codebook report: fields, figures, typical quotes and past wordings of every code put together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from uuid import UUID

from qualcode.analysis.captions.codebook import about_codebook
from qualcode.analysis.cited_words import cited_words, codes_that_cite, without_cited_words
from qualcode.analysis.codebook_figures import codebook_figures
from qualcode.analysis.quotations import Quotations
from qualcode.analysis.since_last_time import COUNTS
from qualcode.analysis.spoken_examples import spoken_lines
from qualcode.analysis.typical_quotes import typical_quotes
from qualcode.exporters.codebook.codebook_document import codebook_document
from qualcode.exporters.codebook.codebook_parts import CodebookContent
from qualcode.exporters.codebook.codebook_report import write_codebook_report
from qualcode.exporters.document.blocks import Document
from qualcode.exporters.document.write import write_document
from qualcode.exporters.formats import DOCUMENT_ENDINGS
from qualcode.language.measures import SpacyMeasures
from qualcode.model.codes.code_names import level
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.measures import Measures
from qualcode.model.questions.names import ATTRIBUTE
from qualcode.model.questions.provenance import Provenance
from qualcode.model.questions.reports import CodebookQuestion, SegmentsQuestion
from qualcode.model.questions.rules import ALL_CODERS, CoderChoice
from qualcode.model.questions.words import USUAL_PARTS, CodebookForm, CodeDetail
from qualcode.model.results.already_quoted import NOTHING_QUOTED, AlreadyQuoted
from qualcode.model.results.quotation import QuoteManner
from qualcode.model.results.report_values import CodebookWords, PastWording
from qualcode.model.segments import CodeFigures
from qualcode.model.study import Study
from qualcode.project.record import Record
from qualcode.project.reports.fronts import front
from qualcode.project.reports.wordings import past_wordings

USUAL: Final = CodebookQuestion()

_STAGES: Final = ("figures", "quotes", "history")
_QUOTES_ALONE: Final = "Quotes"
"""The title of a book that has nothing else."""


@dataclass(frozen=True)
class CodebookFound:
    """Everything that a codebook report tells, whatever file it becomes.

    ``study`` has its texts as they are printed: without words of people who may not be quoted.
    """

    study: Study
    figures: Mapping[UUID, CodeFigures]
    words: CodebookWords
    about: Provenance


def export_codebook_report(
    path: Path,
    record: Record,
    question: CodebookQuestion = USUAL,
    coders: CoderChoice = ALL_CODERS,
    *,
    measures: Measures | None = None,
    progress: Progress = no_progress,
    earlier: AlreadyQuoted = NOTHING_QUOTED,
) -> CodebookFound:
    """Write the report as docx, html, pdf, xlsx or csv, and return what it tells."""
    for_reading = path.suffix.lower() in DOCUMENT_ENDINGS
    if not for_reading:
        # Data are whole: forms and parts are those of documents.
        question = replace(question, form=CodebookForm.BOOK, parts=(), depth=None)
    found = codebook_found(
        record,
        question,
        coders,
        measures=measures,
        progress=progress,
        earlier=earlier,
        as_data=not for_reading,
    )
    if for_reading:
        write_document(path, document_of(record, question, found))
    else:
        write_codebook_report(path, found.study, found.figures, found.about, found.words)
    progress(len(_STAGES) + 1, len(_STAGES) + 1, "")
    return found


def codebook_found(
    record: Record,
    question: CodebookQuestion = USUAL,
    coders: CoderChoice = ALL_CODERS,
    *,
    measures: Measures | None = None,
    progress: Progress = no_progress,
    earlier: AlreadyQuoted = NOTHING_QUOTED,
    as_data: bool = False,
) -> CodebookFound:
    """What the report tells; ``progress`` hears of each stage before it begins, the file’s too.

    ``earlier`` is quoted in chapters before it; ``as_data``: cells say it, which mark no words.
    """
    study, measures = record.study, measures or SpacyMeasures()
    stages = iter(enumerate((*_STAGES, "file")))

    def begin() -> None:
        number, what = next(stages)
        progress(number, len(_STAGES) + 1, what)

    begin()
    figures = {row.code_id: row for row in codebook_figures(study, measures, coders)}
    begin()
    manner = quote_manner(study, question)
    most = _most_quotes(question)
    depth = question.depth
    codes = [row for row in study.codes if depth is None or level(study, row) <= depth]
    shown = without_cited_words(study) if question.consent else study
    quotes = typical_quotes(
        study,
        measures,
        coders=coders,
        most=most,
        consent=question.consent,
        manner=manner,
        codes=codes,
        examples=_printed_examples(shown, question, codes),
        earlier=earlier,
        starred_only=_with_own_example(shown, question, codes),
    )
    begin()
    quotes_alone = parts_asked(question) == (CodeDetail.QUOTES,)
    told = question.history and question.form is CodebookForm.BOOK and not quotes_alone
    wordings = past_wordings(record) if told else {}
    if question.consent:
        wordings = _without_cited(study, wordings)
    begin()
    printed = [quote for row in quotes.values() for quote in row.quotes]
    if not printed and question.form is CodebookForm.COMPACT:
        # A table of the codebook’s own examples: how quotes are chosen is no matter of it.
        most = 0
    about = about_codebook(
        study,
        coders,
        printed,
        most,
        left_out=sum(row.left_out for row in quotes.values()),
        consent=question.consent,
        reworded=len(wordings.keys() & set(codes)) if told else None,
        depth=depth,
        manner=manner,
        citing=[row.name for row in codes_that_cite(study, shown)],
        earlier=bool(earlier.passages),
        as_data=as_data,
    )
    if quotes_alone and question.form is CodebookForm.BOOK:
        about = replace(about, title=_QUOTES_ALONE)
    spoken = _spoken_examples(shown, question, Quotations(study, measures, manner))
    return CodebookFound(shown, figures, CodebookWords(quotes, wordings, spoken), about)


def document_of(record: Record, question: CodebookQuestion, found: CodebookFound) -> Document:
    """The report as a document in the form that is asked for."""
    content = CodebookContent(found.study, parts_asked(question), found.figures, found.words, question.depth)
    page = front(record, found.about.title)
    return codebook_document(content, question.form, page, found.about)


def _without_cited(
    study: Study, wordings: Mapping[UUID, tuple[PastWording, ...]]
) -> Mapping[UUID, tuple[PastWording, ...]]:
    """Earlier wordings without words of people who may not be quoted."""
    every = [text for rows in wordings.values() for row in rows for _, text in row.texts]
    instead = cited_words(study, every)
    return {
        code_id: tuple(
            row._replace(texts=tuple((label, instead.get(text, text)) for label, text in row.texts))
            for row in rows
        )
        for code_id, rows in wordings.items()
    }


def counts_printed(path: Path, question: CodebookQuestion) -> tuple[str, ...]:
    """Which of the counts of each code a file prints."""
    if path.suffix.lower() not in DOCUMENT_ENDINGS:
        return COUNTS
    parts = parts_asked(question)
    if question.form is CodebookForm.COMPACT:
        return ("segments", "participants") if CodeDetail.FIGURES in parts else ()
    return COUNTS if {CodeDetail.FIGURES, CodeDetail.OVERVIEW} & {*parts} else ()


def parts_asked(question: CodebookQuestion) -> tuple[CodeDetail, ...]:
    """The parts of each code, in their order: those that were chosen, or the usual ones of the form."""
    return tuple(dict.fromkeys(question.parts)) or USUAL_PARTS[question.form]


def quote_manner(study: Study, question: CodebookQuestion | SegmentsQuestion) -> QuoteManner:
    """How quotes are printed. Raises QualcodeError for an attribute that is no longer there."""
    rows = tuple(dict.fromkeys(ATTRIBUTE.row(study, name) for name in question.attributes))
    return QuoteManner(question.sentences, rows, question.brackets)


def _printed_examples(study: Study, question: CodebookQuestion, codes: Sequence[UUID]) -> Mapping[UUID, str]:
    """The examples that are printed beside quotes; a table has none of a code whose quote was chosen."""
    compact = question.form is CodebookForm.COMPACT
    if CodeDetail.EXAMPLES not in parts_asked(question):
        return {}
    return {
        code_id: study.codes[code_id].examples
        for code_id in codes
        if not (compact and study.typical_quotes_of(code_id))
    }


def _spoken_examples(shown: Study, question: CodebookQuestion, quotations: Quotations) -> Mapping[str, str]:
    """Lines of printed examples that are words of somebody, with their references."""
    if CodeDetail.EXAMPLES not in parts_asked(question):
        return {}
    found = spoken_lines(
        quotations.study, (code.examples for code in shown.codes.values()), consent=question.consent
    )
    return {line: quotations.of(*place).reference for line, place in found.items()}


def _with_own_example(study: Study, question: CodebookQuestion, codes: Sequence[UUID]) -> frozenset[UUID]:
    """The codes of which a table prints the codebook’s own example, unless a quote is starred."""
    if question.form is not CodebookForm.COMPACT or CodeDetail.EXAMPLES not in parts_asked(question):
        return frozenset()
    return frozenset(code_id for code_id in codes if study.codes[code_id].examples.strip())


def _most_quotes(question: CodebookQuestion) -> int:
    """A table has room for one example of each code; where no quote is printed none is looked for."""
    parts = parts_asked(question)
    if question.form is CodebookForm.COMPACT:
        return min(1, question.quotes) if {CodeDetail.QUOTES, CodeDetail.EXAMPLES} & {*parts} else 0
    return question.quotes if CodeDetail.QUOTES in parts else 0
