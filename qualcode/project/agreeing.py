"""The agreement of coders: computed from a question, and written as a report."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from qualcode.analysis.agreement.agreement import agreement
from qualcode.analysis.agreement.decisions import settled_passages
from qualcode.analysis.agreement.material import later_codes, left_out
from qualcode.analysis.agreement.request import AgreementRequest
from qualcode.analysis.agreement.strands import drift, with_expert, with_themselves
from qualcode.exporters.agreement_file import write_agreement
from qualcode.model.agreement import Agreement, AgreementStrand
from qualcode.model.measures import Measures
from qualcode.model.progress import Progress, no_progress
from qualcode.model.questions.names import CODER
from qualcode.model.questions.reports import AgreementQuestion
from qualcode.model.study import Study
from qualcode.project.asking import agreement_request, several, transcript_choice
from qualcode.project.fronts import front
from qualcode.project.record import Record


def agreement_of(
    study: Study, question: AgreementQuestion, measures: Measures, progress: Progress = no_progress
) -> Agreement:
    """How far the coders of the question agree; ``progress`` may stop it.

    Raises QualcodeError for what cannot be compared.
    """
    request = agreement_request(study, question)
    texts = request.selection.transcripts_of(study)
    others = left_out(study, request.coders, texts, request.round_id)
    settled = settled_passages(study, request.coders, texts, _codes(study, request))
    found = agreement(study, request, measures, others, progress)
    strands = tuple(_strands(study, question, request, measures, progress))
    return replace(found, decisions=settled, strands=strands)


def _codes(study: Study, request: AgreementRequest) -> set[UUID] | None:
    """The codes that are compared; rolled up, one stands for those below it, too."""
    chosen, later = request.selection.codes, later_codes(study, request)
    if chosen is None:
        return set(study.codes) - later if later else None
    kept = [code for code in chosen if code not in later]
    below = (
        [row.id for code in kept for row in study.descendants(code)] if request.selection.aggregate else []
    )
    return {*kept, *below}


def _strands(
    study: Study,
    question: AgreementQuestion,
    request: AgreementRequest,
    measures: Measures,
    progress: Progress,
) -> Iterator[AgreementStrand]:
    """The further sides that were asked for, each on all transcripts that those it compares have done."""
    chosen = transcript_choice(study, question).rows_of(study, None)
    wide = replace(request, selection=replace(request.selection, transcripts=chosen))
    if question.drift:
        yield drift(study, request, measures, progress)
    if question.second:
        yield with_themselves(study, wide, request.coders, measures, progress)
    if question.expert is not None:
        expert = CODER.row(study, question.expert)
        people = several(study, CODER, question.coders) or request.coders
        everybody = tuple(dict.fromkeys((expert, *people)))
        yield with_expert(study, replace(wide, coders=everybody), expert, measures, progress)


def export_agreement(
    path: Path,
    record: Record,
    question: AgreementQuestion,
    measures: Measures,
    progress: Progress = no_progress,
) -> Agreement:
    """Write the agreement of coders as docx, html, pdf, xlsx, csv or json, and return it."""
    found = agreement_of(record.study, question, measures, progress)
    page = front(record, found.provenance.title)
    write_agreement(path, page, record.study.info.language, found)
    return found
