"""Checking a whole project: the file, its foreign keys, the journal's chain, and every invariant."""

from qualcode.project.project import Project
from qualcode.storage import soundness


def problems(project: Project) -> list[str]:
    """Everything that is wrong, one sentence each; empty for a sound project."""
    return soundness.problems(project.database)
