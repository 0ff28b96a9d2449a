"""What a saved report says differently than it would have said at an earlier step of the project."""

import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final
from uuid import UUID

from qualcode.analysis.captions.about import about as said_about
from qualcode.analysis.cited_words import cited_words
from qualcode.analysis.consent import Consent
from qualcode.analysis.quotations import Quotations
from qualcode.analysis.since_last_time import changes_since, quotation_at, wordings_of
from qualcode.exporters.document.blocks import Document
from qualcode.exporters.document.html import page_of
from qualcode.exporters.document.numbering import numbered
from qualcode.exporters.document.write import documents_taken
from qualcode.exporters.papers.changes_document import CHAPTER, FILE, TITLE, changes_document
from qualcode.language.measures import SpacyMeasures
from qualcode.model.branches import told_apart
from qualcode.model.codes.code_names import code_numbers, names_in_documents, short_names
from qualcode.model.errors import NothingToShowError, QualcodeError
from qualcode.model.front import Front, FrontWords
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.measures import Measures
from qualcode.model.questions.kinds import AnyPicture
from qualcode.model.questions.names import with_identities
from qualcode.model.results.report_figures import FileFigures, ReportChanges, RunFigures
from qualcode.model.step import Step, StepKind
from qualcode.model.study import Study
from qualcode.model.words.dates import day_read
from qualcode.model.words.in_words import day_in_words
from qualcode.operations.reports import report_named
from qualcode.project.record import Record
from qualcode.project.reports.answers import AnswerSources, answer, as_a_chapter
from qualcode.project.reports.fronts import front
from qualcode.project.reports.gone import with_fates
from qualcode.project.reports.picturing import picture_of
from qualcode.project.reports.report_definition import Output
from qualcode.project.reports.saved_definition import definition_on_record
from qualcode.project.reports.told_figures import figures_of_picture


def step_meant(record: Record, words: str) -> int:
    """The step that is meant: by its number, or as the last one of a day, ``2026-03-03``, or before it.

    Raises QualcodeError where there is none before the present one.
    """
    last = record.study.step
    with suppress(ValueError):
        number = int(words)
        if 0 < number < last:
            return number
        raise QualcodeError(f"There is no step {number:,} before the last one, which is step {last:,}.")
    day = day_read(words)
    if day is None:
        raise QualcodeError(f"“{words}” is neither the number of a step nor a day such as 2026-03-31.")
    steps = [step.number for step in record.steps if step.at.date() <= day]
    if not steps or steps[-1] >= last:
        said = "was made by" if not steps else "was made after"
        raise QualcodeError(f"No step {said} {day_in_words(day)}, so there is nothing to compare.")
    return steps[-1]


def changes_since_step(
    record: Record,
    name: str,
    step: int,
    parts: Sequence[str] = (),
    *,
    measures: SpacyMeasures | None = None,
    progress: Progress = no_progress,
) -> ReportChanges:
    """What the files of a report (all, or those named) say differently than they would have at ``step``.

    Parts are chapters of one document, in their order: what is quoted in one is not chosen again in the
    next. What names something that was not there yet is told as new. Raises QualcodeError for a file that
    cannot be answered now.
    """
    report = report_named(record.study, name)
    every = {row.file: row for row in definition_on_record(record, report).outputs}
    outputs = [every[file] for file in parts or every]
    then = replace(record, study=record.study_at(step).at_step(step), steps=record.steps[:step])
    found = measures or SpacyMeasures()
    now, before = (_Told(AnswerSources(each, found), chapters=bool(parts)) for each in (record, then))
    for number, output in enumerate(outputs):
        progress(number, len(outputs), output.file)
        # What has nothing to show has no figures to compare.
        with suppress(NothingToShowError):
            now.add(output)
        # By what they are, for codes and transcripts may have been called otherwise then.
        meant = replace(output, question=with_identities(record.study, output.question))
        with suppress(QualcodeError):
            before.add(meant)
    progress(len(outputs), len(outputs), "")
    changes = changes_since(_run(then, report.name, before.files), _run(record, report.name, now.files))
    return with_fates(record, changes)


def _run(record: Record, name: str, files: Mapping[str, FileFigures]) -> RunFigures:
    return RunFigures(name, record.study.step, record.steps[-1].at, files, wordings_of(record.study))


@dataclass
class _Told:
    """The figures of files at one step; of ``chapters`` each knows what is quoted before it."""

    sources: AnswerSources
    chapters: bool
    files: dict[str, FileFigures] = field(default_factory=dict)

    def add(self, output: Output) -> None:
        """Answer one more. Raises QualcodeError where it names what is not there."""
        study, question = self.sources.study, output.question
        if isinstance(question, AnyPicture):
            picture = picture_of(study, question, self.sources.measures)
            self.files[output.file] = figures_of_picture(picture)
            return
        if self.chapters:
            question = as_a_chapter(question)
        with tempfile.TemporaryDirectory(prefix="qualcode-") as aside, documents_taken() as taken:
            done = answer(Path(aside) / output.file, question, self.sources)
        self.files[output.file] = done.told()
        if self.chapters:
            for document in taken:
                self.sources = self.sources.before_another(document)


_DONE_AGAIN: Final = {StepKind.UNDO: "undid", StepKind.REDO: "redid"}


def changes_chapter(
    record: Record, changes: ReportChanges, titles: Mapping[str, str], measures: Measures
) -> Document:
    """The same as a chapter: files by the titles of their chapters."""
    told = replace(
        changes,
        figures=tuple(row._replace(file=titles[row.file]) for row in changes.figures),
        texts=tuple(row._replace(file=titles[row.file]) for row in changes.texts),
        came=tuple(row._replace(file=titles[row.file]) for row in changes.came),
        went=tuple(row._replace(file=titles[row.file]) for row in changes.went),
        new_files=tuple(f"“{titles[file]}”" for file in changes.new_files),
    )
    return changes_page(record, told, measures, places=CHAPTER)


def briefly(study: Study, changes: ReportChanges) -> ReportChanges:
    """Codes by number and name, as everywhere in documents, also those that were called otherwise then.

    What is no longer in the codebook has its name alone: its number may be another code's now.
    """
    named = _naming(study, {code_id: code.name for code_id, code in changes.since.codes.items()})
    return replace(
        changes,
        figures=tuple(row._replace(of=named(row.of)) for row in changes.figures),
        texts=tuple(row._replace(of=named(row.of)) for row in changes.texts),
        came=tuple(row._replace(source=named(row.source)) for row in changes.came),
        went=tuple(row._replace(source=named(row.source)) for row in changes.went),
        reworded=tuple(row._replace(code=named(row.code)) for row in changes.reworded),
    )


def _naming(study: Study, then: Mapping[UUID, str]) -> Callable[[str], str]:
    """What names codes as documents do where a figure or a quote is said to be of one.

    ``then``: the paths of all codes at the other moment.
    """
    numbers, brief = code_numbers(study), dict(zip(then, told_apart(list(then.values())), strict=True))
    calls: dict[str, str] = {}
    for code_id, path in then.items():
        was = f"{numbers.get(code_id, '')} {brief[code_id]}".strip()
        calls |= {brief[code_id]: was, path: was}
    short = short_names(study)
    for code_id, name in names_in_documents(study).items():
        calls |= {short[code_id]: name, study.path(code_id): name}
    longest_first = "|".join(map(re.escape, sorted(calls, key=len, reverse=True)))
    code = re.compile(rf"(?:(?<=^)|(?<=, )|(?<=× ))(?:{longest_first})(?=$|:| ×)")
    return lambda words: code.sub(lambda found: calls[found[0]], words) if calls else words


def _without_cited(study: Study, changes: ReportChanges) -> ReportChanges:
    """Rewordings without words of people who may not be quoted."""
    instead = cited_words(study, (text for row in changes.reworded for text in (row.old, row.new) if text))

    def shown(text: str | None) -> str | None:
        return text and instead.get(text, text)

    rows = tuple(row._replace(old=shown(row.old), new=shown(row.new)) for row in changes.reworded)
    return replace(changes, reworded=rows)


def changes_page(
    record: Record,
    changes: ReportChanges,
    measures: Measures,
    *,
    places: str = FILE,
) -> Document:
    """The page that tells them, codes by short names."""
    facts = (("compared with step", str(changes.since.step)),)
    about = said_about(record.study, TITLE, facts)
    changes = _without_cited(record.study, changes)
    page = front(record, TITLE, FrontWords(subtitle=changes.report))
    consent, quotations = Consent(record.study), Quotations(record.study, measures)
    return changes_document(
        briefly(record.study, changes),
        about,
        page,
        places=places,
        steps=[_done(step) for step in record.steps if step.number > changes.since.step],
        words=lambda place: quotation_at(quotations, place, consent),
    )


def _done(step: Step) -> str:
    """``imported 3 segments``, ``undid “Edit ‘trust’”``."""
    if step.kind is StepKind.DO:
        return step.happened[:1].lower() + step.happened[1:]
    return f"{_DONE_AGAIN[step.kind]} “{step.label}”"


def changes_as_html(
    record: Record, name: str, step: int, measures: SpacyMeasures, progress: Progress = no_progress
) -> str:
    """The same page as a web page, to be read on the screen: what has changed, without what a front says."""
    changes = changes_since_step(record, name, step, measures=measures, progress=progress)
    document = changes_page(record, changes, measures)
    document = replace(
        document, front=Front(title=document.front.title, subtitle=document.front.subtitle), cover=False
    )
    return "".join(page_of(document, numbered(document)))
