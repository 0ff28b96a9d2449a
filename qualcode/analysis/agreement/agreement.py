"""The agreement of coders, code by code, pair by pair and over all, with intervals and reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from qualcode.analysis.agreement.boundaries import continuum, overlapping, segments
from qualcode.analysis.agreement.coefficients import Real, pairs_of
from qualcode.analysis.agreement.compared import ComparedText
from qualcode.analysis.agreement.counting import counting, unit_keys, unit_rule
from qualcode.analysis.agreement.drawing import interval, samples
from qualcode.analysis.agreement.overlapping_segments import matches
from qualcode.analysis.agreement.request import AgreementRequest
from qualcode.analysis.agreement.sampled import (
    CodesAndPool,
    Figures,
    SampledFigures,
    counted_figures,
    sampled,
    segment_figures,
)
from qualcode.analysis.agreement.sets_of_codes import MOST_SETS, alphas_of_sets, sets_given
from qualcode.analysis.agreement.unitizing import alpha_of_code, alphas
from qualcode.analysis.captions.agreement import about_agreement
from qualcode.analysis.units import units_of
from qualcode.model.errors import NothingToShowError
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.machine.ways import MARK
from qualcode.model.measures import Measures
from qualcode.model.questions.words import AgreementUnit
from qualcode.model.results.agreement import (
    MEAN,
    POOLED,
    Agreement,
    AgreementFigures,
    AgreementMeasure,
    AgreementRules,
    AgreementTable,
    PairAgreement,
    SetAgreement,
    UnitizingAgreement,
)
from qualcode.model.results.matrix import Label
from qualcode.model.study import Study

NOBODY_USED: Final = "not defined: nobody gave this code to any of the text, so nothing varies"
EVERYWHERE: Final = "not defined: everybody gave this code to all of the text, so nothing varies"
NO_NEITHER: Final = "not defined: segments that nobody made cannot be counted, so chance is not known"
TOO_MANY_SETS: Final = f"not computed: there are more than {MOST_SETS:,} different sets of codes"
SETS_ALIKE: Final = "not defined: all units were given the same set of codes, so nothing varies"
CODES_OVERLAP: Final = "not defined: {} gave different codes to passages that overlap"

Tables = tuple[AgreementTable, ...]


@dataclass(frozen=True, eq=False)
class _Basis:
    """What figures are made of: how they are computed, and the tables by code and (last) pooled."""

    figures: Figures
    tables: Tables


def agreement(
    study: Study,
    request: AgreementRequest,
    measures: Measures | None = None,
    left_out: tuple[tuple[str, str], ...] = (),
    progress: Progress = no_progress,
) -> Agreement:
    """How far the coders agree. The unit "sentence" needs ``measures``.

    ``left_out`` are transcripts that were not chosen, and why: they are printed. ``progress`` hears how many
    samples are drawn for each figure, and may stop it. Raises QualcodeError
    where there is nothing to compare.
    """
    text = ComparedText(study, request, progress)
    _check(text)
    names = _labels(study, text)
    coders = tuple(study.coders[each].name for each in request.coders)
    characters = counting(text, AgreementUnit.CHARACTER, measures)
    number, whole, by_pair = _bases(text, measures)
    found = _figures(text, whole)
    by_characters = (*characters.tables(), characters.pooled_table())
    rows = _rows(names, found, whole.tables, by_characters)
    unitizing = _unitizing_by_code(text)
    pairs = [_pair(text, basis, names) for basis in by_pair] if len(by_pair) > 1 else [rows]
    return Agreement(
        unit=request.unit,
        coders=coders,
        transcripts=tuple(study.transcripts[each].name for each in text.selected.transcripts),
        left_out=left_out,
        number=number,
        characters=int(characters.total.sum()),
        codes=tuple(_with_unitizing(row, unitizing, place) for place, row in enumerate(rows[:-1])),
        pooled=rows[-1],
        mean=_with_unitizing(_mean(found), unitizing.mean(), 0),
        pairs=tuple(
            PairAgreement(
                (coders[one], coders[other]),
                tuple(each[:-1]),
                each[-1],
                (request.coders[one], request.coders[other]),
            )
            for (one, other), each in zip(pairs_of(len(coders)), pairs, strict=True)
        ),
        sets=_sets(text, measures),
        unitizing=_unitizing_of_codes(text),
        provenance=about_agreement(study, request, by_transcript=text.by_transcript, left_out=len(left_out)),
        rules=AgreementRules(
            overlap=request.overlap,
            interviewers=request.selection.include_interviewers,
            uncoded=request.uncoded,
            samples=request.samples,
            seed=request.seed,
            by_transcript=text.by_transcript,
        ),
        done="coded" if request.round_id is None else "finished",
        of_participants=text.turns_of_participants if request.unit is AgreementUnit.TURN else None,
    )


@dataclass(frozen=True, eq=False)
class ComparedFigures:
    """The number of units, each code, all codes pooled, and ``samples`` of the pool by measure."""

    number: int
    codes: tuple[AgreementFigures, ...]
    pooled: AgreementFigures
    samples: Mapping[AgreementMeasure, Real]


def compared_figures(
    study: Study,
    request: AgreementRequest,
    measures: Measures | None = None,
    progress: Progress = no_progress,
) -> ComparedFigures:
    """The figures of ``agreement`` for all coders together, without pairs, sets and boundaries."""
    text = ComparedText(study, request, progress)
    _check(text)
    number, whole, _ = _bases(text, measures)
    found = _figures(text, whole)
    *codes, pooled = _rows(_labels(study, text), found, whole.tables, None)
    return ComparedFigures(number, tuple(codes), pooled, found.pooled.samples)


def _labels(study: Study, text: ComparedText) -> list[Label]:
    """Codes in order, and all of them pooled."""
    return [*(Label(study.path(code_id), code_id) for code_id in text.selected.codes), Label(POOLED)]


def _check(text: ComparedText) -> None:
    if not text.selected.transcripts and text.request.round_id is not None:
        raise NothingToShowError(
            "There is no transcript of this round that all of these coders have finished",
            f"mark what is finished {MARK}, or name the transcripts to compare",
        )
    if not text.selected.transcripts:
        raise NothingToShowError(
            "There is no transcript that all of these coders have coded; choose other coders, or name the "
            "transcripts to compare."
        )
    if not text.codes:
        raise NothingToShowError("There is no code to compare; choose at least one.")
    if not len(text.speech):
        raise NothingToShowError("There is nothing to compare: no speech here was given any of the codes.")


# -- figures -----------------------------------------------------------------------------------------


def _bases(text: ComparedText, measures: Measures | None) -> tuple[int, _Basis, list[_Basis]]:
    """Number of units, and what figures are made of: of all coders, and of each pair."""
    if text.request.unit is AgreementUnit.OVERLAP:
        return _segment_bases(text)
    counts = counting(text, text.request.unit, measures)
    whole = _Basis(counted_figures(counts), (*counts.tables(), counts.pooled_table()))
    pairs = pairs_of(len(text.runs))
    by_pair = [_Basis(counted_figures(counts, pair), counts.tables_of_pair(*pair)) for pair in pairs]
    return int(counts.total.sum()), whole, by_pair


def _segment_bases(text: ComparedText) -> tuple[int, _Basis, list[_Basis]]:
    found = matches(text, text.request.overlap)
    by_pair = [_Basis(segment_figures((each,), text.codes), each.tables()) for each in found]
    tables = tuple(_added(text, rows) for rows in zip(*(each.tables for each in by_pair), strict=True))
    return sum(map(len, text.runs)), _Basis(segment_figures(found, text.codes), tables), by_pair


def _added(text: ComparedText, tables: Sequence[AgreementTable]) -> AgreementTable:
    """The tables of all pairs as one: each coder's segments that another coder has not, pair by pair."""
    only = [0.0] * len(text.runs)
    for pair, table in zip(pairs_of(len(only)), tables, strict=True):
        for coder, number in zip(pair, table.only, strict=True):
            only[coder] += number
    return AgreementTable(sum(table.both for table in tables), tuple(only), 0.0, None)


def _figures(text: ComparedText, basis: _Basis) -> CodesAndPool:
    request = text.request
    return sampled(basis.figures, samples(text.clusters, request.samples, request.seed, text.progress))


def _pair(text: ComparedText, basis: _Basis, names: Sequence[Label]) -> list[AgreementFigures]:
    return _rows(names, _figures(text, basis), basis.tables, None)


def _rows(
    labels: Sequence[Label], found: CodesAndPool, tables: Tables, characters: Tables | None
) -> list[AgreementFigures]:
    """Codes in order, and all of them pooled."""
    codes = len(labels) - 1
    places: list[tuple[SampledFigures, int]] = [(found.codes, place) for place in range(codes)]
    places.append((found.pooled, 0))
    return [
        AgreementFigures(
            name=label.name,
            figures=source.of(place),
            intervals=source.intervals(place),
            units=table,
            characters=None if characters is None else characters[row],
            reason=_reason(table),
            id=label.id,
        )
        for row, (label, (source, place), table) in enumerate(zip(labels, places, tables, strict=True))
    ]


def _reason(table: AgreementTable) -> str:
    """Why figures that correct for chance are missing; "" where they are there."""
    if table.neither is None:
        return NO_NEITHER
    if not table.both and not table.some and not any(table.only):
        return NOBODY_USED
    return EVERYWHERE if table.both == table.total else ""


def _mean(found: CodesAndPool) -> AgreementFigures:
    mean = found.codes.mean()
    return AgreementFigures(MEAN, mean.of(0), mean.intervals(0))


# -- unitizing ---------------------------------------------------------------------------------------


def _unitizing_by_code(text: ComparedText) -> SampledFigures:
    """Alpha for unitizing of each code; its samples are of transcripts, of which more than one is needed."""
    found, coders = continuum(text), len(text.runs)
    number = len(text.selected.transcripts)
    drawn = samples(number, text.request.samples if number > 1 else 0, text.request.seed, text.progress)
    sampled = [alpha_of_code(found.weighted(weights), coders) for weights in drawn]
    overall = alpha_of_code(found.weighted(np.ones((1, number))), coders)[0]
    name = AgreementMeasure.UNITIZING
    return SampledFigures({name: overall}, {name: np.concatenate([np.empty((0, text.codes)), *sampled])})


def _with_unitizing(row: AgreementFigures, found: SampledFigures, place: int) -> AgreementFigures:
    return replace(
        row,
        figures={**row.figures, **found.of(place)},
        intervals={**row.intervals, **found.intervals(place)},
    )


def _unitizing_of_codes(text: ComparedText) -> UnitizingAgreement:
    """Over all codes at once, where every coder gave a place one code at most."""
    coders = [segments(text, runs) for runs in text.runs]
    for identity, each in zip(text.request.coders, coders, strict=True):
        if overlapping(each):
            undefined = float("nan")
            reason = CODES_OVERLAP.format(text.study.coders[identity].name)
            return UnitizingAgreement(undefined, undefined, undefined, reason)
    return alphas(coders, text.compared_length)


# -- sets of codes -----------------------------------------------------------------------------------


def _sets(text: ComparedText, measures: Measures | None) -> SetAgreement:
    units = units_of(text.selected, unit_rule(text.request.unit), measures)
    sets = sets_given(unit_keys(text, units), units, text)
    if len(sets.sets) > MOST_SETS:
        return SetAgreement(reason=TOO_MANY_SETS)
    drawn = samples(text.clusters, text.request.samples, text.request.seed, text.progress)
    overall, sampled = alphas_of_sets(sets, text.clusters, drawn)
    alphas = {name: float(found[0]) for name, found in overall.items()}
    intervals = {name: interval(found[:, np.newaxis])[0] for name, found in sampled.items()}
    return SetAgreement(alphas, intervals, SETS_ALIKE if len(np.unique(sets.given)) == 1 else "")
