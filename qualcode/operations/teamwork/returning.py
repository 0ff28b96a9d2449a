"""What a coder made in the copy they were given: their layer alone, and how it is merged at home."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

import numpy as np

from qualcode.model.change import ChangeSet
from qualcode.model.codings import Codings
from qualcode.model.entities import Code, Comment, Entity, Highlight, Memo, MemoLink, Summary
from qualcode.model.identity import id_of
from qualcode.model.study import Study
from qualcode.model.team import CodingProgress, CodingState, GivenCopy, Revisit, Round
from qualcode.model.teamwork.merge_plan import MergeLine, MergePlan, MergeState, Side
from qualcode.model.words.names import name_key, numbered_name
from qualcode.operations.draft import Draft, together
from qualcode.operations.merging.merging import merge
from qualcode.operations.merging.texts import worded_like
from qualcode.operations.teamwork.giving import own_codings


def layer_of(theirs: Study, base: Study, coder_id: UUID) -> Study:
    """``base`` with what the coder has made since: codings, highlights, memos, summaries, progress.

    Codes that they made come along where their codings need them; nothing else that was changed in the
    codebook or the text does. Codings stand where they were made, also where the text was corrected; what
    was made on words that are only in the corrected text is not in the layer (``without_place``).
    """
    for transcript_id in base.transcripts.keys() & theirs.transcripts.keys():
        theirs = worded_like(theirs, base, transcript_id)
    codings = {key: own_codings(theirs.codings_of(key), coder_id) for key in base.transcripts}
    tables = dict(base.tables)
    for kind in (Highlight, Memo, Summary, Comment, Revisit, CodingProgress):
        tables[kind] = _own_rows(theirs, base, kind, coder_id)
    links = {**base.rows(MemoLink), **theirs.rows(MemoLink)}
    tables[MemoLink] = {key: row for key, row in links.items() if _holds(row, theirs, base, tables)}
    tables[Code] = {**base.codes, **{code.id: code for code in _new_codes(theirs, base, codings)}}
    return replace(base, tables=tables, codings={key: table for key, table in codings.items() if len(table)})


def without_place(theirs: Study, base: Study, layer: Study, coder_id: UUID) -> list[MergeLine]:
    """What the coder made on words that were never in the copy as it was given, as lines of a plan."""
    lines = []
    for key, transcript in base.transcripts.items():
        own = own_codings(theirs.codings_of(key), coder_id)
        marks = {row.id for row in _highlights(theirs, key) if row.coder_id == coder_id}
        lost = {
            "coding": len(own.without(layer.codings_of(key).id)),
            "highlight": len(marks - layer.rows(Highlight).keys()),
        }
        lines += [
            MergeLine(
                f"{noun}s without place:{key}", MergeState.UNPLACED, noun, transcript.name, number=number
            )
            for noun, number in lost.items()
            if number
        ]
    return lines


def _highlights(study: Study, transcript_id: UUID) -> list[Highlight]:
    return [row for row in study.rows(Highlight).values() if row.transcript_id == transcript_id]


def _own_rows(theirs: Study, base: Study, kind: type[Entity], coder_id: UUID) -> dict[UUID, Entity]:
    """The rows of the coder as they are there, and of others as they were given."""
    name = base.coders[coder_id].name

    def is_own(row: Any) -> bool:
        if isinstance(row, Memo | Summary | Comment | Revisit):
            return name_key(row.author) == name_key(name)
        return bool(row.coder_id == coder_id)

    rows: dict[UUID, Entity] = {key: row for key, row in base.tables[kind].items() if not is_own(row)}
    rows |= {key: row for key, row in theirs.tables[kind].items() if is_own(row) and _has_ground(row, base)}
    # An answer goes with what it answers.
    return {key: row for key, row in rows.items() if getattr(row, "first_id", None) in (None, *rows)}


def _has_ground(row: Any, base: Study) -> bool:
    """Whether what a note is about was in the copy from the beginning: the rest is not the layer's."""
    if isinstance(row, Memo):
        known = (base.transcripts, base.participants, base.codes, {base.info.id})
        return any(row.subject_id in there for there in known)
    if isinstance(row, Comment):
        return row.transcript_id in (None, *base.transcripts) and row.code_id in (None, *base.codes)
    if isinstance(row, Summary):
        return row.code_id in base.codes and row.participant_id in base.participants
    if isinstance(row, CodingProgress) and row.round_id not in base.rows(Round):
        return False
    return row.transcript_id in base.transcripts


def _holds(
    row: MemoLink, theirs: Study, base: Study, tables: Mapping[type[Entity], Mapping[UUID, Any]]
) -> bool:
    """Whether a link is the layer's: of a memo in it, to what was given, and not taken away since."""
    memo = tables[Memo].get(row.memo_id)
    if memo is None:
        return False
    known = (base.transcripts, base.participants, base.codes, {base.info.id})
    return row.id in theirs.rows(MemoLink) and any(row.subject_id in there for there in known)


def _new_codes(theirs: Study, base: Study, codings: Mapping[UUID, Codings]) -> list[Code]:
    """Codes made there that the coder's codings use, with those above them."""
    used = [np.unique(table.code) for table in codings.values()]
    wanted = [id_of(key) for key in np.unique(np.concatenate([np.empty(0, np.int32), *used])).tolist()]
    found: dict[UUID, Code] = {}
    for code_id in wanted:
        above: UUID | None = code_id
        while above is not None and above not in base.codes and above not in found:
            found[above] = code = theirs.codes[above]
            above = code.parent_id
    return _named_apart(found.values(), base)


def _named_apart(codes: Iterable[Code], base: Study) -> list[Code]:
    """New codes under other names than those that were given have, for a given one may be renamed there."""
    taken: dict[UUID | None, set[str]] = {}
    for given in base.codes.values():
        taken.setdefault(given.parent_id, set()).add(name_key(given.name))
    apart = []
    for code in codes:
        there = taken.setdefault(code.parent_id, set())
        name = numbered_name(code.name, there)
        there.add(name_key(name))
        apart.append(replace(code, name=name, digit=None))
    return apart


def plan_of_layer(
    ours: Study,
    theirs: Study,
    base: Study,
    mark: GivenCopy,
    chosen: Mapping[str, Side],
) -> MergePlan:
    """What bringing the coder's layer home does: their own work is as they left it, also where it went."""
    team_round, coder = ours.rows(Round)[mark.round_id], ours.coders[mark.coder_id]
    layer = layer_of(theirs, base, coder.id)
    own = {f"codings:{key}:{coder.id}": Side.THEIRS for key in base.transcripts}
    for kind, noun in ((Highlight, "highlight"), (Memo, "memo"), (Summary, "summary"), (Comment, "comment")):
        own |= {f"{noun}:{key}": Side.THEIRS for key in base.tables[kind]}
    # What the lead has locked stays so, whatever the coder said later.
    own |= {
        f"progress:{row.id}:state": Side.OURS
        for row in ours.rows(CodingProgress).values()
        if row.state is CodingState.LOCKED
    }
    label = f"Bring back round “{team_round.name}” from {coder.name}"
    plan = merge(ours, layer, base, chosen={**own, **chosen}, preferred=Side.THEIRS, label=label)
    return replace(plan, lines=(*plan.lines, *without_place(theirs, base, layer, coder.id)))


def bring_home(study: Study, plan: MergePlan, mark: GivenCopy, step: int, step_hash: str) -> ChangeSet:
    """The plan done, and up to which step of the copy it went kept with the copy's row."""
    known = study.rows(GivenCopy).get(mark.id) or replace(mark, is_here=False, tips=())
    if step_hash in known.tips:
        return plan.change
    moved = study.after(plan.change)
    draft = Draft(moved)
    tips = (*known.tips, step_hash)
    if step < known.returned_step:
        draft.put(replace(known, tips=tips))
    else:
        draft.put(replace(known, returned_step=step, returned_hash=step_hash, tips=tips))
    noted = draft.change(plan.change.label)
    return together(study, plan.change.label, [plan.change, noted])
