"""A project of another program as its file has it: parts with identities, positions not yet interpreted."""

from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from qualcode.model.exchange.selected import ExchangedCoding, Selections
from qualcode.model.transcript import ReadTurn, TranscriptKind


class ExchangedUser(NamedTuple):
    id: UUID
    name: str


class ExchangedCode(NamedTuple):
    """A code; ``notes`` are those linked with it."""

    id: UUID
    name: str
    parent: UUID | None
    codable: bool
    colour: str
    description: str
    notes: tuple[UUID, ...]


class ExchangedVariable(NamedTuple):
    id: UUID
    name: str
    type: str
    description: str


class ExchangedCase(NamedTuple):
    """A case: a person in most projects. ``values`` are pairs of variable and value."""

    id: UUID
    name: str
    description: str
    codes: tuple[UUID, ...]
    values: tuple[tuple[UUID, str], ...]
    sources: tuple[UUID, ...]
    selections: tuple[UUID, ...]


class CountedWords(NamedTuple):
    """A text as its writer counts it, where people read its words with other blanks between them.

    ``starts`` and ``ends`` say, for each of its characters, where in the text as it is read the character
    begins, or the next one that is read does, and where it ends, or the one before does: 32-bit numbers.
    """

    text: str
    starts: bytes
    ends: bytes


class ExchangedText(NamedTuple):
    """The text of a source: LF line ends, no mark of byte order, otherwise as written.

    ``pairs`` says which line ends were CR and LF: None stands for none. ``marked``: the file begins with a
    mark of byte order. ``origin`` says where the text was: "inside", "file", "rich". ``counted``: positions
    are in that text, not in this one. ``kind`` and ``language`` are what the words say of the conversation.
    """

    text: str
    origin: str
    marked: bool = False
    pairs: tuple[int, ...] | None = None
    turns: tuple[ReadTurn, ...] = ()
    counted: CountedWords | None = None
    kind: TranscriptKind = TranscriptKind.OTHER
    language: str = "en"


@dataclass(frozen=True, slots=True)
class ExchangedSource:
    """A source. ``text`` is None where there are no words; ``elsewhere`` counts selections outside words."""

    id: UUID
    name: str
    kind: str
    text: ExchangedText | None
    description: str = ""
    user: UUID | None = None
    created: int | None = None
    selections: Selections = field(default_factory=Selections)
    codings: tuple[ExchangedCoding, ...] = ()
    notes: tuple[UUID, ...] = ()
    values: tuple[tuple[UUID, str], ...] = ()
    elsewhere: int = 0
    elsewhere_codings: int = 0


class ExchangedNote(NamedTuple):
    id: UUID
    name: str
    text: str
    user: UUID | None
    created: int | None


class ExchangedLink(NamedTuple):
    id: UUID
    name: str
    origin: UUID | None
    target: UUID | None
    written: str


class ExchangedSet(NamedTuple):
    id: UUID
    name: str
    codes: tuple[UUID, ...]
    sources: tuple[UUID, ...]
    notes: tuple[UUID, ...]
    written: str


class ExchangedGraph(NamedTuple):
    """A drawing; ``written`` is its element, as that of a link, and of what is no code in a set."""

    id: UUID
    name: str
    written: str


@dataclass(frozen=True, slots=True)
class ExchangedProject:
    """All that a file holds. ``repairs`` are sentences about what was wrong in it and how it was mended.

    ``choices`` are the names of the projects in a file that holds several: nothing else is read then.
    """

    name: str
    origin: str = ""
    description: str = ""
    created: int | None = None
    users: tuple[ExchangedUser, ...] = ()
    codes: tuple[ExchangedCode, ...] = ()
    variables: tuple[ExchangedVariable, ...] = ()
    cases: tuple[ExchangedCase, ...] = ()
    sources: tuple[ExchangedSource, ...] = ()
    notes: tuple[ExchangedNote, ...] = ()
    links: tuple[ExchangedLink, ...] = ()
    sets: tuple[ExchangedSet, ...] = ()
    graphs: tuple[ExchangedGraph, ...] = ()
    project_notes: tuple[UUID, ...] = ()
    repairs: tuple[str, ...] = field(default=())
    codebook_only: bool = False
    choices: tuple[str, ...] = ()
