"""Copies for coders, as the window asks for them; what needs the database is loaded when it is called."""

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from qualcode.model.change import ChangeSet
from qualcode.model.merge_plan import MergePlan
from qualcode.model.study import Study
from qualcode.model.team import GivenCopy

if TYPE_CHECKING:
    from qualcode.project.record import Record
    from qualcode.project.returning import ReturnedCopy


def write_copy(
    record: "Record", round_id: UUID, coder_id: UUID, target: Path, by: str
) -> tuple[Path, GivenCopy]:
    """A copy of the project for a coder of a round."""
    from qualcode.project.giving import write_copy as write

    return write(record, round_id, coder_id, target, by)


def read_returned(record: "Record", address: str) -> "ReturnedCopy":
    """A copy that comes home."""
    from qualcode.project.returning import read_returned as read

    return read(record, address)


def layer_plan(study: Study, copy: "ReturnedCopy") -> MergePlan:
    """What bringing a coder's work home does."""
    from qualcode.project.returning import layer_plan as plan

    return plan(study, copy)


def brought_home(study: Study, copy: "ReturnedCopy") -> ChangeSet:
    """The step that brings a coder's work home."""
    from qualcode.project.returning import brought_home as brought

    return brought(study, copy)


def rest_plan(study: Study, copy: "ReturnedCopy") -> MergePlan:
    """What else was changed in a copy."""
    from qualcode.project.returning import rest_plan as plan

    return plan(study, copy)
