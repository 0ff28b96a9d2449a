"""Agreement counted slowly: unit by unit and character by character, with formulas as they are printed."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, permutations
from uuid import UUID

import numpy as np

from qualcode.analysis.agreement.request import AgreementRequest
from qualcode.model.questions.words import AgreementUnit
from qualcode.model.results.agreement import AgreementMeasure
from qualcode.model.span import Span, disjoint_runs
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from tests.analysis.strategies import FixedMeasures

Ratings = list[tuple[bool, ...]]
"""By unit: whether each coder gave it the code."""


def ratings(study: Study, request: AgreementRequest, code: UUID, unit: AgreementUnit) -> Ratings:
    """What every unit that is compared was given, in order."""
    return [tuple(code in codes for codes in given) for given in given_sets(study, request, unit)]


def given_sets(study: Study, request: AgreementRequest, unit: AgreementUnit) -> list[tuple[set[UUID], ...]]:
    """By unit: the codes that each coder gave it."""
    return [given for _, given in placed_sets(study, request, unit)]


def placed_sets(
    study: Study, request: AgreementRequest, unit: AgreementUnit
) -> list[tuple[tuple[int, int], tuple[set[UUID], ...]]]:
    """The same, each with the number of its transcript and where it begins there."""
    chosen = set(request.selection.codes_of(study))
    found = []
    for number, transcript_id in enumerate(request.selection.transcripts_of(study)):
        speech = set(_speech(study, request, transcript_id, chosen))
        for places in _units(study, transcript_id, unit, speech):
            if not speech & set(places):
                continue
            given = tuple(_given(study, transcript_id, places, coder) & chosen for coder in request.coders)
            found.append(((number, places[0]), given))
    return found


def _given(study: Study, transcript_id: UUID, places: Sequence[int], coder: UUID) -> set[UUID]:
    here = set(places)
    return {
        coding.code_id
        for coding in study.codings_of(transcript_id)
        if coding.coder_id == coder and here & set(range(coding.span.start, coding.span.end))
    }


def _speech(study: Study, request: AgreementRequest, transcript_id: UUID, chosen: set[UUID]) -> Iterator[int]:
    coded = {
        place
        for coding in study.codings_of(transcript_id)
        if coding.coder_id in request.coders and coding.code_id in chosen
        for place in range(coding.span.start, coding.span.end)
    }
    for turn in study.turns_of(transcript_id):
        if turn.role is Role.INTERVIEWER and not request.selection.include_interviewers:
            continue
        for place in range(turn.speech, turn.span.end):
            if request.uncoded or place in coded:
                yield place


def _units(study: Study, transcript_id: UUID, unit: AgreementUnit, speech: set[int]) -> list[Sequence[int]]:
    match unit:
        case AgreementUnit.CHARACTER:
            return [[place] for place in sorted(speech)]
        case AgreementUnit.SENTENCE:
            return [range(*span) for span in FixedMeasures().sentences(study, transcript_id).tolist()]
        case AgreementUnit.PARAGRAPH:
            return _paragraphs(study.text(transcript_id))
        case _:
            return [range(turn.span.start, turn.span.end) for turn in study.turns_of(transcript_id)]


def _paragraphs(text: str) -> list[Sequence[int]]:
    found: list[Sequence[int]] = []
    start = 0
    for line in text.split("\n"):
        if line:
            found.append(range(start, start + len(line)))
        start += len(line) + 1
    return found


# -- formulas ----------------------------------------------------------------------------------------


def figures(rated: Ratings) -> dict[AgreementMeasure, float]:
    """Every figure by its formula, from single units; NaN where nothing varies."""
    coders, number = len(rated[0]), len(rated)
    pairs = list(combinations(range(coders), 2))
    same = {pair: sum(row[pair[0]] == row[pair[1]] for row in rated) / number for pair in pairs}
    observed = sum(same.values()) / len(pairs)
    shares = [sum(row[coder] for row in rated) / number for coder in range(coders)]
    share = sum(shares) / coders
    expected = {(i, j): shares[i] * shares[j] + (1 - shares[i]) * (1 - shares[j]) for i, j in pairs}
    both = sum(row[i] and row[j] for row in rated for i, j in pairs)
    either = sum(row[i] + row[j] for row in rated for i, j in pairs)
    found = {
        AgreementMeasure.PERCENT: observed,
        AgreementMeasure.POSITIVE: 2 * both / either if either else math.nan,
    }
    if share in (0, 1):
        corrected = [name for name in AgreementMeasure if name not in found]
        return found | dict.fromkeys(corrected, math.nan)
    kappas = [(same[pair] - expected[pair]) / (1 - expected[pair]) for pair in pairs if expected[pair] < 1]
    return found | {
        AgreementMeasure.KAPPA: sum(kappas) / len(kappas) if kappas else math.nan,
        AgreementMeasure.CONGER: _corrected(observed, sum(expected.values()) / len(pairs)),
        AgreementMeasure.FLEISS: _corrected(observed, share**2 + (1 - share) ** 2),
        AgreementMeasure.AC1: _corrected(observed, 2 * share * (1 - share)),
        AgreementMeasure.BP: _corrected(observed, 0.5),
        AgreementMeasure.ALPHA: nominal_alpha([list(row) for row in rated]),
    }


def _corrected(observed: float, expected: float) -> float:
    return (observed - expected) / (1 - expected)


def nominal_alpha(units: Sequence[Sequence[object]]) -> float:
    """Krippendorff's alpha by coincidences; units with fewer than two values pair with nothing."""
    coincidences: Counter[tuple[object, object]] = Counter()
    for values in units:
        for one, other in permutations(values, 2):
            coincidences[one, other] += 1 / (len(values) - 1)  # type: ignore[assignment]
    of_value: Counter[object] = Counter()
    for (one, _), much in coincidences.items():
        of_value[one] += much
    whole = sum(of_value.values())
    apart = sum(much for (one, other), much in coincidences.items() if one != other)
    expected = sum(of_value[c] * of_value[k] for c, k in permutations(of_value, 2)) / (whole - 1)
    return 1 - apart / expected if expected else math.nan


def alpha_with(distance: object, units: Sequence[Sequence[frozenset[UUID]]]) -> float:
    """Alpha with any distance of values, every coder having given every unit one."""
    assert callable(distance)
    values = [value for unit in units for value in unit]
    observed = np.mean([distance(a, b) for unit in units for a, b in combinations(unit, 2)])
    expected = np.mean([distance(a, b) for a, b in permutations(values, 2)])
    return float(1 - observed / expected) if expected else math.nan


def jaccard(one: frozenset[UUID], other: frozenset[UUID]) -> float:
    return 1 - len(one & other) / len(one | other) if one | other else 0.0


def masi(one: frozenset[UUID], other: frozenset[UUID]) -> float:
    if not one | other:
        return 0.0
    shared = one & other
    if one == other:
        return 0.0
    monotony = 0.0 if not shared else 2 / 3 if one <= other or other <= one else 1 / 3
    return 1 - monotony * len(shared) / len(one | other)


# -- segments ----------------------------------------------------------------------------------------


def segments(study: Study, request: AgreementRequest, coder: UUID, code: UUID) -> list[tuple[UUID, Span]]:
    """A coder's runs of a code that hold any of the speech that is compared."""
    chosen = set(request.selection.codes_of(study))
    found = []
    for transcript_id in request.selection.transcripts_of(study):
        speech = set(_speech(study, request, transcript_id, chosen))
        spans = [
            coding.span
            for coding in study.codings_of(transcript_id)
            if (coding.coder_id, coding.code_id) == (coder, code)
        ]
        runs = disjoint_runs(spans)
        found += [(transcript_id, run) for run in runs if speech & set(range(run.start, run.end))]
    return found


def overlap(one: tuple[UUID, Span], other: tuple[UUID, Span]) -> float:
    """What two segments share of what they cover together."""
    places = [{(owner, place) for place in range(run.start, run.end)} for owner, run in (one, other)]
    return len(places[0] & places[1]) / len(places[0] | places[1])


def on_speech(study: Study, request: AgreementRequest, coder: UUID, code: UUID) -> list[tuple[int, int]]:
    """Where a coder's segments of a code begin and end when only the compared speech is laid end to end."""
    chosen = set(request.selection.codes_of(study))
    found, before = [], 0
    for transcript_id in request.selection.transcripts_of(study):
        speech = sorted(_speech(study, request, transcript_id, chosen))
        for owner, run in segments(study, request, coder, code):
            if owner == transcript_id:
                places = [at for at, place in enumerate(speech) if run.start <= place < run.end]
                found.append((before + places[0], before + places[-1] + 1))
        before += len(speech)
    return found
