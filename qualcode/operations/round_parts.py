"""What becomes of rounds when a transcript goes, or a coder is renamed or merged into another."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from qualcode.model.study import Study
from qualcode.model.team import (
    CodingProgress,
    Decision,
    GivenCopy,
    Membership,
    Revisit,
    Round,
    RoundCoder,
    RoundTranscript,
)
from qualcode.model.teamwork.rounds import rounds_in_order
from qualcode.model.words.names import name_key
from qualcode.operations.draft import Draft

# What of a round is about a transcript, and what about a coder.
_OF_TEXTS: Final[tuple[type[Any], ...]] = (CodingProgress, RoundTranscript, Decision, Revisit)
_OF_CODERS: Final[tuple[type[Any], ...]] = (RoundCoder, CodingProgress)


def drop_from_rounds(study: Study, draft: Draft, transcripts: Iterable[UUID]) -> None:
    """Take transcripts that are deleted out of all rounds, with what was settled and revisited in them."""
    gone = set(transcripts)
    for kind in _OF_TEXTS:
        draft.drop(*(row for row in study.rows(kind).values() if row.transcript_id in gone))


def rounds_with(study: Study, coder_id: UUID) -> tuple[Round, ...]:
    """The rounds in which somebody codes, oldest first."""
    chosen = {row.round_id for row in study.rows(RoundCoder).values() if row.coder_id == coder_id}
    return tuple(row for row in rounds_in_order(study) if row.id in chosen)


def name_opener(study: Study, draft: Draft, names: Iterable[str], name: str) -> None:
    """Keep in rounds that whoever opened them under one of these names has another one now.

    Where there are roles, they say who leads a round; its row is then nobody's to change but a lead's.
    """
    if study.rows(Membership):
        return
    known = {name_key(each) for each in names}
    draft.put(
        *(replace(row, opened_by=name) for row in rounds_in_order(study) if name_key(row.opened_by) in known)
    )


def settles(study: Study, coder_id: UUID) -> bool:
    """Whether anything was settled about a coder's work, or stands under their name."""
    rows = study.rows(Decision).values()
    return any(coder_id in (row.one_id, row.other_id, row.layer_id) for row in rows)


def hand_over_rounds(study: Study, draft: Draft, gone: Iterable[UUID], target: UUID) -> None:
    """Put another coder in the place of some in all rounds; what the other one said holds."""
    sources = set(gone)
    for kind in _OF_CODERS:
        rows = sorted(study.rows(kind).values(), key=lambda row: row.id)
        taken = {_place(row) for row in rows if row.coder_id == target}
        for row in rows:
            if row.coder_id not in sources:
                continue
            if _place(row) in taken:
                draft.drop(row)
            else:
                taken.add(_place(row))
                draft.put(replace(row, coder_id=target))
    for decision in study.rows(Decision).values():
        people = (decision.one_id, decision.other_id, decision.layer_id)
        one, other, layer = (target if each in sources else each for each in people)
        if (one, other, layer) != people:
            draft.put(replace(decision, one_id=one, other_id=other, layer_id=layer))
    copies = study.rows(GivenCopy).values()
    draft.put(*(replace(row, coder_id=target) for row in copies if row.coder_id in sources))


def _place(row: RoundCoder | CodingProgress) -> tuple[UUID, UUID | None]:
    return row.round_id, row.transcript_id if isinstance(row, CodingProgress) else None
