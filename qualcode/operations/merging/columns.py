"""Codings and turns of three studies made into one, transcript by transcript."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Final
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.model.codings import Coding, Codings
from qualcode.model.columns import TranscriptColumns
from qualcode.model.identity import NO_KEY, id_of, key_of, keys_of
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.teamwork.merge_plan import MergeState, Side
from qualcode.model.turns import Turns
from qualcode.model.words.cutting import in_one_line
from qualcode.model.words.in_words import counted, listed
from qualcode.model.words.name_order import name_order
from qualcode.operations.merging.choosing import Choosing, settled
from qualcode.operations.merging.texts import Studies

Flags = npt.NDArray[np.bool_]

_NAMED: Final = 3
"""So many people are named where turns differ, and so many codings that were removed."""

_QUOTED: Final = 60
"""So many characters are quoted of each."""

_PLACE: Final = ("code", "coder", "start", "end")

_CALLED: Final = {"code_id": "code", "coder_id": "coder", "span": "words", "weight": "weight", "memo": "memo"}
"""What can be changed of a coding, and what it is called."""


def merged_turns(studies: Studies, transcript_id: UUID, choosing: Choosing) -> Turns:
    """The turns of a transcript: those of the side that alone changed them."""
    ours, theirs = studies.ours.turns_of(transcript_id), studies.theirs.turns_of(transcript_id)
    if transcript_id not in studies.ours.transcripts:
        return theirs
    if transcript_id not in studies.theirs.transcripts or _same_turns(ours, theirs):
        return ours
    if studies.base is not None and transcript_id in studies.base.transcripts:
        before = studies.base.turns_of(transcript_id)
        if _same_turns(theirs, before):
            return ours
        if _same_turns(ours, before):
            choosing.tell(MergeState.CHANGED_THERE, "turns", studies.ours.transcripts[transcript_id].name)
            return theirs
    name = studies.ours.transcripts[transcript_id].name
    here, there = (_turns_in_words(*each) for each in ((studies.ours, ours), (studies.theirs, theirs)))
    side = choosing.both(f"turns:{transcript_id}", "turns", name, here, there)
    return ours if side is Side.OURS else theirs


def _turns_in_words(study: Study, turns: Turns) -> str:
    """``142 turns of FG1-P1, FG1-P2, FG1-P3 and 2 more``."""
    keys = [key for key in np.unique(turns.participant).tolist() if key != NO_KEY]
    known = (study.participants.get(id_of(key)) for key in keys)
    names = sorted((row.name for row in known if row is not None), key=name_order)
    rest = [f"{len(names) - _NAMED:,} more"] if len(names) > _NAMED else []
    return " of ".join(filter(None, (counted(len(turns), "turn"), listed([*names[:_NAMED], *rest]))))


def _same_turns(one: Turns, other: Turns) -> bool:
    return len(one) == len(other) and all(
        np.array_equal(one.column(name), other.column(name), equal_nan=name == "time")
        for name in one.FIELDS
        if name != "id"
    )


def merged_codings(studies: Studies, transcript_id: UUID, choosing: Choosing) -> Codings:
    """The codings of a transcript: ours, what is new there, and what either side changed."""
    ours, theirs = studies.ours.codings_of(transcript_id), studies.theirs.codings_of(transcript_id)
    base = Codings.empty() if studies.base is None else studies.base.codings_of(transcript_id)
    if ours == theirs:
        return ours
    found = _without_removed(studies, transcript_id, ours, theirs, base, choosing)
    changed = _changed(studies, transcript_id, ours, theirs, base, choosing)
    if len(changed):
        found = found.without(changed.id).joined(changed)
    return _with_new(studies, transcript_id, found, theirs, base, ours, choosing)


def _without_removed(
    studies: Studies, transcript_id: UUID, ours: Codings, theirs: Codings, base: Codings, choosing: Choosing
) -> Codings:
    """Ours without what the other side removed, as far as that is chosen."""
    gone = (base.positions(ours.id) >= 0) & (theirs.positions(ours.id) < 0)
    if not gone.any():
        return ours
    stays = np.ones(len(ours), dtype=np.bool_)
    transcript = studies.ours.transcripts[transcript_id].name
    for coder, number in sorted(_by_coder(ours.take(gone)).items()):
        removed = gone & _of_coder(ours, coder)
        key = f"codings:{transcript_id}:{coder}"
        name = f"{transcript}, {studies.ours.coders[coder].name}"
        here = _quoted(studies.ours, transcript_id, ours.take(removed))
        if choosing.deleted_there(key, "coding", name, number, here) is Side.THEIRS:
            stays &= ~removed
    return ours.take(stays)


def _quoted(study: Study, transcript_id: UUID, codings: Codings) -> str:
    """``Trust “nobody asked us” and 3 more``: what a person has to know to let them go."""
    rows = [codings.row(place) for place in range(min(len(codings), _NAMED))]
    words = [
        f"{study.path(row.code_id)} “{in_one_line(study.quoted(transcript_id, row.span), _QUOTED)}”"
        for row in rows
    ]
    rest = [f"{len(codings) - _NAMED:,} more"] if len(codings) > _NAMED else []
    return listed([*words, *rest])


def _with_new(
    studies: Studies,
    transcript_id: UUID,
    found: Codings,
    theirs: Codings,
    base: Codings,
    ours: Codings,
    choosing: Choosing,
) -> Codings:
    made_since = base.positions(theirs.id) < 0
    wanted = made_since | _comes_back(theirs, transcript_id, choosing)
    new = theirs.take(wanted & (ours.positions(theirs.id) < 0))
    if not len(new):
        return found
    fresh = new.take(~_there_already(new, found))
    transcript = studies.theirs.transcripts[transcript_id].name
    for coder, number in sorted(_by_coder(fresh).items()):
        name = f"{transcript}, {studies.theirs.coders[coder].name}"
        choosing.tell(MergeState.NEW, "coding", name, number=number)
    return found.joined(fresh)


def _comes_back(theirs: Codings, transcript_id: UUID, choosing: Choosing) -> Flags:
    """Whether codings hang on something that we had deleted and that comes back."""
    if transcript_id in choosing.back:
        return np.ones(len(theirs), dtype=np.bool_)
    keys = keys_of(sorted(choosing.back))
    return np.asarray(np.isin(theirs.code, keys) | np.isin(theirs.coder, keys))


def _there_already(new: Codings, found: Codings) -> Flags:
    """Whether a coder gave the same words the same code already, under another identity."""
    both = np.concatenate(
        [np.stack([table.column(name) for name in _PLACE], axis=1) for table in (found, new)]
    )
    _, first, which = np.unique(both, axis=0, return_index=True, return_inverse=True)
    return np.asarray(first[which.reshape(-1)][len(found) :] < np.arange(len(found), len(both)))


def _changed(
    studies: Studies, transcript_id: UUID, ours: Codings, theirs: Codings, base: Codings, choosing: Choosing
) -> Codings:
    """The codings that both have and that are to change, as they are to be."""
    places = ours.positions(theirs.id)
    shared = np.flatnonzero(places >= 0)
    differ = shared[_differ(theirs.take(shared), ours.take(places[shared]))]
    rows = []
    taken: Counter[UUID] = Counter()
    for place in differ.tolist():
        there, here = theirs.row(place), ours.row(int(places[place]))
        before = base.positions(theirs.id[[place]])
        was = base.row(int(before[0])) if before[0] >= 0 else None
        merged = _together(studies, transcript_id, here, there, was, choosing)
        if merged != here:
            rows.append(merged)
            taken[merged.coder_id] += 1
    for coder, number in sorted(taken.items()):
        name = f"{studies.ours.transcripts[transcript_id].name}, {_said(studies, 'coder_id', coder)}"
        choosing.tell(MergeState.CHANGED_THERE, "coding", name, number=number)
    return Codings.from_rows(rows)


def _differ(one: TranscriptColumns, other: TranscriptColumns) -> Flags:
    found = np.zeros(len(one), dtype=np.bool_)
    for name in one.FIELDS:
        if name != "id":
            found |= one.column(name) != other.column(name)
    return found


def _together(
    studies: Studies,
    transcript_id: UUID,
    here: Coding,
    there: Coding,
    was: Coding | None,
    choosing: Choosing,
) -> Coding:
    values: dict[str, object] = {}
    for name in _CALLED:
        mine, other = getattr(here, name), getattr(there, name)
        side = settled(mine, other, getattr(was, name, None), known=was is not None)
        if side is None:
            words = [
                each.quoted(transcript_id, value) if isinstance(value, Span) else _said(studies, name, value)
                for each, value in ((studies.ours, mine), (studies.theirs, other))
            ]
            transcript = studies.ours.transcripts[transcript_id].name
            about = f"{studies.theirs.path(there.code_id)} in {transcript}: {_CALLED[name]}"
            side = choosing.both(f"coding:{here.id}:{name}", "coding", about, *words)
        if side is Side.THEIRS:
            values[name] = other
    return replace(here, **values) if values else here  # type: ignore[arg-type]


def _said(studies: Studies, name: str, value: object) -> str:
    if name == "code_id":
        study = studies.ours if value in studies.ours.codes else studies.theirs
        return study.path(value)  # type: ignore[arg-type]
    if name == "coder_id":
        study = studies.ours if value in studies.ours.coders else studies.theirs
        return study.coders[value].name  # type: ignore[index]
    return "" if value is None else str(value)


def _by_coder(table: Codings) -> Mapping[UUID, int]:
    keys, numbers = np.unique(table.coder, return_counts=True)
    return {id_of(int(key)): int(number) for key, number in zip(keys, numbers, strict=True)}


def _of_coder(table: Codings, coder: UUID) -> Flags:
    return np.asarray(table.coder == key_of(coder))


def new_codings_use(studies: Studies) -> frozenset[UUID]:
    """Codes, coders and transcripts with codings that the other side has made since."""
    used: set[UUID] = set()
    for transcript_id, table in studies.theirs.codings.items():
        known = Codings.empty() if studies.base is None else studies.base.codings_of(transcript_id)
        fresh = table.take(known.positions(table.id) < 0)
        if len(fresh):
            used.add(transcript_id)
            used.update(id_of(int(key)) for key in np.unique(np.concatenate([fresh.code, fresh.coder])))
    return frozenset(used)
