"""What a round’s others did, taken into a coder’s copy once the round is not blind: codings and decisions.

The lead’s program gives it as a whole (``everybodys_work``); of a round that is open to all, each coder’s
copy holds their own part of it.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

import numpy as np

from qualcode.model.change import ChangeSet
from qualcode.model.codings import Codings
from qualcode.model.entities import Code, Coder, Entity
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import keys_of
from qualcode.model.study import Study
from qualcode.model.team import CodingProgress, Decision, GivenCopy, Round, RoundCoder
from qualcode.model.teamwork.merge_plan import MergePlan, Side
from qualcode.model.teamwork.rounds import coders_of_round, transcripts_of_round
from qualcode.operations.checks import existing
from qualcode.operations.draft import Draft
from qualcode.operations.merging.merging import merge
from qualcode.operations.merging.texts import worded_like
from qualcode.operations.teamwork.giving import copy_for, copy_here

EVERYBODYS: Final = "Everybody’s work in round “{}” of “{}”, as of step {} ({})"


def set_folder(study: Study, round_id: UUID, folder: str) -> ChangeSet:
    """Have a round’s team leave what they do in a folder; "" ends that. ``folder`` is as it is kept."""
    row = existing(study, Round, round_id)
    draft = Draft(study)
    draft.put(replace(row, folder=folder))
    what = (
        f"Share round “{row.name}” in {folder}" if folder else f"Stop sharing round “{row.name}” in a folder"
    )
    return draft.change(what)


def everybodys_work(study: Study, mark: GivenCopy) -> Study:
    """What the coders of a round may have of it once it is closed: all their codings, and what was settled.

    Built up from the copy of one of them, ``mark``, which names the round. Raises QualcodeError for a round
    that is still blind.
    """
    team_round = existing(study, Round, mark.round_id)
    if team_round.is_open and team_round.blind:
        raise QualcodeError(f"The round “{team_round.name}” is blind until it is closed.")
    copy = copy_for(study, mark)
    texts = {row.id for row in transcripts_of_round(study, team_round.id)}
    decisions = {key: row for key, row in study.rows(Decision).items() if row.transcript_id in texts}
    people = {row.id for row in coders_of_round(study, team_round.id)}
    people |= {person for row in decisions.values() for person in (row.one_id, row.other_id, row.layer_id)}
    tables: dict[type[Entity], dict[UUID, Entity]] = {kind: dict(rows) for kind, rows in copy.tables.items()}
    tables[GivenCopy] = {}
    tables[Coder] = {key: study.coders[key] for key in people}
    tables[Decision] = dict(decisions)
    for kind in (RoundCoder, CodingProgress):
        tables[kind] = {row.id: row for row in _rows(study, kind) if row.round_id == team_round.id}
    codings = {key: _of(study.codings_of(key), people, theirs=True) for key in texts}
    return replace(copy, tables=tables, codings={key: table for key, table in codings.items() if len(table)})


def _rows(study: Study, kind: type[RoundCoder | CodingProgress]) -> Iterable[Any]:
    return study.tables[kind].values()


def _of(table: Codings, people: Iterable[UUID], *, theirs: bool) -> Codings:
    """The codings of some people, or of all the others."""
    return table.take(np.isin(table.coder, keys_of(list(people)), invert=not theirs))


def may_take_in(study: Study, round_id: UUID, theirs: Study) -> bool:
    """Whether a copy may take in what others did: the round is open to all, or the lead has closed it.

    That it is closed only the lead's own file can say.
    """
    row, there = study.rows(Round).get(round_id), theirs.rows(Round).get(round_id)
    if row is None or there is None:
        return False
    said = (row,) if copy_here(theirs) is not None else (row, there)
    return any(not (each.is_open and each.blind) for each in said)


def take_in(study: Study, theirs: Study) -> MergePlan:
    """What taking the others’ work into a copy does; one’s own stays as it is.

    Raises QualcodeError where the study is no copy, and where the round is still blind.
    """
    mark = copy_here(study)
    if mark is None:
        raise QualcodeError("This project is not a copy; bring copies back into it instead.")
    if not may_take_in(study, mark.round_id, theirs):
        name = study.rows(Round)[mark.round_id].name
        raise QualcodeError(f"The round “{name}” is blind until it is closed; the others’ work stays unseen.")
    for transcript_id in study.transcripts.keys() & theirs.transcripts.keys():
        theirs = worded_like(theirs, study, transcript_id)
    # A copy may hold what its coder took in; their own part of it is what is theirs to give.
    whose = copy_here(theirs)
    others = (frozenset(theirs.coders) if whose is None else frozenset({whose.coder_id})) - {mark.coder_id}
    base = _with_codings_of(study, study, others, mark.coder_id)
    layer = _layer(study, base, theirs, others, mark)
    texts = study.transcripts.keys()
    chosen = {f"codings:{text}:{coder}": Side.THEIRS for text in texts for coder in others}
    chosen |= {f"decision:{key}": Side.THEIRS for key in study.rows(Decision)}
    name = study.rows(Round)[mark.round_id].name
    return merge(
        study,
        layer,
        base,
        chosen=chosen,
        preferred=Side.THEIRS,
        label=f"Take in the others’ work in round “{name}”",
    )


def _with_codings_of(study: Study, source: Study, others: frozenset[UUID], own: UUID) -> Study:
    """A study with nothing but the codings of others, as ``source`` has them."""
    codings = {key: _of(source.codings_of(key), others - {own}, theirs=True) for key in study.transcripts}
    return replace(study, codings={key: table for key, table in codings.items() if len(table)})


def _layer(study: Study, base: Study, theirs: Study, others: frozenset[UUID], mark: GivenCopy) -> Study:
    """``base`` with what the others did: codings, who they are, what was settled, and that it is over."""
    layer = _with_codings_of(base, theirs, others, mark.coder_id)
    tables: dict[type[Entity], dict[UUID, Entity]] = {kind: dict(rows) for kind, rows in base.tables.items()}
    tables[Coder] |= {key: row for key, row in theirs.coders.items() if key in others}
    tables[Code] |= {
        key: replace(row, digit=None) for key, row in theirs.codes.items() if key not in study.codes
    }
    for kind in (RoundCoder, CodingProgress):
        tables[kind] |= {row.id: row for row in _rows(theirs, kind) if row.coder_id in others}
    here, there = study.rows(Round)[mark.round_id], theirs.rows(Round)[mark.round_id]
    # Only the lead closes a round: a coder’s own copy, which knows no decisions, says nothing about it.
    if copy_here(theirs) is None:
        tables[Round][here.id] = replace(here, closed_at=there.closed_at)
        texts = study.transcripts.keys()
        tables[Decision] = {k: row for k, row in theirs.rows(Decision).items() if row.transcript_id in texts}
    return replace(layer, tables=tables)
