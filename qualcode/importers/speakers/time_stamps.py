"""Stamps that transcription programs put at the end of paragraphs (#00:00:05-3#): times, not words."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from qualcode.importers.clock import seconds
from qualcode.importers.source_text import KnownTurn, SourceText
from qualcode.importers.speakers.rearranged import rearranged
from qualcode.model.span import Span

_STAMP: Final = re.compile(r"[ \t\xa0]*#(?P<time>\d{1,2}:\d{2}:\d{2})(?P<tenths>-\d)?#")
_AT_HEAD: Final = re.compile(r"[ \t]*#\d{1,2}:\d{2}:\d{2}(?:-\d)?#")
_FEWEST: Final = 2


def without_stamps(source: SourceText) -> SourceText:
    """The text without such stamps, whose places and times are kept beside it.

    What stands at the head of a line is left to anyone who looks for speakers there.
    """
    if source.turns is not None or source.text.count("#") < 2 * _FEWEST:
        return source
    found = [match for match in _STAMP.finditer(source.text) if not _is_head(source.text, match)]
    if len(found) < _FEWEST:
        return source
    pieces: list[Span | str] = []
    stamps: list[tuple[int, float]] = []
    end = cut = 0
    for match in found:
        pieces.append(Span(end, match.start()))
        end = match.end()
        tenths = int(match["tenths"][1:]) / 10 if match["tenths"] else 0.0
        stamps.append((match.start() - cut, (seconds(match["time"]) or 0.0) + tenths))
        cut += match.end() - match.start()
    pieces.append(Span(end, len(source.text)))
    told = f"{len(found)} time stamps were read as times and left out of the text"
    return replace(rearranged(source, pieces), stamps=tuple(stamps), warnings=(*source.warnings, told))


def _is_head(text: str, match: re.Match[str]) -> bool:
    """Whether a stamp stands at the head of its line."""
    line = text.rfind("\n", 0, match.start() + 1) + 1
    return _AT_HEAD.fullmatch(text, line, match.end()) is not None


def with_times(turns: Sequence[KnownTurn], stamps: Sequence[tuple[int, float]]) -> list[KnownTurn]:
    """Turns with the time at which they begin: that of the stamp before, which ended what came before."""
    if not stamps:
        return list(turns)
    timed = []
    place, time = 0, 0.0
    for turn in turns:
        while place < len(stamps) and stamps[place][0] <= turn.start:
            time = stamps[place][1]
            place += 1
        timed.append(turn._replace(time=time) if turn.time is None else turn)
    return timed
