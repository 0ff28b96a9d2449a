"""Tables of speech whose first row names the columns: time, speaker and content, in whatever order."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from qualcode.importers.clock import seconds
from qualcode.importers.source_text import KnownTurn, SourceText
from qualcode.importers.speakers.rearranged import rearranged
from qualcode.importers.speakers.speaker_words import words_in
from qualcode.model.span import Span

_SPEAKER: Final = words_in(
    """
    speaker|speakers|speaker name|name|participant|who|person|voice|sprecher|sprecherin|sprecher/in|locuteur
    |locutrice|interlocuteur|intervenant|hablante|orador|participante|parlante|spreker|talare|taler|puhuja
    """,
    "|",
)
_CONTENT: Final = words_in(
    """
    content|text|transcript|transcription|utterance|speech|what was said|words|dialogue|inhalt|äußerung
    |contenu|texte|contenido|texto|contenuto|testo|inhoud|tekst|innehåll
    """,
    "|",
)
_TIME: Final = words_in(
    """
    time|timespan|time span|timestamp|time stamp|timecode|start|start time|begin|time in|zeit|zeitspanne
    |zeitmarke|temps|horodatage|tiempo|tempo|tijd|tid
    """,
    "|",
)
_LAST_HEADER_LINE: Final = 40
_FEWEST: Final = 2
_OTHERS: Final = re.compile(r"[\w /().#-]{1,40}")


class _Columns(NamedTuple):
    line: int
    number: int
    speaker: int
    content: int
    time: int | None


def by_columns(source: SourceText) -> SourceText:
    """The source with its turns, the speech last in each row; as it is where no row names such columns."""
    if source.turns is not None or "\t" not in source.text:
        return source
    lines = source.text.split("\n")
    columns = _named(lines)
    return source if columns is None else _in_columns(source, lines, columns)


def by_column(source: SourceText, speaker: int) -> SourceText:
    """The source with turns by the column that names speakers; as it is where it has no such column."""
    if source.turns is not None:
        return source
    lines = source.text.split("\n")
    columns = _told(lines, speaker)
    return source if columns is None else _in_columns(source, lines, columns)


def columns_of(text: str) -> tuple[str, ...]:
    """What names the columns of the table in a text: its header, or the first row of as many cells."""
    lines = text.split("\n")
    number = _width(lines)
    if number < _FEWEST:
        return ()
    first = next(line for line in lines if line.count("\t") + 1 == number)
    return tuple(" ".join(cell.split()) for cell in first.split("\t"))


def _in_columns(source: SourceText, lines: Sequence[str], columns: _Columns) -> SourceText:
    pieces: list[Span | str] = []
    turns: list[KnownTurn] = []
    position = new = 0
    for number, line in enumerate(lines):
        end = position + len(line)
        cells = line.split("\t")
        if number > columns.line and len(cells) >= columns.number:
            row, speech = _row(cells, position, columns)
            label = " ".join(cells[columns.speaker].split()).rstrip(":")
            time = None if columns.time is None else seconds(cells[columns.time])
            turns.append(KnownTurn(new, new + speech, label, time))
            pieces += row
        else:
            pieces.append(Span(position, end))
        if number + 1 < len(lines):
            pieces.append("\n")
        # Cells keep their letters and tabs, in whatever order.
        new += len(line) + 1
        position = end + 1
    if len([turn for turn in turns if turn.label]) < _FEWEST:
        return source
    return replace(rearranged(source, pieces), turns=tuple(turns))


def _named(lines: Sequence[str]) -> _Columns | None:
    """The columns as a row near the head of the text names them."""
    for number, line in enumerate(lines[:_LAST_HEADER_LINE]):
        names = [" ".join(cell.casefold().split()).rstrip(":") for cell in line.split("\t")]
        speakers = [place for place, name in enumerate(names) if name in _SPEAKER]
        contents = [place for place, name in enumerate(names) if name in _CONTENT]
        if (
            len(speakers) == len(contents) == 1
            and len(names) <= 8
            and all(not name or _OTHERS.fullmatch(name) for name in names)
        ):
            times = [place for place, name in enumerate(names) if name in _TIME]
            return _Columns(number, len(names), speakers[0], contents[0], times[0] if times else None)
    return None


def _width(lines: Sequence[str]) -> int:
    """How many cells the rows of a text mostly have; 0 where it has no rows."""
    widths = Counter(line.count("\t") + 1 for line in lines if "\t" in line)
    return max(widths, key=lambda width: (widths[width], width)) if widths else 0


def _told(lines: Sequence[str], speaker: int) -> _Columns | None:
    """The columns where a person told which one names the speakers; the longest of the others is speech."""
    number = _width(lines)
    if number < _FEWEST or speaker >= number:
        return None
    rows = [line.split("\t") for line in lines if line.count("\t") + 1 >= number]
    others = [place for place in range(number) if place != speaker]
    content = max(others, key=lambda place: sum(len(row[place]) for row in rows))
    timed = (place for place in others if place != content and _are_times([row[place] for row in rows]))
    named = _named(lines)
    line = -1 if named is None or named.number != number else named.line
    return _Columns(line, number, speaker, content, next(timed, None))


def _are_times(cells: Sequence[str]) -> bool:
    written = [cell for cell in cells if cell.strip()]
    return sum(seconds(cell) is not None for cell in written) > 0.5 * len(cells)


def _row(cells: Sequence[str], position: int, columns: _Columns) -> tuple[list[Span | str], int]:
    """A row with its speech last, and where in it the speech begins."""
    # What comes after more tabs than there are columns is part of the last one.
    last = columns.number - 1
    starts = []
    at = position
    for cell in cells:
        starts.append(at)
        at += len(cell) + 1
    spans = [Span(starts[place], starts[place] + len(cells[place])) for place in range(last)]
    spans.append(Span(starts[last], at - 1))
    order = [place for place in range(columns.number) if place != columns.content] + [columns.content]
    pieces: list[Span | str] = []
    for place in order:
        pieces += [spans[place], "\t"]
    pieces.pop()
    return pieces, sum(spans[place].length + 1 for place in order[:-1])
