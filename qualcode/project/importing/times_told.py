"""Where a file writes its times, how, and at how many turns: a line for whoever imports it."""

import re
from collections import Counter
from typing import Final

from qualcode.importers.clock import TIME
from qualcode.model.span import Span
from qualcode.model.transcript import ReadTranscript, ReadTurn
from qualcode.model.words.in_words import counted, plural_of

_TIME: Final = re.compile(rf"[\[(<{{#]{{0,2}}{TIME}(?:-\d)?[\])>}}#]{{0,2}}")
_STAMP: Final = re.compile(rf"[\[(<{{#]{TIME}(?:-\d)?[\])>}}#]|^[ \t]*{TIME}[ \t]*$", re.MULTILINE)
_BEFORE, _AFTER, _STATED = "before the names", "after the names", "as the file states them"


def times_told(read: ReadTranscript) -> str:
    """Empty where the file has no times."""
    spoken = [turn for turn in read.turns if turn.label]
    timed = [turn for turn in spoken if turn.time is not None]
    inside = sum(1 for turn in spoken for _ in _STAMP.finditer(read.text, turn.speech, turn.span.end))
    more = (
        f"{counted(inside, 'stamp')} within speech {plural_of(inside, 'begins', 'begin')} no turn"
        if inside
        else ""
    )
    if not timed:
        return f"{more}." if more else ""
    where = Counter(_where(read.text, turn) for turn in timed).most_common(1)[0][0]
    example = next((f", as in “{found}”," for turn in timed if (found := _written(read.text, turn))), "")
    told = f"Times {where}{example} at {len(timed):,} of {counted(len(spoken), 'turn')}"
    return f"{told}; {more}." if more else f"{told}."


def _head(turn: ReadTurn) -> Span:
    return Span(turn.span.start, turn.speech)


def _written(text: str, turn: ReadTurn) -> str:
    match = _TIME.search(text, *_head(turn))
    return match[0] if match else ""


def _where(text: str, turn: ReadTurn) -> str:
    match = _TIME.search(text, *_head(turn))
    if match is None:
        return _STATED
    label = text.find(turn.label, *_head(turn))
    return _BEFORE if match.start() < label else _AFTER
