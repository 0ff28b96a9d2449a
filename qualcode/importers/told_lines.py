"""Lines of which a person told what they are: left out of the text, or nobody's words within it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from qualcode.importers.header_block import pairs_of
from qualcode.importers.rearranged import rearranged
from qualcode.importers.source_text import KnownTurn, SourceText
from qualcode.model.span import Span
from qualcode.model.speaker_guide import LinePart, SpeakerGuide, line_key
from qualcode.model.transcript import Remark

_NOBODYS: Final = (LinePart.DETAIL, LinePart.REMARK)
_UNNAMED: Final = "Detail"


class ToldLines(NamedTuple):
    """The text without the lines left out, and what was told of those kept, by their number.

    ``gone`` are the numbers of the lines left out, as they were counted before.
    """

    source: SourceText
    parts: Mapping[int, LinePart]
    gone: tuple[int, ...]


def told_lines(source: SourceText, guide: SpeakerGuide) -> ToldLines:
    """Find the lines that a guide tells of, and leave out those that are to be left out."""
    if not guide.lines:
        return ToldLines(source, {}, ())
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
        return ToldLines(source, parts, ())
    kept = rearranged(source, pieces)
    if source.turns is not None:
        kept = replace(kept, turns=_moved(source.turns, pieces))
    return ToldLines(kept, parts, tuple(gone))


def _moved(turns: Sequence[KnownTurn], pieces: Sequence[Span | str]) -> tuple[KnownTurn, ...]:
    """Known turns where the pieces have gone, without those of which nothing is left."""
    spans = [piece for piece in pieces if isinstance(piece, Span)]

    def place(position: int) -> int:
        return sum(min(max(position, span.start), span.end) - span.start for span in spans)

    moved = [turn._replace(start=place(turn.start), speech=place(turn.speech)) for turn in turns]
    length = sum(span.length for span in spans)
    ends = [*(turn.start for turn in moved[1:]), length]
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
    """The turns with those lines cut out that nobody said; the speaker goes on below them."""
    turns = list(found)
    for number in sorted(number for number, part in parts.items() if part in _NOBODYS):
        start, end = starts[number], starts[number] + len(lines[number])
        turns = [turn for turn in turns if not start <= turn.start <= end]
        before = [turn for turn in turns if turn.start < start]
        after = turns[len(before) :]
        if not before:
            # Above the first turn nothing is anybody's.
            continue
        cut = [KnownTurn(start, end, "", None)]
        below = _next_written(lines, number)
        if below is not None and not (after and after[0].start <= starts[below] + len(lines[below])):
            speaker = next((turn.label for turn in reversed(before) if turn.label), "")
            cut.append(KnownTurn(starts[below], starts[below], speaker, None))
        turns = [*before, *cut, *after]
    return turns


def _next_written(lines: Sequence[str], number: int) -> int | None:
    return next((below for below in range(number + 1, len(lines)) if lines[below].strip()), None)
