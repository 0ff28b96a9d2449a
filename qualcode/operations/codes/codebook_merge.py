"""Merge several codes into one, and split one into several."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import numpy as np

from qualcode.model.change import ChangeSet
from qualcode.model.codings import NO_WEIGHT, Codings
from qualcode.model.entities import Code
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import id_array, key_of, keys_of, new_id
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted
from qualcode.model.words.names import name_key
from qualcode.operations.checks import all_existing, existing
from qualcode.operations.codes.code_sets import leave_sets
from qualcode.operations.codes.codebook import colour_dealer, end_position, names_of, sibling_name
from qualcode.operations.codes.codebook_structure import adopt_children
from qualcode.operations.comments import hand_on_comments
from qualcode.operations.draft import Draft
from qualcode.operations.memo_links import hand_on_memos, memos_about
from qualcode.operations.people.summaries import move_summaries_of_codes
from qualcode.operations.recoding import joined_texts, move_codings, swap_column
from qualcode.operations.saved_names import hand_on_names
from qualcode.operations.typical_quotes import follow_codings, hand_on_typical


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What a merge will do, in numbers, and ``change``, which does it.

    ``collapsed`` codings are already there under another of the codes, on the same span by the same
    coder: each such group becomes one coding with their memos joined. ``overlapping`` codings of
    the sources share text with one of the target by the same coder, on another span: both stay as they are.
    ``renamed`` are codes that get a number, because the target has one of the same name below it.
    ``texts`` are the fields in which texts of the sources are added to those of the target. ``weighed`` of
    the codings that become one had different weights, of which one is kept: the one that was under the
    target, else that of the oldest. ``digit`` is the pinned key that the target has afterwards; ``unpinned``
    are the sources, with their keys, whose keys are free then.
    """

    target: Code
    sources: tuple[Code, ...]
    recoded: int
    collapsed: int
    overlapping: int
    transcripts: int
    memos: int
    children: int
    renamed: tuple[tuple[str, str], ...]
    texts: tuple[str, ...]
    weighed: int
    digit: int | None
    unpinned: tuple[tuple[str, int], ...]
    change: ChangeSet


def merge_preview(study: Study, source_ids: Sequence[UUID], target_id: UUID) -> MergePreview:
    """Merge codes into another, which takes their codings, memos and the codes below them: what it does.

    Their texts (definition, rules, examples, memo) are added to those of the target, equal ones once; a
    pinned digit that it lacks comes from the first source that has one. Refused into a code below a
    source, and of codings into a category.
    """
    change, collapsed, renamed = _merge(study, source_ids, target_id)
    target = existing(study, Code, target_id)
    sources = _sources(study, source_ids, target)
    keys = keys_of([code.id for code in sources])
    digit = _enriched(target, sources).digit
    return MergePreview(
        target=target,
        sources=tuple(sources),
        recoded=sum(study.coding_counts.get(int(key), 0) for key in keys),
        collapsed=collapsed,
        overlapping=_overlapping(study, [code.id for code in sources], target_id),
        transcripts=len(change.codings),
        memos=len(memos_about(study, [code.id for code in sources])),
        children=sum(len(study.children(code.id)) for code in sources)
        - sum(code.parent_id in {row.id for row in sources} for code in sources),
        renamed=tuple((code.name, name) for code, name in renamed),
        texts=tuple(
            field for field, text in _texts(target, sources).items() if text != getattr(target, field)
        ),
        weighed=_weighed_differently(study, [code.id for code in (target, *sources)]),
        digit=digit,
        unpinned=tuple(
            (code.name, code.digit) for code in sources if code.digit is not None and code.digit != digit
        ),
        change=change,
    )


def _merge(
    study: Study, source_ids: Sequence[UUID], target_id: UUID
) -> tuple[ChangeSet, int, list[tuple[Code, str]]]:
    target = existing(study, Code, target_id)
    sources = _sources(study, source_ids, target)
    gone = {code.id for code in sources}
    draft = Draft(study)
    collapsed = swap_column(draft, study, "code", keys_of([code.id for code in sources]), key_of(target_id))
    hand_on_memos(study, draft, gone, target_id)
    hand_on_comments(study, draft, gone, target_id)
    leave_sets(study, draft, gone, into=target_id)
    move_summaries_of_codes(study, draft, gone, into=target_id)
    hand_on_typical(study, draft, gone, target_id)
    hand_on_names(study, draft, gone, target_id)
    orphans = [child for code in study.codes_in_order if code.id in gone for child in study.children(code.id)]
    adopted = [child for child in orphans if child.id not in gone]
    renamed = adopt_children(study, draft, adopted, target_id, gone)
    draft.put(_enriched(target, sources))
    draft.drop(*(code for code in reversed(study.codes_in_order) if code.id in gone))
    return draft.change(f"Merge {names_of(sources)} into “{target.name}”"), collapsed, renamed


def _sources(study: Study, source_ids: Sequence[UUID], target: Code) -> list[Code]:
    sources = [code for code in all_existing(study, Code, source_ids) if code.id != target.id]
    if not sources:
        raise QualcodeError(f"“{target.name}” cannot be merged into itself; choose another code.")
    for code in sources:
        if any(below.id == target.id for below in study.descendants(code.id)):
            raise QualcodeError(f"“{target.name}” is under “{code.name}”; merge the two the other way round.")
        if not target.codable and study.coding_counts.get(key_of(code.id), 0):
            raise QualcodeError(
                f"“{target.name}” is a category and cannot take the codings of “{code.name}”; "
                "make it a code first."
            )
    return sources


def _enriched(target: Code, sources: Sequence[Code]) -> Code:
    texts = _texts(target, sources)
    digits = [code.digit for code in (target, *sources) if code.digit is not None]
    return replace(
        target,
        digit=digits[0] if digits and target.codable else target.digit,
        definition=texts["definition"],
        include=texts["include"],
        exclude=texts["exclude"],
        examples=texts["examples"],
        memo=texts["memo"],
    )


def _texts(target: Code, sources: Sequence[Code]) -> dict[str, str]:
    """What the target says in each field, followed by what the sources say there."""
    return {
        field: joined_texts(getattr(target, field), *(getattr(code, field) for code in sources))
        for field in ("definition", "include", "exclude", "examples", "memo")
    }


def _weighed_differently(study: Study, code_ids: Sequence[UUID]) -> int:
    """On how many stretches codings of one coder under these codes have different weights."""
    keys = keys_of(code_ids)
    number = 0
    for table in study.codings.values():
        rows = table.take(np.isin(table.code, keys) & (table.weight != NO_WEIGHT))
        columns = (column.tolist() for column in (rows.coder, rows.start, rows.end, rows.weight))
        weights: dict[tuple[int, int, int], set[int]] = {}
        for coder, start, end, weight in zip(*columns, strict=True):
            weights.setdefault((coder, start, end), set()).add(weight)
        number += sum(len(different) > 1 for different in weights.values())
    return number


def _overlapping(study: Study, source_ids: Sequence[UUID], target_id: UUID) -> int:
    """Codings of the sources that share text with one of the target by the same coder, on another span."""
    keys, target = keys_of(source_ids), key_of(target_id)
    number = 0
    for table in study.codings.values():
        moving, there = table.take(np.isin(table.code, keys)), table.take(table.code == target)
        for coder in np.intersect1d(moving.coder, there.coder).tolist():
            number += _sharing(moving.take(moving.coder == coder), there.take(there.coder == coder))
    return number


def _sharing(moving: Codings, there: Codings) -> int:
    """How many of ``moving`` share text with one of ``there`` and lie on none of its spans."""
    # What begins before the end of a coding, less what has ended by its start, shares text with it.
    begun = np.searchsorted(np.sort(there.start), moving.end, side="left")
    ended = np.searchsorted(np.sort(there.end), moving.start, side="right")
    taken = set(zip(there.start.tolist(), there.end.tolist(), strict=True))
    spans = zip(moving.start.tolist(), moving.end.tolist(), (begun > ended).tolist(), strict=True)
    return sum(shares and (start, end) not in taken for start, end, shares in spans)


@dataclass(frozen=True, slots=True)
class SplitPart:
    """Codings (transcript and coding) that go to another code: ``code_id``, or a new one called ``name``."""

    codings: Sequence[tuple[UUID, UUID]]
    name: str = ""
    code_id: UUID | None = None


def split_code(study: Study, code_id: UUID, parts: Sequence[SplitPart], *, below: bool = False) -> ChangeSet:
    """Hand codings of a code to other codes, existing or new.

    New codes come right after the code or, with ``below``, below it. Codings
    in no part stay with the code. Refused where a coding is not of this code or in two parts.
    """
    code = existing(study, Code, code_id)
    draft = Draft(study)
    targets = _split_targets(study, draft, code, parts, below)
    wanted: dict[UUID, dict[UUID, int]] = {}
    for part, target in zip(parts, targets, strict=True):
        for transcript_id, coding_id in part.codings:
            if coding_id in wanted.setdefault(transcript_id, {}):
                raise QualcodeError(f"A coding of “{code.name}” is in two parts; leave it in one.")
            wanted[transcript_id][coding_id] = key_of(target.id)
    number = 0
    for transcript_id, keys in wanted.items():
        table = study.codings_of(transcript_id)
        places = table.positions(id_array(keys))
        if np.any(places < 0) or np.any(table.code[places] != key_of(code_id)):
            raise QualcodeError(f"A coding to be split off is no longer one of “{code.name}”; look again.")
        before = table.take(places)
        moved = before.replacing(code=np.array(list(keys.values()), dtype=np.int32))
        move_codings(draft, transcript_id, table, before.sorted(), moved)
        follow_codings(study, draft, transcript_id, before, moved)
        number += len(before)
    names = names_of(targets)
    return draft.change(f"Split {counted(number, 'segment')} of “{code.name}” into {names}")


def _split_targets(
    study: Study, draft: Draft, code: Code, parts: Sequence[SplitPart], below: bool
) -> list[Code]:
    parent_id = code.id if below else code.parent_id
    # Beside the code they come from, where they are looked for, not behind all others of its level.
    position = end_position(study, parent_id) if below else code.position + 1
    if not below:
        new = sum(part.code_id is None for part in parts)
        later = [row for row in study.children(parent_id) if row.position > code.position]
        draft.put(*(replace(row, position=row.position + new) for row in later))
    colours = colour_dealer(study)
    targets = []
    new_names: set[str] = set()
    for part in parts:
        if part.code_id is not None:
            target = existing(study, Code, part.code_id)
            if not target.codable:
                raise QualcodeError(f"“{target.name}” is a category and takes no codings; choose a code.")
        else:
            name = sibling_name(study, part.name, parent_id)
            if name_key(name) in new_names:
                raise QualcodeError(f"Two new codes are called “{name}”; choose another name for one.")
            new_names.add(name_key(name))
            target = Code(new_id(), name, position, parent_id, colours.deal())
            position += 1
            draft.put(target)
        targets.append(target)
    return targets
