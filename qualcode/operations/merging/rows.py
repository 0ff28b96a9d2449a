"""Rows of three studies made into one: what is new comes, what one side changed holds, the rest is chosen."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, Final
from uuid import UUID

from qualcode.model.codes.colour import colour_name
from qualcode.model.entities import (
    KINDS,
    Attribute,
    AttributeValue,
    Code,
    Coder,
    CodeSet,
    CodeSetMember,
    Comment,
    Entity,
    Folder,
    Highlight,
    Memo,
    MemoLink,
    Participant,
    ProjectInfo,
    RememberedGuide,
    Summary,
    TextVersion,
    Transcript,
    TypicalQuote,
)
from qualcode.model.entity_nouns import ENTITY_NOUNS
from qualcode.model.exchange.foreign import ForeignKind, ForeignPart
from qualcode.model.front import PICTURE
from qualcode.model.papers import ChecklistAnswer, ToolUse
from qualcode.model.study import Study
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
from qualcode.model.teamwork.merge_plan import MergeState, Side
from qualcode.operations.merging.choosing import Choosing, settled
from qualcode.operations.merging.counterparts import in_order
from qualcode.operations.merging.texts import Studies

_QUIET: Final = frozenset(
    (
        *("position", "created_at", "changed_at", "author", "source_name", "source_sha256", "digit"),
        *("opened_at", "closed_at", "codebook_step", "codebook_sha256"),
        *("step", "step_hash", "given_at", "is_here", "returned_step", "returned_hash", "decided_at"),
        *("named_at", "recorded_at"),
        *("tips", "revisited_at"),
    )
)
"""What nobody chooses: where both sides have changed it, ours stays."""

_LISTS: Final = frozenset(("unlisted_words", "listed_words"))
"""Lists in which both sides' words have room; nobody has to choose one of them."""

_NOT_COMPARED: Final = frozenset(("id", "version", "folder"))
"""What is each side’s own: a shared folder lies elsewhere for each person."""

_GUID: Final = "identifier in another project"

NOBODY: Final = UUID(int=0)
"""The identity of nothing there is."""

Rows = dict[type[Entity], dict[UUID, Any]]
"""Rows by kind and identity, in the making."""


def merged_rows(studies: Studies, used: frozenset[UUID], choosing: Choosing) -> Rows:
    """The rows of every kind. ``used`` are rows on which work hangs that is new on the other side."""
    rows = {kind: _of_kind(studies, kind, used, choosing) for kind in KINDS if kind is not Membership}
    # Who may do what is for the leads here to say, not for whoever sends a file.
    rows[Membership] = dict(studies.ours.rows(Membership))
    if choosing.guids:
        choosing.tell(MergeState.NEW, _GUID, "", number=choosing.guids)
    return rows


def _of_kind(
    studies: Studies, kind: type[Entity], used: frozenset[UUID], choosing: Choosing
) -> dict[UUID, Any]:
    ours, theirs = studies.ours.rows(kind), studies.theirs.rows(kind)
    base: Mapping[UUID, Any] = {} if studies.base is None else studies.base.rows(kind)
    found: dict[UUID, Any] = {}
    for row in in_order(studies.theirs, kind):
        merged = _merged(studies, kind, row, ours.get(row.id), base.get(row.id), used, choosing)
        if merged is not None:
            found[row.id] = merged
    kept = (row for row in _by_identity(ours) if row.id not in theirs)
    found.update((row.id, row) for row in kept if not _goes(studies, row, base.get(row.id), choosing))
    return found


def _by_identity(rows: Mapping[UUID, Any]) -> Iterator[Any]:
    return (row for _, row in sorted(rows.items()))


def _merged(
    studies: Studies,
    kind: type[Entity],
    theirs: Any,
    ours: Any,
    base: Any,
    used: frozenset[UUID],
    choosing: Choosing,
) -> Any:
    """What becomes of a row of theirs: None where there is none."""
    if kind is TextVersion and theirs.transcript_id in studies.ours.transcripts:
        # The wording that holds was settled before; earlier ones are each side's own history.
        return ours
    if ours is not None:
        return _together(studies, theirs, ours, base, choosing)
    noun, name = _noun_of(theirs), name_of(studies.theirs, theirs)
    if base is None:
        if noun == _GUID:
            # There is one for almost everything: they are counted.
            choosing.guids += 1
        elif kind is not TextVersion:
            choosing.tell(MergeState.NEW, noun, name)
        return theirs
    if not choosing.back.isdisjoint(hangs_on(theirs)):
        choosing.back.add(theirs.id)
        return theirs
    if same(theirs, base) and theirs.id not in used:
        return None
    there = "changed" if not same(theirs, base) else "used"
    side = choosing.deleted_here(f"{noun}:{theirs.id}", noun, name, there)
    if side is Side.OURS:
        return None
    choosing.back.add(theirs.id)
    return theirs


def _together(studies: Studies, theirs: Any, ours: Any, base: Any, choosing: Choosing) -> Any:
    if same(theirs, ours):
        return ours
    # Another project's name, language and settings are its own; what was written about it is not lost.
    foreign = isinstance(ours, ProjectInfo) and base is None
    names: Iterable[str] = ("memo", *_LISTS) if foreign else compared(theirs)
    values: dict[str, Any] = {}
    taken = []
    for name in names:
        there, here = getattr(theirs, name), getattr(ours, name)
        side = settled(here, there, getattr(base, name, None), known=base is not None)
        if name in _LISTS:
            both = _both_lists(here, there, getattr(base, name, ()))
            if both != here:
                values[name] = both
                taken.append("stop list")
            continue
        if name in _QUIET:
            side = side if side is not None and base is not None else Side.OURS
        elif side is Side.THEIRS:
            taken.append(name)
        if (side or _chosen(studies, theirs, name, here, there, choosing)) is Side.THEIRS:
            values[name] = there
    if taken:
        noun = ENTITY_NOUNS[type(ours)]
        told = ", ".join(dict.fromkeys(name.removesuffix("_id") for name in taken))
        before = str(ours.name) if "name" in taken else ""
        choosing.tell(MergeState.CHANGED_THERE, noun, name_of(studies.theirs, theirs), before, told)
    return replace(ours, **values) if values else ours


def _both_lists(ours: Sequence[str], theirs: Sequence[str], base: Sequence[str]) -> tuple[str, ...]:
    """What either side has added, without what either has taken out."""
    gone = {word for word in base if word not in ours or word not in theirs}
    return tuple(word for word in dict.fromkeys((*ours, *theirs)) if word not in gone)


def _chosen(studies: Studies, row: Any, field: str, here: object, there: object, choosing: Choosing) -> Side:
    noun = ENTITY_NOUNS[type(row)]
    said = colour_name if field == "colour" else str
    words = [
        said(_in_words(study, value)) for study, value in ((studies.ours, here), (studies.theirs, there))
    ]
    if words[0] == words[1]:
        # Two colours may have one name.
        words = [str(here), str(there)]
    name = f"{name_of(studies.ours, studies.ours.rows(type(row))[row.id])}: {field.removesuffix('_id')}"
    return choosing.both(f"{noun}:{row.id}:{field}", noun, name, *words)


def _goes(studies: Studies, ours: Any, base: Any, choosing: Choosing) -> bool:
    """Whether a row of ours that the other side no longer has goes."""
    if base is None or not same(ours, base) or isinstance(ours, TextVersion):
        return False
    noun = _noun_of(ours)
    side = choosing.deleted_there(f"{noun}:{ours.id}", noun, name_of(studies.ours, ours))
    return side is Side.THEIRS


def compared(row: Entity) -> Iterator[str]:
    """The parts of a row that say something."""
    return (each.name for each in fields(row) if each.name not in _NOT_COMPARED)


def same(one: Any, other: Any) -> bool:
    """Whether two rows say the same."""
    return all(getattr(one, name) == getattr(other, name) for name in compared(one))


def new_references(studies: Studies) -> frozenset[UUID]:
    """Rows that something refers to which the other side alone has, and has made since."""
    found: set[UUID] = set()
    base = studies.base
    for kind in KINDS:
        known = {} if base is None else base.rows(kind)
        for identity, row in studies.theirs.rows(kind).items():
            if identity not in known and identity not in studies.ours.rows(kind):
                found.update(references(row))
    return frozenset(found)


def references(row: Entity) -> Iterator[UUID]:
    """The rows that a row names."""
    return (value for _, value in _named_rows(row))


def hangs_on(row: Entity) -> Iterator[UUID]:
    """The rows without which a row is nothing; a transcript is one without its folder."""
    return (value for name, value in _named_rows(row) if name != "folder_id")


def _named_rows(row: Entity) -> Iterator[tuple[str, UUID]]:
    for each in fields(row):
        value = getattr(row, each.name)
        if each.name != "id" and isinstance(value, UUID):
            yield each.name, value


def _noun_of(row: Any) -> str:
    is_identity = isinstance(row, ForeignPart) and row.kind is ForeignKind.IDENTITY
    return _GUID if is_identity else ENTITY_NOUNS[type(row)]


def name_of(study: Study, row: Any) -> str:
    """What a row is called, so that a person finds it."""
    return _NAMES.get(type(row), _own_name)(study, row)


def _own_name(_study: Study, row: Any) -> str:
    return str(row.name)


def _name_of_value(study: Study, row: AttributeValue) -> str:
    attribute = study.rows(Attribute).get(row.attribute_id)
    return f"{attribute.name if attribute else ''} of {_subject(study, row.subject_id)}"


def _name_of_link(study: Study, row: MemoLink) -> str:
    memo = study.rows(Memo).get(row.memo_id)
    return f"{memo.title if memo else ''} to {_subject(study, row.subject_id)}"


def _name_of_part(study: Study, row: ForeignPart) -> str:
    """What is known there by a GUID; other parts have a name."""
    if row.kind is not ForeignKind.IDENTITY:
        return row.name
    here = UUID(row.content)
    kind = next((kind for kind in KINDS if here in study.rows(kind)), None)
    return row.name if kind is None else name_of(study, study.rows(kind)[here]) or row.name


def _in_its_transcript(study: Study, row: Highlight | TextVersion | Decision | Revisit) -> str:
    return _named(study, Transcript, row.transcript_id)


def _name_of_comment(study: Study, row: Comment) -> str:
    """``FG1, stigma``: what the thread of a comment is about."""
    first = study.rows(Comment).get(row.first_id or row.id, row)
    parts = (_subject(study, first.transcript_id or NOBODY), _subject(study, first.code_id or NOBODY))
    return ", ".join(filter(None, parts))


def _in_round(study: Study, row: Any) -> str:
    """``Pilot: FG1, CD``: what a row of a round is about."""
    parts = (
        _named(study, Transcript, getattr(row, "transcript_id", NOBODY)),
        _named(study, Coder, getattr(row, "coder_id", NOBODY)),
    )
    return f"{_named(study, Round, row.round_id)}: {', '.join(filter(None, parts))}"


def _named(study: Study, kind: type[Entity], identity: UUID) -> str:
    row: Any = study.rows(kind).get(identity)
    return "" if row is None else str(row.name)


def _subject(study: Study, identity: UUID) -> str:
    for kind in (Participant, Transcript, Code, ProjectInfo):
        if identity in study.rows(kind):
            return _named(study, kind, identity)
    return ""


def _in_words(study: Study, value: object) -> str:
    if isinstance(value, UUID):
        return next(
            (_named(study, kind, value) for kind in (Code, Coder, Folder) if value in study.rows(kind)), ""
        )
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, str) and value.startswith(PICTURE):
        return "a picture"
    return "" if value is None else str(value)


_NAMES: Final[Mapping[type[Entity], Callable[[Study, Any], str]]] = {
    Code: lambda study, row: study.path(row.id),
    Folder: lambda study, row: study.folders.paths[row.id],
    RememberedGuide: lambda _study, row: str(row.shape),
    Membership: lambda study, row: _named(study, Coder, row.coder_id),
    AttributeValue: _name_of_value,
    CodeSetMember: lambda study, row: (
        f"{_named(study, CodeSet, row.set_id)}: {_named(study, Code, row.code_id)}"
    ),
    Summary: lambda study, row: (
        f"{_named(study, Participant, row.participant_id)}, {_named(study, Code, row.code_id)}"
    ),
    TypicalQuote: lambda study, row: (
        f"{_named(study, Code, row.code_id)} in {_named(study, Transcript, row.transcript_id)}"
    ),
    **dict.fromkeys((RoundTranscript, RoundCoder, CodingProgress, GivenCopy), _in_round),
    Highlight: _in_its_transcript,
    Comment: _name_of_comment,
    Decision: _in_its_transcript,
    ToolUse: lambda _study, row: str(row.tool),
    ChecklistAnswer: lambda _study, row: f"{row.checklist.upper()}, item {row.item}",
    Revisit: _in_its_transcript,
    TextVersion: _in_its_transcript,
    Memo: lambda study, row: row.title or _subject(study, row.subject_id),
    MemoLink: _name_of_link,
    ForeignPart: _name_of_part,
}
"""What a row is called where it has no name of its own, or one that does not say enough."""
