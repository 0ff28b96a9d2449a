"""The agreement of coders: computed from a question, and written as a report."""

from pathlib import Path

from qualcode.analysis.agreement.agreement import agreement
from qualcode.analysis.agreement.material import left_out
from qualcode.exporters.agreement_file import write_agreement
from qualcode.model.agreement import Agreement
from qualcode.model.measures import Measures
from qualcode.model.questions.reports import AgreementQuestion
from qualcode.model.study import Study
from qualcode.project.asking import agreement_request
from qualcode.project.fronts import front
from qualcode.project.record import Record


def agreement_of(study: Study, question: AgreementQuestion, measures: Measures) -> Agreement:
    """How far the coders of the question agree. Raises QualcodeError for what cannot be compared."""
    request = agreement_request(study, question)
    others = left_out(study, request.coders, request.selection.transcripts_of(study), request.round_id)
    return agreement(study, request, measures, others)


def export_agreement(
    path: Path, record: Record, question: AgreementQuestion, measures: Measures
) -> Agreement:
    """Write the agreement of coders as docx, html, pdf, xlsx, csv or json, and return it."""
    found = agreement_of(record.study, question, measures)
    page = front(record, found.provenance.title)
    write_agreement(path, page, record.study.info.language, found)
    return found
