"""The reports of the report page: what each asks at first, what it offers, and what is kept of it."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, Final

from qualcode.model.queries.query import written_identity
from qualcode.model.questions.kinds import AnyReport
from qualcode.model.questions.names import still_there
from qualcode.model.questions.papers import AuditQuestion, ChecklistQuestion, SaturationQuestion
from qualcode.model.questions.parts import parts_of, written
from qualcode.model.questions.parts import recalled as recalled_parts
from qualcode.model.questions.reports import (
    AgreementQuestion,
    CodebookQuestion,
    FrameworkQuestion,
    MethodsQuestion,
    ParticipantsQuestion,
    SegmentsQuestion,
    TranscriptQuestion,
)
from qualcode.model.questions.words import (
    AgreementUnit,
    ChapterOrder,
    CodebookForm,
    CodeDetail,
    Marking,
    PassageForm,
)
from qualcode.model.study import Study


class ReportKind(StrEnum):
    """The reports that the page offers, in the order of its list."""

    CODEBOOK = "Codebook"
    BY_CODE = "Coded segments by code"
    BY_TRANSCRIPT = "Coded segments by transcript"
    BY_PARTICIPANT = "Coded segments by participant"
    TRANSCRIPT = "Coded transcript"
    PARTICIPANTS = "Participants"
    FRAMEWORK = "Framework"
    AGREEMENT = "Agreement of coders"
    METHODS = "Methods appendix"
    SATURATION = "Saturation"
    CHECKLIST = "Reporting checklist"
    AUDIT = "Audit trail"


ABOUT: Final = {
    ReportKind.CODEBOOK: "Every code with its definition, its use, quotes, and the codes it co-occurs with",
    ReportKind.BY_CODE: "Coded passages under the codes of the codebook, with who said it and where",
    ReportKind.BY_TRANSCRIPT: "Coded passages of one transcript after the other, in the order of the text",
    ReportKind.BY_PARTICIPANT: "Coded passages of one participant after the other, with their codes",
    ReportKind.TRANSCRIPT: "A whole transcript with its codings, for colleagues and for coding on in Word",
    ReportKind.PARTICIPANTS: "Who took part, how much they said, how it was coded, and quotes of each",
    ReportKind.FRAMEWORK: "Your summary for each participant and code, in your own words",
    ReportKind.AGREEMENT: "How alike coders coded, code by code, with intervals and what to bear in mind",
    ReportKind.METHODS: "Material, coders, dates, versions of the codebook, and the rules of counting",
    ReportKind.SATURATION: "How many new codes each transcript brought, and whether they became few enough",
    ReportKind.CHECKLIST: "COREQ or SRQR, filled in from the project and from your answers",
    ReportKind.AUDIT: "Who changed what, when and why",
}
QUOTES: Final = (
    (0, "without quotes"),
    (1, "with one quote"),
    (2, "with up to 2 quotes"),
    (3, "with up to 3 quotes"),
    (5, "with up to 5 quotes"),
)
FORMS: Final = ((CodebookForm.BOOK, "as a book"), (CodebookForm.COMPACT, "as one table"))
PART_NAMES: Final = {
    CodeDetail.OVERVIEW: "Overview of all codes, in front",
    CodeDetail.FIGURES: "Figures",
    CodeDetail.DEFINITION: "Definition",
    CodeDetail.INCLUDE: "Use for",
    CodeDetail.EXCLUDE: "Not for",
    CodeDetail.EXAMPLES: "Examples",
    CodeDetail.MEMO: "Memo",
    CodeDetail.TOGETHER: "Codes that occur with it",
    CodeDetail.QUOTES: "Quotes",
}
IN_A_TABLE: Final = tuple(part for part in CodeDetail if part not in (CodeDetail.OVERVIEW, CodeDetail.QUOTES))
"""The parts that are columns of the table; its example may be a quote."""
PASSAGES: Final = (
    (None, "each passage once, in documents"),
    (PassageForm.MERGED, "each passage once"),
    (PassageForm.ALL_CODES, "each passage once with all its codes"),
    (PassageForm.PER_CODER, "each coder’s segments"),
)
SENTENCES: Final = ((True, "in whole sentences"), (False, "cut as they are coded"))
CONTEXTS: Final = (
    (("characters", 0), "without context"),
    (("characters", 100), "with 100 characters around each"),
    (("characters", 300), "with 300 characters around each"),
    (("turns", 1), "with one turn before and after"),
    (("turns", 2), "with two turns before and after"),
)
MARKINGS: Final = (
    (Marking.COMMENTS, "as comments in Word"),
    (Marking.MARGIN, "beside the text"),
    (Marking.HIGHLIGHTS, "as colours in the text"),
)
CONSENTS: Final = (
    (None, "quoting only those who consented, in documents"),
    (True, "quoting only those who consented"),
    (False, "quoting everybody"),
)
UNITS: Final = (
    (AgreementUnit.TURN, "turn by turn"),
    (AgreementUnit.SENTENCE, "sentence by sentence"),
    (AgreementUnit.PARAGRAPH, "paragraph by paragraph"),
    (AgreementUnit.CHARACTER, "character by character"),
    (AgreementUnit.OVERLAP, "by segments that overlap"),
)
OVERLAPS: Final = tuple((least, f"by at least {least}%") for least in (50, 70, 80, 90, 95, 100))
TURN_CONSENTS: Final = (
    (None, "only words that may be quoted, but all in Word comments"),
    (True, "only words that may be quoted"),
    (False, "everybody’s words"),
)
READER_CONSENTS: Final = ((True, "quoting only those who consented"), (False, "quoting everybody"))


USUAL: Final[Mapping[ReportKind, AnyReport]] = {
    ReportKind.CODEBOOK: CodebookQuestion(),
    ReportKind.BY_CODE: SegmentsQuestion(order=ChapterOrder.CODE),
    ReportKind.BY_TRANSCRIPT: SegmentsQuestion(order=ChapterOrder.TRANSCRIPT),
    ReportKind.BY_PARTICIPANT: SegmentsQuestion(order=ChapterOrder.PARTICIPANT),
    ReportKind.TRANSCRIPT: TranscriptQuestion(transcript=""),
    ReportKind.PARTICIPANTS: ParticipantsQuestion(quotes=2),
    ReportKind.FRAMEWORK: FrameworkQuestion(passages=True),
    ReportKind.AGREEMENT: AgreementQuestion(),
    ReportKind.METHODS: MethodsQuestion(),
    ReportKind.SATURATION: SaturationQuestion(),
    ReportKind.CHECKLIST: ChecklistQuestion(),
    ReportKind.AUDIT: AuditQuestion(),
}
"""What each report asks before anything is chosen."""


def context_of(question: SegmentsQuestion) -> tuple[str, int]:
    """What is given around each segment, as it is offered."""
    return ("turns", question.context_turns) if question.context_turns else ("characters", question.context)


def with_context(question: SegmentsQuestion, unit: str, number: int) -> SegmentsQuestion:
    """Another context."""
    turns = number if unit == "turns" else None
    return replace(question, context=number if turns is None else 0, context_turns=turns)


def valid(question: AnyReport, study: Study) -> AnyReport:
    """The same without what is no longer in the project."""
    there = still_there(study, question)
    if isinstance(there, TranscriptQuestion) and not there.transcript:
        first = next(iter(study.transcripts_in_order), None)
        return there if first is None else replace(there, transcript=written_identity(first.id))
    return there


def with_what_has_gone(chosen: AnyReport, wanted: AnyReport, study: Study) -> AnyReport:
    """What is chosen now, with what was ``wanted`` and has gone: it is kept, for an undo brings it back."""
    if type(chosen) is not type(wanted):
        return chosen
    there = valid(wanted, study)
    names = [part.name for part in parts_of(type(chosen))]
    kept = {name: getattr(wanted, name) for name in names if getattr(chosen, name) == getattr(there, name)}
    return replace(chosen, **kept)


_WITHOUT_TRANSCRIPTS: Final = (ReportKind.CODEBOOK, ReportKind.CHECKLIST, ReportKind.AUDIT)


def missing(kind: ReportKind, study: Study) -> str:
    """What to do before there can be such a report; empty where there can be one."""
    if not study.transcripts and kind not in _WITHOUT_TRANSCRIPTS:
        return "There is no transcript yet: import some with {project.import}, and the report will be here."
    if len(study.coders) < 2 and kind is ReportKind.AGREEMENT:
        return (
            "Only one person has coded here. Agreement can be computed once two people have coded the "
            "same text."
        )
    if not study.codes and kind in (ReportKind.CODEBOOK, ReportKind.FRAMEWORK):
        return "There is no code yet. Codes that you make while coding will be here."
    return ""


_ORDERS: Final = {
    ReportKind.BY_CODE: ChapterOrder.CODE,
    ReportKind.BY_TRANSCRIPT: ChapterOrder.TRANSCRIPT,
    ReportKind.BY_PARTICIPANT: ChapterOrder.PARTICIPANT,
}


def remembered(question: AnyReport) -> dict[str, Any]:
    """The question as JSON can hold it."""
    return written(question, whole=True)


def recalled(kind: ReportKind, kept: object) -> AnyReport:
    """The question that was remembered for a report; as usual whatever cannot be read."""
    question = recalled_parts(USUAL[kind], kept)
    if isinstance(question, SegmentsQuestion):
        return replace(question, order=_ORDERS[kind])
    return question
