"""The folder for a team's server: its nightly copies are whole or not there, and can be put back."""

import os
import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.project.checking import problems
from qualcode.project.opening import create_project, open_project
from tests.support.postgres import Server, find_programs
from tests.ui.material import fill

FOLDER = Path(__file__).parents[2] / "resources" / "team-server"


def run(server: Server, folder: Path, user: str) -> "subprocess.CompletedProcess[str]":
    path = f"{find_programs()}{os.pathsep}{os.environ['PATH']}"
    wanted = ("bash", "psql", "pg_dump", "pg_dumpall", "pg_restore")
    if not all(shutil.which(program, path=path) for program in wanted):
        pytest.skip("bash or PostgreSQL's programs for copies are not here")
    where = {"PGHOST": "127.0.0.1", "PGPORT": str(server.port), "PGUSER": user, "DUMPS": str(folder)}
    return subprocess.run(
        ["bash", str(FOLDER / "dump.sh"), "once"],
        env={**where, "PATH": path, "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def address(postgres_url: str) -> str:
    with closing(create_project(postgres_url, "AB", "Study")) as project:
        fill(project)
    return postgres_url


def test_a_copy_can_be_put_back(postgres_server: Server, address: str, tmp_path: Path) -> None:
    done = run(postgres_server, tmp_path, "qualcode")
    assert done.returncode == 0, done.stderr
    name = address.rpartition("/")[2]
    (copy,) = tmp_path.glob(f"{name}.*.dump")
    assert list(tmp_path.glob("users.*.sql"))
    assert not list(tmp_path.glob("*.part"))
    assert copy.stat().st_mode & 0o077 == 0
    with postgres_server.database() as empty:
        restored = subprocess.run(
            ["pg_restore", "--clean", "--if-exists", "--dbname", empty, str(copy)],
            env={**os.environ, "PATH": f"{find_programs()}{os.pathsep}{os.environ['PATH']}"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert restored.returncode == 0, restored.stderr
        with closing(open_project(empty)) as project, closing(open_project(address)) as before:
            assert problems(project) == []
            assert project.study == before.study


def test_what_fails_leaves_nothing_that_looks_like_a_copy(postgres_server: Server, tmp_path: Path) -> None:
    with postgres_server.user() as nobody:
        assert run(postgres_server, tmp_path, nobody).returncode != 0
    assert not [path for path in tmp_path.iterdir() if path.suffix != ".part"]


def test_the_compose_file_names_what_is_in_its_folder() -> None:
    words = (FOLDER / "compose.yaml").read_text(encoding="utf-8")
    assert "./dump.sh:/dump.sh:ro" in words
    assert (FOLDER / "dump.sh").is_file()
    # No password is in it, and no other computer is let in by it.
    assert "POSTGRES_PASSWORD:" not in words
    assert '- "127.0.0.1:5432:5432"' in words
