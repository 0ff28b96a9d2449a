"""What one can do with rounds of coding: open, close and delete them, and say how far a coder is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from qualcode.model.change import ChangeSet
from qualcode.model.codes.codebook_version import codebook_sha256
from qualcode.model.entities import Coder, Transcript
from qualcode.model.errors import QualcodeError, at_field
from qualcode.model.identity import new_id, now
from qualcode.model.study import Study
from qualcode.model.team import (
    CodingProgress,
    CodingState,
    GivenCopy,
    Round,
    RoundCoder,
    RoundTranscript,
    TeamRole,
)
from qualcode.model.teamwork.rounds import (
    coders_of_round,
    rounds_in_order,
    second_coding_name,
    transcripts_of_round,
    turns_to_draw_from,
)
from qualcode.model.words.in_words import counted, listed
from qualcode.operations.checks import all_existing, existing, free_name
from qualcode.operations.coders import ensure_coder
from qualcode.operations.draft import Draft
from qualcode.operations.teamwork.giving import copy_here
from qualcode.operations.teamwork.roles import role_of

# What belongs to a round.
_PARTS: Final[tuple[type[Any], ...]] = (RoundTranscript, RoundCoder, CodingProgress, GivenCopy)


@dataclass(frozen=True, slots=True)
class TurnSample:
    """So many turns, drawn at random from a seed."""

    turns: int
    seed: int


def open_round(
    study: Study,
    name: str,
    transcripts: Sequence[UUID],
    coders: Sequence[str],
    *,
    blind: bool = True,
    sample: TurnSample | None = None,
    second: bool = False,
    by: str = "",
) -> tuple[Round, ChangeSet]:
    """Open a round under the codebook as it is now. Coders are named; who is new is added in the same step.

    ``by`` is the name of whoever opens it, who sees all of it where nobody in the project has a role.
    ``second``: those who are named code a second time, each as a coder of their own who sees nothing of what
    they coded before.
    """
    with at_field("coders"):
        _refuse_readers(study, coders)
    coders = [second_coding_name(name.strip()) for name in coders] if second else coders
    return _opened(study, name, transcripts, coders, blind=blind, sample=sample, by=by)


def _opened(
    study: Study,
    name: str,
    transcripts: Sequence[UUID],
    coders: Sequence[str],
    *,
    blind: bool,
    sample: TurnSample | None,
    by: str,
) -> tuple[Round, ChangeSet]:
    """The round and the step that opens it.

    Raises QualcodeError for a name that is taken, without transcripts or coders, or for a sample that is
    larger than what there is.
    """
    with at_field("transcripts"):
        texts = all_existing(study, Transcript, transcripts)
        if not texts:
            raise QualcodeError("A round needs at least one transcript; choose those that are to be coded.")
    with at_field("coders"):
        people, arrivals = _people(study, coders)
        if not people:
            raise QualcodeError("A round needs at least one coder; choose who is to code.")
    rows = rounds_in_order(study)
    with at_field("name"):
        free = free_name(name, "round", [row.name for row in rows])
    with at_field("sample"):
        turns = None if sample is None else _checked(study, sample, transcripts)
    opened = Round(
        new_id(),
        free,
        max((row.position for row in rows), default=-1) + 1,
        blind,
        now(),
        None,
        study.step,
        codebook_sha256(study),
        turns,
        None if sample is None else sample.seed,
        opened_by=by.strip(),
    )
    draft = Draft(study)
    draft.put(*arrivals)
    draft.put(opened)
    draft.put(*(RoundTranscript(new_id(), opened.id, row.id) for row in texts))
    draft.put(*(RoundCoder(new_id(), opened.id, row.id) for row in people))
    what = f"{counted(len(texts), 'transcript')}, {counted(len(people), 'coder')}"
    return opened, draft.change(f"Open round “{opened.name}”: {what}")


def _refuse_readers(study: Study, names: Sequence[str]) -> None:
    """Raise QualcodeError for who may only read: their round could never be finished."""
    readers = [name.strip() for name in names if role_of(study, name.strip()) is TeamRole.READER]
    if readers:
        raise QualcodeError(
            f"A round is for people who code, and {listed(readers)} may only read: "
            "leave them out, or give them another role in Project settings."
        )


def _people(study: Study, names: Iterable[str]) -> tuple[list[Coder], list[Coder]]:
    """The coders of these names, each once, and those of them who are new."""
    people: dict[UUID, Coder] = {}
    new: list[Coder] = []
    for name in names:
        coder, arrival = ensure_coder(study, name)
        if arrival:
            study = study.after(arrival)
            new.append(coder)
        people[coder.id] = coder
    return list(people.values()), new


def _checked(study: Study, sample: TurnSample, transcripts: Sequence[UUID]) -> int:
    there = turns_to_draw_from(study, tuple(dict.fromkeys(transcripts)))
    if not 1 <= sample.turns <= there:
        raise QualcodeError(
            f"A sample of {counted(sample.turns, 'turn')} cannot be drawn: the transcripts have "
            f"{counted(there, 'turn')} that can be coded. Choose fewer turns or more transcripts."
        )
    return sample.turns


def close_round(study: Study, round_id: UUID, closing: Sequence[str] = ()) -> ChangeSet:
    """Close a round: its coders see one another's work again. ``closing`` are the figures it ends with."""
    row = existing(study, Round, round_id)
    if not row.is_open:
        raise QualcodeError(f"The round “{row.name}” is closed already.")
    draft = Draft(study)
    draft.put(replace(row, closed_at=now(), closing=tuple(closing)))
    return draft.change(f"Close round “{row.name}”")


def reopen_round(study: Study, round_id: UUID) -> ChangeSet:
    """Open a round again that was closed."""
    row = existing(study, Round, round_id)
    if row.is_open:
        raise QualcodeError(f"The round “{row.name}” is open already.")
    draft = Draft(study)
    draft.put(replace(row, closed_at=None, closing=()))
    return draft.change(f"Open round “{row.name}” again")


def delete_round(study: Study, round_id: UUID) -> ChangeSet:
    """Delete a round, with what was said about progress in it; all codings stay."""
    row = existing(study, Round, round_id)
    draft = Draft(study)
    for kind in _PARTS:
        draft.drop(*(each for each in study.rows(kind).values() if each.round_id == round_id))
    draft.drop(row)
    return draft.change(f"Delete round “{row.name}”")


def set_progress(
    study: Study, round_id: UUID, places: Sequence[tuple[UUID, UUID]], state: CodingState
) -> ChangeSet:
    """Say how far coders are with transcripts of a round: pairs of a transcript and a coder.

    Raises QualcodeError for who does not code in the round, what is not coded in it, and in a copy for what
    was locked before it was given.
    """
    row = existing(study, Round, round_id)
    texts, people = transcripts_of_round(study, round_id), coders_of_round(study, round_id)
    said = {
        (each.transcript_id, each.coder_id): each
        for each in study.rows(CodingProgress).values()
        if each.round_id == round_id
    }
    draft, words = Draft(study), []
    for place in dict.fromkeys(places):
        text, coder = existing(study, Transcript, place[0]), existing(study, Coder, place[1])
        if coder not in people:
            raise QualcodeError(f"“{coder.name}” does not code in the round “{row.name}”.")
        if text not in texts:
            raise QualcodeError(f"“{text.name}” is not coded in the round “{row.name}”.")
        known = said.get(place)
        if known is None:
            draft.put(CodingProgress(new_id(), round_id, text.id, coder.id, state, now()))
        elif known.state is CodingState.LOCKED and copy_here(study) is not None:
            raise QualcodeError(f"“{text.name}” was locked before this copy was given; ask for another copy.")
        elif known.state is not state:
            draft.put(replace(known, state=state, changed_at=now()))
        words.append(f"{text.name} by {coder.name}")
    what = words[0] if len(words) == 1 else counted(len(words), "transcript")
    return draft.change(f"Mark {what} as {state} in round “{row.name}”")
