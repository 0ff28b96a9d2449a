"""Every kind of question answered in a file, with the rules it was answered by and what is said of it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import assert_never

from qualcode.analysis.retrieval import Retrieval, segments
from qualcode.analysis.since_last_time import (
    figures_of_codebook,
    figures_of_matrix,
    figures_of_participants,
    figures_of_segments,
)
from qualcode.exporters.document.blocks import Document
from qualcode.exporters.document.first_page import first_page_says
from qualcode.exporters.document.quotes import quoted_in
from qualcode.exporters.formats import DOCUMENT_ENDINGS
from qualcode.exporters.passages.segments_document import SegmentsForm
from qualcode.exporters.pictures.drawing import Drawer, LocalDrawer, write_drawn
from qualcode.exporters.pictures.numbered import with_counted_columns_alone
from qualcode.exporters.tables.sheet_properties import signed_like
from qualcode.exporters.transcripts.coded_transcript_word import has_letters_only
from qualcode.language.measures import SpacyMeasures
from qualcode.model.identity import now
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.questions.first_page import first_page_words
from qualcode.model.questions.kinds import AnyPicture, AnyQuestion, AnyReport
from qualcode.model.questions.matrices import ConversationQuestion, CooccurrenceQuestion, TableQuestion
from qualcode.model.questions.names import ATTRIBUTE, TRANSCRIPT
from qualcode.model.questions.papers import AuditQuestion, ChecklistQuestion, SaturationQuestion
from qualcode.model.questions.pictures import (
    BarsQuestion,
    ComparisonQuestion,
    GroupsHeatMapQuestion,
    HeatMapQuestion,
    NetworkQuestion,
    PortraitQuestion,
    TalkQuestion,
    TimelineQuestion,
    WordsQuestion,
)
from qualcode.model.questions.provenance import CITED, CONSENT, Provenance
from qualcode.model.questions.reports import (
    AgreementQuestion,
    CodebookQuestion,
    FrameworkQuestion,
    MethodsQuestion,
    ParticipantsQuestion,
    SegmentsQuestion,
    TranscriptQuestion,
)
from qualcode.model.questions.words import USUAL_PARTS, CodeDetail, Sorting
from qualcode.model.results.already_quoted import NOTHING_QUOTED, AlreadyQuoted
from qualcode.model.results.report_figures import FileFigures
from qualcode.model.study import Study
from qualcode.project.record import Record
from qualcode.project.reports.agreeing import export_agreement
from qualcode.project.reports.asking import (
    coders_named,
    codes_named,
    how_chosen,
    retrieval,
    selection,
    transcript_choice,
)
from qualcode.project.reports.care import care_in_words
from qualcode.project.reports.codebook_reporting import (
    counts_printed,
    export_codebook_report,
    quote_manner,
)
from qualcode.project.reports.conversing import export_conversations
from qualcode.project.reports.counting import counted_table
from qualcode.project.reports.exporting import FOR_READING, SegmentsLook, export_segments
from qualcode.project.reports.fronts import front
from qualcode.project.reports.matrices import MatrixLook, export_matrix
from qualcode.project.reports.methods import export_methods, methods_figures
from qualcode.project.reports.methods_team import MethodsChoice
from qualcode.project.reports.paper_reports import export_for_paper
from qualcode.project.reports.picturing import ordered_picture, picture_of
from qualcode.project.reports.reports import (
    FrameworkRequest,
    export_coded_transcript,
    export_framework,
    export_participants,
)
from qualcode.project.reports.told_figures import (
    figures_of_agreement,
    figures_of_conversations,
    figures_of_framework,
    figures_of_methods,
    figures_of_paper,
    figures_of_picture,
    figures_of_transcript,
)


@dataclass(frozen=True)
class AnswerSources:
    """What an answer is made from; ``progress`` hears how far a long one is, and may stop it.

    ``created`` is the stamp that stands beside data files, ``drawer`` draws pictures; ``earlier`` is quoted
    in the chapters before, where the answer is one of a document.
    """

    record: Record
    measures: SpacyMeasures = field(default_factory=SpacyMeasures)
    progress: Progress = no_progress
    created: datetime = field(default_factory=now)
    drawer: Drawer = field(default_factory=LocalDrawer)
    earlier: AlreadyQuoted = NOTHING_QUOTED

    @property
    def study(self) -> Study:
        return self.record.study

    def before_another(self, part: Document) -> "AnswerSources":
        """The same for the chapter after this one, which quotes other passages if it can."""
        quoted = quoted_in(part.blocks, listing=part.listing)
        return replace(self, earlier=self.earlier.and_also(quoted))


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """What is printed beside an answer, and the sentences of it that are said when it is written.

    ``care`` is what has to be borne in mind before it is passed on; ``told`` works out which of its figures
    a later run can be compared with.
    """

    about: Provenance
    said: str
    told: Callable[[], FileFigures] = field(default=FileFigures, compare=False)
    care: str = ""


def answer(path: Path, question: AnyQuestion, sources: AnswerSources) -> WrittenAnswer:
    """Write what is asked for. Raises QualcodeError for what has no meaning, or names nothing."""
    with signed_like(front(sources.record, "")):
        return _answer(path, question, sources)


def _answer(path: Path, question: AnyQuestion, sources: AnswerSources) -> WrittenAnswer:
    match question:
        case CooccurrenceQuestion() | TableQuestion() | ConversationQuestion():
            with first_page_says(first_page_words(question), cover=question.cover):
                if isinstance(question, ConversationQuestion):
                    return _conversation(path, question, sources)
                return _table(path, question, sources)
        case (
            HeatMapQuestion()
            | NetworkQuestion()
            | GroupsHeatMapQuestion()
            | BarsQuestion()
            | PortraitQuestion()
            | TimelineQuestion()
            | ComparisonQuestion()
            | TalkQuestion()
            | WordsQuestion()
        ):
            return _picture(path, question, sources)
        case _:
            with first_page_says(first_page_words(question), cover=question.cover):
                return _report(path, question, sources)


def as_a_chapter(question: AnyQuestion) -> AnyQuestion:
    """The question as a document for others answers it: without the team’s notes, unless asked for."""
    match question:
        case TranscriptQuestion(memos=None):
            return replace(question, memos=False)
        case AuditQuestion(reports=None):
            return replace(question, reports=False)
        case CodebookQuestion(parts=()):
            usual = USUAL_PARTS[question.form]
            return replace(question, parts=tuple(part for part in usual if part is not CodeDetail.MEMO))
        case _:
            return question


def _report(path: Path, question: AnyReport, sources: AnswerSources) -> WrittenAnswer:
    match question:
        case SegmentsQuestion():
            return _segments(path, question, sources)
        case CodebookQuestion():
            return _codebook(path, question, sources)
        case TranscriptQuestion():
            return _transcript(path, question, sources)
        case FrameworkQuestion():
            return _framework(path, question, sources)
        case ParticipantsQuestion():
            return _participants(path, question, sources)
        case AgreementQuestion():
            agreed = export_agreement(path, sources.record, question, sources.measures, sources.progress)
            return replace(_written(agreed.provenance), told=lambda: figures_of_agreement(agreed))
        case MethodsQuestion():
            return _methods(path, question, sources)
        case SaturationQuestion() | ChecklistQuestion() | AuditQuestion():
            paper = export_for_paper(path, sources.record, question, sources.progress, sources.drawer)
            return replace(
                _written(paper),
                told=lambda: figures_of_paper(sources.record, question),
                care=care_in_words(sources.study, (question,), sources.record.steps),
            )
        case _:
            assert_never(question)


def _table(
    path: Path, question: CooccurrenceQuestion | TableQuestion, sources: AnswerSources
) -> WrittenAnswer:
    if path.suffix.lower() in DOCUMENT_ENDINGS:
        question = _for_reading(question)
    ordered = counted_table(sources.study, question, sources.measures)
    matrix = ordered.matrix
    export_matrix(
        path,
        matrix,
        sources.record,
        MatrixLook(question.tidy, ordered_picture(ordered, sources.study) if question.picture else None),
        drawer=sources.drawer,
        created=sources.created,
        progress=sources.progress,
    )
    tested = () if matrix.chance is None else matrix.chance.lines()
    lines = [f"{matrix.provenance.sentence}.", *(f"{name}: {words}" for name, words in tested)]
    return WrittenAnswer(matrix.provenance, "\n".join(lines), lambda: figures_of_matrix(matrix))


def _for_reading(question: CooccurrenceQuestion | TableQuestion) -> CooccurrenceQuestion | TableQuestion:
    """The question as a document answers it: with totals, where they mean something."""
    sort = question.sort or Sorting.CODEBOOK
    if isinstance(question, TableQuestion):
        return replace(question, sort=sort, totals=True)
    return replace(question, sort=sort)


def _conversation(path: Path, question: ConversationQuestion, sources: AnswerSources) -> WrittenAnswer:
    chosen = selection(sources.study, question)
    about = export_conversations(
        path,
        sources.study,
        chosen,
        front=front(sources.record, "Conversations"),
        measures=sources.measures,
        created=sources.created,
        progress=sources.progress,
    )
    return replace(
        _written(about), told=lambda: figures_of_conversations(sources.study, chosen, sources.measures)
    )


def _segments(path: Path, question: SegmentsQuestion, sources: AnswerSources) -> WrittenAnswer:
    study = sources.study
    wanted = retrieval(study, question)
    look = SegmentsLook(
        by=question.order,
        consent=question.consent,
        passages=question.passages,
        pages=SegmentsForm(question.summary, question.new_pages, question.memos),
        manner=quote_manner(study, question),
        identifiers=question.identifiers,
    )
    done = export_segments(
        path,
        study,
        wanted,
        look,
        front=front(sources.record, f"Coded segments by {question.order}"),
        measures=sources.measures,
        progress=sources.progress,
    )
    reading = path.suffix.lower() in FOR_READING
    respected = reading if question.consent is None else question.consent
    plainly = replace(wanted, consent=respected, context=0, context_turns=None)
    answered = _written(done.about, quoting=True)
    return replace(answered, told=lambda: figures_of_segments(segments(sources.study, plainly)))


def _codebook(path: Path, question: CodebookQuestion, sources: AnswerSources) -> WrittenAnswer:
    found = export_codebook_report(
        path,
        sources.record,
        question,
        coders_named(sources.study, question.coders),
        measures=sources.measures,
        progress=sources.progress,
        earlier=sources.earlier,
    )
    answered = _written(found.about, quoting=True)
    counts = counts_printed(path, question)
    return replace(
        answered, told=lambda: figures_of_codebook(sources.study, found.figures, found.words.quotes, counts)
    )


def _transcript(path: Path, question: TranscriptQuestion, sources: AnswerSources) -> WrittenAnswer:
    study = sources.study
    whose = coders_named(study, question.coders)
    row, codes = TRANSCRIPT.row(study, question.transcript), codes_named(study, question.codes, whose)
    about = export_coded_transcript(
        path,
        study,
        row,
        marking=question.marking,
        consent=question.consent,
        memos=question.memos,
        codes=codes,
        coders=whose,
        date=sources.record.steps[-1].at,
        measures=sources.measures,
    )
    wanted = Retrieval(codes=codes, coders=whose, transcripts=(row,))
    # Where a sentence above the turns says whose are left out, the caption does not.
    silent = not has_letters_only(path, question.marking)
    return replace(_written(about, quoting=silent), told=lambda: figures_of_transcript(study, row, wanted))


def _framework(path: Path, question: FrameworkQuestion, sources: AnswerSources) -> WrittenAnswer:
    study = sources.study
    whose, places = coders_named(study, question.coders), transcript_choice(study, question)
    request = FrameworkRequest(
        codes=codes_named(study, question.codes, whose),
        counts=question.counts,
        coders=whose,
        transcripts=places.rows_of(study),
        places=how_chosen(study, places),
        tidy=question.tidy,
        empty=question.empty,
        passages=question.passages,
        consent=question.consent,
        brackets=question.brackets,
    )
    found = export_framework(
        path, study, request, measures=sources.measures, date=sources.record.steps[-1].at
    )
    return replace(_written(found.about), told=lambda: figures_of_framework(found))


def _participants(path: Path, question: ParticipantsQuestion, sources: AnswerSources) -> WrittenAnswer:
    whose = coders_named(sources.study, question.coders)
    about = export_participants(
        path,
        sources.study,
        coders=whose,
        quotes=question.quotes,
        consent=question.consent,
        brackets=question.brackets,
        attributes=[ATTRIBUTE.row(sources.study, name) for name in question.attributes],
        earlier=sources.earlier,
        measures=sources.measures,
        date=sources.record.steps[-1].at,
    )
    answered = _written(about, quoting=True)
    return replace(
        answered,
        care=care_in_words(sources.study, (question,)),
        told=lambda: figures_of_participants(sources.study, whose),
    )


def _methods(path: Path, question: MethodsQuestion, sources: AnswerSources) -> WrittenAnswer:
    choice = MethodsChoice(
        kappa=question.kappa,
        lowest=question.lowest,
        share=question.share,
        bootstrap=question.bootstrap,
        saturation=question.saturation,
        checklists=question.checklists,
    )
    about = export_methods(path, sources.record, choice, measures=sources.measures, progress=sources.progress)
    return replace(
        _written(about),
        told=lambda: figures_of_methods(methods_figures(sources.record, sources.measures), sources.study),
    )


def _picture(path: Path, question: AnyPicture, sources: AnswerSources) -> WrittenAnswer:
    picture = with_counted_columns_alone(picture_of(sources.study, question, sources.measures))
    write_drawn(path, picture, sources.drawer, sources.progress)
    return replace(_written(picture.page().provenance), told=lambda: figures_of_picture(picture))


def _written(about: Provenance, *, quoting: bool = False) -> WrittenAnswer:
    """What is said of a file is the sentence of its caption; of one with quotes, also whose it leaves out."""
    kept_back = [words for name, words in about.facts if quoting and name in (CONSENT, CITED)]
    return WrittenAnswer(about, "; ".join(words.rstrip(".") for words in (about.sentence, *kept_back)) + ".")
