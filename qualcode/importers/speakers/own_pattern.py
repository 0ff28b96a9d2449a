"""A person's own pattern of how a line names its speaker: a regular expression with groups for the parts."""

import warnings
from collections.abc import Sequence
from time import monotonic
from typing import Final

import regex

from qualcode.importers.clock import seconds, seconds_in_words
from qualcode.importers.source_text import KnownTurn
from qualcode.importers.speakers.speaker_labels import MAX_LABEL
from qualcode.model.errors import QualcodeError
from qualcode.model.words.repetitions import MOST_REPETITIONS, repetitions

NAME, TIME, TEXT = "name", "time", "text"
PATIENCE: Final = 1.0
"""Seconds that a pattern may take in a text of ordinary length."""

_A_LONG_TEXT: Final = 2_000_000
_LONGEST: Final = 1000
_MAY_BE: Final = "“(?P<name>[A-Z]+): (?P<text>.*)”"


def pattern_turns(pattern: str, lines: Sequence[str], starts: Sequence[int]) -> list[KnownTurn]:
    """A turn for each line that a pattern fits from its beginning. Raises QualcodeError."""
    compiled = _compiled(pattern)
    limit = PATIENCE * max(1.0, sum(map(len, lines)) / _A_LONG_TEXT)
    until = monotonic() + limit
    turns: list[KnownTurn] = []
    for number, line in enumerate(lines):
        try:
            match = _match(compiled, line, until) if line else None
        except TimeoutError as error:
            raise QualcodeError(
                f"The pattern was stopped: it takes too long in line {number + 1}. "
                "Make it simpler; a repetition within a repetition, as in (a+)+, takes very long."
            ) from error
        if match and 0 < len((match[NAME] or "").strip()) <= MAX_LABEL:
            groups = compiled.groupindex
            written = match[TIME] if TIME in groups else None
            speech = match.start(TEXT) if TEXT in groups and match.start(TEXT) >= 0 else match.end()
            time = None if not written else seconds(written) or seconds_in_words(written)
            label = " ".join(match[NAME].split())
            turns.append(KnownTurn(starts[number], starts[number] + speech, label, time))
    return turns


def pattern_fault(pattern: str) -> str:
    """What is wrong with a pattern, in one sentence; empty where nothing is."""
    try:
        _compiled(pattern)
    except QualcodeError as error:
        return str(error)
    return ""


def _compiled(pattern: str) -> "regex.Pattern[str]":
    if not pattern.strip():
        raise QualcodeError(f"Type a pattern such as {_MAY_BE}; the group “name” is the speaker.")
    if len(pattern) > _LONGEST:
        raise QualcodeError(f"The pattern is longer than {_LONGEST:,} characters. Make it shorter.")
    if repetitions(pattern) > MOST_REPETITIONS:
        raise QualcodeError(
            f"The numbers in {{…}} ask for more than {MOST_REPETITIONS:,} repetitions. Use + or * instead."
        )
    try:
        with warnings.catch_warnings():
            # What may mean something else one day means now what it means now.
            warnings.simplefilter("ignore", FutureWarning)
            compiled = regex.compile(pattern)
    except (regex.error, OverflowError, RecursionError, ValueError, MemoryError) as error:
        where = getattr(error, "pos", None)
        place = f" at character {where + 1}" if isinstance(where, int) else ""
        what = getattr(error, "msg", None) or str(error)
        raise QualcodeError(f"The pattern cannot be read{place}: {what}.") from error
    if NAME not in compiled.groupindex:
        raise QualcodeError(f"The pattern has no group “name” for the speaker. Write it as in {_MAY_BE}.")
    return compiled


def _match(pattern: "regex.Pattern[str]", line: str, until: float) -> "regex.Match[str] | None":
    return pattern.match(line, timeout=max(0.001, until - monotonic()), concurrent=True)
