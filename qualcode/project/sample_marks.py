"""How a sample project is known; without what building one needs, for every opening asks."""

from typing import Final
from uuid import UUID

from qualcode.project.project import Project

NAME: Final = "Joining up family records (sample)"
SAMPLE_ID: Final = UUID("5a3b1e00-8c1d-4b52-9d0e-73616d706c65")
"""The identity of every project that is built from the sample transcripts."""


def is_sample(project: Project) -> bool:
    """Whether ``build_sample`` made the project, whatever was done to it afterwards."""
    return project.study.info.id == SAMPLE_ID
