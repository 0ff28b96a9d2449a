"""Where two coders read a text differently, of which kind that is, and what may have been settled."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final
from uuid import UUID

from qualcode.model.span import Span
from qualcode.model.team import Decision

AGREED: Final = "Agreed"
"""The name of the coder whose codings are what was settled, unless another is chosen."""

REASONS: Final = ("definition unclear", "slip", "boundary")
"""What is offered as a reason; any other words will do."""

_KEY_LETTERS: Final = 12


class Difference(StrEnum):
    """How two readings of one passage differ."""

    ONLY_ONE = "only one"
    ONLY_OTHER = "only other"
    CODE = "other code"
    BOUNDARIES = "other boundaries"


@dataclass(frozen=True, slots=True)
class CodeReading:
    """A stretch to which a coder gave a code, by one coding or by several that overlap."""

    code_id: UUID
    span: Span
    codings: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class ReadingDifference:
    """One passage of a transcript that two coders read differently.

    ``ones`` and ``others`` are what each of them has there; ``decision`` is what was settled about just
    these readings.
    """

    transcript_id: UUID
    one_id: UUID
    other_id: UUID
    kind: Difference
    ones: tuple[CodeReading, ...]
    others: tuple[CodeReading, ...]
    decision: Decision | None = None

    @property
    def span(self) -> Span:
        """From the first word that either has coded to the last."""
        spans = [reading.span for reading in (*self.ones, *self.others)]
        return Span(min(span.start for span in spans), max(span.end for span in spans))

    @property
    def codes(self) -> tuple[UUID, ...]:
        """The codes that it is about, each once."""
        return tuple(dict.fromkeys(reading.code_id for reading in (*self.ones, *self.others)))

    @property
    def originals(self) -> tuple[str, ...]:
        """The codings that it is about, as a decision keeps them."""
        codings = (coding for reading in (*self.ones, *self.others) for coding in reading.codings)
        return tuple(sorted({coding.hex for coding in codings}))

    @property
    def key(self) -> str:
        """What names it in a file that is settled elsewhere and read back."""
        return sha256("".join(self.originals).encode()).hexdigest()[:_KEY_LETTERS]
