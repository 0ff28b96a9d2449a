"""What a report says where one of its files has nothing to show in the project as it stands."""

from collections.abc import Iterable

import numpy as np

from qualcode.analysis.captions.about import about
from qualcode.exporters.document.blocks import Colophon, Document, Paragraph
from qualcode.model.errors import NothingToShowError, QualcodeError
from qualcode.model.questions.kinds import KINDS, AnyQuestion, word_of
from qualcode.model.questions.names import TRANSCRIPT
from qualcode.model.questions.pictures import TimelineQuestion
from qualcode.model.questions.provenance import IN_WORDS
from qualcode.model.questions.reports import AgreementQuestion
from qualcode.model.study import Study
from qualcode.project.record import Record
from qualcode.project.reports.asking import agreement_request
from qualcode.project.reports.fronts import front
from qualcode.project.reports.report_definition import Output


def saying_so(record: Record, question: AnyQuestion, why: NothingToShowError) -> Document:
    """The page or chapter that has the sentence in the place of what there is to show."""
    title = KINDS[word_of(question)].called
    study = record.study
    return Document(
        front(record, title),
        (Paragraph(str(why)),),
        Colophon(about(study, title, ((IN_WORDS, f"{title}: nothing to show"),)), brief=True),
        study.info.language,
    )


def empty_in_words(study: Study, outputs: Iterable[Output]) -> str:
    """Which files would have nothing to show now, as far as that is known without working them out."""
    found = ((output.file, why_empty(study, output.question)) for output in outputs)
    return " ".join(f"“{file}” has nothing to show yet: {why}" for file, why in found if why)


def why_empty(study: Study, question: AnyQuestion) -> str:
    """Why it would have nothing to show now, as far as that is known at once; else empty."""
    try:
        _check(study, question)
    except NothingToShowError as why:
        return str(why)
    except QualcodeError:
        # What it names may come later, and a run says what is wrong with it.
        return ""
    return ""


def _check(study: Study, question: AnyQuestion) -> None:
    if isinstance(question, AgreementQuestion):
        agreement_request(study, question)
    elif isinstance(question, TimelineQuestion):
        row = TRANSCRIPT.row(study, question.transcript)
        if not np.isfinite(study.turns_of(row).time).any():
            raise NothingToShowError(f"“{study.transcripts[row].name}” has no times.")
