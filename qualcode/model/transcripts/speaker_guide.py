"""What a person told about who speaks in files of one kind: how speakers are marked, and what lines are."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from qualcode.model.errors import QualcodeError

_LONGEST_LABEL: Final = 250


class SpeakerMarking(StrEnum):
    """How the text of a file shows who speaks."""

    RECOGNISED = "recognised"
    COLON = "colon"
    """``Name: what is said``"""
    OWN_LINE = "own-line"
    """The name alone on a line."""
    TIMED = "time-and-name"
    """Time and name on a line, in either order."""
    SIGNS = "signs"
    """``[Name]``, ``<Name>``, ``#Name:``, ``@Name:``"""
    BOLD = "bold"
    COLUMN = "column"
    """A column of a table."""
    PATTERN = "pattern"
    """A regular expression of the person's own."""


class LinePart(StrEnum):
    """What a line is that is not a speaker's."""

    SPEECH = "speech"
    DETAIL = "detail"
    REMARK = "remark"
    LEFT_OUT = "left-out"


@dataclass(frozen=True, slots=True)
class SpeakerGuide:
    """``column`` counts from 0; ``speakers`` and ``not_speakers`` are labels as they were written.

    ``lines`` tells of lines by their words (see ``line_key``) what they are, wherever they stand, and
    ``breaks`` the words in them at which another speaker begins; those ``within`` begin wherever their label
    stands in a line.
    """

    marking: SpeakerMarking = SpeakerMarking.RECOGNISED
    column: int = 0
    pattern: str = ""
    speakers: tuple[str, ...] = ()
    not_speakers: tuple[str, ...] = ()
    lines: Mapping[str, LinePart] = field(default_factory=lambda: MappingProxyType({}))
    breaks: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    within: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[type["SpeakerGuide"], tuple[object, ...]]:
        """Files are read in another process, which a read-only mapping cannot be sent to."""
        told = (self.marking, self.column, self.pattern, self.speakers, self.not_speakers)
        return SpeakerGuide, (*told, dict(self.lines), dict(self.breaks), self.within)

    @property
    def repairs(self) -> int:
        """How many labels and lines were told of."""
        told = (self.speakers, self.not_speakers, self.lines, self.breaks, self.within)
        return sum(map(len, told))

    def with_marking(self, marking: SpeakerMarking, *, column: int = 0, pattern: str = "") -> "SpeakerGuide":
        """The same where speakers are marked in another way."""
        return replace(self, marking=marking, column=column, pattern=pattern)

    def with_speaker(self, label: str, *, is_speaker: bool | None) -> "SpeakerGuide":
        """The same where a label is a speaker's or is not; None takes back what was told."""
        tidy = " ".join(label.split())[:_LONGEST_LABEL]
        own = label_key(tidy)
        yes = tuple(other for other in self.speakers if label_key(other) != own)
        no = tuple(other for other in self.not_speakers if label_key(other) != own)
        if is_speaker is not None and tidy:
            yes, no = (*yes, tidy) if is_speaker else yes, no if is_speaker else (*no, tidy)
        return replace(self, speakers=yes, not_speakers=no)

    def with_lines(self, keys: Iterable[str], part: LinePart | None) -> "SpeakerGuide":
        """The same where lines of these words are something else; None takes back what was told."""
        lines = dict(self.lines)
        for key in keys:
            lines.pop(key, None)
            if part is not None and key:
                lines[key] = part
        return replace(self, lines=MappingProxyType(lines))

    def with_breaks(self, key: str, words: Iterable[str]) -> "SpeakerGuide":
        """The same where speakers begin at these words, too, within the line of this key."""
        told = dict.fromkeys((*self.breaks.get(key, ()), *words))
        return replace(self, breaks=MappingProxyType({**self.breaks, key: tuple(told)}))

    def with_speaker_within(self, label: str, *, begins: bool) -> "SpeakerGuide":
        """The same where a turn begins wherever this label stands within a line, or no longer does."""
        others = tuple(other for other in self.within if label_key(other) != label_key(label))
        return replace(self, within=(*others, " ".join(label.split())) if begins else others)

    def without_breaks(self, keys: Iterable[str]) -> "SpeakerGuide":
        """The same where nobody begins within the lines of these keys."""
        gone = set(keys)
        kept = {key: words for key, words in self.breaks.items() if key not in gone}
        return replace(self, breaks=MappingProxyType(kept))


NOTHING_TOLD: Final = SpeakerGuide()


def line_key(line: str) -> str:
    """The words of a line, by which it is known again in the same and in other files."""
    return " ".join(line.split())


@lru_cache(maxsize=65_536)
def label_key(label: str) -> str:
    """The form under which two spellings of a label count as the same while turns are sought."""
    return " ".join(label.casefold().split())


def guide_text(guide: SpeakerGuide) -> str:
    """A guide in writing, as a project keeps it."""
    return json.dumps(
        {
            "marking": guide.marking.value,
            "column": guide.column,
            "pattern": guide.pattern,
            "speakers": guide.speakers,
            "not speakers": guide.not_speakers,
            "lines": {key: part.value for key, part in sorted(guide.lines.items())},
            "breaks": dict(sorted(guide.breaks.items())),
            "within": guide.within,
        },
        ensure_ascii=False,
    )


def guide_of(written: str) -> SpeakerGuide:
    """The guide that was put into writing. Raises QualcodeError where it is none."""
    try:
        told = json.loads(written)
        return SpeakerGuide(
            SpeakerMarking(told["marking"]),
            int(told["column"]),
            str(told["pattern"]),
            tuple(map(str, told["speakers"])),
            tuple(map(str, told["not speakers"])),
            MappingProxyType({str(key): LinePart(part) for key, part in told["lines"].items()}),
            MappingProxyType(
                {str(key): tuple(map(str, words)) for key, words in told.get("breaks", {}).items()}
            ),
            tuple(map(str, told.get("within", ()))),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise QualcodeError(
            "What the project remembers about speakers in files is written in a way this version does not "
            "know. Update qualcode to use it."
        ) from error
