"""The places where a project can be made: tests of storage and project run on each."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.postgres import Server
from tests.support.ready import Make, ReadyProjects


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A file path in an empty folder, then the address of an empty PostgreSQL database."""
    if request.param == "sqlite":
        yield str(tmp_path / "study.qualcode")
    else:
        yield request.getfixturevalue("postgres_url")


@pytest.fixture(params=["sqlite", "postgresql"])
def address_of(
    request: pytest.FixtureRequest, tmp_path: Path, ready_projects: ReadyProjects
) -> Iterator[Callable[[Make], str]]:
    """Gives the address of a copy of what a function makes: in a file, then on a server."""
    with ExitStack() as copies:

        def copy(make: Make) -> str:
            if request.param == "sqlite":
                return ready_projects.copy(make, tmp_path / "study.qualcode")
            server: Server = request.getfixturevalue("postgres_server")
            return copies.enter_context(server.copy(make))

        yield copy
