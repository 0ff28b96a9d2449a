"""Projects on servers, and the keyring that has their passwords: loaded when they are first asked for."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.model.errors import PasswordError
from qualcode.model.machine.address import with_password

if TYPE_CHECKING:
    from qualcode.project.project import Project


def make_on_server(address: str, coder: str) -> None:
    """Make a project in an empty database, led by its maker.

    Raises QualcodeError where there is one, or it cannot be made.
    """
    from qualcode.project.opening import create_team_project

    with_kept_password(address, lambda whole: create_team_project(whole, coder)).close()


def with_kept_password(address: str, work: "Callable[[str], Project]") -> "Project":
    """What ``work`` gives for an address, by the password that the keyring has for it where one is wanted."""
    try:
        return work(address)
    except PasswordError:
        from qualcode.project.teamwork.passwords import kept

        password = kept(address)
        if password is None:
            raise
        return work(with_password(address, password))


def passwords_can_be_kept() -> bool:
    """Whether this computer has a keyring."""
    from qualcode.project.teamwork.passwords import can_be_kept

    return can_be_kept()
