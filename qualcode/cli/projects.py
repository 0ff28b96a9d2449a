"""Opening the project that a command names, for reading or for a change, and closing it again."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from qualcode.cli.addresses import known_address
from qualcode.project.opening import open_project
from qualcode.project.project import Project


@contextmanager
def reading(address: str) -> Iterator[Project]:
    """The project to look at; a window may have it open at the same time."""
    project = open_project(known_address(address), writing=False)
    try:
        yield project
    finally:
        project.close()


@contextmanager
def changing(address: str) -> Iterator[Project]:
    """The project to change; nobody else may have its file open."""
    project = open_project(known_address(address))
    try:
        yield project
    finally:
        project.close()


def shown_address(project: Project) -> str:
    """Where the project lies, without the password of a server."""
    if project.path is not None:
        return str(project.path)
    parts = urlsplit(project.address)
    if parts.password is None:
        return project.address
    user, _, host = parts.netloc.rpartition("@")
    return parts._replace(netloc=f"{user.partition(':')[0]}:***@{host}").geturl()
