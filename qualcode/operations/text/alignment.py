"""How an old and a new wording of a text correspond, so that positions and stretches can be moved along."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from qualcode.model.span import Span, subtract
from qualcode.operations.text.moved_lines import moved_lines
from qualcode.operations.text.text_edits import Edit, edits
from qualcode.operations.text.word_matching import matched, words_of

Positions = npt.NDArray[np.int64]


class Order:
    """Stretches of the old text that the new one has replaced, in their order, and where positions go."""

    def __init__(self, found: Sequence[Edit], new: str) -> None:
        self._new = new
        table = np.array(found, dtype=np.int64).reshape(len(found), 4)
        self._old_start, self._old_end, self._new_start, self._new_end = table.T

    def starts(self, positions: Positions) -> Positions:
        """Where stretches now begin that began at ``positions``.

        What was put in right before a stretch stays outside; a beginning that was replaced moves to
        the end of the replacement, unless the replaced stretch began right there.
        """
        return self._moved(positions, insertions_before=True)

    def ends(self, positions: Positions) -> Positions:
        """Where stretches now end that ended at ``positions``: the mirror image of ``starts``."""
        return self._moved(positions, insertions_before=False)

    def stretches(self, starts: Positions, ends: Positions) -> tuple[Positions, Positions]:
        """Where stretches are now; a beginning is not before its end where nothing is left.

        Where an edge was replaced, the stretch begins and ends with what is left of its words, not
        with the blanks beside them.
        """
        new_starts, new_ends = self.starts(starts).copy(), self.ends(ends).copy()
        for place in np.flatnonzero(self._replaced(starts, "right") & (new_starts < new_ends)).tolist():
            kept = self._new[new_starts[place] : new_ends[place]]
            new_starts[place] += len(kept) - len(kept.lstrip())
        for place in np.flatnonzero(self._replaced(ends, "left") & (new_starts < new_ends)).tolist():
            new_ends[place] = new_starts[place] + len(self._new[new_starts[place] : new_ends[place]].rstrip())
        return new_starts, new_ends

    def span(self, start: int, end: int) -> Span:
        """The same for one stretch."""
        starts, ends = self.stretches(np.array([start]), np.array([end]))
        return Span(int(starts[0]), int(ends[0]))

    def _replaced(self, positions: Positions, side: Literal["left", "right"]) -> npt.NDArray[np.bool_]:
        """Which positions are within an edit."""
        if not len(self._old_start):
            return np.zeros(len(positions), dtype=np.bool_)
        edit = np.maximum(np.searchsorted(self._old_start, positions, side=side) - 1, 0)
        return (self._old_start[edit] <= positions) & (positions <= self._old_end[edit])

    def _moved(self, positions: Positions, *, insertions_before: bool) -> Positions:
        if not len(self._old_start):
            return positions
        # The last edit that begins before the position, or right at it.
        place = np.searchsorted(self._old_start, positions, side="right" if insertions_before else "left") - 1
        known = place >= 0
        edit = np.maximum(place, 0)
        past = positions >= self._old_end[edit]
        after = self._new_end[edit] + positions - self._old_end[edit]
        at_beginning = positions == self._old_start[edit]
        if insertions_before:
            inside = np.where(at_beginning, self._new_start[edit], self._new_end[edit])
        else:
            inside = self._new_start[edit]
        return np.where(known, np.where(past, after, inside), positions)


class MovedStretch(NamedTuple):
    """Whole lines of the old text that are at another place of the new one, and what was edited in them."""

    old: Span
    new: Span
    order: Order


class Correspondence(Order):
    """Where positions of an old text go in a new one, and which of its lines were moved elsewhere."""

    def __init__(self, found: Sequence[Edit], new: str, moves: Sequence[MovedStretch]) -> None:
        super().__init__(found, new)
        self.edits = found
        self.moves = moves

    def borders(self, positions: Positions) -> Positions:
        """Where turns now begin that began at ``positions``."""
        return self.starts(positions)

    def touched(self, starts: Positions, ends: Positions) -> npt.NDArray[np.bool_]:
        """Which stretches of the old text have other words now: something in them was replaced or put in."""
        if not len(self._old_start):
            return np.zeros(len(starts), dtype=np.bool_)
        # The first edit that ends after the beginning of the stretch, or is an insertion within it.
        first = np.searchsorted(self._old_end, starts, side="right")
        known = np.minimum(first, len(self._old_start) - 1)
        return (first < len(self._old_start)) & (self._old_start[known] < ends)

    def replacement(self, was: Span) -> Span | None:
        """From the first to the last of what was put in the place of words of a stretch of the old text."""
        first = int(np.searchsorted(self._old_end, was.start, side="right"))
        last = int(np.searchsorted(self._old_start, was.end, side="left"))
        return Span(int(self._new_start[first]), int(self._new_end[last - 1])) if first < last else None

    def came(self, now: Span) -> bool:
        """Whether something in a stretch of the new text was put in."""
        first = int(np.searchsorted(self._new_end, now.start, side="right"))
        return first < len(self._new_start) and int(self._new_start[first]) < now.end

    def pieces(self, start: int, end: int) -> list[Span]:
        """Where a stretch of the old text is now: in one piece, unless lines were moved out of it or into it.

        Empty where nothing is left of it.
        """
        here = self.span(start, end)
        found = [here] if here.start < here.end else []
        for move in self.moves:
            found = [part for piece in found for part in subtract(piece, move.new)]
        for move in self.moves:
            inside = move.old.intersection(Span(start, end))
            if inside is not None:
                there = move.order.span(inside.start - move.old.start, inside.end - move.old.start)
                if there.start < there.end:
                    found.append(Span(move.new.start + there.start, move.new.start + there.end))
        return self._joined(sorted(found))

    def _joined(self, pieces: Sequence[Span]) -> list[Span]:
        """Pieces with nothing but blanks between them as one; blanks by themselves are none."""
        joined: list[Span] = []
        for piece in pieces:
            if joined and not self._new[joined[-1].end : piece.start].strip():
                joined[-1] = Span(joined[-1].start, max(joined[-1].end, piece.end))
            else:
                joined.append(piece)
        if len(joined) < 2:
            return joined
        return [piece for piece in joined if self._new[piece.start : piece.end].strip()]


class Alignment(Correspondence):
    """The same for two texts of which nothing is known but their words.

    With ``each``, words in the place of as many others are meant for one another, however unlike they are.
    """

    def __init__(self, old: str, new: str, *, each: bool = False) -> None:
        words = words_of(old, new)
        pairs = matched(words[0], words[1])
        moves = [
            _moved_stretch(old, new, old_span, new_span)
            for old_span, new_span in (
                (
                    _whole_lines(
                        old, int(words[0].start[move.old_start]), int(words[0].end[move.old_end - 1])
                    ),
                    _whole_lines(
                        new, int(words[1].start[move.new_start]), int(words[1].end[move.new_end - 1])
                    ),
                )
                for move in moved_lines(words[0], words[1], pairs)
            )
        ]
        super().__init__(list(edits(old, new, (words[0], words[1]), pairs, each=each)), new, moves)


class Patch(NamedTuple):
    """A stretch of a text and the words that take its place.

    ``each`` word is meant to take the place of one where they are as many, as when words are looked for and
    replaced by others; without it, a word takes the place of one that it corrects.
    """

    span: Span
    words: str
    each: bool = False


class PatchedAlignment(Correspondence):
    """The same where it is known which stretches have other words now: nothing else has changed.

    ``patches`` are in order and do not overlap. What is written at the beginning of a patch belongs to the
    turn that begins there.
    """

    def __init__(self, old: str, patches: Sequence[Patch]) -> None:
        found: list[Edit] = []
        moves: list[MovedStretch] = []
        known: dict[tuple[str, str, bool], Alignment] = {}
        borders: dict[int, int] = {}
        grown = 0
        for span, words, each in patches:
            replaced = (old[span.start : span.end], words, each)
            inside = known.get(replaced)
            if inside is None:
                inside = known[replaced] = Alignment(*replaced[:2], each=each)
            was, now = span.start, span.start + grown
            found += (Edit(e[0] + was, e[1] + was, e[2] + now, e[3] + now) for e in inside.edits)
            moves += (_shifted(move, was, now) for move in inside.moves)
            if words:
                borders[was] = now
            grown += len(words) - span.length
        self.text = patched(old, patches)
        """The new text."""
        super().__init__(found, self.text, moves)
        self._old_borders = np.array(list(borders), dtype=np.int64)
        self._new_borders = np.array(list(borders.values()), dtype=np.int64)

    def borders(self, positions: Positions) -> Positions:
        moved = self.starts(positions).copy()
        if len(self._old_borders):
            place = np.minimum(np.searchsorted(self._old_borders, positions), len(self._old_borders) - 1)
            held = self._old_borders[place] == positions
            moved[held] = self._new_borders[place[held]]
        return moved


def patched(text: str, patches: Iterable[Patch]) -> str:
    """The text with each patch in the place of its stretch."""
    pieces: list[str] = []
    at = 0
    for span, words, _ in patches:
        pieces += (text[at : span.start], words)
        at = span.end
    return "".join((*pieces, text[at:]))


def _shifted(move: MovedStretch, old: int, new: int) -> MovedStretch:
    return MovedStretch(
        Span(move.old.start + old, move.old.end + old),
        Span(move.new.start + new, move.new.end + new),
        move.order,
    )


def _moved_stretch(old: str, new: str, was: Span, now: Span) -> MovedStretch:
    before, after = old[was.start : was.end], new[now.start : now.end]
    words = words_of(before, after)
    pairs = matched(words[0], words[1])
    return MovedStretch(was, now, Order(list(edits(before, after, (words[0], words[1]), pairs)), after))


def _whole_lines(text: str, start: int, end: int) -> Span:
    """The lines, with their ends, on which a stretch is."""
    line_end = text.find("\n", end)
    return Span(text.rfind("\n", 0, start) + 1, len(text) if line_end < 0 else line_end + 1)
