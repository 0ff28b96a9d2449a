"""The folder for a team's server: its nightly copies are whole or not there, and can be put back."""

import os
import re
import shutil
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from qualcode.model.team import TeamRole
from qualcode.project.checking import problems
from qualcode.project.opening import create_project, open_project
from qualcode.project.teamwork.team_server import Member, set_up
from tests.storage.test_server_layers import state
from tests.storage.test_server_rights import Team, drop_roles
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


# -- the compose file --------------------------------------------------------------------------------------
#
# Docker runs it on a server, not here: it is held to the rules of the Compose Specification that concern it.

SERVICE_KEYS = frozenset(
    [
        "command",
        "depends_on",
        "entrypoint",
        "environment",
        "healthcheck",
        "image",
        "ports",
        "restart",
        "secrets",
        "volumes",
    ]
)
"""What this file may say of a service; another key has to be looked up in the specification first."""
DURATION = re.compile(r"(\d+(h|m|s|ms|us))+")
NAME = re.compile(r"[a-zA-Z0-9._-]+")


@pytest.fixture
def compose() -> dict[str, Any]:
    yaml = pytest.importorskip("yaml")
    found = yaml.safe_load((FOLDER / "compose.yaml").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def test_the_compose_file_keeps_to_the_specification(compose: dict[str, Any]) -> None:
    assert set(compose) <= {"name", "services", "networks", "volumes", "secrets", "configs", "include"}
    assert re.fullmatch("[a-z0-9][a-z0-9_-]*", compose["name"])
    for name, service in compose["services"].items():
        assert NAME.fullmatch(name)
        assert set(service) <= SERVICE_KEYS
        assert re.fullmatch(r"postgres:\d+", service["image"])
        assert service["restart"] in {"no", "always", "on-failure", "unless-stopped"}
        environment = service["environment"]
        assert all(isinstance(value, str) for value in environment.values()), "numbers and times in quotes"
        for port in service.get("ports", []):
            assert re.fullmatch(r"(\d+\.\d+\.\d+\.\d+:)?\d+:\d+", port)
        for step in service.get("entrypoint", []):
            assert isinstance(step, str)
        for other, needs in service.get("depends_on", {}).items():
            assert other in compose["services"]
            assert needs["condition"] in {
                "service_started", "service_healthy", "service_completed_successfully"
            }  # fmt: skip
            assert needs["condition"] != "service_healthy" or "healthcheck" in compose["services"][other]


def test_what_the_compose_file_refers_to_is_there(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        assert set(service["secrets"]) <= set(compose["secrets"])
        for volume in service["volumes"]:
            source, target, *how = volume.split(":")
            assert target.startswith("/")
            assert set(how) <= {"ro", "rw"}
            # A folder that is made by hand, a file of this folder, or a volume that is declared.
            assert source in compose["volumes"] or source == "./dumps" or (FOLDER / source).is_file()
        for name, value in service["environment"].items():
            if name.endswith("_FILE"):
                assert value.removeprefix("/run/secrets/") in service["secrets"]
    readme = (FOLDER.parents[1] / "README.md").read_text("utf-8")
    assert all(f"> {Path(secret['file']).name}" in readme for secret in compose["secrets"].values())
    assert "mkdir -p dumps" in readme


def test_the_servers_health_is_asked_as_compose_asks_it(
    compose: dict[str, Any], postgres_server: Server
) -> None:
    check = compose["services"]["server"]["healthcheck"]
    assert set(check) == {"test", "interval", "timeout", "retries"}
    assert DURATION.fullmatch(check["interval"])
    assert DURATION.fullmatch(check["timeout"])
    assert isinstance(check["retries"], int)
    how, command = check["test"]
    assert how == "CMD-SHELL"
    path = f"{find_programs()}{os.pathsep}{os.environ['PATH']}"
    if not shutil.which("pg_isready", path=path):
        pytest.skip("PostgreSQL's programs are not here")
    where = {"PGHOST": "127.0.0.1", "PGPORT": str(postgres_server.port), "PATH": path}
    asked = subprocess.run(["/bin/sh", "-c", command], env=where, capture_output=True, check=False)
    assert asked.returncode == 0


def test_the_copies_are_written_with_the_settings_of_the_compose_file(
    compose: dict[str, Any], postgres_server: Server, address: str, tmp_path: Path
) -> None:
    service = compose["services"]["dumps"]
    program, script = service["entrypoint"]
    (mounted,) = (each for each in service["volumes"] if f":{script}:" in each)
    environment = {**service["environment"], "PGHOST": "127.0.0.1", "PGUSER": "qualcode"}
    path = f"{find_programs()}{os.pathsep}{os.environ['PATH']}"
    if not shutil.which(program) or not shutil.which("pg_dump", path=path):
        pytest.skip("bash or PostgreSQL's programs for copies are not here")
    environment |= {"PGPORT": str(postgres_server.port), "DUMPS": str(tmp_path), "PATH": path}
    old = tmp_path / "old.2001-01-01.dump"
    old.write_text("x")
    os.utime(old, (0, 0))
    done = subprocess.run(
        [program, str(FOLDER / mounted.split(":")[0]), "once"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.glob(f"{address.rpartition('/')[2]}.*.dump"))
    # KEEP_DAYS and DUMP_AT are what the script reads.
    assert not old.exists()
    assert re.fullmatch(r"\d\d:\d\d", service["environment"]["DUMP_AT"])
    words = (FOLDER / "dump.sh").read_text("utf-8")
    assert all(f"${{{name}:-" in words for name in ("DUMP_AT", "KEEP_DAYS"))


def test_a_team_that_is_put_back_keeps_its_rights(
    postgres_server: Server, address: str, tmp_path: Path
) -> None:
    name = address.rpartition("/")[2]
    people = {"AB": TeamRole.LEAD, "CD": TeamRole.CODER}
    users = {each: f"{each.lower()}_put_back" for each in people}
    set_up(address, [Member(each, users[each], role) for each, role in people.items()], {}, "AB")
    try:
        done = run(postgres_server, tmp_path, "qualcode")
        assert done.returncode == 0, done.stderr
        (copy,) = tmp_path.glob(f"{name}.*.dump")
        with postgres_server.database() as empty:
            path = f"{find_programs()}{os.pathsep}{os.environ['PATH']}"
            subprocess.run(
                ["pg_restore", "--clean", "--if-exists", "--dbname", empty, str(copy)],
                env={**os.environ, "PATH": path},
                check=True,
            )
            with psycopg.connect(empty) as keeper:
                for user in users.values():
                    database = sql.Identifier(empty.rpartition("/")[2])
                    keeper.execute(
                        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, sql.Identifier(user))
                    )
            with closing(Team(empty, users)) as team:
                assert state(team, "CD", "DELETE FROM codings") == "QC001"
            with closing(open_project(empty)) as project:
                assert problems(project) == []
    finally:
        # Whoever owns what is in a database goes after it.
        with psycopg.connect(address, autocommit=True) as keeper:
            for each in (*users.values(), *(f"{name}_{role}" for role in TeamRole)):
                keeper.execute(sql.SQL("DROP OWNED BY {} CASCADE").format(sql.Identifier(each)))
        drop_roles(postgres_server, [*users.values(), *(f"{name}_{role}" for role in TeamRole)])
