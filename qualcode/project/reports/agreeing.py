"""The agreement of coders: computed from a question, and written as a report."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from qualcode.analysis.agreement.agreement import agreement
from qualcode.analysis.agreement.decisions import settled_passages
from qualcode.analysis.agreement.material import above_level, later_codes, left_out
from qualcode.analysis.agreement.request import AgreementRequest
from qualcode.analysis.agreement.strands import drift, with_expert, with_themselves
from qualcode.analysis.captions.agreement import later_fact
from qualcode.exporters.agreement.agreement_file import write_agreement
from qualcode.model.codes.code_names import names_in_documents_by_path
from qualcode.model.errors import QualcodeError
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.measures import Measures
from qualcode.model.questions.names import CODER, ROUND, with_identities
from qualcode.model.questions.reports import AgreementQuestion
from qualcode.model.questions.rules import CoderChoice
from qualcode.model.results.agreement import (
    ABOVE_LEVEL,
    LATER_CODES,
    STATE,
    Agreement,
    AgreementStrand,
    RoundHistory,
    SettledPassage,
)
from qualcode.model.study import Study
from qualcode.model.team import Round
from qualcode.model.teamwork.rounds import rounds_in_order
from qualcode.model.words.in_words import counted, listed, moment_in_words, plural_of
from qualcode.project.guarding import check_compared
from qualcode.project.record import Record
from qualcode.project.reports.asking import agreement_request, codes_named, one, several, transcript_choice
from qualcode.project.reports.closing import (
    Since,
    changed_codes,
    changed_since,
    closed_state,
    codebook_as_opened,
    pooled_in_words,
)
from qualcode.project.reports.fronts import front


def agreement_on_record(
    record: Record, question: AgreementQuestion, measures: Measures, progress: Progress = no_progress
) -> Agreement:
    """How far the coders of the question agree, of a closed round as it was when it was closed.

    What is done later changes no figure of a closed round: its study comes from the history. Decisions, which
    are made afterwards, are those of now. Raises QualcodeError for what cannot be compared, and for who may
    not see the work of those who are compared.
    """
    study = record.study
    found_round = one(study, ROUND, question.round)
    if found_round is None:
        _check_seen(record, agreement_request(study, question))
        rounds = _as_closed(record) if question.drift else None
        return agreement_of(study, question, measures, progress, later=Later(study, rounds))
    row = study.rows(Round)[found_round]
    then, asked = _state(record, row, question)
    request = agreement_request(then, asked)
    _check_seen(record, request)
    rounds = _as_closed(record) if question.drift else None
    found = agreement_of(then, asked, measures, progress, later=Later(study, rounds))
    told = _history(record, row, then, request)
    facts = found.provenance.facts
    if told.replayed and told.closed is not None:
        moment = f"those of the round as it was closed on {moment_in_words(told.closed)}, step {then.step}"
        # Codes that were made after it was closed came later, too.
        now = later_fact(study, replace(request, selection=replace(request.selection, codes=None)))
        kept = [fact for fact in facts if fact[0] != LATER_CODES]
        place = next((n for n, (name, _) in enumerate(kept) if name == "transcripts"), len(kept))
        facts = (*kept[:place], *now, (STATE, moment), *kept[place:])
    return replace(found, history=told, provenance=replace(found.provenance, facts=facts))


def _state(record: Record, row: Round, question: AgreementQuestion) -> tuple[Study, AgreementQuestion]:
    """The study that is compared, and the question by identities: names may have changed since.

    Of codes that were made later, which somebody names all the same, only the present study knows.
    """
    study = record.study
    then = closed_state(record, row)
    if then is None:
        return study, question
    try:
        asked = with_identities(study, question)
    except QualcodeError:
        # What it names was deleted since.
        return then, question
    codes = codes_named(study, asked.codes, CoderChoice(())) or ()
    return (then if set(codes) <= then.codes.keys() else study), asked


def _check_seen(record: Record, request: AgreementRequest) -> None:
    """Raise QualcodeError where figures would be made of work that is hidden from whoever asks."""
    check_compared(
        record.sight,
        request.selection.transcripts_of(record.study),
        "Agreement is not computed",
        "Compute it after the round is closed.",
    )


def _history(record: Record, row: Round, then: Study, request: AgreementRequest) -> RoundHistory:
    """What became of the round since it was opened, and closed."""
    study, replayed = record.study, then is not record.study
    of = Since(request.coders, request.selection.transcripts_of(then))
    opened = codebook_as_opened(record, row, then)
    since = (
        ()
        if opened is None
        else changed_codes(
            opened, then, "While it was open" if row.closed_at else "Since the round was opened"
        )
    )
    since += changed_since(then, study, of, "Since then") if replayed else ()
    now = ""
    if replayed and since:
        with suppress(QualcodeError):
            now = pooled_in_words(study, request)
    return RoundHistory(row.name, row.closed_at, row.closing, since, now, replayed)


def _as_closed(record: Record) -> dict[UUID, Study]:
    """The studies of all closed rounds as these were closed."""
    rows = rounds_in_order(record.study)
    return {row.id: then for row in rows if (then := closed_state(record, row)) is not None}


class Later(NamedTuple):
    """What is taken from elsewhere than the study that is compared: decisions, and earlier rounds."""

    study: Study
    rounds: Mapping[UUID, Study] | None = None


def agreement_of(
    study: Study,
    question: AgreementQuestion,
    measures: Measures,
    progress: Progress = no_progress,
    later: Later | None = None,
) -> Agreement:
    """How far the coders of the question agree in a study; ``progress`` may stop it.

    ``later`` is whose decisions are told where that is another study, and rounds as they were closed.
    Raises QualcodeError for what cannot be compared.
    """
    request = agreement_request(study, question)
    texts = request.selection.transcripts_of(study)
    others = left_out(study, request.coders, texts, request.round_id)
    settled = _settled(study if later is None else later.study, request.coders, texts, _codes(study, request))
    found = agreement(study, request, measures, others, progress)
    rounds = None if later is None else later.rounds
    strands = tuple(_strands(study, question, request, measures, progress, rounds))
    facts = (*found.provenance.facts, *_above(study, question, request))
    return replace(
        found, decisions=settled, strands=strands, provenance=replace(found.provenance, facts=facts)
    )


def _above(study: Study, question: AgreementQuestion, request: AgreementRequest) -> Iterator[tuple[str, str]]:
    """``Trust (3 codings) is above level 2 and left out``; nothing where every code is on the level."""
    if question.level is None:
        return
    codes = codes_named(study, question.codes, CoderChoice(request.coders))
    texts = request.selection.transcripts_of(study)
    found = above_level(study, codes, question.level, request.coders, texts)
    if found:
        names = listed([f"{path} ({counted(number, 'coding')})" for path, number in found])
        verb = plural_of(len(found), "is", "are")
        yield ABOVE_LEVEL, f"{names} {verb} above level {question.level} and left out"


def _settled(
    study: Study, coders: Sequence[UUID], texts: Iterable[UUID], codes: set[UUID] | None
) -> tuple[SettledPassage, ...]:
    """What was settled between coders who are still there, in texts and under codes that are."""
    if not set(coders) <= study.coders.keys():
        return ()
    there = tuple(text for text in texts if text in study.transcripts)
    return settled_passages(study, coders, there, None if codes is None else codes & study.codes.keys())


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
    rounds: Mapping[UUID, Study] | None,
) -> Iterator[AgreementStrand]:
    """The further sides that were asked for, each on all transcripts that those it compares have done."""
    chosen = transcript_choice(study, question).rows_of(study, None)
    wide = replace(request, selection=replace(request.selection, transcripts=chosen))
    if question.drift:
        yield drift(study, request, measures, progress, rounds)
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
    found = agreement_on_record(record, question, measures, progress)
    page = front(record, found.provenance.title)
    write_agreement(path, page, record.study.info.language, found, names_in_documents_by_path(record.study))
    return found
