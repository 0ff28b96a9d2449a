"""The turns of a corrected text in parts, so that lines that were moved keep their speakers."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qualcode.model.span import Span
from qualcode.model.turns import Turns
from qualcode.operations.text.alignment import MovedStretch


class TurnPart(NamedTuple):
    """A stretch of the new text that belongs to an old turn, and where its speech begins."""

    turn: int
    start: int
    end: int
    speech: int


def with_moved(parts: Sequence[TurnPart], table: Turns, move: MovedStretch) -> list[TurnPart]:
    """The parts with a moved stretch given back to the turns it was in."""
    before = [
        part._replace(end=min(part.end, move.new.start)) for part in parts if part.start < move.new.start
    ]
    after = [part._replace(start=max(part.start, move.new.end)) for part in parts if part.end > move.new.end]
    inside = list(_inside(table, move))
    return [*before, *(inside or _covered(parts, move.new)), *after]


def _inside(table: Turns, move: MovedStretch) -> Iterator[TurnPart]:
    """The turns of the old stretch, where they are in the new one."""
    first, last = table.range_of(move.old)
    here = move.new.start
    for place in range(first, last):
        turn = table.row(place)
        start, end = max(turn.span.start, move.old.start), min(turn.span.end, move.old.end)
        there = move.order.span(start - move.old.start, end - move.old.start)
        end = move.new.end if place == last - 1 else move.new.start + max(there.start, there.end)
        if end <= here:
            continue
        has_label = turn.span.start >= move.old.start and turn.speech > turn.span.start
        speech = here
        if has_label:
            label = move.order.span(turn.span.start - move.old.start, turn.speech - move.old.start)
            speech = move.new.start + label.end
        yield TurnPart(place, here, end, speech)
        here = end


def _covered(parts: Sequence[TurnPart], span: Span) -> list[TurnPart]:
    """The parts as far as they are within a stretch."""
    return [
        part._replace(start=max(part.start, span.start), end=min(part.end, span.end))
        for part in parts
        if Span(part.start, part.end).overlaps(span)
    ]


def without_blanks(parts: Sequence[TurnPart], text: str) -> list[TurnPart]:
    """The same, but blank lines that a moved line has left behind belong to the turn before or the next.

    A turn of nothing but blanks stays where it is all there is of it.
    """
    filled = {part.turn for part in parts if text[part.start : part.end].strip()}
    found: list[TurnPart] = []
    begun: int | None = None
    for part in parts:
        if part.turn in filled and not text[part.start : part.end].strip():
            if found:
                found[-1] = found[-1]._replace(end=part.end)
            else:
                begun = part.start if begun is None else begun
            continue
        found.append(part if begun is None else part._replace(start=begun))
        begun = None
    return found


def firsts(parts: Sequence[TurnPart]) -> Iterator[tuple[TurnPart, bool]]:
    """Parts of one turn that follow each other as one, each with whether it is the first of its turn.

    The first in the text keeps the turn's identity; a later part goes on without a label.
    """
    joined: list[TurnPart] = []
    for part in parts:
        if joined and joined[-1].turn == part.turn and joined[-1].end == part.start:
            joined[-1] = joined[-1]._replace(end=part.end)
        else:
            joined.append(part)
    seen: set[int] = set()
    for part in joined:
        yield part, part.turn not in seen
        seen.add(part.turn)
