"""Lines of which a person told what they are: left out of the text, or nobody's words within it."""

from bisect import bisect_right
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final, NamedTuple

from qualcode.importers.source_text import KnownTurn, SourceText
from qualcode.importers.speakers.header_block import pairs_of
from qualcode.importers.speakers.rearranged import rearranged
from qualcode.importers.speakers.told_breaks import BrokenText, broken_text
from qualcode.model.span import Span
from qualcode.model.transcript import Remark
from qualcode.model.transcripts.speaker_guide import LinePart, SpeakerGuide, line_key

_NOBODYS: Final = (LinePart.DETAIL, LinePart.REMARK)
_UNNAMED: Final = "Detail"


class ToldLines(NamedTuple):
    """The text without the lines left out, and what was told of those kept, by their number.

    ``gone`` are the numbers of the lines left out, as they are counted in ``whole``, which has all lines,
    those broken at which a speaker begins.
    """

    source: SourceText
    parts: Mapping[int, LinePart]
    gone: tuple[int, ...]
    whole: BrokenText


def told_lines(source: SourceText, guide: SpeakerGuide) -> ToldLines:
    """Find the lines that a guide tells of, break some, and leave out those that are to be left out."""
    whole = broken_text(source, guide)
    source = whole.source
    if not guide.lines:
        return ToldLines(source, {}, (), whole)
    parts: dict[int, LinePart] = {}
    gone: list[int] = []
    pieces: list[Span | str] = []
    position = 0
    for number, line in enumerate(source.text.split("\n")):
        end = min(position + len(line) + 1, len(source.text))
        part = guide.lines.get(line_key(line)) if line else None
        if part is LinePart.LEFT_OUT:
            gone.append(number)
        else:
            pieces.append(Span(position, end))
            if part is not None:
                parts[number - len(gone)] = part
        position = end
    if not gone:
        return ToldLines(source, parts, (), whole)
    kept = rearranged(source, pieces)
    if source.turns is not None:
        kept = replace(kept, turns=_moved(source.turns, pieces))
    return ToldLines(kept, parts, tuple(gone), whole)


def _moved(turns: Sequence[KnownTurn], pieces: Sequence[Span | str]) -> tuple[KnownTurn, ...]:
    """Known turns where the pieces have gone, without those of which nothing is left."""
    spans = [piece for piece in pieces if isinstance(piece, Span)]

    befores = [span.start for span in spans]
    lengths = list(accumulate((span.length for span in spans), initial=0))

    def place(position: int) -> int:
        at = bisect_right(befores, position) - 1
        return lengths[at] + min(position, spans[at].end) - spans[at].start if at >= 0 else 0

    moved = [turn._replace(start=place(turn.start), speech=place(turn.speech)) for turn in turns]
    ends = [*(turn.start for turn in moved[1:]), lengths[-1]]
    return tuple(turn for turn, end in zip(moved, ends, strict=True) if turn.start < end)


def told_details(
    details: Sequence[tuple[str, str]], lines: Sequence[str], parts: Mapping[int, LinePart]
) -> tuple[tuple[str, str], ...]:
    """The details without those that lines are told not to be, and with those that lines are told to be."""
    kept = list(details)
    added: list[tuple[str, str]] = []
    for number, part in sorted(parts.items()):
        for pair in pairs_of(lines[number]):
            if pair in kept:
                kept.remove(pair)
        if part is LinePart.DETAIL:
            added += pairs_of(lines[number]) or [(_UNNAMED, line_key(lines[number]))]
    return (*kept, *(pair for pair in added if pair[1]))


def told_remarks(
    lines: Sequence[str], starts: Sequence[int], parts: Mapping[int, LinePart]
) -> tuple[Remark, ...]:
    """A note for each line that is a remark; it hangs on its own words."""
    return tuple(
        Remark(
            Span(starts[number], starts[number] + len(lines[number])), "remark", "", line_key(lines[number])
        )
        for number, part in sorted(parts.items())
        if part is LinePart.REMARK
    )


def with_nobodys_lines(
    found: Sequence[KnownTurn], lines: Sequence[str], starts: Sequence[int], parts: Mapping[int, LinePart]
) -> list[KnownTurn]:
    """The turns with those lines cut out that nobody said; whoever spoke goes on below them."""
    nobodys = {number for number, part in parts.items() if part in _NOBODYS}
    if not nobodys:
        return list(found)
    rest = deque(turn for turn in found if bisect_right(starts, turn.start) - 1 not in nobodys)
    turns: list[KnownTurn] = []
    speaker = ""
    for number in sorted(nobodys):
        while rest and rest[0].start < starts[number]:
            turns.append(rest.popleft())
            speaker = turns[-1].label or speaker
        if not turns:
            # Above the first turn nothing is anybody's.
            continue
        turns.append(KnownTurn(starts[number], starts[number] + len(lines[number]), "", None))
        below = _next_written(lines, number)
        if below is None or below in nobodys:
            continue
        if not (rest and rest[0].start <= starts[below] + len(lines[below])):
            turns.append(KnownTurn(starts[below], starts[below], speaker, None))
    return [*turns, *rest]


def _next_written(lines: Sequence[str], number: int) -> int | None:
    return next((below for below in range(number + 1, len(lines)) if lines[below].strip()), None)
