"""What is held while the mouse drags or something is asked: words, segments and turns.

Meanwhile a teammate, or somebody's own undo, may change the text or the segment: a position kept from
before would be that of other words, so that each is found again in the study of the answer.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple
from uuid import UUID

from qualcode.model.codings import Coding
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import id_array
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.ui.transcript.text_shift import text_shift

SEGMENT_CHANGED: Final = (
    "The segment was changed or removed in the meantime, so nothing was done. Look, and do it again."
)
WORDS_CHANGED: Final = "The words were changed in the meantime, so nothing was done. Look, and do it again."
TURNS_CHANGED: Final = "The turns were changed in the meantime, so nothing was done. Look, and do it again."


class HeldWords(NamedTuple):
    """A stretch of a transcript in the text that it had then."""

    transcript_id: UUID
    text: str
    span: Span

    @classmethod
    def of(cls, study: Study, transcript_id: UUID, span: Span) -> "HeldWords":
        """Hold a stored stretch of the study's present text."""
        return cls(transcript_id, study.text(transcript_id), span)

    def now(self, study: Study) -> Span | None:
        """Where the words are now; None where some of them are others, or the transcript is gone."""
        if self.transcript_id not in study.transcripts:
            return None
        text = study.text(self.transcript_id)
        if text is self.text or text == self.text:
            return self.span
        shift, (start, end) = text_shift(self.text, text), self.span
        now = shift.span(self.span)
        if now is None or self.text[start:end] != text[now.start : now.end]:
            return None
        return now


class HeldCoding(NamedTuple):
    """A segment as it was then: its code, its coder and its words."""

    transcript_id: UUID
    coding: Coding
    words: str

    @classmethod
    def of(cls, study: Study, transcript_id: UUID, coding: Coding) -> "HeldCoding":
        """Hold a segment of the study."""
        return cls(transcript_id, coding, study.quoted(transcript_id, coding.span))

    def now(self, study: Study) -> Coding | None:
        """The segment where it is now; None where it is gone, or has other words, another code or coder."""
        place, held = self.transcript_id, self.coding
        if place not in study.transcripts:
            return None
        table = study.codings_of(place)
        row = int(table.positions(id_array([held.id]))[0]) if len(table) else -1
        if row < 0:
            return None
        coding = table.row(row)
        same = (coding.code_id, coding.coder_id) == (held.code_id, held.coder_id)
        return coding if same and study.quoted(place, coding.span) == self.words else None


class HeldTurns(NamedTuple):
    """Turns that follow one another, with who speaks in them."""

    transcript_id: UUID
    speakers: tuple[tuple[UUID, str, UUID | None], ...]
    """Identity, label and participant of each turn."""

    @classmethod
    def of(cls, study: Study, transcript_id: UUID, ordinals: Sequence[int]) -> "HeldTurns":
        """Hold turns of a transcript (first turn: 0)."""
        rows = map(study.turns_of(transcript_id).row, ordinals)
        return cls(transcript_id, tuple((row.id, row.label, row.participant_id) for row in rows))

    def now(self, study: Study) -> list[int]:
        """Their ordinals now; none where one is gone, has another speaker, or others have come between."""
        if self.transcript_id not in study.transcripts:
            return []
        turns = study.turns_of(self.transcript_id)
        rows = turns.positions(id_array([identity for identity, _, _ in self.speakers])).tolist()
        if not rows or min(rows) < 0 or rows != list(range(rows[0], rows[0] + len(rows))):
            return []
        return rows if HeldTurns.of(study, self.transcript_id, rows) == self else []

    def there(self, study: Study) -> list[int]:
        """Their ordinals now. Raises QualcodeError, with a sentence, where ``now`` finds none."""
        ordinals = self.now(study)
        if not ordinals:
            raise QualcodeError(TURNS_CHANGED)
        return ordinals
