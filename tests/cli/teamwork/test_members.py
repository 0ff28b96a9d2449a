"""The commands by which a team is set up: roles in a project, and people on a server."""

import json
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner
from psycopg import sql

from qualcode.cli.main import qualcode
from qualcode.cli.teamwork import members
from qualcode.model.team import TeamRole
from tests.cli.conftest import Run, steps_of
from tests.support.postgres import SUPERUSER, Server

SECRET = "s3@cr et"  # noqa: S105 - of a server that lasts for a test
USERS = ("lead_at_work", "coder_at_work", "reader_at_work")


@pytest.fixture
def place(postgres_server: Server, postgres_url: str) -> Iterator[str]:
    """The address of an empty database; whoever was made a user of the server goes at the end."""
    database = postgres_url.rpartition("/")[2]
    yield postgres_url
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
        for name in (*USERS, *(f"{database}_{role}" for role in TeamRole)):
            known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (name,)).fetchone()
            if known:
                connection.execute(sql.SQL("DROP OWNED BY {}").format(sql.Identifier(name)))
                connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


def test_roles_are_given_listed_and_kept_by_command(run: Run, tmp_path: Path) -> None:
    file = str(tmp_path / "study.qualcode")
    run("new", file, "--coder", "AB")
    assert run("team", "roles", file).output.startswith("Nobody has a role: everybody may do all.")
    given = run("team", "roles", file, "CD", "coder", "--by", "AB").output
    assert given.startswith("Made AB lead and CD coder.\nThis project is a file: roles are an agreement")
    assert json.loads(run("team", "roles", file, "--json").output) == [
        {"name": "AB", "role": "lead"},
        {"name": "CD", "role": "coder"},
    ]
    assert "nothing was changed" in run("team", "roles", file, "CD", "coder", "--by", "AB").output
    refused = run("team", "roles", file, "CD", "lead", "--by", "CD", code=1).output
    assert refused == "qualcode: “Make CD lead” is for leads: it changes roles; ask AB.\n"
    assert "at least one lead" in run("team", "roles", file, "AB", "reader", "--by", "AB", code=1).output
    assert run("team", "roles", file, "CD", code=2).output.startswith("qualcode: Write “qualcode team roles")
    run("team", "roles", file, "CD", "reader", "--by", "AB")
    nothing = run("codebook", "add", file, "hope", "--coder", "CD", code=1).output
    assert nothing == "qualcode: You are a reader of this project and cannot change anything; ask AB.\n"
    run("undo", file, "--coder", "AB")
    run("codebook", "add", file, "hope", "--coder", "CD")
    assert ("AB", "Make AB lead and CD coder") in steps_of(file)


def test_a_team_is_set_up_with_passwords_that_are_written_nowhere(run: Run, place: str) -> None:
    command = ["team", "init", place, "--lead", f"AB={USERS[0]}", "--coder", f"CD={USERS[1]}"]
    words = f"{USERS[1]} {SECRET}\n\n"
    done = CliRunner().invoke(qualcode, [*command, "--passwords"], prog_name="qualcode", input=words)
    assert done.exit_code == 0, done.output
    assert "made the project." in done.output
    assert f"{USERS[1]}: now a coder, new on the server." in done.output
    assert f"{USERS[0]}: now a lead, new on the server, without a password yet." in done.output
    assert "People open it as postgresql://USER@127.0.0.1:" in done.output
    assert SECRET not in done.output
    assert json.loads(run(*command, "--json").output) == {"done": []}
    hers = place.replace(f"//{SUPERUSER}@", f"//{USERS[1]}@")
    assert "is for leads" in run("team", "roles", hers, "CD", "lead", "--by", "AB", code=1).output
    assert SECRET not in run("history", place).output


def test_new_people_are_asked_for_their_passwords(
    monkeypatch: pytest.MonkeyPatch, place: str, postgres_server: Server
) -> None:
    monkeypatch.setattr(members, "is_interactive", lambda: True)
    command = ["team", "init", place, "--lead", f"AB={USERS[0]}", "--reader", f"EF={USERS[2]}"]
    typed = f"{SECRET}\n{SECRET}\n\n\n"
    done = CliRunner().invoke(qualcode, command, prog_name="qualcode", input=typed)
    assert done.exit_code == 0, done.output
    assert f"Password for the new user {USERS[0]} (Enter for none yet)" in done.output
    assert f"{USERS[0]}: now a lead, new on the server." in done.output
    assert f"{USERS[2]}: now a reader, new on the server, without a password yet." in done.output
    assert SECRET not in done.output


@pytest.mark.parametrize(
    ("words", "options", "why"),
    [
        ("somebody secret", ["--lead", "AB"], "Line 1 of standard input is no password"),
        ("AB", ["--lead", "AB"], "Line 1 of standard input is no password"),
        ("", ["--lead", "=anna"], "“=anna” names nobody"),
        ("", ["--lead", "AB", "--coder", "AB"], "is there twice"),
        ("", ["--coder", "AB"], "needs somebody who leads it"),
    ],
)
def test_what_cannot_be_set_up_is_said(place: str, words: str, options: list[str], why: str) -> None:
    command = ["team", "init", place, "--passwords", *options]
    done = CliRunner().invoke(qualcode, command, prog_name="qualcode", input=words)
    assert done.exit_code == 1
    assert why in done.output
    assert "secret" not in done.output


def test_a_team_is_set_up_on_a_server_only(run: Run, tmp_path: Path) -> None:
    told = run("team", "init", str(tmp_path / "study.qualcode"), "--lead", "AB", code=1).output
    assert "A team is set up on a server; write its address as" in told
