"""Memos as a person reads them, wherever in a study they are kept: one value for every kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from qualcode.model.entities import Highlight, Memo, MemoSubject, ProjectInfo
from qualcode.model.errors import QualcodeError
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.words.dates import day_read
from qualcode.model.words.in_words import briefly
from qualcode.model.words.names import name_key


class MemoKind(StrEnum):
    """What a memo is on, as people name it."""

    FREE = "free"
    JOURNAL = "journal"
    PROJECT = "project"
    TRANSCRIPT = "transcript"
    PLACE = "place"
    SEGMENT = "segment"
    HIGHLIGHT = "highlight"
    CODE = "code"
    PARTICIPANT = "participant"


class MemoOrder(StrEnum):
    """What the chapters of exported memos are."""

    TRANSCRIPT = "transcript"
    CODE = "code"
    DATE = "date"


KIND_WORDS: Final = {
    MemoKind.FREE: "Free memos",
    MemoKind.JOURNAL: "Journal",
    MemoKind.PROJECT: "On the project",
    MemoKind.TRANSCRIPT: "On transcripts",
    MemoKind.PLACE: "On places in transcripts",
    MemoKind.SEGMENT: "On segments",
    MemoKind.HIGHLIGHT: "On highlights",
    MemoKind.CODE: "On codes",
    MemoKind.PARTICIPANT: "On participants",
}
"""What memos of each kind are called together."""

MOST_WORDS: Final = 40
"""Of what a memo is about, so many are quoted with it."""

ON_THE_CODE: Final = "On the code itself"
ON_THE_TRANSCRIPT: Final = "Transcript"
"""What a memo is about that stands below the name of its code, or of its transcript."""

LINKABLE: Final = (MemoSubject.CODE, MemoSubject.PLACE, MemoSubject.TRANSCRIPT, MemoSubject.PARTICIPANT)
"""What a memo can be linked to."""


class MemoTarget(NamedTuple):
    """Something that a memo has to do with; only a PLACE has a span."""

    subject: MemoSubject
    subject_id: UUID
    span: Span | None = None


class ShownLink(NamedTuple):
    """A link of a memo with what it is called; ``id`` is the link's."""

    id: UUID
    target: MemoTarget
    name: str


@dataclass(frozen=True, slots=True)
class ListedMemo:
    """One memo. ``id`` is the memo's own or, where ``own`` is False, that of the row whose memo it is.

    ``transcript_id`` and ``span``, ``code_id`` or ``participant_id`` tell where the memo belongs.
    """

    id: UUID
    kind: MemoKind
    own: bool
    about: str
    text: str
    title: str = ""
    tags: tuple[str, ...] = ()
    author: str = ""
    day: date | None = None
    transcript_id: UUID | None = None
    span: Span | None = None
    code_id: UUID | None = None
    participant_id: UUID | None = None
    links: tuple[ShownLink, ...] = ()
    below_transcript: str = ""
    below_code: str = ""
    """What it is about where its transcript, or its code, is named above it: ``Turn 4``, ``By AB in FG1``."""

    @property
    def transcripts(self) -> frozenset[UUID]:
        """The transcripts that it has to do with."""
        of_links = (
            link.target.subject_id
            for link in self.links
            if link.target.subject in (MemoSubject.TRANSCRIPT, MemoSubject.PLACE)
        )
        return frozenset((*of_links, *filter(None, (self.transcript_id,))))

    @property
    def codes(self) -> frozenset[UUID]:
        """The codes that it has to do with."""
        of_links = (link.target.subject_id for link in self.links if link.target.subject is MemoSubject.CODE)
        return frozenset((*of_links, *filter(None, (self.code_id,))))

    @property
    def heading(self) -> str:
        """Its title or, where it has none, what it is about."""
        return self.title or self.about

    @property
    def whole(self) -> str:
        """All that is read of it, to be searched."""
        links = (link.name for link in self.links)
        return " ".join((self.about, self.title, self.text, *self.tags, *links, self.author))


def day_typed(words: str) -> date:
    """The day that was typed: ``11 March 2021``, ``2021-03-11``. Raises QualcodeError where it is none."""
    day = day_read(words)
    if day is None:
        raise QualcodeError(
            f"“{briefly(words)}” is not a date; write day, month and year, as in 11 March 2021."
        )
    return day


def tidy_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags in their order, each once in any spelling, without what would part them.

    Raises QualcodeError for one that holds a comma.
    """
    kept: dict[str, str] = {}
    for tag in tags:
        plain = " ".join(tag.split()).removeprefix("#")
        if "," in plain:
            raise QualcodeError(f"The tag “{briefly(plain)}” has a comma in it; give two tags instead.")
        if plain:
            kept.setdefault(name_key(plain), plain)
    return tuple(kept.values())


def tags_in(words: str) -> tuple[str, ...]:
    """The tags that are typed in one line, parted by commas."""
    return tidy_tags(words.split(","))


def number_of_memos(study: Study) -> int:
    """How many memos there are: those of their own, and what is written on anything that has room for it."""
    written: list[str] = [
        *(row.memo for row in study.rows(ProjectInfo).values()),
        *(row.memo for row in study.transcripts.values()),
        *(row.memo for row in study.rows(Highlight).values()),
        *(row.memo for row in study.codes.values()),
        *(row.memo for row in study.participants.values()),
        *(memo or "" for table in study.codings.values() for memo in table.memo.tolist()),
    ]
    return len(study.rows(Memo)) + sum(bool(memo.strip()) for memo in written)
