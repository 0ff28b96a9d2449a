"""What a step is about, told by what it changed and never by its words."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final, NamedTuple

import numpy as np

from qualcode.model.change import ChangeSet, RowChange
from qualcode.model.entities import (
    Attribute,
    AttributeValue,
    Code,
    Coder,
    CodeSet,
    CodeSetMember,
    Comment,
    Entity,
    Highlight,
    Memo,
    MemoLink,
    Participant,
    ProjectInfo,
    Report,
    SavedQuery,
    Summary,
    TextVersion,
    Transcript,
)
from qualcode.model.identity import keys_of
from qualcode.model.papers import ChecklistAnswer, CodebookVersion, ToolUse
from qualcode.model.study import Study
from qualcode.model.team import (
    CodingProgress,
    Decision,
    GivenCopy,
    Membership,
    Round,
    RoundCoder,
    RoundTranscript,
)
from qualcode.model.words.cutting import shortened
from qualcode.model.words.in_words import listed


class StepTopic(StrEnum):
    """Kinds of step, by which a history is filtered and for which a project can ask for a reason."""

    NEW_CODES = "new-codes"
    CODEBOOK = "codebook"
    DELETED_CODES = "deleted-codes"
    CODING = "coding"
    CHANGED_CODINGS = "changed-codings"
    REMOVED_CODINGS = "removed-codings"
    DECISIONS = "decisions"
    TRANSCRIPTS = "transcripts"
    TEXT = "text"
    PEOPLE = "people"
    NOTES = "notes"
    TEAM = "team"
    SETTINGS = "settings"
    VERSIONS = "versions"
    REPORTS = "reports"
    OTHER = "other"


TOPIC_NAMES: Final[dict[StepTopic, str]] = {
    StepTopic.NEW_CODES: "Codes are added",
    StepTopic.CODEBOOK: "Codes are reworded or moved",
    StepTopic.DELETED_CODES: "Codes are deleted or merged",
    StepTopic.CODING: "Segments are coded",
    StepTopic.CHANGED_CODINGS: "Codings are changed",
    StepTopic.REMOVED_CODINGS: "Codings are removed",
    StepTopic.DECISIONS: "Disagreements are settled",
    StepTopic.TRANSCRIPTS: "Transcripts are added or deleted",
    StepTopic.TEXT: "Text and turns are corrected",
    StepTopic.PEOPLE: "Participants and attributes are changed",
    StepTopic.NOTES: "Memos, comments and summaries are written",
    StepTopic.TEAM: "Rounds, coders and copies are changed",
    StepTopic.SETTINGS: "Settings of the project are changed",
    StepTopic.VERSIONS: "Versions of the codebook are named",
    StepTopic.REPORTS: "Reports, queries and answers to checklists are saved",
    StepTopic.OTHER: "Anything else is changed",
}
"""What each kind is called, as the end of “when …”."""

WORDED: Final = ("name", "definition", "include", "exclude", "examples", "parent_id", "codable")
"""What of a code tells coders what to code, or where it belongs."""

_SETTLING: Final = frozenset(
    (StepTopic.DECISIONS, StepTopic.CODING, StepTopic.CHANGED_CODINGS, StepTopic.REMOVED_CODINGS)
)
_MOST_REASONS: Final = 200
"""Characters."""

_OF_KIND: Final[dict[type[Entity], StepTopic]] = {
    **dict.fromkeys((Participant, Attribute, AttributeValue), StepTopic.PEOPLE),
    **dict.fromkeys((Memo, MemoLink, Comment, Summary, Highlight), StepTopic.NOTES),
    **dict.fromkeys(
        (Round, RoundTranscript, RoundCoder, CodingProgress, GivenCopy, Coder, Membership), StepTopic.TEAM
    ),
    **dict.fromkeys((Report, SavedQuery, ChecklistAnswer, ToolUse), StepTopic.REPORTS),
    **dict.fromkeys((CodeSet, CodeSetMember), StepTopic.OTHER),
    CodebookVersion: StepTopic.VERSIONS,
    Decision: StepTopic.DECISIONS,
    ProjectInfo: StepTopic.SETTINGS,
}


class ChangeOutline(NamedTuple):
    """What a step changed without its codings and turns themselves.

    ``codings``: for each transcript how many went and how many came; ``turns``: whether turns changed.
    """

    rows: tuple[RowChange, ...]
    codings: tuple[tuple[int, int], ...]
    turns: bool


def outline_of(change: ChangeSet) -> ChangeOutline:
    """The outline of a change."""
    counts = tuple((len(part.removed), len(part.added)) for part in change.codings)
    return ChangeOutline(change.rows, counts, bool(change.turns))


def only_of_reports(outline: ChangeOutline) -> bool:
    """Whether a step does nothing but save, rename or delete reports."""
    rows = outline.rows
    return bool(rows) and not outline.codings and all(isinstance(change.row, Report) for change in rows)


def topics_of(outline: ChangeOutline) -> frozenset[StepTopic]:
    """What a step is about; a coder who comes along with what they do is not a topic of its own."""
    found = {*_of_rows(outline.rows), *_of_codings(outline.codings)}
    if outline.turns and StepTopic.TRANSCRIPTS not in found:
        found.add(StepTopic.TEXT)
    main = found - {StepTopic.TEAM} if _only_arrivals(outline.rows) else found
    return frozenset(main or found or {StepTopic.OTHER})


def asked_about(study: Study, change: ChangeSet) -> tuple[StepTopic, ...]:
    """The kinds of step for which the project asks a reason and of which this change is one.

    That somebody codes for the first time is no decision, and nobody is asked why.
    """
    wanted = [topic for row in study.rows(ProjectInfo).values() for topic in row.reason_topics]
    if not wanted:
        return ()
    outline = outline_of(change)
    arrival = not change.codings and _only_arrivals(outline.rows) and all(_is_coder(c) for c in outline.rows)
    found = frozenset() if arrival else topics_of(outline)
    if _says_why(outline.rows):
        found -= {StepTopic.DECISIONS}
    return tuple(topic for topic in StepTopic if topic.value in wanted and topic in found)


def said_with_decisions(change: ChangeSet) -> str:
    """The reasons of a step that settles and does nothing else, each once: ``slip; definition unclear``.

    Empty for other steps: that a merge brings decisions along is not why it is made.
    """
    made = [row.after for row in change.rows_of(Decision) if isinstance(row.after, Decision)]
    # Every step comes by here, and hardly any settles.
    if not made:
        return ""
    layers = keys_of([row.layer_id for row in made])
    if not topics_of(outline_of(change)) <= _SETTLING:
        return ""
    if any(not np.isin(part.added.coder, layers).all() for part in change.codings):
        return ""
    return shortened("; ".join(dict.fromkeys(row.reason for row in made if row.reason)), _MOST_REASONS)


def _says_why(rows: Iterable[RowChange]) -> bool:
    """Whether every decision that is made bears its own reason."""
    made = [change.after for change in rows if isinstance(change.after, Decision)]
    return bool(made) and all(row.reason for row in made)


def _is_coder(change: RowChange) -> bool:
    return isinstance(change.row, Coder)


def in_a_sentence(topics: Iterable[StepTopic]) -> str:
    """``when codes are deleted or merged``."""
    names = [TOPIC_NAMES[topic] for topic in topics]
    return "when " + listed([name[:1].lower() + name[1:] for name in names])


def _of_rows(rows: Iterable[RowChange]) -> Iterator[StepTopic]:
    transcripts_came_or_went = False
    for change in rows:
        row = change.row
        if isinstance(row, Code):
            yield from _of_code(change)
        elif isinstance(row, Transcript):
            if change.before is None or change.after is None:
                transcripts_came_or_went = True
                yield StepTopic.TRANSCRIPTS
        elif not isinstance(row, TextVersion):
            yield _OF_KIND.get(type(row), StepTopic.OTHER)
    # The wording that a transcript comes with is no correction.
    if not transcripts_came_or_went and any(isinstance(change.row, TextVersion) for change in rows):
        yield StepTopic.TEXT


def _of_code(change: RowChange) -> Iterator[StepTopic]:
    if change.before is None:
        yield StepTopic.NEW_CODES
    elif change.after is None:
        yield StepTopic.DELETED_CODES
    elif any(getattr(change.before, name) != getattr(change.after, name) for name in WORDED):
        yield StepTopic.CODEBOOK


def _of_codings(counts: Iterable[tuple[int, int]]) -> Iterator[StepTopic]:
    for went, came in counts:
        if came > went:
            yield StepTopic.CODING
        elif went > came:
            yield StepTopic.REMOVED_CODINGS
        if went and came:
            yield StepTopic.CHANGED_CODINGS


def _only_arrivals(rows: Iterable[RowChange]) -> bool:
    """Whether the team changed only in that somebody coded for the first time."""
    of_team = [change for change in rows if _OF_KIND.get(type(change.row)) is StepTopic.TEAM]
    return all(isinstance(change.row, Coder) and change.before is None for change in of_team)
