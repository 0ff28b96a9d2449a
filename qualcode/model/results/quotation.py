"""A quote as it is printed: what each speaker says, which of it was coded, and where it comes from."""

from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from qualcode.model.span import Span
from qualcode.model.words.direction import isolated


@dataclass(frozen=True, slots=True)
class QuoteManner:
    """How quotes are printed: as ``sentences``, whole ones, or cut where the coding is cut, with “…”.

    ``attributes`` are those of participants and transcripts that stand in the reference, in this order.
    Without ``brackets`` remarks in brackets are left out, except where nothing else is said.
    """

    sentences: bool = True
    attributes: tuple[UUID, ...] = ()
    brackets: bool = True


class QuotePiece(NamedTuple):
    """Words of a quote in one line; ``coded`` is False for what was added: a sentence’s rest, marks, “…”."""

    words: str
    coded: bool


class Spoken(NamedTuple):
    """What one speaker says; ``speaker`` is empty where only one speaks, whom the reference names."""

    speaker: str
    pieces: tuple[QuotePiece, ...]

    @property
    def words(self) -> str:
        """All that is printed of it."""
        return "".join(piece.words for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Quotation:
    """``span`` is what is printed of the transcript. ``who`` is empty in a dialogue without attributes.

    ``turn`` is the first one’s number (0: none) and ``place`` tells it in words. ``marked``: words
    were added around those that were coded, so that these have to be told apart.
    """

    transcript_id: UUID
    span: Span
    speeches: tuple[Spoken, ...]
    who: str
    about: tuple[str, ...]
    transcript: str
    turn: int
    place: str
    marked: bool = False
    language: str = ""
    """In which it was spoken."""
    named: bool = False
    """The transcript, one with nobody else, has the name of who speaks in its own."""

    @property
    def reference(self) -> str:
        """``Tasha, lone parent, private rent, FG2, turn 94``."""
        return self.referred()

    def referred(self, *, who: bool = True, transcript: bool = True) -> str:
        """The reference without what a heading says already."""
        told = (self.who, *self.about) if who else ()
        if self.named and told and transcript:
            # A name is not said twice.
            parts = (self.transcript, *self.about, self.place)
        else:
            parts = (*told, self.transcript if transcript else "", self.place)
        return ", ".join(isolated(part) for part in parts if part)

    @property
    def words(self) -> str:
        """All that is printed, in one line; in a dialogue each speaker before their words."""
        return " ".join(
            f"{isolated(speech.speaker, speech.words)}: {speech.words}" if speech.speaker else speech.words
            for speech in self.speeches
        )

    @property
    def coded_words(self) -> str:
        """The words that were coded, in one line."""
        return " ".join(
            "".join(piece.words for piece in speech.pieces if piece.coded) for speech in self.speeches
        )
