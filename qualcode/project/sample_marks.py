"""How a sample project is known; without what building one needs, for every opening asks."""

from typing import Final

from qualcode.operations.project import new_project
from qualcode.project.project import Project

NAME: Final = "Joining up family records (sample)"


def is_sample(project: Project) -> bool:
    """Whether ``build_sample`` made the project, whatever was done to it afterwards."""
    return project.history.steps[0].label == new_project(NAME).label
