"""The agreement of coders as a value: figures by code and pair, intervals, and why some are missing."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from qualcode.model.questions.provenance import Provenance
from qualcode.model.questions.words import AgreementUnit
from qualcode.model.words.in_words import enough_places


class AgreementMeasure(StrEnum):
    """A figure of agreement. ``percent`` and ``positive`` are not corrected for chance; the rest are."""

    PERCENT = "percent"
    POSITIVE = "positive"
    KAPPA = "kappa"
    FLEISS = "fleiss"
    CONGER = "conger"
    ALPHA = "alpha"
    AC1 = "ac1"
    BP = "bp"
    UNITIZING = "unitizing"


class SetDistance(StrEnum):
    """How far two sets of codes are apart: the same or not, by what they share, by how they lie."""

    EXACT = "exact"
    JACCARD = "jaccard"
    MASI = "masi"


CHANCE_CORRECTED: Final = tuple(
    measure
    for measure in AgreementMeasure
    if measure not in (AgreementMeasure.PERCENT, AgreementMeasure.POSITIVE)
)

MEASURE_NAMES: Final[Mapping[AgreementMeasure, str]] = {
    AgreementMeasure.PERCENT: "Agreement",
    AgreementMeasure.POSITIVE: "Positive agreement (F1)",
    AgreementMeasure.KAPPA: "Cohen’s kappa",
    AgreementMeasure.FLEISS: "Fleiss’ kappa",
    AgreementMeasure.CONGER: "Conger’s kappa",
    AgreementMeasure.ALPHA: "Krippendorff’s alpha",
    AgreementMeasure.AC1: "Gwet’s AC1",
    AgreementMeasure.BP: "Brennan and Prediger",
    AgreementMeasure.UNITIZING: "Unitizing alpha",
}

RELIABLE: Final = 0.8
TENTATIVE: Final = 0.667
"""Krippendorff (2019): rely on alphas from 0.800, draw tentative conclusions from 0.667."""


def figure_in_words(measure: AgreementMeasure, value: float) -> str:
    """``0.71``, or ``98%`` of agreement; not for a figure that is not defined.

    What is less than perfect is not rounded to 100% or 1.00. Alpha alone is judged by limits: it has as
    many places as it takes not to be rounded across one.
    """
    if measure is AgreementMeasure.PERCENT:
        return share_in_words(value)
    limits = (RELIABLE, TENTATIVE) if measure is AgreementMeasure.ALPHA else ()
    return enough_places(value, limits, ends=(1,))


def share_in_words(share: float) -> str:
    """``98%``; ``99.6%`` and ``0.3%`` of what is nearly all or nearly nothing, but not quite."""
    return f"{enough_places(share * 100, (), 0, ends=(0, 100))}%"


UNIT_NOUNS: Final = {
    AgreementUnit.TURN: "turn",
    AgreementUnit.SENTENCE: "sentence",
    AgreementUnit.PARAGRAPH: "paragraph",
    AgreementUnit.CHARACTER: "character",
    AgreementUnit.OVERLAP: "segment",
}

STATE: Final = "state"
"""The fact that tells of which moment the figures of a closed round are."""

ABOVE_LEVEL: Final = "codes above the level"
"""The fact that tells which codes are above the level that is compared, and so play no part."""

LATER_CODES: Final = "later codes"
"""The fact that tells which codes are left out because they came after the round."""

POOLED: Final = "all codes pooled"
MEAN: Final = "mean of codes"

SET_NAMES: Final[Mapping[SetDistance, str]] = {
    SetDistance.EXACT: "alpha, sets the same or not",
    SetDistance.JACCARD: "alpha, Jaccard distance",
    SetDistance.MASI: "alpha, MASI distance",
}


@dataclass(frozen=True, slots=True)
class ConfidenceInterval:
    """The middle 95 % of a figure in bootstrap samples."""

    low: float
    high: float

    @property
    def width(self) -> float:
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class AgreementTable:
    """What coders gave a code: all of them, each alone, nobody; ``some`` of more than two, but not all.

    ``neither`` is None where there is no such thing: segments that nobody made cannot be counted.
    """

    both: float
    only: tuple[float, ...]
    some: float
    neither: float | None

    @property
    def total(self) -> float:
        return self.both + sum(self.only) + self.some + (self.neither or 0.0)


@dataclass(frozen=True, slots=True)
class AgreementFigures:
    """Agreement on one code, on all codes pooled, or the mean of codes (then without tables).

    A figure that is not defined is NaN, and ``reason`` says why. ``units`` and ``characters`` are the
    same table counted both ways. ``id`` is the code’s, which outlives its name.
    """

    name: str
    figures: Mapping[AgreementMeasure, float]
    intervals: Mapping[AgreementMeasure, ConfidenceInterval | None] = field(default_factory=dict)
    units: AgreementTable | None = None
    characters: AgreementTable | None = None
    reason: str = ""
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Agreement of two coders, by name and by ``ids``, on each code and on all of them pooled."""

    coders: tuple[str, str]
    codes: tuple[AgreementFigures, ...]
    pooled: AgreementFigures
    ids: tuple[UUID, UUID] | None = None


@dataclass(frozen=True, slots=True)
class SetAgreement:
    """Alpha over the sets of codes that units were given; ``reason`` where it could not be computed."""

    alphas: Mapping[SetDistance, float] = field(default_factory=dict)
    intervals: Mapping[SetDistance, ConfidenceInterval | None] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class UnitizingAgreement:
    """Alphas for unitizing over several codes at once; NaN with the ``reason`` where codes overlap."""

    u: float
    binary: float
    cu: float
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledPassage:
    """What two coders settled about a passage that they read differently, in words.

    ``turn`` counts from 1; None where the transcript has no turn there.
    """

    transcript: str
    turn: int | None
    codes: tuple[str, ...]
    coders: tuple[str, str]
    outcome: str
    reason: str
    author: str
    decided: datetime


class Strand(StrEnum):
    """From which side agreement is looked at besides."""

    DRIFT = "over time"
    SELF = "with themselves"
    EXPERT = "with an expert"


@dataclass(frozen=True, slots=True)
class StrandRow:
    """A step in time, or a coder: how many units were compared, all codes pooled, and each code by itself.

    ``id`` is that of the round, transcript or coder, which outlives its name.
    """

    name: str
    number: int
    pooled: AgreementFigures
    codes: tuple[AgreementFigures, ...] = ()
    id: UUID | None = None

    @property
    def recall(self) -> float:
        """Of what the first of two coders has, the part that the other has, too; NaN where it has nothing."""
        return _share(self.pooled.units, 0)

    @property
    def precision(self) -> float:
        """Of what the second of two coders has, the part that the first has too; NaN if it is nothing."""
        return _share(self.pooled.units, 1)


def _share(table: AgreementTable | None, side: int) -> float:
    whole = 0.0 if table is None else table.both + table.only[side]
    return math.nan if table is None or not whole else table.both / whole


@dataclass(frozen=True, slots=True)
class AgreementStrand:
    """Agreement row by row. ``expert`` is whose coding others are compared with.

    ``change`` is how much alpha of the last row exceeds that of the first, with its interval; None where that
    is not defined, or not asked.
    """

    kind: Strand
    rows: tuple[StrandRow, ...]
    expert: str = ""
    change: tuple[float, ConfidenceInterval | None] | None = None


@dataclass(frozen=True, slots=True)
class RoundHistory:
    """What became of a round that is compared: when it was closed (None: it is open), in UTC.

    ``kept`` are the lines of figures that were kept with it then, ``since`` sentences about what has changed
    in codebook and codings since. ``now`` is the same line of figures for the project as it is now, "" where
    nothing has changed, or it cannot be computed. Where ``replayed`` the figures of the agreement are those
    of the round as it was closed, from the history; else they are of the project as it is now.
    """

    name: str
    closed: datetime | None
    kept: tuple[str, ...] = ()
    since: tuple[str, ...] = ()
    now: str = ""
    replayed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementRules:
    """By which rules coders were compared. ``overlap`` is in percent, for the unit of that name.

    ``uncoded``: text that nobody coded counts. Intervals are from so many ``samples`` (0: there are none) of
    turns, or of transcripts with ``by_transcript``, drawn from ``seed``.
    """

    overlap: int = 90
    interviewers: bool = False
    uncoded: bool = True
    samples: int = 0
    seed: int = 1
    by_transcript: bool = False


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree on some transcripts.

    ``left_out``: transcripts that were not compared, and who has not ``done`` them. ``strands`` are further
    sides from which it was looked at. ``of_participants``: how many of the units are participants’, where
    units are turns.
    """

    unit: AgreementUnit
    coders: tuple[str, ...]
    transcripts: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]
    number: int
    characters: int
    codes: tuple[AgreementFigures, ...]
    pooled: AgreementFigures
    mean: AgreementFigures
    pairs: tuple[PairAgreement, ...]
    sets: SetAgreement
    unitizing: UnitizingAgreement
    provenance: Provenance
    done: str = "coded"
    decisions: tuple[SettledPassage, ...] = ()
    strands: tuple[AgreementStrand, ...] = ()
    history: RoundHistory | None = None
    rules: AgreementRules = AgreementRules()
    of_participants: int | None = None
