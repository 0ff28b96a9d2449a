"""New codes transcript by transcript as a value, with the runs in which they became few."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from qualcode.model.questions.provenance import Provenance


@dataclass(frozen=True, slots=True)
class SaturationRun:
    """Transcripts in a row after the base, and how many codes first occur in them.

    ``share`` is the new information in percent of the codes of the base, ``enough`` whether it is at or
    below the threshold.
    """

    new: int
    share: float
    enough: bool


@dataclass(frozen=True, slots=True)
class SaturationRow:
    """One transcript. ``codes`` occur in it, ``new`` of them in none before; ``total`` are those so far.

    ``run`` is the run that ends with this transcript; None where none does. ``id`` is the transcript’s.
    """

    name: str
    coded: datetime
    codes: int
    new: tuple[str, ...]
    total: int
    run: SaturationRun | None = None
    id: UUID | None = None


def coded_at_once(rows: Sequence[SaturationRow]) -> bool:
    """Whether all transcripts were first coded at one moment, as by an import: none before another."""
    return len(rows) > 1 and len({row.coded for row in rows}) == 1


@dataclass(frozen=True, slots=True)
class Saturation:
    """The whole table. ``base_codes`` are the distinct codes of the first ``base`` transcripts.

    ``reached`` is the number of transcripts before the first run (of ``run`` transcripts) whose new
    information is at or below the ``threshold``, in percent; None where no run is. ``uncoded`` are
    transcripts that bear none of the codes.
    """

    rows: tuple[SaturationRow, ...]
    base: int
    run: int
    threshold: int
    base_codes: int
    reached: int | None
    uncoded: tuple[str, ...]
    provenance: Provenance

    @property
    def told(self) -> str:
        """``6+2``: transcripts before the run, and those in it; empty where saturation was not reached."""
        return "" if self.reached is None else f"{self.reached}+{self.run}"
