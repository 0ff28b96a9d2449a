"""Opening the project that a command names, for reading or for a change, and closing it again."""

from collections.abc import Iterator
from contextlib import contextmanager

from qualcode.cli.addresses import known_address
from qualcode.cli.passwords import asking_password
from qualcode.model.address import shown
from qualcode.project.opening import open_project
from qualcode.project.project import Project


@contextmanager
def reading(address: str) -> Iterator[Project]:
    """The project to look at; a window may have it open at the same time."""
    project = asking_password(known_address(address), lambda place: open_project(place, writing=False))
    try:
        yield project
    finally:
        project.close()


@contextmanager
def changing(address: str) -> Iterator[Project]:
    """The project to change; nobody else may have its file open."""
    project = asking_password(known_address(address), open_project)
    try:
        yield project
    finally:
        project.close()


def shown_address(project: Project) -> str:
    """Where the project lies, without the password of a server."""
    return str(project.path) if project.path is not None else shown(project.address)
