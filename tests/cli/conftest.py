"""A command run in this process, and small projects to run it on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qualcode.cli.main import qualcode
from qualcode.project.opening import create_project, open_project
from qualcode.project.project import Project
from tests.support.addresses import address, address_of
from tests.support.examples import free_example
from tests.support.ready import Make, ReadyProjects, the_sample

__all__ = ["address", "address_of"]

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Run a command; by default it must end well."""

    def call(*words: object, code: int = 0) -> Result:
        result = CliRunner().invoke(qualcode, [str(word) for word in words], prog_name="qualcode")
        assert result.exit_code == code, result.output
        return result

    return call


@pytest.fixture
def project(ready_projects: ReadyProjects, tmp_path: Path) -> str:
    """A project file with one of everything."""
    return ready_projects.copy(_small, tmp_path / "small.qualcode")


@pytest.fixture
def project_anywhere(address_of: Callable[[Make], str]) -> str:
    """The same project in a file, then on a server."""
    return address_of(_small)


def _small(address: str) -> Project:
    made = create_project(address, "AB", "Small study")
    made.do(free_example(), "AB")
    return made


@pytest.fixture
def sample(ready_projects: ReadyProjects, tmp_path: Path) -> str:
    """A copy of the sample project."""
    return ready_projects.copy(the_sample, tmp_path / "sample.qualcode")


def steps_of(where: str) -> list[tuple[str, str]]:
    """Coder and title of every step."""
    opened = open_project(where, writing=False)
    try:
        return [(step.coder, step.title) for step in opened.history.steps]
    finally:
        opened.close()
