"""The caption of the agreement of coders."""

import math

from qualcode.analysis.agreement.material import later_codes
from qualcode.analysis.agreement.request import AgreementRequest
from qualcode.analysis.captions.about import about
from qualcode.model.codes.codebook_version import shown_hash
from qualcode.model.questions.provenance import IN_WORDS, Provenance
from qualcode.model.questions.words import AgreementUnit
from qualcode.model.results.agreement import (
    LATER_CODES,
    MEASURE_NAMES,
    UNIT_NOUNS,
    AgreementFigures,
    AgreementMeasure,
    figure_in_words,
)
from qualcode.model.study import Study
from qualcode.model.team import Round
from qualcode.model.words.in_words import counted, listed, plural_of


def about_agreement(
    study: Study, request: AgreementRequest, *, by_transcript: bool, left_out: int
) -> Provenance:
    """Every choice as it is printed beside the figures; so many transcripts are ``left_out``."""
    chosen = dict(request.selection.facts(study))
    transcripts = chosen["transcripts"]
    uncoded = "counts" if request.uncoded else "left out: text that no coder gave any of the codes"
    speakers = "included" if request.selection.include_interviewers else "their turns are left out"
    facts = (
        ("coders", _coders(study, request)),
        ("unit", request.unit_in_words()),
        ("codes", chosen["codes"]),
        *later_fact(study, request),
        *_round(study, request),
        ("transcripts", f"{transcripts}; {left_out} left out" if left_out else transcripts),
        ("interviewers", speakers),
        ("uncoded text", uncoded),
        ("intervals", _intervals(request, by_transcript)),
        *request.selection.query_fact(study),
        (IN_WORDS, _sentence(study, request)),
    )
    return about(study, "Agreement of coders", facts)


def figures_in_words(
    pooled: AgreementFigures, coders: tuple[str, ...], unit: AgreementUnit, codes: int, number: int
) -> str:
    """All codes pooled, in a line: ``12 codes, 118 turns: both 30, only AB 5, … alpha 0.71``."""
    table = pooled.units
    parts = []
    if table is not None:
        counts = [
            ("both" if len(coders) == 2 else "all", table.both),
            *zip((f"only {name}" for name in coders), table.only, strict=True),
        ]
        if len(coders) > 2:
            counts.append(("some", table.some))
        if table.neither is not None:
            counts.append(("neither", table.neither))
        parts = [f"{name} {number:,.0f}" for name, number in counts]
    kappa = AgreementMeasure.KAPPA if len(coders) == 2 else AgreementMeasure.FLEISS
    for measure in (AgreementMeasure.PERCENT, kappa, AgreementMeasure.ALPHA, AgreementMeasure.AC1):
        value = pooled.figures.get(measure, math.nan)
        shown = figure_in_words(measure, value) if math.isfinite(value) else "not defined"
        parts.append(f"{MEASURE_NAMES[measure]} {shown}")
    size = f"{counted(codes, 'code')}, {counted(number, UNIT_NOUNS[unit])}"
    return f"{size}: {', '.join(parts)}"


def _coders(study: Study, request: AgreementRequest) -> str:
    return listed([study.coders[each].name for each in request.coders])


def _round(study: Study, request: AgreementRequest) -> tuple[tuple[str, str], ...]:
    """``Pilot: transcripts that all have finished; 109 turns drawn with seed 1; codebook 19f6788c``."""
    if request.round_id is None:
        return ()
    row = study.rows(Round)[request.round_id]
    parts = ["transcripts that all have finished", f"codebook {shown_hash(row.codebook_sha256)}"]
    if row.sample_turns is not None:
        parts.insert(1, f"{counted(row.sample_turns, 'turn')} drawn with seed {row.sample_seed}")
    return (("round", f"{row.name}: {'; '.join(parts)}"),)


def later_fact(study: Study, request: AgreementRequest) -> tuple[tuple[str, str], ...]:
    """``2 codes that came after the round was opened are left out``; nothing where there are none."""
    number = len(later_codes(study, request))
    verb = plural_of(number, "is", "are")
    said = f"{counted(number, 'code')} that came after the round was opened {verb} left out"
    return ((LATER_CODES, said),) if number else ()


def _intervals(request: AgreementRequest, by_transcript: bool) -> str:
    if not request.samples:
        return "none"
    drawn = "transcripts" if by_transcript else "turns"
    return (
        f"95%, from {request.samples:,} bootstrap samples of {drawn}, seed {request.seed}; of unitizing "
        "alpha from samples of transcripts"
    )


def _sentence(study: Study, request: AgreementRequest) -> str:
    """``Agreement of AB and CD on turns that have the code or not, 4 transcripts``."""
    number = counted(len(request.selection.transcripts_of(study)), "transcript")
    number += request.selection.places_in_words()
    narrowed = request.selection.narrowed_words(study)
    row = None if request.round_id is None else study.rows(Round)[request.round_id]
    within = "" if row is None else f" of the round “{row.name}”"
    return f"Agreement of {_coders(study, request)} on {request.unit_in_words()}, {number}{within}{narrowed}"
