"""A small study by hand: one transcript with awkward characters, two codes, two coders."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from qualcode.model.change import ChangeSet, ColumnsChange, added
from qualcode.model.codings import Coding, Codings
from qualcode.model.entities import (
    Attribute,
    AttributeSubject,
    AttributeType,
    AttributeValue,
    Code,
    Coder,
    CodeSet,
    CodeSetMember,
    Comment,
    Folder,
    Highlight,
    Memo,
    MemoLink,
    MemoSubject,
    Participant,
    ProjectInfo,
    RememberedGuide,
    Report,
    SavedQuery,
    Summary,
    TextVersion,
    Transcript,
    TypicalQuote,
)
from qualcode.model.exchange.foreign import ForeignKind, ForeignPart
from qualcode.model.exchange.selections import part_id, written_guid
from qualcode.model.identity import new_id, now
from qualcode.model.span import Span
from qualcode.model.team import (
    CodingProgress,
    CodingState,
    Decision,
    GivenCopy,
    Membership,
    Outcome,
    Revisit,
    Round,
    RoundCoder,
    RoundTranscript,
    TeamRole,
)
from qualcode.model.text import StoredText
from qualcode.model.transcript import Role, TranscriptKind, TranscriptStatus
from qualcode.model.turns import Turn, Turns

TEXT = "MOD: Well 😀 \u2028then?\nP1: Cafe\u0301\u00a0talk, they just assume.\n"


def graph_of(code_id: UUID) -> str:
    """A drawing of another program with one code in it."""
    own, point = (written_guid(part_id(code_id, what)) for what in ("graph", "point"))
    code = written_guid(code_id)
    vertex = f'<Vertex guid="{point}" representedGUID="{code}" name="x" firstX="1" firstY="2"/>'
    return f'<Graph guid="{own}" name="Map">{vertex}</Graph>'


def example() -> ChangeSet:
    """Everything a project can hold, once: a change set for a new project."""
    moment = now()
    person = Participant(new_id(), "P1", 0)
    moderator = Participant(new_id(), "MOD", 1, Role.INTERVIEWER)
    wave = Folder(new_id(), "Wave 1", 0)
    women = Folder(new_id(), "Women", 0, wave.id)
    transcript = Transcript(
        new_id(),
        "FG1",
        TranscriptKind.FOCUS_GROUP,
        0,
        1,
        "FG1.txt",
        "ab" * 32,
        folder_id=women.id,
        status=TranscriptStatus.SECOND_READING,
    )
    version = TextVersion(new_id(), transcript.id, 1, moment, StoredText.of(TEXT))
    coder, other = Coder(new_id(), "AB"), Coder(new_id(), "CD")
    # The child comes first on purpose: the order of rows in a change must not matter.
    trust = Code(new_id(), "Trust", 0, codable=False)
    stigma = Code(new_id(), "stigma", 0, trust.id, "#aa3355", "Being looked down on", digit=3)
    income = Attribute(
        new_id(), "income", AttributeSubject.PARTICIPANT, AttributeType.CHOICE, 0, ("low", "high")
    )
    code_set = CodeSet(new_id(), "For the paper", 0)
    first = Round(new_id(), "Pilot 😀", 0, False, moment, moment, 3, "ab" * 32, 1, 42)
    second = TEXT.index("P1:")
    start = TEXT.index("they")
    asked = Comment(new_id(), "Is this stigma?", "AB", moment, transcript.id, stigma.id, start, start + 16)
    free = Memo(
        new_id(), MemoSubject.TRANSCRIPT, transcript.id, "", "Zwölf", "CD", moment,
        tags=("method", "to do"), day=date(2021, 3, 11),
    )  # fmt: skip
    rows = (
        added(stigma),
        added(women),
        added(wave),
        added(trust),
        added(person),
        added(moderator),
        added(transcript),
        added(version),
        added(coder),
        added(other),
        added(income),
        added(AttributeValue(new_id(), income.id, person.id, "low")),
        added(code_set),
        added(CodeSetMember(new_id(), code_set.id, stigma.id)),
        added(Summary(new_id(), stigma.id, person.id, "Feels judged\nby all", "AB", moment)),
        added(ForeignPart(part_id(stigma.id, "graph"), ForeignKind.GRAPH, "Map", graph_of(stigma.id))),
        added(RememberedGuide(new_id(), "text w:", '{"marking": "colon"}')),
        added(SavedQuery(new_id(), "Judged", 0, f"code:#{stigma.id}")),
        added(TypicalQuote(new_id(), stigma.id, transcript.id, start, start + 16, moment)),
        added(Report(new_id(), "Monthly", 0, '{"tables": []}')),
        added(Memo(new_id(), MemoSubject.CODE, stigma.id, "Idea", "Look again 😀", "AB", moment)),
        added(free),
        added(MemoLink(new_id(), free.id, MemoSubject.CODE, stigma.id)),
        added(MemoLink(new_id(), free.id, MemoSubject.PLACE, transcript.id, start, start + 4)),
        added(Highlight(new_id(), transcript.id, coder.id, 5, 9, "", moment)),
        added(asked),
        added(Comment(new_id(), "Look at the definition.", "CD", moment, first_id=asked.id)),
        added(Comment(new_id(), "Whose code is this?", "CD", moment, code_id=stigma.id, done=True)),
        added(
            Decision(
                new_id(),
                transcript.id,
                coder.id,
                other.id,
                coder.id,
                Outcome.BOTH,
                ("ab" * 16, "cd" * 16),
                (),
                "boundary 😀",
                "AB",
                moment,
            )
        ),
        added(Membership(new_id(), coder.id, TeamRole.LEAD)),
        added(Membership(new_id(), other.id, TeamRole.CODER)),
        added(RoundTranscript(new_id(), first.id, transcript.id)),
        added(first),
        added(RoundCoder(new_id(), first.id, coder.id)),
        added(RoundCoder(new_id(), first.id, other.id)),
        added(CodingProgress(new_id(), first.id, transcript.id, coder.id, CodingState.FINISHED, moment)),
        added(Revisit(new_id(), transcript.id, "ab" * 16, "AB", moment)),
        added(
            GivenCopy(new_id(), first.id, other.id, 7, "cd" * 32, moment, False, 3, "ef" * 32, ("ef" * 32,))
        ),
    )
    turns = (
        Turn(new_id(), 0, Span(0, second), 5, "MOD", moderator.id, Role.INTERVIEWER, None),
        Turn(new_id(), 1, Span(second, len(TEXT)), second + 4, "P1", person.id, Role.PARTICIPANT, 12.5),
    )
    codings = (
        Coding(new_id(), stigma.id, coder.id, Span(start, start + 16), moment, 80, "strong"),
        Coding(new_id(), stigma.id, other.id, Span(start, start + 9), moment),
    )
    return ChangeSet(
        "Example",
        rows,
        (ColumnsChange(transcript.id, Turns.empty(), Turns.from_rows(turns)),),
        (ColumnsChange(transcript.id, Codings.empty(), Codings.from_rows(codings)),),
    )


def whole_example() -> ChangeSet:
    """The same with the row about the project: the first step of a project that can be opened."""
    change = example()
    return replace(change, rows=(added(ProjectInfo(new_id(), "Example", now())), *change.rows))


def free_example() -> ChangeSet:
    """The same as ``example`` without roles: everybody may do all."""
    change = example()
    return replace(change, rows=tuple(each for each in change.rows if not isinstance(each.row, Membership)))
