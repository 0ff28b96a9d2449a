"""What is shown of a transcript: its speech in blocks, without speaker labels and line ends after turns.

Positions in the stored text are code points; *units* are the UTF-16 units that Qt counts. A *block*
is what lies between line ends: one paragraph of one turn. Nothing is ever read back from Qt.
"""

import re
from bisect import bisect_right
from typing import Final

import numpy as np
import numpy.typing as npt

from qualcode.model.span import Span
from qualcode.model.turns import Turns
from qualcode.model.words.offsets import Offsets

Positions = npt.NDArray[np.int64]

NO_TURN: Final = -1

_LINE_END: Final = 10
_LINE_BREAKS: Final = "\r\x0b\x0c\x85\u2028\u2029"
# One character for one, all of them one UTF-16 unit, so that no position moves. Qt breaks lines
# at U+2028 only; NUL and its like have no picture, an object replacement character asks for an object.
_REPLACED: Final = {
    **{code: 0x2400 + code for code in range(32) if code not in (9, 10)},
    **{ord(letter): 0x2028 for letter in _LINE_BREAKS},
    **dict.fromkeys((*range(0x80, 0x85), *range(0x86, 0xA0), 0x7F, 0xFFFC, 0xFFFE, 0xFFFF), 0xFFFD),
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),
}
_CHANGED: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffc\ufffe\uffff]"
)
_ODD: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2029\ud800-\udfff\ufffc\ufffe\uffff]")


def odd_characters(text: str) -> list[str]:
    """The characters of a text that Qt would change or break a line at, each once."""
    return sorted(set(_CHANGED.findall(text)))


class Display:
    """The shown text of one transcript and the way between stored and shown positions.

    ``starts`` and ``ends`` are the blocks' stored positions (their line ends left out), ``turn_of``
    the index of each block's turn (``NO_TURN``: text outside all turns). The displayed text, as
    assistive technology gets it, is the blocks joined by line ends.
    """

    def __init__(self, text: str, turns: Turns) -> None:
        self.text = text
        self.turns = turns
        self._offsets = Offsets(text)
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        speech, ends, owners = _parts(turns, len(text), points)
        self.starts, self.ends, part = _blocks(speech, ends, np.flatnonzero(points == _LINE_END))
        self.turn_of: npt.NDArray[np.int32] = owners[part].astype(np.int32)
        self.opens_turn: npt.NDArray[np.bool_] = np.concatenate(([True], part[1:] != part[:-1]))
        self._opening: npt.NDArray[np.intp] = np.flatnonzero(self.opens_turn)
        # One place is looked up in a list ten times as fast as in an array.
        self._start_list: list[int] = self.starts.tolist()
        self.lengths: Positions = self.ends - self.starts
        self._unit_starts = self._all_units(self.starts)
        unit_lengths = self._all_units(self.ends) - self._unit_starts
        self.shown_starts: Positions = np.concatenate(([0], np.cumsum(unit_lengths + 1)[:-1]))
        self.shown_length = int(self.shown_starts[-1] + unit_lengths[-1])

    def _all_units(self, positions: Positions) -> Positions:
        if self._offsets.utf16_length == self._offsets.length:
            return positions
        return np.fromiter(map(self._offsets.to_utf16, positions.tolist()), np.int64, len(positions))

    def __len__(self) -> int:
        """Number of blocks; at least one."""
        return len(self.starts)

    # -- blocks -------------------------------------------------------------------------------

    def shown(self, block: int) -> str:
        """The letters of a block as they are drawn: as many as are stored."""
        piece = self.text[self.starts[block] : self.ends[block]]
        return piece.translate(_REPLACED) if _ODD.search(piece) else piece

    def block_at(self, position: int) -> int:
        """The block that shows ``position``, or the one before it where it is hidden."""
        return max(0, bisect_right(self._start_list, position) - 1)

    def blocks_of(self, span: Span) -> range:
        """The blocks that show something of ``span``, or would if it were not empty."""
        return range(self.block_at(span.start), self.block_at(max(span.start, span.end - 1)) + 1)

    def opening_of(self, block: int) -> int:
        """The block that opens the turn, or the stretch outside turns, that a block belongs to."""
        return int(self._opening[np.searchsorted(self._opening, block, side="right") - 1])

    def after_turn(self, block: int) -> int:
        """The block after the last one of that turn; as many as there are blocks at the end."""
        place = int(np.searchsorted(self._opening, block, side="right"))
        return int(self._opening[place]) if place < len(self._opening) else len(self)

    def turn_at(self, position: int) -> int:
        """Index of the turn shown at ``position``; ``NO_TURN`` outside all turns."""
        return int(self.turn_of[self.block_at(position)])

    def speech_of(self, turn: int) -> Span:
        """What is shown of a turn."""
        first, last = np.searchsorted(self.starts, (self.turns.speech[turn], self.turns.end[turn]))
        first = min(int(first), len(self) - 1)
        return Span(int(self.starts[first]), int(self.ends[max(first, int(last) - 1)]))

    # -- passages: turns, and what stands between turns -----------------------------------------

    @property
    def passage_count(self) -> int:
        return len(self._opening)

    def passage_at(self, position: int) -> int:
        """Number of the turn, or of the stretch outside turns, that is shown at ``position``."""
        return int(np.searchsorted(self._opening, self.block_at(position), side="right")) - 1

    def passage(self, number: int) -> Span:
        """What is shown of a passage."""
        after = int(self._opening[number + 1]) if number + 1 < len(self._opening) else len(self)
        return Span(int(self.starts[self._opening[number]]), int(self.ends[after - 1]))

    def turn_of_passage(self, number: int) -> int:
        """The passage's turn; ``NO_TURN`` where it stands outside turns."""
        return int(self.turn_of[self._opening[number]])

    # -- positions ----------------------------------------------------------------------------

    def visible(self, position: int) -> int:
        """The shown position nearest to a stored one: a label's is where its speech begins."""
        block = self.block_at(position)
        if position < self.starts[block]:
            return int(self.starts[block])
        if position <= self.ends[block] or block + 1 == len(self):
            return min(position, int(self.ends[block]))
        turn = int(self.turn_of[block + 1])
        if turn != NO_TURN and position >= self.turns.start[turn] and self.opens_turn[block + 1]:
            return int(self.starts[block + 1])
        return int(self.ends[block])

    def last_shown(self, end: int) -> int:
        """The last shown position of a stretch that ends at ``end``, which may be in a hidden label."""
        return min(end - 1, int(self.ends[self.block_at(end - 1)]))

    def units_in(self, block: int, position: int) -> int:
        """UTF-16 units from the beginning of a block to a stored position, kept within the block."""
        inside = min(max(position, int(self.starts[block])), int(self.ends[block]))
        return self._offsets.to_utf16(inside) - int(self._unit_starts[block])

    def position_in(self, block: int, units: int) -> int:
        """The stored position ``units`` UTF-16 units after the beginning of a block."""
        position = self._offsets.to_code_points(int(self._unit_starts[block]) + units)
        return min(max(position, int(self.starts[block])), int(self.ends[block]))

    def to_display(self, position: int) -> int:
        """UTF-16 position in the displayed text of a stored position."""
        seen = self.visible(position)
        block = self.block_at(seen)
        return int(self.shown_starts[block]) + self.units_in(block, seen)

    def to_stored(self, units: int) -> int:
        """Stored position of a UTF-16 position in the displayed text."""
        block = max(0, int(np.searchsorted(self.shown_starts, units, side="right")) - 1)
        return self.position_in(block, units - int(self.shown_starts[block]))

    def displayed(self, start: int, end: int) -> str:
        """The displayed text from one UTF-16 position to another."""
        first, last = self.to_stored(start), self.to_stored(end)
        blocks = range(self.block_at(first), self.block_at(last) + 1)
        pieces = [self.shown(block) for block in blocks]
        pieces[-1] = pieces[-1][: last - int(self.starts[blocks[-1]])]
        return "\n".join(pieces)[first - int(self.starts[blocks[0]]) :]

    # -- selections ---------------------------------------------------------------------------

    def selected(self, anchor: int, caret: int) -> Span | None:
        """The stored span of a selection between two shown positions; None where it shows nothing.

        It begins and ends with shown text: labels and line ends at its edges are left out, those
        within belong to it.
        """
        start, end = sorted((self.visible(anchor), self.visible(caret)))
        first, last = self.block_at(start), self.block_at(end)
        while first < last and start >= self.ends[first]:
            first += 1
            start = int(self.starts[first])
        while last > first and end <= self.starts[last]:
            last -= 1
            end = int(self.ends[last])
        return Span(start, end) if start < end else None


def _parts(
    turns: Turns, length: int, points: npt.NDArray[np.uint32]
) -> tuple[Positions, Positions, npt.NDArray[np.intp]]:
    """Where the speech of each turn begins and ends, stretches outside turns among them, and whose it is."""
    starts, ends = turns.start.astype(np.int64), turns.end.astype(np.int64)
    before, after = np.concatenate(([0], ends)), np.concatenate((starts, [length]))
    gaps = np.flatnonzero(after > before)
    owners = np.concatenate((np.arange(len(turns)), np.full(len(gaps), NO_TURN)))
    speech = np.concatenate((turns.speech.astype(np.int64), before[gaps]))
    lasts = _without_line_ends(speech, np.concatenate((ends, after[gaps])), points)
    for gap in np.flatnonzero(owners == NO_TURN).tolist():
        while speech[gap] < lasts[gap] and points[speech[gap]] == _LINE_END:
            speech[gap] += 1
    kept = np.flatnonzero((owners != NO_TURN) | (lasts > speech))
    if not len(kept):
        return np.zeros(1, np.int64), np.zeros(1, np.int64), np.full(1, NO_TURN)
    kept = kept[np.lexsort((owners[kept], speech[kept]))]
    return speech[kept], lasts[kept], owners[kept]


def _without_line_ends(speech: Positions, ends: Positions, points: npt.NDArray[np.uint32]) -> Positions:
    trimmed = np.maximum(ends, speech)
    while True:
        spare = trimmed > speech
        spare[spare] = points[trimmed[spare] - 1] == _LINE_END
        if not spare.any():
            return trimmed
        trimmed = trimmed - spare


def _blocks(
    speech: Positions, ends: Positions, line_ends: npt.NDArray[np.intp]
) -> tuple[Positions, Positions, npt.NDArray[np.intp]]:
    """Starts and ends of the blocks, and the part that each belongs to."""
    part = np.searchsorted(speech, line_ends, side="right") - 1
    inside = line_ends[(part >= 0) & (line_ends < ends[part])]
    starts = np.sort(np.concatenate((speech, inside + 1)), kind="stable")
    lasts = np.sort(np.concatenate((ends, inside)), kind="stable")
    return starts, lasts, np.searchsorted(speech, starts, side="right") - 1
