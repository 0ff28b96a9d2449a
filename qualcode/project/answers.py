"""Every kind of question answered in a file, with the rules it was answered by and what is said of it."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import assert_never

from qualcode.exporters.matrix_file import write_matrix
from qualcode.exporters.pictures.drawing import Drawer, DrawsHere, write_drawn
from qualcode.language.measures import SpacyMeasures
from qualcode.model.identity import now
from qualcode.model.in_words import counted
from qualcode.model.progress import Progress, no_progress
from qualcode.model.questions.kinds import AnyPicture, AnyQuestion
from qualcode.model.questions.matrices import ConversationQuestion, CooccurrenceQuestion, TableQuestion
from qualcode.model.questions.names import TRANSCRIPT
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
from qualcode.model.questions.reports import (
    CodebookQuestion,
    FrameworkQuestion,
    MethodsQuestion,
    ParticipantsQuestion,
    SegmentsQuestion,
    TranscriptQuestion,
)
from qualcode.model.report_values import left_out_line
from qualcode.model.rules import Facts
from qualcode.model.study import Study
from qualcode.project.asking import coders_named, codes_named, request_of, retrieval, selection
from qualcode.project.codebook_reporting import export_codebook_report
from qualcode.project.conversing import export_conversations
from qualcode.project.counting import counted_table
from qualcode.project.exporting import export_segments
from qualcode.project.methods import export_methods
from qualcode.project.picturing import picture_of
from qualcode.project.record import Record
from qualcode.project.reports import export_coded_transcript, export_framework, export_participants


@dataclass(frozen=True)
class Making:
    """What an answer is made from; ``progress`` hears how far a long one is, and may stop it.

    ``created`` is the stamp that stands beside data files, ``drawer`` whoever draws pictures.
    """

    record: Record
    measures: SpacyMeasures = field(default_factory=SpacyMeasures)
    progress: Progress = no_progress
    created: datetime = field(default_factory=now)
    drawer: Drawer = field(default_factory=DrawsHere)

    @property
    def study(self) -> Study:
        return self.record.study


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """The rules that an answer was made by, and what is said of it in one sentence or more."""

    facts: Facts
    said: str


def answer(path: Path, question: AnyQuestion, making: Making) -> WrittenAnswer:
    """Write what is asked for. Raises QualcodeError for what has no meaning, or names nothing."""
    match question:
        case CooccurrenceQuestion() | TableQuestion():
            return _table(path, question, making)
        case ConversationQuestion():
            return _conversation(path, question, making)
        case SegmentsQuestion():
            return _segments(path, question, making)
        case CodebookQuestion():
            return _codebook(path, question, making)
        case TranscriptQuestion():
            return _transcript(path, question, making)
        case FrameworkQuestion():
            return _framework(path, question, making)
        case ParticipantsQuestion():
            return _participants(path, question, making)
        case MethodsQuestion():
            facts = export_methods(path, making.record, measures=making.measures)
            return WrittenAnswer(facts, _closed(dict(facts)["in words"]))
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
            return _picture(path, question, making)
        case _:
            assert_never(question)


def _table(path: Path, question: CooccurrenceQuestion | TableQuestion, making: Making) -> WrittenAnswer:
    matrix = counted_table(making.study, question, making.measures).matrix
    write_matrix(path, matrix, created=making.created, tidy=question.tidy)
    said = f"{request_of(making.study, question).describe(making.study)}."
    tested = () if matrix.chance is None else matrix.chance.lines()
    lines = [said, *(f"{name}: {words}" for name, words in tested)]
    return WrittenAnswer(matrix.provenance.facts, "\n".join(lines))


def _conversation(path: Path, question: ConversationQuestion, making: Making) -> WrittenAnswer:
    chosen = selection(making.study, question)
    facts = export_conversations(
        path,
        making.study,
        chosen,
        measures=making.measures,
        created=making.created,
        progress=making.progress,
    )
    number = counted(len(chosen.transcripts_of(making.study)), "transcript")
    return WrittenAnswer(facts, f"{number}{chosen.narrowed_words(making.study)}.")


def _segments(path: Path, question: SegmentsQuestion, making: Making) -> WrittenAnswer:
    done = export_segments(
        path,
        making.study,
        retrieval(making.study, question),
        by=question.order,
        consent=question.consent,
        progress=making.progress,
    )
    left_out = left_out_line(done.left_out)
    return WrittenAnswer(
        done.facts, " ".join(filter(None, (f"{counted(done.number, 'segment')}.", left_out)))
    )


def _codebook(path: Path, question: CodebookQuestion, making: Making) -> WrittenAnswer:
    facts = export_codebook_report(
        path,
        making.record,
        question,
        coders_named(making.study, question.coders),
        measures=making.measures,
        progress=making.progress,
    )
    number = counted(len(making.study.codes), "code")
    return WrittenAnswer(facts, f"{number}; {_closed(dict(facts)['consent'])}")


def _transcript(path: Path, question: TranscriptQuestion, making: Making) -> WrittenAnswer:
    study = making.study
    whose = coders_named(study, question.coders)
    facts = export_coded_transcript(
        path,
        study,
        TRANSCRIPT.row(study, question.transcript),
        marking=question.marking,
        codes=codes_named(study, question.codes, whose),
        coders=whose,
    )
    return WrittenAnswer(facts, _closed(dict(facts)["in words"]))


def _framework(path: Path, question: FrameworkQuestion, making: Making) -> WrittenAnswer:
    whose = coders_named(making.study, question.coders)
    found = export_framework(
        path,
        making.study,
        codes=codes_named(making.study, question.codes, whose),
        counts=question.counts,
        coders=whose,
        tidy=question.tidy,
    )
    people, columns = counted(len(found.participants), "participant"), counted(len(found.codes), "code")
    return WrittenAnswer(found.facts, f"{people} by {columns}, {counted(len(found.texts), 'cell')} written.")


def _participants(path: Path, question: ParticipantsQuestion, making: Making) -> WrittenAnswer:
    facts = export_participants(
        path,
        making.study,
        coders=coders_named(making.study, question.coders),
        quotes=question.quotes,
        consent=question.consent,
        measures=making.measures,
    )
    words = dict(facts)
    return WrittenAnswer(facts, f"{words['in words']}; {_closed(words['consent'])}")


def _picture(path: Path, question: AnyPicture, making: Making) -> WrittenAnswer:
    picture = picture_of(making.study, question, making.measures)
    write_drawn(path, picture, making.drawer, making.progress)
    facts = picture.page().provenance.facts
    return WrittenAnswer(facts, _closed(dict(facts)["in words"]))


def _closed(sentence: str) -> str:
    return sentence if sentence.endswith(".") else f"{sentence}."
