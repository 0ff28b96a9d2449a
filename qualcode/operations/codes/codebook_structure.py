"""How codes are arranged: move them below others, put them in order, delete them with what hangs on them."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from uuid import UUID

import numpy as np

from qualcode.model.change import ChangeSet
from qualcode.model.codings import Codings
from qualcode.model.entities import Code
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import key_of, keys_of
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted
from qualcode.model.words.name_order import name_order
from qualcode.model.words.names import name_key, numbered_name
from qualcode.operations.checks import all_existing, existing
from qualcode.operations.codes.code_sets import leave_sets
from qualcode.operations.codes.codebook import names_of, noun_of
from qualcode.operations.comments import drop_comments_on_codes
from qualcode.operations.draft import Draft
from qualcode.operations.memo_links import drop_memos_about
from qualcode.operations.people.summaries import move_summaries_of_codes
from qualcode.operations.typical_quotes import drop_typical_of_codes


class Children(StrEnum):
    """What becomes of the codes below a code that is deleted."""

    DELETE = "delete"
    MOVE_UP = "move up"


def move_codes(
    study: Study, code_ids: Sequence[UUID], parent_id: UUID | None, index: int | None = None
) -> ChangeSet:
    """Put codes below another (None: at the top), in their order, before the sibling at ``index``.

    ``index`` counts the siblings that are not moved; None puts the codes at the end. Refused into a
    code's own branch, and where a sibling has the same name.
    """
    codes = all_existing(study, Code, code_ids)
    moved = {code.id for code in codes}
    parent = None if parent_id is None else existing(study, Code, parent_id)
    for code in codes:
        if parent is not None and (parent.id == code.id or _is_below(study, parent, code.id)):
            raise QualcodeError(f"“{code.name}” cannot be moved below itself; choose another place.")
    siblings = [code for code in study.children(parent_id) if code.id not in moved]
    _refuse_same_names(codes, siblings, parent)
    place = len(siblings) if index is None else max(0, min(index, len(siblings)))
    draft = Draft(study)
    for position, code in enumerate([*siblings[:place], *codes, *siblings[place:]]):
        draft.put(replace(code, parent_id=parent_id, position=position))
    change = draft.change(_move_label(codes, parent, parent_id))
    # Positions closing their ranks are no change when everything stays in its order.
    same = tuple(code.id for code in study.after(change).children(parent_id))
    return change if same != tuple(code.id for code in study.children(parent_id)) else ChangeSet(change.label)


def order_codes(study: Study, parent_id: UUID | None, code_ids: Sequence[UUID]) -> ChangeSet:
    """Put the codes below ``parent_id`` in this order; those not named come after them, as they were."""
    named = [code for code in all_existing(study, Code, code_ids) if code.parent_id == parent_id]
    known = {code.id for code in named}
    rest = [code for code in study.children(parent_id) if code.id not in known]
    draft = Draft(study)
    for position, code in enumerate([*named, *rest]):
        draft.put(replace(code, position=position))
    where = "at the top" if parent_id is None else f"under “{study.codes[parent_id].name}”"
    return draft.change(f"Order the codes {where}")


def sort_codes(study: Study, parent_id: UUID | None) -> ChangeSet:
    """Put the codes below ``parent_id`` in the order of their names."""
    codes = sorted(study.children(parent_id), key=lambda code: name_order(code.name))
    change = order_codes(study, parent_id, [code.id for code in codes])
    return change.labelled(change.label.replace("Order the codes", "Sort the codes") + " by name")


def delete_codes(study: Study, code_ids: Sequence[UUID], children: Children = Children.DELETE) -> ChangeSet:
    """Delete codes with their codings and memos; the codes below them too, or moved up in their place."""
    codes = all_existing(study, Code, code_ids)
    gone = {code.id for code in codes}
    if children is Children.DELETE:
        gone |= {below.id for code in codes for below in study.descendants(code.id)}
    draft = Draft(study)
    if children is Children.MOVE_UP:
        _move_up(study, draft, codes, gone)
    codings = _drop_codings(study, draft, gone)
    drop_memos_about(study, draft, gone)
    drop_comments_on_codes(study, draft, gone)
    leave_sets(study, draft, gone)
    move_summaries_of_codes(study, draft, gone)
    drop_typical_of_codes(study, draft, gone)
    # Those below first: the order in which the rows can leave the database.
    draft.drop(*(code for code in reversed(study.codes_in_order) if code.id in gone))
    below = len(gone) - len(codes)
    parts = [counted(below, "subcode")] if below else []
    parts += [counted(codings, "segment")] if codings else []
    with_what = f" with {' and '.join(parts)}" if parts else ""
    noun = f"{noun_of(codes[0])} " if len(codes) == 1 else ""
    return draft.change(f"Delete {noun}{names_of(codes)}{with_what}")


def adopt_children(
    study: Study, draft: Draft, adopted: Sequence[Code], parent_id: UUID | None, gone: set[UUID]
) -> list[tuple[Code, str]]:
    """Put codes after those below ``parent_id``; same names get a number. Returns who was renamed.

    ``gone`` are codes that leave in the same step, so that their names and places are free.
    """
    staying = [code for code in study.children(parent_id) if code.id not in gone]
    taken = {name_key(code.name) for code in staying}
    position = max((code.position for code in staying), default=-1) + 1
    renamed = []
    for code in adopted:
        name = numbered_name(code.name, taken)
        taken.add(name_key(name))
        if name != code.name:
            renamed.append((code, name))
        draft.put(replace(code, name=name, parent_id=parent_id, position=position))
        position += 1
    return renamed


def _move_up(study: Study, draft: Draft, codes: list[Code], gone: set[UUID]) -> None:
    """The children that stay go to the nearest parent that stays."""
    orphans: dict[UUID | None, list[Code]] = {}
    for code in codes:
        parent_id = code.parent_id
        while parent_id in gone:
            parent_id = study.codes[parent_id].parent_id
        staying = [child for child in study.children(code.id) if child.id not in gone]
        orphans.setdefault(parent_id, []).extend(staying)
    for parent_id, children in orphans.items():
        adopt_children(study, draft, children, parent_id, gone)


def _drop_codings(study: Study, draft: Draft, code_ids: set[UUID]) -> int:
    keys = keys_of(list(code_ids))
    number = 0
    if not any(study.coding_counts.get(key_of(code_id)) for code_id in code_ids):
        return 0
    for transcript_id, table in study.codings.items():
        chosen = np.isin(table.code, keys)
        if chosen.any():
            draft.swap_codings(transcript_id, table.take(chosen), Codings.empty())
            number += int(np.count_nonzero(chosen))
    return number


def _is_below(study: Study, code: Code, above_id: UUID) -> bool:
    parent_id = code.parent_id
    while parent_id is not None:
        if parent_id == above_id:
            return True
        parent_id = study.codes[parent_id].parent_id
    return False


def _refuse_same_names(codes: list[Code], siblings: list[Code], parent: Code | None) -> None:
    taken = {name_key(code.name) for code in siblings}
    for code in codes:
        if name_key(code.name) in taken:
            where = "at the top" if parent is None else f"under “{parent.name}”"
            raise QualcodeError(
                f"There is already a code “{code.name}” {where}; rename one of the two first, or merge them."
            )
        taken.add(name_key(code.name))


def _move_label(codes: list[Code], parent: Code | None, parent_id: UUID | None) -> str:
    if all(code.parent_id == parent_id for code in codes):
        return f"Reorder {names_of(codes)}"
    return f"Move {names_of(codes)} " + ("to the top" if parent is None else f"under “{parent.name}”")
