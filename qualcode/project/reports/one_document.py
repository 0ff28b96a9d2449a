"""A saved report as one document: its files become chapters under one front."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from qualcode.exporters.document.blocks import Colophon, Document
from qualcode.exporters.document.composing import composed, titles_of
from qualcode.exporters.document.write import documents_taken, write_document
from qualcode.exporters.drawn_pictures import drawn_for_a_document
from qualcode.exporters.formats import DOCUMENT_ENDINGS, writer_for
from qualcode.exporters.pictures.drawing import Drawer, LocalDrawer
from qualcode.exporters.pictures.numbered import for_documents
from qualcode.exporters.pictures.told import told
from qualcode.language.measures import SpacyMeasures
from qualcode.model.change import ChangeSet
from qualcode.model.codes.code_names import code_numbers
from qualcode.model.errors import NothingToShowError, QualcodeError
from qualcode.model.front import LINES, front_line
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.questions.kinds import KINDS, AnyPicture, AnyQuestion, word_of
from qualcode.model.questions.names import NamesMeant
from qualcode.model.questions.pictures import (
    BarsQuestion,
    GroupsHeatMapQuestion,
    HeatMapQuestion,
    TalkQuestion,
)
from qualcode.model.questions.reports import TranscriptQuestion
from qualcode.model.questions.words import TalkForm
from qualcode.model.study import Study
from qualcode.model.words.in_words import listed, some_of
from qualcode.model.words.names import name_key
from qualcode.operations.reports import report_named, save_report
from qualcode.project.record import Record
from qualcode.project.reports.answers import AnswerSources, answer, as_a_chapter
from qualcode.project.reports.care import care_in_words
from qualcode.project.reports.document_before import origin
from qualcode.project.reports.fronts import front
from qualcode.project.reports.gone import what_became
from qualcode.project.reports.matrices import HEAT_MAP
from qualcode.project.reports.nothing_to_show import saying_so
from qualcode.project.reports.picturing import picture_of
from qualcode.project.reports.report_definition import OneDocument, Output, word_key
from qualcode.project.reports.reports_since import changes_chapter, changes_since_step
from qualcode.project.reports.saved_definition import (
    content_to_keep,
    definition_kept,
    definition_named,
    definition_on_record,
    names_kept,
)

_PART: Final = "part.html"
"""What parts are asked as; nothing is written under this name."""
_TRANSCRIPT: Final = "Transcript"
_TURNS: Final = "shows how often each speaker spoke directly after each other one."
_SHOWN_OF_TALK: Final = MappingProxyType(
    {
        TalkForm.HEATMAP: _TURNS,
        TalkForm.NETWORK: _TURNS,
        TalkForm.SHARES: "compares how much each speaker said.",
        TalkForm.CODES: "shows in which turn each participant first mentioned each code.",
    }
)


def chosen_document(
    study: Study,
    name: str,
    parts: Sequence[str] = (),
    words: Mapping[str, str | None] = MappingProxyType({}),
    cover: bool | None = None,
) -> OneDocument:
    """The document that a saved report keeps, with what is said here instead.

    Without parts it has all files. Raises QualcodeError for a file that the report does not have, or words
    that are too long for a front.
    """
    definition = definition_named(study, name)
    files = [output.file for output in definition.outputs]
    chosen = tuple(dict.fromkeys(parts or definition.document.parts or files))
    for file in chosen:
        if file not in files:
            there = some_of([f"“{known}”" for known in files])
            raise QualcodeError(f"The report has no file “{file}” that could be a part; it has {there}.")
    kept = definition.document
    instead = {
        word: front_line(said, word) if word in LINES else said
        for word, said in words.items()
        if said is not None
    }
    return OneDocument(chosen, replace(kept.words, **instead), kept.cover if cover is None else cover)


def care_of_document(record: Record, name: str, document: OneDocument) -> str:
    """What has to be borne in mind before a document of these parts is passed on; mostly nothing."""
    outputs = definition_named(record.study, name).outputs
    questions = [each.question for each in outputs if each.file in document.parts]
    return care_in_words(record.study, questions, record.steps)


def keep_document(study: Study, name: str, document: OneDocument) -> ChangeSet:
    """Keep in a saved report which of its files are the parts of its document, and what its front says."""
    report = report_named(study, name)
    value = json.loads(definition_kept(study, report).content)
    words = {word_key(word): said for word, said in asdict(document.words).items() if said is not None}
    cover = {} if document.cover else {"cover": False}
    value["document"] = {"parts": list(document.parts), **words, **cover}
    return save_report(study, report.name, content_to_keep(study, json.dumps(value)))


def write_report_document(
    path: Path,
    record: Record,
    name: str,
    document: OneDocument,
    *,
    since: int | None = None,
    measures: SpacyMeasures | None = None,
    progress: Progress = no_progress,
    drawer: Drawer | None = None,
) -> int:
    """Write parts of a saved report as one docx, html or pdf; returns how many chapters there are.

    ``since`` a step: a last chapter tells what the parts say differently than they would have said then.
    Raises QualcodeError for a part that cannot be made.
    """
    writer_for(path, dict.fromkeys(DOCUMENT_ENDINGS, path))
    report = report_named(record.study, name)
    outputs = {output.file: output for output in definition_on_record(record, report).outputs}
    sources = AnswerSources(record, measures or SpacyMeasures(), drawer=drawer or LocalDrawer())
    parts: list[Document] = []
    shown = 0
    for number, file in enumerate(document.parts):
        progress(number, len(document.parts), file)
        try:
            parts.append(_part(outputs[file], sources, names_kept(report)))
            shown += 1
        except NothingToShowError as why:
            if number == len(document.parts) - 1 and not shown:
                raise QualcodeError(f"Nothing was written, because of “{file}”: {why}") from why
            parts.append(saying_so(record, outputs[file].question, why))
        sources = sources.before_another(parts[-1])
    if since is not None:
        changes = changes_since_step(record, name, since, document.parts, measures=sources.measures)
        titles = dict(zip(document.parts, titles_of(parts), strict=True))
        parts.append(changes_chapter(record, changes, titles, sources.measures))
    page = front(record, report.name, document.words)
    made = composed(page, parts, cover=document.cover)
    write_document(path, replace(made, origin=origin(record.study, since)))
    progress(len(parts), len(parts), "")
    return len(parts)


def _part(output: Output, sources: AnswerSources, meant: NamesMeant) -> Document:
    try:
        return _titled(_answered(as_a_chapter(output.question), sources), output.question, sources)
    except NothingToShowError:
        raise
    except QualcodeError as error:
        why = f"{error}{what_became(sources.record, output.question, meant)}"
        raise QualcodeError(f"Nothing was written, because of “{output.file}”: {why}") from error


def _titled(part: Document, question: AnyQuestion, sources: AnswerSources) -> Document:
    """The part; a transcript is one among other chapters and says that it is a transcript."""
    if not isinstance(question, TranscriptQuestion):
        return part
    name = sources.study.transcript_named(question.transcript).name
    if part.front.title != name or name_key(name).startswith(name_key(_TRANSCRIPT)):
        return part
    return replace(part, front=replace(part.front, title=f"{_TRANSCRIPT}: {name}"))


def _answered(question: AnyQuestion, sources: AnswerSources) -> Document:
    if isinstance(question, AnyPicture):
        return _drawn(question, sources)
    with tempfile.TemporaryDirectory(prefix="qualcode-") as aside, documents_taken() as taken:
        answer(Path(aside) / _PART, question, sources)
    (document,) = taken
    return replace(document, blocks=tuple(document.blocks))


def _form(question: AnyPicture) -> str:
    """What a picture is that has the title of a table; empty for those with titles of their own."""
    match question:
        case HeatMapQuestion() | GroupsHeatMapQuestion():
            return HEAT_MAP
        case BarsQuestion(stacked=True):
            return "stacked bars"
        case _:
            return ""


def _shows(question: AnyPicture) -> str:
    """How the sentence that leads to a picture goes on."""
    shows = KINDS[word_of(question)].shows
    match question:
        case BarsQuestion(stacked=True) if question.by:
            return f"{shows.removesuffix('.')}, by {listed(question.by)}."
        case TalkQuestion():
            return _SHOWN_OF_TALK[question.form]
        case _:
            return shows


def _drawn(question: AnyPicture, sources: AnswerSources) -> Document:
    """A picture as a part."""
    picture = picture_of(sources.study, question, sources.measures)
    about = picture.page().provenance
    shown = for_documents(picture, code_numbers(sources.study))
    made = drawn_for_a_document(shown, sources.drawer, sources.progress)
    return Document(
        front(sources.record, about.title),
        tuple(made.blocks(told(shown), about.title, "picture", _shows(question))),
        Colophon(about),
        sources.study.info.language,
        landscape=made.landscape,
        form=_form(question),
    )
