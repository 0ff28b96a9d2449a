"""Commands about who is in a team: roles in a project, and setting a team up on a server."""

import sys
from collections.abc import Callable, Sequence
from typing import Any, Final

import click

from qualcode.cli.options import (
    Function,
    by_option,
    json_option,
    one_of,
    project_argument,
    with_reason,
)
from qualcode.cli.passwords import asking_password, is_interactive
from qualcode.cli.printing import AS_IT_IS, print_json, print_table
from qualcode.cli.projects import changing, reading, reason_given
from qualcode.model.errors import QualcodeError
from qualcode.model.machine.address import is_server, server_address
from qualcode.model.machine.coder_here import coder_here
from qualcode.model.team import TeamRole
from qualcode.model.teamwork.roles import roles_by_coder
from qualcode.operations.teamwork.roles import set_roles
from qualcode.project.teamwork.team_server import Member, set_up, users_without_password

_FREE: Final = "Nobody has a role: everybody may do all. The first that is given makes you a lead as well."
_CONVENTION: Final = "This project is a file: roles are an agreement there, which the program keeps."


@click.command()
@project_argument
@click.argument("name", required=False, metavar="[NAME]")
@click.argument("what", required=False, metavar="[ROLE]", type=one_of(TeamRole))
@by_option
@json_option
def roles(address: str, name: str | None, what: str | None, by: str, as_json: bool) -> None:
    """List who has which role, or give somebody one.

    ROLE is lead, coder or reader. A reader changes nothing; a coder codes, writes memos and comments, and
    changes codes as long as nobody else's work is touched; a lead does all. On a server “team init” gives
    people the rights of their role there too.
    """
    if name is None:
        _list(address, as_json)
        return
    if what is None:
        raise click.UsageError("Write “qualcode team roles PROJECT NAME ROLE”.")
    with changing(address) as project:
        change = set_roles(project.study, {name: TeamRole(what)}, by)
        project.do(change, by)
        on_file = project.path is not None
    if as_json:
        print_json({"step": change.label, "changed": bool(change)})
        return
    click.echo(f"{change.happened}." if change else AS_IT_IS)
    if on_file and change:
        click.echo(_CONVENTION)


def _list(address: str, as_json: bool) -> None:
    with reading(address) as project:
        study = project.study
        given = roles_by_coder(study)
        rows: list[dict[str, Any]] = [
            {"name": row.name, "role": str(given.get(row.id, TeamRole.CODER))}
            for row in study.coders_in_order
            if given
        ]
    if as_json:
        print_json(rows)
    elif rows:
        print_table(("name", "role"), [tuple(row.values()) for row in rows])
    else:
        click.echo(_FREE)


def _people(role: TeamRole) -> Callable[[Function], Function]:
    return click.option(
        f"--{role}",
        f"{role}s",
        metavar="NAME[=USER]",
        multiple=True,
        help=f"Somebody who is a {role}, and their user on the server where it has another name.",
    )


@click.command()
@click.argument("address", metavar="ADDRESS")
@click.option("--name", default="", metavar="TEXT", help="The project's name. [default: the database's]")
@_people(TeamRole.LEAD)
@_people(TeamRole.CODER)
@_people(TeamRole.READER)
@click.option(
    "--passwords",
    is_flag=True,
    help="Read passwords of users from standard input, as lines “USER PASSWORD”.",
)
@click.option(
    "--by",
    metavar="NAME",
    show_default="the first lead named, else the system user's name",
    help="Who makes the steps, for the history; a lead, once there are roles.",
)
@with_reason
@json_option
def init(
    address: str,
    name: str,
    leads: tuple[str, ...],
    coders: tuple[str, ...],
    readers: tuple[str, ...],
    passwords: bool,
    by: str | None,
    as_json: bool,
) -> None:
    """Set up a team on a server, or people in it.

    For the person who looks after the server: makes the database of ADDRESS, the project in it, the groups
    DATABASE_lead, DATABASE_coder and DATABASE_reader with the rights that each role has, and users for
    people. What is there already stays, so that it may be run again for another person or another role.
    Passwords are asked for, or read from standard input; never write one into a command.
    """
    if not is_server(address):
        raise QualcodeError(
            "A team is set up on a server; write its address as postgresql://user@host/database."
        )
    members = [
        *_members(leads, TeamRole.LEAD),
        *_members(coders, TeamRole.CODER),
        *_members(readers, TeamRole.READER),
    ]
    maker = by or next((each.name for each in members if each.role is TeamRole.LEAD), coder_here())
    read = _read_passwords(members) if passwords else {}

    def work(place: str) -> tuple[str, ...]:
        given = {**_asked(place, members), **read} if not passwords else read
        return set_up(place, members, given, maker, name, reason_given())

    done = asking_password(address, work)
    place = server_address(address)
    if as_json:
        print_json({"done": list(done)})
        return
    click.echo("\n".join(f"{line}." for line in done) if done else AS_IT_IS)
    if members:
        host = f"{place.host}{f':{place.port}' if place.port else ''}"
        click.echo(f"People open it as postgresql://USER@{host}/{place.database}")


def _members(named: Sequence[str], role: TeamRole) -> list[Member]:
    found = []
    for each in named:
        name, _, user = each.partition("=")
        if not name.strip():
            raise QualcodeError(f"“{each}” names nobody; write NAME or NAME=USER.")
        found.append(Member(name.strip(), user.strip() or name.strip(), role))
    return found


def _read_passwords(members: Sequence[Member]) -> dict[str, str]:
    """Lines of standard input. Raises QualcodeError, which quotes no password, for a line that is none."""
    users, found = {each.user for each in members}, {}
    for number, line in enumerate(sys.stdin.read().splitlines(), 1):
        user, _, password = line.strip().partition(" ")
        if not user:
            continue
        if user not in users or not password:
            raise QualcodeError(
                f"Line {number} of standard input is no password of a person named in the command; write "
                "“USER PASSWORD”."
            )
        found[user] = password
    return found


def _asked(place: str, members: Sequence[Member]) -> dict[str, str]:
    """Passwords of those who are new to the server, from the person at the terminal."""
    if not is_interactive():
        return {}
    found = {}
    for user in users_without_password(place, members):
        words = f"Password for the new user {user} (Enter for none yet)"
        password = click.prompt(
            words, hide_input=True, err=True, default="", show_default=False, confirmation_prompt="Again"
        )
        if password:
            found[user] = password
    return found
