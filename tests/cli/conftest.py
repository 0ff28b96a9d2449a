"""A command run in this process, and small projects to run it on."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qualcode.cli.main import qualcode
from qualcode.project.opening import create_project, open_project
from qualcode.project.sample import build_sample
from tests.support.addresses import address
from tests.support.examples import example

__all__ = ["address"]

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
def project(tmp_path: Path) -> str:
    """A project file with one of everything."""
    return _made(str(tmp_path / "small.qualcode"))


@pytest.fixture
def project_anywhere(address: str) -> str:
    """The same project in a file, then on a server."""
    return _made(address)


def _made(where: str) -> str:
    made = create_project(where, "AB", "Small study")
    try:
        made.do(example(), "AB")
    finally:
        made.close()
    return where


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample project, built once; take a copy to change it."""
    file = tmp_path_factory.mktemp("sample") / "sample.qualcode"
    build_sample(str(file), "AB").close()
    return file


@pytest.fixture
def sample(sample_file: Path, tmp_path: Path) -> str:
    """A copy of the sample project."""
    return str(shutil.copy(sample_file, tmp_path / "sample.qualcode"))


def steps_of(where: str) -> list[tuple[str, str]]:
    """Coder and title of every step."""
    opened = open_project(where, writing=False)
    try:
        return [(step.coder, step.title) for step in opened.history.steps]
    finally:
        opened.close()
