"""From a question to the request that analysis takes: its names become rows of the study."""

from collections.abc import Iterable
from typing import Final, overload
from uuid import UUID

from qualcode.analysis.agreement.material import codes_on_level, transcripts_coded, transcripts_done
from qualcode.analysis.agreement.request import AgreementRequest
from qualcode.analysis.code_choice import CodeChoice
from qualcode.analysis.retrieval import Retrieval
from qualcode.analysis.table_request import TableRequest
from qualcode.analysis.word_frequency import WordRequest
from qualcode.model.errors import QualcodeError
from qualcode.model.queries.query_names import speakers
from qualcode.model.questions.matrices import (
    CodingsQuestion,
    ConversationQuestion,
    FiguresQuestion,
    GroupsQuestion,
    PairsQuestion,
    TableQuestion,
)
from qualcode.model.questions.names import (
    CODE,
    CODE_SET,
    CODER,
    FOLDER,
    PARTICIPANT,
    ROUND,
    SAVED_QUERY,
    TRANSCRIPT,
    NamedThing,
    column,
)
from qualcode.model.questions.papers import SaturationQuestion
from qualcode.model.questions.pictures import ComparisonQuestion, GroupsHeatMapQuestion, WordsQuestion
from qualcode.model.questions.reports import AgreementQuestion, FrameworkQuestion, SegmentsQuestion
from qualcode.model.questions.rules import CoderChoice, CooccurrenceRequest, Selection
from qualcode.model.questions.words import ColumnsBy
from qualcode.model.study import Study
from qualcode.model.teamwork.readings import AGREED
from qualcode.model.teamwork.rounds import agreed_layers, coders_of_round, second_coding_of, second_codings
from qualcode.model.transcript import TranscriptKind, TranscriptStatus
from qualcode.model.transcripts.transcript_choice import TranscriptChoice
from qualcode.model.words.spelling import named

OfTranscripts = (
    FiguresQuestion
    | ComparisonQuestion
    | WordsQuestion
    | SegmentsQuestion
    | AgreementQuestion
    | FrameworkQuestion
    | SaturationQuestion
)
"""The questions that say in which transcripts."""

_SHOWN: Final = 20


def selection(study: Study, question: CodingsQuestion) -> Selection:
    """The codings that are counted. Raises QualcodeError for a name that stands for nothing."""
    chosen, whose = code_choice(study, question), coders_named(study, question.coders)
    rows, places = _where(study, question)
    return Selection(
        codes=chosen.codes_of(study, whose, question.aggregate, rows),
        coders=whose,
        aggregate=question.aggregate,
        include_interviewers=isinstance(question, FiguresQuestion) and question.interviewers,
        transcripts=rows,
        query=one(study, SAVED_QUERY, question.query),
        which=chosen.which(study),
        places=places,
    )


def transcript_choice(study: Study, question: OfTranscripts) -> TranscriptChoice:
    """How the transcripts are chosen. Raises QualcodeError for a name that stands for nothing."""
    return TranscriptChoice(
        several(study, TRANSCRIPT, question.transcripts),
        several(study, FOLDER, question.folders) or (),
        question.statuses,
    )


def transcripts_meant(
    study: Study, transcripts: Iterable[str], folders: Iterable[str], statuses: Iterable[TranscriptStatus]
) -> tuple[UUID, ...] | None:
    """The transcripts of these names, in these folders and of these statuses; None for all."""
    named = tuple(transcripts)
    return TranscriptChoice(
        several(study, TRANSCRIPT, named or None), several(study, FOLDER, folders) or (), tuple(statuses)
    ).rows_of(study)


def code_choice(study: Study, question: CodingsQuestion) -> CodeChoice:
    """How the codes are chosen."""
    return CodeChoice(
        several(study, CODE, question.codes),
        one(study, CODE_SET, question.code_set),
        question.most_used or 0,
        question.used,
    )


def codes_named(study: Study, names: Iterable[str] | None, whose: CoderChoice) -> tuple[UUID, ...] | None:
    """The codes of these names in the order of the codebook; a category stands for those below it."""
    return CodeChoice(several(study, CODE, names)).codes_of(study, whose, aggregate=False)


def coders_named(study: Study, names: Iterable[str]) -> CoderChoice:
    """The coders of these names; none: everybody."""
    return CoderChoice(several(study, CODER, names) or ())


def pairs_request(study: Study, question: PairsQuestion) -> CooccurrenceRequest:
    """What analysis is asked for codes by codes. Raises QualcodeError for what has no meaning."""
    return CooccurrenceRequest(question.rule, question.count, question.within, selection(study, question))


def groups_request(study: Study, question: GroupsQuestion) -> TableRequest:
    """What analysis is asked for codes by groups. Raises QualcodeError for what has no meaning."""
    found = [(name, *column(study, name)[1:]) for name in dict.fromkeys(question.by)]
    queries = tuple(row for _, kind, row in found if kind is SAVED_QUERY and row is not None)
    name, kind, row = found[0]
    return TableRequest(
        by=ColumnsBy(name) if kind is None else ColumnsBy.QUERY if queries else ColumnsBy.ATTRIBUTE,
        attribute=None if queries else row,
        figure=question.figure,
        unit=question.unit,
        shown=question.shown,
        minimum_cell=question.minimum_cell,
        totals=isinstance(question, (TableQuestion, GroupsHeatMapQuestion)) and question.totals,
        selection=selection(study, question),
        queries=queries,
    )


@overload
def request_of(study: Study, question: PairsQuestion) -> CooccurrenceRequest: ...
@overload
def request_of(study: Study, question: GroupsQuestion) -> TableRequest: ...
@overload
def request_of(
    study: Study, question: PairsQuestion | GroupsQuestion
) -> CooccurrenceRequest | TableRequest: ...
def request_of(study: Study, question: PairsQuestion | GroupsQuestion) -> CooccurrenceRequest | TableRequest:
    """What analysis is asked for a table of codes. Raises QualcodeError for what has no meaning."""
    return (
        pairs_request(study, question)
        if isinstance(question, PairsQuestion)
        else groups_request(study, question)
    )


def retrieval(study: Study, question: SegmentsQuestion) -> Retrieval:
    """Which coded segments are wanted."""
    whose, query = coders_named(study, question.coders), one(study, SAVED_QUERY, question.query)
    places = transcript_choice(study, question)
    return Retrieval(
        codes_named(study, question.codes, whose),
        coders=whose,
        transcripts=places.rows_of(study),
        context=question.context,
        context_turns=question.context_turns,
        queries=() if query is None else (query,),
        speakers=_speakers_named(study, question.speakers),
        sort=question.sort,
        places=how_chosen(study, places),
        brackets=question.brackets,
    )


def _speakers_named(study: Study, names: Iterable[str]) -> tuple[str, ...]:
    """Labels and participants of these names, in the spelling of the study."""
    known = list(dict.fromkeys([*(row.name for row in study.participants_in_order), *speakers(study)]))
    found: dict[str, None] = {}
    for name in names:
        meant = named(name, known)
        if not meant:
            listed = ", ".join(known[:_SHOWN]) or "none yet"
            raise QualcodeError(f"Nobody is called “{name}” in this project; speakers: {listed}.")
        found.update(dict.fromkeys(meant))
    return tuple(found)


def word_request(study: Study, question: WordsQuestion) -> WordRequest:
    """Which words are counted."""
    places = transcript_choice(study, question)
    chosen = Selection(
        coders=coders_named(study, question.coders),
        aggregate=question.aggregate,
        include_interviewers=question.interviewers,
        transcripts=places.rows_of(study),
        places=how_chosen(study, places),
    )
    return WordRequest(
        chosen,
        code=one(study, CODE, question.code),
        speaker=one(study, PARTICIPANT, question.participant),
        with_common=question.common,
        with_brackets=question.brackets,
        most=question.most,
    )


def agreement_request(study: Study, question: AgreementQuestion) -> AgreementRequest:
    """Whose agreement is computed, and on what. Raises QualcodeError for what has no meaning."""
    team_round = one(study, ROUND, question.round)
    if team_round is None:
        # What was agreed, and a second coding, are no further coders, unless they are named.
        besides = agreed_layers(study) | set(second_codings(study))
        people = [row for row in study.coders_in_order if row.name != AGREED and row.id not in besides]
        everybody = tuple(row.id for row in people if transcripts_coded(study, row.id))
    else:
        everybody = tuple(row.id for row in coders_of_round(study, team_round))
    coders = several(study, CODER, question.coders) or everybody
    if question.second and len(coders) == 1 and (again := second_coding_of(study, coders[0])) is not None:
        coders = (coders[0], again.id)
    done = [transcripts_done(study, each, team_round) for each in coders]
    shared = set.intersection(*done) if done else set()
    by_all = tuple(row.id for row in study.transcripts_in_order if row.id in shared)
    choice = transcript_choice(study, question)
    codes = codes_named(study, question.codes, CoderChoice(coders))
    return AgreementRequest(
        coders,
        question.unit,
        Selection(
            codes=codes if question.level is None else codes_on_level(study, codes, question.level),
            aggregate=question.level is not None,
            include_interviewers=question.interviewers,
            transcripts=choice.rows_of(study, by_all),
            query=one(study, SAVED_QUERY, question.query),
            places=how_chosen(study, choice),
        ),
        overlap=question.overlap,
        uncoded=question.uncoded,
        samples=question.bootstrap,
        seed=question.seed,
        round_id=team_round,
        every_code=codes is None,
    )


# -- names ----------------------------------------------------------------------------------------


def one(study: Study, kind: NamedThing, name: str | None) -> UUID | None:
    """What a name stands for; None where there is none."""
    return None if name is None else kind.row(study, name)


def several(study: Study, kind: NamedThing, names: Iterable[str] | None) -> tuple[UUID, ...] | None:
    """What names stand for, each once; None, which stands for all, where none are given."""
    return None if names is None else tuple(dict.fromkeys(kind.row(study, name) for name in names))


def _where(study: Study, question: CodingsQuestion) -> tuple[tuple[UUID, ...] | None, str]:
    """The transcripts that count, and how they were chosen where that was not by name."""
    if not isinstance(question, (FiguresQuestion, ComparisonQuestion)):
        return None, ""
    choice = transcript_choice(study, question)
    rows = choice.rows_of(study)
    if isinstance(question, (ConversationQuestion, ComparisonQuestion)) and question.kind is not None:
        rows = _of_kind(study, rows, question.kind)
    return rows, how_chosen(study, choice)


def how_chosen(study: Study, choice: TranscriptChoice) -> str:
    """How transcripts were chosen, where that was not by name."""
    if choice.statuses and choice.transcripts is None and not choice.folders:
        return f"status {choice.statuses_in_words()}"
    return choice.in_words(study) if choice.folders or choice.statuses else ""


def _of_kind(study: Study, chosen: tuple[UUID, ...] | None, kind: TranscriptKind) -> tuple[UUID, ...]:
    found = (each.id for each in study.transcripts_in_order if each.kind is kind)
    return tuple(each for each in found if chosen is None or each in chosen)
