"""Agreement from three more sides: over time, of coders with themselves, and with an expert."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

import numpy as np

from qualcode.analysis.agreement.agreement import ComparedFigures, compared_figures
from qualcode.analysis.agreement.drawing import interval
from qualcode.analysis.agreement.material import transcripts_done
from qualcode.analysis.agreement.request import AgreementRequest
from qualcode.model.errors import NothingToShowError, QualcodeError
from qualcode.model.identity import key_of
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.measures import Measures
from qualcode.model.results.agreement import (
    AgreementMeasure,
    AgreementStrand,
    ConfidenceInterval,
    Strand,
    StrandRow,
)
from qualcode.model.study import Study
from qualcode.model.teamwork.rounds import coders_of_round, rounds_in_order, second_coding_of

_LEAST_STEPS: Final = 2


def drift(
    study: Study,
    request: AgreementRequest,
    measures: Measures | None = None,
    progress: Progress = no_progress,
    as_closed: Mapping[UUID, Study] | None = None,
) -> AgreementStrand:
    """Agreement of the coders of ``request`` over time, all codes pooled.

    ``as_closed`` are the studies of rounds as these were closed, by round: what was done later does not count
    in them.

    A step is a round, where all of them have finished something in at least two of the rounds; else a
    transcript, in the order in which the last of them came to it (their first coding in it, for what is
    coded later is often a correction). Each step's figures are those of ``agreement`` on its text alone, with
    intervals from samples of its turns.

    ``change`` is alpha of the last step less alpha of the first, with the middle 95 % of that difference in
    bootstrap samples of both, drawn apart (two samples, Efron and Tibshirani 1993, chapter 8). Where the
    interval holds 0, the figures do not show that agreement has changed. It is None where either is not
    defined.
    """
    steps = list(_rounds(study, request)) or list(_transcripts(study, request))
    if len(steps) < _LEAST_STEPS:
        raise NothingToShowError(
            "Agreement over time takes at least two rounds that all have finished, or two transcripts that "
            "all have coded; there are fewer."
        )
    found = [
        (
            name,
            step.round_id or next(iter(step.selection.transcripts_of(study)), None),
            compared_figures(
                _study_of(step, study, as_closed or {}),
                replace(step, seed=request.seed + place),
                measures,
                progress,
            ),
        )
        for place, (name, step) in enumerate(steps)
    ]
    rows = tuple(StrandRow(name, each.number, each.pooled, (), row) for name, row, each in found)
    return AgreementStrand(Strand.DRIFT, rows, change=_change(found[0][2], found[-1][2]))


def _study_of(step: AgreementRequest, study: Study, as_closed: Mapping[UUID, Study]) -> Study:
    """Where a step is counted; where it asks for what was not there then, as things are now."""
    then = study if step.round_id is None else as_closed.get(step.round_id, study)
    texts, codes = step.selection.transcripts_of(study), step.selection.codes or ()
    known = set(texts) <= then.transcripts.keys() and set(codes) <= then.codes.keys()
    return then if known else study


def _rounds(study: Study, request: AgreementRequest) -> Iterator[tuple[str, AgreementRequest]]:
    """A request for each round in which all have finished something; nothing where there is one at most."""
    found = []
    for row in rounds_in_order(study):
        people = {coder.id for coder in coders_of_round(study, row.id)}
        done = [transcripts_done(study, coder, row.id) for coder in request.coders]
        shared = set.intersection(*done) & set(request.selection.transcripts_of(study))
        if set(request.coders) <= people and shared:
            found.append((row.name, _on(request, study, shared, row.id)))
    if len(found) >= _LEAST_STEPS:
        yield from found


def _transcripts(study: Study, request: AgreementRequest) -> Iterator[tuple[str, AgreementRequest]]:
    begun = []
    for transcript_id in request.selection.transcripts_of(study):
        table = study.codings_of(transcript_id)
        first = [table.created[table.coder == key_of(coder)] for coder in request.coders]
        if all(len(each) for each in first):
            begun.append((max(int(each.min()) for each in first), transcript_id))
    names = study.transcripts
    for _, transcript_id in sorted(begun, key=lambda pair: (pair[0], names[pair[1]].position, pair[1])):
        yield names[transcript_id].name, _on(request, study, {transcript_id}, request.round_id)


def _on(request: AgreementRequest, study: Study, texts: set[UUID], round_id: UUID | None) -> AgreementRequest:
    chosen = tuple(row.id for row in study.transcripts_in_order if row.id in texts)
    return replace(request, selection=replace(request.selection, transcripts=chosen), round_id=round_id)


def _change(first: ComparedFigures, last: ComparedFigures) -> tuple[float, ConfidenceInterval | None] | None:
    measure = AgreementMeasure.ALPHA
    one, other = (each.pooled.figures[measure] for each in (first, last))
    if not (np.isfinite(one) and np.isfinite(other)):
        return None
    drawn = [each.samples[measure] for each in (first, last)]
    number = min(len(each) for each in drawn)
    return float(other - one), interval(drawn[1][:number] - drawn[0][:number])[0] if number else None


def with_themselves(
    study: Study,
    request: AgreementRequest,
    coders: Sequence[UUID],
    measures: Measures | None = None,
    progress: Progress = no_progress,
) -> AgreementStrand:
    """Agreement of each coder with their own second coding (Krippendorff 2019: stability).

    The two codings are compared as those of two coders are, on the transcripts that were coded both times:
    every coefficient is that of ``agreement`` for two. What a coder coded twice in one go is not compared:
    that would be no second coding. Raises QualcodeError where nobody has coded a second time.
    """
    rows = []
    for coder in coders:
        second = second_coding_of(study, coder)
        if second is None:
            continue
        there = transcripts_done(study, coder) & transcripts_done(study, second.id)
        shared = there & set(request.selection.transcripts_of(study))
        if shared:
            asked = replace(_on(request, study, shared, None), coders=(coder, second.id))
            found = compared_figures(study, asked, measures, progress)
            rows.append(StrandRow(study.coders[coder].name, found.number, found.pooled, (), coder))
    if not rows:
        raise QualcodeError(
            "Nobody has coded a transcript a second time; open a round of second coding in Team… first."
        )
    return AgreementStrand(Strand.SELF, tuple(rows))


def with_expert(
    study: Study,
    request: AgreementRequest,
    expert: UUID,
    measures: Measures | None = None,
    progress: Progress = no_progress,
) -> AgreementStrand:
    """How far each other coder of ``request`` codes as ``expert`` does, all codes pooled and code by code.

    Of the units on which the expert used a code, ``found`` are those on which the coder used it as well,
    ``missed`` those on which they did not; ``more`` are units on which the coder alone used it. Then
    recall = found / (found + missed) and precision = found / (found + more) (van Rijsbergen 1979), whose
    harmonic mean 2 found / (2 found + missed + more) is positive agreement. Both are NaN where there is
    nothing to divide by. The coefficients that correct for chance are those of two coders, and take the
    expert as one of them: they say nothing about who is right.
    """
    rows = []
    for coder in request.coders:
        if coder == expert:
            continue
        there = transcripts_done(study, expert, request.round_id) & transcripts_done(
            study, coder, request.round_id
        )
        shared = there & set(request.selection.transcripts_of(study))
        if shared:
            asked = replace(_on(request, study, shared, request.round_id), coders=(expert, coder))
            found = compared_figures(study, asked, measures, progress)
            rows.append(StrandRow(study.coders[coder].name, found.number, found.pooled, found.codes, coder))
    if not rows:
        raise QualcodeError(
            f"Nobody has coded the same transcripts as {study.coders[expert].name}; choose another expert, "
            "or other transcripts."
        )
    return AgreementStrand(Strand.EXPERT, tuple(rows), study.coders[expert].name)
