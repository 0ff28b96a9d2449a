"""Captions that name no speaker as paragraphs, which end where sentences end and where nobody speaks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from qualcode.importers.source_text import KnownTurn, SourceText
from qualcode.model.transcripts.reading_choices import CaptionLines
from qualcode.model.words.in_words import counted

_FORMATS: Final = frozenset(("vtt", "srt", "sbv", "ttml", "tsv", "json"))
_SENTENCE_END: Final = re.compile(r"[.!?…。？！][\"'”’»)\]]*$")
_QUESTION: Final = re.compile(r"[?？][\"'”’»)\]]*$")
"""Where somebody asks, somebody else may well answer."""

_LONG: Final = 400
"""Letters after which a paragraph ends with its sentence."""

_LONGEST: Final = 1200
"""Letters after which it ends in any case: some programs write no full stops."""

_PAUSE: Final = 2.0
_LONG_PAUSE: Final = 5.0
_LETTERS_A_SECOND: Final = 14.0
_BETWEEN_TIMES: Final = 15.0
"""Seconds; times inside a paragraph are not closer."""


def in_paragraphs(source: SourceText, lines: CaptionLines) -> SourceText:
    """The source with its captions joined; as it is where speakers are named, or each is to be a line."""
    turns = source.turns
    if (
        lines is CaptionLines.CAPTIONS
        or turns is None
        or source.format not in _FORMATS
        or len(turns) < 2
        or any(turn.label for turn in turns)
    ):
        return source
    words = _words(source.text, turns)
    pieces: list[str] = []
    joined: list[KnownTurn] = []
    position = 0
    for paragraph in _paragraphs(turns, words):
        text = _one_line(turns, words, paragraph, timed=lines is CaptionLines.TIMED_PARAGRAPHS)
        first, last = turns[paragraph[0]], turns[paragraph[-1]]
        joined.append(KnownTurn(position, position, "", first.time, last.until))
        pieces.append(text)
        position += len(text) + 1
    if len(joined) == len(turns):
        return source
    told = f"{counted(len(turns), 'caption')} joined into {counted(len(joined), 'paragraph')}"
    return replace(source, text="\n".join(pieces), turns=tuple(joined), warnings=(*source.warnings, told))


def _words(text: str, turns: Sequence[KnownTurn]) -> list[str]:
    ends = [*(turn.start for turn in turns[1:]), len(text)]
    return [text[turn.start : end].strip() for turn, end in zip(turns, ends, strict=True)]


def _paragraphs(turns: Sequence[KnownTurn], words: Sequence[str]) -> Iterator[list[int]]:
    """The captions of each paragraph, by their numbers."""
    paragraph = [0]
    length = len(words[0])
    for number, (above, below) in enumerate(pairwise(turns), 1):
        pause = _pause(above, below, words[number - 1])
        ends = _SENTENCE_END.search(words[number - 1]) is not None
        if (
            _QUESTION.search(words[number - 1])
            or (ends and (pause >= _PAUSE or length >= _LONG))
            or pause >= _LONG_PAUSE
            or (length >= _LONG and pause >= _PAUSE)
            or length >= _LONGEST
        ):
            yield paragraph
            paragraph, length = [], 0
        paragraph.append(number)
        length += len(words[number]) + 1
    yield paragraph


def _pause(above: KnownTurn, below: KnownTurn, words: str) -> float:
    """Seconds between two captions; where the end of the first is not known, as long as it takes to say."""
    if above.time is None or below.time is None:
        return 0.0
    until = above.time + len(words) / _LETTERS_A_SECOND if above.until is None else above.until
    return below.time - until


def _one_line(
    turns: Sequence[KnownTurn], words: Sequence[str], paragraph: Sequence[int], *, timed: bool
) -> str:
    """The words of a paragraph, with times between captions where these are wanted."""
    pieces = [words[paragraph[0]]]
    last = turns[paragraph[0]].time
    for number in paragraph[1:]:
        time = turns[number].time
        if timed and time is not None and (last is None or time - last >= _BETWEEN_TIMES):
            pieces.append(_written(time))
            last = time
        pieces.append(words[number])
    return " ".join(pieces)


def _written(time: float) -> str:
    minutes, rest = divmod(int(time), 60)
    return f"[{minutes // 60:02}:{minutes % 60:02}:{rest:02}]"
