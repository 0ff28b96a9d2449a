"""What a study says about its rounds: transcripts and coders, how far each is, which turns are drawn."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import blake2b
from typing import Final, NamedTuple
from uuid import UUID

import numpy as np

from qualcode.model.entities import Coder, Transcript
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import id_list, key_of, made_at
from qualcode.model.study import Study
from qualcode.model.team import CodingProgress, CodingState, Decision, Round, RoundCoder, RoundTranscript
from qualcode.model.transcript import Role
from qualcode.model.turns import ROLES
from qualcode.model.words.in_words import briefly, some_of
from qualcode.model.words.names import name_key

_SECOND: Final = "{} (second coding)"
_INTERVIEWER = ROLES.index(Role.INTERVIEWER)


def rounds_in_order(study: Study) -> tuple[Round, ...]:
    """The rounds, oldest first."""
    return tuple(sorted(study.rows(Round).values(), key=lambda row: (row.position, row.name, row.id)))


def round_named(study: Study, name: str) -> Round:
    """The round with this name, in any capitals. Raises QualcodeError where there is none."""
    rows = rounds_in_order(study)
    for row in rows:
        if name_key(row.name) == name_key(name):
            return row
    names = some_of([row.name for row in rows])
    raise QualcodeError(f"There is no round named “{briefly(name)}”; rounds of this project: {names}.")


def transcripts_of_round(study: Study, round_id: UUID) -> tuple[Transcript, ...]:
    """What is coded in a round, in the order of the project."""
    chosen = {row.transcript_id for row in study.rows(RoundTranscript).values() if row.round_id == round_id}
    return tuple(row for row in study.transcripts_in_order if row.id in chosen)


def coders_of_round(study: Study, round_id: UUID) -> tuple[Coder, ...]:
    """Who codes in a round, by name."""
    chosen = {row.coder_id for row in study.rows(RoundCoder).values() if row.round_id == round_id}
    return tuple(row for row in study.coders_in_order if row.id in chosen)


def codes_after_round(study: Study, round_id: UUID) -> frozenset[UUID]:
    """The codes that were made after a round was opened, and so are not in the codebook that holds for it.

    The identities of both say when they were made, to the millisecond. A code whose identity says nothing of
    it, as one that another program made, counts as having been there.
    """
    opened = made_at(round_id)
    times = {code_id: made_at(code_id) for code_id in study.codes}
    return frozenset(
        code_id
        for code_id, made in times.items()
        if made is not None and opened is not None and made > opened
    )


def latest_round(study: Study) -> Round | None:
    """The round that was opened last; of those the open ones first."""
    rows = rounds_in_order(study)
    return max(rows, key=lambda row: (row.is_open, row.position), default=None)


def second_coding_name(name: str) -> str:
    """Under which name a coder codes a second time, without seeing what they coded before."""
    return _SECOND.format(name)


def second_coding_of(study: Study, coder_id: UUID) -> Coder | None:
    """The coder as whom somebody codes a second time; None where they have not."""
    return study.find_coder(second_coding_name(study.coders[coder_id].name))


def second_codings(study: Study) -> frozenset[UUID]:
    """The coders that are the second coding of another one."""
    found = (second_coding_of(study, coder_id) for coder_id in study.coders)
    return frozenset(row.id for row in found if row is not None)


def shared_rounds(study: Study) -> tuple[Round, ...]:
    """The rounds whose team shares a folder."""
    return tuple(row for row in rounds_in_order(study) if row.folder)


def agreed_layers(study: Study) -> frozenset[UUID]:
    """The coders who stand for what others agreed on; nobody whose own coding was settled is one of them."""
    rows = study.rows(Decision).values()
    people = {coder for row in rows for coder in (row.one_id, row.other_id)}
    return frozenset(row.layer_id for row in rows) - people


# -- how far each coder is --------------------------------------------------------------------------


class HowFar(NamedTuple):
    """How far a coder is with a transcript; ``said_at`` is None where it only shows in the codings."""

    transcript: Transcript
    coder: Coder
    state: CodingState
    said_at: datetime | None


def progress_of_round(study: Study, round_id: UUID) -> tuple[HowFar, ...]:
    """How far every coder is with every transcript of a round, transcript by transcript."""
    said = {
        (row.transcript_id, row.coder_id): row
        for row in study.rows(CodingProgress).values()
        if row.round_id == round_id
    }
    coders = coders_of_round(study, round_id)
    found = []
    for transcript in transcripts_of_round(study, round_id):
        used = set(np.unique(study.codings_of(transcript.id).coder).tolist())
        for coder in coders:
            row = said.get((transcript.id, coder.id))
            begun = CodingState.IN_PROGRESS if key_of(coder.id) in used else CodingState.NOT_STARTED
            # Who began after they had said that they had not has begun.
            state = begun if row is None or row.state is CodingState.NOT_STARTED else row.state
            found.append(HowFar(transcript, coder, state, None if row is None else row.changed_at))
    return tuple(found)


def finished_by_all(study: Study, round_id: UUID) -> tuple[Transcript, ...]:
    """The transcripts of a round that all its coders have finished."""
    unfinished = {each.transcript.id for each in progress_of_round(study, round_id) if not each.state.is_done}
    return tuple(row for row in transcripts_of_round(study, round_id) if row.id not in unfinished)


def locked(study: Study) -> frozenset[tuple[UUID, UUID]]:
    """Transcripts and coders whose codings there are locked."""
    rows = study.rows(CodingProgress).values()
    return frozenset((row.transcript_id, row.coder_id) for row in rows if row.state is CodingState.LOCKED)


# -- the sample -------------------------------------------------------------------------------------


def sampled_turns(study: Study, row: Round) -> dict[UUID, tuple[int, ...]]:
    """By transcript the places of the turns that are drawn; all that can be where there is no sample.

    Every turn has a rank that follows from the seed and its identity alone, and those of the lowest rank
    are drawn: the same in every copy, and a turn that is split or added moves no other one in or out but
    at the edge. Interviewers' turns and headers are not drawn.
    """
    ranked = sorted(_ranked(study, row)) if row.sample_turns is not None else list(_ranked(study, row))
    found: dict[UUID, list[int]] = {}
    for _, transcript_id, place in ranked[: row.sample_turns]:
        found.setdefault(transcript_id, []).append(place)
    return {transcript_id: tuple(sorted(places)) for transcript_id, places in found.items()}


def turns_to_draw_from(study: Study, transcript_ids: Iterable[UUID]) -> int:
    """How many turns of transcripts a sample could be drawn from."""
    return sum(len(_codable(study, transcript_id)) for transcript_id in transcript_ids)


def _ranked(study: Study, row: Round) -> Iterator[tuple[bytes, UUID, int]]:
    seed = str(row.sample_seed).encode()
    for transcript in transcripts_of_round(study, row.id):
        identities = id_list(study.turns_of(transcript.id).id)
        for place in _codable(study, transcript.id):
            rank = blake2b(seed + identities[place].bytes, digest_size=16).digest()
            yield rank, transcript.id, place


def _codable(study: Study, transcript_id: UUID) -> list[int]:
    """The places of turns in which somebody other than an interviewer says something."""
    turns = study.turns_of(transcript_id)
    labelled = turns.label != ""
    # What has no label is a header, unless nothing has one.
    said = (turns.speech < turns.end) & (turns.role != _INTERVIEWER) & (labelled | ~labelled.any())
    places: list[int] = np.flatnonzero(said).tolist()
    return places
