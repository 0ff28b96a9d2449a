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


def agreement_of(study: Study, question: AgreementQuestion, measures: Measures) -> Agreement:
    """How far the coders of the question agree. Raises QualcodeError for what cannot be compared."""
    request = agreement_request(study, question)
    others = left_out(study, request.coders, request.selection.transcripts_of(study), request.round_id)
    return agreement(study, request, measures, others)


def export_agreement(path: Path, study: Study, question: AgreementQuestion, measures: Measures) -> Agreement:
    """Write the agreement of coders as docx, html, xlsx, csv or json, and return it."""
    found = agreement_of(study, question, measures)
    write_agreement(path, study, found)
    return found
