"""What is asked about the agreement of coders: whose, on what, by which unit, and with which intervals."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from qualcode.model.errors import NothingToShowError, QualcodeError
from qualcode.model.questions.rules import ALL, Selection
from qualcode.model.questions.words import AgreementUnit

UNIT_WORDS: Final = {
    AgreementUnit.TURN: "turns that have the code or not",
    AgreementUnit.SENTENCE: "sentences that have the code or not",
    AgreementUnit.PARAGRAPH: "paragraphs that have the code or not",
    AgreementUnit.CHARACTER: "characters that have the code or not",
    AgreementUnit.OVERLAP: "segments that overlap by at least {}% of what both cover (as MAXQDA counts)",
}

LEAST_SAMPLES = 100
MOST_SAMPLES = 100_000


@dataclass(frozen=True, slots=True)
class AgreementRequest:
    """Agreement to be computed. Raises QualcodeError for what has no meaning.

    ``selection`` says which codes, transcripts and speakers; its own coders play no part, for those that
    are compared are ``coders``. ``overlap`` is the least overlap in percent for the unit "overlap".
    Without ``uncoded``, text to which no coder gave any of the codes is left out. ``samples`` is the
    number of bootstrap samples (0: no intervals), drawn from ``seed``. Of a round with a sample of turns,
    ``round_id``, those turns alone are compared. ``every_code``: the codes of the selection stand for the
    whole codebook; of a round, those that came after it was opened are then left out.
    """

    coders: tuple[UUID, ...]
    unit: AgreementUnit = AgreementUnit.TURN
    selection: Selection = ALL
    overlap: int = 90
    uncoded: bool = True
    samples: int = 1000
    seed: int = 1
    round_id: UUID | None = None
    every_code: bool = False

    def __post_init__(self) -> None:
        if len(set(self.coders)) < 2:
            raise NothingToShowError(
                "Agreement takes at least two coders; choose two who coded the same transcripts."
            )
        if not 1 <= self.overlap <= 100:
            raise QualcodeError("The least overlap is a percentage from 1 to 100.")
        if self.samples and not LEAST_SAMPLES <= self.samples <= MOST_SAMPLES:
            raise QualcodeError(
                f"Intervals need {LEAST_SAMPLES:,} to {MOST_SAMPLES:,} bootstrap samples; 0 leaves them out."
            )

    def unit_in_words(self) -> str:
        return UNIT_WORDS[self.unit].format(self.overlap)
