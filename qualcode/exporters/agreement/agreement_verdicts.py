"""What figures of agreement say of a code, and what speaks against it; of many codes, said once for all."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from qualcode.exporters.papers.sections_document import NO_NAMES
from qualcode.exporters.pictures.names import last_parts
from qualcode.model.questions.words import AgreementUnit
from qualcode.model.results.agreement import (
    POOLED,
    RELIABLE,
    TENTATIVE,
    UNIT_NOUNS,
    Agreement,
    AgreementFigures,
    AgreementMeasure,
    figure_in_words,
    share_in_words,
)
from qualcode.model.results.report_values import Section
from qualcode.model.words.in_words import counted, two_places, with_capital

RARE: Final = 0.1
"""A code on fewer units than this share, or on all but so few, makes kappa and alpha low by itself."""

FAR_APART: Final = 0.2
FEW: Final = 10
WIDE: Final = 0.3


def verdict(row: AgreementFigures, unit: AgreementUnit) -> str:
    """What the figures of a code say, and what has to be borne in mind, in a sentence or more."""
    if row.reason and unit is not AgreementUnit.OVERLAP:
        return f"{with_capital(row.reason)}."
    return " ".join((_judged(row, unit), *_caveats(row, unit)))


def _judged(row: AgreementFigures, unit: AgreementUnit) -> str:
    if unit is AgreementUnit.OVERLAP:
        share = row.figures[AgreementMeasure.PERCENT]
        return (
            f"{figure_in_words(AgreementMeasure.PERCENT, share)} of the segments are agreed on."
            if math.isfinite(share)
            else "Nobody used this code."
        )
    alpha = row.figures[AgreementMeasure.ALPHA]
    low = _low_end(row)
    if alpha >= RELIABLE:
        sure = "Reliable" if low >= RELIABLE else "Reliable by its figure"
    elif alpha >= TENTATIVE:
        sure = "Good enough for tentative conclusions"
    else:
        sure = "Too low to rely on: read the passages on which the coders differ"
    doubtful = alpha >= TENTATIVE > low
    doubt = f", though it may be as low as {figure_in_words(AgreementMeasure.ALPHA, low)}" if doubtful else ""
    return f"{sure}{doubt} (alpha {figure_in_words(AgreementMeasure.ALPHA, alpha)})."


def _caveats(row: AgreementFigures, unit: AgreementUnit) -> Iterator[str]:
    table = row.units
    if table is None or table.neither is None:
        return
    noun, given = UNIT_NOUNS[unit], _given(row)
    share = given / table.total
    if _suffers(row):
        kappa, ac1, positive = (
            figure_in_words(measure, row.figures[measure])
            for measure in (AgreementMeasure.KAPPA, AgreementMeasure.AC1, AgreementMeasure.POSITIVE)
        )
        subject = "On average, a code was given to" if row.name == POOLED else "The code was given to"
        yield (
            f"{subject} {share_in_words(share)} of the {noun}s, which lowers kappa ({kappa}) but hardly "
            f"affects AC1 ({ac1}); positive agreement ({positive}) considers only {noun}s that had a code."
        )
    if unit is not AgreementUnit.CHARACTER and given < FEW:
        yield f"Only {counted(round(given), noun)} had the code from anybody: too few for a firm figure."
    interval = row.intervals.get(AgreementMeasure.ALPHA)
    if interval is not None and _is_wide(row):
        reach = f"{two_places(interval.low)} to {two_places(interval.high)}"
        yield f"The interval is wide ({reach}): more text would narrow it."


# -- of all codes ------------------------------------------------------------------------------------

_FEW_LEFT: Final = 2
"""More than so many times as many codes as others are told by naming the others."""

_Says = Callable[[AgreementFigures], bool]


def verdict_section(found: Agreement, of_documents: Mapping[str, str] = NO_NAMES) -> Iterator[Section]:
    """A row for each thing that the figures say, with the codes of which they say it.

    Segments that agree or not need none: their share says it. Codes are called what they are called
    ``of_documents``, by their paths.
    """
    if found.unit is AgreementUnit.OVERLAP or not found.codes:
        return
    paths = [row.name for row in found.codes]
    names = [of_documents.get(path, name) for path, name in zip(paths, last_parts(paths), strict=True)]
    rows = []
    for finding, says in _findings(found):
        told = [name for name, row in zip(names, found.codes, strict=True) if says(row)]
        if told:
            rows.append((finding, len(told), _listed(told, names)))
    yield Section(
        "What the figures say",
        (),
        ("What the figures say", "Codes", "Which"),
        tuple(rows),
        "Codes by what their figures say",
        "sorts the codes by their figures before rounding: first by what can be concluded from them, then by "
        "what has to be borne in mind.",
    )


def _listed(told: Sequence[str], names: Sequence[str]) -> str:
    """The codes, or those that are none of them where these are far fewer."""
    others = [name for name in names if name not in told]
    if not others and len(told) > 1:
        return "every code"
    far_fewer = len(told) > _FEW_LEFT * len(others) > 0
    return f"all but {'; '.join(others)}" if far_fewer else "; ".join(told)


def _findings(found: Agreement) -> Iterator[tuple[str, _Says]]:
    """What can be said of codes, in order, and of which it is true."""
    noun = UNIT_NOUNS[found.unit]
    for standing in dict.fromkeys((*_CONCLUSIONS, *(_standing(row) for row in found.codes))):
        yield standing, lambda row, this=standing: _standing(row) == this  # type: ignore[misc]
    yield (
        (
            f"On less than {RARE:.0%} or more than {1 - RARE:.0%} of the {noun}s, and kappa at least "
            f"{FAR_APART} below AC1: such shares lower kappa but hardly affect AC1; positive agreement "
            f"considers only {noun}s that had the code"
        ),
        _suffers,
    )
    if found.unit is not AgreementUnit.CHARACTER:
        yield (
            f"On fewer than {FEW} {noun}s, all coders together: too few for a firm figure",
            lambda row: not row.reason and _given(row) < FEW,
        )
    yield f"With an interval of alpha wider than {WIDE}: more text would narrow it", _is_wide


_SURE: Final = f"Reliable: alpha and its whole interval from {RELIABLE:.2f}"
_BY_FIGURE: Final = f"Reliable by the figure: alpha from {RELIABLE:.2f}, though its interval begins below"
_GOOD_ENOUGH: Final = f"Good enough for tentative conclusions: alpha from {TENTATIVE}"
_TOO_LOW: Final = f"Too low to rely on: alpha below {TENTATIVE}; read the passages on which the coders differ"
_CONCLUSIONS: Final = (_SURE, _BY_FIGURE, _GOOD_ENOUGH, _TOO_LOW)


def _standing(row: AgreementFigures) -> str:
    """What can be concluded from the figures of a code; why nothing, where they are not defined."""
    alpha = row.figures.get(AgreementMeasure.ALPHA, math.nan)
    if row.reason or not math.isfinite(alpha):
        reason = row.reason or "not defined"
        return with_capital(reason)
    if alpha >= RELIABLE:
        return _SURE if _low_end(row) >= RELIABLE else _BY_FIGURE
    return _GOOD_ENOUGH if alpha >= TENTATIVE else _TOO_LOW


def _low_end(row: AgreementFigures) -> float:
    interval = row.intervals.get(AgreementMeasure.ALPHA)
    return row.figures[AgreementMeasure.ALPHA] if interval is None else interval.low


# -- what is true of a code --------------------------------------------------------------------------


def _given(row: AgreementFigures) -> float:
    """How many units anybody gave the code; endless where that cannot be told."""
    table = row.units
    return math.inf if table is None or table.neither is None else table.total - table.neither


def _suffers(row: AgreementFigures) -> bool:
    table = row.units
    if table is None or table.neither is None or not table.total:
        return False
    share = _given(row) / table.total
    kappa, ac1 = (row.figures.get(name, math.nan) for name in (AgreementMeasure.KAPPA, AgreementMeasure.AC1))
    return (share < RARE or share > 1 - RARE) and ac1 - kappa >= FAR_APART


def _is_wide(row: AgreementFigures) -> bool:
    interval = row.intervals.get(AgreementMeasure.ALPHA)
    return interval is not None and interval.width > WIDE
