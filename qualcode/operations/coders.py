"""What one can do with coders: the people who code."""

from dataclasses import replace
from typing import NamedTuple
from uuid import UUID

import numpy as np

from qualcode.model.change import ChangeSet, added, updated
from qualcode.model.entities import Coder, Highlight
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import key_of, keys_of, new_id
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted, plural_of
from qualcode.model.words.names import given_name, kept_name
from qualcode.model.words.spelling import same_name
from qualcode.operations.checks import all_existing, existing, free_name, tidy_name
from qualcode.operations.draft import Draft
from qualcode.operations.palette import CODER_COLOURS, checked_colour, next_colour
from qualcode.operations.recoding import swap_column
from qualcode.operations.role_parts import drop_roles
from qualcode.operations.round_parts import hand_over_rounds, name_opener, rounds_with, settles
from qualcode.operations.saved_names import hand_on_names


def find_coder(study: Study, name: str) -> Coder | None:
    """The coder with this name, else the one whose name differs in spelling alone."""
    tidy = given_name(name)
    near = next((row for row in study.coders_in_order if same_name(row.name, tidy)), None)
    return study.find_coder(kept_name(name)) or study.find_coder(tidy) or near


def ensure_coder(study: Study, name: str) -> tuple[Coder, ChangeSet]:
    """The coder with this name and, where there was none, the change that adds it."""
    known = find_coder(study, name)
    if known is not None:
        return known, ChangeSet(f"Add coder “{known.name}”")
    coder = new_coder(name, [row.colour for row in study.coders.values()])
    return coder, ChangeSet(f"Add coder “{coder.name}”", (added(coder),))


def new_coder(name: str, used_colours: list[str]) -> Coder:
    """A coder who is not in a study yet."""
    return Coder(new_id(), tidy_name(name, "coder"), next_colour(CODER_COLOURS, used_colours))


def rename_coder(study: Study, coder_id: UUID, name: str) -> ChangeSet:
    coder = existing(study, Coder, coder_id)
    renamed = replace(coder, name=free_name(name, "coder", _names(study, coder)))
    draft = Draft(study)
    draft.put(renamed)
    name_opener(study, draft, {coder.name}, renamed.name)
    return draft.change(f"Rename coder “{coder.name}” to “{renamed.name}”")


def recolour_coder(study: Study, coder_id: UUID, colour: str) -> ChangeSet:
    coder = existing(study, Coder, coder_id)
    return _changed(
        f"Change the colour of coder “{coder.name}”", coder, replace(coder, colour=checked_colour(colour))
    )


class CoderWork(NamedTuple):
    """How much one coder has made."""

    codings: int
    highlights: int


def coder_work(study: Study, coder_id: UUID) -> CoderWork:
    """How much a coder has made."""
    key = key_of(coder_id)
    return CoderWork(
        sum(int(np.count_nonzero(table.coder == key)) for table in study.codings.values()),
        sum(row.coder_id == coder_id for row in study.rows(Highlight).values()),
    )


def delete_coder(study: Study, coder_id: UUID) -> ChangeSet:
    """Delete a coder without work. Refused where codings or highlights are theirs, or they are in a round."""
    coder = existing(study, Coder, coder_id)
    work = coder_work(study, coder_id)
    if work.codings:
        raise QualcodeError(
            f"“{coder.name}” has made {counted(work.codings, 'coding')}; merge this coder into another first."
        )
    if work.highlights:
        raise QualcodeError(
            f"“{coder.name}” has highlights; remove them or merge this coder into another first."
        )
    rounds = rounds_with(study, coder_id)
    if rounds:
        raise QualcodeError(
            f"“{coder.name}” codes in the round “{rounds[0].name}”; delete the round first, or merge the "
            "coder into another."
        )
    if settles(study, coder_id):
        raise QualcodeError(
            f"Passages were settled between “{coder.name}” and another coder; merge this coder "
            "into another first."
        )
    draft = Draft(study)
    drop_roles(study, draft, {coder_id})
    draft.drop(coder)
    return draft.change(f"Delete coder “{coder.name}”")


def merge_coders(study: Study, source_ids: list[UUID], target_id: UUID) -> ChangeSet:
    """Hand all codings, highlights and places in rounds of some coders to another and delete them.

    Codings that become the same in code and span collapse into one; their memos are joined.
    """
    target = existing(study, Coder, target_id)
    sources = [row for row in all_existing(study, Coder, source_ids) if row.id != target_id]
    names = "”, “".join(row.name for row in sources)
    draft = Draft(study)
    gone = keys_of([row.id for row in sources])
    swap_column(draft, study, "coder", gone, key_of(target_id))
    for highlight in study.rows(Highlight).values():
        if any(highlight.coder_id == row.id for row in sources):
            draft.put(replace(highlight, coder_id=target_id))
    hand_over_rounds(study, draft, (row.id for row in sources), target_id)
    drop_roles(study, draft, {row.id for row in sources}, target_id)
    name_opener(study, draft, {row.name for row in sources}, target.name)
    hand_on_names(study, draft, (row.id for row in sources), target_id)
    draft.drop(*sources)
    noun = plural_of(len(sources), "coder")
    return draft.change(f"Merge {noun} “{names}” into “{target.name}”")


def _names(study: Study, but: Coder | None = None) -> list[str]:
    return [row.name for row in study.coders_in_order if row != but]


def _changed(label: str, before: Coder, after: Coder) -> ChangeSet:
    return ChangeSet(label, (updated(before, after),) if before != after else ())
