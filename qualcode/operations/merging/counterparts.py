"""Which row of another study is which of ours, and that study said in our identities."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, Final, TypeVar
from uuid import UUID

import numpy as np

from qualcode.model.columns import Column, TranscriptColumns
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
    Report,
    SavedQuery,
    Summary,
    TextVersion,
    Transcript,
    TypicalQuote,
)
from qualcode.model.exchange.foreign import ForeignPart, identities_there
from qualcode.model.exchange.selections import selection_id, written_guid
from qualcode.model.identity import NO_KEY, key_of
from qualcode.model.papers import ChecklistAnswer, CodebookVersion, ToolUse
from qualcode.model.queries.query import written_identity
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
from qualcode.model.text import StoredText
from qualcode.model.words.names import name_key
from qualcode.operations.merging.renamed_codes import renamed_codes

Same = Mapping[UUID, UUID]
"""From the identities of another study to ours, for all that both have."""

ChangeKeys = Callable[[Column], Column]

Columns = TypeVar("Columns", bound=TranscriptColumns)

_GUID: Final = re.compile(r"[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}")

LIKENESS: Final = 0.5
"""Two transcripts of one name are the same one where they share at least this part of their lines."""


def counterparts(ours: Study, theirs: Study, base: Study | None = None) -> Same:
    """What both studies have: the same identity, else one GUID in other programs, else the same content.

    Content is, for a transcript its text, else its name and most of its lines; for a code or folder its
    path, and where that differs what is coded with it (``renamed_codes``); for coders, participants,
    attributes, code sets, queries, reports and rounds the name; for the rest what it is about.
    With ``base``, the last state that both had, only what is new on both sides is looked for by content.
    """
    same: dict[UUID, UUID] = {}
    guids, names = _guids(ours), _guids(theirs)
    for kind in KINDS:
        mine, other = ours.rows(kind), theirs.rows(kind)
        same.update((identity, identity) for identity in other if identity in mine)
        known = {} if base is None else base.rows(kind)
        left = {row.id: row for row in mine.values() if row.id not in other}
        if guids or names:
            _match_guids(left, sorted(other.keys() - same.keys() - known.keys()), guids, names, same)
        left = {identity: row for identity, row in left.items() if identity not in known}
        new = [row for row in in_order(theirs, kind) if row.id not in same and row.id not in known]
        if left and new:
            _match_content(left, new, ours, theirs, same)
            if kind is Code and base is None:
                _match_renamed(left, new, ours, theirs, same)
    return same


def _guids(study: Study) -> dict[UUID, list[UUID]]:
    """By which GUIDs other programs know what is here."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for there, here in identities_there(study.rows(ForeignPart).values()):
        found[here].append(there)
    return found


def _match_guids(
    left: dict[UUID, Any],
    new: list[UUID],
    guids: Mapping[UUID, list[UUID]],
    names: Mapping[UUID, list[UUID]],
    same: dict[UUID, UUID],
) -> None:
    """Add to ``same`` which ``new`` rows are known by a GUID of one of ours, which is ``left`` no more."""
    ours = {there: here for here, found in guids.items() if here in left for there in found}
    for identity in new:
        for there in (identity, *names.get(identity, ())):
            found = there if there in left else ours.get(there)
            if found in left:
                same[identity] = found
                del left[found]
                break


def in_order(study: Study, kind: type[Entity]) -> Iterator[Entity]:
    """Codes and folders after those above them; everything else in an order that does not change."""
    if kind is Code:
        yield from study.codes_in_order
    elif kind is Folder:
        yield from study.folders.in_order
    else:
        yield from (row for _, row in sorted(study.rows(kind).items()))


def _match_content(
    left: Mapping[UUID, Any], new: list[Entity], ours: Study, theirs: Study, same: dict[UUID, UUID]
) -> None:
    """Add to ``same`` which ``new`` rows have the same content as one of ours ``left``, each at most once."""
    known: dict[Hashable, list[UUID]] = defaultdict(list)
    for identity, row in sorted(left.items(), reverse=True):
        known[_content(row, ours, {})].append(identity)
    _match_named(left, known, new, theirs, same)
    for each in new:
        # Two memos may say the same about the same; then each of theirs is one of ours.
        if each.id not in same and (found := known.get(_content(each, theirs, same))):
            same[each.id] = found.pop()
    taken = set(same.values())
    transcripts = [row for row in new if isinstance(row, Transcript) and row.id not in same]
    if transcripts:
        _match_alike([each for each in left if each not in taken], transcripts, ours, theirs, same)


def _match_renamed(
    left: Mapping[UUID, Any], new: list[Entity], ours: Study, theirs: Study, same: dict[UUID, UUID]
) -> None:
    """Add to ``same`` which codes have another name there, and those below them, by their names."""
    while found := renamed_codes(ours, theirs, same):
        same.update(found)
        taken = set(same.values())
        left = {identity: row for identity, row in left.items() if identity not in taken}
        new = [row for row in new if row.id not in same]
        _match_content(left, new, ours, theirs, same)


def _match_named(
    left: Mapping[UUID, Any],
    known: Mapping[Hashable, list[UUID]],
    new: list[Entity],
    theirs: Study,
    same: dict[UUID, UUID],
) -> None:
    """Of transcripts that have one text those of one name first; they are no longer ``known``."""
    for each in new:
        if isinstance(each, Transcript):
            alike = known.get(_content(each, theirs, same), [])
            named = [found for found in alike if name_key(left[found].name) == name_key(each.name)]
            if named:
                same[each.id] = named[0]
                alike.remove(named[0])


def _match_alike(
    left: Iterable[UUID], new: list[Transcript], ours: Study, theirs: Study, same: dict[UUID, UUID]
) -> None:
    """Transcripts of one text but for what ends it, else of one name, most of whose lines are the same."""
    names: dict[str, UUID] = {}
    ending: dict[str, UUID] = {}
    for identity in sorted(left, reverse=True):
        names[name_key(ours.transcripts[identity].name)] = identity
        ending[ours.text(identity).rstrip()] = identity
    taken = set()
    # Where two have one text, those of one name belong together.
    for is_named in (True, False):
        for row in new:
            text = theirs.text(row.id)
            found = names.get(name_key(row.name)) if is_named else ending.get(text.rstrip())
            if (
                found is not None
                and found not in taken
                and row.id not in same
                and _alike(ours.text(found), text)
            ):
                same[row.id] = found
                taken.add(found)


def _alike(one: str, other: str) -> bool:
    lines, others = ({line.strip() for line in text.splitlines() if line.strip()} for text in (one, other))
    return bool(lines and others) and len(lines & others) >= LIKENESS * min(len(lines), len(others))


def _content(row: Entity, study: Study, same: Same) -> Hashable:
    """What tells a row from others of its kind, in our identities."""
    if isinstance(row, Transcript):
        return study.text_version(row.id).text.sha256
    parts = (getattr(row, name) for name in CONTENT[type(row)])
    return tuple(_comparable(part, same) for part in parts)


def _comparable(part: object, same: Same) -> Hashable:
    if isinstance(part, UUID):
        return same.get(part, part)
    if isinstance(part, StoredText):
        return part.sha256
    return name_key(part) if type(part) is str else part


CONTENT: Final[Mapping[type[Entity], tuple[str, ...]]] = {
    ProjectInfo: (),
    TextVersion: ("transcript_id", "text"),
    Coder: ("name",),
    Participant: ("name",),
    Attribute: ("subject", "name"),
    AttributeValue: ("attribute_id", "subject_id"),
    Code: ("parent_id", "name"),
    Folder: ("parent_id", "name"),
    CodeSet: ("name",),
    CodeSetMember: ("set_id", "code_id"),
    Summary: ("participant_id", "code_id"),
    TypicalQuote: ("code_id", "transcript_id", "start", "end"),
    Report: ("name",),
    SavedQuery: ("name",),
    RememberedGuide: ("shape",),
    ForeignPart: ("kind", "name", "content"),
    Memo: ("subject", "subject_id", "start", "end", "title", "text"),
    MemoLink: ("memo_id", "subject", "subject_id", "start", "end"),
    Highlight: ("transcript_id", "coder_id", "start", "end"),
    Comment: ("first_id", "transcript_id", "code_id", "start", "end", "author", "text"),
    Membership: ("coder_id",),
    Round: ("name",),
    RoundTranscript: ("round_id", "transcript_id"),
    RoundCoder: ("round_id", "coder_id"),
    CodingProgress: ("round_id", "transcript_id", "coder_id"),
    GivenCopy: ("round_id", "coder_id", "step", "given_at"),
    Decision: ("transcript_id", "originals"),
    CodebookVersion: ("name", "sha256"),
    ToolUse: ("tool", "version", "purpose", "used"),
    ChecklistAnswer: ("checklist", "item"),
    Revisit: ("transcript_id", "coding"),
}
"""By what a row of each kind is known besides its identity; a transcript is known by its text."""


def in_our_identities(theirs: Study, same: Same) -> Study:
    """The other study with our identities wherever both have the same thing."""
    changed = {identity: found for identity, found in same.items() if identity != found}
    if not changed:
        return theirs
    words = [(written_identity(identity), written_identity(found)) for identity, found in changed.items()]
    tables = {
        kind: {changed.get(row.id, row.id): _renamed(row, changed, words) for row in rows.values()}
        for kind, rows in theirs.tables.items()
    }
    if theirs.rows(ForeignPart):
        guids = {written_guid(old): written_guid(new) for old, new in changed.items()}
        guids |= _stretches_renamed(theirs, changed)
        tables[ForeignPart] = {
            changed.get(row.id, row.id): _referring(row, changed, guids)
            for row in theirs.rows(ForeignPart).values()
        }
    keys = _keys(changed)
    turns = [(owner, _with_keys(table, keys, "participant")) for owner, table in theirs.turns.items()]
    codings = [(owner, _with_keys(table, keys, "code", "coder")) for owner, table in theirs.codings.items()]
    return Study(
        tables,
        {changed.get(owner, owner): table for owner, table in turns},
        {changed.get(owner, owner): table for owner, table in codings},
        theirs.step,
    )


def _referring(row: ForeignPart, changed: Same, guids: Mapping[str, str]) -> ForeignPart:
    """A part of another program with what it refers to under the names of today."""
    content = _GUID.sub(lambda found: guids.get(found[0], found[0]), row.content)
    return replace(row, id=changed.get(row.id, row.id), content=content)


def _stretches_renamed(theirs: Study, changed: Same) -> dict[str, str]:
    """How coded stretches of transcripts are called now: their identities are made of their transcript's."""
    renamed: dict[str, str] = {}
    for owner, table in theirs.codings.items():
        if owner in changed:
            for start, end in set(zip(table.start.tolist(), table.end.tolist(), strict=True)):
                old, new = (selection_id(each, start, end) for each in (owner, changed[owner]))
                renamed[written_guid(old)] = written_guid(new)
    return renamed


def _renamed(row: Entity, changed: Same, words: list[tuple[str, str]]) -> Entity:
    values: dict[str, Any] = {}
    for each in fields(row):
        value = getattr(row, each.name)
        if isinstance(value, UUID) and value in changed:
            values[each.name] = changed[value]
    if isinstance(row, Report | SavedQuery):
        content = row.content
        for old, new in words:
            content = content.replace(old, new)
        values["content"] = content
    return replace(row, **values) if values else row


def _keys(changed: Same) -> ChangeKeys:
    pairs = {key_of(identity): key_of(found) for identity, found in changed.items()}
    table = np.arange(max(pairs) + 2, dtype=np.int32)
    # The last place is reached by NO_KEY.
    table[-1] = NO_KEY
    for old, new in pairs.items():
        table[old] = new

    def of(column: Column) -> Column:
        small = column < len(table) - 1
        return np.where(small, table[np.where(small, column, NO_KEY)], column)

    return of


def _with_keys(table: Columns, keys: ChangeKeys, *names: str) -> Columns:
    return table.replacing(**{name: keys(table.column(name)) for name in names})
