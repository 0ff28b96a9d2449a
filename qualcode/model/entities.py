"""The rows of a study: frozen values, one class for each kind of thing a researcher names.

Codings and turns come by the million and live in columns (``codings``, ``turns``).
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from qualcode.model.exchange.foreign import ForeignPart
from qualcode.model.papers import ChecklistAnswer, CodebookVersion, ToolUse
from qualcode.model.team import (
    CodingProgress,
    Decision,
    GivenCopy,
    Membership,
    Revisit,
    Round,
    RoundCoder,
    RoundTranscript,
)
from qualcode.model.text import StoredText
from qualcode.model.transcript import Role, TranscriptKind, TranscriptStatus


class Palette(StrEnum):
    """From which colours new codes get theirs."""

    USUAL = "usual"
    COLOUR_BLIND = "colour-blind"


@dataclass(frozen=True, slots=True)
class ProjectInfo:
    """The project itself. ``language_model`` names an installed spaCy pipeline; empty: the blank one.

    ``stand_ins`` are what counts as a word in brackets; None: the usual list. ``weights`` are the steps
    by which codings are weighed, each as ``25 weak``; none: any whole number from 0 to 100. Word lists
    leave out ``unlisted_words``, and do not leave out ``listed_words``, however common they are.

    From ``subtitle`` to ``logo``: what the first page of documents says; ``logo`` is a picture as
    ``front.logo_in`` reads it. ``reason_topics`` are the kinds of step for which the project asks why, by
    the words of ``StepTopic``.
    """

    id: UUID
    name: str
    created_at: datetime
    memo: str = ""
    language: str = "en"
    language_model: str = ""
    stand_ins: tuple[str, ...] | None = None
    weights: tuple[str, ...] = ()
    palette: Palette = Palette.USUAL
    unlisted_words: tuple[str, ...] = ()
    listed_words: tuple[str, ...] = ()
    subtitle: str = ""
    authors: str = ""
    organisation: str = ""
    codebook_version: str = ""
    front_note: str = ""
    logo: str = ""
    reason_topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coder:
    """A person who codes. ``colour`` is ``#rrggbb``."""

    id: UUID
    name: str
    colour: str = "#5b7fb5"


@dataclass(frozen=True, slots=True)
class Folder:
    """Where transcripts are kept together; ``position`` orders the folders of one parent."""

    id: UUID
    name: str
    position: int
    parent_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """A conversation in writing. ``version`` is the number of its current ``TextVersion``.

    ``folder_id`` None: in no folder. ``status`` is the project's own word for how far the work on it is.
    """

    id: UUID
    name: str
    kind: TranscriptKind
    position: int
    version: int
    source_name: str = ""
    source_sha256: str = ""
    language: str = "en"
    memo: str = ""
    folder_id: UUID | None = None
    status: TranscriptStatus = TranscriptStatus.NOT_STARTED


@dataclass(frozen=True, slots=True)
class TextVersion:
    """One wording of a transcript's text; corrections make a new version."""

    id: UUID
    transcript_id: UUID
    number: int
    created_at: datetime
    text: StoredText


@dataclass(frozen=True, slots=True)
class Participant:
    """A person who speaks, known by pseudonym; unique by ``name``. ``role`` is what they usually do."""

    id: UUID
    name: str
    position: int
    role: Role = Role.PARTICIPANT
    memo: str = ""


class AttributeSubject(StrEnum):
    """What an attribute describes."""

    PARTICIPANT = "participant"
    TRANSCRIPT = "transcript"


class AttributeType(StrEnum):
    """How an attribute's values are written and compared."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes-no"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Attribute:
    """A characteristic that is recorded. ``choices`` are ordered, for the type CHOICE."""

    id: UUID
    name: str
    subject: AttributeSubject
    type: AttributeType
    position: int
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AttributeValue:
    """What is recorded for one participant or transcript (``subject_id``), as text."""

    id: UUID
    attribute_id: UUID
    subject_id: UUID
    value: str


@dataclass(frozen=True, slots=True)
class Code:
    """A code or, where ``codable`` is False, a category that only groups codes.

    ``position`` orders siblings; ``digit`` is the key that applies the code, one of ``PINNED_KEYS``.
    """

    id: UUID
    name: str
    position: int
    parent_id: UUID | None = None
    colour: str = "#7a7a7a"
    definition: str = ""
    include: str = ""
    exclude: str = ""
    examples: str = ""
    memo: str = ""
    digit: int | None = None
    codable: bool = True


@dataclass(frozen=True, slots=True)
class CodeSet:
    """Codes that are looked at together, wherever they stand in the codebook."""

    id: UUID
    name: str
    position: int


@dataclass(frozen=True, slots=True)
class CodeSetMember:
    """That a code belongs to a set."""

    id: UUID
    set_id: UUID
    code_id: UUID


@dataclass(frozen=True, slots=True)
class Summary:
    """What the researcher makes of one participant's passages under one code, in own words.

    A cell of the framework matrix: participants by codes.
    """

    id: UUID
    code_id: UUID
    participant_id: UUID
    text: str
    author: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class TypicalQuote:
    """A passage that the researcher chose to stand for a code in reports (code points, half-open)."""

    id: UUID
    code_id: UUID
    transcript_id: UUID
    start: int
    end: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Report:
    """A saved report: which tables with which rules go into which files, as JSON in ``content``."""

    id: UUID
    name: str
    position: int
    content: str


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query kept under a name; ``content`` is its typed form with identities in the place of names."""

    id: UUID
    name: str
    position: int
    content: str


@dataclass(frozen=True, slots=True)
class RememberedGuide:
    """What was told about speakers in files of one shape, for the next such file.

    ``shape`` is how the lines of these files begin; ``content`` is the guide in writing.
    """

    id: UUID
    shape: str
    content: str


class MemoSubject(StrEnum):
    """What a memo is about.

    A free memo is about the PROJECT as a whole; so is the JOURNAL, to which dated entries are added.
    """

    PROJECT = "project"
    JOURNAL = "journal"
    TRANSCRIPT = "transcript"
    PARTICIPANT = "participant"
    CODE = "code"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Memo:
    """A note about something.

    ``day`` is the date that its author gave it; None: the day on which it was written. A memo about a
    PLACE has ``start`` and ``end`` (code points, half-open) and the transcript as ``subject_id``.
    ``source`` says where it came from ("comment", "footnote") when a file brought it along.
    """

    id: UUID
    subject: MemoSubject
    subject_id: UUID
    title: str
    text: str
    author: str
    created_at: datetime
    start: int | None = None
    end: int | None = None
    source: str = ""
    tags: tuple[str, ...] = ()
    day: date | None = None


@dataclass(frozen=True, slots=True)
class MemoLink:
    """That a memo has to do with something else too; a PLACE has ``start`` and ``end`` as in ``Memo``."""

    id: UUID
    memo_id: UUID
    subject: MemoSubject
    subject_id: UUID
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Highlight:
    """A marked stretch without a code (code points, half-open)."""

    id: UUID
    transcript_id: UUID
    coder_id: UUID
    start: int
    end: int
    memo: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Comment:
    """Something said to the others of the team, about a transcript, a code or a passage; or a reply to it.

    The first of a thread is about a transcript, a code, or a passage of a transcript, ``start`` and ``end``
    (code points, half-open), and maybe of a code in it; ``done`` when there is nothing left to discuss. A
    reply has only ``first_id``, the comment that it answers.
    """

    id: UUID
    text: str
    author: str
    created_at: datetime
    transcript_id: UUID | None = None
    code_id: UUID | None = None
    start: int | None = None
    end: int | None = None
    first_id: UUID | None = None
    done: bool = False


Entity = (
    ProjectInfo
    | Coder
    | Folder
    | Transcript
    | TextVersion
    | Participant
    | Attribute
    | AttributeValue
    | Code
    | CodeSet
    | CodeSetMember
    | Summary
    | TypicalQuote
    | Report
    | SavedQuery
    | RememberedGuide
    | Memo
    | MemoLink
    | Highlight
    | Comment
    | Membership
    | Round
    | RoundTranscript
    | RoundCoder
    | CodingProgress
    | GivenCopy
    | Decision
    | CodebookVersion
    | ToolUse
    | ChecklistAnswer
    | Revisit
    | ForeignPart
)

KINDS: tuple[type[Entity], ...] = (
    ProjectInfo,
    Coder,
    Folder,
    Transcript,
    TextVersion,
    Participant,
    Attribute,
    AttributeValue,
    Code,
    CodeSet,
    CodeSetMember,
    Summary,
    TypicalQuote,
    Report,
    SavedQuery,
    RememberedGuide,
    Memo,
    MemoLink,
    Highlight,
    Comment,
    Membership,
    Round,
    RoundTranscript,
    RoundCoder,
    CodingProgress,
    GivenCopy,
    Decision,
    CodebookVersion,
    ToolUse,
    ChecklistAnswer,
    Revisit,
    ForeignPart,
)
"""Every kind of row, parents before children: the order of writing; deleting goes backwards."""
