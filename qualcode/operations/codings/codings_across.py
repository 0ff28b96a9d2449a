"""Changes of codings in several transcripts at once, each as one step: another code, or removal."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

import numpy as np

from qualcode.model.change import ChangeSet
from qualcode.model.entities import Code
from qualcode.model.identity import id_array, id_list, id_of, key_of
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted
from qualcode.model.words.name_order import name_order
from qualcode.operations.codes.codebook_tree import add_code_at
from qualcode.operations.codings.coding import applicable, recode_codings, remove_codings
from qualcode.operations.draft import together

Chosen = Mapping[UUID, Sequence[UUID]]
"""Codings by transcript."""


def recode_across(study: Study, chosen: Chosen, code_id: UUID) -> ChangeSet:
    """Give codings another code; memos, weights and dates stay."""
    code = applicable(study, code_id)
    change = _joined(
        study,
        chosen,
        lambda place, ids: recode_codings(study, place, ids, code_id),
        f"Recode {number_of(chosen)} as “{code.name}”",
    )
    return change.labelled(change.label + joined_in_words(change))


def joined_in_words(change: ChangeSet) -> str:
    """How many codings a recoding made one with the same coding, to be said after it; empty for none."""
    joined = sum(len(part.removed) - len(part.added) for part in change.codings)
    return f", {joined:,} joined with the same coding" if joined else ""


def recode_as_new(study: Study, chosen: Chosen, path: str) -> tuple[Code, ChangeSet]:
    """Add a code at this path and give it to codings, as one step."""
    code, addition = add_code_at(study, path)
    recoding = recode_across(study.after(addition), chosen, code.id)
    return code, together(study, recoding.label, [addition, recoding])


def remove_across(study: Study, chosen: Chosen) -> ChangeSet:
    """Remove codings; the words and the codes stay."""
    label = f"Remove {number_of(chosen)}"
    return _joined(study, chosen, lambda place, ids: remove_codings(study, place, ids), label)


def own_and_others(study: Study, chosen: Chosen, coder_name: str) -> tuple[Chosen, list[str]]:
    """Which of the codings are by the coder of this name, and the names of the coders of all others.

    Codings that are no longer there are nobody's.
    """
    coder = study.find_coder(coder_name)
    own: dict[UUID, list[UUID]] = {}
    others: set[UUID] = set()
    for place, ids in chosen.items():
        table = study.codings_of(place)
        places = table.positions(id_array(ids))
        there = table.take(places[places >= 0])
        is_own = np.zeros(len(there), np.bool_) if coder is None else there.coder == key_of(coder.id)
        others |= {id_of(key) for key in np.unique(there.coder[~is_own]).tolist()}
        if is_own.any():
            own[place] = id_list(there.id[is_own])
    return own, sorted((study.coders[by].name for by in others), key=name_order)


def number_of(chosen: Chosen) -> str:
    """How many codings are meant, in words."""
    return counted(sum(map(len, chosen.values())), "segment")


def _joined(
    study: Study, chosen: Chosen, one: Callable[[UUID, Sequence[UUID]], ChangeSet], label: str
) -> ChangeSet:
    parts = [one(place, ids) for place, ids in chosen.items() if ids]
    return parts[0] if len(parts) == 1 else together(study, label, parts)
