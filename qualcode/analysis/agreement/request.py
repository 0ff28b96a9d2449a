"""What is asked about the agreement of coders: whose, on what, by which unit, and with which intervals."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from qualcode.model.errors import QualcodeError
from qualcode.model.in_words import counted, listed
from qualcode.model.questions.words import AgreementUnit
from qualcode.model.rules import ALL, Facts, Selection
from qualcode.model.study import Study

UNIT_WORDS: Final = {
    AgreementUnit.TURN: "turns that have the code or have it not",
    AgreementUnit.SENTENCE: "sentences that have the code or have it not",
    AgreementUnit.PARAGRAPH: "paragraphs that have the code or have it not",
    AgreementUnit.CHARACTER: "characters that have the code or have it not",
    AgreementUnit.OVERLAP: "segments that overlap by at least {} % of what both cover (as MAXQDA counts)",
}

LEAST_SAMPLES = 100
MOST_SAMPLES = 100_000


@dataclass(frozen=True, slots=True)
class AgreementRequest:
    """Agreement to be computed. Raises QualcodeError for what has no meaning.

    ``selection`` says which codes, transcripts and speakers; its own coders play no part, for those that
    are compared are ``coders``. ``overlap`` is the least overlap in percent for the unit "overlap".
    Without ``uncoded``, text to which no coder gave any of the codes is left out. ``samples`` is the
    number of bootstrap samples (0: no intervals), drawn from ``seed``.
    """

    coders: tuple[UUID, ...]
    unit: AgreementUnit = AgreementUnit.TURN
    selection: Selection = ALL
    overlap: int = 90
    uncoded: bool = True
    samples: int = 1000
    seed: int = 1

    def __post_init__(self) -> None:
        if len(set(self.coders)) < 2:
            raise QualcodeError(
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

    def facts(self, study: Study, *, by_transcript: bool, left_out: int) -> Facts:
        """Every choice as it is printed beside the figures."""
        coders = [study.coders[each].name for each in self.coders]
        drawn = "transcripts" if by_transcript else "turns"
        intervals = (
            f"95 %, from {self.samples:,} bootstrap samples of {drawn}, seed {self.seed}; of unitizing alpha "
            "from samples of transcripts"
            if self.samples
            else "none"
        )
        speakers = "included" if self.selection.include_interviewers else "their turns are left out"
        uncoded = "counts" if self.uncoded else "left out: text that no coder gave any of the codes"
        chosen = dict(self.selection.facts(study))
        transcripts = chosen["transcripts"]
        return (
            ("coders", listed(coders)),
            ("unit", self.unit_in_words()),
            ("codes", chosen["codes"]),
            ("transcripts", f"{transcripts}; {left_out} left out" if left_out else transcripts),
            ("interviewers", speakers),
            ("uncoded text", uncoded),
            ("intervals", intervals),
            *self.selection.query_fact(study),
            ("in words", self.describe(study)),
        )

    def describe(self, study: Study) -> str:
        """One line: "Agreement of AB and CD on turns that have the code or have it not, 4 transcripts"."""
        coders = listed([study.coders[each].name for each in self.coders])
        number = counted(len(self.selection.transcripts_of(study)), "transcript")
        narrowed = self.selection.narrowed_words(study)
        return f"Agreement of {coders} on {self.unit_in_words()}, {number}{narrowed}"
