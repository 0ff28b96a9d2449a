"""Questions that a report answers: the codebook, coded segments, a transcript, participants, methods."""

from dataclasses import dataclass

from qualcode.model.papers import Checklist
from qualcode.model.questions.first_page import FirstPageParts
from qualcode.model.questions.parts import part
from qualcode.model.questions.places import folders_part, statuses_part, transcripts_part
from qualcode.model.questions.quoting import attributes_part, brackets_part, sentences_part
from qualcode.model.questions.words import (
    AgreementUnit,
    ChapterOrder,
    CodebookForm,
    CodeDetail,
    Marking,
    PassageForm,
)
from qualcode.model.segments import SegmentSort
from qualcode.model.transcript import TranscriptStatus

_CODES = "Only this code, by name or full path; may be repeated. [default: all]"
_CODERS = "Only this coder's codings; may be repeated, and the coders are merged. [default: all coders]"
_CONSENT = (
    "Leave out, and count, words of speakers who have not consented to being quoted; or include everybody's."
)
_BOTH = "--consent/--everybody"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookQuestion(FirstPageParts):
    """Every code with its definition, figures, quotes and earlier wordings. No ``parts``: the form’s own."""

    form: CodebookForm = part(
        CodebookForm.BOOK, "A chapter for each category, or one table (docx, html, pdf)."
    )
    parts: tuple[CodeDetail, ...] = part(
        (),
        "What is said of each code, in this order; may be repeated. [default: as the form has it]",
        option="--part",
    )
    depth: int | None = part(
        None, "Leave out subcodes below this level; 1 is the top.", least=1, stands_for="N"
    )
    quotes: int = part(
        2,
        "At most this many typical quotes of each code: starred ones first, others spread over participants.",
        stands_for="N",
    )
    sentences: bool = sentences_part()
    brackets: bool = brackets_part()
    attributes: tuple[str, ...] = attributes_part()
    consent: bool = part(True, _CONSENT, option=_BOTH)
    history: bool = part(True, "Show earlier wordings of codes.", option="--history/--no-history")
    coders: tuple[str, ...] = part((), _CODERS, option="--coder")


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentsQuestion(FirstPageParts):
    """Coded segments. ``context_turns`` win over ``context``.

    ``consent`` and ``passages`` None: as the format asks. What people read gives each passage once under
    its code and needs consent; data files hold every coding.
    """

    codes: tuple[str, ...] | None = part(None, _CODES, option="--code")
    coders: tuple[str, ...] = part((), _CODERS, option="--coder")
    transcripts: tuple[str, ...] | None = transcripts_part()
    folders: tuple[str, ...] = folders_part()
    statuses: tuple[TranscriptStatus, ...] = statuses_part()
    query: str | None = part(
        None,
        "Only what shares text with passages of this saved query. [default: everything]",
        what="the name of a saved query",
    )
    order: ChapterOrder = part(ChapterOrder.CODE, "Group segments by this (docx, html, pdf).")
    passages: PassageForm | None = part(
        None,
        "Give a passage once under each code, what several coders coded alike as one (merged); once for each "
        "coder; or once with all its codes. [default: merged where people read the file, else per-coder]",
    )
    sentences: bool = sentences_part()
    brackets: bool = brackets_part()
    attributes: tuple[str, ...] = attributes_part()
    summary: bool = part(
        True, "Begin with a table of counts (docx, html, pdf).", option="--summary/--no-summary"
    )
    new_pages: bool = part(False, "Begin each section on a new page (docx, pdf).")
    memos: bool = part(False, "Print coders’ memos under their quotes (docx, html, pdf).")
    identifiers: bool = part(False, "Also write positions, times and identifiers (xlsx).")
    context: int = part(0, "Include this many characters before and after each passage.", stands_for="N")
    context_turns: int | None = part(
        None, "Include this many whole turns before and after each passage.", stands_for="N"
    )
    consent: bool | None = part(
        None, f"{_CONSENT} [default: --consent where people read the file]", option=_BOTH
    )
    speakers: tuple[str, ...] = part(
        (),
        "Only what this speaker says, by label or participant’s name; may be repeated. [default: everybody]",
        option="--speaker",
    )
    sort: SegmentSort = part(SegmentSort.TEXT, "List segments by this; in docx and html within each chapter.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptQuestion(FirstPageParts):
    """A whole transcript with its codings.

    ``consent`` and ``memos`` None: as the file asks. What people read needs consent; a Word file with
    comments, to be coded on and read back, has all words. Chapters of one document have no memos.
    """

    transcript: str = part(words="The transcript, by its name or file name.")
    marking: Marking = part(
        Marking.COMMENTS,
        "How codings are shown. Comments are Word’s own: html and pdf have the margin instead.",
        key="as",
        option="--as",
    )
    consent: bool | None = part(
        None,
        "Leave out turns of speakers who have not consented to being quoted, each with a line that says so; "
        "or print everybody's. [default: --consent but in Word comments]",
        option=_BOTH,
    )
    memos: bool | None = part(
        None,
        "Print coders’ memos beside their codings. [default: true, but not in a document of several parts]",
        option="--memos/--no-memos",
    )
    codes: tuple[str, ...] | None = part(None, _CODES, option="--code")
    coders: tuple[str, ...] = part((), _CODERS, option="--coder")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkQuestion(FirstPageParts):
    """Participants by codes, each cell in the researchers' own words."""

    counts: bool = part(False, "Write the number of segments, too.")
    empty: bool = part(
        True, "Include participants who have neither summary nor segment.", option="--empty/--no-empty"
    )
    passages: bool = part(False, "List the passages behind each cell, linked from it (docx, html, pdf).")
    brackets: bool = brackets_part("With --passages: ")
    consent: bool = part(True, f"With --passages: {_CONSENT[0].lower()}{_CONSENT[1:]}", option=_BOTH)
    transcripts: tuple[str, ...] | None = transcripts_part()
    folders: tuple[str, ...] = folders_part()
    statuses: tuple[TranscriptStatus, ...] = statuses_part()
    codes: tuple[str, ...] | None = part(None, _CODES, option="--code")
    coders: tuple[str, ...] = part((), _CODERS, option="--coder")
    tidy: bool = part(False, "One line for each cell: participant, code, text (csv, xlsx).")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantsQuestion(FirstPageParts):
    """What each participant said and how it was coded."""

    quotes: int = part(3, "At most this many quotes of each participant.", stands_for="N")
    brackets: bool = brackets_part()
    attributes: tuple[str, ...] = part(
        (),
        "In documents: print only this attribute in profiles; may be repeated. Consent is never printed. "
        "[default: all but a role and a group that are said above]",
        option="--attribute",
        what="a list of names of attributes",
    )
    consent: bool = part(True, _CONSENT, option=_BOTH)
    coders: tuple[str, ...] = part((), _CODERS, option="--coder")


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodsQuestion(FirstPageParts):
    """Material, coders, rounds, agreement, versions of the codebook, tools, and the rules of counting.

    ``kappa``, ``lowest`` and ``share`` are what the planned number of turns is worked out from.
    """

    kappa: float = part(
        0.7, "For the planned sample: the kappa that is expected.", most=1, stands_for="NUMBER"
    )
    lowest: float = part(
        0.5, "For the planned sample: the lowest that would do.", most=1, stands_for="NUMBER"
    )
    share: float = part(
        20, "For the planned sample: percent of turns that get the code.", most=100, stands_for="PERCENT"
    )
    bootstrap: int = part(
        1000,
        "Bootstrap samples for the intervals of agreement; 0 leaves intervals out.",
        most=100_000,
        stands_for="N",
    )
    saturation: bool = part(
        True, "Also tell saturation, with a table.", option="--saturation/--no-saturation"
    )
    checklists: tuple[Checklist, ...] = part(
        (), "Also print this checklist; may be repeated.", option="--checklist"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementQuestion(FirstPageParts):
    """How far coders agree. Without ``transcripts``, on those that each of them has coded or finished.

    With a ``round``, on those of its transcripts that each has finished, and of its turns those that were
    drawn.
    """

    coders: tuple[str, ...] = part(
        (), "A coder to compare; repeat it. [default: those of the round, or everybody]", option="--coder"
    )
    round: str | None = part(
        None,
        "Only what the coders of this round have finished in it. [default: whatever each has coded]",
        what="the name of a round",
    )
    codes: tuple[str, ...] | None = part(None, _CODES, option="--code")
    level: int | None = part(
        None,
        "Roll codes up: compare those on this level (1 is the top), each with all its subcodes.",
        least=1,
        stands_for="N",
    )
    transcripts: tuple[str, ...] | None = transcripts_part("those that every coder has coded or finished")
    folders: tuple[str, ...] = folders_part()
    statuses: tuple[TranscriptStatus, ...] = statuses_part()
    query: str | None = part(
        None,
        "Only what shares text with passages of this saved query. [default: everything]",
        what="the name of a saved query",
    )
    interviewers: bool = part(False, "Also compare what interviewers say.")
    unit: AgreementUnit = part(
        AgreementUnit.TURN, "What is compared: units that have a code or not, characters, or segments."
    )
    overlap: int = part(
        90,
        "With --unit overlap: least overlap of two segments, in percent of what both cover.",
        least=1,
        most=100,
        stands_for="PERCENT",
    )
    uncoded: bool = part(
        True,
        "Count text that no coder gave any of the codes, or leave it out.",
        option="--uncoded/--coded-only",
    )
    drift: bool = part(False, "Also agreement over time, round by round or transcript by transcript.")
    second: bool = part(
        False, "Also agreement of coders with their own second coding.", option="--self", key="self"
    )
    expert: str | None = part(
        None, "Also agreement of each coder with this one, whose coding they learn from.", what="a coder"
    )
    bootstrap: int = part(
        1000,
        "Bootstrap samples for the intervals; 0 leaves intervals out.",
        least=0,
        most=100_000,
        stands_for="N",
    )
    seed: int = part(
        1, "Where drawing the samples begins: the same seed gives the same intervals.", stands_for="N"
    )
