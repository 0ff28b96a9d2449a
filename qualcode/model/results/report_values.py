"""What is found for reports and exporters write: framework, participants, quotes, wordings of codes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from qualcode.model.entities import Code, Participant
from qualcode.model.questions.provenance import Provenance
from qualcode.model.questions.words import ChapterOrder, PassageForm
from qualcode.model.results.quotation import Quotation
from qualcode.model.segments import Segment
from qualcode.model.words.in_words import beginning, counted, plural_of, sentence, spelt_out


@dataclass(frozen=True, slots=True)
class Framework:
    """Rows, columns and cells; ``counts`` is None where none were asked for.

    ``evidence`` is the number of segments behind each cell that has some, whoever asks.
    """

    participants: tuple[Participant, ...]
    codes: tuple[Code, ...]
    texts: Mapping[tuple[UUID, UUID], str]
    counts: Mapping[tuple[UUID, UUID], int] | None
    about: Provenance
    evidence: Mapping[tuple[UUID, UUID], int] = field(default_factory=dict)

    def text(self, participant: Participant, code: Code) -> str:
        """The summary in a cell, empty where there is none."""
        return self.texts.get((participant.id, code.id), "")

    def count(self, participant: Participant, code: Code) -> int | None:
        """The number of segments behind a cell; None where counts were not asked for."""
        return None if self.counts is None else self.counts.get((participant.id, code.id), 0)


@dataclass(frozen=True, slots=True)
class ParticipantFigures:
    """One participant. ``codes`` are (code, segments), the most used first; quotes one a code.

    ``left_out`` is the number of quotes that would stand here, had consent to quote been given; without that
    of the participant, where consent counts, it is not ``quotable``.
    """

    participant: Participant
    attributes: tuple[tuple[str, str], ...]
    transcripts: tuple[str, ...]
    turns: int
    words: int
    codes: tuple[tuple[UUID, int], ...]
    quotes: tuple[Segment, ...]
    left_out: int
    quotable: bool = True

    @property
    def segments(self) -> int:
        """All segments that begin in this participant's turns."""
        return sum(number for _, number in self.codes)


PrintedQuotes = Mapping[UUID, Sequence[tuple[Quotation, UUID]]]
"""Quotes of participants, each with the code that it stands for, by participant."""


class Quote(NamedTuple):
    """Words that stand for a code; ``chosen`` by the researchers, else found."""

    printed: Quotation
    chosen: bool


class CodeQuotes(NamedTuple):
    """The quotes of one code, and how many are left out for want of consent.

    ``elsewhere`` are codes under which words are printed that stand for this one, too.
    """

    quotes: tuple[Quote, ...] = ()
    left_out: int = 0
    elsewhere: tuple[UUID, ...] = ()


class PastWording(NamedTuple):
    """What was changed when a code was reworded: how it read from ``since`` to ``until``.

    ``texts`` are (label, words) of what read differently; ``segments`` are the codings of today
    that were made while it held.
    """

    since: datetime
    until: datetime
    by: str
    segments: int
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CodebookWords:
    """What a codebook report tells of each code beside its fields and figures, by code."""

    quotes: Mapping[UUID, CodeQuotes] = field(default_factory=dict)
    wordings: Mapping[UUID, tuple[PastWording, ...]] = field(default_factory=dict)
    spoken: Mapping[str, str] = field(default_factory=dict)
    """Lines of examples that somebody said word for word, each with who said it and where."""

    def quotes_of(self, code_id: UUID) -> CodeQuotes:
        return self.quotes.get(code_id, CodeQuotes())

    def wordings_of(self, code_id: UUID) -> tuple[PastWording, ...]:
        """How the code read before, oldest first; empty where it was never reworded."""
        return self.wordings.get(code_id, ())


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A summary as a file holds it; ``line`` is where it stands there."""

    participant: str
    code: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report in words: sentences and, below them, a table where ``header`` has columns."""

    title: str
    sentences: tuple[str, ...]
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str | int, ...], ...] = ()
    caption: str = ""
    """Of the table."""
    shows: str = ""
    """How the sentence that names the table goes on after "Table 3"."""
    units: tuple[str, ...] = ()
    """What the figures of each column count, where their heads say so in brackets at the end."""
    paths: bool = False
    """Rows are codes, named by their whole paths, which are shown as a tree."""
    totals: int = 0
    """So many rows at the end sum up those above."""
    methods: str = ""
    """A paragraph for a methods section, which one document has but once."""


LACKING_CONSENT: Final = "left out for lack of consent to quote"


def left_out_in_words(number: int, one: str = "quote") -> str:
    """What a report says of quotes, or what else is counted, that it leaves out: a phrase, mostly empty."""
    if not number:
        return ""
    said = f"{counted(number, one)} {plural_of(number, 'is', 'are')}"
    return f"{said} left out because a speaker’s consent to quote is missing"


def left_out_line(number: int, one: str = "quote") -> str:
    """The same as a sentence; mostly empty."""
    return sentence(left_out_in_words(number, one)) if number else ""


CONSENT_ONCE: Final = "consent to quote"
"""By what a document knows that it has told the rule of consent."""


def left_out_briefly(number: int, one: str = "quote") -> str:
    """How that line begins where a chapter before it has told the rule, whose letter follows."""
    are = plural_of(number, "is", "are")
    return f"{beginning(spelt_out(number, one))} {are} not printed; on consent to quote, see"


OVERLAPPING: Final = "segments of one code that overlap are one passage"
OVERLAPPING_ONCE: Final = f"passages: {OVERLAPPING}"
"""By what a document knows that it has said so."""
MERGED: Final = f"{OVERLAPPING}, under the names of all who coded it"
WITHIN: Final = "what is within a longer passage is printed with it, its codes named as “in part”"
"""In a section of a transcript or a participant, and where a passage is given once with all its codes."""
FIRST_CODE: Final = "what has several codes is printed under the first, which the others refer to"
"""In a report by code in which each passage has one code."""
_ONCE_OF_ALL: Final = (
    f"{MERGED}; the same words under several codes are given once, under the first of them, and {WITHIN}"
)


def passages_line(
    segments: int,
    passages: int,
    form: PassageForm,
    order: ChapterOrder = ChapterOrder.CODE,
    *,
    counted_beside: bool = False,
) -> str:
    """Why a report counts more segments than it gives passages; empty where the two are the same.

    ``counted_beside``: a table tells how many, and the rule is all that is said.
    """
    if segments == passages:
        return ""
    reason = MERGED
    if form is PassageForm.ALL_CODES and order is ChapterOrder.CODE:
        reason = _ONCE_OF_ALL
    elif form is PassageForm.ALL_CODES or (form is PassageForm.MERGED and order is not ChapterOrder.CODE):
        reason = f"{MERGED}; {WITHIN}"
    if counted_beside:
        return sentence(reason)
    return sentence(f"{counted(segments, 'segment')} in {counted(passages, 'passage')}: {reason}")
