"""Turns as rows of a table: one that is longer than a page goes on in a row that names it again."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple
from uuid import UUID

from qualcode.exporters.document.blocks import Run, TableCell
from qualcode.model.people import speaker_called
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.turns import Turn
from qualcode.model.words.cutting import cut_place
from qualcode.model.words.direction import isolated

QUIET: Final = "#5a6472"
_MOST: Final = 900
"""Letters of a row, beside a margin: one that goes to the next page leaves less than half of a page free."""
_CONTINUED: Final = "(continued)"
_GAP: Final = "\u2002"
"""Between a speaker and what they say: as wide in every font, where a tab may be as good as nothing."""
_MARKS: Final = " :.–—-"
_AROUND: Final = "[](){}<>#,"
_TIMES: Final = re.compile(r"\d{1,3}:[0-5]?\d(?::[0-5]?\d)?(?:[.,]\d{1,3})?")
_ENDS: Final = re.compile(r"\n+|[.?!…]+[”’\"')\]]*\s+")


class TurnPiece(NamedTuple):
    """Words of a turn that are one row; ``span`` has the label too where it is the ``first``.

    ``opening``: what the file says of itself, which has no number. ``name``: who speaks, where the
    participant is called otherwise than the text has it.
    """

    turn: Turn
    span: Span
    speech: int
    first: bool
    opening: bool = False
    name: str = ""

    def number(self) -> TableCell:
        """The number of the turn, and that it goes on."""
        if self.opening:
            return TableCell()
        ordinal = str(self.turn.ordinal + 1)
        return TableCell((Run(ordinal if self.first else f"{ordinal} {_CONTINUED}", colour=QUIET),))

    def speaker(self, text: str) -> tuple[Run, ...]:
        """The label under the participant's name, or that name once more; nothing where nobody is named."""
        label = text[self.span.start : self.speech] if self.first else self.turn.label
        label = _under_name(" ".join(label.split()), self.name if self.turn.label else "", self.first)
        if not label:
            return ()
        name = label.rstrip(_MARKS) or label
        # A colon belongs to the line, and stands between the name and the words in either direction.
        marks = label[len(name) :] if self.first else f" {_CONTINUED}"
        said = isolated(name, text[self.speech : self.span.end]) + marks
        return Run(said, bold=True), Run(_GAP)


def pieces_in(study: Study, transcript_id: UUID) -> Iterator[TurnPiece]:
    """All turns of a transcript in their rows, under the names that participants have."""
    text, turns = study.text(transcript_id), study.turns_of(transcript_id)
    opening = turns.opening(text)
    for turn in turns:
        name = speaker_called(study, turn)
        for piece in pieces_of(text, turn):
            yield piece._replace(opening=turn.ordinal < opening, name=name)


def pieces_of(text: str, turn: Turn, most: int = _MOST) -> Iterator[TurnPiece]:
    """A turn in as many rows as it needs, about as long as one another, cut where a sentence ends."""
    start, end = turn.speech, turn.span.end
    number = max(1, -(-(end - start) // most))
    cuts = [start]
    for left in range(number, 1, -1):
        cuts.append(_cut(text, cuts[-1], end, left))
    for place, (begin, stop) in enumerate(pairwise([*dict.fromkeys(cuts), end])):
        span = Span(turn.span.start if place == 0 else begin, stop)
        yield TurnPiece(turn, span, begin, place == 0)


def _under_name(label: str, name: str, first: bool) -> str:
    """A label with the participant's name in place of what is written; its time and marks stay.

    People are given other names so that nobody reads the first ones: the label must not bring them back.
    """
    if not name:
        return label
    if not first:
        return name
    times = _TIMES.findall(label)
    written = _TIMES.sub(" ", label).strip(_MARKS + _AROUND)
    if not written or written == name:
        return label
    at = label.find(written)
    if at >= 0:
        return f"{label[:at]}{name}{label[at + len(written) :]}"
    return " ".join([*times, name])


def _cut(text: str, begin: int, end: int, left: int) -> int:
    """Where a piece ends of what is left for so many pieces."""
    wanted = begin + (end - begin) // left
    room = (end - begin) // (3 * left)
    near = [found.end() for found in _ENDS.finditer(text, wanted - room, min(end, wanted + room))]
    if near:
        return min(near, key=lambda place: abs(place - wanted))
    place = cut_place(text, begin, wanted - begin)
    return place if begin < place < end else wanted
