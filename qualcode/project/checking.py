"""Checking a whole project: the file, its tables and texts, every invariant, and the whole journal."""

from dataclasses import dataclass

from qualcode.model.errors import UnsoundError
from qualcode.project.opening import open_project
from qualcode.project.project import Project
from qualcode.storage import soundness


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: the steps in the journal, and a sentence for everything that is wrong.

    ``note`` is what happened at opening, in a sentence; empty where nothing did.
    """

    steps: int
    problems: tuple[str, ...]
    note: str = ""


def check_project(address: str) -> Checked:
    """Check the project at ``address``, also one that is too damaged to be opened.

    Raises QualcodeError where there is nothing to check.
    """
    try:
        project = open_project(address, writing=False)
    except UnsoundError as error:
        return Checked(0, error.findings)
    try:
        return Checked(project.study.step, tuple(problems(project)), project.note)
    finally:
        project.close()


def problems(project: Project) -> list[str]:
    """Everything that is wrong, one sentence each; empty for a sound project."""
    return soundness.problems(project.database)
