"""Codings that change hands or move, and what happens where two become the same: they collapse into one.

Two codings are the same when transcript, code, coder and span are. The one that was there before
stays (else the oldest); the memos of the others are joined to its own, and it takes a weight from
them where it has none.
"""

from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.model.codings import NO_WEIGHT, Codings
from qualcode.model.columns import TranscriptColumns
from qualcode.model.identity import KeyArray
from qualcode.model.study import Study
from qualcode.operations.draft import Draft

Mask = npt.NDArray[np.bool_]


def swap_column(draft: Draft, study: Study, column: str, old: KeyArray, new: int) -> int:
    """Exchange keys in a column of all codings ("code" or "coder"); number of codings that collapsed."""
    collapsed = 0
    for transcript_id, table in study.codings.items():
        chosen = np.isin(table.column(column), old)
        if chosen.any():
            before = table.take(chosen)
            after = before.replacing(**{column: np.full(len(before), new, dtype=np.int32)})
            collapsed += move_codings(draft, transcript_id, table, before, after)
    return collapsed


def move_codings(draft: Draft, transcript_id: UUID, table: Codings, before: Codings, after: Codings) -> int:
    """Put ``after`` in the place of ``before`` in ``table``; number of codings that collapsed."""
    rest = table.without(before.id)
    near = rest.take(np.isin(rest.start, after.start) & np.isin(rest.code, after.code))
    same = _same(near, after)
    if same is None:
        draft.swap_codings(transcript_id, before, after)
        return 0
    rows, group = same
    survivors = _joined(rows, group)
    removed = before.joined(near.take(np.isin(near.id, rows.id)))
    draft.swap_codings(transcript_id, removed, after.without(rows.id).joined(survivors))
    return len(rows) - len(survivors)


def _same(near: Codings, moved: Codings) -> tuple[Codings, npt.NDArray[np.intp]] | None:
    """The rows that are the same as others, at least one of each kind moved, and their kinds."""
    both = Codings.concatenated((near, moved))
    arrived = np.arange(len(both)) >= len(near)
    order = np.lexsort((both.id, both.created, arrived, both.end, both.start, both.coder, both.code))
    ordered = both.take(order)
    first = first_of_each(ordered, ("code", "coder", "start", "end"))
    if first.all():
        return None
    group: npt.NDArray[np.intp] = np.cumsum(first)
    shared = np.isin(group, group[~first]) & np.isin(group, group[arrived[order]])
    return (ordered.take(shared), group[shared]) if shared.any() else None


def first_of_each(table: TranscriptColumns, names: tuple[str, ...]) -> Mask:
    """Where, in ordered rows, each differs from the row above it in one of the columns."""
    first = np.ones(len(table), dtype=np.bool_)
    if len(table):
        differs = np.zeros(len(table) - 1, dtype=np.bool_)
        for name in names:
            column = table.column(name)
            differs |= column[1:] != column[:-1]
        first[1:] = differs
    return first


def _joined(rows: Codings, group: npt.NDArray[np.intp]) -> Codings:
    """One row for each group: its first, with the memos of all and the first weight given."""
    starts = np.flatnonzero(np.concatenate(([True], group[1:] != group[:-1])))
    survivors = rows.take(starts)
    memos = np.empty(len(starts), dtype=object)
    weights = np.empty(len(starts), dtype=np.int16)
    for place, (start, end) in enumerate(zip(starts, [*starts[1:], len(rows)], strict=True)):
        memos[place] = joined_texts(*rows.memo[start:end])
        given = [weight for weight in rows.weight[start:end] if weight != NO_WEIGHT]
        weights[place] = given[0] if given else NO_WEIGHT
    return survivors.replacing(memo=memos, weight=weights)


def joined_texts(first: str, *others: str) -> str:
    """Several texts as one, an empty line between; what a text before says already is not said again."""
    joined = first
    for text in others:
        if not text.strip() or f"\n\n{text.strip()}\n\n" in f"\n\n{joined.strip()}\n\n":
            continue
        joined = f"{joined}\n\n{text}" if joined.strip() else text
    return joined
