"""Reports that papers need: saturation, a reporting checklist, and the audit trail."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from qualcode.analysis.captions.audit import about_audit
from qualcode.analysis.captions.checklists import about_checklist
from qualcode.analysis.cited_words import cited_words
from qualcode.analysis.papers.saturation import saturation
from qualcode.analysis.papers.saturation_request import SaturationRequest
from qualcode.exporters.document.blocks import Block
from qualcode.exporters.drawn_pictures import drawn_for_a_document
from qualcode.exporters.formats import DOCUMENT_ENDINGS
from qualcode.exporters.papers.audit_report import AuditLook, audit_report
from qualcode.exporters.papers.checklist_report import checklist_report
from qualcode.exporters.papers.saturation_report import saturation_report
from qualcode.exporters.papers.table_report import write_table_report
from qualcode.exporters.pictures.code_growth import CodeGrowth
from qualcode.exporters.pictures.drawing import Drawer, LocalDrawer
from qualcode.exporters.pictures.told import told
from qualcode.model.codes.code_names import names_in_documents_by_path, without_paths
from qualcode.model.entities import Code
from qualcode.model.entity_nouns import ENTITY_NOUNS
from qualcode.model.errors import QualcodeError
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.people import participants_of
from qualcode.model.questions.papers import AuditQuestion, ChecklistQuestion, SaturationQuestion
from qualcode.model.questions.provenance import Provenance
from qualcode.model.results.audit import AuditedStep
from qualcode.model.results.saturation import Saturation
from qualcode.model.step import StepKind
from qualcode.model.step_topics import ChangeOutline, StepTopic, only_of_reports, topics_of
from qualcode.model.study import Study
from qualcode.model.words.dates import day_read
from qualcode.model.words.in_words import listed
from qualcode.model.words.names import name_key
from qualcode.project.history import History
from qualcode.project.record import Record
from qualcode.project.reports.asking import coders_named, codes_named, how_chosen, transcript_choice
from qualcode.project.reports.checklist_answers import answered_items
from qualcode.project.reports.fronts import front

_GROWTH: Final = "Codes so far by transcript"
_GROWTH_SHOWS: Final = "draws how many codes there were after each transcript, and how many of them were new."
_WORDED = (
    ("Name", "name"),
    ("Definition", "definition"),
    ("Use for", "include"),
    ("Not for", "exclude"),
    ("Examples", "examples"),
)


def export_for_paper(
    path: Path,
    record: Record,
    question: SaturationQuestion | ChecklistQuestion | AuditQuestion,
    progress: Progress = no_progress,
    drawer: Drawer | None = None,
) -> Provenance:
    """Write one of these reports as docx, html, pdf, xlsx or csv, and return what is said of it."""
    match question:
        case SaturationQuestion():
            return export_saturation(path, record, question, drawer or LocalDrawer(), progress)
        case ChecklistQuestion():
            return export_checklist(path, record, question)
        case AuditQuestion():
            return export_audit(path, record, question, progress)


def saturation_of(study: Study, question: SaturationQuestion) -> Saturation:
    """The saturation table of a question. Raises QualcodeError for a name that stands for nothing."""
    whose, places = coders_named(study, question.coders), transcript_choice(study, question)
    request = SaturationRequest(
        question.order,
        question.base,
        question.run,
        question.threshold,
        codes_named(study, question.codes, whose),
        whose,
        places.rows_of(study),
        how_chosen(study, places),
    )
    return saturation(study, request)


def export_saturation(
    path: Path, record: Record, question: SaturationQuestion, drawer: Drawer, progress: Progress
) -> Provenance:
    """Write the saturation table as docx, html or pdf, with its picture, or as xlsx or csv."""
    found = saturation_of(record.study, question)
    page = front(record, found.provenance.title)
    picture: tuple[Block, ...] = ()
    if found.rows and path.suffix.lower() in DOCUMENT_ENDINGS:
        growth = CodeGrowth(found)
        made = drawn_for_a_document(growth, drawer, progress)
        picture = tuple(made.blocks(told(growth), _GROWTH, "growth", _GROWTH_SHOWS))
    names = names_in_documents_by_path(record.study)
    write_table_report(path, saturation_report(page, record.study.info.language, found, names, picture))
    return found.provenance


def export_checklist(path: Path, record: Record, question: ChecklistQuestion) -> Provenance:
    """Write a checklist as docx, html, pdf, xlsx or csv."""
    items = answered_items(record, question.checklist)
    answered = sum(bool(row.own or row.known) for row in items)
    about = about_checklist(record.study, question.checklist, answered)
    page = front(record, about.title)
    report = checklist_report(page, record.study.info.language, question.checklist, items, about)
    write_table_report(path, report)
    return about


# -- the audit trail ---------------------------------------------------------------------------------


def export_audit(
    path: Path, record: Record, question: AuditQuestion, progress: Progress = no_progress
) -> Provenance:
    """Write the audit trail as docx, html, pdf, xlsx or csv."""
    every = tuple(audited_steps(record, replace(question, reports=True), progress))
    steps = every if question.reports is not False else tuple(each for each in every if not each.of_reports)
    left_out = len(every) - len(steps)
    if path.suffix.lower() in DOCUMENT_ENDINGS:
        steps = _for_reading(record.study, steps)
    about = about_audit(record.study, question, len(steps))
    look = AuditLook(question.exact, question.identifiers, _counted_in_steps(record.study), left_out)
    page = front(record, about.title)
    write_table_report(path, audit_report(page, record.study.info.language, steps, look, about), progress)
    return about


def _counted_in_steps(study: Study) -> str:
    """Why steps tell of more codes and participants than there are by other reports."""
    categories = any(not row.codable for row in study.codes.values())
    others = len(participants_of(study)) < len(study.participants)
    among = [
        *(["categories count as codes"] if categories else []),
        *(["interviewers and others who speak count as participants"] if others else []),
    ]
    return f"In the numbers that steps give, {listed(among)}." if among else ""


def _for_reading(study: Study, steps: tuple[AuditedStep, ...]) -> tuple[AuditedStep, ...]:
    """The same with short names of codes, and without words of people who may not be quoted."""
    brief = without_paths(study)
    instead = cited_words(study, (text for each in steps for row in each.wordings for text in row[2:]))

    def shown(row: tuple[str, str, str, str]) -> tuple[str, str, str, str]:
        code, part, before, after = row
        return code, part, brief(instead.get(before, before)), brief(instead.get(after, after))

    return tuple(
        replace(
            each,
            step=replace(each.step, label=brief(each.step.label)),
            wordings=tuple(map(shown, each.wordings)),
        )
        for each in steps
    )


def audited_steps(
    record: Record, question: AuditQuestion, progress: Progress = no_progress
) -> Iterator[AuditedStep]:
    """The steps that are asked for, oldest first. Raises QualcodeError for a day that is none.

    A step that takes another one back is of the kinds of that one.
    """
    since, until = _day("--since", question.since), _day("--until", question.until)
    people = {name_key(name) for name in question.people}
    history, wanted = History(record.steps), frozenset(question.topics)
    known: dict[int, frozenset[StepTopic]] = {}
    for place, (step, outline) in enumerate(record.outlines(), 1):
        progress(place, len(record.steps), "Reading the history")
        topics = known[step.number] = known.get(step.target or 0) or topics_of(outline)
        if people and name_key(step.coder) not in people:
            continue
        if (since and step.at.date() < since) or (until and step.at.date() > until):
            continue
        if (wanted and not wanted & topics) or (question.reasoned and not step.reason):
            continue
        of_reports = only_of_reports(outline)
        if of_reports and question.reports is False:
            continue
        yield AuditedStep(
            step,
            topics,
            step.kind is not StepKind.DO or history.is_in_force(step.number),
            tuple(_wordings(record.study, outline)) if question.wordings else (),
            tuple(_identifiers(outline)) if question.identifiers else (),
            of_reports,
        )


def _wordings(study: Study, outline: ChangeOutline) -> Iterator[tuple[str, str, str, str]]:
    """What of codes that were there before and after reads otherwise."""
    for change in outline.rows:
        before, after = change.before, change.after
        if isinstance(before, Code) and isinstance(after, Code):
            for label, name in _WORDED:
                old, new = getattr(before, name), getattr(after, name)
                if old != new:
                    yield after.name, label, old or "(empty)", new or "(empty)"
            if before.parent_id != after.parent_id:
                yield after.name, "Place", _place(study, before), _place(study, after)


def _place(study: Study, code: Code) -> str:
    """What a code was below, by the name that has today."""
    if code.parent_id is None:
        return "at the top"
    return f"under {study.path(code.parent_id)}" if code.parent_id in study.codes else "under a deleted code"


def _identifiers(outline: ChangeOutline) -> Iterator[str]:
    yield from (f"{ENTITY_NOUNS[type(change.row)]} {change.row.id}" for change in outline.rows)


def _day(name: str, words: str | None) -> date | None:
    if words is None:
        return None
    day = day_read(words)
    if day is None:
        raise QualcodeError(f"{name} must be a day such as 2026-03-31; “{words}” is none.")
    return day
