"""Passwords of servers: asked for where they are missing, kept where one wants, and shown nowhere."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner, Result

from qualcode.cli import failures, passwords
from qualcode.cli.main import qualcode
from qualcode.project.opening import create_project
from tests.cli.conftest import Run
from tests.support.examples import example
from tests.support.keyrings import InMemory, in_use
from tests.support.postgres import SUPERUSER, Server

SECRET = "s3@cr/e t?"  # noqa: S105 - of a server that lasts for a test


@pytest.fixture
def place(postgres_server: Server, postgres_url: str) -> Iterator[str]:
    """The address, without a password, of a project whose user has to give one."""
    project = create_project(postgres_url, "AB", "Study")
    project.do(example(), "AB")
    project.close()
    with postgres_server.guarded(SECRET) as user:
        yield postgres_url.replace(f"//{SUPERUSER}@", f"//{user}@")


@pytest.fixture
def keyring() -> Iterator[InMemory]:
    mine = InMemory()
    with in_use(mine):
        yield mine


@pytest.fixture
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A person at the terminal."""
    monkeypatch.setattr(passwords, "is_interactive", lambda: True)


def typed(words: str, *command: str) -> Result:
    return CliRunner().invoke(qualcode, list(command), prog_name="qualcode", input=words)


@pytest.mark.parametrize(
    "form",
    [
        f"postgresql://USER:{quote(SECRET, safe='')}@",
        f"postgresql://USER:{SECRET}@",
        f"POSTGRESQL://USER:{SECRET}@",
        f"postgresql+psycopg://USER:{SECRET}@",
        f"postgres://USER:{SECRET}@",
    ],
)
def test_every_form_of_an_address_opens_and_none_is_shown_with_its_password(
    run: Run, place: str, form: str
) -> None:
    user = place.split("//")[1].split("@")[0]
    address = place.replace(f"postgresql://{user}@", form.replace("USER", user))
    told = run("info", address, "--json").stdout
    assert json.loads(told)["project"] == place
    assert SECRET not in told


def test_a_password_may_be_a_setting_of_the_address_or_stand_in_a_file(
    run: Run, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("check", f"{place}?password={quote(SECRET)}")
    file = tmp_path / "passwords"
    file.write_text(f"*:*:*:*:{SECRET}\n", encoding="utf-8")
    file.chmod(0o600)
    shown = json.loads(run("info", f"{place}?passfile={file}", "--json").stdout)["project"]
    assert shown == f"{place}?passfile={file}"
    monkeypatch.setenv("PGPASSWORD", SECRET)
    run("check", place)


def test_where_nobody_can_be_asked_that_is_said(run: Run, place: str) -> None:
    assert "the server asks for a password" in run("info", place, code=1).stderr
    wrong = run("info", place.replace("@", ":wrong-one@", 1), code=1).stderr
    assert "does not accept this user with this password" in wrong
    assert "wrong-one" not in wrong


@pytest.mark.usefixtures("somebody")
def test_it_is_asked_for_and_kept_where_one_wants(run: Run, place: str, keyring: InMemory) -> None:
    result = typed(f"wrong\n{SECRET}\ny\n", "check", place)
    assert result.exit_code == 0, result.output
    assert f"Password for {place}" in result.stderr
    assert "does not accept" in result.stderr
    assert SECRET not in result.output
    assert keyring.entries == {("qualcode", place): SECRET}
    # From now on nobody is asked.
    run("check", place)


@pytest.mark.usefixtures("somebody")
def test_it_is_not_kept_where_one_does_not_want(place: str, keyring: InMemory) -> None:
    assert typed(f"{SECRET}\nn\n", "check", place).exit_code == 0
    assert keyring.entries == {}


@pytest.mark.usefixtures("somebody")
def test_one_that_was_changed_is_asked_for_again(place: str, keyring: InMemory) -> None:
    keyring.entries["qualcode", place] = "old"
    assert typed(f"{SECRET}\ny\n", "check", place).exit_code == 0
    assert keyring.entries == {("qualcode", place): SECRET}


@pytest.mark.usefixtures("somebody")
def test_after_three_wrong_ones_it_is_over(place: str) -> None:
    result = typed("a\nb\nc\nd\n", "check", place)
    assert result.exit_code == 1
    assert result.stderr.count("Password for") == 3


@pytest.mark.usefixtures("somebody")
def test_every_command_asks(place: str, tmp_path: Path) -> None:
    for command in (
        ("history", place),
        ("undo", place, "--coder", "AB"),
        ("migrate", place),
        ("copy", place, str(tmp_path / "copy.qualcode")),
    ):
        result = typed(f"{SECRET}\n", *command)
        assert result.exit_code == 0, result.output
        assert result.stderr.count("Password for") == 1


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://anna:s3cret@127.0.0.1:1/study",
        "postgresql://anna:s3cret@not a host/study",
        "postgresql://anna:p@s3cret@127.0.0.1:1/study",
        "postgresql://anna:a/s3cret@127.0.0.1:1/study",
        "postgresql://anna@127.0.0.1:1/study?password=s3cret",
        "postgresql://anna@127.0.0.1:1/study?password=s3cret&nonsense=1",
        "postgresql://127.0.0.1:1/study?user=anna&password=s3cret&sslpassword=s3cret",
        "POSTGRESQL://anna:s3cret@127.0.0.1:1/study",
        "postgresql+asyncpg://anna:s3cret@127.0.0.1:1/study",
        "mysql://anna:s3cret@host/study",
        "https://anna:s3cret@host/study",
        "host=127.0.0.1 password=s3cret dbname=study",
    ],
)
@pytest.mark.parametrize(
    "command",
    [
        ("info", "ADDRESS"),
        ("new", "ADDRESS"),
        ("undo", "ADDRESS"),
        ("migrate", "ADDRESS"),
        ("check", "ADDRESS", "ADDRESS"),
        ("search", "ADDRESS"),
        ("nonsense", "ADDRESS"),
        ("info", "ADDRESS", "--nonsense"),
        ("copy", "ADDRESS", "/nowhere/at/all.qualcode"),
        ("restore", "ADDRESS"),
    ],
)
def test_no_refusal_shows_a_password(run: Run, command: tuple[str, ...], address: str) -> None:
    result = CliRunner().invoke(
        qualcode, [address if word == "ADDRESS" else word for word in command], prog_name="qualcode"
    )
    assert result.exit_code in (1, 2), result.output
    assert "s3cret" not in result.output
    assert "This is a bug" not in result.output
    assert not failures.log_path().exists()


@pytest.mark.parametrize(
    "address",
    [
        "mysql://anna:s3cret@host/study",
        "https://anna:s3cret@host/study",
        "host=h password=s3cret dbname=study",
    ],
)
def test_what_is_no_address_of_a_project_is_no_command_either(run: Run, address: str) -> None:
    told = run(address, code=2).stderr
    assert "No such command" in told
    assert "s3cret" not in told
