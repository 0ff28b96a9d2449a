"""Codes that another program gave a new identity and a person a new name: known by what they are about."""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple
from uuid import UUID

import numpy as np

from qualcode.model.entities import Code
from qualcode.model.identity import id_of, keys_of
from qualcode.model.study import Study
from qualcode.model.words.names import name_key

Same = Mapping[UUID, UUID]

SURE: Final = 0.8
"""So large a part of the coded places of the code that has fewer has to be coded with the other as well."""

RIVAL: Final = 0.4
"""A code that shares at least this part might be the right one, too: then nothing is sure."""

ENOUGH: Final = 3
"""So many shared places are needed, or all that both have."""

WORDS: Final = 3
"""A definition of fewer words tells no code from others."""

_MANY: Final = 50
"""What so many codes have in common tells none of them from the others."""

_Coded = tuple[UUID, UUID, int, int]
"""In which transcript, by whom, from, to: in our identities."""

_Place = tuple[tuple[str, ...], UUID, UUID, int, int]
"""The same for a branch, after the names that lead to the code from its top."""


class _Facts(NamedTuple):
    """What a code is known by besides its name; ``places`` are those of its branch."""

    above: UUID | None
    definition: str
    colour: str
    places: frozenset[_Place]


def renamed_codes(ours: Study, theirs: Study, same: Same) -> dict[UUID, UUID]:
    """Codes of theirs that have no counterpart in ``same``, and which of ours without one each of them is.

    A pair stands below the same code; most of what was coded with one, by the same coders at the same
    places, was coded with the other, or where nothing tells them apart, both have one definition. A code for
    which two others might do has no counterpart, and the same pairs are found whichever study is ours.
    Only codes whose parent has a counterpart are looked at; call it again for those below.
    """
    taken = set(same.values())
    mine = {each.id: each for each in ours.codes.values() if each.id not in taken}
    new = {each.id: each for each in theirs.codes.values() if each.id not in same}
    if not mine or not new:
        return {}
    here, there = _facts(ours, mine, {}, taken), _facts(theirs, new, same, same)
    likely: dict[UUID, list[UUID]] = defaultdict(list)
    rivals: dict[UUID, list[UUID]] = defaultdict(list)
    sure = set()
    for one, other in _pairs(there, here):
        likeness = _likeness(there[one], here[other])
        if likeness >= RIVAL:
            likely[one].append(other)
            rivals[other].append(one)
        if likeness >= SURE:
            sure.add((one, other))
    return {one: other for one, other in sure if len(likely[one]) == len(rivals[other]) == 1}


def _pairs(one: Mapping[UUID, _Facts], other: Mapping[UUID, _Facts]) -> Iterator[tuple[UUID, UUID]]:
    """All that stand below the same code and have a place or a definition in common."""
    known: dict[Hashable, list[UUID]] = defaultdict(list)
    for identity, facts in other.items():
        for mark in _marks(facts):
            known[mark].append(identity)
    numbers = Counter(mark for facts in one.values() for mark in _marks(facts))
    # On either side: the same pairs are to be found whichever study is ours.
    common = {mark for mark, number in numbers.items() if max(number, len(known.get(mark, ()))) > _MANY}
    for identity, facts in one.items():
        found = (known.get(mark, ()) for mark in _marks(facts) if mark not in common)
        for each in sorted({each for some in found for each in some}):
            yield identity, each


def _marks(facts: _Facts) -> Iterator[Hashable]:
    if facts.definition:
        yield facts.above, facts.definition
    yield from ((facts.above, place) for place in facts.places)


def _likeness(one: _Facts, other: _Facts) -> float:
    """From 0 to 1: how much of what one of them is about the other is about as well."""
    is_defined_alike = bool(one.definition) and one.definition == other.definition
    if not one.places or not other.places:
        return float(is_defined_alike)
    shared = len(one.places & other.places)
    fewer, more = sorted((len(one.places), len(other.places)))
    part = min(shared / fewer, 2 * shared / more)
    if shared < ENOUGH and shared < more:
        part = min(part, RIVAL)
    return max(part, float(is_defined_alike and one.colour == other.colour))


def _facts(
    study: Study, codes: Mapping[UUID, Code], called: Same, known: Collection[UUID]
) -> dict[UUID, _Facts]:
    """What is known of those codes that stand at the top or below a code that is ``known``.

    ``called`` says how things are called here, of those that are called otherwise there.
    """
    tops = [each for each in codes.values() if each.parent_id is None or each.parent_id in known]
    places = _places(study, codes, called, known)
    below: dict[UUID | None, list[Code]] = defaultdict(list)
    for each in codes.values():
        below[each.parent_id].append(each)
    return {
        each.id: _Facts(
            None if each.parent_id is None else called.get(each.parent_id, each.parent_id),
            _definition(each),
            each.colour,
            frozenset(_of_branch(each, below, places)),
        )
        for each in tops
    }


def _definition(code: Code) -> str:
    words = code.definition.split()
    return " ".join(words) if len(words) >= WORDS else ""


def _of_branch(
    top: Code, below: Mapping[UUID | None, Iterable[Code]], places: Mapping[UUID, Iterable[_Coded]]
) -> Iterator[_Place]:
    """The places of a code and of those below it, each with the names that lead to it from there."""
    waiting: list[tuple[Code, tuple[str, ...]]] = [(top, ())]
    while waiting:
        code, path = waiting.pop()
        yield from ((path, *place) for place in places.get(code.id, ()))
        waiting += ((each, (*path, name_key(each.name))) for each in below.get(code.id, ()))


def _places(
    study: Study, codes: Collection[UUID], called: Same, known: Collection[UUID]
) -> dict[UUID, list[_Coded]]:
    """What is coded with each of some codes, in transcripts that both studies have and by coders of both."""
    found: dict[UUID, list[_Coded]] = defaultdict(list)
    wanted = keys_of(list(codes))
    for owner, table in study.codings.items():
        if owner not in known:
            continue
        rows = table.take(np.isin(table.code, wanted))
        names = {key: id_of(key) for key in np.unique(np.concatenate([rows.code, rows.coder])).tolist()}
        columns = (column.tolist() for column in (rows.code, rows.coder, rows.start, rows.end))
        for code, coder, start, end in zip(*columns, strict=True):
            who = names[coder]
            if who in known:
                place = (called.get(owner, owner), called.get(who, who), start, end)
                found[names[code]].append(place)
    return found
