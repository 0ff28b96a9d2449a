"""What the names of files tell by a pattern such as ``{kind}_{participant}_{date}``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from qualcode.model.errors import QualcodeError
from qualcode.model.transcript import TranscriptKind
from qualcode.model.words.names import kept_name, name_key

_FIELD: Final = re.compile(r"\{([^{}]*)\}")
_DATE: Final = re.compile(r"((?:19|20)\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])")
_KINDS: Final = {
    TranscriptKind.FOCUS_GROUP: re.compile(r"(?:fg|fgd|focus[ _-]?groups?|groups?)[ _-]?\d*", re.IGNORECASE),
    TranscriptKind.INTERVIEW: re.compile(r"(?:int|iv|interviews?|idi)[ _-]?\d*", re.IGNORECASE),
}
_HOW: Final = "Write it like {kind}_{participant}_{date}."


@dataclass(frozen=True, slots=True)
class NamePattern:
    """``fields`` are what the parts in braces are called; an empty one is passed over."""

    written: str
    fields: tuple[str, ...]
    expression: re.Pattern[str]

    def values(self, file_name: str) -> tuple[tuple[str, str], ...]:
        """What a file's name tells, by field; nothing where it does not fit the pattern."""
        match = self.expression.fullmatch(PurePath(file_name).stem.strip())
        if match is None:
            return ()
        told = zip(self.fields, (_tidy(part) for part in match.groups()), strict=True)
        return tuple((field, value) for field, value in told if field and value)


def name_pattern(written: str) -> NamePattern:
    """The pattern that was written. Raises QualcodeError that says what is wrong with it."""
    pieces = _FIELD.split(written.strip())
    fields = tuple(kept_name(field) for field in pieces[1::2])
    named = [name_key(field) for field in fields if field]
    if not named:
        raise QualcodeError(f"The pattern names nothing. {_HOW}")
    if "{" in "".join(pieces[::2]) or "}" in "".join(pieces[::2]):
        raise QualcodeError(f"The pattern has a brace without its other half. {_HOW}")
    if len(set(named)) < len(named):
        raise QualcodeError("The pattern names the same thing twice; give each part a name of its own.")
    if not all(pieces[2:-1:2]):
        raise QualcodeError(
            "Two parts of the pattern touch; put between them what separates them in the names."
        )
    last = len(fields) - 1
    expression = re.escape(pieces[0])
    for place, between in enumerate(pieces[2::2]):
        expression += ("(.+)" if place == last else "(.+?)") + re.escape(between)
    return NamePattern(written.strip(), fields, re.compile(expression, re.IGNORECASE))


def kind_told(told: Sequence[tuple[str, str]]) -> TranscriptKind | None:
    """The kind of conversation that the part called ``kind`` names; None where it names none."""
    value = next((value for field, value in told if name_key(field) in ("kind", "type")), "")
    return next((kind for kind, words in _KINDS.items() if words.fullmatch(value)), None)


def _tidy(part: str) -> str:
    """A part as it is kept; a day in figures is written as everywhere."""
    day = _DATE.fullmatch(part.strip())
    return "-".join(day.groups()) if day else " ".join(part.replace("_", " ").split())
