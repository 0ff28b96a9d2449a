"""Opening the project that a command names, for reading or for a change, and closing it again."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from qualcode.cli.addresses import known_address
from qualcode.cli.failures import say
from qualcode.cli.options import REASON
from qualcode.cli.passwords import asking_password
from qualcode.model.errors import QualcodeError
from qualcode.model.machine.address import shown
from qualcode.model.machine.coder_here import coder_here
from qualcode.model.teamwork.rounds import shared_rounds
from qualcode.project.guarding import told_to_outsiders
from qualcode.project.opening import open_project
from qualcode.project.project import Project
from qualcode.project.teamwork.shared_folder import leave


@contextmanager
def reading(address: str) -> Iterator[Project]:
    """The project to look at; a window may have it open at the same time."""
    project = asking_password(known_address(address), lambda place: open_project(place, writing=False))
    project.viewer = _viewer()
    try:
        _tell_what_happened(project)
        yield project
        _tell_what_was_counted(project)
    finally:
        project.close()


@contextmanager
def changing(address: str) -> Iterator[Project]:
    """The project to change; nobody else may have its file open."""
    project = asking_password(known_address(address), open_project)
    project.viewer, project.reason = _viewer(), reason_given()
    try:
        _tell_what_happened(project)
        yield project
        _leave(project)
    finally:
        project.close()


def _leave(project: Project) -> None:
    """Leave in a team's shared folder what is due; what was done is saved, whatever becomes of that."""
    if project.path is None or not shared_rounds(project.study):
        return
    try:
        leave(project)
    except QualcodeError as error:
        say(str(error))


def _viewer() -> str:
    """Who looks: whoever makes the command's step, else the system's user."""
    context = click.get_current_context(silent=True)
    if context is None:
        return coder_here()
    # “--by” of some commands is no person: by what a matrix counts, or what the chapters of memos are.
    asked = {each.name for each in context.command.params if not isinstance(each.type, click.Choice)}
    named = next((context.params.get(each) for each in ("by", "coder") if each in asked), None)
    return named if isinstance(named, str) else coder_here()


def reason_given() -> str:
    """Why the command's steps are made, where it says so."""
    context = click.get_current_context(silent=True)
    return "" if context is None else str(context.meta.get(REASON, ""))


def _tell_what_happened(project: Project) -> None:
    """Say what the person should know of the opening: a copy that is missing, a log that was set aside."""
    if project.note:
        say(project.note)
    outside = told_to_outsiders(project.study, project.sight)
    if outside and project.sight.is_strange:
        say(f"{outside}; name yourself with --coder or --by, or in the environment variable QUALCODE_CODER.")
    elif outside:
        say(f"{outside}.")


def _tell_what_was_counted(project: Project) -> None:
    """Say to who codes in a blind round that what was counted and listed for them is their own work only.

    Others were told before. After the answer: a refusal says why by itself.
    """
    if not told_to_outsiders(project.study, project.sight) and project.study.withheld:
        say(f"{project.study.withheld}.")


def shown_address(project: Project) -> str:
    """Where the project lies, without the password of a server."""
    return str(project.path) if project.path is not None else shown(project.address)
