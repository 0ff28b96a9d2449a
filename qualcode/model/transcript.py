"""What an importer read from one file, before it becomes part of a study."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, NamedTuple

from qualcode.model.span import Span


class TranscriptKind(StrEnum):
    """What kind of conversation a transcript records."""

    FOCUS_GROUP = "focus-group"
    INTERVIEW = "interview"
    OTHER = "other"


class TranscriptStatus(StrEnum):
    """How far the work on a transcript has come."""

    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    SECOND_READING = "second-reading"

    @property
    def words(self) -> str:
        """As it is shown and, beside the value itself, understood: ``in progress``."""
        return self.value.replace("-", " ")


class Role(StrEnum):
    """What a speaker does in the conversation."""

    INTERVIEWER = "interviewer"
    PARTICIPANT = "participant"
    OTHER = "other"


def speakers_counted(roles: Iterable[Role]) -> Iterator[tuple[str, int]]:
    """How many participants there are, how many interviewers and how many others, as far as there are any."""
    numbers = Counter(roles)
    for role, noun in (
        (Role.PARTICIPANT, "participant"),
        (Role.INTERVIEWER, "interviewer"),
        (Role.OTHER, "other speaker"),
    ):
        if numbers[role]:
            yield noun, numbers[role]


class ReadTurn(NamedTuple):
    """One turn of a file: the whole stretch with its label, and where the speech in it begins.

    ``span`` covers label, speech and the line end after it, so that the turns of a transcript
    cover its text without gap or overlap. ``speech`` is the first code point of what was said
    (``span.start`` where the text holds no label). ``label`` is the speaker as written, empty
    for a header. ``time`` is the start in seconds from the beginning of the recording.
    """

    span: Span
    speech: int
    label: str
    role: Role
    time: float | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A note that hangs on a place of the file: a comment, footnote or endnote."""

    span: Span
    kind: str
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class ReadTranscript:
    """The content of one source file: LF line ends, no BOM, otherwise as written.

    ``details`` are the pairs of the file's header block ("Date", "12 March 2021").
    ``warnings`` are sentences for the person who imports. ``confidence`` (0..1) is the share
    of the text that falls into turns with a speaker; 0.0 where no speakers were found. ``doubts``
    are labels that lines begin with as if somebody spoke, and how many, where no turn was seen, and
    ``odd`` labels of turns that are hardly a speaker's; ``unsure`` are lines, by their words, that
    somebody should look at. ``verdict`` says in a sentence what is doubtful about the speakers; it is empty
    where nothing is; ``reasons`` are the parts of it that are not about labels. ``asking`` is the label of
    the only speaker who asks in nearly every turn, where there is one. ``encoding`` is what a text file was
    read in, and ``other_encoding`` how else it may well be read.
    """

    name: str
    text: str
    turns: tuple[ReadTurn, ...]
    source_name: str
    source_sha256: str
    kind: TranscriptKind = TranscriptKind.OTHER
    language: str = "en"
    remarks: tuple[Remark, ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    confidence: float = 0.0
    format: str = field(default="text")
    doubts: tuple[tuple[str, int], ...] = ()
    odd: tuple[tuple[str, int], ...] = ()
    unsure: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    verdict: str = ""
    asking: str = ""
    encoding: str = ""
    other_encoding: str = ""

    def __reduce__(self) -> tuple[Callable[..., "ReadTranscript"], tuple[Any, ...]]:
        """Turns are packed as columns: files are read in another process, and one may have thousands."""
        values = {column.name: getattr(self, column.name) for column in fields(self)}
        turns = values.pop("turns")
        columns = tuple(
            zip(*((*turn.span, turn.speech, turn.label, turn.role, turn.time) for turn in turns), strict=True)
        )
        return _unpacked, (columns, values)

    @property
    def labels(self) -> dict[str, int]:
        """Speaker labels in order of appearance, with the number of their turns."""
        counts: dict[str, int] = {}
        for turn in self.turns:
            if turn.label:
                counts[turn.label] = counts.get(turn.label, 0) + 1
        return counts


def _unpacked(columns: tuple[tuple[Any, ...], ...], values: dict[str, Any]) -> ReadTranscript:
    turns = (
        ReadTurn(Span(start, end), speech, label, role, time)
        for start, end, speech, label, role, time in zip(*columns, strict=True)
    )
    return ReadTranscript(turns=tuple(turns), **values)
