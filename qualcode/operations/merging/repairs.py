"""A merged study put right: nothing hangs on what has gone, no name is there twice, no code below itself."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, Final
from uuid import UUID

import numpy as np

from qualcode.model.codings import Codings
from qualcode.model.entities import (
    KINDS,
    Attribute,
    AttributeType,
    AttributeValue,
    Code,
    Coder,
    CodeSet,
    CodeSetMember,
    Entity,
    Folder,
    Participant,
    RememberedGuide,
    Report,
    SavedQuery,
    Summary,
    TextVersion,
    Transcript,
    TypicalQuote,
)
from qualcode.model.entity_nouns import ENTITY_NOUNS
from qualcode.model.identity import NO_KEY, keys_of
from qualcode.model.team import CodingProgress, Decision, Revisit, Round, RoundCoder, RoundTranscript
from qualcode.model.teamwork.merge_plan import MergeState
from qualcode.model.turns import Turns
from qualcode.model.words.names import name_key, numbered_name
from qualcode.operations.merging.choosing import Choosing
from qualcode.operations.merging.counterparts import CONTENT
from qualcode.operations.merging.rows import Rows

_ONCE: Final = (
    *(CodeSetMember, Summary, TypicalQuote, AttributeValue, RememberedGuide),
    *(RoundTranscript, RoundCoder, CodingProgress, Decision, Revisit),
)
"""Of these there is one about the same thing."""

_TREES: Final[Mapping[type[Entity], str]] = {
    Code: "at the top of the codebook",
    Folder: "at the top of the transcripts",
}
"""What stands below one another, and where that is which has nothing above it."""

_NAMED: Final = (Coder, Transcript, Participant, Attribute, CodeSet, Report, SavedQuery, Round)


def put_right(rows: Rows, ours: Rows, choosing: Choosing) -> None:
    """Mend ``rows`` in place; what came from the other side gives way, and every repair is told."""
    for kind, top in _TREES.items():
        _lift_orphans(rows[kind], rows[kind], "parent_id", ENTITY_NOUNS[kind], top, choosing)
    _lift_orphans(rows[Transcript], rows[Folder], "folder_id", "transcript", "in no folder", choosing)
    _drop_hanging(rows, choosing)
    for kind in _TREES:
        _open_circles(rows[kind], ours[kind], ENTITY_NOUNS[kind], choosing)
    _part_names(rows, ours, choosing)
    for kind in _ONCE:
        _part_doubles(rows[kind], ours[kind], kind, choosing)
    _part_keys(rows, ours, choosing)
    _known_choices(rows, choosing)


def _lift_orphans(
    rows: dict[UUID, Any], parents: Mapping[UUID, Any], field: str, noun: str, where: str, choosing: Choosing
) -> None:
    """Rows below one that has gone come to the top."""
    for identity, row in rows.items():
        parent = getattr(row, field)
        if parent is not None and parent not in parents:
            rows[identity] = replace(row, **{field: None})
            choosing.tell(MergeState.REPAIRED, noun, row.name, there=f"now {where}")


def _drop_hanging(rows: Rows, choosing: Choosing) -> None:
    """Whatever is about something that has gone, and what is about that in turn."""
    there = {identity for kind in KINDS for identity in rows[kind]}
    hanging = True
    while hanging:
        hanging = False
        for kind in KINDS:
            for identity, row in list(rows[kind].items()):
                if all(reference in there for reference in _references(row)):
                    continue
                del rows[kind][identity]
                there.discard(identity)
                hanging = True
                if kind is not TextVersion:
                    choosing.tell(MergeState.UNPLACED, ENTITY_NOUNS[kind], str(getattr(row, "name", "")))


def _references(row: Entity) -> Iterator[UUID]:
    for each in fields(row):
        value = getattr(row, each.name)
        if each.name not in ("id", "parent_id", "folder_id") and isinstance(value, UUID):
            yield value


def _open_circles(rows: dict[UUID, Any], ours: Mapping[UUID, Any], noun: str, choosing: Choosing) -> None:
    """What came to be below itself goes back to where we had it, else to the top."""
    for identity in sorted(rows):
        if _in_circle(rows, identity):
            known = ours.get(identity)
            parent = None if known is None else known.parent_id
            rows[identity] = replace(rows[identity], parent_id=parent if parent in rows else None)
            if _in_circle(rows, identity):
                rows[identity] = replace(rows[identity], parent_id=None)
            choosing.tell(MergeState.REPAIRED, noun, rows[identity].name, there="moved out of itself")


def _in_circle(rows: Mapping[UUID, Any], identity: UUID) -> bool:
    parent = rows[identity].parent_id
    for _ in range(len(rows)):
        if parent is None or parent == identity:
            break
        parent = rows[parent].parent_id
    return parent is not None


def _part_names(rows: Rows, ours: Rows, choosing: Choosing) -> None:
    """Two of one name: theirs gets a number."""
    for kind in _NAMED:
        for group in _groups(rows[kind], lambda row: getattr(row, "subject", "")).values():
            _part(rows, kind, ours, group, choosing)
    for tree in _TREES:
        for group in _groups(rows[tree], lambda row: row.parent_id).values():
            _part(rows, tree, ours, group, choosing)


def _groups(rows: dict[UUID, Any], by: Callable[[Any], object]) -> dict[object, list[Any]]:
    found: dict[object, list[Any]] = {}
    for row in rows.values():
        found.setdefault(by(row), []).append(row)
    return found


def _part(rows: Rows, kind: type[Entity], ours: Rows, group: list[Any], choosing: Choosing) -> None:
    if len({name_key(row.name) for row in group}) == len(group):
        # Sorting a hundred thousand rows takes longer than seeing that no two have one name.
        return
    known = ours[kind]
    taken: set[str] = set()
    # Ours as we know them first, so that it is what came that gives way.
    for row in sorted(group, key=lambda row: (known.get(row.id) != row, row.id not in known, row.id)):
        name = numbered_name(row.name, taken)
        taken.add(name_key(name))
        if name != row.name:
            rows[kind][row.id] = replace(row, name=name)
            choosing.tell(MergeState.REPAIRED, ENTITY_NOUNS[kind], row.name, there=f"now “{name}”")


def _part_doubles(
    rows: dict[UUID, Any], ours: dict[UUID, Any], kind: type[Entity], choosing: Choosing
) -> None:
    """Two about one thing, of which there can be one: ours stays as it was, theirs gives way."""
    if len({_about(row) for row in rows.values()}) == len(rows):
        return
    seen: set[tuple[object, ...]] = set()
    for row in sorted(rows.values(), key=lambda row: (ours.get(row.id) != row, row.id not in ours, row.id)):
        if _about(row) not in seen:
            seen.add(_about(row))
            continue
        known = ours.get(row.id)
        if known is not None and _about(known) not in seen:
            rows[row.id] = known
            seen.add(_about(known))
        else:
            del rows[row.id]
        said = getattr(row, "text", getattr(row, "value", ""))
        if said:
            choosing.tell(MergeState.UNPLACED, ENTITY_NOUNS[kind], said)


def _about(row: Entity) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in CONTENT[type(row)])


def _part_keys(rows: Rows, ours: Rows, choosing: Choosing) -> None:
    """A key applies one code, and never a category."""
    taken: set[int] = set()
    codes = rows[Code]
    with_key = (code for code in codes.values() if code.digit is not None)
    for code in sorted(with_key, key=lambda row: (ours[Code].get(row.id) != row, row.id)):
        if code.digit in taken or not code.codable:
            codes[code.id] = replace(code, digit=None)
            choosing.tell(MergeState.REPAIRED, "code", code.name, there=f"no longer on the key {code.digit}")
        taken.add(code.digit)


def _known_choices(rows: Rows, choosing: Choosing) -> None:
    """A value that is none of its attribute's choices becomes one."""
    attributes = rows[Attribute]
    for value in sorted(rows[AttributeValue].values(), key=lambda row: row.id):
        attribute = attributes[value.attribute_id]
        if attribute.type is AttributeType.CHOICE and value.value not in attribute.choices:
            attributes[attribute.id] = replace(attribute, choices=(*attribute.choices, value.value))
            told = f"“{value.value}” is a choice now"
            choosing.tell(MergeState.REPAIRED, "attribute", attribute.name, there=told)


def codings_put_right(table: Codings, name: str, rows: Rows, choosing: Choosing) -> Codings:
    """Codings whose code and coder are there; a category that is coded becomes a code."""
    stays = np.isin(table.code, keys_of(list(rows[Code]))) & np.isin(table.coder, keys_of(list(rows[Coder])))
    if not stays.all():
        choosing.tell(MergeState.UNPLACED, "coding", name, number=int(np.count_nonzero(~stays)))
        table = table.take(stays)
    return table


def codable_where_coded(codings: dict[UUID, Codings], rows: Rows, choosing: Choosing) -> None:
    """A category that is coded becomes a code."""
    categories = [code for code in rows[Code].values() if not code.codable]
    used = np.unique(np.concatenate([np.empty(0, np.int32), *(table.code for table in codings.values())]))
    for code, is_coded in zip(
        categories, np.isin(keys_of([code.id for code in categories]), used), strict=True
    ):
        if is_coded:
            rows[Code][code.id] = replace(code, codable=True)
            choosing.tell(MergeState.REPAIRED, "code", code.name, there="a code, for it is coded")


def turns_put_right(table: Turns, rows: Rows) -> Turns:
    """Turns of people who have gone belong to nobody."""
    known = np.isin(table.participant, keys_of(list(rows[Participant]))) | (table.participant == NO_KEY)
    if known.all():
        return table
    return table.replacing(participant=np.where(known, table.participant, NO_KEY).astype(np.int32))
