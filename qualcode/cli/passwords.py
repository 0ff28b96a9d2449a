"""Where a server asks for a password: from the keyring, or from the person at the terminal."""

import sys
from collections.abc import Callable
from typing import Final, TypeVar

import click

from qualcode.cli.failures import say
from qualcode.model.errors import PasswordError
from qualcode.model.machine.address import is_server, shown, with_password
from qualcode.project.teamwork import passwords

T = TypeVar("T")
_TRIES: Final = 3


def asking_password(address: str, work: Callable[[str], T]) -> T:
    """What ``work`` gives for an address, with the password that it turns out to need.

    Raises what ``work`` raises; PasswordError where nobody is at the terminal to be asked.
    """
    try:
        return work(address)
    except PasswordError:
        if not is_server(address):
            raise
        known = passwords.kept(address)
        if known is None and not is_interactive():
            raise
    if known is not None:
        try:
            return work(with_password(address, known))
        except PasswordError:
            # It has been changed on the server since.
            if not is_interactive():
                raise
    return _asked(address, work)


def is_interactive() -> bool:
    """Whether there is a terminal at which a person can type."""
    return sys.stdin is not None and sys.stdin.isatty()


def _asked(address: str, work: Callable[[str], T]) -> T:
    for left in reversed(range(_TRIES)):
        words = f"Password for {shown(address)}"
        password = click.prompt(words, hide_input=True, err=True, default="", show_default=False)
        try:
            result = work(with_password(address, password))
        except PasswordError as error:
            if not left:
                raise
            say(str(error))
        else:
            _offer_to_keep(address, password)
            return result
    raise AssertionError("unreachable")


def _offer_to_keep(address: str, password: str) -> None:
    if passwords.can_be_kept() and click.confirm("Keep it in this computer's keyring?", err=True):
        problem = passwords.keep(address, password)
        if problem:
            say(problem)
