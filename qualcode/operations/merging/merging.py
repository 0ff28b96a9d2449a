"""Another study merged into ours: compared by stable identity, planned line by line, done in one step."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final
from uuid import UUID

from qualcode.model.codings import Codings
from qualcode.model.difference import difference
from qualcode.model.entities import KINDS, Transcript
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.study import Study
from qualcode.model.teamwork.merge_plan import MergePlan, Side
from qualcode.model.teamwork.sight import ALL, Sight, seen
from qualcode.model.turns import Turns
from qualcode.operations.merging.choosing import Choosing
from qualcode.operations.merging.columns import merged_codings, merged_turns, new_codings_use
from qualcode.operations.merging.counterparts import counterparts
from qualcode.operations.merging.foreign_identities import keeping_foreign_identities
from qualcode.operations.merging.repairs import (
    codable_where_coded,
    codings_put_right,
    put_right,
    turns_put_right,
)
from qualcode.operations.merging.rows import Rows, merged_rows, new_references
from qualcode.operations.merging.texts import Studies, with_common_texts

_COMPARING: Final = "both projects"


def merge(
    ours: Study,
    theirs: Study,
    base: Study | None = None,
    *,
    chosen: Mapping[str, Side] | None = None,
    preferred: Side = Side.OURS,
    label: str = "Merge another project",
    sight: Sight = ALL,
    progress: Progress = no_progress,
) -> MergePlan:
    """What merging ``theirs`` into ``ours`` does, and the step that does it.

    ``base`` is the last state that both had; with it, what only one side changed holds, and what one side
    deleted is known. Without it nothing counts as deleted, and where both have something else in one place
    a person chooses. ``chosen`` holds choices by the keys of lines, ``preferred`` is whose version holds
    where nobody chose. A removal by the other side is never done unless it is chosen. Nothing of either side
    is lost without a line. Which identity there is which of ours is kept: what is renamed there is known
    when it comes again. What ``sight`` hides, since a round is open and blind, is compared on
    neither side, and a note says so.
    """
    choosing = Choosing({} if chosen is None else chosen, preferred)
    progress(0, 0, _COMPARING)
    same = counterparts(ours, theirs, base)
    ours = seen(ours, sight)
    there = seen(keeping_foreign_identities(theirs, same), sight)
    studies = Studies(ours, there, None if base is None else seen(base, sight))
    studies = with_common_texts(studies, choosing, progress)
    used = new_references(studies) | new_codings_use(studies)
    progress(0, 0, _COMPARING)
    rows = merged_rows(studies, used, choosing)
    before: Rows = {kind: dict(ours.rows(kind)) for kind in KINDS}
    put_right(rows, before, choosing)
    turns, codings = _columns(studies, rows, choosing, progress)
    codable_where_coded(codings, rows, choosing)
    merged = replace(ours, tables=dict(rows), turns=turns, codings=codings)
    return MergePlan(difference(ours, merged, label), tuple(choosing.lines), tuple(_unseen(sight)))


def _unseen(sight: Sight) -> Iterator[str]:
    # Whether there is any is not said: that, too, would tell of others' work.
    for each in sight.rounds:
        yield (
            f"What others did in the transcripts of the round “{each.name}” is neither compared nor merged "
            "until the round is closed."
        )


def _columns(
    studies: Studies, rows: Rows, choosing: Choosing, progress: Progress
) -> tuple[dict[UUID, Turns], dict[UUID, Codings]]:
    turns: dict[UUID, Turns] = {}
    codings: dict[UUID, Codings] = {}
    in_order = sorted(rows[Transcript].values(), key=lambda row: (row.position, row.name, row.id))
    for place, transcript in enumerate(in_order):
        progress(place, len(in_order), _COMPARING)
        said = turns_put_right(merged_turns(studies, transcript.id, choosing), rows)
        if len(said):
            turns[transcript.id] = said
        coded = merged_codings(studies, transcript.id, choosing)
        coded = codings_put_right(coded, transcript.name, rows, choosing)
        if len(coded):
            codings[transcript.id] = coded
    return turns, codings
