"""Copies for coders, as the window asks for them; what needs the database is loaded when it is called."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from qualcode.model.change import ChangeSet
from qualcode.model.study import Study
from qualcode.model.team import GivenCopy
from qualcode.model.teamwork.merge_plan import MergePlan
from qualcode.model.teamwork.rounds import shared_rounds

if TYPE_CHECKING:
    from qualcode.project.project import Project
    from qualcode.project.record import Record
    from qualcode.project.teamwork.returning import ReturnedCopy
    from qualcode.project.teamwork.revisiting import ToRevisit
    from qualcode.project.teamwork.shared_folder import FolderNews


def write_copy(
    record: "Record", round_id: UUID, coder_id: UUID, target: Path, by: str
) -> tuple[Path, GivenCopy]:
    """A copy of the project for a coder of a round."""
    from qualcode.project.teamwork.giving import write_copy as write

    return write(record, round_id, coder_id, target, by)


def read_returned(record: "Record", address: str) -> "ReturnedCopy":
    """A copy that comes home."""
    from qualcode.project.teamwork.returning import read_returned as read

    return read(record, address)


def layer_plan(study: Study, copy: "ReturnedCopy") -> MergePlan:
    """What bringing a coder's work home does."""
    from qualcode.project.teamwork.returning import layer_plan as plan

    return plan(study, copy)


def brought_home(study: Study, copy: "ReturnedCopy") -> ChangeSet:
    """The step that brings a coder's work home."""
    from qualcode.project.teamwork.returning import brought_home as brought

    return brought(study, copy)


def closing(project: "Project", round_id: UUID) -> ChangeSet:
    """The step that closes a round, with its figures."""
    from qualcode.project.reports.closing import closing as close

    return close(project, round_id)


def rest_plan(study: Study, copy: "ReturnedCopy") -> MergePlan:
    """What else was changed in a copy."""
    from qualcode.project.teamwork.returning import rest_plan as plan

    return plan(study, copy)


def shares(project: "Project") -> bool:
    """Whether there is a shared folder in which something may be left, or found."""
    return project.path is not None and bool(shared_rounds(project.study))


def leave_in_folder(project: "Project") -> None:
    """Leave in shared folders what is due."""
    from qualcode.project.teamwork.shared_folder import leave

    leave(project)


def folder_news(record: "Record") -> "FolderNews":
    """What is new in shared folders."""
    from qualcode.project.teamwork.shared_folder import news

    return news(record)


def taken_in(study: Study, theirs: Study) -> ChangeSet:
    """The step that takes others' work into a copy."""
    from qualcode.project.teamwork.shared_folder import taking_in

    return taking_in(study, theirs).change


def sharing(project: "Project", round_id: UUID, folder: Path) -> ChangeSet:
    """The step by which a round's team shares a folder."""
    from qualcode.project.teamwork.shared_folder import sharing as make

    return make(project, round_id, folder)


def to_revisit(
    record: "Record", code_ids: Sequence[UUID] | None, *, seen_too: bool = False
) -> "list[ToRevisit]":
    """Segments that were coded under an earlier definition."""
    from qualcode.project.teamwork.revisiting import to_revisit as listed

    return listed(record, code_ids, seen_too=seen_too)


def reworded_in(record: "Record", number: int) -> list[UUID]:
    """The codes that a step gave another definition."""
    from qualcode.project.teamwork.revisiting import reworded_in as found

    return found(record, number)
