"""Giving a coder a copy of the project for a round: a file of its own, with a history that begins there."""

from pathlib import Path
from uuid import UUID

from qualcode.model.difference import difference
from qualcode.model.entities import Coder
from qualcode.model.identity import new_id, now
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.team import GivenCopy, Round
from qualcode.operations.checks import existing
from qualcode.operations.teamwork.giving import FOR, copy_for, keep_given
from qualcode.project.copying import made_or_gone
from qualcode.project.making import PendingStep
from qualcode.project.record import Record
from qualcode.storage import backups, whole_copy


def write_copy(
    record: Record, round_id: UUID, coder_id: UUID, target: Path, by: str
) -> tuple[Path, GivenCopy]:
    """Write the copy of the project ``record`` (all of it) for a coder; gives the file's name, and the copy.

    Raises QualcodeError where it may not be given, there is a file already, or it cannot be written; nothing
    is left of it then. That the coder has it is to be kept by ``kept``.
    """
    backups.check_not_among_copies(target)
    study, target = record.study, whole_copy.with_ending(target)
    team_round, coder = existing(study, Round, round_id), existing(study, Coder, coder_id)
    hashes = record.hashes()
    mark = GivenCopy(new_id(), round_id, coder_id, study.step, hashes[-1], now(), is_here=True)
    label = FOR.format(study.info.name, coder.name, team_round.name, f"{study.step:,}")
    change = difference(Study(), copy_for(study, mark), label)
    with made_or_gone(target) as copy:
        copy.write(Step(1, now(), by, label), change)
    return target, mark


def kept(mark: GivenCopy, by: str) -> PendingStep:
    """The step that keeps in mind who was given a copy."""
    return PendingStep(lambda study: keep_given(study, mark), by, whole=True)
