"""What is asked when new codes are counted transcript by transcript."""

from dataclasses import dataclass
from uuid import UUID

from qualcode.model.questions.rules import ALL_CODERS, CoderChoice, Selection
from qualcode.model.questions.words import SaturationOrder


@dataclass(frozen=True, slots=True)
class SaturationRequest:
    """Base and run are numbers of transcripts, the threshold is in percent; None stands for all."""

    order: SaturationOrder = SaturationOrder.CODED
    base: int = 4
    run: int = 2
    threshold: int = 5
    codes: tuple[UUID, ...] | None = None
    coders: CoderChoice = ALL_CODERS
    transcripts: tuple[UUID, ...] | None = None
    places: str = ""
    """How the transcripts were chosen, where that was not by name."""

    @property
    def selection(self) -> Selection:
        """The codings that count."""
        return Selection(
            codes=self.codes, coders=self.coders, transcripts=self.transcripts, places=self.places
        )
