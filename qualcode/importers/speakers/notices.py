"""Lines that programs write around a talk ("started transcription", "End of recording"): nobody's speech."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from qualcode.importers.source_text import KnownTurn

_NOTICE: Final = re.compile(
    r"^[ \t*_\[(<-]{0,20}(?:"
    r"[^\n:.?!]{0,60}\b(?:started|stopped|ended|resumed) (?:the )?(?:transcription|recording)"
    r"|transcribed (?:by|with|using) (?:https?://|otter|trint|rev\b|sonix|descript|amberscript)[^\n]{0,100}"
    r"|(?:this )?transcript(?:ion)? (?:was )?(?:generated|created|produced) (?:by|with|using)[^\n]{0,100}"
    r"|(?:the )?(?:end|beginning|start) of (?:the )?(?:recording|transcript(?:ion)?|interview|tape|audio)"
    r"|(?:recording|transcription|audio|interview|tape) (?:end|stop|start|begin)(?:s|ed|ped)?"
    r"|(?:recording|audio) (?:was )?(?:switched|turned) off"
    r")[ \t.\])>*_-]{0,20}(?:\d{1,2}:\d{2}(?::\d{2})?)?[ \t.\])>*_-]{0,20}$",
    re.IGNORECASE | re.MULTILINE,
)
_HINTS: Final = (
    *("transcri", "recording", "audio", "tape", "end of", "start of", "beginning of"),
    *("interview end", "interview st", "interview beg"),
)
"""One of these is in every notice, and seldom in a talk: most texts need no second look."""

_LONGEST: Final = 160


def without_notices(text: str, turns: Sequence[KnownTurn]) -> list[KnownTurn]:
    """The turns, with notices below a speaker's words apart as turns of nobody's.

    What stands below a notice goes on as that speaker's, where anything does.
    """
    if not turns:
        return []
    # Where each turn is a line there is nothing below a speaker's words, and most texts are like that.
    below = "\n".join(_below_head(text, turns)).lower()
    if not any(hint in below for hint in _HINTS) or not _NOTICE.search(text):
        return list(turns)
    return list(_parted(text, turns))


def _below_head(text: str, turns: Sequence[KnownTurn]) -> Iterator[str]:
    """What is below the line on which the speech of each turn begins."""
    ends = [*(turn.start for turn in turns[1:]), len(text)]
    for turn, end in zip(turns, ends, strict=True):
        line_end = text.find("\n", turn.start, end)
        if -1 < line_end < end - 1:
            yield text[line_end:end]


def _parted(text: str, turns: Sequence[KnownTurn]) -> Iterator[KnownTurn]:
    ends = [*(turn.start for turn in turns[1:]), len(text)]
    for turn, end in zip(turns, ends, strict=True):
        yield turn
        lines = _notices(text, turn, end) if turn.label else []
        nexts = [*(line[0] for line in lines), end][1:]
        for (start, below), following in zip(lines, nexts, strict=True):
            yield KnownTurn(start, start, "", None)
            if text[below:following].strip():
                yield KnownTurn(below, below, turn.label, None)


def _notices(text: str, turn: KnownTurn, end: int) -> list[tuple[int, int]]:
    """Where notices are among the lines of a turn: each line, and where the next one begins."""
    found = []
    for match in _NOTICE.finditer(text, turn.speech, end):
        line = text.rfind("\n", 0, match.start() + 1) + 1
        # What stands beside a label is what was said.
        beside = line <= turn.speech or not text[turn.speech : line].strip()
        if not beside and match.end() - line <= _LONGEST:
            found.append((line, min(end, match.end() + 1)))
    return found
