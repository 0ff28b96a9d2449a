"""Setting up a team on a server: database, project, roles and rights, for its administrator."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import NamedTuple

from qualcode.model.errors import QualcodeError
from qualcode.model.team import TeamRole
from qualcode.operations.teamwork.roles import set_roles
from qualcode.project.opening import create_project, open_project
from qualcode.storage import server_team
from qualcode.storage.server_opening import holds_project
from qualcode.storage.server_team import ServerUser


class Member(NamedTuple):
    """Somebody in the team: their name in the project, and as a user of the server."""

    name: str
    user: str
    role: TeamRole


def users_without_password(address: str, members: Sequence[Member]) -> list[str]:
    """The users whom the server does not know yet. Raises QualcodeError where it cannot be asked."""
    return server_team.unknown_users(address, [member.user for member in members])


def set_up(
    address: str,
    members: Sequence[Member],
    passwords: Mapping[str, str],
    by: str,
    name: str = "",
    reason: str = "",
) -> tuple[str, ...]:
    """Make what is missing of a team's database, project, groups and users; gives what was done, in words.

    ``passwords`` by user; ``reason`` is why, for the history. Nothing that is there is made again, so that
    it may be called as often as one likes. Raises QualcodeError, in a sentence, at the first thing that
    cannot be done.
    """
    _check(members)
    done = []
    there = server_team.database_is_there(address)
    if not (there and holds_project(address)):
        if TeamRole.LEAD not in {member.role for member in members}:
            raise QualcodeError("A new team needs somebody who leads it; name them with --lead.")
        if not there:
            server_team.make_database(address)
            done.append("made the database")
        create_project(address, by, name).close()
        done.append("made the project")
    with closing(open_project(address)) as project:
        project.reason = reason
        wanted = {member.name: member.role for member in members}
        step = project.do(set_roles(project.study, wanted, by), by)
    people = [ServerUser(each.user, each.role, passwords.get(each.user), each.name) for each in members]
    done += server_team.set_up_team(address, people)
    if step is not None:
        done.append(f"noted in the project: {step.label}")
    return tuple(done)


def _check(members: Sequence[Member]) -> None:
    for what, names in (("name", [each.name for each in members]), ("user", [each.user for each in members])):
        twice = next((each for each in names if names.count(each) > 1), None)
        if twice is not None:
            raise QualcodeError(f"The {what} “{twice}” is there twice; give everybody one role.")
